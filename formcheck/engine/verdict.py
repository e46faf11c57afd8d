"""The verdict on a finished repetition."""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.engine.status import Verdict
from formcheck.faults.base import AnyFault
from formcheck.faults.finished import FinishedRepetition


def verdict(done: FinishedRepetition, faults: Iterable[AnyFault]) -> Verdict:
    """good, flawed (it has a fault) or incomplete (not the full range)."""
    spoilt = {fault.spoils for fault in faults}
    if done.missing or not done.full or "incomplete" in spoilt:
        return "incomplete"
    return "flawed" if spoilt else "good"
