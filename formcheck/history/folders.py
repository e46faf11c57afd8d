"""Where it lies what is kept of people; the folders are for their owner only."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path


def data_folder() -> Path:
    """The user's data folder of the program; it need not exist."""
    return user_data_path("formcheck", appauthor=False)


def sessions_folder() -> Path:
    """Where sessions are kept; it need not exist."""
    return data_folder() / "sessions"


def runs_folder() -> Path:
    """Where it is kept how routines were gone through; it need not exist."""
    return data_folder() / "routines"
