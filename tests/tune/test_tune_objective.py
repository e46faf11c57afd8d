"""How good rules are: errors in order of weight, and the same verdicts for a trial as for a review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tune_clips import clip, clips, exercise, rows

from formcheck.engine.report import Report
from formcheck.engine.status import Hold, Repetition
from formcheck.evaluate.agreement import compare
from formcheck.evaluate.evaluate import check
from formcheck.evaluate.labels import Labels
from formcheck.tune.objective import Score, Trial, score_of


def rep(start_s: float, end_s: float, *faults: str) -> Repetition:
    return Repetition(None, start_s, end_s, 170, 0, "flawed" if faults else "good", faults)


def score(*own: Repetition | Hold, **true: Any) -> Score:
    """The errors of what was told (own) against what is true."""
    report = Report("clip", "bridge", "side", frames=10, found=10)
    report.take(own)
    labels = Labels.model_validate({"exercise": "bridge"} | true)
    return score_of(report, labels, compare(report, labels))


TRUE_REP = {"start_s": 1, "end_s": 4, "verdict": "good", "faults": []}
TRUE_HOLD = {"start_s": 1, "end_s": 9, "held_s": 8, "zone_s": 8, "faults": []}


@pytest.mark.parametrize(
    ("own", "true", "errors"),
    [
        ([rep(1, 4)], {"reps": [TRUE_REP]}, Score()),
        ([rep(1.5, 4.5)], {"reps": [TRUE_REP]}, Score()),  # within half a second
        ([rep(1, 4.6)], {"reps": [TRUE_REP]}, Score(times=1)),
        ([rep(2.2, 5.4)], {"reps": [TRUE_REP]}, Score(times=2, excess=3)),
        ([rep(1, 4, "rushed")], {"reps": [TRUE_REP]}, Score(verdicts=1, faults=1)),
        ([], {"reps": [TRUE_REP]}, Score(counts=1, verdicts=1)),
        ([rep(1, 4), rep(5, 8)], {"reps": [TRUE_REP]}, Score(counts=1)),
        ([rep(5, 8)], {"reps": [TRUE_REP]}, Score(counts=2, verdicts=1)),  # one too many and one too few
        ([Hold(None, 1, 9, 8, True, ())], {"holds": [TRUE_HOLD]}, Score()),
        ([Hold(None, 1, 9, 5, True, ())], {"holds": [TRUE_HOLD]}, Score(times=1, excess=5)),
        ([], {"holds": [TRUE_HOLD]}, Score(counts=1, times=1)),
        ([Hold(None, 1, 4, 3, True, ()), Hold(None, 5, 9, 4, True, ())], {"holds": [TRUE_HOLD]}, Score(counts=1, times=2, excess=14)),
        ([rep(1, 4)], {"true_reps": 3}, Score(counts=2)),  # counted by eye
        ([rep(1, 4), rep(5, 8)], {"exercise": "stretch", "reps": []}, Score(phantoms=2)),
    ],
)
def test_errors(own: list[Repetition | Hold], true: dict[str, Any], errors: Score) -> None:
    assert score(*own, **true) == errors


def test_the_order_of_weight() -> None:
    order = [Score(), Score(excess=9), Score(phantoms=1), Score(times=1), Score(faults=1), Score(verdicts=1), Score(counts=1)]
    assert order == sorted(order)
    assert [bool(s) for s in order] == [False] + [True] * 6


def test_scores_add_up() -> None:
    one = Score(1, 2, 3, 4, 5, 6, frozenset({"rushed"}))
    assert one + Score(counts=1, wrong=frozenset({"shallow"})) == Score(2, 2, 3, 4, 5, 6)
    assert (one + Score(wrong=frozenset({"shallow"}))).wrong == {"rushed", "shallow"}
    assert one + Score() == one


def test_a_trial_says_what_a_review_says_whatever_rules_were_tried_before(tmp_path: Path) -> None:
    case = clips()[0]
    trial = Trial(case)
    for lines in ({}, {"full": 175}, {"attempt": 160, "overarched": 172}, {}):
        of = exercise(tmp_path, **lines)
        assert trial.report(of).to_json() == check(of, case.track, case.clip.name, 0.0).to_json()
    assert trial.score(exercise(tmp_path)) == Score()


def test_the_faults_that_are_wrong_are_named(tmp_path: Path) -> None:
    labels = {"reps": rows([None, None, "rushed"])}
    trial = Trial(clip("ann", [170, 154, 170], [], **labels))
    assert trial.score(exercise(tmp_path)).wrong == {"shallow", "rushed"}
