"""What every fault has: what it may say in a pose file, what it reads, its words, and how it is found.

A kind of fault is a module of this package with one declaration in it.  It is found either while it happens, by what ``watch`` gives, or
when a repetition or a hold is over, by what ``judge`` gives; that is the fault itself where nothing must be remembered.
The package finds it by itself.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal, Protocol, Self

from pydantic import Field, field_validator

from formcheck.faults.finished import FinishedHold, FinishedRepetition
from formcheck.faults.setting import Setting
from formcheck.faults.watch import Span, Watch
from formcheck.pose.landmarks import SideName
from formcheck.strict import Strict, Tuned

CUE_WORDS = 8  # a cue is a sentence to be said aloud while moving


class Judge(Protocol):
    """Decides about one fault of what is over.  problem: why it could not be done as asked for, in words."""

    @property
    def problem(self) -> str | None: ...
    def of_repetition(self, done: FinishedRepetition, asked_s: float) -> Span | None: ...
    def of_hold(self, done: FinishedHold, asked_s: float) -> Span | None: ...


class Zero(Strict):
    """What a measure is when all is right, for one person before one camera place."""

    value: float = Field(description="at the end of the range")
    rest: float = Field(description="in the start posture; when it is another one by more than 4 %, the camera stands elsewhere")


class AnyFault(Strict):
    """What every fault may say, and must be able to do."""

    watched: ClassVar[bool] = False  # found while it happens, by ``watch``
    of_repetitions_only: ClassVar[bool] = False
    asks_for_more: ClassVar[bool] = False  # told of who does not go, or stay, far enough
    of_range: ClassVar[bool] = False  # about the full range: its margin is that of the line of the full range
    decided_last: ClassVar[bool] = False  # when all others are decided, and only of what has none of those under `unless`

    cue: str = Field(description=f"one sentence to the person, at most {CUE_WORDS} words, sayable aloud")
    fixed: str = Field("Good, keep that", description="the word when it is put right")
    priority: Annotated[int, Tuned(never=True)] = Field(
        5, ge=1, le=9, description="of several cues the highest is said first; 9 is the most urgent"
    )
    unless: tuple[str, ...] = Field((), description="not told of a repetition or hold that has one of these faults")
    margin: Annotated[float, Tuned(never=True)] = Field(
        0.0,
        ge=0,
        description="how far before its line the fault may be there already, in the line's unit: from there to the line it is told as "
        "`perhaps`, in the report only, and does not count",
    )
    stops_clock: bool = Field(False, description="the clock of a hold stands while the fault is on")

    @field_validator("cue")
    @classmethod
    def _short(cls, value: str) -> str:
        if len(value.split()) > CUE_WORDS:
            raise ValueError(f"a cue has at most {CUE_WORDS} words, this one has {len(value.split())}")
        return value

    @abstractmethod
    def told_when(self, setting: Setting) -> str:
        """When it is told, in words."""

    def lenient(self) -> Self | None:
        """The same fault from where on it is perhaps there; None without a margin."""
        return self.moved(self.margin).model_copy(update={"margin": 0.0}) if self.margin else None

    def moved(self, by: float) -> Self:
        """With its line so much earlier."""
        return self

    @property
    def spoils(self) -> Literal["flawed", "incomplete"]:
        """The verdict of a repetition that has this fault."""
        return "flawed"

    @property
    def looks_at(self) -> str | None:
        """Name of the measure that it reads."""
        return None

    @property
    def lines(self) -> tuple[tuple[str, float], ...]:
        """Key and value of the lines that this measure must be able to cross."""
        return ()

    @property
    def followed(self) -> str | None:
        """The measure whose value it asks for at every moment past the line of the full range."""
        return None

    @property
    def compared(self) -> str | None:
        """The measure that it compares, at the end of the range, with the person's own: that of a calibration or of earlier repetitions."""
        return None

    @property
    def band(self) -> tuple[float, float] | None:
        """The two values between which its measure is when the range is not whole."""
        return None

    def with_band(self, low: float, high: float) -> Self:
        """With other values for ``band``."""
        return self

    def with_zero(self, zero: Mapping[SideName, Zero]) -> Self:
        """With what is right for one person, found by calibration, for ``compared``; by the near side."""
        return self

    def problems(self, setting: Setting) -> Iterator[str]:
        """What does not go together with the exercise: ``key: value: reason``."""
        if self.of_repetitions_only and setting.held:
            yield f"kind: {getattr(self, 'kind', '')!r}: goes with `repetition`, this exercise is a hold"

    def watch(self) -> Watch | None:
        """Looks for it while it may happen; None for what is decided when all is over."""
        return None

    def judge(self) -> Judge:
        """Decides about it during one set."""
        return self

    @property
    def problem(self) -> str | None:
        """See Judge."""
        return None

    def of_repetition(self, done: FinishedRepetition, asked_s: float) -> Span | None:
        """When it was there in a repetition; asked_s: the hold asked for, 0 for none."""
        return None

    def of_hold(self, done: FinishedHold, asked_s: float) -> Span | None:
        """When it was there in a hold; asked_s: as above, 0 also when the source ended while the person still held."""
        return None


class OnMeasure(AnyFault):
    """A fault of one measure."""

    measure: str = Field(description="name of a measure of this file")

    @property
    def looks_at(self) -> str:
        return self.measure
