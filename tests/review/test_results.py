"""What a report looks like as a JSON line, as CSV rows and as a table in the terminal."""

import csv
import json
import os
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from formcheck.engine.report import Report
from formcheck.engine.status import Fault, Hold, Perhaps, Phase, Problem, Refused, Repetition, Status
from formcheck.errors import OutputError
from formcheck.rules.exercise import Exercise
from formcheck.rules.load import load_exercise
from formcheck.rules.reference import EXAMPLE
from formcheck.sinks.csvfile import COLUMNS, CsvTable
from formcheck.sinks.jsonfile import JsonLines
from formcheck.sinks.table import clock, summary

OLD = {JsonLines: '{"clip": "of an earlier run"}\n', CsvTable: "clip,exercise,kind,number\n"}


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    path = tmp_path / "chair_rise.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return load_exercise(path)


@pytest.fixture
def report() -> Report:
    report = Report("clips/one.mp4", "chair_rise", "side", "left", seconds=75.0, frames=900, found=900)
    report.take(
        (
            Repetition("left", 0.8, 4.2, 172.1, 1.0, "good", ()),
            Repetition("right", 5.0, 8.0, 171.0, 0.5, "flawed", ("rushed",)),
            Fault("rushed", 6.5, 7.25, 2),
            Repetition("left", 63.4, 66.0, 140.0, 0.0, "incomplete", ("shallow",)),
            Problem(70.0, "left ankle out of the picture"),
        )
    )
    return report


@pytest.fixture
def held() -> Report:
    report = Report("clips/two.mp4", "chair_rise", "side", seconds=30.0, frames=300, found=300)
    report.take((Hold("left", 3.125, 24.0, 20.4, True, ()), Hold("left", 25.0, 28.0, 2.9, False, ("rushed",))))
    return report


def _seen(report: Report, exercise: Exercise, width: int = 120) -> str:
    text = StringIO()
    Console(file=text, width=width).print(summary(report, exercise))
    return text.getvalue()


def _rows(lines: list[str]) -> list[list[str]]:
    """The cells of the table, without its heading of two lines."""
    return [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines if line.startswith("│")][2:]


def test_the_table_tells_each_repetition_with_its_cue(report: Report, exercise: Exercise) -> None:
    lines = _seen(report, exercise).splitlines()
    assert "Rise from a chair: clips/one.mp4" in lines[0]
    assert _rows(lines) == [
        ["1", "left", "0:00.8 - 0:04.2", "172", "1.0", "✓ good", ""],
        ["2", "right", "0:05.0 - 0:08.0", "171", "0.5", "✗ flawed", "Sit down more slowly (rushed)"],
        ["3", "left", "1:03.4 - 1:06.0", "140", "0.0", "◐ incomplete", "Stand up all the way (shallow)"],
    ]
    assert "! left ankle out of the picture" in lines
    assert lines[-1] == "3 repetitions: 1 good, 1 flawed, 1 incomplete; work on this first: “Sit down more slowly” (1 time)."


def test_a_narrow_terminal_loses_nothing(report: Report, exercise: Exercise) -> None:
    seen = _seen(report, exercise, 40)
    assert max(map(len, seen.splitlines())) <= 40
    assert "│   2 │ right" in seen
    for words in ("0:05.0 - 0:08.0", "peak 171 degrees", "held 0.5 s", "✗ flawed", "Sit down more slowly (rushed)"):
        assert words in seen


def test_the_table_tells_each_hold(held: Report, exercise: Exercise) -> None:
    lines = _seen(held, exercise).splitlines()
    assert _rows(lines) == [
        ["1", "left", "0:03.1 - 0:24.0", "20.4", "✓ reached", ""],
        ["2", "left", "0:25.0 - 0:28.0", "2.9", "✗ short", "Sit down more slowly (rushed)"],
    ]
    assert "2 holds: 1 reached the time asked for, the longest 20.4 s" in lines[-1]


def test_nothing_counted_is_said_in_words(exercise: Exercise) -> None:
    empty = Report("clip.mp4", "chair_rise", "side", seconds=12.0)
    assert _seen(empty, exercise).splitlines() == ["Rise from a chair: clip.mp4", "Nothing was counted in 0:12.0."]


def test_what_was_not_counted_and_what_perhaps_was_a_fault_have_a_line_each(report: Report, exercise: Exercise) -> None:
    report.take((Perhaps("rushed", 5.0, 8.0, 2), Perhaps("rushed", 63.0, 66.0, 3), Perhaps("shallow", 1.0, 2.0, None)))
    report.take((Refused(12.1, 14.0, "it was under way before you were seen at rest"), Refused(20.0, 23.0, "too small", "squat")))
    lines = _seen(report, exercise).splitlines()
    assert lines[-6:-2] == [
        "perhaps: rushed (repetitions 2, 3)",
        "perhaps: shallow",
        "not counted 0:12.1 - 0:14.0: it was under way before you were seen at rest",
        "not counted 0:20.0 - 0:23.0: too small (it looks like squat: `-e squat`)",
    ]


def test_that_no_fault_was_seen_is_said_only_where_one_would_have_been(exercise: Exercise) -> None:
    def said(step_s: float, of: Exercise = exercise) -> str:
        report = Report("one.mp4", of.name, "side")
        for k in range(round(10 / step_s)):
            report.add(Status(k * step_s, Phase.REST), True)
        report.take((Repetition(None, 1.0, 3.0, 172.0, 0.0, "good", ()),))
        return _seen(report, of).splitlines()[-1]

    assert said(1 / 30) == "1 repetition: 1 good; no fault was seen."
    assert said(1 / 6) == "1 repetition: 1 good; there were too few pictures a second to tell faults."
    assert said(1 / 30, exercise.model_copy(update={"faults": {}})) == "1 repetition: 1 good; faults are not looked for in this exercise."


def test_square_brackets_in_names_are_no_markup(exercise: Exercise) -> None:
    assert "clips/[red]one[/].mp4" in _seen(Report("clips/[red]one[/].mp4", "chair_rise", "side"), exercise)


@pytest.mark.parametrize(("seconds", "text"), [(0.0, "0:00.0"), (59.96, "1:00.0"), (83.44, "1:23.4"), (3600.0, "60:00.0")])
def test_times_are_told_in_minutes_and_seconds(seconds: float, text: str) -> None:
    assert clock(seconds) == text


def test_json_has_one_object_a_line(tmp_path: Path, report: Report, held: Report) -> None:
    path = tmp_path / "all.jsonl"
    with JsonLines(path) as sink:
        sink.write(report)
        sink.write(held)
    assert [json.loads(line) for line in path.read_text().splitlines()] == [report.to_json(), held.to_json()]


def test_csv_has_a_row_for_each_repetition_hold_and_fault(tmp_path: Path, report: Report, held: Report) -> None:
    path = tmp_path / "all.csv"
    with CsvTable(path) as sink:
        sink.write(report)
        sink.write(held)
    with path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    assert header == list(COLUMNS)
    assert rows == [
        ["clips/one.mp4", "chair_rise", "repetition", "1", "left", "0.8", "4.2", "172.1", "1.0", "good", "", "", "", ""],
        ["clips/one.mp4", "chair_rise", "repetition", "2", "right", "5.0", "8.0", "171.0", "0.5", "flawed", "rushed", "", "", ""],
        ["clips/one.mp4", "chair_rise", "repetition", "3", "left", "63.4", "66.0", "140.0", "0.0", "incomplete", "shallow", "", "", ""],
        ["clips/one.mp4", "chair_rise", "fault", "2", "", "6.5", "7.25", "", "", "", "rushed", "", "", ""],
        ["clips/two.mp4", "chair_rise", "hold", "1", "left", "3.12", "24.0", "", "20.4", "reached", "", "", "", ""],
        ["clips/two.mp4", "chair_rise", "hold", "2", "left", "25.0", "28.0", "", "2.9", "short", "rushed", "", "", ""],
    ]


def test_csv_has_a_row_for_what_perhaps_was_a_fault_and_for_what_was_refused(tmp_path: Path) -> None:
    report = Report("one.mp4", "chair_rise", "side")
    report.take((Perhaps("shallow", 1.0, 3.0, 1), Refused(12.1, 14.0, "it was under way", "squat")))
    path = tmp_path / "all.csv"
    with CsvTable(path) as sink:
        sink.write(report)
    with path.open(newline="", encoding="utf-8") as file:
        _, *rows = csv.reader(file)
    assert rows == [
        ["one.mp4", "chair_rise", "perhaps", "1", "", "1.0", "3.0", "", "", "", "shallow", "", "", ""],
        ["one.mp4", "chair_rise", "refused", "", "", "12.1", "14.0", "", "", "", "", "it was under way", "squat", ""],
    ]


def test_csv_of_nothing_has_its_header(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    with CsvTable(path):
        pass
    assert path.read_text().strip() == ",".join(COLUMNS)


def test_an_earlier_file_is_whole_until_the_new_one_is(tmp_path: Path, report: Report) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text(OLD[JsonLines])
    with JsonLines(path) as sink:
        sink.write(report)
        assert path.read_text() == OLD[JsonLines]
    assert json.loads(path.read_text()) == report.to_json()
    assert [path.name for path in tmp_path.iterdir()] == ["all.jsonl"]


def test_what_was_written_is_kept_when_the_work_is_interrupted(tmp_path: Path, report: Report) -> None:
    path = tmp_path / "all.jsonl"
    with pytest.raises(KeyboardInterrupt), JsonLines(path) as sink:
        sink.write(report)
        raise KeyboardInterrupt
    assert json.loads(path.read_text()) == report.to_json()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("sink", [JsonLines, CsvTable])
def test_a_full_disk_is_told_in_one_line(sink: type[JsonLines | CsvTable], report: Report) -> None:
    with pytest.raises(OutputError, match=r"^/dev/full: cannot be written: No space left on device; .*"), sink(Path("/dev/full")) as file:
        file.write(report)
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize("sink", [JsonLines, CsvTable])
def test_a_full_disk_leaves_nothing_half_written(
    sink: type[JsonLines | CsvTable], tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all"
    path.write_text(OLD[sink])
    with pytest.raises(OutputError, match="No space left on device"), sink(path) as file:
        handle = os.open("/dev/full", os.O_WRONLY)
        os.dup2(handle, file._file._file.fileno())  # the disk is full from now on
        os.close(handle)
        file.write(report)
    assert path.read_text() == OLD[sink]
    assert [path.name for path in tmp_path.iterdir()] == ["all"]
