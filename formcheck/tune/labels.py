"""Labels: what is true of a clip.  `NAME.labels.yaml` beside `NAME.mp4` or `NAME.track.npz`.

Two kinds of truth: rows of repetitions, holds and faults with their times (rendered clips, clips labelled with care), or only
totals counted by eye, with how sure they are.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from formcheck.errors import InputError

SUFFIX = ".labels.yaml"
CLIP_SUFFIXES = (".mp4", ".mov", ".mkv", ".avi", ".webm", ".track.npz")

Side = Literal["left", "right"]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TrueRep(_Row):
    """A repetition from the beginning of the movement until it is back at rest."""

    start_s: float
    end_s: float
    side: Side | None = None
    hold_s: float | None = None
    verdict: Literal["good", "flawed", "incomplete"]
    faults: tuple[str, ...] = ()


class TrueHold(_Row):
    """A hold: the end of the range is reached and left; held_s seconds there, zone_s seconds with 80 % of the range."""

    start_s: float
    end_s: float
    held_s: float
    zone_s: float | None = None
    side: Side | None = None
    faults: tuple[str, ...] = ()


class TrueFault(_Row):
    name: str
    start_s: float
    end_s: float


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
        return self.reps is not None

    @property
    def count(self) -> int | None:
        """True number of repetitions; None when it is not known."""
        return len(self.reps) if self.reps is not None else self.true_reps


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
        raise InputError(f"{path}: no such labels; make them with `formcheck label`") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as labels: {error}") from None
    try:
        return Labels.model_validate(_parse(text))
    except YAMLError as error:
        raise InputError(f"{path}: is not valid YAML: {str(error).splitlines()[0]}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(k) for k in first["loc"])
        raise InputError(f"{path}: {where}: {first['msg']}") from None


def _parse(text: str) -> Any:
    yaml = YAML(typ="safe", pure=True)
    try:
        return yaml.load(text)
    except YAMLError:
        return yaml.load(_quoted(text))


def _quoted(text: str) -> str:
    """The text with bare values that hold a colon put in quotes: hand-written notes often do."""
    return re.sub(r"^(\w+): ([^\"'\[{|>#\n][^\n]*: [^\n]*)$", lambda m: f'{m[1]}: "{m[2]}"', text, flags=re.MULTILINE)


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
