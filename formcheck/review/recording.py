"""Review of a recording of several sets: each is judged from its own beginning, and all are drawn in one video."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.cut.cut import Part, cut
from formcheck.cut.recording import ExerciseSet, Recording, check_part
from formcheck.engine.recognise import best, recognise
from formcheck.engine.status import Status
from formcheck.errors import InputError
from formcheck.files.words import name_of
from formcheck.likeness.learned import learned
from formcheck.pose.pose import LongTrack, Track
from formcheck.pose.poselog import joined
from formcheck.pose.trackfile import write_track
from formcheck.report.outputs import Outputs
from formcheck.review.clip import NO_OUTLINE, TOO_SLOW
from formcheck.review.recording_video import draw_recording
from formcheck.review.task import Task
from formcheck.rules.exercise import Exercise
from formcheck.sinks.table import clock
from formcheck.sinks.trc import write_trc
from formcheck.source.frame import Image
from formcheck.tracking.record import Made

SHORT_S: Final = 45.0  # a clip no longer than this is asked first whether all of it is one exercise


def exercise_or_parts(exercises: Sequence[Exercise], track: Track | LongTrack, clip: Path) -> Exercise | list[Part]:
    """The exercise of a clip of one, or the sets of a recording.  Raises InputError when nothing is recognised in it."""
    seconds = float(track.time_s[-1] - track.time_s[0])
    if seconds <= SHORT_S and (whole := best(recognise(exercises, track, learned()))) is not None:
        return whole
    found = cut(exercises, track, likeness=learned())
    if len(found) == 1 and seconds > SHORT_S:
        whole = best(recognise([found[0].exercise, *found[0].others], track, learned()))
        if whole is not None:
            return whole
    if not found:
        raise InputError(f"{clip}: no exercise was recognised in it; name it with -e (`formcheck exercises` lists them)")
    if len(found) == 1 and found[0].others:
        names = " or ".join(one.name for one in (found[0].exercise, *found[0].others))
        raise InputError(f"{clip}: it looks like {names}, and which it is cannot be told; name it with -e")
    return found


@dataclass(frozen=True, slots=True)
class RecordingReviewer:
    """whose: makes the lines of a person of an exercise.  The others as for a Reviewer."""

    whose: Callable[[Exercise], Exercise]
    target_s: float | None
    tick: Callable[[int, int | None], None]
    stop: Callable[[], bool]

    def review(self, task: Task, known: Made, parts: Sequence[Part]) -> Recording:
        """Judge every set and write what is wanted.  Raises OutputError when a result cannot be written."""
        track, clip = known.poses, name_of(task.clip)
        found, statuses, shown = [], [], task.video is not None or task.outputs.page is not None
        for number, part in enumerate(parts, 1):
            one, own = check_part(number, part, self.whose(part.exercise), track, clip, self.target_s, shown)
            found.append(one)
            statuses.append(own)
        recording = Recording(clip, float(track.time_s[-1]), float(track.found.mean()), found, _problems(found, track, known))
        if task.track is not None:
            write_track(task.track, known.poses)
        self._show(task, track, recording, statuses)
        return recording

    def _show(self, task: Task, track: Track | LongTrack, recording: Recording, statuses: Sequence[Sequence[Status]]) -> None:
        """A page and a table of measures for each set; landmarks and the video of the whole."""
        if task.outputs.trc is not None:
            write_trc(task.outputs.trc, track)
        pages = [_Page(one, track, task.outputs, len(recording.sets), self.target_s) for one in recording.sets]
        wanted = frozenset(time_s for page in pages for time_s in page.moments)
        pictures: dict[float, Image] = {}
        if not task.is_track and (task.video is not None or wanted):
            pictures = draw_recording(task.clip, task.video, track, recording, statuses, wanted, self.tick, self.stop)
        for page in pages:
            page.write(pictures)


class _Page:
    """The page of one set; its times count from the beginning of the set."""

    def __init__(self, one: ExerciseSet, track: Track | LongTrack, outputs: Outputs, count: int, target_s: float | None) -> None:
        from formcheck.report.sheet import Sheet
        from formcheck.report.tables import write_tables

        self._sheet: Sheet | None = None
        self._from_s = one.start_s
        self._path = _numbered(outputs.page, one.number)
        if outputs.page is None and outputs.signals is None:
            return
        part = from_zero(whole_of(Part(one.start_s, one.end_s, one.exercise).of(track)))
        self._from_s = float(track.time_s[np.searchsorted(track.time_s, one.start_s)])
        write_tables(Outputs(signals=_numbered(outputs.signals, one.number)), one.exercise, part, target_s)
        if self._path is not None:
            looked = check_part(
                one.number, Part(float(part.time_s[0]), float(part.time_s[-1]), one.exercise), one.exercise, part, "", target_s
            )
            looked[0].report.clip = one.report.clip
            self._sheet = Sheet.of(one.exercise, part, looked[0].report, target_s)
            self._sheet.facts.append(("set", f"{one.number} of {count}, {clock(one.start_s)} - {clock(one.end_s)} of the recording"))
            if not one.sure:
                self._sheet.facts.append(("it looks like", " or ".join(one.looks_like)))

    @property
    def moments(self) -> list[float]:
        """Of which pictures are wanted; seconds of the recording."""
        return [] if self._sheet is None else [moment.time_s + self._from_s for moment in self._sheet.moments]

    def write(self, pictures: dict[float, Image]) -> None:
        """Write it, when it is wanted.  pictures: of moments of the recording."""
        if self._sheet is None or self._path is None:
            return
        from formcheck.report.page import write_page

        for moment in self._sheet.moments:
            if moment.time_s + self._from_s in pictures:
                self._sheet.pictures[moment.time_s] = pictures[moment.time_s + self._from_s]
        write_page(self._path, self._sheet, None)


def whole_of(track: Track | LongTrack) -> Track:
    """All of it unpacked, for what needs that."""
    return track if isinstance(track, Track) else joined([track.part(number) for number in track.parts], track.part(0).provenance)


def from_zero(track: Track) -> Track:
    """The same, with its first pose at 0 s."""
    return Track(track.time_s - track.time_s[0], track.px, track.visibility, track.world, track.size, track.outline, track.provenance)


def _numbered(path: Path | None, number: int) -> Path | None:
    """``CLIP.report.html`` of the second set: ``CLIP-2.report.html``."""
    if path is None:
        return None
    stem, _, kind = path.name.rpartition(".report." if path.name.endswith(".report.html") else ".signals.")
    return path.with_name(f"{stem}-{number}{path.name[len(stem) :][: -len(kind)]}{kind}")


def _problems(found: Sequence[ExerciseSet], track: Track | LongTrack, known: Made) -> list[str]:
    """What stood in the way of the whole."""
    problems = []
    if not track.outlined and any(one.exercise.needs_outline for one in found):
        problems.append(NO_OUTLINE)
    if known.damaged is not None:
        problems.append(known.damaged)
    if any(one.report.pace.slow for one in found):
        problems.append(TOO_SLOW)
    return problems
