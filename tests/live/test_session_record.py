"""The session record: every line is on the disk as soon as it happened."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from live_fakes import FakeCamera, FakeEstimator, FakeWindow, screen_of, session_of, squats, ticking

from formcheck import __version__
from formcheck.engine.status import Perhaps, Refused
from formcheck.errors import OutputError
from formcheck.history import folders
from formcheck.live.loop import LiveLoop
from formcheck.live.record import SessionRecord, default_record
from formcheck.live.session import Session

STARTED = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def run(session: Session, window: FakeWindow, count: int) -> None:
    LiveLoop(FakeCamera(squats(count)), FakeEstimator(), session, screen_of(session), window, ticking()).run()


def recorded(path: Path, keys: dict[int, str], count: int = 2) -> list[dict[str, Any]]:
    with SessionRecord(path) as record:
        record.begin("squat", "camera 0", 0.0, STARTED)
        run(session_of(record=record), FakeWindow(keys), count)
    return lines_of(path)


def test_a_session_from_its_first_line_to_its_last(tmp_path: Path) -> None:
    lines = recorded(tmp_path / "s.jsonl", {})
    assert lines[0] == {
        "event": "session",
        "format": 2,
        "formcheck": __version__,
        "exercise": "squat",
        "source": "camera 0",
        "hold_s": 0.0,
        "started": "2026-03-01T18:30:00+00:00",
        "person": "",
    }
    assert [line["event"] for line in lines] == ["session", "rep", "rep", "end"]
    rep = lines[1]
    assert (rep["verdict"], rep["faults"], rep["side"]) == ("good", [], None)
    assert 1.5 < rep["start_s"] < 3.0 and 4.0 < rep["end_s"] < 5.5 and rep["peak"] == pytest.approx(80, abs=1)
    assert lines[-1] | {"time_s": 0} == {
        "event": "end", "time_s": 0, "reason": "source ended", "good": 2, "flawed": 0, "incomplete": 0, "holds": 0,
    }  # fmt: skip


def test_what_was_refused_and_what_perhaps_was_a_fault_are_recorded(tmp_path: Path) -> None:
    with SessionRecord(tmp_path / "s.jsonl") as record:
        record.add(Refused(1.0, 2.0, "it was too small", "bridge"))
        record.add(Perhaps("shallow", 3.0, 4.0, 1))
    assert lines_of(tmp_path / "s.jsonl") == [
        {"event": "refused", "start_s": 1.0, "end_s": 2.0, "why": "it was too small", "looks_like": "bridge"},
        {"event": "perhaps", "name": "shallow", "start_s": 3.0, "end_s": 4.0, "rep": 1},
    ]


def test_pain_is_recorded_before_the_end(tmp_path: Path) -> None:
    lines = recorded(tmp_path / "s.jsonl", {65: "p"})
    assert [line["event"] for line in lines] == ["session", "rep", "pain", "refused", "end"]
    assert lines[2]["time_s"] == pytest.approx(6.5) and lines[-1]["reason"] == "pain"


def test_pauses_and_new_starts_are_recorded(tmp_path: Path) -> None:
    lines = recorded(tmp_path / "s.jsonl", {52: " ", 53: " ", 54: "r"}, count=1)
    assert [line["event"] for line in lines] == ["session", "rep", "pause", "resume", "start_over", "refused", "end"]


def test_a_crash_loses_nothing_of_what_was(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    with SessionRecord(path) as record:
        record.begin("squat", "camera 0", 0.0, STARTED)
        seen: list[int] = []
        run(session_of(record=record, listeners=[lambda status: seen.append(len(lines_of(path)))]), FakeWindow(), 2)
    assert seen[0] == 1 and seen[65] == 2  # lines on the disk while the session went on


def test_a_file_takes_several_sessions(tmp_path: Path) -> None:
    recorded(tmp_path / "s.jsonl", {})
    lines = recorded(tmp_path / "s.jsonl", {})
    assert [line["event"] for line in lines].count("session") == 2


def test_its_folder_is_made(tmp_path: Path) -> None:
    assert len(recorded(tmp_path / "new" / "folder" / "s.jsonl", {})) == 4


def test_a_place_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"the folder cannot be made: .*--no-record"), SessionRecord(tmp_path / "file" / "s.jsonl"):
        pass


def test_a_full_disk_does_not_end_the_exercise() -> None:
    """/dev/full takes nothing, as a full disk."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    record = SessionRecord(Path("/dev/full"))
    with record:
        session = session_of(record=record)
        run(session, FakeWindow(), 2)
        assert [rep.verdict for rep in session.reports[0].reps] == ["good", "good"]
        assert session.reports[0].problems[0].endswith("the rest of the session is not recorded")
        assert "No space left on device" in str(session.failure)


def test_the_name_tells_day_and_exercise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(folders, "user_data_path", lambda *args, **more: tmp_path)
    path = default_record("bridge", STARTED)
    assert path.parts[-3:] == ("sessions", "2026-03-01-183000-bridge", "session.jsonl")
    path.parent.mkdir(parents=True)
    assert default_record("bridge", STARTED).parent.name == "2026-03-01-183000-bridge-2"
