"""`formcheck review`: what comes out for a clip in which somebody rises from a chair three times, the last time not fully."""

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import pytest
from typer.testing import Result

from formcheck.review.drawing import card_times

CARD_FRAMES = len(card_times(1 / 15))  # of the card at the end, after the clip's own

Run = Callable[..., Result]

KEYS = ["clip", "exercise", "view", "near_side", "seconds", "detected", "good_reps", "reps", "holds", "faults", "perhaps", "refused"]
KEYS += ["problems"]


def _one(result: Result) -> dict[str, Any]:
    """The only line on stdout."""
    assert result.exit_code == 0, result.output
    assert result.stdout.count("\n") == 1
    return dict(json.loads(result.stdout))


def _frames(path: Path) -> list[float]:
    """The times of a video's pictures."""
    with av.open(path) as container:
        return [float(picture.time) for picture in container.decode(video=0)]


def test_json_tells_repetitions_verdicts_and_faults(run: Run, clip: Path, exercise: Path, riser: None) -> None:
    seen = _one(run("review", clip, "-e", exercise, "--json", "--no-video"))
    assert list(seen) == KEYS
    assert seen["clip"] == str(clip)
    assert (seen["exercise"], seen["view"], seen["near_side"]) == ("chair_rise", "side", "left")
    assert (seen["seconds"], seen["detected"], seen["good_reps"], seen["holds"]) == (11.93, 1.0, 2, [])
    assert [(rep["verdict"], rep["faults"]) for rep in seen["reps"]] == [("good", []), ("good", []), ("incomplete", ["shallow"])]
    assert [rep["peak"] for rep in seen["reps"]] == pytest.approx([175, 175, 150], abs=1)
    for number, rep in enumerate(seen["reps"]):
        assert abs(rep["start_s"] - 4 * number) < 0.3
        assert abs(rep["end_s"] - 4 * (number + 1)) < 0.3


def test_the_summary_is_a_table_and_a_sentence(run: Run, clip: Path, exercise: Path, riser: None) -> None:
    result = run("review", clip, "-e", exercise, "--no-video")
    assert result.exit_code == 0
    assert result.stdout.count("✓ good") == 2
    assert "Stand up all the way (shallow)" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("3 repetitions: 2 good, 1 incomplete; ")


def test_the_annotated_video_has_every_picture_at_its_time(run: Run, clip: Path, exercise: Path, riser: None) -> None:
    result = run("review", clip, "-e", exercise)
    video = clip.with_name("clip.reviewed.mp4")
    assert f"annotated video: {video}" in result.stderr.replace("\n", " ")
    clip_s, video_s = _frames(clip), _frames(video)
    assert video_s[: len(clip_s)] == pytest.approx(clip_s, abs=0.001)
    assert 3.5 < video_s[-1] - clip_s[-1] < 4.5  # the card that sums it up


def test_a_report_is_one_page_beside_the_video(run: Run, clip: Path, exercise: Path, riser: None) -> None:
    result = run("review", clip, "-e", exercise, "--report")
    page = clip.with_name("clip.report.html")
    assert f"report: {page}" in result.stderr.replace("\n", " ")
    text = page.read_text(encoding="utf-8")
    assert 'id="video-data"' in text and "3 repetitions: 2 good, 1 incomplete" in text


def test_a_report_without_the_video_has_its_pictures(run: Run, clip: Path, exercise: Path, riser: None) -> None:
    run("review", clip, "-e", exercise, "--report", "--no-video")
    text = clip.with_name("clip.report.html").read_text(encoding="utf-8")
    assert 'id="video-data"' not in text and text.count("data:image/jpeg") >= 4
    assert not clip.with_name("clip.reviewed.mp4").exists()


def test_a_recorded_track_has_a_report_too(run: Run, clip: Path, exercise: Path, riser: None, tmp_path: Path) -> None:
    run("review", clip, "-e", exercise, "--no-video", "--track")
    assert run("review", clip.with_name("clip.track.npz"), "-e", exercise, "--report", "--out", tmp_path / "pages").exit_code == 0
    assert "<canvas" in (tmp_path / "pages" / "clip.report.html").read_text(encoding="utf-8")


def test_results_go_where_out_says(run: Run, clip: Path, exercise: Path, riser: None, tmp_path: Path) -> None:
    assert run("review", clip, "-e", exercise, "--out", tmp_path / "new", "--track").exit_code == 0
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"clip.reviewed.mp4", "clip.track.npz"}
    assert run("review", clip, "-e", exercise, "--out", tmp_path / "seen.mp4").exit_code == 0
    assert (tmp_path / "seen.mp4").stat().st_size > 1000
    assert not clip.with_name("clip.reviewed.mp4").exists()


def test_a_recorded_track_tells_the_same_as_its_clip(run: Run, clip: Path, exercise: Path, riser: None) -> None:
    first = _one(run("review", clip, "-e", exercise, "--json", "--no-video", "--track"))
    again = _one(run("review", clip.with_name("clip.track.npz"), "-e", exercise, "--json"))
    assert again.pop("clip") == str(clip.with_name("clip.track.npz"))
    first.pop("clip")
    assert again == first


def test_hold_asks_for_another_hold(run: Run, clip: Path, exercise: Path, riser: None) -> None:
    text = exercise.read_text() + "  short_hold: {kind: short_hold, cue: Stay up longer}\n"
    exercise.write_text(text, encoding="utf-8")
    asked = _one(run("review", clip, "-e", exercise, "--json", "--no-video", "--hold", "3"))
    assert all("short_hold" in rep["faults"] for rep in asked["reps"] if rep["verdict"] != "incomplete")
    assert all("short_hold" not in rep["faults"] for rep in _one(run("review", clip, "-e", exercise, "--json", "--no-video"))["reps"])


def test_several_clips_make_a_line_each_and_one_bad_clip_stops_none(
    run: Run, clip: Path, exercise: Path, riser: None, make_clip: Callable[..., Path], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.mp4"
    bad.write_text("no video")
    short = make_clip(tmp_path / "short.mp4", 30)
    result = run("review", clip, bad, short, "-e", exercise, "--json", "--no-video", "--csv", tmp_path / "all.csv")
    assert result.exit_code == 3
    assert [(seen["clip"], len(seen["reps"])) for seen in map(json.loads, result.stdout.splitlines())] == [(str(clip), 3), (str(short), 0)]
    assert result.stderr.startswith(f"error: {bad}: ")
    assert result.stderr.count("\n") == 1
    with (tmp_path / "all.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["clip"], row["kind"]) for row in rows if row["kind"] == "repetition"] == [(str(clip), "repetition")] * 3


def test_json_goes_to_a_file_beside_the_summary(run: Run, clip: Path, exercise: Path, riser: None, tmp_path: Path) -> None:
    result = run("review", clip, "-e", exercise, "--no-video", "--json-file", tmp_path / "seen.jsonl")
    assert "3 repetitions" in result.stdout
    assert json.loads((tmp_path / "seen.jsonl").read_text())["good_reps"] == 2


def test_a_clip_without_anybody_is_a_result_with_a_problem(run: Run, clip: Path, exercise: Path, empty_room: None) -> None:
    seen = _one(run("review", clip, "-e", exercise, "--json"))
    assert (seen["detected"], seen["near_side"], seen["reps"]) == (0.0, None, [])
    assert seen["problems"][-1].startswith("nobody found in any frame: ")
    assert len(_frames(clip.with_name("clip.reviewed.mp4"))) == len(_frames(clip)) + CARD_FRAMES


def test_with_json_a_video_that_cannot_lie_beside_the_clip_is_left_out(
    run: Run, clip: Path, exercise: Path, riser: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK)
    result = run("review", clip, "-e", exercise, "--json")
    assert _one(result)["good_reps"] == 2
    assert "no annotated video" in result.stderr
    assert not clip.with_name("clip.reviewed.mp4").exists()


def test_the_outline_is_asked_for_only_when_an_exercise_needs_it(
    run: Run, clip: Path, riser: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr("formcheck.review.clip.MediaPipeEstimator.__init__", lambda self, model, outline: asked.append(outline))
    for name in ("cat_camel", "press_up"):
        assert run("review", clip, "-e", name, "--json", "--no-video").exit_code == 0
    assert asked == [True, False]
