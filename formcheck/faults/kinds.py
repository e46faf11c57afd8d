"""The closed vocabulary of faults, and of the conditions they and the gate are made of."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from formcheck.measures.base import Strict

CUE_WORDS = 8  # a cue is a sentence to be said aloud while moving

RepPhase = Literal["rest", "up", "top", "down", "hold"]


class Condition(Strict):
    """A measure above a line, below a line, or between two."""

    measure: str = Field(description="name of a measure of this file")
    above: float | None = Field(None, description="true above this value")
    below: float | None = Field(None, description="true below this value")

    @model_validator(mode="after")
    def _has_line(self) -> Condition:
        if self.above is None and self.below is None:
            raise ValueError("give `above`, `below` or both")
        if self.above is not None and self.below is not None and self.above >= self.below:
            raise ValueError(f"nothing is above {self.above:g} and below {self.below:g}")
        return self


class Asked(Condition):
    """A condition of the start posture, with the words that ask for it."""

    say: str = Field(description="what to ask of the person when it is not met, e.g. `lie on your back`")


class _Fault(Strict):
    cue: str = Field(description=f"one sentence to the person, at most {CUE_WORDS} words, sayable aloud")
    fixed: str = Field("Good, keep that", description="the word when it is put right")
    priority: int = Field(5, ge=1, le=9, description="of several cues the highest is said first; 9 is the most urgent")
    unless: tuple[str, ...] = Field((), description="not told of a repetition or hold that has one of these faults")
    stops_clock: bool = Field(False, description="the clock of a hold stands while the fault is on")

    @field_validator("cue")
    @classmethod
    def _short(cls, value: str) -> str:
        if len(value.split()) > CUE_WORDS:
            raise ValueError(f"a cue has at most {CUE_WORDS} words, this one has {len(value.split())}")
        return value

    @property
    def spoils(self) -> Literal["flawed", "incomplete"]:
        """The verdict of a repetition that has this fault."""
        return "flawed"


class LineFault(_Fault):
    """A measure beyond a line for some time, in some phases of the movement."""

    kind: Literal["line"] = "line"
    measure: str = Field(description="name of a measure of this file")
    above: float | None = Field(None, description="fault above this value; with both lines: between the two")
    below: float | None = Field(None, description="fault below this value")
    release: float = Field(0.0, ge=0, description="how far it must come back over the line to end, in the measure's unit")
    for_s: float = Field(0.3, ge=0, le=10, description="seconds it must last before it is told")
    phase: tuple[RepPhase, ...] = Field(("up", "top", "down", "hold"), description="phases in which it counts")

    @model_validator(mode="after")
    def _has_line(self) -> LineFault:
        if self.above is None and self.below is None:
            raise ValueError("give `above`, `below` or both")
        if self.above is not None and self.below is not None and self.above >= self.below:
            raise ValueError(f"nothing is above {self.above:g} and below {self.below:g}")
        return self


class TempoFault(_Fault):
    """A phase faster than its shortest time; `whole` where a limb comes into sight only after a part of its way."""

    kind: Literal["tempo"]
    phase: Literal["up", "down", "either", "whole"] = Field(
        description="the way to the end of the range, the way back, either, or the whole repetition from rest to rest"
    )
    under_s: float = Field(gt=0, le=10, description="shortest time in seconds; of a way that between 10 % and 90 % of it")


class BounceFault(_Fault):
    """Oscillation at the end of the range instead of moving smoothly or holding still."""

    kind: Literal["bounce"]
    measure: str = Field(description="name of a measure of this file")
    swing: float = Field(gt=0, description="least size of a swing, one way, in the measure's unit")
    swings: int = Field(4, ge=2, le=20, description="swings in a row, each way counted, that make it a fault")
    slowest_s: float = Field(0.8, gt=0, le=5, description="a swing that takes longer is not a bounce")
    beyond: float = Field(0.5, ge=0, lt=1, description="share of a repetition's range beyond which swings are looked for")


class Zero(Strict):
    """What a measure is when all is right, for one person before one camera place."""

    value: float = Field(description="at the end of the range")
    rest: float = Field(description="in the start posture; when it is another one by more than 4 %, the camera stands elsewhere")


class DiffersFault(_Fault):
    """The median of a measure at the end of the range differs from that of the person's first full repetition of the set."""

    kind: Literal["differs"]
    measure: str = Field(description="name of a measure of this file")
    share: float = Field(gt=0, lt=1, description="difference, as a share of the first repetition's value, either way")
    zero: dict[Literal["left", "right"], Zero] = Field(
        {}, description="by the side nearer to the camera: `value` and `rest` to compare with instead; found by `formcheck calibrate`"
    )


class ReachFault(_Fault):
    """A measure that does not get as far as a line at any moment past the line of the full range, e.g. hips never straight."""

    kind: Literal["reach"]
    measure: str = Field(description="name of a measure of this file")
    least: float | None = Field(None, description="fault when the greatest value stays below this")
    most: float | None = Field(None, description="fault when the least value stays above this")

    @model_validator(mode="after")
    def _one_line(self) -> ReachFault:
        if (self.least is None) == (self.most is None):
            raise ValueError("give either `least` or `most`")
        return self


class RangeFault(_Fault):
    """The repetition did not reach its full range: it is incomplete."""

    kind: Literal["range"]

    @property
    def spoils(self) -> Literal["flawed", "incomplete"]:
        return "incomplete"


class MissingFault(_Fault):
    """A movement with two ends went to one of them only: it is incomplete."""

    kind: Literal["missing"]
    end: Literal["first", "second"] = Field(description="the end that was not reached")

    @property
    def spoils(self) -> Literal["flawed", "incomplete"]:
        return "incomplete"


class ShortHoldFault(_Fault):
    """The end of the range was left before the time asked for."""

    kind: Literal["short_hold"]


def _line_by_default(data: Any) -> Any:
    """`kind` may be left out of a line fault: the key that tells the kinds apart knows no default of its own."""
    return {"kind": "line", **data} if isinstance(data, dict) and "kind" not in data else data


FaultRule = Annotated[
    LineFault | TempoFault | BounceFault | DiffersFault | ReachFault | RangeFault | MissingFault | ShortHoldFault,
    Field(discriminator="kind"),
    BeforeValidator(_line_by_default),
]
