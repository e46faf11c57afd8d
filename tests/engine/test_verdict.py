"""Verdicts, and the faults that only a whole repetition shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from rulebook import BRIDGE, CAT_CAMEL, PRESS_UP, exercise
from skeletons import Keys, glide

from formcheck.engine.late_faults import LateFaults
from formcheck.engine.movement_tracker import MovementTracker, Thresholds
from formcheck.engine.repetition_counter import RawRepetition
from formcheck.engine.verdict import verdict
from formcheck.faults.base import Zero
from formcheck.faults.differs import DiffersFault
from formcheck.faults.finished import FinishedRepetition, Movement, Sample
from formcheck.faults.unless import told
from formcheck.pose.landmarks import SideName
from formcheck.rules.exercise import Exercise

BRIDGE_WITH_REACH = exercise(
    BRIDGE,
    faults={"knees_open": {"kind": "reach", "measure": "lying", "least": -0.5, "cue": "Knees together"}},
)


def bridge(
    top: float = 175, up_s: float = 1.5, top_s: float = 1.0, down_s: float = 1.5, **extra: Callable[[float], float]
) -> RawRepetition:
    """A bridge that goes from 130 degrees to the top and back; extra: other measures as functions of time at the top."""
    keys = [
        (0, 130),
        (1, 130),
        (1 + up_s, top),
        (1 + up_s + top_s, top),
        (1 + up_s + top_s + down_s, 130),
        (6 + up_s + top_s + down_s, 130),
    ]
    return RawRepetition((_path(keys, Thresholds(145, 149), 163, extra),))


def _path(keys: Keys, lines: Thresholds, full: float, extra: dict[str, Callable[[float], float]]) -> Movement:
    excursion, times = MovementTracker(lines), np.arange(round(keys[-1][0] * 30) + 1) / 30
    for t, value in zip(times.tolist(), glide(keys, times).tolist(), strict=True):
        is_full = lines.sign * value >= lines.sign * full
        seen = {n: f(t) for n, f in extra.items()} if is_full else {}
        path = excursion.add(Sample(t, lines.sign * value, is_full, True, seen, max(0.0, lines.sign * (full - value))))
        if path is not None:
            return path
    raise AssertionError("no excursion")


def judged(draft: RawRepetition, of: Exercise | None = None, seen: set[str] | None = None, target_s: float = 0) -> tuple[str, set[str]]:
    """Verdict and faults of one repetition."""
    rules = of or exercise(BRIDGE)
    done = finished(draft, rules)
    late = LateFaults(rules.faults).of_repetition(done, target_s, seen or set())
    names = told(rules.faults, {*late, *(seen or ())})
    return verdict(done, [rules.faults[name] for name in names]), set(names)


def finished(draft: RawRepetition, of: Exercise) -> FinishedRepetition:
    rule = of.repetition
    assert rule is not None
    return FinishedRepetition(draft.paths, draft.full(rule), draft.missing, draft.held_s(rule), draft.short_by(rule))


def test_a_full_one_without_faults_is_good() -> None:
    assert judged(bridge()) == ("good", set())


def test_a_full_one_with_a_fault_is_flawed() -> None:
    assert judged(bridge(), seen={"overarched"}) == ("flawed", {"overarched"})


def test_one_that_falls_short_is_incomplete() -> None:
    assert judged(bridge(top=158)) == ("incomplete", {"shallow"})


@pytest.mark.parametrize(("top", "told"), [(161, False), (156, True)])
def test_within_the_margin_less_than_the_persons_own_range_is_told(top: float, told: bool) -> None:
    """Full is from 163 on and told from 153 on; the first one rises by 45 degrees: 156 is 58 % of that, 161 69 %."""
    rules = exercise(BRIDGE, faults={"shallow": {"kind": "range", "margin": 10, "own": 0.65, "cue": "Higher"}})
    late = LateFaults(rules.faults)
    late.of_repetition(finished(bridge(), rules), 0, set())
    assert bool(late.of_repetition(finished(bridge(top), rules), 0, set())) is told


def test_the_own_range_is_that_of_the_side_that_works_and_of_both_until_it_is_known() -> None:
    """One of the arms lies behind the body, and less of it is seen: of the other side a fifth less is asked."""
    rules = exercise(BRIDGE, faults={"shallow": {"kind": "range", "margin": 10, "own": 0.65, "cue": "Higher"}})
    late = LateFaults(rules.faults)

    def told(top: float, side: SideName) -> bool:
        return bool(late.of_repetition(replace(finished(bridge(top), rules), side=side), 0, set()))

    assert not told(175, "left")
    assert told(152, "right")
    assert not told(161, "right")
    assert not told(156, "right")
    assert told(156, "left")


def test_it_is_incomplete_whether_or_not_the_file_has_a_name_for_it() -> None:
    assert judged(bridge(top=158), exercise(BRIDGE, faults={"shallow": None, "hips_uneven": None})) == ("incomplete", set())


@pytest.mark.parametrize(
    ("up_s", "down_s", "found"),
    [(0.78, 0.78, set()), (0.6, 1.5, {"rushed"}), (1.5, 0.6, {"lowered_fast"}), (0.6, 0.6, {"rushed"})],
)
def test_each_way_has_its_shortest_time(up_s: float, down_s: float, found: set[str]) -> None:
    """0.35 s of the 10 to 90 % are 0.69 s of the whole way; who rushes up is not told of the way down."""
    assert judged(bridge(up_s=up_s, down_s=down_s))[1] == found


def test_of_a_way_that_was_not_seen_from_the_beginning_nothing_is_said() -> None:
    path = _path([(0, 160), (0.2, 175), (2, 175), (4, 130), (6, 130)], Thresholds(145, 149), 163, {})
    assert not path.seen_whole
    assert judged(RawRepetition((path,)))[1] == set()


@pytest.mark.parametrize(("top_s", "target_s", "short"), [(1.0, 3.0, True), (2.5, 3.0, False), (1.0, 0.0, False)])
def test_the_top_must_be_held_as_long_as_asked_for(top_s: float, target_s: float, short: bool) -> None:
    """The last part of the way up and the first of the way down, past the line of the full range, count as held."""
    draft = RawRepetition(
        (_path([(0, 2), (1, 2), (2.5, 43), (2.5 + top_s, 43), (4 + top_s, 2), (7 + top_s, 2)], Thresholds(18, 23), 36, {}),)
    )
    assert draft.held_s(exercise(PRESS_UP).repetition) == pytest.approx(top_s + 0.9, abs=0.1)  # type: ignore[arg-type]
    assert judged(draft, exercise(PRESS_UP), target_s=target_s) == (("flawed", {"short_hold"}) if short else ("good", set()))


def test_one_that_falls_short_is_not_also_told_to_stay_longer() -> None:
    draft = RawRepetition((_path([(0, 2), (1, 2), (2.5, 30), (4, 2), (7, 2)], Thresholds(18, 23), 36, {}),))
    assert judged(draft, exercise(PRESS_UP), target_s=3) == ("incomplete", {"shallow"})


class Set:
    """Repetitions one after another, with the width of the hips as the outline shows it."""

    def __init__(self, **level: Any) -> None:
        rule = BRIDGE["faults"]["hips_uneven"] | level
        self.rules = exercise(BRIDGE, faults={"hips_uneven": rule})
        self.late = LateFaults(self.rules.faults)

    def rep(self, width: float | Callable[[float], float], seen: set[str] | None = None, **parts: Any) -> set[str]:
        draft = bridge(hip_width=width if callable(width) else lambda t: width, **parts)
        there = seen or set()
        return {*told(self.rules.faults, there | set(self.late.of_repetition(finished(draft, self.rules), 0, there)))} - there


@pytest.mark.parametrize(("width", "told"), [(0.40, False), (0.425, False), (0.43, True), (0.375, False), (0.37, True)])
def test_a_level_that_differs_from_the_first_repetition_is_told_either_way(width: float, told: bool) -> None:
    series = Set()
    assert series.rep(0.40) == set()
    assert series.rep(width) == ({"hips_uneven"} if told else set())


@pytest.mark.parametrize(("width", "wrong"), [(0.47, False), (0.49, True)])
def test_it_may_differ_by_an_amount_where_a_share_says_nothing(width: float, wrong: bool) -> None:
    series = Set(share=None, by=0.08, margin=0.02)
    series.rep(0.40)
    assert bool(series.rep(width)) is wrong


@pytest.mark.parametrize(("way", "more", "less"), [("either", True, True), ("more", True, False), ("less", False, True)])
def test_it_may_have_to_differ_one_way_only(way: str, more: bool, less: bool) -> None:
    for width, wrong in ((0.50, more), (0.30, less)):
        series = Set(way=way)
        series.rep(0.40)
        assert bool(series.rep(width)) is wrong


def test_what_may_rest_anywhere_is_not_compared_with_a_calibration() -> None:
    """The camera has not moved because the head lies otherwise than when it was calibrated."""
    level: dict[SideName, Zero] = {"left": Zero(value=0.40, rest=0.50)}
    for way, calibrated in (("either", True), ("less", False)):
        rule = exercise(BRIDGE, faults={"hips_uneven": BRIDGE["faults"]["hips_uneven"] | {"way": way}}).faults["hips_uneven"]
        assert isinstance(rule, DiffersFault)
        assert bool(rule.with_zero(level).zero) is calibrated


def test_a_line_tells_it_whatever_the_first_one_was_and_that_one_is_no_measure() -> None:
    series = Set(way="less", below=0.25)
    assert series.rep(0.24) == {"hips_uneven"}
    assert series.rep(0.40) == set()
    assert series.rep(0.38) == set()
    assert series.rep(0.30) == {"hips_uneven"}


def test_the_first_full_repetition_without_another_fault_is_the_measure() -> None:
    series = Set()
    assert series.rep(0.30, top=158) == {"shallow"}
    assert series.rep(0.30, seen={"overarched"}) == set()
    assert series.rep(0.40) == set()
    assert series.rep(0.40) == set()
    assert series.rep(0.45) == {"hips_uneven"}


def test_it_is_compared_by_the_median_of_the_top() -> None:
    series = Set()
    series.rep(0.40)
    assert series.rep(lambda t: 0.9 if 2.5 < t < 2.8 else 0.40) == set()


def test_a_top_of_which_too_little_is_known_is_not_compared() -> None:
    series = Set()
    series.rep(0.40)
    assert series.rep(lambda t: 0.50 if 2.5 < t < 2.8 else np.nan) == set()
    assert series.rep(lambda t: np.nan) == set()


def test_what_never_reaches_its_line_at_the_top_is_told() -> None:
    def rep(*values: float) -> set[str]:
        return judged(bridge(lying=lambda t: values[0] if t < 3 else values[-1]), BRIDGE_WITH_REACH)[1]

    assert rep(-0.9, -0.6) == {"knees_open"}
    assert rep(-0.9, -0.4) == set()


def test_a_missing_end_is_told_and_not_called_shallow_too() -> None:
    rules = exercise(CAT_CAMEL)
    path = _path([(0, 0), (1, 0), (2.5, 40), (4, 0), (7, 0)], Thresholds(8, 14), 0, {})
    assert judged(RawRepetition((path,), missing="second"), rules) == ("incomplete", {"no_sag"})
    assert judged(RawRepetition((path,), missing="first"), rules) == ("incomplete", {"no_arch"})


def test_with_two_ends_the_time_near_either_end_is_the_hold() -> None:
    rules = exercise(CAT_CAMEL)
    assert rules.repetition is not None
    arch = _path([(0, 0), (1, 0), (2, 40), (3, 40), (4, 0), (7, 0)], Thresholds(8, 14), 0, {})
    sag = _path([(4, 0), (5, -30), (7, -30), (8, 0), (11, 0)], Thresholds(-8, -14), 0, {})
    assert RawRepetition((arch, sag)).held_s(rules.repetition) == pytest.approx(1 + 2 + 4 * 0.27, abs=0.15)


def test_a_fault_that_another_one_explains_is_not_told() -> None:
    faults = exercise(BRIDGE).faults
    assert told(faults, {"hips_uneven", "bouncing"}) == ("bouncing",)
    assert told(faults, {"lowered_fast"}) == ("lowered_fast",)
    assert told(faults, {"hips_uneven", "lowered_fast", "shallow"}) == ("shallow", "lowered_fast")  # in the order of the file
