"""Puts labelling together: what the checker saw of a clip, what its labels say already, the file, and the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from formcheck.errors import InputError
from formcheck.evaluate.baseline import signal
from formcheck.evaluate.plots import levels_of
from formcheck.evaluate.trace import Trace, trace
from formcheck.label.desk import Desk
from formcheck.label.editor import Editor
from formcheck.label.labelfile import LabelFile
from formcheck.label.loop import LabelLoop
from formcheck.label.marks import Mark, of_labels, of_report
from formcheck.label.pictures import open_pictures
from formcheck.label.player import Player
from formcheck.label.screen import HEIGHT, WIDTH, LabelScreen
from formcheck.label.window import LabelWindow
from formcheck.pose.pose import Track
from formcheck.rules.exercise import Exercise

Tick = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Work:
    """One clip to be labelled.  anew: do not go on from labels that are there."""

    clip: Path
    exercise: Exercise
    track: Track
    person: str | None = None
    target_s: float | None = None
    anew: bool = False


def begin(work: Work) -> tuple[LabelFile, Trace, tuple[Mark, ...]]:
    """The file, what the checker saw, and the marks to begin with.  Raises InputError when the file is for another exercise."""
    file = LabelFile(work.clip, work.exercise)
    seen = trace(work.exercise, work.track, work.clip.name, work.target_s)
    before = file.read()
    if before is None:
        return file, seen, of_report(seen.report)
    if before.exercise is not None and before.exercise != work.exercise.name:
        raise InputError(
            f"{file.path}: labels of {before.exercise}, not of {work.exercise.name}; give -e {before.exercise}, or move them away"
        )
    return file, seen, of_report(seen.report) if work.anew or not before.exact else of_labels(before)


def facts_of(work: Work, seen: Trace) -> dict[str, Any]:
    """What is known of the clip without looking: the view, the near side, pictures a second, the hold asked for."""
    steps_s = sorted(work.track.time_s[1:] - work.track.time_s[:-1]) or [1.0]
    rate = round(1 / float(steps_s[len(steps_s) // 2]), 2)
    known = {"view": seen.variant.view, "near_side": seen.report.near_side, "fps": int(rate) if rate == int(rate) else rate}
    return {"person": work.person, **known, "target_s": work.target_s}


def write_marks(work: Work, marks: tuple[Mark, ...] | None) -> tuple[Path, tuple[Mark, ...]]:
    """Write marks, None for those to begin with, without a window.  Returns the file, and what was written."""
    file, seen, first = begin(work)
    file.write(first if marks is None else marks, facts_of(work, seen), by_hand=marks is not None)
    return file.path, first if marks is None else marks


def run_window(work: Work, tick: Tick, stop: Callable[[], bool]) -> tuple[Path, tuple[Mark, ...]]:
    """Open the window, and save after each change, until the user ends it.  Returns the file, and the marks.

    Raises OutputError without a display, InputError when the clip cannot be read.
    """
    file, seen, marks = begin(work)
    facts = facts_of(work, seen)
    pictures = open_pictures(work.clip, work.track, tick, stop)
    player = Player(pictures.time_s)
    editor = Editor(work.exercise, marks, player.end_s)
    desk = Desk(editor, player)
    plain = signal(seen.variant, work.track)
    title = f"{work.exercise.title}: {work.clip.name}"
    screen = LabelScreen(desk, title, seen.time_s, seen.counted, plain, levels_of(seen, faults=False))
    file.write(editor.marks, facts, by_hand=True)
    with LabelWindow(f"Form Check: labels of {work.clip.name}", (WIDTH, HEIGHT)) as window:
        save = lambda: file.write(editor.marks, facts, by_hand=True)  # noqa: E731
        LabelLoop(desk, screen, pictures, work.track, seen.statuses, window, save, monotonic, sleep, stop).run()
    return file.path, editor.marks
