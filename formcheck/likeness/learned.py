"""The model that comes with Form Check; `scripts/learn.py` makes its file."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.errors import InputError
from formcheck.likeness.model import Likeness
from formcheck.pose.archive import DamagedArchiveError, open_archive

LEARNED_FILE: Final = Path(__file__).with_name("learned.npz")
NUMBERS: Final = ("middle", "spread", "weights", "bias")  # arrays of it, beside the names

_MOST_BYTES: Final = 1_000_000  # of one array


@functools.cache
def learned() -> Likeness:
    """It is read once.  Raises InputError when its file is missing or damaged."""
    try:
        with open_archive(LEARNED_FILE) as archive:
            names = archive.read("names", "<U", _MOST_BYTES).tolist()
            return Likeness(tuple(names), *(archive.read(name, "<f4", _MOST_BYTES).astype(np.float64) for name in NUMBERS))
    except (OSError, DamagedArchiveError) as error:
        raise InputError(f"{LEARNED_FILE}: missing or damaged; install Form Check again") from error
