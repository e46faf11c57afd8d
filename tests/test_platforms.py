"""docs/PLATFORMS.md says what is so: folders, ways to a camera, where it is allowed, voices."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from platformdirs import windows
from platformdirs.api import PlatformDirsABC
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from formcheck.history import folders
from formcheck.person import profile
from formcheck.routines import library as routine_library
from formcheck.rules import kept, library
from formcheck.source.capture import BACKENDS, PRIVACY
from formcheck.tracking import cache
from formcheck.voice.system_voice import find_voice

TEXT = (Path(__file__).parents[1] / "docs" / "PLATFORMS.md").read_text(encoding="utf-8")
DATA, CONFIG, CACHE = "user_data_path", "user_config_path", "user_cache_path"
USERS = ((folders, DATA), (profile, CONFIG), (library, CONFIG), (routine_library, CONFIG), (cache, CACHE), (kept, CACHE))


def row(begins: str) -> list[str]:
    """The cells of a row of a table: what, Linux, macOS, Windows."""
    found = re.search(rf"^\| {re.escape(begins)} \|(.*)\|$", TEXT, re.MULTILINE)
    assert found is not None, begins
    return [cell.strip() for cell in found[1].split("|")]


def places() -> dict[str, Path]:
    """Where things are kept, by their row in the table."""
    return {
        "sessions": folders.sessions_folder(),
        "routines as they were gone through": folders.runs_folder(),
        "index of both": folders.data_folder() / "history.sqlite",
        "profiles": profile.profile_path("anna").parent,
        "your own pose files": library.own_folder(),
        "your own routines": routine_library.own_folder(),
        "kept landmarks of clips": cache.cache_folder(),
        "exercises as they were read": kept.kept_folder(),
    }


class Windows(windows.Windows):
    """As Windows itself would say it."""

    @property
    def user_data_dir(self) -> str:
        return "%LOCALAPPDATA%/formcheck"

    user_config_dir = user_data_dir

    @property
    def user_cache_dir(self) -> str:
        return "%LOCALAPPDATA%/formcheck/Cache"


@pytest.mark.parametrize(("column", "system", "home"), [(0, Unix, "~"), (1, MacOS, "~"), (2, Windows, "%LOCALAPPDATA%")])
def test_the_folders_of_each_system(
    column: int, system: type[PlatformDirsABC], home: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    for module, name in USERS:
        monkeypatch.setattr(module, name, lambda app, appauthor, name=name: getattr(system(app, appauthor), name))
    for what, place in places().items():
        told = str(place).replace(str(tmp_path), "~").replace("\\", "/")
        assert told.startswith(home) and row(what)[column].strip("`").replace("\\", "/") == told


def test_what_lies_in_one_folder_where_data_and_settings_have_the_same_is_told_apart() -> None:
    """On macOS and Windows the routines that were gone through lie beside one's own routine files."""
    from formcheck.history.runs import SUFFIX

    assert folders.runs_folder().name == routine_library.own_folder().name
    assert len({SUFFIX, library.SUFFIX}) == 2


def test_the_ways_to_a_camera_and_where_it_is_allowed() -> None:
    for column, platform in ((1, "darwin"), (2, "win32")):
        assert [name.strip(" `") for name in row("way to the camera")[column].split(",")] == list(BACKENDS[platform])
        place = PRIVACY[platform].partition(": ")[2].partition(";")[0]
        assert place in row("allow the camera")[column]


@pytest.mark.parametrize(("column", "platform"), [(1, "darwin"), (2, "win32")])
def test_the_voices_of_the_systems(column: int, platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    found = find_voice("de")
    assert found is not None and f"`{found.name}`" in row("voice of the system")[column]
