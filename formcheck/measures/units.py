"""Units of measures, and how a value is written in a sentence."""

from __future__ import annotations

from typing import Final, Literal

Unit = Literal["deg", "trunk", "share"]

SUFFIX: Final[dict[Unit, str]] = {"deg": "°", "trunk": " trunk lengths", "share": ""}
NAMES: Final[dict[Unit, str]] = {"deg": "degrees", "trunk": "trunk lengths", "share": "ratio"}
DIGITS: Final[dict[Unit, int]] = {"deg": 0, "trunk": 2, "share": 2}  # after the point, that say something to people

LONG: Final = 20.0  # trunk lengths; nothing on a body is that far apart


def amount(value: float, unit: Unit) -> str:
    """``148°``, ``0.12 trunk lengths``."""
    return f"{value:g}{SUFFIX[unit]}"
