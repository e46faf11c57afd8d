"""Drafting a pose file from one recording of bodies that hold a posture."""

from __future__ import annotations

from pathlib import Path

import pytest
from skeletons import Film, Keys, SideName, film, half_kneeling, hops, on_back, upright

from formcheck.draft.candidates import Body
from formcheck.draft.draft import Draft, draft
from formcheck.draft.holding import is_held
from formcheck.draft.text import QUESTION
from formcheck.errors import InputError
from formcheck.evaluate.evaluate import check
from formcheck.pose.pose import Track
from formcheck.pose.trackfile import read_track
from formcheck.rules.exercise import Exercise
from formcheck.rules.load import load_exercise
from samples import labels, track_file, tracks

# seen from the feet nothing that is measured stays where it is; a leg that is kept up while the knee moves looks held
WRONG = ("supine_twist", "nerve_glide-good-female")


def drafted(track: Track, tmp_path: Path, hold: bool = False) -> tuple[Draft, Exercise]:
    """The draft, loaded as any pose file is."""
    found = draft("mine", "a.mp4", track, hold=hold)
    path = tmp_path / "mine.yaml"
    path.write_text(found.text, encoding="utf-8")
    return found, load_exercise(path)


def stays(rest: float, *tops: float, stay_s: float = 6.0) -> Keys:
    return hops(rest, tops, top_s=stay_s, rest_s=2.0)


def bridges(*tops: float, near: SideName = "right", fps: float = 15, stay_s: float = 6.0) -> Track:
    return film(fps, near=near).along(on_back, stays(130, *tops, stay_s=stay_s))


@pytest.mark.parametrize("near", ["left", "right"])
@pytest.mark.parametrize("tops", [[175], [175, 172], [174, 176, 172]])
def test_a_draft_finds_the_holds_of_its_own_clip(tmp_path: Path, near: SideName, tops: list[float]) -> None:
    found, rules = drafted(bridges(*tops, near=near), tmp_path)
    assert (found.kind, found.seen, found.fitting, found.counted) == ("hold", len(tops), len(tops), len(tops))
    assert rules.hold is not None
    assert rules.posture == "on the back"
    first = found.report.holds[0]
    assert first.start_s == pytest.approx(3.2, abs=0.5)
    assert first.end_s == pytest.approx(9.2, abs=0.5)
    assert first.faults == ()


def test_it_finds_another_recording_of_it_too_and_tells_who_does_not_get_there_or_leaves(tmp_path: Path) -> None:
    _, rules = drafted(bridges(175, 172), tmp_path)
    assert [hold.faults for hold in check(rules, bridges(172, near="left", fps=30), "b.mp4", 5.0).holds] == [()]
    assert [hold.faults for hold in check(rules, bridges(152), "b.mp4", 0.0).holds] == [("shallow",)]
    assert [hold.faults for hold in check(rules, bridges(175, stay_s=3), "b.mp4", 8.0).holds] == [("short_hold",)]
    assert check(rules, film(15).along(upright, stays(0, 60)), "c.mp4", 0.0).holds == []


def test_repetitions_stay_repetitions_also_with_a_pause_at_the_top() -> None:
    for pause_s in (0.5, 1.5, 2.5):
        keys = hops(130, [175, 172, 174], top_s=pause_s)
        assert draft("mine", "a.mp4", film(15).along(on_back, keys)).kind == "reps"


def test_a_posture_that_bends_down_from_standing(tmp_path: Path) -> None:
    found, rules = drafted(film(15).along(upright, stays(0, 70)), tmp_path)
    assert (found.kind, found.counted, rules.posture) == ("hold", 1, "standing")
    assert rules.hold is not None
    assert rules.hold.rest > rules.hold.enter > rules.hold.full


def test_the_leg_behind_is_the_working_one(tmp_path: Path) -> None:
    found, rules = drafted(film(15).along(lambda glide: half_kneeling(glide), stays(0, 22)), tmp_path)
    assert (found.kind, found.counted) == ("hold", 1)
    assert rules.posture == "kneeling"


def test_in_the_posture_from_the_start_and_out_of_it_at_the_end(tmp_path: Path) -> None:
    keys = [(0.0, 175), (7.0, 175), (8.0, 130), (10.0, 130)]
    found, _ = drafted(film(15).along(on_back, keys), tmp_path)
    assert (found.kind, found.counted) == ("hold", 1)
    assert found.report.holds[0].end_s == pytest.approx(7.0, abs=0.5)


def test_in_the_posture_all_the_time_the_lines_are_a_guess_and_said_to_be_one(tmp_path: Path) -> None:
    found, rules = drafted(Film(15).along(on_back, [(0.0, 175), (8.0, 175)]), tmp_path)
    assert (found.kind, found.counted, rules.posture) == ("hold", 1, "on the back")
    assert "# ? Nothing moves in the clip" in found.text
    assert found.report.holds[0].held_s > 6


def test_the_kind_can_be_told_as_a_hold(tmp_path: Path) -> None:
    short = bridges(175, stay_s=4)
    assert drafted(short, tmp_path, hold=True)[0].kind == "hold"
    with pytest.raises(InputError, match="nobody goes into a posture and stays"):
        draft("mine", "a.mp4", film(15).along(on_back, hops(130, [175, 172], top_s=0.3)), hold=True)


def test_the_kind_can_be_told_as_repetitions() -> None:
    assert draft("mine", "a.mp4", bridges(175, 172), 2).kind == "reps"


def test_what_a_person_has_to_decide_is_asked_for(tmp_path: Path) -> None:
    found, rules = drafted(bridges(175), tmp_path)
    questions = [line for line in found.text.splitlines() if QUESTION in line]
    for about in ("title:", "enter:", "full:", "attempt:", "start:", "faults:", "dose:", "what gives way", "moved with the holds too"):
        assert any(about in line for line in questions), about
    assert list(rules.faults) == ["shallow", "bouncing", "short_hold"]
    assert found.text.startswith("# Drafted by `formcheck new` from a.mp4: 1 hold seen.")


@pytest.mark.parametrize("fps", [10, 24, 60])
def test_every_frame_rate_tells_the_same_kind(fps: float) -> None:
    assert is_held(Body(bridges(175, 172, fps=fps)))
    assert not is_held(Body(film(fps).along(on_back, hops(130, [175, 172]))))


@pytest.mark.parametrize("stem", tracks(what="good"))
def test_samples_of_holds_and_of_repetitions_are_told_apart(stem: str) -> None:
    held = is_held(Body(read_track(track_file(stem))))
    if stem.startswith(WRONG):
        assert held != bool(labels(stem).holds), f"{stem} is told rightly now: take it out of WRONG"
    else:
        assert held == bool(labels(stem).holds)
