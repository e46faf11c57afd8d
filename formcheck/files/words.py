"""Names and texts of others on their way out: to a terminal, into a picture, into JSON.

A file's name may be any bytes, and the text of a pose file may hold control characters; a terminal would obey them, and an encoder or
the drawing of letters would fail on half a character.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, Final

_HALF: Final = re.compile(r"[\ud800-\udfff]")
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # but tab and line feed
_ESCAPED: Final = re.compile(r"[\x7f-\x9f\ud800-\udfff]")  # JSON itself escapes only those below a blank
INSTEAD: Final = "\N{REPLACEMENT CHARACTER}"


def plain(text: str) -> str:
    """The text with a sign in place of each character that controls a terminal, turns the direction of writing or is only half of one."""
    return _UNSEEN.sub(INSTEAD, text)


def has_half(text: str) -> bool:
    """True when half a character (a lone surrogate) is in it: it is no text that could be written or drawn."""
    return _HALF.search(text) is not None


def read_json(text: str) -> Any:
    """JSON of others, with a sign in place of each half of a character, which may be escaped there.  Raises ValueError, RecursionError."""
    return _whole(json.loads(text))


def _whole(data: Any) -> Any:
    if isinstance(data, str):
        return _HALF.sub(INSTEAD, data)
    if isinstance(data, list):
        return [_whole(value) for value in data]
    return {_whole(key): _whole(value) for key, value in data.items()} if isinstance(data, dict) else data


def name_of(path: Path) -> str:
    """A path as text: UTF-8 also where the system's own encoding is another one.  Bytes that are no text stay as lone surrogates."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def json_text(data: Any, only_ascii: bool = False, indent: int | None = None) -> str:
    """JSON that can be written and shown everywhere; lone surrogates and control characters are escaped, as JSON allows."""
    text = json.dumps(data, ensure_ascii=only_ascii, allow_nan=False, indent=indent)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
