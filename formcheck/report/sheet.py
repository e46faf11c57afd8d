"""Sheet: everything that a page says of one clip or session."""

from __future__ import annotations

from dataclasses import dataclass, field

from formcheck.engine.report import Report
from formcheck.evaluate.trace import NOTHING, Commands, Trace, trace
from formcheck.pose.pose import LongTrack, Track
from formcheck.report.bands import Band, bands_of
from formcheck.report.curves import Curve, curves_of, measures_of
from formcheck.report.moments import Moment, moments_of
from formcheck.report.moves import Move, moves_of
from formcheck.rules.exercise import Exercise
from formcheck.source.frame import Image


@dataclass
class Sheet:
    """seen: the track, checked; its report has the problems and the reasons of refusals that only the review knows.

    facts: more that is to be said, as name and text.  pictures: by the time of the moment, blue-green-red; stick figures stand in for
    those that are missing.
    """

    exercise: Exercise
    track: Track | LongTrack
    seen: Trace
    curves: list[Curve]
    bands: list[Band]
    moves: list[Move]
    moments: list[Moment]
    facts: list[tuple[str, str]] = field(default_factory=list)
    pictures: dict[float, Image] = field(default_factory=dict)

    @classmethod
    def of(
        cls, exercise: Exercise, track: Track | LongTrack, report: Report, target_s: float | None, commands: Commands = NOTHING
    ) -> Sheet:
        """Check the track once more, with all measures.  commands: as for ``trace``."""
        seen = trace(exercise, track, report.clip, target_s, measures_of(exercise), commands)
        seen.report.problems, seen.report.refused = list(report.problems), list(report.refused)
        return cls(exercise, track, seen, curves_of(seen), bands_of(seen), moves_of(seen), moments_of(seen))
