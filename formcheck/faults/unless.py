"""Which faults are told: not those that another one explains, as their `unless` says.  Nothing else decides about that."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from formcheck.faults.base import AnyFault


def told(faults: Mapping[str, AnyFault], there: AbstractSet[str]) -> tuple[str, ...]:
    """Of the faults that are there those that no other one explains, in the order of the file."""
    if not there:
        return ()
    return tuple(name for name, fault in faults.items() if name in there and there.isdisjoint(fault.unless))
