"""Measures: named signals that pose files take from the landmarks and the outline.

No expressions: every number in a pose file has an address that the tuner can move and an error message can name.  Each kind is a
module of this package, found by itself; `base` says what a kind must have.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field

from formcheck.kinds import kinds_in
from formcheck.measures.base import AnyMeasure

KINDS: Final[dict[str, type[AnyMeasure]]] = kinds_in(__name__, __path__, AnyMeasure)  # type: ignore[type-abstract]

if TYPE_CHECKING:
    Measure = AnyMeasure
else:  # one of the kinds, told by its key `kind`
    Measure = Annotated[reduce(or_, KINDS.values()), Field(discriminator="kind")]
