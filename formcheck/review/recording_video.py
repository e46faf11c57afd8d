"""The annotated video of a recording: in each set its exercise and counts, in between the bare picture, at the end a card of all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from formcheck.cut.recording import Recording
from formcheck.draw import icons
from formcheck.draw.card import CardLine
from formcheck.draw.palette import GREEN, ORANGE, SKY
from formcheck.engine.status import Status
from formcheck.pose.pose import LongTrack, Track
from formcheck.review.drawing import Drawing, in_step
from formcheck.review.hindsight import in_hindsight
from formcheck.source.frame import Image
from formcheck.source.video import VideoFile
from formcheck.tracking.queues import ReadAhead, room_for

_MOST_LINES = 7  # exercises that the card names


def draw_recording(
    clip: Path,
    video: Path | None,
    track: Track | LongTrack,
    recording: Recording,
    statuses: Sequence[Sequence[Status]],
    wanted: frozenset[float],
    tick: Callable[[int, int | None], None],
    stop: Callable[[], bool],
) -> dict[float, Image]:
    """Decode the recording again; write the video, if any, and return the drawn pictures of the wanted moments.

    statuses: of each set, one for each of its poses.  tick and stop as for a Reviewer.  Raises OutputError.
    """
    told = [list(in_hindsight(own, one.report, one.exercise)) for one, own in zip(recording.sets, statuses, strict=True)]
    shown = {status.time_s: (k, status) for k, own in enumerate(told) for status in own}
    times: list[float] = track.time_s.tolist()
    kept: dict[float, Image] = {}
    stopped_before, now = stop(), -1
    with VideoFile(clip) as source, Drawing(video, None, source.size, source.rate) as drawing:
        with ReadAhead(source, room_for(source.size)) as frames:
            for done, (frame, i) in enumerate(in_step(frames, times), 1):
                k, status = shown.get(times[i], (-1, None))
                if k != now:
                    now = k
                    drawing.show(recording.sets[k].exercise if k >= 0 else None)
                picture = drawing.plain(frame) if status is None else drawing.draw(frame, track[i], status)
                if times[i] in wanted:
                    kept[times[i]] = picture.copy()
                drawing.encode(picture, frame.time_s)
                tick(done, len(times))
                if stop() and not stopped_before:
                    recording.problems.append(f"stopped while drawing: the pictures end after {times[i]:.1f} s")
                    break
        drawing.finish("Totals", totals_lines(recording))
    return kept


def totals_lines(recording: Recording) -> list[CardLine]:
    """A line for each exercise."""
    titles = {one.exercise.name: one.exercise.title for one in recording.sets}
    lines = []
    for total in recording.totals:
        parts = [f"{total.sets} {'set' if total.sets == 1 else 'sets'}"]
        parts += [f"{total.good_reps} good of {total.reps}"] if total.reps else []
        parts += [f"held {total.held_s:.0f} s"] if total.holds else []
        holds = [hold for one in recording.sets if one.exercise.name == total.exercise for hold in one.report.holds]
        if not (total.reps or total.holds):
            icon, colour = icons.absent, ORANGE
            parts.append("nothing was counted")
        elif total.reps == total.good_reps and all(hold.reached for hold in holds):
            icon, colour = icons.tick, GREEN
        else:
            icon, colour = icons.half, SKY
        lines.append(CardLine(icon, colour, f"{titles[total.exercise]}: {', '.join(parts)}"))
    more = len(lines) - _MOST_LINES
    return lines[:_MOST_LINES] + ([CardLine(icons.frame, SKY, f"and {more} more")] if more > 0 else [])
