"""Small jobs for tests of workers; other processes import them from here."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import InputError, RuleError
from formcheck.work.base import Stop, Tick


@dataclass(frozen=True)
class Thing:
    """An item.  number: what the job is told."""

    clip: Path
    number: int = 0


def things(count: int) -> list[Thing]:
    return [Thing(Path(f"{number}.mp4"), number) for number in range(count)]


def double(thing: Thing, tick: Tick, stop: Stop) -> int:
    return 2 * thing.number


def process(thing: Thing, tick: Tick, stop: Stop) -> int:
    return os.getpid()


def fail(thing: Thing, tick: Tick, stop: Stop) -> int:
    """Odd ones cannot be read, in two ways, and one is a mistake of the program."""
    if thing.number == 1:
        raise InputError("1.mp4: no such file")
    if thing.number == 3:
        raise RuleError(["a", "b"])
    if thing.number == 5:
        raise ZeroDivisionError("division by zero")
    return thing.number


def die(thing: Thing, tick: Tick, stop: Stop) -> int:
    """Number 2 ends its process, whoever tries."""
    if thing.number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return thing.number


def die_once(thing: Thing, tick: Tick, stop: Stop) -> int:
    """The first to try ends its process; its file tells the next one."""
    if not thing.clip.exists():
        thing.clip.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return thing.number


def until_stopped(thing: Thing, tick: Tick, stop: Stop) -> str:
    """Works until it is told to stop; its file says that it has begun."""
    thing.clip.touch()
    while not stop():
        pass
    return "stopped"


def die_once_with_the_worker(thing: Thing, tick: Tick, stop: Stop) -> int:
    """The first to try ends the worker whose process this is; its file tells the next one."""
    if not thing.clip.exists():
        thing.clip.touch()
        os.kill(os.getppid(), signal.SIGKILL)
    return thing.number
