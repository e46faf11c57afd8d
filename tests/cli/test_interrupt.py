"""Ctrl-C in the middle of the work: what was done is kept and valid, and the exit status is 130."""

import json
import subprocess
import sys
from pathlib import Path

import av

from formcheck.review.drawing import CARD_S

CARD_FRAMES = round(CARD_S * 15) - 1  # of the card at the end, after the clip's own

# runs `formcheck` on clips that show the riser, and presses Ctrl-C when the 70th frame is looked at
PROGRAM = """
import os, signal, sys
sys.path.insert(0, {tests!r})
import conftest
import formcheck.review.clip, formcheck.tracking.record
from formcheck.cli.main import main

class Interrupted(conftest.Riser):
    seen = 0
    def estimate(self, frame):
        Interrupted.seen += 1
        if Interrupted.seen in {presses}:
            os.kill(os.getpid(), signal.SIGINT)
        return super().estimate(frame)

formcheck.review.clip.MediaPipeEstimator = Interrupted
formcheck.tracking.record.MediaPipeEstimator = Interrupted
main()
"""


def _interrupted(*words: object, presses: tuple[int, ...] = (70,)) -> subprocess.CompletedProcess[str]:
    code = PROGRAM.format(tests=str(Path(__file__).parent), presses=presses)
    command = [sys.executable, "-W", "error", "-c", code, *map(str, words)]
    return subprocess.run(command, text=True, capture_output=True, check=False)


def test_a_review_keeps_what_was_done(clip: Path, exercise: Path, tmp_path: Path) -> None:
    other = tmp_path / "later.mp4"
    other.write_bytes(clip.read_bytes())
    result = _interrupted("review", clip, other, "-e", exercise, "--json", "--csv", tmp_path / "all.csv", "--track")
    assert (result.returncode, result.stderr) == (130, "")
    seen = json.loads(result.stdout)
    assert (seen["seconds"], len(seen["reps"])) == (4.6, 1)
    assert seen["problems"][-1] == "stopped after 4.6 s: what came later was not looked at"
    with av.open(tmp_path / "clip.reviewed.mp4") as container:
        assert sum(1 for _ in container.decode(video=0)) == 70 + CARD_FRAMES
    assert (tmp_path / "clip.track.npz").exists()
    assert "repetition,1," in (tmp_path / "all.csv").read_text()
    assert not (tmp_path / "later.reviewed.mp4").exists()
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


def test_a_second_time_ends_at_once(clip: Path, exercise: Path, tmp_path: Path) -> None:
    result = _interrupted("review", clip, "-e", exercise, "--no-video", presses=(1, 1, 2))
    assert result.returncode == 130
    assert "Traceback" not in result.stderr
