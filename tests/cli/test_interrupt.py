"""Ctrl-C, SIGTERM or the end of the terminal in the middle of the work: what was done is kept and valid, and no hidden file stays."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from formcheck.review.drawing import card_times

CARD_FRAMES = len(card_times(1 / 15))  # of the card at the end, after the clip's own

# runs `formcheck` on clips that show the riser, and sends a signal when the 70th frame is looked at, or drawn
PROGRAM = """
import os, signal, sys
sys.path.insert(0, {tests!r})
import conftest
import formcheck.review.clip, formcheck.review.drawing, formcheck.tracking.cache, formcheck.tracking.record
from formcheck.cli.main import main
from pathlib import Path

class Interrupted(conftest.Riser):
    seen = 0
    def estimate(self, frame):
        Interrupted.seen += 1
        if Interrupted.seen in {presses}:
            os.kill(os.getpid(), {number})
        return super().estimate(frame)

class InterruptedDrawing(formcheck.review.drawing.Drawing):
    seen = 0
    def encode(self, image, time_s):
        super().encode(image, time_s)
        InterruptedDrawing.seen += 1
        if InterruptedDrawing.seen in {drawn}:
            os.kill(os.getpid(), {number})

formcheck.review.drawing.Drawing = InterruptedDrawing
formcheck.review.clip.MediaPipeEstimator = Interrupted
formcheck.tracking.record.MediaPipeEstimator = Interrupted
formcheck.tracking.cache.cache_folder = lambda: Path({kept!r})
main()
"""


def _interrupted(
    *words: object,
    presses: tuple[int, ...] = (70,),
    drawn: tuple[int, ...] = (),
    number: int = signal.SIGINT,
    kept: Path = Path("nowhere"),
) -> subprocess.CompletedProcess[str]:
    code = PROGRAM.format(tests=str(Path(__file__).parent), presses=presses, drawn=drawn, number=int(number), kept=str(kept))
    jobs = ("--jobs", "1")  # so that the person of the test is seen
    command = [sys.executable, "-W", "error", "-c", code, *map(str, words), *jobs]
    return subprocess.run(command, text=True, capture_output=True, check=False)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_review_keeps_what_was_done(clip: Path, exercise: Path, tmp_path: Path, name: str) -> None:
    number = getattr(signal, name, None)
    if number is None or (sys.platform == "win32" and name != "SIGINT"):
        pytest.skip("no such signal here")
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("ignored, as under nohup")
    other = tmp_path / "later.mp4"
    other.write_bytes(clip.read_bytes())
    result = _interrupted("review", clip, other, "-e", exercise, "--json", "--csv", tmp_path / "all.csv", "--track", number=number)
    assert (result.returncode, result.stderr) == (128 + number, "")
    seen = json.loads(result.stdout)
    assert (seen["seconds"], len(seen["reps"])) == (4.6, 1)
    assert seen["problems"][-1] == "stopped after 4.6 s: what came later was not looked at"
    with av.open(tmp_path / "clip.reviewed.mp4") as container:
        assert sum(1 for _ in container.decode(video=0)) == 70 + CARD_FRAMES
    assert (tmp_path / "clip.track.npz").exists()
    assert "repetition,1," in (tmp_path / "all.csv").read_text()
    assert not (tmp_path / "later.reviewed.mp4").exists()
    assert list(tmp_path.glob(".*")) == []


def test_a_review_that_is_ended_while_it_draws_tells_all_of_the_clip(clip: Path, exercise: Path, tmp_path: Path) -> None:
    result = _interrupted("review", clip, "-e", exercise, "--json", "--report", presses=(), drawn=(70,))
    assert result.returncode == 130
    seen = json.loads(result.stdout)
    assert (seen["seconds"], len(seen["reps"])) == (11.93, 3)
    assert seen["problems"][-1].startswith("stopped while drawing: the pictures end after ")
    with av.open(tmp_path / "clip.reviewed.mp4") as container:
        assert sum(1 for _ in container.decode(video=0)) >= 70 + CARD_FRAMES
    assert (tmp_path / "clip.report.html").exists()
    assert list(tmp_path.glob(".*")) == []


def test_a_track_keeps_what_was_done(clip: Path, exercise: Path) -> None:
    result = _interrupted("track", clip)
    assert (result.returncode, result.stderr) == (130, "")
    assert "70 frames, a person in 70 of them" in result.stdout
    track = clip.with_name("clip.track.npz")
    again = subprocess.run(
        [sys.executable, "-m", "formcheck", "review", str(track), "-e", str(exercise), "--json"], text=True, capture_output=True, check=True
    )
    assert len(json.loads(again.stdout)["reps"]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_of_several_tracks_those_that_are_made_are_kept(clip: Path, exercise: Path, tmp_path: Path) -> None:
    for name in ("later.mp4", "never.mp4"):
        (tmp_path / name).write_bytes(clip.read_bytes())
    result = _interrupted("track", clip, tmp_path / "later.mp4", tmp_path / "never.mp4", presses=(250,), number=signal.SIGTERM)
    assert (result.returncode, result.stderr) == (143, "")
    assert [line.rpartition("/")[2] for line in result.stdout.splitlines()] == [
        "clip.track.npz: 180 frames, a person in 180 of them",
        "later.track.npz: 70 frames, a person in 70 of them",
    ]
    assert sorted(path.name for path in tmp_path.glob("*.npz")) == ["clip.track.npz", "later.track.npz"]
    assert list(tmp_path.glob(".*")) == []


LATER = 11 * 15  # frames of another clip
LABELS = """\
exercise: chair_rise
person: {person}
reps:
  - {{start_s: 0.0, end_s: 4.0, verdict: good}}
  - {{start_s: 4.0, end_s: 8.0, verdict: good}}
  - {{start_s: 8.0, end_s: 12.0, verdict: incomplete}}
holds: []
"""


@pytest.mark.parametrize(("command", "name"), [("evaluate", "SIGTERM"), ("evaluate", "SIGINT"), ("tune", "SIGTERM"), ("tune", "SIGINT")])
def test_labelled_clips_that_were_looked_at_need_not_be_again(
    clip: Path, make_clip: Callable[..., Path], exercise: Path, tmp_path: Path, command: str, name: str
) -> None:
    if sys.platform == "win32" and name != "SIGINT":
        pytest.skip("no such signal here")
    number, kept = getattr(signal, name), tmp_path / "kept"
    clips = [clip, make_clip(tmp_path / "later.mp4", LATER)]
    for person, one in zip(("ann", "bob"), clips, strict=True):
        one.with_suffix(".labels.yaml").write_text(LABELS.format(person=person), encoding="utf-8")
    words = (command, exercise, *clips, *(("--only", "repetition.full") if command == "tune" else ()))
    result = _interrupted(*words, presses=(250,), number=number, kept=kept)
    assert (result.returncode, result.stdout) == (128 + number, "")
    assert result.stderr == "stopped; the tracks made so far are kept\n"
    (track,) = kept.iterdir()  # of the first; nothing hidden of the second
    assert track.name.endswith(".track.npz")

    again = _interrupted(*words, presses=(LATER + 1,), number=number, kept=kept)  # a look at the first one too would end it
    assert (again.returncode, again.stderr) == (0, "")
    assert len(list(kept.iterdir())) == 2


def test_a_second_time_ends_at_once(clip: Path, exercise: Path, tmp_path: Path) -> None:
    result = _interrupted("review", clip, "-e", exercise, "--no-video", presses=(1, 1, 2))
    assert result.returncode == 130
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
def test_a_second_sigterm_ends_at_once_and_leaves_nothing_hidden(clip: Path, exercise: Path, tmp_path: Path) -> None:
    result = _interrupted("review", clip, "-e", exercise, presses=(), drawn=(70, 71), number=signal.SIGTERM)
    assert result.returncode == 143
    assert "Traceback" not in result.stderr
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
def test_what_a_killed_run_left_is_cleared_by_the_next(clip: Path, exercise: Path, tmp_path: Path) -> None:
    assert _interrupted("review", clip, "-e", exercise, presses=(), drawn=(70,), number=signal.SIGKILL).returncode == -signal.SIGKILL
    assert [path.name for path in tmp_path.glob(".*")] != []
    assert _interrupted("review", clip, "-e", exercise, presses=()).returncode == 0
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
def test_nohup_stays_in_force(clip: Path, exercise: Path) -> None:
    code = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n{PROGRAM}"
    code = code.format(tests=str(Path(__file__).parent), presses=(70,), drawn=(), number=int(signal.SIGHUP), kept="nowhere")
    command = [sys.executable, "-c", code, "review", str(clip), "-e", str(exercise), "--json", "--no-video"]
    result = subprocess.run(command, text=True, capture_output=True, check=False)
    assert result.returncode == 0
    assert json.loads(result.stdout)["seconds"] > 11
