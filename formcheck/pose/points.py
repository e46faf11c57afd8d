"""Points of the body as pose files write them: ``near.hip``, ``mid.shoulder``, ``active.knee``, ``far.hand``, ``nose``, ``top``."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

from formcheck.pose.landmarks import PAIRS

SIDE_WORDS: Final = ("near", "far", "left", "right", "active", "passive", "upper", "lower", "mid")
TOP: Final = "top"  # the highest point of the body's outline
HAND: Final = "hand"  # the wrist; that of a reaching arm behind the body is looked for in the outline
_ONE_SIDED: Final = SIDE_WORDS[:6]
POINT_WORDS: Final = (
    *(f"{side}.{joint}" for side in SIDE_WORDS for joint in PAIRS),
    *(f"{side}.{HAND}" for side in _ONE_SIDED),
    "nose",
    TOP,
)


@dataclass(frozen=True, slots=True)
class Point:
    """side: one of SIDE_WORDS, or None for nose and top; joint: a key of PAIRS, ``hand``, ``nose`` or ``top``."""

    side: str | None
    joint: str

    @classmethod
    @functools.cache
    def parse(cls, text: str) -> Point:
        """Read ``side.joint``.  Raises ValueError when there is no such point."""
        if text not in POINT_WORDS:
            raise ValueError(f"no such point: {text!r}")
        side, _, joint = text.rpartition(".")
        return cls(side or None, joint)

    @property
    def working(self) -> bool:
        """Told by the side that works, or by the other one."""
        return self.side in ("active", "passive")

    @property
    def said(self) -> str:
        """In words: ``near hip``, ``middle of the shoulders``."""
        match self.side:
            case "mid":
                return f"middle of the {self.joint}s"
            case "active":
                return f"working {self.joint}"
            case "passive":
                return f"other {self.joint}"
            case None:
                return "top of the outline" if self.joint == TOP else self.joint
        return f"{self.side} {self.joint}"
