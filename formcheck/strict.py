"""Strict: what all data that people write has in common, and how a number of it says what kind of number it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """Base of every part of a pose file: unknown keys are errors, numbers are finite, nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


@dataclass(frozen=True, slots=True)
class Tuned:
    """How tuning takes a number, where its key does not say: ``Annotated[float, Tuned(size=True)]``.

    unit: None for that of the measure the number is about.  size: it says how large something is, not where: it is moved in finer steps.
    never: neither it nor what stands under it is a threshold.
    """

    unit: Literal["deg", "share", "count"] | None = None
    size: bool = False
    never: bool = False
