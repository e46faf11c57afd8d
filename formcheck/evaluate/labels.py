"""Labels: what is true of a clip.  `NAME.labels.yaml` beside `NAME.mp4` or `NAME.track.npz`.

Three kinds of truth: rows of repetitions, holds and faults with their times (rendered clips, clips labelled with care); totals counted
by eye, with how sure they are; and beside these the form of the whole clip, with its faults by name.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from formcheck.errors import InputError
from formcheck.files.reading import read_text
from formcheck.files.yamltext import LARGEST, YamlError, load_yaml
from formcheck.rules.exercise import Exercise
from formcheck.rules.mistakes import lines_of, not_numbers
from formcheck.rules.nearest import nearest

SUFFIX = ".labels.yaml"
CLIP_SUFFIXES = (".mp4", ".mov", ".mkv", ".avi", ".webm", ".track.npz")

Side = Literal["left", "right"]

# what labels may say besides, for whoever reads them; a key that is none of these and much like one is a slip
_NOTES: Final = (
    "fps",
    "licence",
    "source",
    "camera",
    "notes",
    "shows",
    "counted",
    "whole_body",
    "date",
)
_COLON_IN_VALUE = re.compile(r"^(\w+): ([^\"'\[{|>#\n][^\n]*: [^\n]*)$", re.MULTILINE)


class _Span(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    start_s: float = Field(ge=0)
    end_s: float

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.end_s <= self.start_s:
            raise ValueError(f"ends at {self.end_s:g} s, before it starts at {self.start_s:g} s")
        return self


class TrueRep(_Span):
    """A repetition from the beginning of the movement until it is back at rest."""

    side: Side | None = None
    hold_s: float | None = Field(None, ge=0)
    verdict: Literal["good", "flawed", "incomplete"]
    faults: tuple[str, ...] = ()


class TrueHold(_Span):
    """A hold: the end of the range is reached and left; held_s seconds there, zone_s seconds with 80 % of the range."""

    held_s: float = Field(ge=0)
    zone_s: float | None = Field(None, ge=0)
    side: Side | None = None
    faults: tuple[str, ...] = ()


class TrueFault(_Span):
    """A fault from its onset to its release."""

    name: str


class TrueSet(_Span):
    """A set in a recording of several, from the start posture to the end of its last repetition or hold; rows as in Labels."""

    exercise: str
    variant: str = ""
    reps: tuple[TrueRep, ...] | None = None
    holds: tuple[TrueHold, ...] | None = None
    true_reps: int | None = Field(None, ge=0)

    @property
    def count(self) -> int | None:
        """True number of repetitions and holds; None when it is not known."""
        rows = (*(self.reps or ()), *(self.holds or ()))
        return len(rows) if self.reps is not None or self.holds is not None else self.true_reps


class Labels(BaseModel):
    """exercise is None for a clip of none of the catalogue: nothing is to be counted there, unless it is a recording of several ``sets``.

    form: how the whole clip is done; named_faults: faults to be seen somewhere in it (in the file also as names under `faults`);
    maybe: faults of which nobody can say whether they are there, neither right nor wrong to tell; fault_reps: numbers, from 1, of the
    repetitions or holds with the named faults, when not all have them; origin: where the clip comes from.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)

    exercise: str | None
    variant: str = ""
    person: str = ""
    view: str = ""
    near_side: Side | None = None
    target_s: float | None = Field(None, ge=0)
    reps: tuple[TrueRep, ...] | None = None
    holds: tuple[TrueHold, ...] | None = None
    faults: tuple[TrueFault, ...] | None = None
    true_reps: int | None = Field(None, ge=0)
    true_hold_s: tuple[Annotated[float, Field(ge=0)], ...] | None = None
    sure: float = Field(1.0, ge=0, le=1)
    form: Literal["good", "faulty"] | None = None
    named_faults: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    fault_reps: tuple[int, ...] = ()
    origin: str | None = None
    sets: tuple[TrueSet, ...] | None = Field(None, min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _named(cls, data: Any) -> Any:
        """`faults` as rows with times, or as names of what is to be seen somewhere in the clip; with `sets` no exercise is named."""
        if isinstance(data, dict) and data.get("sets"):
            data = {"exercise": None, **data}
        faults = data.get("faults") if isinstance(data, dict) else None
        if not isinstance(faults, list) or not faults or not all(isinstance(name, str) for name in faults):
            return data
        return {**data, "faults": None, "named_faults": [*(data.get("named_faults") or ()), *faults]}

    @model_validator(mode="after")
    def _one_or_several(self) -> Self:
        if self.sets is not None and (self.exercise is not None or self.exact or self.true_reps is not None):
            raise ValueError("`sets` says what was done when: the exercise and the rows of each stand there, and not beside it")
        for before, after in pairwise(self.sets or ()):
            if after.start_s < before.end_s:
                raise ValueError(f"sets: one starts at {after.start_s:g} s, before the one before it ends at {before.end_s:g} s")
        return self

    @property
    def real(self) -> bool:
        """True for a filmed person, False for a drawn one (`origin: rendered`)."""
        return not (self.origin or "").startswith("rendered")

    @property
    def exact(self) -> bool:
        """True when there are rows with times, not only totals."""
        return self.reps is not None or self.holds is not None

    @property
    def rows(self) -> tuple[TrueRep | TrueHold, ...]:
        """Repetitions, then holds."""
        return (*(self.reps or ()), *(self.holds or ()))

    @property
    def count(self) -> int | None:
        """True number of repetitions and holds; None when it is not known.  A hold that was timed by eye may be told as a repetition."""
        if self.exact:
            return len(self.rows)
        return self.true_reps if self.true_reps is not None or self.true_hold_s is None else len(self.true_hold_s)


def labels_path(clip: Path) -> Path:
    """Where the labels of a clip are."""
    return clip.with_name(stem(clip) + SUFFIX)


def stem(clip: Path) -> str:
    """The clip's name without its ending."""
    for suffix in CLIP_SUFFIXES:
        if clip.name.lower().endswith(suffix):
            return clip.name[: -len(suffix)]
    return clip.stem


def read_labels(path: Path) -> Labels:
    """Read the labels of a clip.  Raises InputError with file, key and reason."""
    text = read_text(path, "labels", LARGEST, "no such labels; write them there: what is true of the clip")
    data: Any = None
    try:
        data = _parse(text)
        labels = Labels.model_validate(data)
    except YamlError as mistake:
        raise InputError(f"{path}: {mistake}") from None
    except ValidationError as error:
        reason = lines_of(data, error)[0] if isinstance(data, dict) else "is empty or no mapping"
        raise InputError(f"{path}: {_misspelt(data) or reason}") from None
    if problem := _misspelt(data) or next(iter(not_numbers(data, labels)), None):
        raise InputError(f"{path}: {problem}")
    return labels


def _misspelt(data: Any) -> str | None:
    """A key that is much like one that labels have; other keys are somebody's notes."""
    known = [*Labels.model_fields, *_NOTES]
    for key in data if isinstance(data, dict) else ():
        if key not in known and (hint := nearest(str(key), [name for name in known if name not in data], 0.75)):
            return f"{key}: unknown key{hint}"
    return None


def unknown_faults(labels: Labels, exercise: Exercise) -> list[str]:
    """``name; did you mean other?`` for each fault that this exercise has in none of its ways, not even among those that no camera sees."""
    ways = [exercise, *(exercise.variant(name) for name in exercise.variants)]
    known = {name for way in ways for name in (*way.faults, *way.unseen)}
    told = [row.faults for row in labels.reps or ()] + [row.faults for row in labels.holds or ()]
    named = [name for names in told for name in names] + [fault.name for fault in labels.faults or ()]
    named += [*labels.named_faults, *labels.maybe]
    return [f"{name!r}{nearest(name, sorted(known))}" for name in dict.fromkeys(named) if name not in known]


def _parse(text: str) -> Any:
    try:
        return load_yaml(text)
    except YamlError:
        return load_yaml(quoted(text))


def quoted(text: str) -> str:
    """The text with bare values that hold a colon put in quotes: hand-written notes often do."""
    return re.sub(_COLON_IN_VALUE, lambda m: f"{m[1]}: '{m[2].replace(chr(39), chr(39) * 2)}'", text)


def find_clips(place: Path) -> list[Path]:
    """The labelled clips at a place: a clip itself, or all in a folder; of a clip and its track, the track."""
    if place.is_file():
        return [place]
    if not place.is_dir():
        raise InputError(f"{place}: no such clip or folder")
    found: dict[str, Path] = {}
    for path in sorted(place.iterdir()):
        if path.name.lower().endswith(CLIP_SUFFIXES) and labels_path(path).is_file():
            known = found.get(stem(path))
            if known is None or path.name.lower().endswith(CLIP_SUFFIXES[-1]):
                found[stem(path)] = path
    if not found:
        raise InputError(f"{place}: no clip with labels (NAME{SUFFIX} beside NAME.mp4) in this folder")
    return list(found.values())
