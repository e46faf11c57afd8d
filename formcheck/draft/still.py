"""Still: a clip of somebody who is in the posture from the first frame to the last; where rest is, nobody can see."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.draft.candidates import Body
from formcheck.draft.lines import HoldLines
from formcheck.draft.swings import Rated, Swing, Swings, quality, smoothed, swings

DOUBT: Final = "Nothing moves in the clip, so that the lines of `hold` are a guess; better film the way into the posture and out again."
LEAST_S: Final = 5.0  # a shorter clip shows nothing, unless it is said to show a hold
_STILL: Final = 0.45  # quality of movement; breathing and shaking are less, the smallest exercise is more
_OPEN_DEG: Final = 100.0  # a hip that is wider than this is held open, else closed
_AWAY_DEG: Final = {"rest": 45, "attempt": 35, "enter": 25, "full": 15}


def is_still(body: Body, least_s: float = LEAST_S) -> bool:
    """True when somebody is there for at least so long, and nothing of the near side moves."""
    time_s = body.track.time_s
    if time_s[-1] - time_s[0] < least_s:
        return False
    asked = [(smoothed(time_s, c.values), c.unit) for c in body.candidates() if c.side != "far"]
    return bool(asked) and all(quality(swings(time_s, line, sign), unit) < _STILL for line, unit in asked for sign in (1, -1))


def posture(body: Body) -> tuple[Rated, HoldLines] | None:
    """The hip as the measure of the whole clip, and lines away from it; None when it is not known."""
    hip = next((c for c in body.candidates() if c.name == "hip"), None)
    if hip is None:
        return None
    line = smoothed(body.track.time_s, hip.values)
    at = float(np.median(line.values))
    sign = 1 if at > _OPEN_DEG else -1
    whole = Swings(line, sign, (Swing(0, len(line.values) - 1, 1.0),), 0.0, 0.0, 0.0, 0.0, 0.0)
    away = {name: round(at - sign * deg) for name, deg in _AWAY_DEG.items()}
    depth = float(round(at))
    lines = HoldLines(**away, slack=2.0, bound=None, level=float(away["rest"]), depths=(depth, depth), bounce=5.0, settle_s=1.0)
    return Rated(hip, whole, 0.0), lines
