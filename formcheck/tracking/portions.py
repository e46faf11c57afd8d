"""Portions: one long clip looked at by many at once.  What comes out is the same as when one looks at all of it.

With many clips for each process it is not worth while; the results do not tell the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic

from formcheck.errors import FormCheckError, InputError
from formcheck.pose.trackfile import TRACK_SUFFIX
from formcheck.source.video import VideoFile
from formcheck.tracking.look import Pieces, Span
from formcheck.tracking.record import Made, Portion, Recorded, Recording, Seen, Way, look_at, made_of, record
from formcheck.work.base import ItemT, ResultT, Show, Stop, Tick, Workers

FEW: Final = 2  # clips for each process; with fewer, long ones are looked at by several


def spans_of(clip: Path, many: int, pieces: Pieces) -> list[Span]:
    """A clip's pieces in as many spans, about equally long; one when it has no two whole pieces, or cannot be read."""
    try:
        with VideoFile(clip) as source:
            seconds = source.duration_s or 0.0
    except InputError:  # told by who looks at it
        seconds = 0.0
    if seconds < pieces.start_s(2) or many < 2:
        return [Span()]
    bounds = sorted({pieces.at(seconds * k / many) for k in range(1, many)} - {0})
    return [Span(first, end) for first, end in zip([0, *bounds], [*bounds, None], strict=True)]


def each(
    job: Callable[[ItemT, Tick, Stop, Made | None], ResultT],
    items: Sequence[ItemT],
    way: Way,
    workers: Workers,
    jobs: int,
    show: Show,
    stop: Stop,
) -> Iterator[tuple[ItemT, ResultT | FormCheckError]]:
    """Each item with the result of the job, in order; fewer when the work was stopped.  Long clips are looked at by several.

    job: takes the landmarks of a clip, or makes them when they are None.  jobs: how many processes of this machine work side by side.
    """
    alone = Alone(job)
    if jobs < 2 or len(items) >= FEW * jobs:
        yield from zip(items, workers.run(alone, items), strict=False)
        return
    together: list[ItemT] = []
    for item in items:
        spans = [] if item.clip.name.lower().endswith(TRACK_SUFFIX) else spans_of(item.clip, jobs, way.pieces)
        if len(spans) < 2:
            together.append(item)
            continue
        yield from zip(together, workers.run(alone, together), strict=False)
        together = []
        made = None if stop() else landmarks_by(workers, item.clip, way, spans)
        if made is None:
            return
        with show(item.clip.name, "frames") as tick:
            yield item, made if isinstance(made, FormCheckError) else _finished(job, item, tick, stop, made)
        if stop():
            return
    yield from zip(together, workers.run(alone, together), strict=False)


@dataclass(frozen=True)
class Alone(Generic[ItemT, ResultT]):
    """A job as workers call it, when it makes the landmarks itself."""

    job: Callable[[ItemT, Tick, Stop, Made | None], ResultT]

    def __call__(self, item: ItemT, tick: Tick, stop: Stop) -> ResultT:
        """See `formcheck.work.base.Job`."""
        return self.job(item, tick, stop, None)


def _finished(
    job: Callable[[ItemT, Tick, Stop, Made | None], ResultT], item: ItemT, tick: Tick, stop: Stop, made: Made
) -> ResultT | FormCheckError:
    try:
        return job(item, tick, stop, made)
    except FormCheckError as error:
        return error


def record_all(
    what: Sequence[Recording], workers: Workers, jobs: int, show: Show, stop: Stop
) -> Iterator[tuple[Recording, Recorded | FormCheckError]]:
    """Write the tracks of clips; each with what there is to say of it."""
    resume = any(one.resume for one in what)
    return each(record, what, what[0].way if what else Way(), workers, 1 if resume else jobs, show, stop)


def landmarks_by(workers: Workers, clip: Path, way: Way, spans: list[Span]) -> Made | FormCheckError | None:
    """The landmarks of a clip by several workers; why there are none; or None when the work was stopped before there were any."""
    seen: list[Seen] = []
    for found in workers.run(look_at, [Portion(clip, way, span) for span in spans]):
        if isinstance(found, FormCheckError):
            return found
        seen.append(found)
    if not seen:
        return None
    made = made_of(clip, seen)
    return made if len(seen) == len(spans) else made._replace(whole=False)
