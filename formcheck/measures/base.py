"""What the parts of a pose file have in common: strictness, units, and how measures name their points."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from formcheck.measures.points import TOP, Point

Unit = Literal["deg", "trunk", "share"]


class Strict(BaseModel):
    """Base of every part of a pose file: unknown keys are errors, numbers are finite, nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _known(points: tuple[str, ...]) -> tuple[str, ...]:
    for text in points:
        Point.parse(text)
    return points


class AnyMeasure(Strict):
    """What every measure may say."""

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
    def unit(self) -> Unit:
        return "deg"

    @property
    def words(self) -> tuple[str, ...]:
        """The points this measure looks at."""
        return ()

    @property
    def needs_outline(self) -> bool:
        return TOP in self.words


class _OnPoints(AnyMeasure):
    points: tuple[str, ...]

    @field_validator("points")
    @classmethod
    def _points(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _known(value)

    @property
    def words(self) -> tuple[str, ...]:
        return self.points


class OnTwo(_OnPoints):
    """A measure on two points."""

    points: tuple[str, str] = Field(description="two points, from and to")


class OnThree(_OnPoints):
    """A measure on three points."""

    points: tuple[str, str, str] = Field(description="three points; the angle is at the second")


class OnFour(_OnPoints):
    """A measure on two lines."""

    points: tuple[str, str, str, str] = Field(description="two lines, each from and to")
