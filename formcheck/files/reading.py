"""Reading of small files of others: only regular files, and no more of them than they may have."""

from __future__ import annotations

import stat
from pathlib import Path

from formcheck.errors import InputError


def check_regular(path: Path, what: str, most: int | None = None) -> None:
    """Raises InputError for a pipe, a device, or a file of more than ``most`` bytes; a missing file is told by who opens it.

    what: the kind of file, in words ("a track").  Opening a pipe would wait until somebody writes into it.
    """
    try:
        status = path.stat()
    except (OSError, ValueError):  # ValueError: a zero in the name
        return
    mode = status.st_mode
    if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
        raise InputError(f"{path}: is a pipe, not {what}; it is read more than once: save it to a file first")
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise InputError(f"{path}: is a device, not {what}; name a file")
    if most is not None and status.st_size > most:
        raise InputError(f"{path}: too large for {what} ({status.st_size:,} bytes, at most {most:,}); name another file")


def read_text(path: Path, what: str, most: int, missing: str) -> str:
    """The text of a small YAML file.

    missing: what to say when it is not there.  Raises InputError when it cannot be read, is too large or is no text.
    """
    check_regular(path, what, most)
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"{path}: {missing}") from None
    except IsADirectoryError:
        raise InputError(f"{path}: is a folder, not {what}; name a file in it") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not text; {what} must be YAML in UTF-8") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    except ValueError:
        raise InputError(f"{path!r}: cannot be the name of a file") from None
