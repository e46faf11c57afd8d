"""A session is kept as it happens, and a replay tells the same again."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from live_fakes import FakeCamera, FakeEstimator, FakeWindow, screen_of, session_of, squat, squats, ticking

from formcheck.errors import InputError
from formcheck.history.finish import show
from formcheck.history.kept import keep_rules, load
from formcheck.history.replay import starts_of
from formcheck.live.loop import LiveLoop
from formcheck.live.record import SessionRecord
from formcheck.live.session import Session
from formcheck.report.outputs import Outputs
from formcheck.rules.exercise import Exercise

STARTED = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)

SIDED = {
    "measures": {"knee": {"kind": "angle", "points": ["active.hip", "active.knee", "active.ankle"]}},
    "sides": {"measure": "knee", "active": "least"},
}


def kept_session(
    folder: Path, keys: dict[int, str] | None = None, count: int = 3, side: str | None = None, rules: Exercise | None = None
) -> Session:
    """A session of squats in front of a fake camera, kept in the folder."""
    rules = rules or squat()
    with SessionRecord(folder / "session.jsonl", landmarks=True) as record:
        record.begin(rules.name, "camera 0", 0.0, STARTED, "anna", side=side)
        keep_rules(folder, rules)
        session = session_of(rules, record=record, side=side)
        window = FakeWindow(keys or {})
        LiveLoop(FakeCamera(squats(count)), FakeEstimator(), session, screen_of(session), window, ticking()).run()
    return session


def told(folder: Path) -> list[dict[str, Any]]:
    """The repetitions of the record."""
    return [{k: v for k, v in line.items() if k != "event"} for line in load(folder).of("rep")]


@pytest.mark.parametrize(
    "keys",
    [{}, {50: " ", 54: " "}, {75: "r"}, {52: "r", 53: " ", 60: " "}, {66: "p"}],
    ids=["plain", "paused", "started over", "started over and paused", "pain"],
)
def test_a_replay_tells_the_same_again(tmp_path: Path, keys: dict[int, str]) -> None:
    session = kept_session(tmp_path / "s", keys)
    starts = starts_of(load(tmp_path / "s"))
    assert [start.report.reps for start in starts] == [report.reps for report in session.reports]
    assert [start.report.holds for start in starts] == [report.holds for report in session.reports]
    assert [row for start in starts for row in start.report.to_json()["reps"]] == told(tmp_path / "s")


@pytest.mark.parametrize(("keys", "side"), [({60: "n"}, None), ({}, "right"), ({45: "n", 70: "n"}, "left"), ({50: "n", 60: "r"}, "right")])
def test_a_replay_takes_the_sides_that_were_asked_for(tmp_path: Path, keys: dict[int, str], side: str | None) -> None:
    session = kept_session(tmp_path / "s", keys, side=side, rules=squat(**SIDED))
    assert [start.report.reps for start in starts_of(load(tmp_path / "s"))] == [report.reps for report in session.reports]
    assert any(report.reps for report in session.reports)


def test_sets_are_one_report_and_a_replay_tells_them_again(tmp_path: Path) -> None:
    """Two squats, then a third one of the next set; the rest between them is not watched."""
    rules = squat(faults={"shallow": {"kind": "range", "cue": "Deeper"}})
    frames = squats(3)
    with SessionRecord(tmp_path / "s" / "session.jsonl", landmarks=True) as record:
        record.begin(rules.name, "camera 0", 0.0, STARTED)
        keep_rules(tmp_path / "s", rules)
        session = session_of(rules, record=record)
        seen = [session.see(FakeEstimator().estimate(frame)) for frame in frames[:100]]
        session.next_set()
        later = [replace(FakeEstimator().estimate(frame), time_s=frame.time_s + 30) for frame in squats(1)]
        after = [session.see(pose) for pose in later]
        session.end("done")
    assert (seen[-1].reps, after[0].reps, after[-1].reps) == (2, 0, 1)
    assert len(session.reports) == 1 and len(session.reports[0].reps) == 3 and session.reports[0].problems == []
    (start,) = starts_of(load(tmp_path / "s"))
    assert (start.report.reps, start.report.faults) == (session.reports[0].reps, session.reports[0].faults)
    assert start.report.problems == []


def test_only_its_person_can_read_it(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows keeps files to their user in another way")
    kept_session(tmp_path / "sessions" / "s")
    places = [tmp_path / "sessions", *(tmp_path / "sessions").rglob("*")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in places} == {0o700, 0o600}


def test_a_session_without_landmarks_is_listed_but_not_replayed(tmp_path: Path) -> None:
    path = tmp_path / "old.jsonl"
    with SessionRecord(path) as record:
        record.begin("squat", "camera 0", 0.0, STARTED)
        session = session_of(record=record)
        LiveLoop(FakeCamera(squats(2)), FakeEstimator(), session, screen_of(session), FakeWindow(), ticking()).run()
    kept = load(path)
    assert (kept.name, kept.counted, kept.ended) == ("old", 2, "source ended")
    with pytest.raises(InputError, match="no landmarks were kept"):
        starts_of(kept)


def test_a_session_has_a_page_and_its_tables(tmp_path: Path) -> None:
    kept_session(tmp_path / "s")
    kept = load(tmp_path / "s")
    (start,) = starts_of(kept)
    outputs = Outputs.beside(tmp_path, "out", page=True, signals=True, trc=True)
    page = show(kept, kept.exercise, None, start, outputs)
    assert page is not None and "01 March 2026, 18:30" in page.read_text(encoding="utf-8")
    assert (tmp_path / "out.signals.csv").read_text().count("\n") == len(start.track) + 1
    assert (tmp_path / "out.trc").read_text().count("\n") == len(start.track) + 6


# runs a session, tells each pose on stdout as soon as it was seen, and is killed without warning; the disk keeps up, as it does at the
# speed of a camera: here a session of ten seconds takes a moment
DIES = """
import os, signal, sys
sys.path[:0] = {path!r}
from pathlib import Path
import live_fakes, test_kept_sessions
from formcheck.live.session import Session
from formcheck.tracking.queues import WriteBehind
WriteBehind.put = lambda lane, item: lane._write(item)
see, seen = Session.see, []
def told(self, pose):
    status = see(self, pose)
    seen.append(pose.time_s)
    os.write(1, f"{{pose.time_s}}\\n".encode())
    if len(seen) == {after}:
        os.kill(os.getpid(), signal.SIGKILL)
    return status
Session.see = told
test_kept_sessions.kept_session(Path({folder!r}))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("after", [1, 12, 41, 60, 87, 109])
def test_who_is_killed_loses_two_seconds_at_most(tmp_path: Path, after: int) -> None:
    path = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    code = DIES.format(path=path, after=after, folder=str(tmp_path / "s"))
    result = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=False)
    assert result.returncode == -signal.SIGKILL, result.stderr
    last_s = float(result.stdout.splitlines()[-1])
    kept = load(tmp_path / "s")
    assert kept.ended == "cut off"
    until_s = 0.0 if kept.track is None else float(kept.track.time_s[-1])
    assert last_s - until_s <= 2.0
    whole = kept_session(tmp_path / "whole")
    counted = [json.loads(json.dumps(row)) for row in whole.reports[0].to_json()["reps"]]
    assert told(tmp_path / "s") == counted[: len(told(tmp_path / "s"))]
    ended = [row for row in counted if row["end_s"] <= last_s - 0.5]
    assert len(told(tmp_path / "s")) >= len(ended)
