"""What is heard of a live session: counts, answers to keys, and a camera that fails."""

from __future__ import annotations

from live_fakes import STEP_S, FakeCamera, FakeEstimator, FakeWindow, frame_of, screen_of, session_of, squats, ticking

from formcheck.live.loop import LiveLoop
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Frame
from formcheck.source.live import CameraState
from formcheck.voice.speaker import Speaker
from formcheck.voice.voice import Voice


class Notes:
    """An output that notes what is said."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, parts: tuple[str, ...]) -> None:
        self.said.append(", ".join(parts))


def heard(
    items: list[Frame | CameraState] | list[Frame], keys: dict[int, str] | None = None, exercise: Exercise | None = None
) -> list[str]:
    session, output = session_of(exercise), Notes()
    voice = Voice(Speaker(session.exercise, lambda parts: 0.4 * len(parts)), output)
    window = FakeWindow(keys)
    LiveLoop(FakeCamera(items), FakeEstimator(), session, screen_of(session), window, ticking(), voice=voice).run()
    return output.said


def test_a_session_is_heard() -> None:
    assert heard(squats(3)) == ["Squat", "Begin", "1", "2", "3"]


def test_keys_are_answered() -> None:
    said = heard(squats(3), {60: " ", 62: " ", 64: "r"})
    assert said[:5] == ["Squat", "Begin", "1", "Paused", "Go on"] and "We start over" in said


def test_pain_is_answered_with_what_to_do() -> None:
    said = heard(squats(3), {65: "p"})
    assert said[-1].startswith("Stopped because of pain. If it lasts or comes back, see a doctor")


def test_muted_and_heard_again() -> None:
    assert heard(squats(3), {40: "v", 100: "v"}) == ["Squat", "Begin", "", "Sound on", "3"]


def test_a_camera_that_fails_is_heard_once() -> None:
    items = squats(2)
    seen: list[Frame | CameraState] = [*items[:65], *[CameraState("camera 0 does not answer")] * 5, *items[65:]]
    said = heard(seen)
    assert said.count("The camera gives no picture") == 1


def test_who_goes_away_for_long_has_paused_and_goes_on_by_the_start_posture() -> None:
    items = squats(1)
    away = [frame_of(round(items[-1].time_s + STEP_S * k, 6), 0) for k in range(1, 400)]  # nobody there for forty seconds
    back = squats(1, start_s=round(away[-1].time_s + STEP_S, 6))
    said = heard([*items, *away, *back])
    assert said.count("Paused") == 1 and said.count("Go on") == 1
    quiet = said[said.index("Paused") : said.index("Go on")]
    assert quiet == ["Paused"]  # nobody is asked again and again to come back
    assert said[-1] == "2"
