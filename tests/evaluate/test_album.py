"""`formcheck evaluate --pictures`: what the pictures show, and the page that lists them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from ruamel.yaml import YAML
from rulebook import BRIDGE, STRETCH, exercise
from skeletons import film, half_kneeling, hops, on_back, without_person
from typer.testing import CliRunner

from formcheck.cli.main import app
from formcheck.draw.palette import GREEN, ORANGE, SKY, VERMILLION
from formcheck.evaluate.evaluate import Case, Outcome, evaluate
from formcheck.evaluate.labels import Labels
from formcheck.evaluate.pictures import picture
from formcheck.evaluate.plots import WIDTH
from formcheck.evaluate.timelines import Lane, own_lanes, true_lanes
from formcheck.evaluate.trace import trace
from formcheck.evaluate.wrong import how_wrong, what_is_wrong
from formcheck.pose.pose import Track
from formcheck.pose.trackfile import write_track
from formcheck.rules import library
from formcheck.rules.exercise import Exercise

RULES = exercise(BRIDGE)
TIMES = [(2.0, 5.2), (6.0, 9.2)]


def bridges(*tops: float) -> Track:
    return film(10).along(on_back, hops(130, tops))


def rep(k: int, *faults: str, verdict: str = "good") -> dict[str, Any]:
    return {"start_s": TIMES[k][0], "end_s": TIMES[k][1], "verdict": verdict, "faults": list(faults)}


def judged(track: Track, rules: Exercise = RULES, clip: str = "a.mp4", **labels: Any) -> Outcome:
    truth = Labels.model_validate({"exercise": rules.name} | labels)
    return next(iter(evaluate([rules], [Case(Path(clip), truth, track)], phantoms=True)))


def lanes(outcome: Outcome) -> list[Lane]:
    seen = trace(outcome.exercise, outcome.case.track, "a.mp4", 0.0)
    return true_lanes(outcome) + own_lanes(outcome, seen)


def told(outcome: Outcome) -> dict[str, list[tuple[str, Any]]]:
    return {lane.name: [(bar.text, bar.colour) for bar in lane.bars] for lane in lanes(outcome)}


def test_truth_above_verdicts_below() -> None:
    outcome = judged(bridges(175, 158), reps=[rep(0), rep(1, "shallow", verdict="incomplete")])
    rows = told(outcome)
    assert list(rows) == ["true reps", "true shallow", "gate", "own reps", "own shallow"]
    assert rows["true reps"] == rows["own reps"] == [("1 good", GREEN), ("2 incomplete", SKY)]
    assert rows["true shallow"] == [("there", ORANGE)]
    assert rows["own shallow"] == [("told", ORANGE)]
    assert what_is_wrong(outcome) == []


def test_what_was_missed_or_told_wrongly_stands_out() -> None:
    outcome = judged(bridges(158, 175), reps=[rep(0), rep(1, "rushed", verdict="flawed")])
    rows = told(outcome)
    assert rows["true rushed"] == [("missed", VERMILLION)]
    assert rows["own shallow"] == [("false", VERMILLION)]
    assert "rushed: 1 missed, 0 false" in what_is_wrong(outcome)


def test_the_gate_says_what_it_waited_for() -> None:
    outcome = judged(without_person(bridges(175, 175), [(5.4, 9.0)]), reps=[rep(0), rep(1)])
    gate = next(lane for lane in lanes(outcome) if lane.name == "gate")
    words = [bar.text for bar in gate.bars]
    assert words[0] == "hold the start position"
    assert "nobody seen" in words
    lost = next(bar for bar in gate.bars if bar.text == "nobody seen")
    assert lost.start_s == pytest.approx(5.9, abs=0.2)  # half a second may be a flicker
    assert lost.end_s == pytest.approx(9.0, abs=0.2)


def test_counts_by_eye_are_told_in_words() -> None:
    (lane,) = true_lanes(judged(bridges(175), true_reps=1, sure=0.9))
    assert lane.note == "by eye: 1 repetitions (sure: 0.9)"
    (other,) = true_lanes(judged(bridges(175), exercise=None))
    assert other.note == "a clip of no exercise of the catalogue: nothing is to be counted"


def test_holds_with_their_seconds() -> None:
    track = film(10).along(half_kneeling, [(0, 0), (2, 0), (3, 22), (6, 22), (7, 0), (10, 0)])
    held = {"start_s": 2.8, "end_s": 6.2, "held_s": 3.3, "zone_s": 3.7, "side": "right", "faults": []}
    rows = told(judged(track, exercise(STRETCH), reps=[], holds=[held]))
    assert rows["true holds"] == [("1: 3.3 s right", GREEN)]
    assert re.fullmatch(r"1: 3\.[2-7] s right", rows["own holds"][0][0])


def test_the_picture_of_a_missed_fault_has_a_second_plot() -> None:
    right = picture(judged(bridges(175), reps=[rep(0)]))
    missed = picture(judged(bridges(175), reps=[rep(0, "hips_uneven", verdict="flawed")]))
    assert right.shape[1] == missed.shape[1] == WIDTH
    assert missed.shape[0] > right.shape[0] + 100
    for colour, image in ((GREEN, right), (VERMILLION, missed)):
        assert (image == np.array(colour, np.uint8)).all(axis=2).sum() > 500


def test_a_wrong_count_weighs_more_than_a_missed_fault() -> None:
    none, fault, count = (
        judged(bridges(175, 175), reps=rows) for rows in ([rep(0), rep(1)], [rep(0), rep(1, "rushed", verdict="flawed")], [rep(0)])
    )
    assert how_wrong(none.agreement) == 0 < how_wrong(fault.agreement) < how_wrong(count.agreement)


@pytest.fixture
def clips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A right one, a wrong one with a name that needs care, and one of another exercise in which nothing is counted."""
    monkeypatch.setattr(library, "all_exercises", lambda: [RULES])
    clips = {
        "right": (bridges(175, 175), {"exercise": "bridge", "reps": [rep(0), rep(1)]}),
        "wrong & <odd>": (bridges(175), {"exercise": "bridge", "reps": [rep(0), rep(1)]}),
        "other": (bridges(), {"exercise": None, "reps": []}),
    }
    for name, (track, labels) in clips.items():
        write_track(tmp_path / f"{name}.track.npz", track)
        YAML(typ="safe", pure=True).dump(labels, tmp_path / f"{name}.labels.yaml")
    return tmp_path


def test_the_page_lists_the_worst_first_and_loads_nothing(clips: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    result = CliRunner().invoke(app, ["evaluate", str(clips), "--all", "--phantoms", "--pictures", str(folder)])
    assert (result.exit_code, result.stderr) == (0, f"pictures: {folder / 'index.html'}\n")
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "<title>2 clips, 1 with something wrong</title>" in page
    assert page.index("wrong &amp; &lt;odd&gt;") < page.index("right.track.npz")
    assert "1 counted instead of 2" in page
    sources = re.findall(r'src="([^"]+)"', page)
    assert sources == ["bridge--wrong%20%26%20%3Codd%3E.png", "bridge--right.png"]
    assert sorted(p.name for p in folder.glob("*.png")) == ["bridge--right.png", "bridge--wrong & <odd>.png"]
    picture = cv2.imread(str(folder / "bridge--right.png"))
    assert picture is not None and picture.shape[1] == WIDTH
    assert not re.search(r"<script|://|@import|url\(", page)


def test_a_folder_that_cannot_be_made_is_told(clips: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(app, ["evaluate", str(clips), "--pictures", str(tmp_path / "file" / "x")])
    assert result.exit_code == 3
    assert "the folder for pictures cannot be made" in result.stderr


def test_clips_of_the_same_name_keep_their_own_pictures(tmp_path: Path) -> None:
    from formcheck.evaluate.album import write_album

    outcomes = [judged(bridges(175), clip=f"{folder}/a.mp4", reps=[rep(0)]) for folder in "xy"]
    write_album(tmp_path, outcomes, lambda done, total: None)
    assert sorted(p.name for p in tmp_path.glob("*.png")) == ["bridge--a-2.png", "bridge--a.png"]
