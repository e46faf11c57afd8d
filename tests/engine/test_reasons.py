"""What is not counted has its reason, and what is only nearly wrong is told as perhaps."""

from __future__ import annotations

import pytest
from rulebook import BRIDGE, exercise
from skeletons import Keys, film, hops, on_back, upright, without_person

from formcheck.engine import reasons
from formcheck.engine.checker import Checker
from formcheck.engine.replay import replay
from formcheck.engine.report import Report
from formcheck.engine.status import Status
from formcheck.pose.pose import Track


def told(track: Track, **changes: object) -> tuple[Report, list[Status]]:
    statuses: list[Status] = []
    return replay(Checker(exercise(BRIDGE, **changes)), track, "clip", each=statuses.append), statuses


def bridges(keys: Keys) -> Track:
    return film(15).along(on_back, keys)


STAYS_UP = [(0, 130), (2, 130), (3.2, 175), (3.9, 175)]


@pytest.mark.parametrize(("keys", "why"), [(STAYS_UP, reasons.UNFINISHED)], ids=["not finished"])
def test_a_movement_that_is_no_repetition_has_its_reason(keys: Keys, why: str) -> None:
    report, _ = told(bridges(keys))
    assert report.reps == []
    assert [refused.why for refused in report.refused] == [why]


def test_a_clip_that_begins_in_mid_repetition() -> None:
    """The first cannot be judged; the later ones are good."""
    rest = [(now + 1.2, value) for now, value in hops(130, [175, 175])]
    report, _ = told(bridges([(0, 175), *rest]))
    assert [rep.verdict for rep in report.reps] == ["good", "good"]


def test_a_rest_of_four_tenths_of_a_second_is_enough() -> None:
    report, _ = told(bridges(hops(130, [175] * 4, rest_s=0.4)))
    assert [rep.verdict for rep in report.reps] == ["good"] * 4


def test_a_gap_of_two_seconds_at_rest_goes_on() -> None:
    report, _ = told(without_person(bridges(hops(130, [175, 175], rest_s=2.6)), [(5.5, 7.5)]))
    assert [rep.verdict for rep in report.reps] == ["good", "good"]
    assert report.problems == []


def test_a_gate_that_stays_closed_is_told() -> None:
    report, _ = told(film(15).shoot(lambda t: upright(), 5.0))
    (refused,) = report.refused
    assert "lie on your back" in refused.why
    assert refused.end_s - refused.start_s >= 3


def test_within_the_margin_it_is_perhaps_and_in_no_verdict_and_no_cue() -> None:
    fault = BRIDGE["faults"]["overarched"] | {"margin": 5}
    report, statuses = told(bridges(hops(130, [193])), faults={"overarched": fault})
    assert [(rep.verdict, rep.faults) for rep in report.reps] == [("good", ())]
    assert [perhaps.name for perhaps in report.perhaps] == ["overarched"]
    assert all(status.cue is None for status in statuses)


@pytest.mark.parametrize(("rest_deg", "let_in"), [(160, True), (170, False)])
def test_who_misses_the_start_narrowly_and_keeps_still_is_taken_as_he_is(rest_deg: float, let_in: bool) -> None:
    _, statuses = told(film(15).shoot(lambda t: on_back(rest_deg), 4.0))
    assert (statuses[-1].waiting_for is None) is let_in
    assert statuses[20].waiting_for is not None  # not at once
