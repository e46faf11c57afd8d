"""The pose file that tuning reads and writes: where it is, its text with other numbers, and a copy of what was there before."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml import YAML

from formcheck.errors import InputError
from formcheck.files.lock import alone_in
from formcheck.files.places import POSE_FILE, make_folder
from formcheck.files.reading import check_regular
from formcheck.files.yamltext import LARGEST
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import SUFFIX, built_in_folder, find_exercise, own_folder
from formcheck.rules.load import load_exercise
from formcheck.sinks.textfile import TextFile
from formcheck.tune.numbers import exercise_with, text_with


@dataclass(frozen=True)
class PoseFile:
    """One pose file.  path: where it was read; exercise: what it says; text: as it stands, with its own line ends."""

    path: Path
    exercise: Exercise
    text: str

    @classmethod
    def find(cls, name: str) -> PoseFile:
        """By name, alias or path.  Raises InputError when there is none, or for a variant; RuleError when it has mistakes."""
        exercise = find_exercise(name)
        path = _path(name, exercise)
        whole = load_exercise(path)
        if whole != exercise:
            raise InputError(f"{name}: a variant has no file of its own; tune {whole.name}, which it is a part of")
        return cls(path, whole, _text(path))

    @property
    def target(self) -> Path:
        """Where changes are written: in place, but for a file of an installed Form Check in the user's own folder."""
        package = Path(__file__).resolve().parents[1]
        return own_folder() / self.path.name if self.path.resolve().is_relative_to(package) else self.path

    def with_values(self, values: Mapping[str, float]) -> str:
        """The text with other numbers.  Raises InputError when a number cannot be changed alone."""
        text = text_with(self.text, values)
        try:
            read = Exercise.model_validate(YAML(typ="safe", pure=True).load(text))
        except ValidationError:
            read = None
        if read != exercise_with(self.exercise, values):
            raise InputError(f"{self.path}: its numbers cannot be changed one by one; write it without YAML anchors and merges")
        return text

    def diff(self, values: Mapping[str, float]) -> str:
        """What would change, as a unified diff; empty when nothing would."""
        before, after = (text.splitlines(keepends=True) for text in (self.text, self.with_values(values)))
        return "".join(difflib.unified_diff(before, after, str(self.path), str(self.target)))

    def write(self, values: Mapping[str, float]) -> Path | None:
        """Write the numbers to ``target``.  Returns where the file that was there is kept, None when there was none.

        Raises InputError when somebody has edited the file meanwhile, OutputError when the place cannot be written; the file that was
        there is whole then.
        """
        text, kept = self.with_values(values), None
        make_folder(self.target.parent, False, "check its permissions")
        with alone_in(self.target.parent):
            if _text(self.path) != self.text:
                raise InputError(f"{self.path}: was edited while it was tuned; tune it again")
            if self.target.exists():
                kept = _free(self.target)
                _save(kept, _text(self.target))
            _save(self.target, text)
        return kept


def _text(path: Path) -> str:
    """The text of a file with its own line ends."""
    check_regular(path, "a pose file", LARGEST)
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not text; a pose file is YAML in UTF-8") from None


def _save(path: Path, text: str) -> None:
    with TextFile(path, POSE_FILE) as file:
        file.write(text)


def _path(name: str, exercise: Exercise) -> Path:
    """The file of an exercise that was found by this name."""
    if name.endswith(SUFFIX):
        return Path(name)
    places = [folder / f"{exercise.name}{SUFFIX}" for folder in (own_folder(), built_in_folder())]
    return next((path for path in places if path.is_file()), Path(name))


def _free(path: Path) -> Path:
    """A name for a copy that is not taken: NAME.yaml.bak, NAME.yaml.bak2, and so on."""
    number = 1
    while (copy := path.with_name(f"{path.name}.bak{number if number > 1 else ''}")).exists():
        number += 1
    return copy
