"""Packing of numbers that change little from one to the next: into bytes that deflate squeezes well, without loss.

Differences along one axis, with the sign moved to the lowest bit, so that small ones of either sign have zero high bytes; then all
the low bytes first, all the high bytes last.  On outlines this takes a third off the size of the plain differences.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Counts = NDArray[np.int64]

_BYTES: Final = 4  # of one difference
_LIMIT: Final = 2**31


def pack(values: Counts, axis: int) -> Bytes:
    """(4, ...) bytes of whole numbers (...); axis: the one along which they change little.  Raises ValueError beyond 32 bits."""
    steps = np.diff(values, axis=axis, prepend=0)
    if steps.size and np.abs(steps).max() >= _LIMIT:
        raise ValueError("numbers too large to be packed")
    folded = (steps << 1) ^ (steps >> 63)
    return np.stack([(folded >> 8 * i & 0xFF).astype(np.uint8) for i in range(_BYTES)])


def unpack(planes: Bytes, axis: int) -> Counts:
    """The numbers that `pack` was given."""
    folded = np.zeros(planes.shape[1:], np.int64)
    for i in range(_BYTES):
        folded |= planes[i].astype(np.int64) << 8 * i
    return np.cumsum((folded >> 1) ^ -(folded & 1), axis=axis, dtype=np.int64)
