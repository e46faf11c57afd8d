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
from formcheck.tracking.sparing import Sparing

FIRST_S: Final = 120.0  # the first piece; a shorter clip is one piece
PIECE_S: Final = 60.0  # every other one
LEAD_S: Final = 2.0  # so much earlier a piece begins to look than its poses are used


def piece_at(time_s: float) -> int:
    """The number of the piece that a time is in."""
    return 0 if time_s < FIRST_S else 1 + int((time_s - FIRST_S) // PIECE_S)


def start_of(piece: int) -> float:
    """When a piece begins, in seconds."""
    return 0.0 if piece == 0 else FIRST_S + PIECE_S * (piece - 1)


@dataclass(frozen=True, slots=True)
class Span:
    """Pieces of a clip: from the first to before the end; end: None for the end of the clip."""

    first: int = 0
    end: int | None = None

    @property
    def since_s(self) -> float:
        """No frame before this time is needed."""
        return max(0.0, start_of(self.first) - LEAD_S)

    def has(self, piece: int) -> bool:
        """Is this one of them?"""
        return self.first <= piece and (self.end is None or piece < self.end)


WHOLE: Final = Span()


class Tracing(Estimator, Protocol):
    """An estimator that says where its poses come from."""

    provenance: dict[str, str | int | float]


class Look:
    """Makes an estimator for each piece; a context manager.  fast: leave out pictures while nothing moves fast.

    over: after a frame, true when it lies behind the span.
    """

    def __init__(self, make: Callable[[], Tracing], fast: bool = False, span: Span = WHOLE) -> None:
        self.over = False
        self.provenance: dict[str, str | int | float] = {}
        self._make = make
        self._fast = fast
        self._span = span
        self._pieces: dict[int, _Piece] = {}

    def at(self, frame: Frame) -> Pose | None:
        """The pose of the next frame; None when it is left out, or not in the span."""
        now, soon = piece_at(frame.time_s), piece_at(frame.time_s + LEAD_S)
        for gone in [number for number in self._pieces if number < now]:
            self._pieces.pop(gone).close()
        self.over = self._span.end is not None and now >= self._span.end
        found = None
        for number in {now: None, soon: None}:
            if self._span.has(number):
                pose = self._piece(number).look(frame)
                found = pose if number == now else found
        return found

    def _piece(self, number: int) -> _Piece:
        if number not in self._pieces:
            piece = self._pieces[number] = _Piece(self._make(), Sparing() if self._fast else None)
            self.provenance = piece.provenance | ({"fast": 1} if self._fast else {})
        return self._pieces[number]

    def __enter__(self) -> Self:
        self._piece(self._span.first)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for piece in self._pieces.values():
            piece.close()
        self._pieces = {}


class _Piece:
    """One estimator on its way."""

    def __init__(self, estimator: Tracing, sparing: Sparing | None) -> None:
        self.provenance = estimator.provenance
        self._sparing = sparing
        self._stack = ExitStack()
        self._estimator = self._stack.enter_context(estimator)

    def look(self, frame: Frame) -> Pose | None:
        if self._sparing is None:
            return self._estimator.estimate(frame)
        if not self._sparing.wants(frame.time_s):
            return None
        pose = self._estimator.estimate(frame)
        self._sparing.saw(pose)
        return pose

    def close(self) -> None:
        self._stack.close()
