"""The search, on landscapes whose answer is known: no clips, only a function from numbers to errors."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import pytest

from formcheck.tune.numbers import Number
from formcheck.tune.objective import Score
from formcheck.tune.search import BARE, MARGIN, Fit, Plateau, Point

STEP = 2.0
FULL, ATTEMPT, OVER = "repetition.full", "repetition.attempt", "faults.over.above"


def number(value: float, address: str = FULL) -> Number:
    return Number(address, value, "deg", -inf, inf, STEP, 0.5)


def search(numbers: list[Number], errors: Callable[..., Score | None], seed: int = 0, candidates: int = 400) -> tuple[Fit, list[Point]]:
    """Run a fit to its end, or until so many points were asked for; returns it and the points."""
    fit, asked = Fit(numbers, seed), list[Point]()
    asking = fit.run()
    points = next(asking)
    while len(asked) + len(points) <= candidates:
        asked += points
        try:
            points = asking.send([errors(*point) for point in points])
        except StopIteration:
            break
    return fit, asked


def good_between(low: float, high: float) -> Callable[[float], Score]:
    """No error between these values, and a wrong count elsewhere."""
    return lambda x: Score(counts=int(not low <= x <= high))


@pytest.mark.parametrize("today", [150, 163, 130, 185])
def test_in_a_narrow_gap_the_middle_wins(today: float) -> None:
    fit, _ = search([number(today)], good_between(155, 170))
    assert fit.best[0] == pytest.approx(162.5, abs=STEP)
    assert not fit.score


def test_in_a_wide_gap_today_wins_when_it_keeps_its_margin() -> None:
    fit, _ = search([number(162)], good_between(100, 200))
    assert fit.best == (162,)
    assert fit.moved() == {}


@pytest.mark.parametrize(("today", "wanted"), [(101, 116), (60, 116), (240, 132)])
def test_in_a_wide_gap_it_moves_no_farther_than_a_third_of_it(today: float, wanted: float) -> None:
    fit, _ = search([number(today)], good_between(100, 148))
    assert fit.best[0] == pytest.approx(wanted, abs=STEP)


def test_a_gap_is_looked_for_beyond_the_margin() -> None:
    """Nothing is wrong within a margin of today's value, but one edge is much nearer than the other."""
    fit, _ = search([number(100 + 1.2 * MARGIN * STEP)], good_between(100, 160))
    assert fit.best[0] == pytest.approx(120, abs=STEP)


def test_a_gap_narrower_than_a_margin_is_centred_although_nothing_is_wrong() -> None:
    fit, _ = search([number(101)], good_between(100, 108))
    assert fit.best[0] == pytest.approx(104, abs=STEP)


def test_an_edge_that_is_alone_is_kept_from_by_a_smaller_margin() -> None:
    fit, _ = search([number(101)], good_between(100, inf))
    assert fit.best[0] == pytest.approx(100 + BARE * STEP, abs=STEP)


def test_a_condition_may_ask_for_less_by_a_whole_margin() -> None:
    less, _ = search([number(101, "gate.start.0.below")], good_between(100, inf))
    assert less.best[0] == pytest.approx(100 + MARGIN * STEP, abs=STEP)
    more, _ = search([number(101, "gate.start.0.above")], good_between(100, inf))
    assert more.best[0] == pytest.approx(100 + BARE * STEP, abs=STEP)


def test_nothing_moves_where_nothing_makes_a_difference() -> None:
    fit, asked = search([number(163), number(149, ATTEMPT)], lambda x, y: Score())
    assert fit.moved() == {}
    assert len(asked) < 20


def test_what_is_wrong_and_cannot_be_put_right_moves_nothing() -> None:
    fit, asked = search([number(163), number(149, ATTEMPT)], lambda x, y: Score(counts=3, verdicts=2))
    assert fit.moved() == {}
    assert len(asked) < 200


def test_counts_go_before_verdicts_and_those_before_faults() -> None:
    fit, _ = search([number(100)], lambda x: Score(counts=int(x < 110), verdicts=5 * int(x > 108), faults=9 * int(x > 105)))
    assert fit.best[0] >= 110
    assert Score(0, 0, 9) < Score(0, 1, 0) < Score(1, 0, 0)


def test_numbers_that_only_help_together() -> None:
    """Two conditions of the gate, of which each alone keeps it closed."""
    numbers = [number(100, "gate.start.0.above"), number(100, "gate.start.1.above")]
    fit, _ = search(numbers, lambda x, y: Score(counts=int(x > 90 or y > 90)))
    assert not fit.score
    assert max(fit.best) <= 90


def test_rules_that_are_not_valid_are_kept_away_from() -> None:
    fit, _ = search([number(100)], lambda x: None if x > 110 else Score(counts=int(x < 104)))
    assert 104 <= fit.best[0] <= 110


def test_a_fault_is_put_right_by_its_own_numbers_and_by_no_others() -> None:
    """`repetition.full` would do as well, by chance; it is not tried, as nothing is wrong with counts."""
    numbers = [number(163), number(190, OVER)]

    def errors(full: float, over: float) -> Score:
        wrong = over > 185 and full > 160
        return Score(faults=int(wrong), wrong=frozenset({"over"} if wrong else ()))

    fit, _ = search(numbers, errors)
    assert set(fit.moved()) == {OVER}


def test_the_same_seed_asks_for_the_same_points() -> None:
    numbers = [number(100, f"faults.f{k}.above") for k in range(5)]

    def errors(*x: float) -> Score:
        return Score(faults=sum(v < 102 for v in x))

    one, two, other = (search(numbers, errors, seed) for seed in (1, 1, 2))
    assert one[1] == two[1]
    assert one[1] != other[1]
    assert not one[0].score
    assert not other[0].score


def test_the_best_is_known_at_any_time() -> None:
    """After every answer it is as good as what has been seen, and never worse than today."""
    errors = good_between(155, 170)
    best = [search([number(130)], errors, candidates=n)[0].best for n in range(1, 30)]
    assert [errors(*b) for b in best] == sorted((errors(*b) for b in best), reverse=True)
    assert not errors(*best[-1])


def test_a_plateau_and_its_edges() -> None:
    good, bad = Score(), Score(counts=1)
    plateau = Plateau.find({1: bad, 2: good, 3: good, 5: bad, 9: good}, today=2)
    assert (plateau.values, plateau.below, plateau.above) == ([2, 3], 1, 5)
    assert list(plateau.edges()) == [(2, 1), (3, 5)]
    assert plateau.place(2, below=0, above=0, middle=0.4) == 2.4
    assert plateau.place(2, below=0, above=0, middle=0) == pytest.approx(2 + 1 / 3)
    assert plateau.keeps(2.5, below=0, above=0, middle=0.4)
    assert not plateau.keeps(2, below=0, above=0, middle=0.4)
    assert plateau.place(2, below=0, above=0, middle=10) == 2.5
    assert Plateau.find({1: bad, 2: good, 3: bad, 9: good}, today=8).values == [9]
