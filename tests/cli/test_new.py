"""`formcheck new`: a pose file from one recording."""

from __future__ import annotations

from pathlib import Path

import pytest
from skeletons import film, hops, on_back
from typer.testing import CliRunner, Result

from formcheck.cli.main import app
from formcheck.pose.trackfile import write_track
from formcheck.rules import library
from formcheck.rules.library import find_exercise


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder of pose files, which is not there yet."""
    monkeypatch.setattr(library, "own_folder", lambda: tmp_path / "own" / "poses")
    return tmp_path / "own" / "poses"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "a.track.npz"
    write_track(path, film(12).along(on_back, hops(130, [175, 172])))
    return path


def new(*words: object) -> Result:
    return CliRunner().invoke(app, ["new", *map(str, words)], prog_name="formcheck")


def test_the_draft_can_be_used_by_its_name_at_once(own: Path, clip: Path) -> None:
    result = new("pelvis_lift", clip)
    assert (result.exit_code, result.stdout) == (0, "")
    first, second = result.stderr.splitlines()
    assert first.startswith(f"draft: {own / 'pelvis_lift.yaml'}: counts 2 repetitions in this clip by `")
    assert second == f"next: formcheck review {clip} -e pelvis_lift"
    assert find_exercise("pelvis lift").name == "pelvis_lift"
    review = CliRunner().invoke(app, ["review", str(clip), "-e", "pelvis_lift", "--json"])
    assert '"good_reps": 2' in review.stdout


def test_a_hold_is_said_to_be_one_and_can_be_used_at_once(own: Path, tmp_path: Path) -> None:
    clip = tmp_path / "b.track.npz"
    write_track(clip, film(12).along(on_back, hops(130, [175], top_s=6)))
    result = new("long_bridge", clip)
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0].startswith(f"draft: {own / 'long_bridge.yaml'}: finds 1 hold in this clip by `")
    review = CliRunner().invoke(app, ["review", str(clip), "-e", "long_bridge", "--hold", "4", "--json"])
    assert '"reached": true' in review.stdout


def test_nothing_is_overwritten_without_being_asked(own: Path, clip: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("by hand")
    result = new("mine", clip, "--out", path)
    assert result.exit_code == 3
    assert "is there already" in result.stderr
    assert path.read_text() == "by hand"
    assert new("mine", clip, "--out", path, "--force").exit_code == 0
    assert path.read_text().startswith("# Drafted by")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["Mine"], 2, "small letters, digits and _"),
        (["bridge"], 2, "is in the catalogue already"),
        (["mine", "--out", "other.yaml"], 2, "a pose file has the name of its exercise: mine.yaml"),
        (["mine", "--reps", "2", "--hold"], 2, "either repetitions or a hold"),
        (["mine", "--hold"], 3, "error: a.track.npz: nobody goes into a posture and stays"),
        (["mine", "--reps", "9"], 3, "error: a.track.npz: no signal shows 9 repetitions"),
    ],
)
def test_wrong_use_is_told_in_one_line(own: Path, clip: Path, words: list[str], status: int, said: str) -> None:
    result = new(*words[:1], clip, *words[1:])
    assert result.exit_code == status
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert not own.exists()


def test_a_clip_that_is_not_there(own: Path, tmp_path: Path) -> None:
    result = new("mine", tmp_path / "none.mp4")
    assert result.exit_code == 3
    assert "no such file" in result.stderr
