"""Calibration before the camera: the session ends by itself and hands over what it saw."""

from __future__ import annotations

import pytest
from live_fakes import FakeCamera, FakeEstimator, FakeWindow, screen_of, session_of, squat, squats, ticking

from formcheck.live.loop import LiveLoop
from formcheck.live.session import Session
from formcheck.person.calibration import Enough, calibrate, lenient
from formcheck.pose.pose import Track


def calibrating(count: int, keys: dict[int, str] | None = None) -> Session:
    """A session of so many squats with the lenient exercise."""
    enough = Enough(squat())
    session = session_of(lenient(squat()), listeners=(enough,), keep_poses=True)
    screen, window = screen_of(session), FakeWindow(keys)
    LiveLoop(FakeCamera(squats(count)), FakeEstimator(), session, screen, window, ticking(), stop=lambda: enough.done).run()
    return session


def test_it_ends_by_itself_after_three() -> None:
    session = calibrating(5)
    assert (session.ended, len(session.reports[-1].reps)) == ("interrupted", 3)


def test_what_it_saw_is_calibrated_like_a_clip() -> None:
    own = calibrate(squat(), Track.from_poses(calibrating(3).poses), "camera 0").own
    assert own.reps == 3
    assert (own.level, own.end) == pytest.approx((175, 80), abs=1)


def test_starting_over_forgets_what_was_seen_before() -> None:
    session = calibrating(2, {45: "r"})
    assert len(session.poses) < 60
    assert calibrate(squat(faults={}), Track.from_poses(calibrating(4, {45: "r"}).poses), "camera 0").own.reps == 3


def test_an_ordinary_session_keeps_no_poses() -> None:
    session = session_of()
    LiveLoop(FakeCamera(squats(1)), FakeEstimator(), session, screen_of(session), FakeWindow(), ticking()).run()
    assert session.poses == []
