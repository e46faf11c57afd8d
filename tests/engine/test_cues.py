"""One sentence at a time: priority, cooldown, and a word when it is put right."""

from __future__ import annotations

import pytest
from rulebook import BRIDGE, exercise

from formcheck.engine.cues import Prompter
from formcheck.engine.status import Cue

OVERARCHED = Cue("fault", "Hips lower", "overarched")  # priority 7
BOUNCING = Cue("fault", "Hold still", "bouncing")  # 8
UNEVEN = Cue("fault", "Keep both hips level", "hips_uneven")  # 8, further down in the file
SHALLOW = Cue("fault", "Lift your hips higher", "shallow")  # 6


@pytest.fixture
def prompter() -> Prompter:
    return Prompter(exercise(BRIDGE).faults)


def test_nothing_is_said_while_nothing_is_wrong(prompter: Prompter) -> None:
    assert prompter.at(0, ()) is None


def test_a_fault_found_after_the_fact_is_said_for_three_seconds(prompter: Prompter) -> None:
    prompter.fault("shallow")
    assert prompter.at(1.0, ()) == SHALLOW
    assert prompter.at(3.9, ()) == SHALLOW
    assert prompter.at(4.0, ()) is None


def test_a_fault_that_lasts_keeps_its_cue_up(prompter: Prompter) -> None:
    prompter.fault("overarched")
    assert prompter.at(1.0, ("overarched",)) == OVERARCHED
    assert prompter.at(9.0, ("overarched",)) == OVERARCHED
    assert prompter.at(9.1, ()) is None


def test_a_fault_that_is_over_at_once_is_still_said_for_a_while(prompter: Prompter) -> None:
    prompter.fault("overarched")
    prompter.at(1.0, ("overarched",))
    assert prompter.at(1.1, ()) == OVERARCHED


def test_the_most_urgent_of_several_is_said(prompter: Prompter) -> None:
    for name in ("shallow", "bouncing", "overarched"):
        prompter.fault(name)
    assert prompter.at(0, ()) == BOUNCING


def test_of_two_equally_urgent_ones_the_first_of_the_file_is_said(prompter: Prompter) -> None:
    for name in ("hips_uneven", "bouncing"):
        prompter.fault(name)
    assert prompter.at(0, ()) == BOUNCING


def test_a_more_urgent_one_comes_in_between(prompter: Prompter) -> None:
    prompter.fault("overarched")
    prompter.at(0, ("overarched",))
    prompter.fault("bouncing")
    assert prompter.at(1, ("overarched", "bouncing")) == BOUNCING


@pytest.mark.parametrize("name", ["shallow", "hips_uneven"])
def test_a_less_or_equally_urgent_one_waits_until_the_first_was_shown(prompter: Prompter, name: str) -> None:
    prompter.fault("bouncing")
    prompter.at(0, ())
    prompter.fault(name)
    assert prompter.at(1, ()) == BOUNCING
    assert prompter.at(3, ()) is None  # found once, and too late to be of use now


def test_one_that_waits_is_said_when_it_still_lasts(prompter: Prompter) -> None:
    prompter.fault("bouncing")
    prompter.at(0, ("bouncing",))
    prompter.fault("overarched")
    assert prompter.at(1, ("bouncing", "overarched")) == BOUNCING
    assert prompter.at(5, ("overarched",)) == OVERARCHED


def test_when_it_is_put_right_that_is_said(prompter: Prompter) -> None:
    prompter.fault("overarched")
    prompter.at(0, ("overarched",))
    prompter.fixed(2.0, "overarched")
    assert prompter.at(2.0, ()) == Cue("fixed", "Good, keep that", "overarched")
    assert prompter.at(3.4, ()) is not None
    assert prompter.at(3.5, ()) is None


def test_what_was_not_said_is_not_praised_either(prompter: Prompter) -> None:
    prompter.fault("bouncing")
    prompter.fault("overarched")
    prompter.at(0, ("bouncing", "overarched"))
    prompter.fixed(1.0, "overarched")
    assert prompter.at(1.0, ("bouncing",)) == BOUNCING


def test_the_word_of_praise_is_let_finish_before_the_next_complaint(prompter: Prompter) -> None:
    prompter.fault("bouncing")
    prompter.fault("overarched")
    prompter.at(0, ("bouncing", "overarched"))
    prompter.fixed(1.0, "bouncing")
    assert prompter.at(1.0, ("overarched",)) == Cue("fixed", "Good, keep that", "bouncing")
    assert prompter.at(2.5, ("overarched",)) == OVERARCHED


def test_the_same_cue_is_not_begun_again_within_six_seconds(prompter: Prompter) -> None:
    for now in (0.0, 5.9):
        prompter.fault("shallow")
        prompter.at(now, ())
    assert prompter.at(5.9, ()) is None
    prompter.fault("shallow")
    assert prompter.at(6.0, ()) == SHALLOW


def test_a_fault_that_comes_back_at_once_does_not_flicker(prompter: Prompter) -> None:
    prompter.fault("overarched")
    prompter.at(0, ("overarched",))
    prompter.fixed(1.0, "overarched")
    prompter.at(1.0, ())
    prompter.fault("overarched")
    assert prompter.at(1.5, ("overarched",)) == Cue("fixed", "Good, keep that", "overarched")
    assert prompter.at(2.5, ("overarched",)) is None


def test_but_when_it_still_lasts_after_that_it_is_said_again(prompter: Prompter) -> None:
    prompter.fault("overarched")
    prompter.at(0, ("overarched",))
    prompter.at(4, ())
    prompter.fault("overarched")
    assert [prompter.at(now, ("overarched",)) for now in (4.5, 5.9, 6.0)] == [None, None, OVERARCHED]


def test_a_goal_is_praised_when_nothing_is_wrong(prompter: Prompter) -> None:
    praise = Cue("praise", "Time reached")
    prompter.praise(0, "Time reached")
    assert prompter.at(0, ()) == praise
    prompter.fault("overarched")
    assert prompter.at(0.5, ("overarched",)) == OVERARCHED
    prompter.praise(0.6, "Time reached")
    assert prompter.at(0.6, ("overarched",)) == OVERARCHED
