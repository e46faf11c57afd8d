"""Look: the pose of each frame of a clip, piece by piece.

The pose network follows the person from frame to frame, so that what it finds depends on where it began, for ever.  A long clip is
therefore looked at in pieces that begin at the same times wherever the work is done, in one process or in many: the first two minutes,
then every minute.  Each piece begins a little early, and what it finds until it has found its way is not used.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Protocol, Self

from formcheck.estimate.estimator import Estimator
from formcheck.pose.pose import Pose
from formcheck.source.frame import Frame
from formcheck.tracking.memory import few_arenas, give_back
from formcheck.tracking.sparing import Sparing
from formcheck.tracking.unchanged import Unchanged

_EARLIER_S: Final = 0.01  # before the first frame that is needed: sums of times are rounded


@dataclass(frozen=True, slots=True)
class Pieces:
    """Where a clip is cut.  first_s: length of the first piece, a shorter clip is one piece; each_s: of every other one.

    lead_s: so much earlier a piece begins to look than its poses are used.
    """

    first_s: float = 120.0
    each_s: float = 60.0
    lead_s: float = 2.0

    def at(self, time_s: float) -> int:
        """The number of the piece that a time is in."""
        return 0 if time_s < self.first_s else 1 + int((time_s - self.first_s) // self.each_s)

    def start_s(self, piece: int) -> float:
        """When a piece begins."""
        return 0.0 if piece == 0 else self.first_s + self.each_s * (piece - 1)

    def needed_s(self, piece: int) -> float:
        """No frame before this time is needed for a piece and those after it."""
        return max(0.0, self.start_s(piece) - self.lead_s - _EARLIER_S)


PIECES: Final = Pieces()


@dataclass(frozen=True, slots=True)
class Span:
    """Pieces of a clip: from the first to before the end; end: None for the end of the clip."""

    first: int = 0
    end: int | None = None

    def has(self, piece: int) -> bool:
        """Is this one of them?"""
        return self.first <= piece and (self.end is None or piece < self.end)


WHOLE: Final = Span()


class Tracing(Estimator, Protocol):
    """An estimator that says where its poses come from."""

    provenance: dict[str, str | int | float]


class Look:
    """Makes an estimator for each piece; a context manager.  fast: look at some of the pictures only, see `sparing`.

    over: after a frame, true when it lies behind the span.
    """

    def __init__(self, make: Callable[[], Tracing], fast: bool = False, span: Span = WHOLE, pieces: Pieces = PIECES) -> None:
        self.over = False
        self.provenance: dict[str, str | int | float] = {}
        self._make = make
        self._fast = fast
        self._span = span
        self._cut = pieces
        self._open: dict[int, _Piece] = {}

    def at(self, frame: Frame) -> list[Pose]:
        """The poses that the next frame makes known, in order of time: its own, and those of frames left out before it.

        None of a frame that is left out, or that is not in the span.
        """
        now, soon = self._cut.at(frame.time_s), self._cut.at(frame.time_s + self._cut.lead_s)
        gone = [number for number in self._open if number < now]
        for number in gone:
            self._open.pop(number).close()
        if gone:
            give_back()
        self.over = self._span.end is not None and now >= self._span.end
        found: list[Pose] = []
        for number in {now: None, soon: None}:
            if self._span.has(number):
                poses = self._piece(number).look(frame)
                found = [pose for pose in poses if self._cut.at(pose.time_s) == now] if number == now else found
        return found

    def end(self) -> list[Pose]:
        """The source has ended: the poses of its last frames, where those were left out; before the pieces are closed."""
        return self._open[min(self._open)].end() if self._open and not self.over else []

    def _piece(self, number: int) -> _Piece:
        if number not in self._open:
            piece = self._open[number] = _Piece(self._make(), Sparing() if self._fast else None)
            self.provenance = piece.provenance | ({"fast": 1} if self._fast else {})
        return self._open[number]

    def __enter__(self) -> Self:
        few_arenas()
        self._piece(self._span.first)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for piece in self._open.values():
            piece.close()
        self._open = {}


class _Piece:
    """One estimator on its way."""

    def __init__(self, estimator: Tracing, sparing: Sparing | None) -> None:
        self.provenance = estimator.provenance
        self._sparing = sparing
        self._unchanged = Unchanged()
        self._stack = ExitStack()
        self._estimator = self._stack.enter_context(estimator)

    def look(self, frame: Frame) -> list[Pose]:
        if self._sparing is None:
            return [self._estimator.estimate(frame)]
        if not self._sparing.wants(frame.time_s, self._unchanged(frame.image)):
            return []
        self._unchanged.keep()
        return self._sparing.saw(self._estimator.estimate(frame))

    def end(self) -> list[Pose]:
        return [] if self._sparing is None else self._sparing.end()

    def close(self) -> None:
        self._stack.close()
