"""Exercise: the whole of one pose file, checked."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints, model_validator

from formcheck.faults import FaultRule
from formcheck.faults.condition import Asked, Condition, Required
from formcheck.faults.setting import Setting
from formcheck.measures import Measure
from formcheck.strict import Strict, Tuned

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
View = Literal["side", "front", "feet"]
Posture = Literal["on the back", "face down", "hands and knees", "kneeling", "plank", "on the side", "sitting", "standing", "equipment"]
GestureWhen = Literal["upright", "standing"]

MOST_METRES: Final = 20  # from a camera to a person
Thing = Literal["mat", "chair", "wall", "step", "pillow", "roller", "ball", "bench", "machine"]

Mover = Literal["hands", "elbows", "knees", "feet", "hips", "back", "head"]


class CameraPlace(Strict):
    """Where the camera stands, in numbers, for the plan that is drawn of it."""

    away_m: tuple[float, float] = Field(description="least and greatest distance from the middle of the body, metres")
    height_m: tuple[float, float] | None = Field(None, description="least and greatest height above the floor, metres")

    @model_validator(mode="after")
    def _order(self) -> CameraPlace:
        for key, span in (("away_m", self.away_m), ("height_m", self.height_m)):
            if span is not None and not 0 <= span[0] <= span[1] <= MOST_METRES:
                raise ValueError(f"`{key}`: the least comes first, from 0 to {MOST_METRES} metres")
        return self


class Seen(Strict):
    """From where its pictures are drawn; the camera's own view often hides what matters."""

    turn_deg: float = Field(25, ge=-180, le=180, description="degrees around the person from the camera's place, to its right")
    above_deg: float = Field(15, ge=0, le=80, description="degrees above the floor")
    arrows: tuple[Mover, ...] = Field((), description="what the arrows follow, when not what moves most")
    back_times: float = Field(1, ge=1, le=4, description="the back bends so many times as much as it did, where that is too little to see")


class Dose(Strict):
    """How much of it the guides advise."""

    reps: int = Field(1, ge=1, le=100, description="repetitions (or holds) of a set")
    sets: int = Field(1, ge=1, le=20)
    hold_s: float = Field(0, ge=0, le=600, description="seconds to hold; 0: no hold asked for; `--hold` goes before it")
    per_side: bool = Field(False, description="reps are counted for each side")
    note: str = Field("", description="what the numbers do not say")


class GateRule(Strict):
    """What must be so before anything counts."""

    needs: tuple[str, ...] = Field(min_length=1, description="points that must lie inside the picture")
    turned_above: Annotated[float | None, Tuned("deg")] = Field(
        None, ge=0, le=90, description="least turn away from facing the camera, degrees (side view: 30)"
    )
    turned_below: Annotated[float | None, Tuned("deg")] = Field(None, ge=0, le=90, description="greatest turn, degrees (front view: 60)")
    start: tuple[Asked, ...] = Field(min_length=1, description="the start posture")
    settle_s: float = Field(1.0, ge=0, le=10, description="seconds the start posture must be held")


class SecondEnd(Strict):
    """The other end of a movement that goes both ways from rest."""

    rest: float = Field(description="at rest again inside this line")
    attempt: float = Field(description="a movement past this line counts as gone to this end")


class RepetitionRule(Strict):
    """A repetition: away from rest, to the end of the range, and back."""

    measure: str = Field(description="the measure that counts")
    rest: float = Field(description="at rest on the near side of this line")
    attempt: float = Field(description="a movement past this line is a repetition, full or not")
    full: float = Field(description="the range is complete past this line; with a second end: between the two ends")
    from_start: bool = Field(
        False, description="`rest` and `attempt`, not `full`, are counted from the measure's value in the start posture"
    )
    full_or: Condition | None = Field(None, description="the range is also complete when this holds")
    second: SecondEnd | None = Field(None, description="for a movement that goes both ways from rest")
    requires: tuple[Required, ...] = Field(
        (), description="without these at the end of the range the movement is another one, and not counted"
    )
    top: tuple[Condition, ...] = Field(
        (), description="who is in this posture at the beginning, without having been seen in the start posture, is timed as a hold"
    )
    least_s: float = Field(0.6, ge=0, le=60, description="a shorter cycle is no repetition")
    longest_s: float = Field(60, gt=0, le=600, description="a longer one is given up")
    another_s: float = Field(
        0.4,
        gt=0,
        le=10,
        description="without `requires` for this long the movement is given up; longer where limbs may move one after the other",
    )
    end_sides: tuple[Literal["left", "right"], Literal["left", "right"]] | None = Field(
        None, description="with a second end: each end is a repetition of its own, for these sides (first end, second end)"
    )
    pause_s: float = Field(2.5, ge=0, le=30, description="with a second end: longest rest between the ends")

    @model_validator(mode="after")
    def _order(self) -> RepetitionRule:
        up = self.attempt > self.rest
        if self.attempt == self.rest:
            raise ValueError("`rest` and `attempt` are the same: two thresholds are needed")
        falls_short = self.full < self.attempt if up else self.full > self.attempt
        if self.second is None and not self.from_start and falls_short:
            raise ValueError(f"`full` ({self.full:g}) lies between `rest` ({self.rest:g}) and `attempt` ({self.attempt:g}) or beyond rest")
        if self.second is not None and up in (self.second.attempt > self.second.rest, self.second.rest > self.rest):
            raise ValueError("`second` must lie on the other side of rest, its `attempt` further out than its `rest`")
        if self.from_start and self.second is not None:
            raise ValueError("`from_start` does not go with `second`; take a measure that is relative to the start")
        if self.end_sides is not None and self.second is None:
            raise ValueError("`end_sides` needs `second`")
        if self.least_s >= self.longest_s:
            raise ValueError("`least_s` must be less than `longest_s`")
        return self

    @property
    def both_ways(self) -> bool:
        """True when the two ends make one repetition, whose range is told from end to end.

        Without a second end, and with `end_sides`, every way out is a repetition, and `full` is a line of the measure.
        """
        return self.second is not None and self.end_sides is None


class HoldRule(Strict):
    """A hold: the clock runs inside the zone.

    The zone begins at 85 % of the way from `rest` to the person's own deepest position in this hold, but no earlier than `enter` and
    no later than `full`.
    """

    measure: str = Field(description="the measure that counts")
    rest: float = Field(description="the hold is over on the near side of this line")
    attempt: float | None = Field(None, description="a stay past this line that never enters the zone is a hold with the `range` fault")
    enter: float = Field(description="no hold before this line")
    full: float = Field(description="in the zone past this line, whoever it is")
    slack: Annotated[float, Tuned(size=True)] = Field(
        0.0, ge=0, description="once in the zone it is left this much later, in the measure's unit"
    )
    requires: tuple[Condition, ...] = Field((), description="further conditions of the zone")
    grace_s: float = Field(0.5, ge=0, le=5, description="leaving the zone for less does not stop the clock")
    least_s: float = Field(1.0, ge=0, le=60, description="a shorter stay is no hold")
    leave_s: float = Field(1.0, ge=0, le=30, description="outside the zone for longer ends the hold")
    return_s: float = Field(
        0.0, ge=0, le=30, description="sunk back to rest for less than this and up again is the same hold; 0: at rest the hold is over"
    )

    @model_validator(mode="after")
    def _order(self) -> HoldRule:
        lines = [self.rest, self.enter if self.attempt is None else self.attempt, self.enter, self.full]
        rising = sorted(lines, reverse=self.enter < self.rest)
        if self.enter == self.rest or lines != rising:
            raise ValueError("the lines must stand in the order `rest`, `attempt`, `enter`, `full`")
        return self


class Sides(Strict):
    """How to tell which side works: the measure is taken with each side as `active`."""

    measure: str = Field(description="name of a measure with `active` or `passive` points")
    active: Literal["greatest", "least"] = Field("greatest", description="the side whose value is the greatest (or least) works")
    anew: bool = Field(
        False,
        description="told anew at every moment, also within a repetition or hold, for limbs that the camera takes for each other; it "
        "belongs to the side that it had for most of its time",
    )
    far_by: Annotated[float, Tuned(size=True)] = Field(
        0,
        ge=0,
        description="the far side works only when its value is the better one by this much; a limb that is hidden is often drawn "
        "where the near one is",
    )


class Variant(Strict):
    """Another way of doing the exercise, or of seeing it; only what differs is written down."""

    chosen: Literal["view", "asked"] = Field(
        description="`view`: taken when its gate opens first; `asked`: only when asked for, as `-e exercise:variant`"
    )
    summary: str
    change: dict[str, Any] = Field(
        description="what differs: parts of this file under their own keys. Entries of `gate`, `repetition`, `hold`, `measures` and "
        "`faults` replace those of the same name or are added; `null` takes one away"
    )


class Exercise(Strict):
    """One pose file."""

    name: Name = Field(description="the file's name without `.yaml`")
    title: str
    aliases: tuple[str, ...] = Field((), description="what else people call it")
    posture: Posture
    view: View = Field(description="how the camera must see the body")
    camera: str = Field(description="where to put the camera, in words")
    camera_at: CameraPlace | None = Field(None, description="the same in numbers, for the plan that is drawn of it")
    equipment: tuple[Thing, ...] = Field((), description="what one needs; drawn, and told before the exercise")
    seen: Seen | None = Field(None, description="from where its pictures are drawn, when not from the usual place for the view")
    summary: str
    how: tuple[str, ...] = Field(min_length=1, description="how it is done, a sentence a step")
    dose: Dose
    guides: tuple[str, ...] = Field((), description="sources, see EXERCISES (G0-G4)")
    safety: str = Field("", description="said before the exercise, when there is something to say")
    gesture_when: GestureWhen | None = Field(
        None,
        description="an arm points up in this exercise: raised arms are a wish of the person only when sitting or standing `upright`, "
        "or only when `standing`; nothing: always",
    )
    unseen: dict[Name, str] = Field({}, description="faults that no camera place shows, and why")
    measures: dict[Name, Measure] = Field(min_length=1)
    gate: GateRule
    sides: Sides | None = None
    repetition: RepetitionRule | None = None
    hold: HoldRule | None = None
    faults: dict[Name, FaultRule] = Field({})
    variants: dict[Name, Variant] = Field({}, description="other ways of doing or seeing it")

    @model_validator(mode="after")
    def _one_kind(self) -> Exercise:
        if (self.repetition is None) == (self.hold is None):
            raise ValueError("give either `repetition` or `hold`")
        return self

    @property
    def kind(self) -> Literal["reps", "hold"]:
        """Counted in repetitions, or held."""
        return "reps" if self.repetition else "hold"

    @property
    def setting(self) -> Setting:
        """What the faults and conditions of this exercise are checked and put into words by."""
        two_ends = self.repetition is not None and self.repetition.second is not None
        return Setting(self.measures, self.hold is not None, self.hold is not None and self.hold.attempt is not None, two_ends)

    @property
    def needs_outline(self) -> bool:
        """True when a measure looks at the outline of the body."""
        return any(m.needs_outline for variant in self.each_variant() for m in variant.measures.values())

    def each_variant(self) -> tuple[Exercise, ...]:
        """The exercise itself, then its variants that are chosen by the view; the first whose gate opens counts."""
        return (self, *(self.variant(name) for name, v in self.variants.items() if v.chosen == "view"))

    def variant(self, name: str) -> Exercise:
        """The exercise with a variant's changes.  Raises KeyError when there is none, ValidationError when it does not hold."""
        return Exercise.model_validate(changed(self.model_dump(exclude={"variants"}, exclude_unset=True), self.variants[name].change))


def changed(data: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Pose file data with a variant's changes: parts are merged entry by entry, `null` takes an entry away."""
    result = dict(data)
    for key, value in change.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict):
            value = {k: v for k, v in {**result[key], **value}.items() if v is not None}
        if value is None:
            result.pop(key, None)
        else:
            result[key] = value
    return result
