"""What can go wrong with a camera, a screen, a clock or a process while somebody exercises: what was done is kept, and is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from queue import Queue
from threading import Event

import numpy as np
import pytest
from history_samples import write_session
from live_fakes import STANDING, FakeCamera, FakeEstimator, FakeWindow, frame_of, screen_of, session_of, squat, squats, ticking

from formcheck.engine.checker import Checker
from formcheck.errors import OutputError
from formcheck.history.database import Database
from formcheck.history.kept import keep_rules, load
from formcheck.history.replay import starts_of
from formcheck.history.runs import begin_run
from formcheck.history.weeks import history_of
from formcheck.live.loop import LiveLoop
from formcheck.live.record import SessionRecord
from formcheck.live.session import Session
from formcheck.routines.library import find_routine
from formcheck.routines.start import broken_off
from formcheck.source.camera import Camera
from formcheck.source.frame import Frame, Image
from formcheck.source.live import CameraState
from formcheck.window.display import GONE

STARTED = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
STEP_S = 0.1
HOLD = {"dose": {"hold_s": 20}, "repetition": None, "hold": {"measure": "knee", "rest": 160, "enter": 120, "full": 100}}


class PlayedCamera:
    """A real Camera whose device and clock are played: each read of the loop is one step of the script.

    Script: a knee angle (a new picture), ``same`` (the picture before once more), ``silent``, ``unplugged``; or a size for what comes.
    """

    def __init__(self, script: list[float | str | tuple[int, int]]) -> None:
        self._now = 50.0
        self._queue: Queue[Image | None] = Queue()
        self._taken = False
        self._size = (64, 36)
        self._count = 0
        self._script = script[1:]
        self._plugged = Event()
        self._plugged.set()
        self._queue.put(self._picture(script[0]))
        self.camera = Camera(0, clock=lambda: self._now, open_device=lambda *_: self, wait=self._wait)  # type: ignore[arg-type]

    def _picture(self, knee_deg: float | str | tuple[int, int]) -> Image:
        """The knee's angle as FakeEstimator reads it; a corner trembles as those of real pictures do."""
        assert isinstance(knee_deg, float)
        self._count += 1
        self._last = np.full((self._size[1], self._size[0], 3), round(knee_deg), np.uint8)
        self._last[-4:, -4:] = self._count % 251
        return self._last

    def _wait(self, stop: Event, seconds: float) -> bool:
        return stop.wait() if not self._script and not self._plugged.is_set() else not self._plugged.wait() or stop.is_set()

    def read(self, timeout_s: float | None = None) -> Frame | CameraState | Image | None:
        return self._device() if timeout_s is None else self._step()

    def _device(self) -> Image | None:
        if self._taken:
            self._queue.task_done()
        image = self._queue.get()
        self._taken = True
        return image

    def release(self) -> None:
        pass

    def _step(self) -> Frame | CameraState:
        """Play the next line of the script."""
        if not self._script:
            return CameraState(ended=True)
        self._now += STEP_S
        line = self._script.pop(0)
        if isinstance(line, tuple):
            self._size, line = line, self._script.pop(0)
        if isinstance(line, float) or line == "same":
            self._queue.put(self._picture(line) if isinstance(line, float) else self._last.copy())
            self._queue.join()
        return self.camera.read(0)


@pytest.fixture
def played() -> Iterator[list[PlayedCamera]]:
    cameras: list[PlayedCamera] = []
    yield cameras
    for one in cameras:
        one._queue.put(None)
        one.camera.close()


def run(camera: PlayedCamera | FakeCamera, session: Session, window: FakeWindow | None = None) -> Session:
    LiveLoop(camera, FakeEstimator(), session, screen_of(session), window or FakeWindow(), ticking()).run()  # type: ignore[arg-type]
    return session


def held(script: list[float | str | tuple[int, int]], played: list[PlayedCamera]) -> Session:
    """A squat that is held, before this camera; the hold asked for is 20 s."""
    played.append(PlayedCamera(script))
    return run(played[-1], Session(Checker(squat(**HOLD)), "camera 0"))


def down_and(*then: float | str | tuple[int, int]) -> list[float | str | tuple[int, int]]:
    """Two seconds of standing, down within a second, and then this."""
    return [STANDING] * 20 + [float(knee) for knee in np.linspace(STANDING, 80, 10)] + list(then)


def test_the_clock_of_a_hold_does_not_run_while_the_picture_is_frozen(played: list[PlayedCamera]) -> None:
    whole = held(down_and(*[80.0] * 50), played)
    frozen = held(down_and(*[80.0] * 25, *["same"] * 24, *[80.0] * 25), played)
    (hold,), (shorter,) = whole.reports[0].holds, frozen.reports[0].holds
    assert shorter.held_s <= hold.held_s + 0.7  # a gap of half a second is bridged, whatever it comes from
    assert shorter.end_s - shorter.start_s > hold.end_s - hold.start_s + 2  # the picture stood for 2.5 s


def test_a_picture_that_stays_the_same_for_seconds_is_told(played: list[PlayedCamera]) -> None:
    session = held(down_and(*[80.0] * 25, *["same"] * 45), played)
    assert "camera 0 shows the same picture again and again" in " ".join(session.reports[0].problems)
    (hold,) = session.reports[0].holds
    assert hold.held_s < 3  # and not the seven seconds that the device went on for


def test_a_camera_whose_pictures_change_their_size_goes_on(played: list[PlayedCamera]) -> None:
    same = held(down_and(*[80.0] * 50), played)
    other = held(down_and(*[80.0] * 25, (128, 72), *[80.0] * 25), played)
    assert other.reports[0].holds == same.reports[0].holds


def test_an_unplugged_camera_counts_nothing_and_the_set_is_told(tmp_path: Path) -> None:
    """Plugged in again after four seconds, with times that go on: what was counted stays, and counting goes on."""
    before, after = squats(2), squats(2, start_s=20.0)
    gone = [CameraState("camera 0 is gone: plug it in again")] * 40
    session = run(FakeCamera([*before, *gone, *after]), session_of())
    assert [rep.verdict for rep in session.reports[0].reps] == ["good"] * 4
    assert "camera 0 is gone: plug it in again" in session.reports[0].problems


def test_a_display_that_goes_away_keeps_what_was_done(tmp_path: Path) -> None:
    class Going(FakeWindow):
        def show(self, image_bgr: Image) -> str | None:
            if len(self.pictures) == 75:
                raise OutputError(GONE)
            return super().show(image_bgr)

    folder = tmp_path / "s"
    with pytest.raises(OutputError, match="the display is gone"), SessionRecord(folder / "session.jsonl", landmarks=True) as record:
        record.begin("squat", "camera 0", 0.0, STARTED)
        keep_rules(folder, squat())
        run(FakeCamera(squats(3)), session_of(record=record), Going())
    kept = load(folder)
    assert (kept.counted, kept.ended) == (1, "interrupted")
    assert [len(start.report.reps) for start in starts_of(kept)] == [1]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_a_session_and_keeps_it(number: int, tmp_path: Path) -> None:
    from formcheck.cli.ending import Stop

    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("ignored, as under nohup")

    class Ended(FakeCamera):
        seen = 0

        def read(self, timeout_s: float) -> Frame | CameraState:
            self.seen += 1
            if self.seen == 75:
                os.kill(os.getpid(), number)
            return super().read(timeout_s)

    folder = tmp_path / "s"
    with Stop() as stop, SessionRecord(folder / "session.jsonl", landmarks=True) as record:
        record.begin("squat", "camera 0", 0.0, STARTED)
        session = session_of(record=record)
        LiveLoop(Ended(squats(3)), FakeEstimator(), session, screen_of(session), FakeWindow(), ticking(), stop=stop).run()
    assert stop.status == 128 + number
    kept = load(folder)
    assert (kept.counted, kept.ended) == (1, "interrupted")
    assert sorted(path.name for path in folder.iterdir()) == ["landmarks.fclm", "session.jsonl"]


def test_a_clock_that_is_set_back_changes_no_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of day is asked for nothing that is counted or timed."""

    class SetBack(FakeCamera):
        def read(self, timeout_s: float) -> Frame | CameraState:
            got = super().read(timeout_s)
            if isinstance(got, Frame) and got.time_s > 5:
                monkeypatch.setattr(time, "time", lambda: 1.0)
                monkeypatch.setattr(time, "time_ns", lambda: 10**9)
            return got

    usual = run(FakeCamera(squats(3)), session_of())
    assert run(SetBack(squats(3)), session_of()).reports[0].to_json() == usual.reports[0].to_json()


def test_a_routine_goes_on_where_it_was_though_the_clock_is_set_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By an hour, as in autumn; one that was begun when the clock was years ahead is never gone on with, and hides none of today."""
    monkeypatch.setattr("formcheck.history.folders.user_data_path", lambda *words, **more: tmp_path)
    routine = find_routine("therapist")
    steps = [{"exercise": step.exercise} for step in routine.exercises]
    begin_run(routine.name, routine.title, "", STARTED.replace(year=2031), steps)
    assert broken_off(routine, "", STARTED) is None
    run = begin_run(routine.name, routine.title, "", STARTED, steps)
    found = broken_off(routine, "", STARTED - timedelta(hours=1))
    assert found is not None and found.path == run.path


def test_sessions_of_days_that_are_still_to_come_are_added_up(tmp_path: Path) -> None:
    """The clock was set back after them."""
    write_session(tmp_path / "sessions", "2026-03-02T18:00:00+01:00")
    write_session(tmp_path / "sessions", "2026-05-04T18:00:00+01:00")
    with Database(tmp_path / "h.sqlite", tmp_path / "sessions") as database:
        database.update()
        history = history_of(database, date(2026, 3, 3), "")
    assert [week.reps for week in history.weeks] == [4, 4]
    assert history.streak == 1


def test_a_session_is_read_again_wherever_it_was_cut_off(tmp_path: Path) -> None:
    """Killed, or the power went, in the middle of any line and any piece of landmarks."""
    whole = tmp_path / "whole"
    with SessionRecord(whole / "session.jsonl", landmarks=True) as record:
        record.begin("squat", "camera 0", 0.0, STARTED)
        keep_rules(whole, squat())
        run(FakeCamera([*squats(2), frame_of(30.0, STANDING)]), session_of(record=record))
    events, landmarks = (whole / "session.jsonl").read_bytes(), (whole / "landmarks.fclm").read_bytes()
    begun = events.index(b"\n") + 1
    counts, lengths = [], []
    for cut in range(begun, len(events) + 1):
        (whole / "session.jsonl").write_bytes(events[:cut])
        counts.append(load(whole).counted)
    for cut in np.linspace(0, len(landmarks), 40).astype(int):
        (whole / "landmarks.fclm").write_bytes(landmarks[:cut])
        track = load(whole).track
        lengths.append(0 if track is None else len(track))
    assert counts == sorted(counts) and (counts[0], counts[-1]) == (0, 2)
    assert lengths == sorted(lengths) and lengths[0] == 0 and lengths[-1] > 100


def test_what_a_killed_run_left_in_the_folder_of_a_session_is_cleared_by_the_next(tmp_path: Path) -> None:
    place = write_session(tmp_path / "sessions", "2026-03-02T18:00:00+01:00")
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    left = place / f".report.html.{ended.pid}.a1b2c3d4.formcheck-part"
    left.write_bytes(b"half a page")
    with Database(tmp_path / "h.sqlite", tmp_path / "sessions") as database:
        database.update()
    assert [path.name for path in place.iterdir()] == ["session.jsonl"]


def test_two_sessions_that_begin_in_the_same_second_do_not_share_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "sessions" / "s" / "session.jsonl"
    with SessionRecord(path, landmarks=True) as record:
        record.begin("squat", "camera 0", 0.0, STARTED)
        with pytest.raises(OutputError, match="another session is recorded here already; begin again"):
            SessionRecord(path, landmarks=True).__enter__()
    assert load(path.parent).lines == []
