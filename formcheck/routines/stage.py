"""Stage: puts boards on the screen between exercises; camera, arms and keys go on meanwhile.

Time comes with the frames, so that a recorded file gives the same run again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

import cv2
import numpy as np

from formcheck.draw.board import Dial, board
from formcheck.engine.gesture import Gesture, GestureState, GestureWatch
from formcheck.estimate.estimator import Estimator
from formcheck.live.loop import WAIT_S, Display, NewestFrame
from formcheck.live.screen import LEAST
from formcheck.pose.pose import Pose
from formcheck.pose.quantise import TIME_STEPS
from formcheck.routines.boards import Announcement, Board, Shown
from formcheck.source.frame import Frame, Image
from formcheck.voice.phrases import Phrase
from formcheck.voice.voice import Voice
from formcheck.window.window import ESCAPE

Left = Literal["over", "quit", "closed", "interrupted", "source ended"]
QUIT: Final = ("q", ESCAPE)
_PAUSE, _MUTE = " ", "v"


class Clocked:
    """An estimator whose poses begin at 0 with the next frame after ``restart``: each exercise is a session with a time of its own."""

    def __init__(self, estimator: Estimator) -> None:
        self._estimator = estimator
        self._begin_s: float | None = None

    def restart(self) -> None:
        """The next frame is at 0."""
        self._begin_s = None

    def estimate(self, frame: Frame) -> Pose:
        """As the estimator's own, at another time."""
        pose = self._estimator.estimate(frame)
        if self._begin_s is None:
            self._begin_s = pose.time_s
        return replace(pose, time_s=round((pose.time_s - self._begin_s) * TIME_STEPS) / TIME_STEPS)

    def __enter__(self) -> Clocked:
        return self

    def __exit__(self, *error: object) -> None:
        pass


@dataclass
class Stage:
    """mirrored: pictures are flipped.  stop: asked between pictures.  voice: replaced by that of each exercise."""

    camera: NewestFrame
    estimator: Clocked
    window: Display
    voice: Voice
    mirrored: bool
    stop: Callable[[], bool]

    def show(self, it: Board) -> Left:
        """Put up a board until it is over, or everything is."""
        self.estimator.restart()
        one = _OnStage(it, self)
        while one.shown is not None:
            if self.stop():
                return "interrupted"
            if self.window.closed:
                return "closed"
            got = self.camera.read(WAIT_S)
            if isinstance(got, Frame):
                one.take(got)
            elif got.ended:
                return "source ended"
            elif got.text:
                one.shown = replace(one.shown, foot=got.text)
            key = None if one.shown is None else self.window.show(one.picture(one.shown))
            if key in QUIT:
                return "quit"
            if key is not None:
                one.press(key)
        return "over"


class _OnStage:
    """One board while it is up.  shown: what it shows now, None when it is over."""

    def __init__(self, it: Board, stage: Stage) -> None:
        self._it, self._stage = it, stage
        self._watch = GestureWatch()
        self._halted = False
        self._time_s = self._last_s = 0.0  # without and with pauses
        self._behind: Image = np.zeros((LEAST[1], LEAST[0], 3), np.uint8)
        self.shown = it.see(0.0, GestureState())
        self._said: tuple[str, ...] = ()
        self._say()

    def take(self, frame: Frame) -> None:
        """The next frame."""
        pose = self._stage.estimator.estimate(frame)
        arms = self._watch.update(pose, pose.time_s)
        self._time_s += 0.0 if self._halted else pose.time_s - self._last_s
        self._last_s = pose.time_s
        self._behind = _behind(frame.image, self._stage.mirrored)
        if isinstance(self._it, Announcement) and arms.done is Gesture.ONE_ARM:
            self._halt()
        self.shown = self._it.see(self._time_s, arms)
        self._say()

    def press(self, key: str) -> None:
        """A key that does not end everything."""
        if key == _PAUSE:
            self._halt()
        elif key == _MUTE:
            self._stage.voice.mute()
        else:
            self._it.press(key)

    def picture(self, shown: Shown) -> Image:
        """What is seen."""
        return picture_of(self._behind, shown, self._halted)

    def _halt(self) -> None:
        self._halted = not self._halted
        self._stage.voice.tell(Phrase.PAUSED if self._halted else Phrase.GO_ON)

    def _say(self) -> None:
        if self.shown is not None and self.shown.said != self._said:
            self._said = self.shown.said
            self._stage.voice.tell(*self._said)


def picture_of(behind: Image, shown: Shown, halted: bool) -> Image:
    """A board as it is seen."""
    dial = Dial("II", "paused", 0.0) if halted else shown.dial
    return board(behind, shown.title, shown.lines, shown.picture, dial, shown.foot)


def _behind(image: Image, mirrored: bool) -> Image:
    """The frame, as large as is needed for letters."""
    height, width = image.shape[:2]
    scale = max(1.0, LEAST[0] / width, LEAST[1] / height)
    larger = image if scale == 1.0 else cv2.resize(image, (round(width * scale), round(height * scale)))
    return np.ascontiguousarray(larger[:, ::-1] if mirrored else larger, np.uint8)
