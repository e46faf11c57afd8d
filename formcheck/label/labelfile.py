"""LabelFile: the labels of a clip on the disk, written anew after every change."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from formcheck.evaluate.labels import Labels, labels_path, quoted, read_labels
from formcheck.files.places import LABELS
from formcheck.label.marks import Mark, rows
from formcheck.rules.exercise import Exercise
from formcheck.sinks.textfile import TextFile

BY_HAND: Final = "labelled by hand"
UNCHECKED: Final = "what the checker saw; nobody has looked at it"
_TOTALS: Final = ("true_reps", "true_hold_s", "sure", "counted")  # of clips counted by eye; rows say more


class LabelFile:
    """path: where the labels of the clip are.  Keys that are not about marks, and comments, stay as they are."""

    def __init__(self, clip: Path, exercise: Exercise) -> None:
        self.path = labels_path(clip)
        self._exercise = exercise
        self._yaml = YAML()
        self._yaml.width = 200
        self._yaml.indent(mapping=2, sequence=4, offset=2)

    def read(self) -> Labels | None:
        """The labels there, None when there are none.  Raises InputError when they cannot be read."""
        return read_labels(self.path) if self.path.is_file() else None

    def write(self, marks: Iterable[Mark], facts: dict[str, Any], by_hand: bool) -> None:
        """Write the marks, and facts (key and value) that the file does not have yet.  Raises OutputError.

        by_hand: a person has looked at the marks; otherwise the file says that nobody has.
        """
        data = self._kept()
        data["exercise"] = self._exercise.name
        if by_hand and data.get("origin") == UNCHECKED:
            del data["origin"]
        for key, value in {**facts, "origin": BY_HAND if by_hand else UNCHECKED}.items():
            if value is not None and data.get(key) in (None, ""):
                data[key] = value
        for key in _TOTALS:
            data.pop(key, None)
        if isinstance(names := data.get("faults"), list) and names and all(isinstance(name, str) for name in names):
            data["named_faults"] = [*(data.get("named_faults") or ()), *names]  # the rows take their key
        for key, entries in rows(marks, self._exercise).items():
            data[key] = _in_lines(entries)
        text = StringIO()
        self._yaml.dump(data, text)
        with TextFile(self.path, LABELS) as file:
            file.write(text.getvalue())

    def _kept(self) -> CommentedMap:
        """What the file holds already."""
        if not self.path.is_file():
            return CommentedMap()
        text = self.path.read_text(encoding="utf-8")
        try:
            data = self._yaml.load(text)
        except YAMLError:
            data = self._yaml.load(quoted(text))
        return data if isinstance(data, CommentedMap) else CommentedMap()


def _in_lines(entries: list[dict[str, Any]]) -> CommentedSeq:
    """A list with one line for each entry; an empty one in brackets."""
    sequence = CommentedSeq()
    for entry in entries:
        line = CommentedMap(entry)
        line.fa.set_flow_style()
        for key, value in entry.items():
            if isinstance(value, list):
                names = CommentedSeq(value)
                names.fa.set_flow_style()
                line[key] = names
        sequence.append(line)
    if not entries:
        sequence.fa.set_flow_style()
    return sequence
