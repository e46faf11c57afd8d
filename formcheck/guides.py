"""The guides that the exercises come from; a pose file names them by letter and number, and docs/SOURCES.md says what each gave."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

GUIDES: Final = {
    "G0": "guide to safe stretching",
    "G1": "strength and mobility guide",
    "G2": "stretching guide",
    "G3": "step-by-step guide",
    "G4": "routine guide",
}


# What all guides that speak of it advise about pain, and which they are; said in our own words.
PAIN_ADVICE: Final = (
    "Pain is a warning: leave this exercise for today.",
    "Stretch and move only as far as it is comfortable.",
    "If it lasts or comes back, see a doctor or physiotherapist.",
)
PAIN_GUIDES: Final = ("G0", "G1", "G3", "G4")


def guide_names(guides: Iterable[str]) -> str:
    """What to call them before a reader; a source that is none of the five, in a person's own pose file, stays as it is written."""
    return ", ".join(GUIDES.get(guide, guide) for guide in guides)
