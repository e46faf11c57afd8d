"""`formcheck review` of many clips: side by side, once more after a break, with fewer pictures, and into one table."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from typer.testing import Result

from formcheck.pose.pose import Pose
from formcheck.pose.trackfile import read_track
from formcheck.source.frame import Frame
from formcheck.tracking import cache, record
from samples import track_file, tracks

Run = Callable[..., Result]
MakeClip = Callable[..., Path]

POISON = "no video"


class Seen:
    """How many pictures were looked at.  still: everyone sits still."""

    pictures = 0
    still = False


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, riser: None) -> Seen:
    """Clips show the riser, it is known who looks at them, and landmarks that are kept go into a folder of the test."""
    seen = Seen()
    riser_class: Any = vars(record)["MediaPipeEstimator"]
    estimate: Callable[[Any, Frame], Pose] = riser_class.estimate

    def counted(self: Any, frame: Frame) -> Pose:
        seen.pictures += 1
        return replace(estimate(self, Frame(0.0, frame.image)), time_s=frame.time_s) if seen.still else estimate(self, frame)

    monkeypatch.setattr(riser_class, "estimate", counted)
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "kept")
    return seen


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def clips_and_poison(folder: Path) -> list[Path]:
    """Three tracks, and between them a file that is no video."""
    folder.mkdir()
    found = [track_file(name) for name in tracks("bridge")[:3]]
    (folder / "text.mp4").write_text(POISON)
    return [*found[:2], folder / "text.mp4", found[2]]


def test_clips_side_by_side_are_told_in_order_and_as_one_after_the_other(run: Run, tmp_path: Path) -> None:
    clips = clips_and_poison(tmp_path / "clips")
    one, two = (run("review", *clips, "-e", "bridge", "--json", "--jobs", jobs) for jobs in (1, 2))
    assert one.exit_code == two.exit_code == 3
    assert [seen["clip"] for seen in lines(one)] == [str(path) for path in clips if path.suffix != ".mp4"]
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert str(tmp_path / "clips" / "text.mp4") in two.stderr


def test_the_table_has_a_row_for_every_clip(run: Run, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra `cluster`")
    clips = clips_and_poison(tmp_path / "clips")
    tables = []
    for jobs in (1, 2):
        result = run("review", *clips, "-e", "bridge", "--json", "--jobs", jobs, "--parquet", tmp_path / f"{jobs}.parquet")
        assert f"{tmp_path / f'{jobs}.parquet'}: 4 clips, 1 of them could not be reviewed" in result.stderr
        tables.append((tmp_path / f"{jobs}.parquet").read_bytes())
    assert tables[0] == tables[1]
    rows = parquet.read_table(tmp_path / "1.parquet").to_pylist()
    assert [row["clip"] for row in rows] == [str(path) for path in clips]
    assert [row["error"] is None for row in rows] == [True, True, False, True]
    assert rows[2]["error"].startswith(str(clips[2])) and rows[2]["exercise"] is rows[2]["good"] is rows[2]["json"] is None
    told = lines(result)
    for row, seen in zip((rows[0], rows[1], rows[3]), told, strict=True):
        assert json.loads(row["json"]) == seen
        verdicts = [rep["verdict"] for rep in seen["reps"]]
        assert [row[name] for name in ("good", "flawed", "incomplete")] == [
            verdicts.count(name) for name in ("good", "flawed", "incomplete")
        ]
        assert (row["exercise"], row["seconds"], row["faults"]) == ("bridge", seen["seconds"], len(seen["faults"]))


def test_a_table_without_the_extra_is_told_before_the_work(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run("review", track_file(tracks("bridge")[0]), "-e", "bridge", "--parquet", tmp_path / "all.parquet")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "a Parquet table needs the extra `cluster`: python -m pip install 'formcheck[cluster]'" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_an_earlier_run_has_looked_at_is_not_looked_at_again(
    run: Run, make_clip: MakeClip, exercise: Path, tmp_path: Path, watched: Seen
) -> None:
    clips = [make_clip(tmp_path / "a.mp4", 61), make_clip(tmp_path / "b.mp4", 75)]
    words = ("-e", exercise, "--json", "--no-video", "--resume", "--jobs", 1)
    first = run("review", clips[0], *words)
    assert watched.pictures == 61
    both = run("review", *clips, *words)
    assert watched.pictures == 61 + 75
    assert both.stdout.startswith(first.stdout)
    assert run("review", *clips, *words).stdout == both.stdout
    assert watched.pictures == 61 + 75
    assert run("track", clips[0], "--resume", "--out", tmp_path).exit_code == 0  # the outline is in it: other landmarks
    assert watched.pictures == 61 + 75 + 61


def test_landmarks_are_kept_only_when_it_is_asked_for(run: Run, clip: Path, exercise: Path, tmp_path: Path, watched: Seen) -> None:
    words = ("review", clip, "-e", exercise, "--json", "--no-video")
    plain = run(*words)
    assert not (tmp_path / "kept").exists()
    run(*words, "--resume")
    assert len(list((tmp_path / "kept").iterdir())) == 1
    assert run(*words, "--resume").stdout == plain.stdout
    assert watched.pictures == 2 * 180


def test_landmarks_of_fewer_pictures_are_not_taken_for_all(run: Run, clip: Path, exercise: Path, watched: Seen) -> None:
    words = ("review", clip, "-e", exercise, "--json", "--no-video", "--resume")
    run(*words, "--fast")
    fewer = watched.pictures
    assert fewer < 180
    run(*words)
    assert watched.pictures == fewer + 180


@pytest.mark.parametrize("more", [(), ("--fast",)])
def test_fast_counts_the_same_of_somebody_who_moves(
    run: Run, clip: Path, exercise: Path, tmp_path: Path, watched: Seen, more: tuple[str, ...]
) -> None:
    result = run("review", clip, "-e", exercise, "--json", *more)
    (seen,) = lines(result)
    assert [rep["verdict"] for rep in seen["reps"]] == ["good", "good", "incomplete"]


def test_fast_leaves_pictures_out_and_the_video_has_them_all(run: Run, exercise: Path, tmp_path: Path, watched: Seen) -> None:
    clip = thirty_a_second(tmp_path / "still.mp4", 90)
    watched.still = True
    result = run("review", clip, "-e", exercise, "--fast", "--track")
    assert result.exit_code == 0, result.stderr
    assert len(read_track(tmp_path / "still.track.npz")) == 90  # those left out lie between those looked at
    assert 15 <= watched.pictures <= 24  # of 90, none of which shows anything else than the one before
    with av.open(tmp_path / "still.reviewed.mp4") as container:
        assert sum(1 for _ in container.decode(video=0)) >= 90


def thirty_a_second(path: Path, frames: int) -> Path:
    """A video of a grey wall."""
    with av.open(path, "w") as container:
        stream = container.add_stream("mpeg4", rate=30)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for i in range(frames):
            picture = av.VideoFrame.from_ndarray(np.full((120, 160, 3), 90, np.uint8), format="rgb24")
            picture.pts, picture.time_base = i, Fraction(1, 30)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path
