"""Drafting a pose file from one recording of bodies whose movement is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from skeletons import ARM, Figure, Film, SideName, film, glide, hops, on_all_fours, on_back, polar, upright, without_person

from formcheck.draft.candidates import Body
from formcheck.draft.draft import Draft, draft, exercise_of
from formcheck.draft.movement import count, rate
from formcheck.draft.text import QUESTION
from formcheck.errors import InputError
from formcheck.evaluate.evaluate import check
from formcheck.pose.pose import Array, Track
from formcheck.rules.exercise import Exercise
from formcheck.rules.load import load_exercise


def drafted(track: Track, tmp_path: Path, reps: int | None = None) -> tuple[Draft, Exercise]:
    """The draft, loaded as any pose file is."""
    found = draft("mine", "a.mp4", track, reps)
    path = tmp_path / "mine.yaml"
    path.write_text(found.text, encoding="utf-8")
    return found, load_exercise(path)


def bridges(tops: list[float], near: SideName = "right", fps: float = 15) -> Track:
    return film(fps, near=near).along(on_back, hops(130, tops))


@pytest.mark.parametrize("near", ["left", "right"])
@pytest.mark.parametrize("tops", [[175], [175, 172, 178], [176] * 6])
def test_a_draft_of_bridges_counts_its_own_clip(tmp_path: Path, near: SideName, tops: list[float]) -> None:
    track = bridges(tops, near)
    found, rules = drafted(track, tmp_path)
    assert found.seen == len(found.report.reps) == len(tops)
    assert (rules.posture, rules.view) == ("on the back", "side")
    assert all(rep.verdict == "good" for rep in found.report.reps)
    start_s, end_s = found.report.reps[0].start_s, found.report.reps[0].end_s
    assert start_s == pytest.approx(2.0, abs=0.4)
    assert end_s == pytest.approx(5.2, abs=0.4)


def test_it_counts_another_recording_of_it_too_and_not_another_movement(tmp_path: Path) -> None:
    _, rules = drafted(bridges([175, 172, 178]), tmp_path)
    assert len(check(rules, bridges([170, 174], "left", 30), "b.mp4", 0.0).reps) == 2
    standing_up = film(15).along(lambda tilt: upright(tilt), hops(0, [60, 60]))
    assert check(rules, standing_up, "c.mp4", 0.0).reps == []


def test_half_of_the_movement_is_told_as_shallow(tmp_path: Path) -> None:
    _, rules = drafted(bridges([175, 172, 178]), tmp_path)
    report = check(rules, bridges([175, 156]), "b.mp4", 0.0)
    assert [rep.verdict for rep in report.reps] == ["good", "incomplete"]
    assert report.reps[1].faults == ("shallow",)


def bowing(time_s: Array) -> Callable[[float], Figure]:
    """Somebody who stands and bows twice."""
    tilts = glide(hops(0, [70, 70]), time_s)
    return lambda t: upright(float(tilts[np.searchsorted(time_s, t - 1e-6)]))


def test_a_movement_that_goes_down_from_rest(tmp_path: Path) -> None:
    time_s = np.arange(0, 12.5, 1 / 15)
    found, rules = drafted(Film(15).shoot(bowing(time_s), 12.0), tmp_path)
    assert found.seen == len(found.report.reps) == 2
    assert rules.posture == "standing"
    assert rules.repetition is not None
    assert rules.repetition.rest > rules.repetition.attempt >= rules.repetition.full  # the trunk's slope, or an angle, falls


def arms_in_turns(time_s: float) -> Figure:
    """Hands and knees; the near arm is raised to the level, then the far one, and so on, four times in all."""
    lifts = [glide([(0, 0), (s, 0), (s + 1, 90), (s + 1.6, 90), (s + 2.6, 0), (40, 0)], np.array([time_s]))[0] for s in (2, 5, 8, 11)]
    figure = on_all_fours(0)

    def raised(joints: dict[str, tuple[float, float]], lift: float) -> dict[str, tuple[float, float]]:
        elbow = polar(joints["shoulder"], ARM / 1.2, -90 + lift)
        return joints | {"elbow": elbow, "wrist": polar(elbow, ARM / 1.2, -90 + lift)}

    return Figure(raised(figure.near, lifts[0] + lifts[2]), raised(figure.far, lifts[1] + lifts[3]), figure.nose, figure.outline)


def test_limbs_that_work_in_turns_are_counted_by_the_working_side(tmp_path: Path) -> None:
    found, rules = drafted(Film(15).shoot(arms_in_turns, 15.0), tmp_path)
    assert found.seen == len(found.report.reps) == 4
    assert rules.sides is not None
    assert rules.dose.per_side
    assert [rep.side for rep in found.report.reps] == ["right", "left", "right", "left"]


def test_what_a_person_has_to_decide_is_asked_for(tmp_path: Path) -> None:
    found, _ = drafted(bridges([175, 172, 178]), tmp_path)
    questions = [line for line in found.text.splitlines() if QUESTION in line]
    assert len(questions) >= 8
    for about in ("title:", "full:", "start:", "faults:", "moved with the repetitions too"):
        assert any(about in line for line in questions), about
    assert "settle_s" not in found.text  # the clip begins with two seconds of rest


def test_a_clip_that_begins_at_once_gets_a_short_settling_time_and_a_question(tmp_path: Path) -> None:
    keys = [(t - 1.6, v) for t, v in hops(130, [175, 175])][1:]
    found, rules = drafted(film(15).along(on_back, [(0.0, 130), *keys[1:]]), tmp_path)
    assert found.seen == len(found.report.reps)
    assert rules.gate.settle_s < 1
    assert any("settle_s" in line and QUESTION in line for line in found.text.splitlines())


def test_a_point_outside_the_picture_is_not_asked_for(tmp_path: Path) -> None:
    track = film(15, origin=(0.9, 0.75)).along(on_back, hops(130, [175, 175]))  # the feet are cut off
    found, rules = drafted(track, tmp_path)
    assert rules.gate.needs == ("near.shoulder", "near.hip", "near.knee")
    assert "near.ankle left the picture" in found.text
    assert len(found.report.reps) == 2


def test_the_number_of_repetitions_can_be_told(tmp_path: Path) -> None:
    assert drafted(bridges([175, 172]), tmp_path, reps=2)[0].seen == 2
    with pytest.raises(InputError, match="no signal shows 7 repetitions") as error:
        draft("mine", "a.mp4", bridges([175, 172]), 7)
    assert "leave --reps out" in str(error.value)


def test_a_clip_in_which_nothing_moves_or_nobody_is_seen() -> None:
    still = bridges([])
    for track in (still, without_person(bridges([175]), [(0, 5.5)])):
        with pytest.raises(InputError, match=r"a\.mp4: nothing moves there and back again"):
            draft("mine", "a.mp4", track)


def test_every_frame_rate_gives_the_same_count() -> None:
    assert [count(rate(Body(bridges([175, 172, 178], fps=fps)))) for fps in (10, 24, 60)] == [3, 3, 3]


def test_the_text_says_where_it_comes_from_in_one_line() -> None:
    text = draft("mine", "a\nb: c.mp4", bridges([175, 175]), None).text
    assert text.splitlines()[0].startswith("# Drafted by `formcheck new` from a b: c.mp4: 2 repetitions seen.")
    assert exercise_of(text).name == "mine"
