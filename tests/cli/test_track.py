"""`formcheck track`: landmarks only."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from formcheck.pose.trackfile import read_track

Run = Callable[..., Result]


def test_the_track_lies_beside_the_clip(run: Run, clip: Path, riser: None) -> None:
    result = run("track", clip)
    assert result.exit_code == 0
    assert result.stdout.replace("\n", "").endswith("clip.track.npz: 180 frames, a person in 180 of them")
    track = read_track(clip.with_name("clip.track.npz"))
    assert (len(track), track.size) == (180, (160, 120))
    assert track.provenance["source"] == "clip.mp4"


def test_the_track_goes_where_out_says(run: Run, clip: Path, riser: None, tmp_path: Path) -> None:
    assert run("track", clip, "--out", tmp_path / "tracks").exit_code == 0
    assert [path.name for path in (tmp_path / "tracks").iterdir()] == ["clip.track.npz"]


def test_one_bad_clip_stops_none(run: Run, clip: Path, riser: None, tmp_path: Path) -> None:
    result = run("track", tmp_path / "missing.mp4", clip)
    assert result.exit_code == 3
    assert "missing.mp4: no such file" in result.stderr
    assert clip.with_name("clip.track.npz").exists()


def test_a_track_has_no_landmarks_to_look_for(run: Run, clip: Path, riser: None) -> None:
    run("track", clip)
    result = run("track", clip.with_name("clip.track.npz"))
    assert result.exit_code == 3
    assert "is a track already" in result.stderr


def test_what_is_wrong_with_the_clip_is_told(run: Run, clip: Path, riser: None) -> None:
    clip.write_bytes(clip.read_bytes()[:-2000])
    result = run("track", clip)
    assert result.exit_code == 0
    assert "the clip breaks off" in result.stderr


@pytest.mark.parametrize(("option", "outline"), [("--outline", True), ("--no-outline", False)])
def test_the_outline_is_recorded_unless_told_otherwise(
    run: Run, clip: Path, riser: None, option: str, outline: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr("formcheck.tracking.record.MediaPipeEstimator.__init__", lambda self, model, outline: asked.append(outline))
    assert run("track", clip, option).exit_code == 0
    assert asked == [outline]
