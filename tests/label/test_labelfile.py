"""The labels on the disk, and marks from a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from rulebook import BRIDGE, exercise

from formcheck.errors import InputError
from formcheck.evaluate.labels import read_labels
from formcheck.label.csvrows import read_marks
from formcheck.label.labelfile import LabelFile
from formcheck.label.marks import Mark, of_labels

RULES = exercise(BRIDGE)
MARKS = (
    Mark("fault", 6.5, 7.0, faults=("rushed",)),
    Mark("rep", 6, 9.004, "left", ("rushed", "lowered_fast"), held_s=1.0),
    Mark("rep", 2, 5),
    Mark("hold", 12, 20, held_s=7.5, zone_s=7.9),
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    file = LabelFile(tmp_path / "a.mp4", RULES)
    file.write(MARKS, {"person": "ann", "fps": 12}, by_hand=True)
    assert file.path == tmp_path / "a.labels.yaml"
    labels = read_labels(file.path)
    assert (labels.exercise, labels.person, labels.exact, labels.count) == ("bridge", "ann", True, 3)
    assert [(r.verdict, r.faults) for r in labels.reps or ()] == [("good", ()), ("flawed", ("rushed", "lowered_fast"))]
    assert [(h.held_s, h.zone_s) for h in labels.holds or ()] == [(7.5, 7.9)]
    assert [(m.kind, m.start_s, m.end_s) for m in of_labels(labels)] == [("rep", 2, 5), ("rep", 6, 9), ("hold", 12, 20), ("fault", 6.5, 7)]
    assert "  - {start_s: 2, end_s: 5, side: null, verdict: good, faults: []}" in file.path.read_text()


def test_other_keys_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.labels.yaml"
    path.write_text(
        "exercise: null\n# the neighbour\nlicence: CC0\norigin: filmed: in the kitchen\nperson: bob\ntrue_reps: 3\nsure: 0.7\nnotes: none\n"
    )
    LabelFile(tmp_path / "a.mp4", RULES).write(MARKS, {"person": "ann"}, by_hand=True)
    text = path.read_text()
    for kept in ("# the neighbour", "licence: CC0", "person: bob", "notes: none", "filmed: in the kitchen"):
        assert kept in text
    assert "true_reps" not in text
    assert "sure" not in text
    assert read_labels(path).exercise == "bridge"


def test_nobody_has_looked_at_a_draft_until_somebody_has(tmp_path: Path) -> None:
    file = LabelFile(tmp_path / "a.mp4", RULES)
    file.write(MARKS, {}, by_hand=False)
    assert "nobody has looked at it" in file.path.read_text()
    file.write(MARKS, {}, by_hand=True)
    assert "origin: labelled by hand" in file.path.read_text()


def test_no_half_written_file_and_nothing_left_beside_it(tmp_path: Path) -> None:
    file = LabelFile(tmp_path / "a.mp4", RULES)
    for marks in (MARKS, MARKS[:1], ()):
        file.write(marks, {}, by_hand=True)
        assert [p.name for p in tmp_path.iterdir()] == ["a.labels.yaml"]
    assert "reps: []" in file.path.read_text()


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "marks.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_table_filled_in_by_hand(tmp_path: Path) -> None:
    text = "\ufeffkind;start_s;end_s;side;verdict;faults;note\nrep;2,5;5;left;;rushed lowered_fast;x\nHold;8;20;;;;\nfault;3;4;;;rushed\n"
    assert read_marks(table(tmp_path, text), RULES) == (
        Mark("rep", 2.5, 5, "left", ("rushed", "lowered_fast")),
        Mark("hold", 8, 20),
        Mark("fault", 3, 4, None, ("rushed",)),
    )


def test_the_table_that_review_writes(tmp_path: Path) -> None:
    text = (
        "clip,exercise,kind,number,side,start_s,end_s,peak,held_s,verdict,faults\r\n"
        "a.mp4,bridge,repetition,1,,2.0,5.2,175.2,0.8,flawed,rushed\r\n"
        "a.mp4,bridge,hold,1,right,8.0,20.0,,11.5,reached,\r\n"
        "a.mp4,bridge,fault,1,,2.4,3.0,,,,rushed\r\n"
    )
    assert read_marks(table(tmp_path, text), RULES) == (
        Mark("rep", 2.0, 5.2, None, ("rushed",), "flawed", 0.8),
        Mark("hold", 8, 20, "right", held_s=11.5),
        Mark("fault", 2.4, 3.0, None, ("rushed",)),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind,start_s\nrep,2", "line 1: no column 'end_s'; the first line names the columns: kind, start_s, end_s, side"),
        ("kind,start_s,end_s\nrap,2,3", "line 2: kind 'rap': must be rep, hold or fault"),
        ("kind,start_s,end_s\nrep,2,3\nrep,4,two", "line 3: end_s 'two': must be seconds, 0 or more"),
        ("kind,start_s,end_s\nrep,2,", "line 2: start_s and end_s must be given, in seconds"),
        ("kind,start_s,end_s\nrep,5,3", "line 2: ends at 3 s, which is not after its start at 5 s"),
        ("kind,start_s,end_s,faults\nrep,2,3,rusht", "line 2: faults 'rusht': bridge has no such fault; did you mean 'rushed'?"),
        ("kind,start_s,end_s\nfault,2,3", "line 2: a row of kind fault has one name under faults"),
        ("kind,start_s,end_s,side\nrep,2,3,up", "line 2: side 'up': must be left, right, or nothing"),
        ("kind,start_s,end_s,verdict\nrep,2,3,bad", "line 2: verdict 'bad': must be good, flawed, incomplete, or nothing"),
        ("", "line 1: no column 'kind'"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=r"marks\.csv: ") as error:
        read_marks(table(tmp_path, text), RULES)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_what_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_marks(tmp_path / "none.csv", RULES)
    with pytest.raises(InputError, match="is no CSV text"):
        read_marks(table(tmp_path, "kind,start_s,end_s\nrep,2,3,ü", "latin-1"), RULES)
