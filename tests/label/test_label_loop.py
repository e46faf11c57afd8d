"""The labelling window without a screen: pictures in, keys and mouse, what is saved."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest
from rulebook import BRIDGE, exercise
from skeletons import film, hops, on_back

from formcheck.draw.palette import GREEN, PURPLE, YELLOW, Colour
from formcheck.evaluate.baseline import signal
from formcheck.evaluate.plots import levels_of
from formcheck.evaluate.trace import trace
from formcheck.label.desk import Desk
from formcheck.label.editor import Editor
from formcheck.label.loop import LabelLoop
from formcheck.label.marks import Mark, of_report
from formcheck.label.pictures import TrackPictures
from formcheck.label.player import Player
from formcheck.label.screen import HEIGHT, WIDTH, LabelScreen
from formcheck.label.window import MouseEvent
from formcheck.source.frame import Image

RULES = exercise(BRIDGE)
TRACK = film(10).along(on_back, hops(130, [175, 175]))
SEEN = trace(RULES, TRACK, "a.mp4", 0.0)
STEP_S = 0.1  # of the clock, at every look


@dataclass
class FakeWindow:
    """Presses one key (or does one thing with the mouse) at each picture, and quits at the end."""

    script: list[str | MouseEvent | None]
    closed: bool = False
    mouse: deque[MouseEvent] = field(default_factory=deque)
    shown: list[Image] = field(default_factory=list)

    def show(self, image_bgr: Image) -> str | None:
        self.shown.append(image_bgr)
        if not self.script:
            return "q"
        action = self.script.pop(0)
        if isinstance(action, MouseEvent):
            self.mouse.append(action)
            return None
        return action


@dataclass
class Sitting:
    desk: Desk
    window: FakeWindow
    screen: LabelScreen
    saved: list[tuple[Mark, ...]]


Run = Callable[..., Sitting]


@pytest.fixture
def run() -> Run:
    def sit(*script: str | MouseEvent | None, marks: tuple[Mark, ...] | None = None, stop: Callable[[], bool] = lambda: False) -> Sitting:
        pictures = TrackPictures(TRACK)
        desk = Desk(Editor(RULES, of_report(SEEN.report) if marks is None else marks, 12.0), Player(pictures.time_s))
        screen = LabelScreen(desk, "Bridge: a.mp4", SEEN.time_s, SEEN.counted, signal(RULES, TRACK), levels_of(SEEN, faults=False))
        window = FakeWindow(list(script))
        saved: list[tuple[Mark, ...]] = []
        ticks = iter(range(1_000_000))
        LabelLoop(
            desk,
            screen,
            pictures,
            TRACK,
            SEEN.statuses,
            window,
            lambda: saved.append(desk.editor.marks),
            lambda: next(ticks) * STEP_S / 2,
            lambda seconds: None,
            stop,
        ).run()
        return Sitting(desk, window, screen, saved)

    return sit


def has(image: Image, colour: Colour) -> int:
    return int((image == np.array(colour, np.uint8)).all(axis=2).sum())


def test_it_begins_with_what_the_checker_saw(run: Run) -> None:
    sitting = run()
    assert [m.kind for m in sitting.desk.editor.marks] == ["rep", "rep"]
    (picture,) = sitting.window.shown
    assert picture.shape == (HEIGHT, WIDTH, 3)
    assert has(picture, GREEN) > 2000
    assert sitting.saved == []


def test_every_change_is_saved_at_once(run: Run) -> None:
    sitting = run("n", "4", "x", "u")
    assert [len(marks) for marks in sitting.saved] == [2, 1, 2]
    assert sitting.saved[0][0].faults == ("rushed",)


def test_the_clip_plays_by_the_clock(run: Run) -> None:
    sitting = run(" ", *[None] * 20)
    assert sitting.desk.player.playing
    assert sitting.desk.player.now_s == pytest.approx(21 * STEP_S, abs=0.2)
    slow = run("-", " ", *[None] * 20)
    assert slow.desk.player.now_s == pytest.approx(21 * STEP_S / 2, abs=0.2)


def test_what_is_begun_and_what_is_chosen_can_be_seen(run: Run) -> None:
    sitting = run("r", ".", ".", ".", ".", None, marks=())
    assert has(sitting.window.shown[0], PURPLE) == 0
    assert has(sitting.window.shown[-1], PURPLE) > 100
    chosen = run("n", None)
    assert has(chosen.window.shown[-1], YELLOW) > has(chosen.window.shown[0], YELLOW) + 100


def test_the_mouse_chooses_and_drags(run: Run) -> None:
    """The timeline goes from x = 84 to 1120 over the whole clip."""
    whole = float(TRACK.time_s[-1])

    def at(time_s: float) -> int:
        return round(84 + time_s / whole * 1036)

    sitting = run(
        MouseEvent("down", at(3.5), 556),
        MouseEvent("up", at(3.5), 556),
        MouseEvent("down", at(5.2), 556),
        MouseEvent("move", at(5.5), 556),
        MouseEvent("up", at(5.5), 556),
        MouseEvent("down", 300, 200),  # on the picture: nothing
    )
    (saved,) = sitting.saved
    assert saved[0].end_s == pytest.approx(5.5, abs=0.02)
    assert sitting.desk.player.now_s == pytest.approx(5.5, abs=0.02)


def test_lanes_and_plot_can_be_hit_and_nothing_else(run: Run) -> None:
    screen = run().screen
    assert screen.hit(84, 556) == (0.0, "rep")
    hold, fault, plot = screen.hit(602, 580), screen.hit(602, 625), screen.hit(602, 700)
    assert hold is not None and hold[1] == "hold"
    assert fault is not None and fault[1] == "fault"
    assert plot is not None and plot[1] is None
    assert plot[0] == pytest.approx(TRACK.time_s[-1] / 2)
    assert screen.hit(602, 300) is None
    assert screen.hit(1200, 700) is None


def test_it_ends_with_the_window_and_with_ctrl_c(run: Run) -> None:
    answers = iter([False, False, True])
    assert len(run(*[None] * 50, stop=lambda: next(answers)).window.shown) == 2
