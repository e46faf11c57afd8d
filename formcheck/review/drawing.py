"""Drawing: frames with what the checker says of them, into the annotated video, which ends with a card that sums it up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import cv2
import numpy as np

from formcheck.draw import icons, panels
from formcheck.draw.card import CardLine, card
from formcheck.draw.overlay import Overlay
from formcheck.draw.palette import GREEN, ORANGE, SKY, VERMILLION
from formcheck.engine.report import Report
from formcheck.engine.status import Status
from formcheck.pose.pose import Pose
from formcheck.review.hindsight import in_hindsight
from formcheck.review.looked import Looked, never, no_tick
from formcheck.rules.exercise import Exercise
from formcheck.sinks.video import AnnotatedVideo
from formcheck.source.frame import Frame, Image
from formcheck.source.video import VideoFile
from formcheck.tracking.queues import ReadAhead, WriteBehind, room_for

LONGEST_PX: Final = 1280  # a larger video takes longer to encode than the pose network takes to look at it
CARD_S: Final = 4.0  # how long the card at the end stands
_CARD_STEP_S: Final = 1.0  # between its pictures, which are all the same
_APART_S: Final = 1e-4  # times that are no farther apart are the same
_MOST_WORDS: Final = 3  # faults that the card names


def draw_clip(
    clip: Path,
    video: Path | None,
    exercise: Exercise,
    looked: Looked,
    wanted: frozenset[float],
    tick: Callable[[int, int | None], None] = no_tick,
    stop: Callable[[], bool] = never,
) -> dict[float, Image]:
    """Decode the clip again; write the annotated video, if any, and return the drawn pictures of the wanted moments.

    tick and stop as for a Reviewer; what was asked to stop before is drawn as far as it was looked at.  Raises OutputError.
    """
    statuses = enumerate(in_hindsight(looked.statuses(), looked.report, exercise))
    shown = next(statuses)
    kept: dict[float, Image] = {}
    stopped_before = stop()
    with VideoFile(clip) as source, Drawing(video, exercise, source.size, source.rate) as drawing:

        def write(shot: tuple[Frame, Pose, Status]) -> None:
            time_s = shot[1].time_s
            if video is not None or time_s in wanted:
                picture = drawing.draw(*shot)
                if time_s in wanted:
                    kept[time_s] = picture.copy()
                drawing.encode(picture, shot[0].time_s)

        room = room_for(source.size)
        with ReadAhead(source, room) as frames, WriteBehind(write, room) as lane:
            for done, (frame, i) in enumerate(in_step(frames, looked.poses.times_s), 1):
                while shown[0] < i:
                    shown = next(statuses)
                shot = frame, looked.poses[i], shown[1]
                lane.put(shot)
                tick(done, len(looked.poses))
                if stop() and not stopped_before:
                    looked.report.problems.append(f"stopped while drawing: the pictures end after {shot[1].time_s:.1f} s")
                    break
        drawing.end(looked.report)
    return kept


def in_step(frames: Iterable[Frame], times: Sequence[float]) -> Iterator[tuple[Frame, int]]:
    """Each frame with the number of the pose of its time, or the nearest: a session's video lacks some, and not all frames are looked at.

    Frames beyond the last pose are left out.
    """
    i = 0
    for frame in frames:
        at_s = frame.time_s + times[0]  # a video begins at zero, a session with its first pose
        while i + 1 < len(times) and abs(times[i + 1] - at_s) <= abs(times[i] - at_s):
            i += 1
        if at_s > times[-1] + _APART_S:
            return
        yield frame, i


class Drawing:
    """Draws on frames (in place, unless they are larger than the video) and writes them; a context manager.

    path: None when only the pictures are wanted.  exercise: None when nothing is done at first, see ``show``.
    """

    def __init__(self, path: Path | None, exercise: Exercise | None, size: tuple[int, int], rate: Fraction | float) -> None:
        self._scale = min(1.0, LONGEST_PX / max(size))
        self._size = (max(1, round(size[0] * self._scale)), max(1, round(size[1] * self._scale)))
        self.show(exercise)
        self._step_s = float(1 / rate) if rate > 0 else 1 / 30
        self._last: tuple[Image, float] | None = None
        self._video = None if path is None else AnnotatedVideo(path, self._size, rate)

    def __enter__(self) -> Self:
        if self._video is not None:
            self._video.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._video is not None:
            self._video.__exit__(kind, error, trace)

    def show(self, exercise: Exercise | None) -> None:
        """From now on this exercise is done; None: nothing is."""
        self._exercise = exercise
        self._overlay = None if exercise is None else Overlay(exercise)

    def draw(self, frame: Frame, pose: Pose, status: Status) -> Image:
        """The picture of the video, (height, width, 3); it may be the frame's own, drawn upon."""
        image = self.plain(frame)
        if self._overlay is not None:
            self._overlay.draw(image, pose, status)
        return image

    def plain(self, frame: Frame) -> Image:
        """The same with nothing drawn upon it."""
        image = frame.image
        if frame.size != self._size:
            # INTER_AREA takes five times as long, and down to one half linear interpolation leaves no pixel out
            method = cv2.INTER_LINEAR if self._scale >= 0.5 else cv2.INTER_AREA
            image = np.asarray(cv2.resize(image, self._size, interpolation=method), np.uint8)
        return image

    def encode(self, image: Image, time_s: float) -> None:
        """Add a drawn picture to the video."""
        if self._video is not None:
            self._video.write(image, time_s)
        self._last = (image, time_s)

    def end(self, report: Report) -> None:
        """Add the card: the last picture, darkened, with what was done; nothing when there was no picture."""
        if self._exercise is not None:
            self.finish(self._exercise.title, card_lines(report, self._exercise))

    def finish(self, title: str, lines: Sequence[CardLine]) -> None:
        """The same with these words."""
        if self._last is None or self._video is None:
            return
        image, time_s = self._last
        picture = card(image, title, lines, "no medical device; stop when it hurts")
        for after_s in card_times(self._step_s):
            self._video.write(picture, time_s + after_s)


def card_times(step_s: float) -> list[float]:
    """When the pictures of the card come, in seconds after the last picture before it; step_s: how long a picture stands."""
    last_s = max(step_s, CARD_S - step_s)
    return [*np.arange(step_s, last_s, _CARD_STEP_S).tolist(), last_s]


def card_lines(report: Report, exercise: Exercise) -> list[CardLine]:
    """What the card says: repetitions by verdict, holds, and the commonest faults, each with its sentence."""
    lines: list[CardLine] = []
    verdicts = Counter(rep.verdict for rep in report.reps)
    for verdict, (icon, colour) in panels.MARKS.items():
        if verdicts[verdict]:
            lines.append(CardLine(icon, colour, f"{verdicts[verdict]} {verdict} of {len(report.reps)}"))
    for hold in report.holds[:4]:
        side = f", {hold.side} side" if hold.side else ""
        lines.append(
            CardLine(icons.tick if hold.reached else icons.half, GREEN if hold.reached else SKY, f"held {hold.held_s:.0f} s{side}")
        )
    if not lines:
        return [CardLine(icons.absent, ORANGE, "nothing was counted"), *(CardLine(icons.frame, SKY, p) for p in report.problems[:1])]
    told = Counter(name for faults in [*(r.faults for r in report.reps), *(h.faults for h in report.holds)] for name in faults)
    for name, times in told.most_common(_MOST_WORDS):
        words = exercise.faults[name].cue if name in exercise.faults else name.replace("_", " ")
        lines.append(CardLine(icons.warning, VERMILLION, f"{words} ({times}×)"))
    return lines if told else [*lines, CardLine(icons.tick, GREEN, "no fault was seen")]
