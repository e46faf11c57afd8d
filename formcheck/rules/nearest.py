"""The valid name that a wrong one was probably meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, names: Iterable[str], alike: float = 0.5) -> str:
    """``; did you mean 'hip'?``, or nothing when no name is near.  alike: how near, 1 for the same."""
    close = difflib.get_close_matches(word[:100], list(names), n=1, cutoff=alike)
    return f"; did you mean {close[0]!r}?" if close else ""
