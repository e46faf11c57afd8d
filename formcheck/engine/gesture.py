"""Gesture: an arm raised straight up and held is a wish of the person, three metres from the keyboard.

One arm: pause, or go on; both, or one that stays up on after that: the exercise is over.  From the side two arms are often seen as one,
and who has one that is sore can use the other.  Straight up is up in the picture, whichever way the body lies: who lies on the
floor points at the ceiling.  The camera may look down at the mat, so that up leans towards it; an arm that lies on the floor, or
reaches away from the camera, is not up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import atan2, degrees, hypot
from typing import Final

from formcheck.pose.landmarks import PAIRS, SIDES
from formcheck.pose.pose import Array, Pose
from formcheck.rules.exercise import GestureWhen

HOLD_S: Final = 1.5  # an arm up for so long is meant
LONGER_S: Final = 2.5  # one that stays up for so long after its gesture is told means the other one
DOWN_S: Final = 0.4  # and no other gesture before the arms have been down for so long
FLICKER_S: Final = 0.25  # landmarks that go astray for less do not break it off
GAP_S: Final = 0.6  # what was between frames farther apart is not known: it begins again

VISIBLE: Final = 0.2  # the least of shoulder, elbow and wrist; the arm behind is seen with 0.25 when it is up, a hidden one has 0.05
LEAN: Final = (22.0, 32.0)  # degrees of the arm from up in the picture: to raise it, and to keep it raised
STRAIGHT: Final = (145.0, 130.0)  # degrees at the elbow in the picture
CLEAR: Final = (0.25, 0.12)  # arm lengths by which the wrist is above all the rest of the body
AWAY: Final = (35.0, 45.0)  # degrees by which the arm may lean away from the camera; one that lies on the floor leans farther
TOWARDS: Final = (60.0, 70.0)  # and towards it: cameras look down
LONG: Final = 0.55  # the arm in trunk lengths; a shorter one points at the camera
DOWN_LEAN: Final = 60.0  # an arm that is no part of the gesture is at least so far from up
UPRIGHT: Final = 45.0  # degrees of the trunk from up
STANDING: Final = 1.2  # trunk lengths from the ankles up to the hips

HOW: Final[dict[GestureWhen | None, str]] = {
    None: "Raise one arm straight up for a pause; keep it up, or raise both, to end.",
    "upright": "For a pause sit up, then raise one arm straight up; keep it up, or raise both, to end.",
    "standing": "For a pause stand up, then raise one arm straight up; keep it up, or raise both, to end.",
}

_ARMS: Final = tuple(tuple(PAIRS[joint][side] for joint in ("shoulder", "elbow", "wrist")) for side in range(len(SIDES)))
_REST_OF_BODY: Final = [i for i in range(33) if not 13 <= i <= 22]  # without elbows, wrists and hands


class Gesture(StrEnum):
    """What a person can say with the arms."""

    ONE_ARM = "one_arm"
    BOTH_ARMS = "both_arms"


@dataclass(frozen=True, slots=True)
class GestureState:
    """raising: the gesture that is under way; progress: share of the time for which it must be held, 0..1; done: it has been held so long.

    ``done`` is told with one pose only, and the same gesture not again before the arms have come down.
    """

    raising: Gesture | None = None
    progress: float = 0.0
    done: Gesture | None = None


class GestureWatch:
    """Feed every pose.

    when: the posture in which the exercise in hand leaves the arms free, ``Exercise.gesture_when``; None: any.
    """

    def __init__(self, when: GestureWhen | None = None) -> None:
        self._when = when
        self._raising: Gesture | None = None
        self._told: Gesture | None = None
        self._since_s = self._seen_s = self._last_s = 0.0
        self._down_since_s: float | None = None

    def update(self, pose: Pose, time_s: float) -> GestureState:
        """One more pose, and its time in seconds."""
        if not 0 <= time_s - self._last_s <= GAP_S:
            self._raising = self._down_since_s = None
        self._last_s = time_s
        gesture, down = self._read(pose)
        if self._told is not None:
            self._lower(down, time_s)
            return self._stays_up(gesture, time_s)
        self._raise(gesture, time_s)
        if self._raising is None:
            return GestureState()
        share = min(1.0, (time_s - self._since_s + 1e-6) / HOLD_S)
        if share < 1.0 or gesture is None:
            return GestureState(self._raising, share)
        done, self._raising, self._told = self._raising, None, self._raising
        self._since_s = self._seen_s = time_s
        return GestureState(done, 1.0, done)

    def _stays_up(self, gesture: Gesture | None, now: float) -> GestureState:
        """An arm that does not come down after it has told a pause."""
        if self._told is not Gesture.ONE_ARM:
            return GestureState()
        if now - self._seen_s > (GAP_S if gesture is not None else FLICKER_S):
            self._told = Gesture.BOTH_ARMS  # it came down, or nobody knows: nothing more is told before both are down
            return GestureState()
        if gesture is not None:
            self._seen_s = now
        share = min(1.0, (now - self._since_s + 1e-6) / LONGER_S)
        if share < 1.0 or gesture is None:
            return GestureState(Gesture.BOTH_ARMS, share)
        self._told = Gesture.BOTH_ARMS
        return GestureState(Gesture.BOTH_ARMS, 1.0, Gesture.BOTH_ARMS)

    def _raise(self, gesture: Gesture | None, now: float) -> None:
        if gesture is not None and gesture == self._raising:
            self._seen_s = now
        elif self._raising is None or gesture is Gesture.BOTH_ARMS or now - self._seen_s > FLICKER_S:
            self._raising, self._since_s, self._seen_s = gesture, now, now

    def _lower(self, down: bool, now: float) -> None:
        if not down:
            self._down_since_s = None
        elif self._down_since_s is None:
            self._down_since_s = now
        elif now - self._down_since_s >= DOWN_S:
            self._told, self._down_since_s = None, None

    def _read(self, pose: Pose) -> tuple[Gesture | None, bool]:
        """The gesture of this moment, and whether no arm is up at all."""
        if not pose.found:
            return None, False
        kept = self._raising is not None or self._told is Gesture.ONE_ARM
        up = [_is_up(pose, arm, kept) for arm in _ARMS]
        lean = [_lean(pose.px, arm) for arm in _ARMS]
        down = min(lean) > DOWN_LEAN
        if not any(up) or not self._free(pose):
            return None, down
        if all(up):
            return Gesture.BOTH_ARMS, down
        other = up.index(False)
        away = lean[other] > DOWN_LEAN or _hidden(pose, _ARMS[other])  # a hidden arm is often guessed where the other one is
        return (Gesture.ONE_ARM if away else None), down

    def _free(self, pose: Pose) -> bool:
        """Has the person left the posture in which the exercise has an arm up?"""
        if self._when is None:
            return True
        shoulder, hip, ankle = ((pose.px[a] + pose.px[b]) / 2 for a, b in (PAIRS["shoulder"], PAIRS["hip"], PAIRS["ankle"]))
        x, y = shoulder - hip
        if degrees(atan2(abs(x), -y)) > UPRIGHT:
            return False
        return self._when == "upright" or bool(ankle[1] - hip[1] > STANDING * hypot(x, y))


def _lean(px: Array, arm: tuple[int, ...]) -> float:
    """Degrees from up in the picture, 0..180, of the line from shoulder to wrist."""
    x, y = px[arm[2]] - px[arm[0]]
    return degrees(atan2(abs(x), -y))


def _hidden(pose: Pose, arm: tuple[int, ...]) -> bool:
    return bool(min(pose.visibility[i] for i in arm) < VISIBLE)


def _is_up(pose: Pose, arm: tuple[int, ...], kept: bool) -> bool:
    """Does this arm point straight up?  kept: it did a moment ago."""
    shoulder, elbow, wrist = (pose.px[i] for i in arm)
    if _hidden(pose, arm) or _lean(pose.px, arm) > LEAN[kept]:
        return False
    length = hypot(*(wrist - shoulder))
    (a, b), (c, d) = PAIRS["shoulder"], PAIRS["hip"]
    trunk = hypot(*((pose.px[a] + pose.px[b] - pose.px[c] - pose.px[d]) / 2))
    if length < LONG * trunk or _elbow(shoulder, elbow, wrist) < STRAIGHT[kept]:
        return False
    if min(pose.px[_REST_OF_BODY, 1]) - wrist[1] < CLEAR[kept] * length:
        return False
    _, y, z = pose.world[arm[2]] - pose.world[arm[0]]
    return -TOWARDS[kept] <= degrees(atan2(z, -y)) <= AWAY[kept]


def _elbow(shoulder: Array, elbow: Array, wrist: Array) -> float:
    """Degrees at the elbow, 0..180."""
    (ax, ay), (bx, by) = shoulder - elbow, wrist - elbow
    return abs(degrees(atan2(ax * by - ay * bx, ax * bx + ay * by)))
