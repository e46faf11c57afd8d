"""Sheets of sample tracks, and a name that nobody would give a clip for a good reason."""

from __future__ import annotations

from formcheck.evaluate.evaluate import check
from formcheck.report.sheet import Sheet
from formcheck.rules.library import find_exercise
from samples import read_sample

HOSTILE = "<script>document.title='taken over'<!--\"'&<img src=x onerror=alert(1)>.mp4"


def sheet_of(stem: str, clip: str | None = None) -> Sheet:
    """What a page says of a sample's track; no hold is asked for."""
    exercise = find_exercise(stem.split("-")[0])
    track = read_sample(stem)
    return Sheet.of(exercise, track, check(exercise, track, clip or stem, 0.0), 0.0)
