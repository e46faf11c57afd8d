"""Tables for people who work on movement: measures and landmarks of a clip or session."""

from __future__ import annotations

from formcheck.evaluate.trace import NOTHING, Commands, trace
from formcheck.pose.pose import LongTrack, Track
from formcheck.report.outputs import Outputs
from formcheck.report.signals import write_signals
from formcheck.rules.exercise import Exercise
from formcheck.sinks.trc import write_trc


def write_tables(
    outputs: Outputs, exercise: Exercise, track: Track | LongTrack, target_s: float | None, commands: Commands = NOTHING
) -> None:
    """Write those that are wanted.  commands: as for ``trace``.  Raises OutputError."""
    if outputs.trc is not None:
        write_trc(outputs.trc, track)
    if outputs.signals is not None:
        names = tuple(dict.fromkeys(name for variant in exercise.each_variant() for name in variant.measures))
        write_signals(outputs.signals, trace(exercise, track, "", target_s, names, commands))
