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
from formcheck.engine.gesture import Gesture, GestureState
from formcheck.live.loop import WAIT_S
from formcheck.live.screen import LEAST
from formcheck.routines.armed import Armed
from formcheck.routines.boards import Board, Countdown, Shown
from formcheck.routines.written import written
from formcheck.source.frame import Frame, Image
from formcheck.voice.language import Language
from formcheck.voice.phrases import Phrase
from formcheck.voice.voice import Voice
from formcheck.window.window import ESCAPE

Left = Literal["over", "quit", "closed", "interrupted", "source ended"]
QUIT: Final = ("q", ESCAPE)
_PAUSE, _MUTE = " ", "v"


@dataclass
class Stage:
    """armed: camera, estimator and window.  mirrored: pictures are flipped.  stop: asked between pictures.

    voice: replaced by that of each exercise.
    """

    armed: Armed
    voice: Voice
    mirrored: bool
    stop: Callable[[], bool]

    def show(self, it: Board) -> Left:
        """Put up a board until it is over, or everything is."""
        self.armed.deaf()
        one = _OnStage(it, self)
        while one.shown is not None:
            if self.stop():
                return "interrupted"
            if self.armed.closed:
                return "closed"
            got = self.armed.read(WAIT_S)
            if isinstance(got, Frame):
                one.take(got)
            elif got.ended:
                return "source ended"
            elif got.text:
                one.shown = replace(one.shown, foot=got.text)
            key = None if one.shown is None else self.armed.show(one.picture(one.shown))
            if key in QUIT:
                return "quit"
            if key is not None:
                one.press(key)
        return "over"


class _OnStage:
    """One board while it is up.  shown: what it shows now, None when it is over."""

    def __init__(self, it: Board, stage: Stage) -> None:
        self._it, self._stage = it, stage
        self._halted = False
        self._time_s = 0.0  # without pauses
        self._last_s: float | None = None
        self._behind: Image = np.zeros((LEAST[1], LEAST[0], 3), np.uint8)
        self.shown = it.see(0.0, GestureState())
        self._said: tuple[str, ...] = ()
        self._say()

    def take(self, frame: Frame) -> None:
        """The next frame."""
        now, arms = self._stage.armed.time_s(frame), self._stage.armed.arms
        self._time_s += 0.0 if self._halted or self._last_s is None else now - self._last_s
        self._last_s = now
        self._behind = _behind(frame.image, self._stage.mirrored)
        if isinstance(self._it, Countdown) and arms.done is Gesture.ONE_ARM:
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
        return picture_of(self._behind, shown, self._halted, self._stage.voice.language)

    def _halt(self) -> None:
        self._halted = not self._halted
        self._stage.voice.tell(Phrase.PAUSED if self._halted else Phrase.GO_ON)

    def _say(self) -> None:
        if self.shown is not None and self.shown.said != self._said:
            self._said = self.shown.said
            self._stage.voice.tell(*self._said)


def picture_of(behind: Image, shown: Shown, halted: bool, language: Language = "en") -> Image:
    """A board as it is seen, in the language that is spoken."""
    seen = written(language).shown(replace(shown, dial=Dial("II", "paused", 0.0)) if halted else shown)
    return board(behind, seen.title, seen.lines, seen.picture, seen.dial, seen.foot)


def _behind(image: Image, mirrored: bool) -> Image:
    """The frame, as large as is needed for letters."""
    height, width = image.shape[:2]
    scale = max(1.0, LEAST[0] / width, LEAST[1] / height)
    larger = image if scale == 1.0 else cv2.resize(image, (round(width * scale), round(height * scale)))
    return np.ascontiguousarray(larger[:, ::-1] if mirrored else larger, np.uint8)
