"""Files and folders that only their person can read (0700, 0600); Windows keeps them to the user's own folder."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

from formcheck.errors import OutputError


def data_folder() -> Path:
    """The user's data folder of the program; it need not exist."""
    return user_data_path("formcheck", appauthor=False)


def sessions_folder() -> Path:
    """Where sessions are kept; it need not exist."""
    return data_folder() / "sessions"


def private_folder(path: Path) -> None:
    """Make a folder that only its owner can enter; parents too.  An existing one is closed to others.  Raises OutputError."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.chmod(0o700)
    except OSError as error:
        raise OutputError(f"{path}: the folder cannot be made: {error.strerror}; choose another place, or use --no-record") from error


def private_opener(path: str, flags: int) -> int:
    """For ``open(..., opener=private_opener)``: a new file can be read by its owner only."""
    return os.open(path, flags, 0o600)


def sync_folder(path: Path) -> None:
    """Put the names in a folder on the disk, where the system can do that."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
