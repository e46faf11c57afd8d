"""The live loop: the newest picture in, the window's picture out, and what the keys ask for.

The camera, the estimator, the window and the clock are handed in; so tests need none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np

from formcheck.draw import panels
from formcheck.draw.panels import TextLine
from formcheck.engine.presence import GAP_RESET_S
from formcheck.engine.status import Phase, Status
from formcheck.estimate.estimator import Estimator
from formcheck.live.away import Away
from formcheck.live.hint import Hint
from formcheck.live.keys import KEYS, Action, legend
from formcheck.live.screen import LiveScreen
from formcheck.live.session import Reason, Session
from formcheck.pose.landmarks import PAIRS
from formcheck.pose.pose import Pose
from formcheck.pose.quantise import TIME_STEPS
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Frame, Image
from formcheck.source.live import CameraState
from formcheck.voice.phrases import Phrase
from formcheck.voice.voice import Voice, silent_voice

_MOVING: Final = (Phase.UP, Phase.TOP, Phase.DOWN)
_LEAST_STEP_S: Final = 0.001
_A_GAP_S: Final = GAP_RESET_S + 0.1  # after which the checker asks for the start posture again
_MOVED: Final = 0.25  # trunk lengths by which no joint moves while a posture is kept,
_JUMPY: Final = 3  # but for the two that moved most: hidden ones are guessed
_JOINTS: Final = [side for joint in ("shoulder", "wrist", "hip", "knee", "ankle") for side in PAIRS[joint]]
WAIT_S: Final = 0.1  # for the next picture, before the window's keys are looked at again

STARTING: Final = TextLine(panels.ABSENT, "Waiting for the camera")
PAUSED: Final = TextLine(panels.PAUSED, "Paused: press space to go on")
PAUSED_BY_ARM: Final = TextLine(panels.PAUSED, "Paused: raise one arm, or press space, to go on")
AWAY: Final = "Paused until you are back"
PAIN: Final = str(Phrase.PAIN)
STOPPED: Final = TextLine(panels.STOPPED, PAIN)
LAST_KEY: Final = "q quit"


class NewestFrame(Protocol):
    """A camera, or something that behaves like one."""

    def read(self, timeout_s: float) -> Frame | CameraState:
        """The newest frame, or what the camera does instead of giving one within that time."""
        ...


class Display(Protocol):
    """Shows a picture."""

    @property
    def closed(self) -> bool:
        """The user has closed it."""
        ...

    def show(self, image_bgr: Image) -> str | None:
        """Put it on the screen; the name of the key that was pressed, or None."""
        ...


@dataclass(frozen=True, slots=True)
class Led:
    """What is added by the one who leads a session from set to set, and who sees the arms.

    notice: a word for this moment, "" for none.  hurts: asked when it hurts; True when the exercise goes on all the same.
    """

    notice: Callable[[], str]
    hurts: Callable[[], bool]


class LiveLoop:
    """Runs one session until a key, the window, the limit, the source or ``stop`` ends it.

    clock: seconds, rising; limit_s: on that clock.  stop: asked between pictures.
    led: by whom, from set to set; None for nobody.
    """

    def __init__(
        self,
        camera: NewestFrame,
        estimator: Estimator,
        session: Session,
        screen: LiveScreen,
        window: Display,
        clock: Callable[[], float],
        limit_s: float | None = None,
        stop: Callable[[], bool] = lambda: False,
        hint: Hint | None = None,
        voice: Voice | None = None,
    ) -> None:
        self._camera = camera
        self._estimator = estimator
        self._session = session
        self._screen = screen
        self._window = window
        self._clock = clock
        self._limit_s = limit_s
        self._stop = stop
        self._hint = hint
        self._voice = voice or silent_voice(session.exercise)
        self.led: Led | None = None
        self._away = Away()
        self._hinted: set[str] = set()
        self._paused = False
        self._resumed = False
        self._pauses_s = 0.0  # in all, until now
        self._last_s = 0.0  # time of the newest pose, without pauses
        self._step_s = 0.0  # from the one before it
        self._pose: Pose | None = None  # the newest one
        self._phase = Phase.WAITING
        self._quit = False
        self._trouble = ""
        self._shown: Image | None = None
        self._legend = legend(session.exercise.sides is not None, self._voice.heard)

    def run(self) -> None:
        """Raises OutputError when the window fails, InputError when the source does; what was recorded stays recorded."""
        began = self._clock()
        reason: Reason = "interrupted"
        try:
            while (over := self._over(began)) is None:
                got = self._camera.read(WAIT_S)
                picture = self._watch(got) if isinstance(got, Frame) else self._wait(got)
                if picture is None:
                    reason = "source ended"
                    return
                self._shown = picture
                key = self._window.show(picture)
                if key is not None:
                    self._press(KEYS.get(key))
            reason = over
        finally:
            self._session.end(reason)

    def _over(self, began: float) -> Reason | None:
        if self._stop():
            return "interrupted"
        if self._quit:
            return "quit"
        if self._window.closed:
            return "closed"
        if self._limit_s is not None and self._clock() - began >= self._limit_s:
            return "time"
        return None

    def _watch(self, frame: Frame) -> Image:
        self._trouble = ""
        if self._session.ended:
            return self._screen.unwatched(frame.image, STOPPED, LAST_KEY)
        if self._paused:
            return self._screen.unwatched(frame.image, PAUSED if self.led is None else PAUSED_BY_ARM, self._legend)
        pose = self._pose = self._on_session_time(self._estimator.estimate(frame))
        status = self._session.see(pose)
        self._phase = status.phase
        other = None if self._hint is None else self._hint.see(pose, status)
        if self._away.see(status):
            self._session.mark("away" if self._away.away else "back")
            self._voice.tell(Phrase.PAUSED if self._away.away else Phrase.GO_ON)
        if not self._away.away:
            self._voice.see(status, other)
        return self._screen.watched(frame.image, pose, self._with_hint(status, other), self._legend, self._line(status))

    def _line(self, status: Status) -> TextLine | None:
        """Words that come before those of the checker."""
        if self._away.away:
            return TextLine(panels.PAUSED, f"{AWAY}: {status.waiting_for}" if status.waiting_for else AWAY)
        notice = "" if self.led is None or status.cue is not None else self.led.notice()
        return TextLine(panels.READY, notice) if notice else None

    def _with_hint(self, status: Status, other: Exercise | None) -> Status:
        """The status; while it waits and something else is done, with words that say so."""
        if other is None:
            return status
        if other.name not in self._hinted:
            self._hinted.add(other.name)
            self._session.problem(f"this looked like {other.title}: to do that, `formcheck live {other.name}`")
        return replace(status, waiting_for=f"this looks like {other.title}; for {self._session.exercise.title}, {status.waiting_for}")

    def _on_session_time(self, pose: Pose) -> Pose:
        """The pose with the pauses taken out of its time: while paused, the clock of a hold stands.

        Who has moved meanwhile, or paused in the middle of a repetition, begins again at the start posture: nobody saw what was done,
        and a movement put together from before and after would be neither.
        """
        if self._resumed:
            self._resumed = False
            goes_on = self._phase not in _MOVING and _same_posture(self._pose, pose)
            step_s = max(self._step_s, _LEAST_STEP_S) if goes_on else _A_GAP_S
            self._pauses_s = max(0.0, pose.time_s - self._last_s - step_s) if goes_on else pose.time_s - self._last_s - step_s
        at_s = round((pose.time_s - self._pauses_s) * TIME_STEPS) / TIME_STEPS  # as it is recorded, so that a replay sees the same
        self._step_s, self._last_s = at_s - self._last_s, at_s
        return replace(pose, time_s=at_s) if self._pauses_s else pose

    def _wait(self, silence: CameraState) -> Image | None:
        """The picture while no frame comes; None when none will ever come."""
        if silence.ended:
            return None
        if not silence.text and self._shown is not None:
            return self._shown
        if silence.text and silence.text != self._trouble:
            self._trouble = silence.text
            self._session.problem(silence.text)
            self._voice.tell(Phrase.NO_PICTURE)
        if self._session.ended:
            return self._screen.unwatched(None, STOPPED, LAST_KEY)
        line = TextLine(panels.ABSENT, silence.text) if silence.text else STARTING
        return self._screen.unwatched(None, line, self._legend)

    def _press(self, action: Action | None) -> None:
        match action:
            case Action.QUIT:
                self._quit = True
            case Action.MIRROR:
                self._screen.mirrored = not self._screen.mirrored
            case Action.MUTE:
                self._voice.mute()
            case _ if self._session.ended:
                return
            case Action.PAUSE:
                self._paused = not self._paused
                self._resumed = not self._paused
                self._session.mark("pause" if self._paused else "resume")
                self._voice.tell(Phrase.PAUSED if self._paused else Phrase.GO_ON)
            case Action.START_OVER:
                self._session.start_over()
                self._voice.start_over()
            case Action.OTHER_SIDE if self._session.exercise.sides is not None:
                self._session.other_side()
                self._voice.tell(Phrase.OTHER_SIDE)
            case Action.PAIN:
                self._hurts()

    def _hurts(self) -> None:
        """It hurts, or both arms say that it is over."""
        if self.led is None:
            self._session.end("pain")
            self._voice.tell(Phrase.PAIN)
        elif self.led.hurts():
            self._paused, self._resumed = False, True


def _same_posture(before: Pose | None, now: Pose) -> bool:
    """Has the person stayed as and where he was?"""
    if before is None or not (before.found and now.found):
        return False
    shoulders, hips = (before.px[list(PAIRS[joint])].mean(axis=0) for joint in ("shoulder", "hip"))
    ways_px = np.linalg.norm(now.px[_JOINTS] - before.px[_JOINTS], axis=1)
    return float(np.sort(ways_px)[-_JUMPY]) <= _MOVED * float(np.linalg.norm(shoulders - hips))
