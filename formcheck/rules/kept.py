"""What was made of pose files once and is kept: reading the YAML of all of them takes longer than everything else that a command does.

A kept value is taken only for the very same files and program, and when not a bit of it has changed; it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from platformdirs import user_cache_path

from formcheck import __version__
from formcheck.errors import FormCheckError
from formcheck.files.beside import Beside
from formcheck.files.places import KEPT_RULES, own_folder
from formcheck.files.reading import check_regular

_LARGEST: Final = 20_000_000  # bytes; all exercises together have 0.2 million
_READERS: Final = (Path(__file__).parent, Path(__file__).parents[1] / "files")  # the programs that make the values


def kept_folder() -> Path:
    """Where they are kept."""
    return user_cache_path("formcheck", appauthor=False) / "rules"


def key_of(files: Iterable[Path]) -> str | None:
    """What a value depends on: these files, each by its name and content, and the program; None when one cannot be read."""
    digest = hashlib.sha256(__version__.encode())
    try:
        for path in (*files, *(part for folder in _READERS for part in sorted(folder.glob("*.py")))):
            check_regular(path, "a pose file", _LARGEST)
            digest.update(f"\0{path.name}\0{path.stat().st_size}\0".encode("utf-8", "surrogateescape"))
            digest.update(path.read_bytes())
    except (OSError, ValueError, FormCheckError):
        return None
    return digest.hexdigest()


def read(name: str, key: str | None) -> Any:
    """The kept value of this name and key; None when there is none."""
    path = kept_folder() / f"{name}.json"
    try:
        check_regular(path, "kept rules", _LARGEST)
        head, _, text = path.read_text(encoding="utf-8").partition("\n")
        return json.loads(text) if key is not None and head == _head(key, text) else None
    except (OSError, ValueError, FormCheckError, RecursionError):
        return None


def write(name: str, key: str | None, value: Any) -> None:
    """Keep a value, unless JSON cannot say it exactly; a place that cannot be written is no mistake."""
    if key is None:
        return
    with suppress(FormCheckError, OSError, TypeError, ValueError, RecursionError):
        text = json.dumps(value, ensure_ascii=True)
        if json.loads(text) != value:
            return
        own_folder(kept_folder(), "")
        file = Beside(kept_folder() / f"{name}.json", KEPT_RULES)
        try:
            file.hidden.write_text(f"{_head(key, text)}\n{text}", encoding="utf-8")
        except BaseException:
            file.drop()
            raise
        file.keep()


def _head(key: str, text: str) -> str:
    return f"formcheck {key} {hashlib.sha256(text.encode()).hexdigest()}"
