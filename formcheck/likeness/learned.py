"""The model that comes with Form Check; `scripts/learn` makes its file."""

from __future__ import annotations

import functools
import zlib
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import numpy as np

from formcheck.errors import InputError
from formcheck.likeness.model import Likeness

LEARNED_FILE: Final = Path(__file__).with_name("learned.npz")


@functools.cache
def learned() -> Likeness:
    """It is read once.  Raises InputError when its file is missing or damaged."""
    try:
        with np.load(LEARNED_FILE, allow_pickle=False) as file:
            middle, spread, weights, bias = (file[name].astype(np.float64) for name in ("middle", "spread", "weights", "bias"))
            return Likeness(tuple(file["names"].tolist()), middle, spread, weights, bias)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error) as error:
        raise InputError(f"{LEARNED_FILE}: missing or damaged; install Form Check again") from error


def write_learned(likeness: Likeness, path: Path = LEARNED_FILE) -> None:
    """Write a model that was learnt; numbers are rounded to 4 bytes."""
    arrays = {name: getattr(likeness, name).astype(np.float32) for name in ("middle", "spread", "weights", "bias")}
    np.savez_compressed(path, names=np.array(likeness.names), **arrays)
