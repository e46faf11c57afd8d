"""Numbers and names as the page writes them; everything that goes into the page passes ``safe``."""

from __future__ import annotations

import json
from html import escape
from math import isfinite
from typing import Any, Final

from formcheck.files.words import plain
from formcheck.measures.units import Unit

UNKNOWN: Final = "–"


def safe(text: object) -> str:
    """Text that is nothing but text in HTML, also inside of attributes."""
    return escape(plain(str(text)), quote=True)


def data(value: Any) -> str:
    """JSON that can stand inside a script element, whatever it holds.  NaN is not allowed."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def number(value: float, unit: Unit) -> str:
    """A measure with the digits that say something."""
    if not isfinite(value):
        return UNKNOWN
    return f"{value:.0f}°" if unit == "deg" else f"{value:.2f}"


def seconds(value: float) -> str:
    """``1.2 s``."""
    return f"{value:.1f} s" if isfinite(value) else UNKNOWN


def share(value: float) -> str:
    """``0.87`` as ``87 %``."""
    return f"{100 * value:.0f} %" if isfinite(value) else UNKNOWN
