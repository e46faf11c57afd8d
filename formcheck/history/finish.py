"""What is made of a session when it is over, and when it is reviewed again: its page, its tables, its rows in the database."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from formcheck.history.database import Database
from formcheck.history.kept import PAGE, Kept, load
from formcheck.history.replay import Start, starts_of
from formcheck.pose.poselog import PoseLog
from formcheck.report.outputs import Outputs
from formcheck.report.page import write_page
from formcheck.report.sheet import Sheet
from formcheck.report.tables import write_tables
from formcheck.review.drawing import draw_clip
from formcheck.review.looked import Looked
from formcheck.rules.exercise import Exercise

REVIEWED: Final = "video.reviewed.mp4"


def finish(place: Path) -> Path | None:
    """The page of a session that has just ended, in its folder; None when nothing was seen.  Its rows go into the database.

    Without the video, whose drawing takes as long as the session: a review puts it in.
    """
    kept = load(place)
    with Database() as database:
        database.update()
    if kept.track is None:
        return None
    starts = starts_of(kept)
    return show(kept, kept.exercise, None, starts[-1], Outputs(page=place / PAGE), film=False) if starts else None


def show(kept: Kept, exercise: Exercise, target_s: float | None, start: Start, outputs: Outputs, film: bool = True) -> Path | None:
    """Write what is wanted of one start; returns the page.  Raises OutputError.

    target_s: None for that of the session.  film: with the session's video, where there is one.
    """
    hold_s = float(kept.head.get("hold_s") or 0) if target_s is None else target_s
    write_tables(outputs, exercise, start.track, hold_s, start.commands)
    if outputs.page is None:
        return None
    sheet = Sheet.of(exercise, start.track, start.report, hold_s, start.commands)
    sheet.facts += facts_of(kept)
    video = None
    if film and kept.video is not None and len(start.track) == len(kept.track or ()):
        video = kept.place / REVIEWED
        looked = Looked(sheet.seen.report, lambda: sheet.seen.statuses, PoseLog.of(start.track))
        wanted = frozenset(moment.time_s for moment in sheet.moments)
        sheet.pictures |= draw_clip(kept.video, video, exercise, looked, wanted)
    write_page(outputs.page, sheet, video)
    return outputs.page


def facts_of(kept: Kept) -> list[tuple[str, str]]:
    """What a page says of a session beside what was seen."""
    facts = [("session", f"{kept.started:%d %B %Y, %H:%M}"), ("ended", kept.ended)]
    facts += [("person", kept.person)] if kept.person else []
    facts += [("counted", str(kept.counted)), ("corrected to", str(kept.corrected))] if kept.corrected is not None else []
    return facts


def session_json(kept: Kept) -> dict[str, object]:
    """Everything that is kept of a session but landmarks and pictures."""
    return {
        "name": kept.name,
        "person": kept.person,
        "exercise": kept.head.get("exercise"),
        "started": kept.started.isoformat(),
        "ended": kept.ended,
        "seconds": kept.seconds,
        "counted": kept.counted,
        "corrected": kept.corrected,
        "pain": kept.pain,
        "session": kept.head,
        "lines": kept.lines,
    }
