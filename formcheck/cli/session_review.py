"""Kept sessions among the clips of `formcheck review`: they are replayed from their landmarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli.shared import note, tell
from formcheck.errors import FormCheckError

if TYPE_CHECKING:
    from formcheck.engine.report import Report
    from formcheck.history.kept import Kept
    from formcheck.review.task import Wanted
    from formcheck.rules.exercise import Exercise


def sessions_among(clips: Sequence[Path]) -> tuple[list[Path], list[Kept]]:
    """The clips, and the sessions that are named among them.  Raises InputError for a session that cannot be read."""
    from formcheck.history.kept import RECORD, find, load

    rest: list[Path] = []
    kept: list[Kept] = []
    for clip in clips:
        if (clip / RECORD).is_file():
            kept.append(load(clip))
        elif clip.exists() or clip.suffix or clip.parent != Path():
            rest.append(clip)
        else:  # a bare word that is no file
            try:
                kept.append(load(find(str(clip))))
            except FormCheckError:
                rest.append(clip)  # told as a clip that is missing
    return rest, kept


def review_sessions(
    kept: Sequence[Kept], rules: Exercise | None, hold_s: float | None, wanted: Wanted, problems: list[FormCheckError]
) -> Iterator[tuple[Exercise, Report]]:
    """Every start of every session once more; writes what is wanted, into the session's folder unless told otherwise.

    rules: others than those of the session.  One that cannot be replayed is told, and does not stop the others; ``problems`` then has why.
    """
    from formcheck.files.places import make_folder
    from formcheck.history.finish import show
    from formcheck.history.replay import starts_of
    from formcheck.pose.trackfile import TRACK_SUFFIX, write_track
    from formcheck.report.outputs import Outputs
    from formcheck.review.task import ELSEWHERE

    for one in kept:
        try:
            exercise = rules or one.exercise
            for number, start in enumerate(starts_of(one, exercise, hold_s), 1):
                folder = one.place if wanted.out is None else wanted.out.parent if wanted.out_is_file else wanted.out
                make_folder(folder, True, ELSEWHERE)
                stem = one.name if number == 1 else f"{one.name}-{number}"
                page = show(one, exercise, hold_s, start, Outputs.beside(folder, stem, wanted.page, wanted.signals, wanted.trc))
                if wanted.track:
                    write_track(folder / f"{stem}{TRACK_SUFFIX}", start.track)
                yield exercise, start.report
                if page is not None:
                    note(f"report: {page}")
        except FormCheckError as error:
            tell(error)
            problems.append(error)
