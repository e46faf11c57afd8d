"""Labels: what is true of a clip.  `NAME.labels.yaml` beside `NAME.mp4` or `NAME.track.npz`.

Two kinds of truth: rows of repetitions, holds and faults with their times (rendered clips, clips labelled with care), or only
totals counted by eye, with how sure they are.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from formcheck.errors import InputError
from formcheck.rules.mistakes import lines_of

SUFFIX = ".labels.yaml"
CLIP_SUFFIXES = (".mp4", ".mov", ".mkv", ".avi", ".webm", ".track.npz")

Side = Literal["left", "right"]

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
    hold_s: float | None = None
    verdict: Literal["good", "flawed", "incomplete"]
    faults: tuple[str, ...] = ()


class TrueHold(_Span):
    """A hold: the end of the range is reached and left; held_s seconds there, zone_s seconds with 80 % of the range."""

    held_s: float
    zone_s: float | None = None
    side: Side | None = None
    faults: tuple[str, ...] = ()


class TrueFault(_Span):
    """A fault from its onset to its release."""

    name: str


class Labels(BaseModel):
    """exercise is None for a clip of none of the catalogue: nothing is to be counted there."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    exercise: str | None
    variant: str = ""
    person: str = ""
    view: str = ""
    near_side: Side | None = None
    target_s: float | None = None
    reps: tuple[TrueRep, ...] | None = None
    holds: tuple[TrueHold, ...] | None = None
    faults: tuple[TrueFault, ...] | None = None
    true_reps: int | None = None
    true_hold_s: tuple[float, ...] | None = None
    sure: float = Field(1.0, ge=0, le=1)

    @property
    def exact(self) -> bool:
        """True when there are rows with times, not only totals."""
        return self.reps is not None or self.holds is not None

    @property
    def count(self) -> int | None:
        """True number of repetitions and holds; None when it is not known.  A hold that was timed by eye may be told as a repetition."""
        if self.exact:
            return len(self.reps or ()) + len(self.holds or ())
        return self.true_reps if self.true_reps is not None or self.true_hold_s is None else len(self.true_hold_s)


def labels_path(clip: Path) -> Path:
    """Where the labels of a clip are."""
    return clip.with_name(stem(clip) + SUFFIX)


def stem(clip: Path) -> str:
    """The clip's name without its ending."""
    for suffix in CLIP_SUFFIXES:
        if clip.name.endswith(suffix):
            return clip.name.removesuffix(suffix)
    return clip.stem


def read_labels(path: Path) -> Labels:
    """Read the labels of a clip.  Raises InputError with file, key and reason."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"{path}: no such labels; write them there: what is true of the clip") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not text; labels are YAML in UTF-8") from None
    data: Any = None
    try:
        data = _parse(text)
        return Labels.model_validate(data)
    except (YAMLError, RecursionError) as error:
        raise InputError(f"{path}: is not valid YAML: {_first_line(error)}") from None
    except ValidationError as error:
        reason = lines_of(data, error)[0] if isinstance(data, dict) else "is empty or no mapping"
        raise InputError(f"{path}: {reason}") from None
    except ValueError as error:  # a date or a number that cannot be; after its subclass ValidationError
        raise InputError(f"{path}: is not valid YAML: {error}") from None


def _first_line(error: Exception) -> str:
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return str(error).splitlines()[0]


def _parse(text: str) -> Any:
    yaml = YAML(typ="safe", pure=True)
    try:
        return yaml.load(text)
    except YAMLError:
        return yaml.load(quoted(text))


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
        if path.name.endswith(CLIP_SUFFIXES) and labels_path(path).is_file():
            known = found.get(stem(path))
            if known is None or path.name.endswith(CLIP_SUFFIXES[-1]):
                found[stem(path)] = path
    if not found:
        raise InputError(f"{place}: no clip with labels (NAME{SUFFIX} beside NAME.mp4) in this folder")
    return list(found.values())
