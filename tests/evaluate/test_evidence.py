"""How near right and wrong people are to a line, found by moving it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rulebook import BRIDGE, STRETCH, exercise
from skeletons import film, half_kneeling, hops, on_back

from formcheck.evaluate.evaluate import Case
from formcheck.evaluate.evidence import collect, line_of, with_full, with_lines
from formcheck.evaluate.labels import Labels

RULES = exercise(BRIDGE)
SPANS = [(2.0, 5.2), (6.0, 9.2)]


def case(tops: list[float], person: str, faults: list[list[str]], **labels: object) -> Case:
    """Bridges up to these angles of the hip."""
    rows = [
        {"start_s": a, "end_s": b, "verdict": "flawed" if row else "good", "faults": row}
        for (a, b), row in zip(SPANS, faults, strict=False)
    ]
    told = Labels.model_validate({"exercise": "bridge", "person": person, "reps": rows, "origin": "rendered"} | labels)
    return Case(Path(f"{person}.mp4"), told, film(15).along(on_back, hops(130, tops)))


def test_the_line_of_each_kind_of_fault() -> None:
    lines = {name: line_of(RULES, name) for name in RULES.faults}
    found = {name: (line.key, line.value, line.unit, line.earlier) for name, line in lines.items() if line is not None}
    assert found == {
        "shallow": ("full", 163, "deg", 1),
        "overarched": ("above", 196, "deg", -1),
        "bouncing": ("swing", 4.5, "deg", -1),
        "rushed": ("under_s", 0.35, "s", 1),
        "lowered_fast": ("under_s", 0.35, "s", 1),
        "hips_uneven": ("share", 0.07, "share", -1),
    }
    assert line_of(exercise(STRETCH), "short_hold") is None


@pytest.mark.parametrize("steps", [-6.0, 6.0])
def test_sizes_stay_sizes_however_far_a_line_is_moved(steps: float) -> None:
    moved = with_lines(RULES, steps)
    assert all(value > 0 for fault in moved.faults.values() for key in ("swing", "under_s", "share") if (value := getattr(fault, key, 1)))
    assert all(fault.unless == () for fault in moved.faults.values())
    assert with_full(RULES, steps).repetition.full == 163 + 3 * steps  # type: ignore[union-attr]


def test_the_nearest_right_and_the_nearest_wrong_one() -> None:
    """Right hips come to 178 and 172 degrees, those of shallow ones to 158 and 155; steps are 3 degrees, or 1.5 near the line."""
    cases = [
        case([178, 158], "ann", [[], ["shallow"]]),
        case([172, 155], "bob", [[], ["shallow"]]),
        case([176], "real ann", [[]], origin="real, a friend"),
    ]
    shallow = collect(RULES, cases)["bridge"]["shallow"]
    assert shallow.people == {("right", "drawn"): 2, ("right", "real"): 1, ("wrong", "drawn"): 2, ("wrong", "real"): 0}
    assert (shallow.told_wrongly, shallow.missed) == (0, 0)
    assert shallow.nearest_right == pytest.approx(172, abs=3.1)
    assert shallow.nearest_wrong == pytest.approx(158, abs=3.1)
    assert shallow.margin == pytest.approx(14, abs=5)
    assert shallow.to_json()["line"] == 163


def test_right_ones_beyond_a_line_and_wrong_ones_before_it_are_counted() -> None:
    cases = [case([202, 202], "ann", [[], []]), case([178], "bob", [["overarched"]])]
    found = collect(RULES, cases)["bridge"]["overarched"]
    assert (found.told_wrongly, found.missed) == (2, 1)
    assert found.nearest_right == pytest.approx(202, abs=3.1)
    assert found.margin is not None
    assert found.margin < -20


def test_without_wrong_ones_there_is_no_margin() -> None:
    found = collect(RULES, [case([175], "ann", [[]])])["bridge"]["overarched"]
    assert (found.people["wrong", "drawn"], found.nearest_wrong, found.margin) == (0, None, None)


def test_who_may_have_a_fault_or_has_one_that_hides_it_is_no_evidence() -> None:
    cases = [case([175], "ann", [[]], maybe=["overarched"]), case([175], "bob", [["rushed"]])]
    found = collect(RULES, cases)["bridge"]
    assert found["overarched"].people["right", "drawn"] == 1
    assert found["lowered_fast"].people["right", "drawn"] == 1
    assert found["rushed"].people["wrong", "drawn"] == 1


def test_a_clip_of_known_form_is_one_sighting() -> None:
    by_name: dict[str, Any] = {"reps": None, "true_reps": 2, "origin": "real", "sure": 0.9}
    cases = [
        case([175, 175], "ann", [], form="good", **by_name),
        case([175, 158], "bob", [], form="faulty", named_faults=["shallow"], **by_name),
        case([175, 158], "cid", [], **by_name),  # nobody knows
    ]
    shallow = collect(RULES, cases)["bridge"]["shallow"]
    assert shallow.people == {("right", "drawn"): 0, ("right", "real"): 1, ("wrong", "drawn"): 0, ("wrong", "real"): 1}
    assert shallow.nearest_wrong == pytest.approx(158, abs=3.1)


def test_a_clip_in_which_nothing_is_judged_is_no_evidence() -> None:
    assert collect(RULES, [case([130], "ann", [[]])]) == {}


def test_a_hold_whose_clock_a_fault_stops() -> None:
    """The trunk leans by ten degrees; the line is at fourteen."""
    keys = [(0, 0), (2, 0), (3, 22), (8, 22), (9, 0), (11, 0)]
    labels = Labels.model_validate({"exercise": "stretch", "holds": [{"start_s": 2.5, "end_s": 8.5, "held_s": 5}], "origin": "rendered"})
    track = film(15).along(lambda glide: half_kneeling(glide, lean_deg=10.0), keys)
    found = collect(exercise(STRETCH), [Case(Path("a.mp4"), labels, track)])["stretch"]["trunk_leans"]
    assert found.told_wrongly == 0
    assert found.nearest_right == pytest.approx(10, abs=3.1)
