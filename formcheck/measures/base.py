"""What every measure has: what it may say in a pose file, how far it reaches, its words, and its values.

A kind of measure is a module of this package with one class in it: the declaration for pose files, its unit, how far it reaches, its
words and its computation.  The package finds it by itself.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Literal

from pydantic import Field, field_validator

from formcheck.measures.units import Unit
from formcheck.pose.arrays import Moments, V, bearing, length, trunk_px, turned
from formcheck.pose.points import HAND, TOP, Point
from formcheck.pose.pose import Array
from formcheck.pose.viewpoint import Viewpoint, place, spot
from formcheck.strict import Strict

Arc = Literal["inner", "front"]


class AnyMeasure(Strict):
    """What every measure may say, and must be able to do."""

    relative_to: Literal["start"] | None = Field(
        None, description="`start`: the value minus the one in the start posture, which cancels camera height and body shape"
    )
    start_within: tuple[float, float] | None = Field(
        None, description="with `relative_to: start`: the start value is taken as no lower and no higher than this"
    )
    turned_above: float | None = Field(
        None, ge=0, lt=90, description="not known while the body is turned less than this away from facing the camera, degrees"
    )
    least_length: float | None = Field(
        None, gt=0, description="not known while the line of the last two points is shorter than this, trunk lengths: a face that is hidden"
    )
    either_way: bool = Field(False, description="the size of the value, whichever way it goes (taken last, after `relative_to`)")

    @property
    @abstractmethod
    def unit(self) -> Unit:
        """The unit of its values in pose files."""

    @property
    @abstractmethod
    def span(self) -> tuple[float, float]:
        """Lowest and highest value on any body, before `relative_to` and `either_way`."""

    @abstractmethod
    def looks_at(self, points: Sequence[str]) -> str:
        """What it looks at, in words that can begin a sentence; points: the words of its points."""

    @abstractmethod
    def grows(self, points: Sequence[str]) -> tuple[str, str]:
        """What a greater value means, and what the sign or a known value says; points: the words of its points."""

    @abstractmethod
    def compute(self, moments: Moments[V], view: Viewpoint) -> V:
        """(n,) values, or that of one moment; NaN where not known.

        Lengths are in pixels, as the trunk length that they are divided by is locked at the gate.
        """

    @property
    def words(self) -> tuple[str, ...]:
        """The points this measure looks at."""
        return ()

    @property
    def needs_outline(self) -> bool:
        """True when it looks at the outline of the body."""
        return any(word == TOP or word.endswith(f".{HAND}") for word in self.words)

    @property
    def tells_sides(self) -> bool:
        """True when the measure has another value with the other side as the working one."""
        return any(Point.parse(word).working for word in self.words)

    @property
    def arc(self) -> Arc | None:
        """How it is drawn: an arc at the second point, on the inner side or through the front of the body; None: along its lines."""
        return None

    @property
    def reach(self) -> tuple[float, float]:
        """Lowest and highest value that it can take."""
        low, high = self.span
        if self.relative_to == "start":
            low, high = low - high, high - low
        return (0.0, max(-low, high)) if self.either_way else (low, high)

    def measured(self) -> str:
        """What it looks at, in words that can begin a sentence: ``the angle at the near hip``."""
        text = self.looks_at([Point.parse(word).said for word in self.words])
        text = f"{text}, either way," if self.either_way else text
        return f"{text} (from the start posture)" if self.relative_to == "start" else text

    def grown(self) -> str:
        """What a greater value means, in words: ``the near hip higher against the near ankle; negative: below it``."""
        more, marks = self.grows([Point.parse(word).said for word in self.words])
        if self.either_way:
            return f"{more}, or the other way round"
        return f"{more} than at the start" if self.relative_to == "start" else f"{more}; {marks}"

    def values(self, moments: Moments[V], view: Viewpoint) -> V:
        """(n,) values, or that of one moment, in degrees, shares or pixels; NaN where not known.

        `relative_to` and `either_way` are left to the caller.
        """
        values = self.compute(moments, view)
        if self.turned_above is not None:
            values = moments.only(turned(moments) > self.turned_above, values)
        if self.least_length is not None:
            (ax, ay), (bx, by) = (spot(moments, word, view) for word in self.words[-2:])
            values = moments.only(length(bx - ax, by - ay) >= self.least_length * trunk_px(moments), values)
        return values


class _OnPoints(AnyMeasure):
    points: tuple[str, ...]

    @field_validator("points")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            Point.parse(text)
        return value

    @property
    def words(self) -> tuple[str, ...]:
        return self.points

    def spots(self, moments: Moments[V], view: Viewpoint) -> list[tuple[V, V]]:
        """Each point as x and y in pixels."""
        return [spot(moments, word, view) for word in self.points]

    def placed(self, moments: Moments[V], view: Viewpoint) -> list[Array]:
        """Each point as (n, 2) pixels."""
        return [place(moments, word, view) for word in self.points]


class OnTwo(_OnPoints):
    """A measure on two points."""

    points: tuple[str, str] = Field(description="two points, from and to")


class OnThree(_OnPoints):
    """A measure on three points."""

    points: tuple[str, str, str] = Field(description="three points; the angle is at the second")


class OnFour(_OnPoints):
    """A measure on two lines."""

    points: tuple[str, str, str, str] = Field(description="two lines, each from and to")


def turn_to(u: tuple[V, V], v: tuple[V, V]) -> V:
    """Degrees from u to v (x and y), -180..180, clockwise on the screen."""
    return bearing(u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1])


def line(points: Sequence[str]) -> str:
    """Two points as the line between them, in words."""
    return f"line from {points[0]} to {points[1]}"


def said_side(towards: str) -> str:
    """A side in words: ``working`` for ``active``."""
    return {"active": "working", "passive": "other"}.get(towards, towards)
