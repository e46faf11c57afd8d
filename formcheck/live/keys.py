"""What can be done with the keyboard during a session."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from formcheck.window.window import ESCAPE, FULL_KEY


class Action(StrEnum):
    """What a key asks for; the value is how the line at the bottom of the picture says it."""

    QUIT = "quit"
    PAUSE = "pause"
    START_OVER = "start over"
    MIRROR = "mirror"
    OTHER_SIDE = "other side"
    MUTE = "mute"
    PAIN = "pain"


KEYS: Final = {
    "q": Action.QUIT,
    ESCAPE: Action.QUIT,
    " ": Action.PAUSE,
    "r": Action.START_OVER,
    "m": Action.MIRROR,
    "n": Action.OTHER_SIDE,
    "v": Action.MUTE,
    "p": Action.PAIN,
}
_NAMES: Final = {" ": "space"}


def legend(sides: bool, voice: bool) -> str:
    """All keys in one line; sides: the exercise is done on one side after the other; voice: something is heard."""
    useless = {action for action, useful in ((Action.OTHER_SIDE, sides), (Action.MUTE, voice)) if not useful}
    shown = {action: key for key, action in KEYS.items() if key != ESCAPE and action not in useless}
    named = [f"{_NAMES.get(key, key)} {action}" for action, key in shown.items()]
    return "     ".join([*named, f"{FULL_KEY} full screen"])
