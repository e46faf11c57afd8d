"""Armed: camera, pose network and window as one, in which arms that are raised press keys.

Each frame is looked at once, as it comes, also while the session pauses: so an arm can end a pause as well as begin one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.draw.canvas import Canvas
from formcheck.draw.lettering import make_lettering
from formcheck.draw.ring import ring
from formcheck.engine.gesture import Gesture, GestureState, GestureWatch
from formcheck.estimate.estimator import Estimator
from formcheck.live.loop import Display, NewestFrame
from formcheck.pose.pose import Pose
from formcheck.pose.quantise import TIME_STEPS
from formcheck.rules.exercise import GestureWhen
from formcheck.source.frame import Frame, Image
from formcheck.source.live import CameraState

KEY_OF: Final = {Gesture.ONE_ARM: " ", Gesture.BOTH_ARMS: "p"}
NAMES: Final = {Gesture.ONE_ARM: "pause, go on", Gesture.BOTH_ARMS: "end"}


class Armed:
    """A camera, an estimator and a display.  arms: of the newest frame.  listening: whether arms press keys in ``show``.

    Times of poses begin at 0 with the next frame after ``restart``: each exercise is a session with a time of its own.
    """

    def __init__(self, camera: NewestFrame, estimator: Estimator, window: Display) -> None:
        self._camera, self._estimator, self._window = camera, estimator, window
        self._letters = make_lettering()
        self._watch = GestureWatch()
        self._newest: tuple[Frame, Pose] | None = None
        self._begin_s = 0.0
        self._restarted = True
        self._key: str | None = None
        self.arms = GestureState()
        self.listening = False
        self.say: Callable[[str], str] = str  # puts words into the language of the user

    def restart(self) -> None:
        """The next frame is at 0."""
        self._restarted = True

    def listen(self, when: GestureWhen | None) -> None:
        """Arms press keys from now on.  when: the posture in which the exercise leaves the arms free."""
        self._watch, self.listening, self._key = GestureWatch(when), True, None

    def deaf(self) -> None:
        """Arms press no keys; they are still seen in ``arms``, in any posture."""
        self._watch, self.listening, self._key = GestureWatch(), False, None

    def read(self, timeout_s: float) -> Frame | CameraState:
        """As the camera's own."""
        got = self._camera.read(timeout_s)
        if isinstance(got, Frame):
            pose = self._estimator.estimate(got)
            self._newest = got, pose
            self.arms = self._watch.update(pose, pose.time_s)
            if self.arms.done is not None and self.listening:
                self._key = KEY_OF[self.arms.done]
        return got

    def estimate(self, frame: Frame) -> Pose:
        """The pose of the frame that was read last, at the time since ``restart``."""
        pose = self._pose(frame)
        if self._restarted:
            self._begin_s, self._restarted = pose.time_s, False
        return replace(pose, time_s=round((pose.time_s - self._begin_s) * TIME_STEPS) / TIME_STEPS)

    def time_s(self, frame: Frame) -> float:
        """When the frame that was read last was seen, on a clock that never restarts."""
        return self._pose(frame).time_s

    @property
    def closed(self) -> bool:
        """The user has closed the window."""
        return self._window.closed

    def show(self, image_bgr: Image) -> str | None:
        """Show a picture, with a ring while an arm is up; the key that was pressed, by hand or by an arm."""
        if self.listening and self.arms.raising is not None:
            image_bgr = np.ascontiguousarray(image_bgr)
            ring(Canvas(image_bgr, self._letters), self.arms.progress, self.say(NAMES[self.arms.raising]))
        pressed = self._window.show(image_bgr)
        raised, self._key = self._key, None
        return pressed if pressed is not None else raised

    def __enter__(self) -> Armed:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def _pose(self, frame: Frame) -> Pose:
        if self._newest is None or self._newest[0] is not frame:
            raise ValueError("only the frame that was read last can be looked at")
        return self._newest[1]
