"""Agreement of tiny reports with tiny labels, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.engine.report import Report
from formcheck.engine.status import Hold, Repetition, Verdict
from formcheck.evaluate.agreement import Agreement, FaultScore, compare, match
from formcheck.evaluate.labels import Labels


def rep(start_s: float, end_s: float, *faults: str, verdict: Verdict | None = None, hold_s: float = 0) -> Repetition:
    return Repetition(None, start_s, end_s, 170, hold_s, verdict or ("flawed" if faults else "good"), faults)


def true_rep(start_s: float, end_s: float, *faults: str, verdict: str | None = None) -> dict[str, Any]:
    return {"start_s": start_s, "end_s": end_s, "verdict": verdict or ("flawed" if faults else "good"), "faults": faults}


def hold(start_s: float, end_s: float, held_s: float, *faults: str) -> Hold:
    return Hold(None, start_s, end_s, held_s, True, faults)


def true_hold(start_s: float, end_s: float, held_s: float, zone_s: float | None, *faults: str) -> dict[str, Any]:
    return {"start_s": start_s, "end_s": end_s, "held_s": held_s, "zone_s": zone_s, "faults": faults}


def agree(*own: Repetition | Hold, unseen: tuple[str, ...] = (), **true: Any) -> Agreement:
    """The agreement of what was told (own) with what is true."""
    report = Report("clip", "bridge", "side", frames=10, found=9)
    report.take(own)
    return compare(report, Labels.model_validate({"exercise": "bridge"} | true), unseen)


def test_what_is_all_right_is_all_right() -> None:
    found = agree(rep(1, 4), rep(5, 8, "shallow"), reps=[true_rep(1.2, 4.1), true_rep(5.3, 7.9, "shallow")])
    assert (found.clips, found.counted, found.exact, found.within_one, found.off) == (1, 1, 1, 1, 0)
    assert (found.reps, found.verdicts) == (2, 2)
    assert found.edges_s == pytest.approx([-0.2, -0.1, -0.3, 0.1])
    assert found.faults == {"shallow": FaultScore(found=1)}
    assert found.confusion == {("good", "good"): 1, ("flawed", "flawed"): 1}
    assert found.detected == [0.9]


@pytest.mark.parametrize(
    ("own", "true", "exact", "within_one", "off"), [(3, 3, 1, 1, 0), (2, 3, 0, 1, 1), (4, 3, 0, 1, 1), (5, 3, 0, 0, 2)]
)
def test_counts(own: int, true: int, exact: int, within_one: int, off: int) -> None:
    found = agree(*[rep(2 * k, 2 * k + 1) for k in range(own)], reps=[true_rep(2 * k, 2 * k + 1) for k in range(true)])
    assert (found.exact, found.within_one, found.off) == (exact, within_one, off)


def test_a_repetition_that_was_overlooked_is_a_wrong_verdict_and_its_faults_are_missed() -> None:
    found = agree(rep(1, 4), reps=[true_rep(1, 4), true_rep(5, 8, "shallow")])
    assert (found.reps, found.verdicts) == (2, 1)
    assert found.confusion["flawed", "none"] == 1
    assert found.faults == {"shallow": FaultScore(missed=1)}


def test_a_repetition_that_never_was_has_false_faults() -> None:
    found = agree(rep(1, 4), rep(5, 8, "shallow"), reps=[true_rep(1, 4)])
    assert (found.reps, found.verdicts) == (1, 1)
    assert found.confusion["none", "flawed"] == 1
    assert found.faults == {"shallow": FaultScore(false=1)}


def test_faults_are_found_missed_and_false() -> None:
    found = agree(rep(1, 4, "shallow", "rushed"), reps=[true_rep(1, 4, "shallow", "bouncing")])
    assert found.faults == {"shallow": FaultScore(1, 0, 0), "rushed": FaultScore(0, 0, 1), "bouncing": FaultScore(0, 1, 0)}


def test_faults_that_the_pose_file_says_it_does_not_see_are_left_out() -> None:
    found = agree(rep(1, 4), unseen=("hips_uneven",), reps=[true_rep(1, 4, "hips_uneven")])
    assert (found.verdicts, found.faults) == (1, {})
    both = agree(rep(1, 4, "shallow"), unseen=("hips_uneven",), reps=[true_rep(1, 4, "hips_uneven", "shallow")])
    assert (both.verdicts, both.faults) == (1, {"shallow": FaultScore(found=1)})


def test_precision_recall_and_f1() -> None:
    score = FaultScore(found=6, missed=2, false=4)
    assert (score.precision, score.recall) == (0.6, 0.75)
    assert score.f1 == pytest.approx(12 / 18)
    assert (FaultScore().precision, FaultScore().recall, FaultScore().f1) == (None, None, None)
    assert FaultScore(missed=3).f1 == 0
    assert FaultScore(missed=3).precision is None


def test_spans_are_matched_by_their_overlap_each_once() -> None:
    assert match([(0, 4), (4, 8)], [(0.5, 4.5), (4.5, 8.5)]) == [(0, 0), (1, 1)]
    assert match([(0, 8)], [(0, 2), (2, 8)]) == [(0, 1)]  # the longest overlap
    assert match([(0, 1)], [(1, 2)]) == []  # touching is no overlap
    assert match([], [(0, 1)]) == []


@pytest.mark.parametrize(
    ("held_s", "right", "off"),
    [(5.0, True, 0), (4.8, True, 0.2), (4.6, False, 0.4), (5.9, True, 0), (6.2, True, 0.2), (7.0, False, 1.0)],
)
def test_a_hold_is_timed_right_between_the_strict_and_the_lenient_clock(held_s: float, right: bool, off: float) -> None:
    """held_s: the end of the range; zone_s: 80 % of it."""
    found = agree(hold(2, 8, held_s), holds=[true_hold(2, 8, 5.0, 6.0)])
    assert (found.holds, found.held) == (1, int(right))
    assert found.held_off_s == pytest.approx([off])


def test_a_fault_that_leaves_the_posture_may_take_its_time_away() -> None:
    assert agree(hold(2, 8, 1.0, "trunk_leans"), holds=[true_hold(2, 8, 5.0, 6.0, "trunk_leans")]).held == 1
    assert agree(hold(2, 8, 1.0, "short_hold"), holds=[true_hold(2, 8, 5.0, 6.0, "short_hold")]).held == 0
    assert agree(hold(2, 8, 7.0, "trunk_leans"), holds=[true_hold(2, 8, 5.0, 6.0, "trunk_leans")]).held == 0


def test_holds_have_faults_and_edges_too() -> None:
    found = agree(
        hold(2, 8, 5.5, "bouncing"),
        hold(20, 25, 5, "shallow"),
        holds=[true_hold(2.5, 8, 5, 6, "bouncing"), true_hold(11, 15, 3, 4, "lean")],
    )
    assert (found.holds, found.held) == (2, 1)
    assert found.edges_s == [-0.5, 0]
    assert found.faults == {"bouncing": FaultScore(1, 0, 0), "shallow": FaultScore(0, 0, 1), "lean": FaultScore(0, 1, 0)}
    assert (found.counted, found.exact) == (1, 1)


def test_totals_counted_by_eye_count_when_they_are_sure() -> None:
    reps = [rep(1, 3, hold_s=1.9), rep(4, 6, hold_s=4.0)]
    sure = agree(*reps, true_reps=3, true_hold_s=[2.5, 2.5], sure=0.9)
    assert (sure.counted, sure.exact, sure.within_one) == (1, 0, 1)
    assert (sure.holds, sure.held) == (2, 1)
    assert sure.held_off_s == pytest.approx([0, 0.5])  # beyond the second that counting by eye may be off
    unsure = agree(*reps, true_reps=3, true_hold_s=[2.5], sure=0.8)
    assert (unsure.counted, unsure.holds) == (0, 0)


def test_holds_of_the_review_go_before_holds_at_the_top() -> None:
    found = agree(rep(1, 3, hold_s=1), hold(4, 12, 8), true_hold_s=[8])
    assert (found.holds, found.held) == (1, 1)


def test_a_hold_that_was_overlooked_is_not_timed_right() -> None:
    found = agree(true_hold_s=[8, 9])
    assert (found.holds, found.held) == (2, 0)


@pytest.mark.parametrize("exercise", ["plank", None])
def test_whatever_is_counted_in_a_clip_of_something_else_is_a_phantom(exercise: str | None) -> None:
    found = agree(rep(1, 4, "shallow"), hold(5, 9, 3), exercise=exercise, reps=[true_rep(1, 4)])
    assert (found.phantoms, found.counted, found.reps, found.faults) == (2, 0, 0, {})


def test_agreements_add_up() -> None:
    total = Agreement()
    total += agree(rep(1, 4), reps=[true_rep(1, 4)])
    total += agree(rep(1, 4, "shallow"), reps=[true_rep(1.5, 4)])
    total += agree(rep(1, 4, "shallow"), rep(5, 8, "shallow"), reps=[true_rep(1, 4, "shallow")])
    total += agree(rep(1, 4), exercise="plank")
    figures = total.to_json()
    of = figures.pop("of")
    assert of["counts_exact"] == {"part": 2, "whole": 3, "low": 0.2077, "high": 0.9385}
    assert of["verdicts_right"]["whole"] == 3
    told = figures["faults"]["shallow"].pop("of")
    assert told["precision"] == {"part": 1, "whole": 3, "low": 0.0615, "high": 0.7923}
    assert figures == {
        "clips": 4,
        "counts_exact": 0.6667,
        "counts_within_one": 1.0,
        "count_mean_error": 0.3333,
        "verdicts_right": 0.6667,
        "edges_within_0.5_s": 1.0,
        "edge_mean_error_s": 0.0833,
        "holds_right": None,
        "hold_mean_error_s": None,
        "phantoms": 1,
        "detected_least": 0.9,
        "good_clips_with_false_fault": 0.5,
        "good_rows_with_false_fault": 0.5,
        "visible_faults_found": 1.0,
        "silent_clips": 0.0,
        "nothing_judged": 0.0,
        "confusion": {"flawed -> flawed": 1, "good -> flawed": 1, "good -> good": 1, "none -> flawed": 1},
        "faults": {"shallow": {"precision": 0.3333, "recall": 1.0, "f1": 0.5, "found": 1, "missed": 0, "false": 2}},
    }


def test_of_nothing_nothing_is_said() -> None:
    figures = Agreement().to_json()
    assert {key for key, value in figures.items() if value is not None} == {"clips", "phantoms", "confusion", "faults", "of"}
    assert {share["whole"] for share in figures["of"].values()} == {0}
