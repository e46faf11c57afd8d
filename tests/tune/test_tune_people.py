"""Tuning drawn clips of several people: what was spoiled comes back, and people who were left out are the judges."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tune_clips import PEOPLE, clip, clips, exercise, track

from formcheck.errors import InputError
from formcheck.evaluate.evaluate import Case
from formcheck.tune.numbers import chosen, numbers_of
from formcheck.tune.objective import Score
from formcheck.tune.people import Tuned, judge, people_of, total
from formcheck.tune.people import tune as run
from formcheck.tune.search import MARGIN

FULL, OVER, BELOW = "repetition.full", "faults.overarched.above", "gate.start.1.below"


def tune(folder: Path, cases: list[Case] | None = None, only: str = "", candidates: int = 200, **options: Any) -> Tuned:
    """Tune some numbers of the small pose file, spoiled by these lines; other options are those of ``tune``."""
    lines = {key: options.pop(key) for key in ("attempt", "full", "overarched") if key in options}
    of = exercise(folder, **lines)
    numbers = chosen(numbers_of(of), only.split())
    return run(of, numbers, clips() if cases is None else cases, candidates=candidates, **options)


def test_what_is_right_and_keeps_its_margins_stays(tmp_path: Path) -> None:
    tuned = tune(tmp_path, full=162)
    assert tuned.values == {}
    assert tuned.exercise == exercise(tmp_path, full=162)
    assert (total(tuned.before).score, total(tuned.after).score) == (Score(), Score())
    assert not tuned.worse


@pytest.mark.parametrize(
    ("spoiled", "address", "gap"),
    [
        ({"full": 180}, FULL, (154, 170)),  # good ones are called shallow
        ({"full": 150}, FULL, (154, 170)),  # shallow ones are called good
        ({"overarched": 170}, OVER, (174, 206)),
        ({"overarched": 230}, OVER, (174, 206)),
    ],
)
def test_a_spoiled_line_comes_back_into_the_middle_of_the_gap(
    tmp_path: Path, spoiled: dict[str, Any], address: str, gap: tuple[float, float]
) -> None:
    tuned = tune(tmp_path, only="repetition faults.overarched.above", **spoiled)
    assert total(tuned.before).score > Score()
    assert total(tuned.after).score == Score()
    assert judge(tuned.exercise, clips()).score == Score()
    margin = min(2 * MARGIN, (gap[1] - gap[0]) / 2) - 2.5
    assert gap[0] + margin <= tuned.values[address] <= gap[1] - margin


def test_several_spoiled_lines_at_once(tmp_path: Path) -> None:
    tuned = tune(tmp_path, clips({"ann": 0, "bob": 2}), attempt=160, full=185, overarched=175)
    assert total(tuned.before).score.counts > 0
    assert total(tuned.after).score == Score()


def test_only_the_numbers_that_were_given_move(tmp_path: Path) -> None:
    tuned = tune(tmp_path, only=OVER, full=180, overarched=230)
    assert set(tuned.values) == {OVER}
    assert judge(tuned.exercise, clips()).score.wrong == {"shallow"}


def test_a_person_is_judged_by_what_was_fitted_to_the_others(tmp_path: Path) -> None:
    """Cid alone needs another line: what was fitted to ann and bob does not know it, what was fitted to all does."""
    cases = [*clips({"ann": 0, "bob": 2}), clip("cid", [159, 150], [None, "shallow"])]
    tuned = tune(tmp_path, cases, FULL, full=162)
    assert tuned.after["cid"].score == tuned.before["cid"].score == Score(verdicts=1, faults=1)
    assert tuned.others["cid"] == {}
    assert 154 < tuned.values[FULL] < 159
    assert judge(tuned.exercise, cases).score == Score()


def test_worse_for_people_who_were_left_out(tmp_path: Path) -> None:
    """Ann's labels contradict bob's: what suits the one spoils the other."""
    cases = [clip("ann", [158, 158], [None, None]), clip("bob", [160, 175], ["shallow", None])]
    tuned = tune(tmp_path, cases, FULL)
    assert total(tuned.before).score == Score(verdicts=2, faults=2)
    assert total(tuned.after).score == Score(verdicts=3, faults=3)
    assert tuned.worse


def test_the_same_seed_gives_the_same_numbers_also_in_several_processes(tmp_path: Path) -> None:
    one, two, both = (
        tune(tmp_path, clips({"ann": 0, "bob": 2}), "repetition", full=180, attempt=160, seed=3, processes=n, candidates=40)
        for n in (1, 1, 2)
    )
    assert one == two == both


def test_the_budget_is_kept(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    tuned = tune(tmp_path, only=FULL, full=180, candidates=10, progress=lambda done, whole: seen.append((done, whole)))
    assert tuned.tried <= 4 * 10
    assert seen[-1][0] <= seen[-1][1] <= 4 * 10
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def stops_after(calls: int) -> Callable[[], bool]:
    """True from the call after this many on."""
    left = iter(range(calls))
    return lambda: next(left, None) is None


def test_stopped_the_best_so_far_is_kept(tmp_path: Path) -> None:
    whole = [tune(tmp_path, only=FULL, full=180, stop=stops_after(calls)) for calls in (0, 12, 24)]
    assert [t.stopped for t in whole] == [True] * 3
    assert whole[0].values == {}
    scores = [judge(t.exercise, clips()).score for t in whole]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] < scores[0]
    assert not any(t.worse for t in whole)


def test_who_lies_a_little_higher_than_the_gate_asks_needs_no_other_gate(tmp_path: Path) -> None:
    """He keeps still, and is taken as he is; the numbers of the gate stay."""
    lies_high = Case(Path("bob.track.npz"), clip("bob", [172], [None]).labels, track((172,), rest=157))
    score = judge(tune(tmp_path, [*clips({"ann": 0}), lies_high], BELOW, stop=lambda: True).exercise, [lies_high]).score
    assert (score.counts, score.phantoms) == (0, 0)


def test_faults_that_one_person_alone_shows(tmp_path: Path) -> None:
    cases = [*clips({"ann": 0}), clip("bob", [170, 154], [None, "shallow"])]
    assert tune(tmp_path, cases, candidates=5).alone == {"overarched": "ann"}


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ([], "none of these clips is labelled as this exercise"),
        (["ann"], "the clips are only of 'ann'; numbers are fitted to some people and judged on another, so give more"),
        ([""], r"the clips are of nobody who is named \(`person` in the labels\)"),
    ],
)
def test_fewer_than_two_people(tmp_path: Path, people: list[str], why: str) -> None:
    cases = [*clips(dict.fromkeys(people, 0)), clip("dan", [170], [None], exercise="stretch")]
    with pytest.raises(InputError, match=why):
        tune(tmp_path, cases)
    assert people_of(exercise(tmp_path), clips()) == list(PEOPLE)
