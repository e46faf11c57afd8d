"""What can be done with the keyboard during a session."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from formcheck.window.window import ESCAPE


class Action(StrEnum):
    """What a key asks for; the value is how the line at the bottom of the picture says it."""

    QUIT = "quit"
    PAUSE = "pause"
    START_OVER = "start over"
    MIRROR = "mirror"
    OTHER_SIDE = "other side"
    PAIN = "pain"


KEYS: Final = {
    "q": Action.QUIT,
    ESCAPE: Action.QUIT,
    " ": Action.PAUSE,
    "r": Action.START_OVER,
    "m": Action.MIRROR,
    "n": Action.OTHER_SIDE,
    "p": Action.PAIN,
}
_NAMES: Final = {" ": "space"}


def legend(sides: bool) -> str:
    """All keys in one line; sides: the exercise is done on one side after the other."""
    shown = {action: key for key, action in KEYS.items() if key != ESCAPE and (sides or action is not Action.OTHER_SIDE)}
    return "     ".join(f"{_NAMES.get(key, key)} {action}" for action, key in shown.items())
