"""A full disk under each command that writes: one line, exit status 3, nothing half-written, and what was there before is there still."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from full_disk import room
from typer.testing import CliRunner

from formcheck.cli.main import app
from formcheck.errors import FormCheckError, OutputError
from formcheck.rules.library import built_in_folder
from formcheck.sinks.film import write_film
from formcheck.sinks.video import AnnotatedVideo
from samples import sample_file

PLACES = ("history.folders.user_data_path", "person.profile.user_config_path", "rules.library.user_config_path")
CACHES = ("tracking.cache.user_cache_path", "rules.kept.user_cache_path")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two labelled tracks of the bridge; nothing of the user's is touched."""
    for place in (*PLACES, *CACHES):
        monkeypatch.setattr(f"formcheck.{place}", lambda *words, **more: tmp_path / "own")
    clips = tmp_path / "clips"
    clips.mkdir()
    for name in ("bridge-good-male", "bridge-good-woman_older"):
        for suffix in (".track.npz", ".labels.yaml"):
            shutil.copy(sample_file(name, suffix), clips)
    return tmp_path


def write_rules(folder: Path) -> None:
    """A pose file in which there is something to tune."""
    text = (built_in_folder() / "bridge.yaml").read_text(encoding="utf-8")
    assert "full: 163" in text
    (folder / "bridge.yaml").write_text(text.replace("full: 163", "full: 195"), encoding="utf-8")


# what is written, by the words of the command; each without a video, so that no pose network is needed
COMMANDS = {
    "label": ("label", "clips/bridge-good-male.track.npz", "-e", "bridge", "--no-window", "--anew"),
    "new": ("new", "box", "clips/bridge-good-male.track.npz", "--out", "out/box.yaml", "--force"),
    "tune": ("tune", "bridge.yaml", "clips", "--candidates", "12", "--only", "repetition.full", "--write", "--jobs", "1"),
    "evaluate --pictures": ("evaluate", "bridge", "clips", "--pictures", "out", "--jobs", "1"),
    "evaluate --evidence": ("evaluate", "bridge", "clips", "--evidence", "out/evidence.yaml", "--jobs", "1"),
    "measures": ("measures", "clips/bridge-good-male.track.npz", "-e", "bridge", "--out", "out/plots.png"),
    "measures --csv": ("measures", "clips/bridge-good-male.track.npz", "-e", "bridge", "--no-picture", "--csv", "out/values.csv"),
    "exercises --picture": ("exercises", "bridge", "--picture", "out/how.png"),
    "calibrate": ("calibrate", "bridge", "clips/bridge-good-male.track.npz", "--profile", "anna"),
    **{
        f"review {words[0]}": ("review", "clips/bridge-good-male.track.npz", "-e", "bridge", "--no-video", "--out", "out", *words)
        for words in (("--report",), ("--signals",), ("--trc",), ("--csv", "out/all.csv"), ("--json-file", "out/all.jsonl"))
    },
}


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder, but for what is only kept to be quicker the next time."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_relative_to(folder / "own" / "rules")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def run(*words: str) -> tuple[int, str]:
    """Exit status, and what stands on stderr; an error of ours as `formcheck` tells it."""
    result = CliRunner().invoke(app, list(words))
    if isinstance(result.exception, FormCheckError):
        return 3, "".join(f"error: {line}\n" for line in str(result.exception).split("\n"))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_on_a_full_disk(home: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    (home / "out").mkdir()
    words = COMMANDS[name]
    for size in (0, 100):  # at first nothing is there, then the whole result of another time
        write_rules(home)
        before = contents(home)
        with room(size):
            status, told = run(*words)
        assert status == 3, told
        errors = [line for line in told.splitlines() if line.startswith("error: ")]
        assert len(errors) == 1 and "File too large" in errors[0], told
        assert contents(home) == before
        if size == 0:
            status, told = run(*words)
            assert status == 0, told
            assert contents(home) != before


PICTURES = [np.full((48, 64, 3), shade, np.uint8) for shade in (10, 90, 200)] * 4


def _video(path: Path) -> None:
    with AnnotatedVideo(path, (64, 48), 10) as video:
        for number, picture in enumerate(PICTURES):
            video.write(picture, number / 10)


WRITERS: dict[str, Callable[[Path], None]] = {
    "how.gif": lambda path: write_film(path, PICTURES, 10),
    "how.webp": lambda path: write_film(path, PICTURES, 10),
    "clip.reviewed.mp4": _video,
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("size", [0, 50])
def test_a_film_is_whole_or_as_it_was(tmp_path: Path, name: str, size: int) -> None:
    path = tmp_path / name
    for _ in range(2):
        before = contents(tmp_path)
        with pytest.raises(OutputError, match="File too large") as error, room(size):
            WRITERS[name](path)
        assert str(path) in str(error.value) and "\n" not in str(error.value)
        assert contents(tmp_path) == before
        WRITERS[name](path)


def test_a_table_of_an_archive_is_whole_or_as_it_was(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from formcheck.sinks.parquet import ParquetTable

    path = tmp_path / "all.parquet"
    for _ in range(2):
        before = contents(tmp_path)
        for size in (0, 100):
            with pytest.raises(OutputError, match="File too large") as error, room(size), ParquetTable(path) as table:
                table.write(Path("clip.mp4"), OutputError("clip.mp4: cannot be read"))
            assert str(path) in str(error.value) and "\n" not in str(error.value)
            assert contents(tmp_path) == before
        with ParquetTable(path) as table:
            table.write(Path("clip.mp4"), OutputError("clip.mp4: cannot be read"))
