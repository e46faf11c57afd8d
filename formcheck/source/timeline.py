"""Timeline: turns the time stamps of a file into seconds that start at 0 and always rise."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

_LEAST_RISE_S: Final = 0.0001  # less is no rise; also keeps times apart when they are rounded to microseconds
_NUDGE_S: Final = 0.001  # a lone frame that does not rise is put this far behind the one before
_JUMP_BACK_S: Final = 0.5  # a fall by more than this is a new timeline (joined files), not a frame out of order
_JUMP_AHEAD_S: Final = 0.5  # a rise by more than this is looked at twice: a pause, or some stamps that are wrong?
_LONE: Final = 3  # more frames in a row that do not rise: the stamps of this stretch are worthless

T = TypeVar("T")


class Timeline:
    """Seconds since the first frame; the file's own stamps are kept exactly wherever they rise.

    step_s: seconds between two frames at the file's nominal rate, used where there are no usable stamps.
    """

    def __init__(self, step_s: float) -> None:
        self.step_s = step_s
        self._last_s: float | None = None
        self._offset_s = 0.0
        self._stuck = 0

    def place_all(self, items: Iterable[tuple[T, float | None]]) -> Iterator[tuple[T, float]]:
        """Each thing with its time, from things with their stamps.

        At most _LONE frames whose stamps lie far ahead, before those behind go on as if nothing had been, are put evenly in between:
        transport streams have such.  They are looked for only at a jump, as frames that wait take memory.
        """
        source = iter(items)
        waiting: deque[tuple[T, float | None]] = deque()
        before: float | None = None
        while (item := waiting.popleft() if waiting else next(source, None)) is not None:
            thing, stamp = item
            if before is not None and stamp is not None and stamp - before > _JUMP_AHEAD_S:
                while len(waiting) < _LONE and (later := next(source, None)) is not None:
                    waiting.append(later)
                lone, back = _lone(before, stamp, [late for _, late in waiting])
                for _ in range(lone):
                    stamp = before + (back - before) / (lone + 1)
                    before, lone = stamp, lone - 1
                    yield thing, self.place(stamp)
                    thing, stamp = waiting.popleft()
            before = stamp if stamp is not None else before
            yield thing, self.place(stamp)

    def place(self, stamp_s: float | None) -> float:
        """The time of the next frame, whose stamp is stamp_s (None: it has none)."""
        if self._last_s is None:
            self._offset_s = 0.0 if stamp_s is None else -stamp_s
            self._last_s = 0.0
        elif stamp_s is None:
            self._last_s += self.step_s
        else:
            self._last_s = self._rising(stamp_s, self._last_s)
        return self._last_s

    def _rising(self, stamp_s: float, last_s: float) -> float:
        time_s = stamp_s + self._offset_s
        if time_s - last_s >= _LEAST_RISE_S:
            self._stuck = 0
            return time_s
        self._stuck += 1
        if last_s - time_s <= _JUMP_BACK_S and self._stuck <= _LONE:
            return last_s + _NUDGE_S
        self._offset_s = last_s + self.step_s - stamp_s
        return last_s + self.step_s


def _lone(before_s: float, ahead_s: float, later: list[float | None]) -> tuple[int, float]:
    """How many frames from one that is far ahead on have wrong stamps, and the first right stamp behind them; none for a real pause."""
    for count, stamp_s in enumerate(later, 1):
        if stamp_s is not None and before_s < stamp_s < ahead_s and stamp_s - before_s <= _JUMP_AHEAD_S:
            return count, stamp_s
    return 0, ahead_s
