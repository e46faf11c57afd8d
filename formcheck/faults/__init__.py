"""Faults: what can go wrong, as pose files say it.

Each kind is a module of this package, found by itself; `base` says what a kind must have.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import BeforeValidator, Field

from formcheck.faults.base import AnyFault
from formcheck.kinds import kinds_in

KINDS: Final[dict[str, type[AnyFault]]] = kinds_in(__name__, __path__, AnyFault)  # type: ignore[type-abstract]
USUAL: Final = "line"  # the kind when it is left out


def _usual_kind(data: Any) -> Any:
    """The key that tells the kinds apart knows no default of its own."""
    return {"kind": USUAL, **data} if isinstance(data, dict) and "kind" not in data else data


if TYPE_CHECKING:
    FaultRule = AnyFault
else:  # one of the kinds, told by its key `kind`
    FaultRule = Annotated[reduce(or_, KINDS.values()), Field(discriminator="kind"), BeforeValidator(_usual_kind)]
