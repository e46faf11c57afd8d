"""Timeline: turns the time stamps of a file into seconds that start at 0 and always rise."""

from __future__ import annotations

from typing import Final

_LEAST_RISE_S: Final = 0.0001  # less is no rise; also keeps times apart when they are rounded to microseconds
_NUDGE_S: Final = 0.001  # a lone frame that does not rise is put this far behind the one before
_JUMP_BACK_S: Final = 0.5  # a fall by more than this is a new timeline (joined files), not a frame out of order
_LONE: Final = 3  # more frames in a row that do not rise: the stamps of this stretch are worthless


class Timeline:
    """Seconds since the first frame; the file's own stamps are kept exactly wherever they rise.

    step_s: seconds between two frames at the file's nominal rate, used where there are no usable stamps.
    """

    def __init__(self, step_s: float) -> None:
        self.step_s = step_s
        self._last_s: float | None = None
        self._offset_s = 0.0
        self._stuck = 0

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
