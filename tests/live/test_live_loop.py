"""A whole session: what is counted, what the keys do, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from live_fakes import SIZE, FakeCamera, FakeEstimator, FakeWindow, frame_of, screen_of, session_of, squat, squats, ticking

from formcheck.draw.panels import TextLine
from formcheck.engine.status import Status
from formcheck.errors import OutputError
from formcheck.live import loop as module
from formcheck.live.keys import KEYS, legend
from formcheck.live.loop import LiveLoop
from formcheck.live.screen import LiveScreen
from formcheck.live.session import Session
from formcheck.source.frame import Frame, Image
from formcheck.source.live import CameraState


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of every picture that is not watched."""
    told: list[str] = []
    unwatched = LiveScreen.unwatched

    def note(screen: LiveScreen, image_bgr: Image | None, line: TextLine, footer: str) -> Image:
        told.append(line.text)
        return unwatched(screen, image_bgr, line, footer)

    monkeypatch.setattr(LiveScreen, "unwatched", note)
    return told


def run(items: Sequence[Frame | CameraState], session: Session | None = None, window: FakeWindow | None = None, **more: object) -> Session:
    session = session or session_of()
    loop = LiveLoop(
        FakeCamera(items), FakeEstimator(), session, screen_of(session), window or FakeWindow(), more.pop("clock", ticking()), **more  # type: ignore[arg-type]
    )  # fmt: skip
    loop.run()
    return session


def verdicts(session: Session) -> list[list[str]]:
    return [[rep.verdict for rep in report.reps] for report in session.reports]


def test_repetitions_are_counted_until_the_source_ends() -> None:
    session = run(squats(3))
    assert verdicts(session) == [["good", "good", "good"]]
    assert session.ended == "source ended"


@pytest.mark.parametrize("key", ["q", "esc"])
def test_quit(key: str) -> None:
    window = FakeWindow({60: key})
    session = run(squats(3), window=window)
    assert session.ended == "quit" and len(window.pictures) == 61
    assert verdicts(session) == [["good"]]


def test_closing_the_window_ends_the_session() -> None:
    window = FakeWindow(close_at=30)
    assert run(squats(3), window=window).ended == "closed"
    assert len(window.pictures) == 31


def test_ctrl_c_ends_the_session_between_two_pictures() -> None:
    window = FakeWindow()
    session = run(squats(3), window=window, stop=lambda: len(window.pictures) >= 65)
    assert session.ended == "interrupted" and verdicts(session) == [["good"]]


def test_a_second_ctrl_c_still_closes_the_counts() -> None:
    session = session_of()
    window = FakeWindow()

    def interrupt() -> bool:
        if len(window.pictures) == 65:
            raise KeyboardInterrupt
        return False

    with pytest.raises(KeyboardInterrupt):
        run(squats(3), session, window, stop=interrupt)
    assert session.ended == "interrupted" and verdicts(session) == [["good"]]


def test_a_window_that_fails_loses_nothing() -> None:
    class Broken(FakeWindow):
        def show(self, image_bgr: Image) -> str | None:
            if len(self.pictures) == 65:
                raise OutputError("no window")
            return super().show(image_bgr)

    session = session_of()
    with pytest.raises(OutputError):
        run(squats(3), session, Broken())
    assert verdicts(session) == [["good"]]


def test_the_limit_is_taken_from_the_clock_also_when_no_picture_comes() -> None:
    window = FakeWindow()
    session = run([CameraState()] * 100, window=window, limit_s=2.0)
    assert session.ended == "time" and len(window.pictures) == 19


def test_start_over_counts_from_zero_and_keeps_what_was() -> None:
    items = squats(2)
    window = FakeWindow({len(items) - 1: "r"})
    session = run([*items, *squats(1, start_s=20.0)], window=window)
    assert verdicts(session) == [["good", "good"], ["good"]]


def test_while_paused_nothing_is_watched_and_the_picture_says_so(lines: list[str]) -> None:
    items = squats(3)
    session = session_of()
    estimator = FakeEstimator()
    window = FakeWindow({60: " ", 80: " "})
    LiveLoop(FakeCamera(items), estimator, session, screen_of(session), window, ticking()).run()
    assert len(estimator.seen) == len(items) - 20
    assert lines.count("Paused: press space to go on") == 20


def test_the_clock_of_a_hold_stands_while_paused() -> None:
    rules = squat(repetition=None, hold={"measure": "knee", "rest": 160, "enter": 120, "full": 100}, dose={"hold_s": 5})
    down = list(np.linspace(175, 80, 12))
    angles = [175.0] * 20 + down + [80.0] * 200 + down[::-1] + [175.0] * 20
    items = [frame_of(i / 10, angle) for i, angle in enumerate(angles)]
    whole = run(items, session_of(rules))
    paused = run(items, session_of(rules), FakeWindow({70: " ", 170: " "}))
    assert whole.reports[0].holds[0].held_s - paused.reports[0].holds[0].held_s == pytest.approx(10, abs=0.3)
    assert paused.reports[0].problems == []


def test_pain_ends_the_exercise_at_once_and_says_what_to_do(lines: list[str]) -> None:
    window = FakeWindow({65: "p", 90: "q"})
    session = run(squats(3), window=window)
    assert session.ended == "pain" and verdicts(session) == [["good"]]
    assert len(window.pictures) == 91
    assert set(lines[-25:]) == {module.PAIN}
    assert "doctor" in module.PAIN


def test_after_pain_no_key_begins_again(lines: list[str]) -> None:
    window = FakeWindow({65: "p", 70: "r", 72: " ", 74: "p"})
    session = run(squats(3), window=window)
    assert session.ended == "pain" and verdicts(session) == [["good"]]


def test_the_mirror_flips_pictures_and_no_side() -> None:
    image = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    image[:, : SIZE[0] // 2] = 200
    window = FakeWindow({0: "m"})
    session = session_of()
    statuses: list[Status] = []
    session = session_of(listeners=[statuses.append])
    run([Frame(i / 10, image) for i in range(20)], session, window)
    plain, mirrored = window.pictures[0], window.pictures[1]
    row = plain.shape[0] // 2
    assert plain[row, 5].max() > 150 > plain[row, -40].max()
    assert mirrored[row, -40].max() > 150 > mirrored[row, 5].max()
    assert {status.near_side for status in statuses} <= {None, "left"}


def test_other_side_is_only_there_where_sides_are() -> None:
    measures = {"knee": {"kind": "angle", "points": ["active.hip", "active.knee", "active.ankle"]}}
    two_sided = squat(measures=measures, sides={"measure": "knee"})
    statuses: list[Status] = []
    session = session_of(two_sided, listeners=[statuses.append])
    run(squats(0) + squats(0, start_s=2.0), session, FakeWindow({19: "n"}))
    sides = [status.active_side for status in statuses if status.active_side]
    assert {sides[0], sides[-1]} == {"left", "right"}
    run(squats(1), window=FakeWindow({19: "n"}))  # without sides the key does nothing
    assert "other side" in legend(sides=True) and "other side" not in legend(sides=False)


def test_every_action_has_its_key_in_the_legend() -> None:
    assert all(action in legend(sides=True) for action in KEYS.values())


def test_a_camera_that_fails_is_told_on_the_picture_and_counting_goes_on(lines: list[str]) -> None:
    items = squats(3)
    broken = [CameraState("the camera does not answer: is it plugged in?")] * 3
    session = run([*items[:65], *broken, *items[65:]])
    assert lines == ["the camera does not answer: is it plugged in?"] * 3
    assert session.reports[0].problems == ["the camera does not answer: is it plugged in?"]
    assert verdicts(session) == [["good", "good", "good"]]


def test_a_camera_that_fails_twice_is_two_problems_of_one_kind() -> None:
    items = squats(1)
    session = run([items[0], CameraState("gone"), items[1], CameraState("gone"), *items[2:]])
    assert session.reports[0].problems == ["gone"]


def test_before_the_first_picture_the_window_says_that_it_waits(lines: list[str]) -> None:
    run([CameraState(), CameraState("camera 0 is in use by another program"), frame_of(0.0, 175)])
    assert lines == ["Waiting for the camera", "camera 0 is in use by another program"]


def test_a_slow_camera_does_not_flicker() -> None:
    window = FakeWindow()
    run([frame_of(0.0, 175), CameraState(), frame_of(0.2, 175)], window=window)
    assert np.array_equal(window.pictures[0], window.pictures[1])


def test_too_few_pictures_a_second_are_told_at_the_end() -> None:
    slow = [frame_of(i * 0.15, 175) for i in range(60)]
    assert any("fewer than 9 pictures a second" in problem for problem in run(slow).reports[0].problems)
    assert not any("pictures a second" in problem for problem in run(squats(2)).reports[0].problems)


def test_listeners_hear_every_status() -> None:
    heard: list[Status] = []
    items = squats(1)
    run(items, session_of(listeners=[heard.append]))
    assert [status.time_s for status in heard] == [item.time_s for item in items]


def test_small_pictures_are_enlarged_before_words_are_written_on_them() -> None:
    window = FakeWindow()
    run([frame_of(0.0, 175)], window=window)
    assert window.pictures[0].shape == (720, 1280, 3)


def test_huge_pictures_are_reduced() -> None:
    window = FakeWindow()
    run([Frame(0.0, np.full((2160, 3840, 3), 175, np.uint8))], window=window)
    assert window.pictures[0].shape == (1080, 1920, 3)
