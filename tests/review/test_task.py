"""Where results go, and what is told before the work begins."""

import os
from pathlib import Path

import pytest

from formcheck.errors import OutputError
from formcheck.files.places import CSV
from formcheck.review.task import Task, Wanted, plan

EARLIER = b"\0\0\0\x20ftypisom, and more of an earlier video"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"video")
    return path


def test_results_go_beside_the_clip(clip: Path) -> None:
    folder = clip.parent
    assert plan([clip], Wanted(track=True)) == [Task(clip, folder / "clip.reviewed.mp4", folder / "clip.track.npz")]


def test_results_go_into_a_folder_that_is_made(clip: Path) -> None:
    out = clip.parent / "new" / "folder"
    assert plan([clip], Wanted(track=True, out=out)) == [Task(clip, out / "clip.reviewed.mp4", out / "clip.track.npz")]
    assert out.is_dir()


def test_the_video_takes_the_name_it_is_given_and_the_track_goes_with_it(clip: Path) -> None:
    out = clip.parent / "seen.mp4"
    assert plan([clip], Wanted(track=True, out=out)) == [Task(clip, out, clip.parent / "seen.track.npz")]


def test_without_a_video_nothing_is_written(clip: Path) -> None:
    assert plan([clip], Wanted(video=False)) == [Task(clip)]


def test_a_recorded_track_has_no_video(tmp_path: Path) -> None:
    track = tmp_path / "clip.track.npz"
    track.write_bytes(b"track")
    assert plan([track], Wanted(track=True)) == [Task(track)]
    assert Task(track).is_track


def test_an_earlier_review_is_replaced(clip: Path) -> None:
    (clip.parent / "clip.reviewed.mp4").write_bytes(EARLIER)
    assert plan([clip], Wanted())[0].video == clip.parent / "clip.reviewed.mp4"


def test_a_video_of_another_name_is_not_replaced_unless_asked_for(clip: Path) -> None:
    other = clip.parent / "holiday.mp4"
    other.write_bytes(EARLIER)
    with pytest.raises(OutputError, match=r"holiday\.mp4: is there already; .*--force"):
        plan([clip], Wanted(out=other))
    assert plan([clip], Wanted(out=other, overwrite=True))[0].video == other


@pytest.mark.parametrize("link", [None, os.symlink, os.link])
def test_the_clip_is_never_overwritten(clip: Path, link: object) -> None:
    out = clip
    if callable(link):
        out = clip.parent / "other.mp4"
        link(clip, out)
    with pytest.raises(OutputError, match="is the clip itself"):
        plan([clip], Wanted(out=out, overwrite=True))


def test_a_table_never_replaces_a_clip(clip: Path) -> None:
    with pytest.raises(OutputError, match="is the clip itself"):
        plan([clip], Wanted(video=False), [(clip, CSV)])


def test_two_clips_with_one_result_are_told(clip: Path) -> None:
    other = clip.with_suffix(".mov")
    other.write_bytes(b"video")
    with pytest.raises(OutputError, match="two results would be written"):
        plan([clip, other], Wanted())


def test_a_missing_clip_is_left_for_its_turn(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / "clip.mp4"
    assert plan([missing], Wanted())[0].clip == missing


def test_a_folder_that_cannot_be_made_is_told(clip: Path) -> None:
    with pytest.raises(OutputError, match="the folder cannot be made"):
        plan([clip], Wanted(out=clip / "folder"))


def test_a_table_in_no_folder_is_told(clip: Path) -> None:
    with pytest.raises(OutputError, match="no such folder"):
        plan([clip], Wanted(video=False), [(clip.parent / "no" / "reps.csv", CSV)])


def test_a_place_without_permission_is_told(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # tests may run as root, who may write everywhere
    with pytest.raises(OutputError, match=r"clip\.reviewed\.mp4: cannot be written here; choose another place"):
        plan([clip], Wanted())
    assert plan([clip], Wanted(may_skip_video=True)) == [Task(clip)]
