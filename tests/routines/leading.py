"""A routine that is gone through from a joined recording, with nothing drawn and nothing heard."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from joined import JoinedCamera, JoinedEstimator

from formcheck.engine.gesture import Gesture, GestureState
from formcheck.history.runs import Run
from formcheck.pose.pose import Pose
from formcheck.routines.armed import Armed
from formcheck.routines.host import End, Host
from formcheck.routines.library import find_routine
from formcheck.routines.player import Player
from formcheck.routines.stage import Stage
from formcheck.routines.start import prepare
from formcheck.source.frame import Image
from formcheck.voice.speaker import Speaker
from formcheck.voice.voice import Voice

BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SMALL: Image = np.zeros((36, 64, 3), np.uint8)


class Cut(BaseException):
    """The power is cut."""


class Ears:
    """Notes what is said."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, parts: tuple[str, ...]) -> None:
        self.said.append(" | ".join(parts))


class Keys:
    """A window that presses keys at numbers of pictures, and cuts the power at one."""

    closed = False

    def __init__(self, keys: dict[int, str] | None = None, cut_at: int | None = None) -> None:
        self.shown = 0
        self._keys, self._cut_at = keys or {}, cut_at

    def show(self, image_bgr: Image) -> str | None:
        self.shown += 1
        if self.shown == self._cut_at:
            raise Cut
        return self._keys.get(self.shown)


class Led:
    """How a routine went.  time_of_day: a minute a session, so that each has a name of its own."""

    def __init__(self, run: Run, ears: Ears, window: Keys) -> None:
        self.run, self.said, self.window = run, ears.said, window
        self.end: End | None = None
        self.closing: list[str] = []


def quick(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    """Draw nothing; keep everything below ``data``."""
    monkeypatch.setattr("formcheck.history.folders.user_data_path", lambda *args, **more: data)
    monkeypatch.setattr("formcheck.routines.stage.board", lambda *args: SMALL)
    monkeypatch.setattr("formcheck.live.screen.LiveScreen.watched", lambda *args: SMALL)
    monkeypatch.setattr("formcheck.live.screen.LiveScreen.unwatched", lambda *args: SMALL)


def lead(
    file: Path,
    found: Sequence[Pose],
    window: Keys | None = None,
    began: datetime = BEGAN,
    begin: int = 0,
    arms: dict[int, Gesture] | None = None,
    afresh: bool = False,
) -> Led:
    """Go through a routine file.  begin: the pose to begin with.  arms: gestures that are made, by number of the pose."""
    ears, window = Ears(), window or Keys()
    clock = iter(began + timedelta(minutes=k) for k in range(1000))
    routine = find_routine(str(file))
    run, steps = prepare(routine, "", lambda exercise, _: exercise, next(clock), afresh)
    led = Led(run, ears, window)
    armed = Armed(JoinedCamera(len(found), begin), JoinedEstimator(found), window)
    if arms:
        _raise(armed, arms)
    voice = Voice(Speaker(steps[0].exercise, lambda parts: 0.3 * len(parts)), ears)
    stage = Stage(armed, voice, False, lambda: False)
    player = Player(
        stage, "a joined recording", {}, run.name, routine.name, "", lambda: next(clock), [], lambda name: None, lambda exercise: None
    )
    host = Host(routine, steps, run, "", stage, player, lambda name: None, lambda: next(clock), routine.ask_pain)
    led.end = host.lead()
    led.closing = host.closing
    return led


def _raise(armed: Armed, arms: dict[int, Gesture]) -> None:
    """Let the watch see these gestures, whatever the body does."""
    watch, seen = GestureStateAt(arms), armed._estimator

    class Watched:
        def estimate(self, frame: Any) -> Pose:
            pose = seen.estimate(frame)
            watch.number = round(frame.time_s * 15)
            return pose

    armed._estimator = Watched()  # type: ignore[assignment]
    for name in ("listen", "deaf"):
        own = getattr(armed, name)

        def patched(*given: Any, own: Any = own) -> None:
            own(*given)
            armed._watch = watch  # type: ignore[assignment]

        setattr(armed, name, patched)
    armed._watch = watch  # type: ignore[assignment]


class GestureStateAt:
    """As a watch, but knows when arms go up."""

    def __init__(self, arms: dict[int, Gesture]) -> None:
        self._arms = arms
        self.number = 0

    def update(self, pose: Pose, time_s: float) -> GestureState:
        done = self._arms.get(self.number)
        return GestureState() if done is None else GestureState(done, 1.0, done)


def kept(data: Path) -> list[list[dict[str, Any]]]:
    """All lines of all sessions, oldest first, without what names the moment."""
    found = []
    for path in sorted((data / "sessions").glob("*/session.jsonl")):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        found.append([{k: v for k, v in line.items() if k not in ("started", "run")} for line in lines])
    return found


def lines_of(run: Run) -> list[dict[str, Any]]:
    """What happened, without names of sessions."""
    return [{k: v for k, v in line.items() if k != "session"} for line in run.lines]


def write(folder: Path, steps: str, name: str = "mine", more: str = "") -> Path:
    """A routine file with these steps."""
    path = folder / f"{name}.yaml"
    path.write_text(f"name: {name}\ntitle: Mine\nsummary: for tests\n{more}exercises:\n{steps}", encoding="utf-8")
    return path
