"""The clock of a hold, moment by moment, ten a second."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.engine.hold_clock import HoldClock
from formcheck.faults.finished import FinishedHold
from formcheck.rules.exercise import HoldRule

STILL = 0.9  # degrees that somebody who has settled moves by


def rule(**changes: Any) -> HoldRule:
    return HoldRule.model_validate({"measure": "glide", "rest": 4, "enter": 9, "full": 17} | changes)


class Session:
    """Feeds values to a clock."""

    def __init__(self, **changes: Any) -> None:
        self.clock = HoldClock(rule(**changes), STILL)
        self.now_s = 0.0
        self.done: FinishedHold | None = None

    def stay(self, value: float, seconds: float = 0.1, **variant: bool) -> Session:
        for _ in range(round(seconds * 10)):
            self.now_s += 0.1
            done = self.clock.add(
                self.now_s, value, variant.get("allowed", True), variant.get("faulty", False), variant.get("suspect", False)
            )
            self.done = self.done or done
        return self


def held(session: Session) -> float:
    return round(session.clock.held_s, 2)


def test_there_is_no_hold_before_the_line() -> None:
    session = Session().stay(0, 1).stay(8.9, 5)
    assert not session.clock.on
    assert held(session) == 0


def test_the_clock_runs_past_the_line() -> None:
    session = Session().stay(0, 1).stay(20)
    assert (session.clock.on, session.clock.running, held(session)) == (True, True, 0)
    session.stay(20)
    assert held(session) == 0.1
    assert held(session.stay(20, 4.9)) == 5.0


def test_on_the_way_in_the_zone_follows_the_depth() -> None:
    """At 10 of what will be 16 degrees the clock runs, as nobody knows better; then this time is taken back."""
    session = Session().stay(10, 1.1)
    assert held(session) == 1.0
    session.stay(16)  # the zone begins at 75 % of the way from rest: 13
    assert held(session) == 0.1
    assert held(session.stay(13.1, 1)) == 1.1
    session.stay(12.9)
    assert not session.clock.running


def test_who_has_settled_keeps_the_time_when_going_deeper_later() -> None:
    session = Session().stay(11, 6.1)
    assert held(session) == 6.0
    session.stay(16)
    assert held(session) == 4.1  # of the last two seconds nobody knows whether they were the way in
    assert held(session.stay(16, 3)) == 7.1


def test_past_the_full_line_everybody_is_in_the_zone() -> None:
    """However deep this one has been."""
    assert held(Session().stay(40, 1.1).stay(17.1, 1)) == 2.0


def test_slack_lets_a_zone_be_left_a_little_later() -> None:
    assert held(Session(slack=0.5).stay(40, 1.1).stay(16.6, 0.8)) == 1.8
    assert held(Session(slack=0.5).stay(40, 1.1).stay(16.4, 0.8)) == 1.0


def test_leaving_the_zone_for_a_moment_is_forgiven() -> None:
    session = Session().stay(20, 1.1).stay(8, 0.4)
    assert (session.clock.running, held(session)) == (False, 1.0)
    assert held(session.stay(20, 0.1)) == 1.5  # with the time outside


def test_leaving_it_for_longer_pauses_the_clock_and_does_not_reset_it() -> None:
    session = Session().stay(20, 1.1).stay(8, 0.8)
    assert session.clock.on
    assert held(session.stay(20, 1.0)) == 2.0


def test_a_fault_stops_the_clock_and_is_not_forgiven() -> None:
    session = Session().stay(20, 1.1).stay(20, 0.3, faulty=True)
    assert not session.clock.running
    assert held(session) == 1.0
    assert held(session.stay(20, 1.0)) == 2.0


def test_leaving_the_zone_with_a_fault_is_not_forgiven_either() -> None:
    session = Session().stay(20, 1.1).stay(8, 0.2).stay(20, 0.2, faulty=True).stay(20, 1.0)
    assert held(session) == 2.0


def test_with_a_fault_the_hold_goes_on_however_long() -> None:
    session = Session().stay(20, 1.1).stay(20, 6, faulty=True)
    assert session.clock.on
    assert session.done is None


def test_back_at_rest_the_hold_is_over() -> None:
    session = Session().stay(0, 1).stay(20, 5.1).stay(0, 0.6)
    assert not session.clock.on
    assert session.done is not None
    assert session.done.start_s == pytest.approx(1.1)
    assert session.done.end_s == pytest.approx(6.1)
    assert session.done.held_s == pytest.approx(5.0)
    assert session.done.there_s == pytest.approx(5.0)
    assert session.done.in_zone


def test_out_of_the_zone_but_not_at_rest_it_is_over_later() -> None:
    session = Session().stay(20, 3).stay(6, 0.9)
    assert session.clock.on
    session.stay(6, 0.3)
    assert not session.clock.on


def test_who_comes_up_from_a_deep_position_but_not_out_of_everybodys_zone_is_in_the_same_hold() -> None:
    session = Session().stay(0, 1).stay(17, 3).stay(11, 3).stay(17, 2)
    assert session.clock.on
    assert session.done is None
    assert held(session) == pytest.approx(5, abs=0.2)  # the time up there does not count
    assert session.stay(0, 2).done is not None


def test_while_a_fault_may_begin_it_is_not_given_up() -> None:
    session = Session().stay(20, 3).stay(0, 3, suspect=True)
    assert session.clock.on
    assert not session.stay(0).clock.on


def test_what_the_posture_asks_for_must_be_so() -> None:
    assert not Session().stay(20, 1, allowed=False).clock.on
    session = Session().stay(20, 1.1).stay(20, 0.8, allowed=False)
    assert (session.clock.running, held(session)) == (False, 1.0)


def test_a_stay_of_less_than_a_second_is_no_hold() -> None:
    session = Session().stay(0).stay(20, 0.8).stay(0, 2)
    assert not session.clock.on
    assert session.done is None


def test_beginning_and_end_lie_where_most_of_the_depth_is_reached() -> None:
    """The slow way in and out is not part of it: nine tenths of the way from rest to where the person mostly was."""
    session = Session().stay(10, 1).stay(14, 1).stay(24, 5).stay(18, 1).stay(0, 2)
    assert session.done is not None
    assert session.done.start_s == pytest.approx(2.1)
    assert session.done.end_s == pytest.approx(7.0)


def test_a_fault_at_the_end_belongs_to_the_hold() -> None:
    session = Session().stay(20, 3).stay(10, 2, faulty=True).stay(0, 2)
    assert session.done is not None
    assert session.done.end_s == pytest.approx(5.0)
    assert session.done.held_s == pytest.approx(2.9)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_measure_that_falls_is_the_same_upside_down(sign: int) -> None:
    """Knee to chest: from 130 at rest to 45 degrees; the lines stand around a level that is not 0."""
    at = {name: 90 - sign * (90 - value) for name, value in {"rest": 115.0, "enter": 100.0, "full": 60.0}.items()}
    depth = 90 - sign * (90 - 75.0)
    session = Session(**at).stay(90 - sign * (90 - 130.0), 1).stay(depth, 4.1)
    assert session.clock.running
    assert held(session) == 4.0
    session.stay(90 - sign * (90 - 130.0), 1)
    assert session.done is not None
    assert (session.done.start_s, session.done.end_s) == pytest.approx((1.1, 5.1))


def test_a_long_gap_between_two_poses_is_not_all_counted() -> None:
    clock = HoldClock(rule(), STILL)
    for now in (0.0, 0.1, 1.9, 2.0):
        clock.add(now, 20, True, False)
    assert clock.held_s == pytest.approx(0.7)


def test_who_is_only_on_the_way_for_a_moment_has_not_tried() -> None:
    """Past the line for half a second, and a second later once more for a moment."""
    session = Session(attempt=6, least_s=1.0).stay(0, 1).stay(8, 0.5).stay(5, 0.8).stay(6.1).stay(0, 2)
    assert session.done is None


def test_an_attempt_that_never_enters_the_zone_is_told_as_such() -> None:
    session = Session(attempt=6).stay(0, 1).stay(7, 3).stay(0, 2)
    assert session.done is not None
    assert not session.done.in_zone
    assert session.done.held_s == 0
    assert session.done.there_s == pytest.approx(2.9)


def test_sinking_back_for_a_moment_is_the_same_hold_where_a_return_is_waited_for() -> None:
    session = Session(return_s=3).stay(20, 3).stay(0, 2).stay(20, 3).stay(0, 4)
    assert session.done is not None
    assert session.done.end_s == pytest.approx(8.0)
    assert session.done.held_s == pytest.approx(5.9, abs=0.11)
    assert session.done.sunk_s is not None


def test_the_end_of_the_source_ends_the_hold() -> None:
    done = Session().stay(20, 3).clock.finish()
    assert done is not None
    assert done.held_s == pytest.approx(2.9)
    assert HoldClock(rule(), STILL).finish() is None


def test_who_comes_to_rest_short_of_the_first_resting_place_has_ended_the_hold() -> None:
    """Lying a little otherwise than before, past the line of the attempt: the next hold is one of its own."""
    session = Session(attempt=6).stay(0, 1).stay(17, 5).stay(7, 3)
    assert session.done is not None
    assert session.done.end_s == pytest.approx(6.0, abs=0.2)
    assert session.done.held_s == pytest.approx(4.9, abs=0.2)
    session.done = None
    assert not session.stay(7, 20).clock.on  # resting there is no hold
    session.stay(17, 4).stay(0, 3)
    assert session.done is not None
    assert session.done.held_s == pytest.approx(3.9, abs=0.2)


def test_a_shallower_position_is_the_same_hold() -> None:
    session = Session(attempt=6).stay(0, 1).stay(17, 5).stay(12, 3).stay(17, 1)
    assert session.done is None
    assert session.clock.on


def test_who_comes_into_the_position_from_farther_out_holds_it_once_he_is_there() -> None:
    """On the knees with the seat up, then down into the line of a plank, and up again: only what lies between is held."""
    session = Session().stay(40, 0.3)
    for depth in (38, 36, 33, 30, 28, 26):
        session.stay(depth, 0.3)
    session.stay(22, 5).stay(28, 0.3).stay(34, 0.3).stay(40, 0.2).stay(0, 2)
    assert session.done is not None
    assert session.done.start_s == pytest.approx(1.9, abs=0.31)
    assert session.done.end_s == pytest.approx(7.1, abs=0.11)
    assert session.done.held_s == pytest.approx(5.2, abs=0.4)


def test_a_slow_way_in_is_not_held() -> None:
    """Two seconds of sliding on past the line; held is what comes after it."""
    session = Session()
    for depth in range(10, 30):
        session.stay(depth)
    session.stay(30, 4).stay(0, 2)
    assert session.done is not None
    assert session.done.start_s == pytest.approx(1.9, abs=0.11)
    assert session.done.held_s == pytest.approx(4.1, abs=0.11)


def test_who_sways_in_it_holds_it_all_the_while() -> None:
    session = Session()
    for _ in range(6):
        session.stay(22, 0.5).stay(24, 0.5)
    session.stay(0, 2)
    assert session.done is not None
    assert session.done.held_s == pytest.approx(5.9, abs=0.11)
