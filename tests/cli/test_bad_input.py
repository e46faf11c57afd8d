"""Bad clips, bad rules, bad places: one line on stderr that says what, where and what to do, and exit status 3."""

import errno
import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from typer.testing import Result

from formcheck.errors import OutputError
from formcheck.review.drawing import card_times

CARD_FRAMES = len(card_times(1 / 15))  # of the card at the end, after the clip's own

Run = Callable[..., Result]
MakeClip = Callable[..., Path]


def _refused(result: Result) -> str:
    """The one line that was told."""
    assert result.exit_code == 3, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    return result.stderr.removeprefix("error: ").strip()


def _sound_only(path: Path) -> Path:
    with av.open(path, "w") as container:
        stream = container.add_stream("aac", rate=16000, layout="mono")
        sound = av.AudioFrame.from_ndarray(np.zeros((1, 16000), np.float32), format="fltp", layout="mono")
        sound.sample_rate, sound.pts, sound.time_base = 16000, 0, Fraction(1, 16000)
        container.mux(stream.encode(sound))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("missing.mp4", None, "no such file"),
        ("empty.mp4", b"", "the file is empty"),
        ("text.mp4", b"Once upon a time\n" * 50, "not a video that can be read"),
        ("noise.track.npz", b"Once upon a time\n" * 50, "not a track"),
        ("missing.track.npz", None, "no such file"),
    ],
)
def test_files_that_are_no_clips(run: Run, tmp_path: Path, exercise: Path, name: str, content: bytes | None, told: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    line = _refused(run("review", path, "-e", exercise))
    assert line.startswith(f"{path}: ")
    assert told in line


def test_a_folder_is_no_clip(run: Run, tmp_path: Path, exercise: Path) -> None:
    assert "is a folder" in _refused(run("review", tmp_path, "-e", exercise))


def test_a_clip_with_sound_only(run: Run, tmp_path: Path, exercise: Path) -> None:
    assert "has sound but no picture" in _refused(run("review", _sound_only(tmp_path / "sound.mp4"), "-e", exercise))


def test_a_truncated_clip_is_reviewed_as_far_as_it_goes(run: Run, clip: Path, exercise: Path, riser: None) -> None:
    data = clip.read_bytes()
    clip.write_bytes(data[: len(data) * 7 // 10])
    result = run("review", clip, "-e", exercise)
    assert result.exit_code == 0
    assert "repetition" in result.stdout
    assert "! the clip breaks off after" in result.stdout
    assert clip.with_name("clip.reviewed.mp4").exists()


def test_a_clip_of_one_pixel_shows_nobody(run: Run, tmp_path: Path, exercise: Path, make_clip: MakeClip) -> None:
    path = make_clip(tmp_path / "dot.mov", 5, (1, 1), "png")
    result = run("review", path, "-e", exercise)
    assert result.exit_code == 0
    assert "! nobody found in any frame" in result.stdout


def test_a_clip_of_8k_is_reviewed(run: Run, tmp_path: Path, exercise: Path, riser: None, make_clip: MakeClip) -> None:
    path = make_clip(tmp_path / "large.mp4", 3, (7680, 4320), "mpeg4")
    assert run("review", path, "-e", exercise).exit_code == 0
    with av.open(path.with_name("large.reviewed.mp4")) as container:
        video = container.streams.video[0]
        assert (video.width, video.height, video.frames) == (1280, 720, 3 + CARD_FRAMES)


def test_an_unknown_exercise_comes_with_the_nearest_name(run: Run, clip: Path) -> None:
    line = _refused(run("review", clip, "-e", "brigde"))
    assert line.startswith("brigde: no such exercise; ")
    assert "did you mean 'bridge'?" in line.lower()


def test_all_mistakes_of_a_pose_file_are_told(run: Run, clip: Path, exercise: Path) -> None:
    text = exercise.read_text().replace("sets: 2", "sets: 99").replace("near.hip, near.knee", "near.hop, near.knee")
    exercise.write_text(text.replace("posture: sitting", "posture: floating"), encoding="utf-8")
    result = run("review", clip, "-e", exercise)
    assert (result.exit_code, result.stdout) == (3, "")
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert all(line.startswith(f"error: {exercise}: ") for line in lines)
    for key in ("posture", "dose.sets", "measures.knee.points"):
        assert any(key in line for line in lines), key


def test_a_place_that_cannot_be_written_is_told_before_the_work(
    run: Run, clip: Path, exercise: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.review.clip.Reviewer.review", lambda self, task: pytest.fail("the work began"))
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK)
    assert "cannot be written here; choose another place" in _refused(run("review", clip, "-e", exercise))


def test_the_clip_is_never_its_own_result(run: Run, clip: Path, exercise: Path) -> None:
    before = clip.read_bytes()
    link = clip.with_name("link.mp4")
    os.link(clip, link)
    for out in (clip, link):
        assert "is the clip itself" in _refused(run("review", clip, "-e", exercise, "--out", out))
    for option in ("--csv", "--json-file"):
        assert "is the clip itself" in _refused(run("review", clip, "-e", exercise, option, clip))
    assert clip.read_bytes() == before


def test_a_disk_that_fills_up_is_told_and_leaves_no_broken_video(
    run: Run, clip: Path, exercise: Path, riser: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []

    def encode(self: object, picture: object) -> None:
        written.append(picture)
        if len(written) > 20:
            self._failed = True  # type: ignore[attr-defined]
            raise OutputError(f"{self.path}: cannot be written: {os.strerror(errno.ENOSPC)}; make room")  # type: ignore[attr-defined]

    monkeypatch.setattr("formcheck.sinks.video.AnnotatedVideo._encode", encode)
    line = _refused(run("review", clip, "-e", exercise))
    assert "clip.reviewed.mp4: cannot be written: No space left on device" in line
    assert [path.name for path in clip.parent.glob("*.mp4")] == ["clip.mp4"]
    assert [path.name for path in clip.parent.glob(".*")] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("option", ["--csv", "--json-file"])
def test_a_table_on_a_full_disk_is_told(run: Run, clip: Path, exercise: Path, riser: None, option: str) -> None:
    result = run("review", clip, "-e", exercise, "--no-video", "--json", option, "/dev/full")
    assert result.exit_code == 3
    assert result.stderr == "error: /dev/full: cannot be written: No space left on device; choose another place or make room\n"


def test_a_model_that_is_none_is_told(run: Run, clip: Path, exercise: Path, tmp_path: Path) -> None:
    assert "no such pose model" in _refused(run("review", clip, "-e", exercise, "--model", tmp_path / "other.task"))
    assert "not a pose model" in _refused(run("review", clip, "-e", exercise, "--model", clip))


def test_with_several_clips_out_is_a_folder(run: Run, clip: Path, exercise: Path, make_clip: MakeClip, tmp_path: Path) -> None:
    other = make_clip(tmp_path / "other.mp4", 3)
    result = run("review", clip, "-e", exercise, "--out", other, clip)
    assert result.exit_code == 2
    assert "this must be a folder" in result.stderr
