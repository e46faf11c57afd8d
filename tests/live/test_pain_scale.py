"""Pain from 0 to 10, answered with an arm: the numbers are counted, and stand still while the arm is up."""

from __future__ import annotations

from formcheck.engine.gesture import HOLD_S, Gesture, GestureState
from formcheck.live.painscale import EACH_S, INTRO_S, LAST_S, MOST, PainAsked, PainScale

STEP_S = 0.1


def ask(up: tuple[tuple[float, float], ...] = ()) -> list[tuple[float, PainAsked]]:
    """What is asked at each moment until it is over; up: when an arm goes up, and for how long."""
    scale, k = PainScale(), 0
    told: list[tuple[float, PainAsked]] = []
    while not told or not told[-1][1].over:
        now = k * STEP_S
        state = GestureState()
        for begin, seconds in up:
            held = now - begin
            if 0 <= held < seconds:
                done = abs(held - HOLD_S) < STEP_S / 2
                state = GestureState(Gesture.ONE_ARM, min(1.0, held / HOLD_S), Gesture.ONE_ARM if done else None)
        told.append((now, scale.update(now, state)))
        k += 1
    return told


def test_without_an_arm_all_numbers_are_counted_and_it_goes_on_without_an_answer() -> None:
    told = ask()
    numbers = list(dict.fromkeys(state.number for _, state in told))
    assert numbers == [None, *range(MOST + 1)]
    assert told[-1][1].answer is None
    assert abs(told[-1][0] - (INTRO_S + EACH_S * (MOST + 1))) < 2 * STEP_S


def test_an_arm_held_up_takes_the_number_at_which_it_was_raised_however_long_that_takes() -> None:
    begin = INTRO_S + 3 * EACH_S + 1.7  # shortly before the 4
    told = ask(((begin, 3.0),))
    assert told[-1][1].answer == 3
    assert {state.number for now, state in told if begin < now < begin + HOLD_S} == {3}
    assert abs(told[-1][0] - (begin + HOLD_S + LAST_S)) < 3 * STEP_S


def test_an_arm_taken_down_again_lets_the_count_go_on() -> None:
    told = ask(((INTRO_S + 1.0, 1.0), (INTRO_S + 1.0 + 1.0 + 2 * EACH_S, 2.0)))
    assert told[-1][1].answer == 2


def test_an_arm_that_is_up_while_the_question_is_put_says_nothing() -> None:
    assert ask(((0.0, 5.0),))[-1][1].answer is None


def test_a_key_answers_or_leaves_it_out() -> None:
    scale = PainScale()
    assert scale.update(0.0, GestureState()).number is None
    assert scale.answer(7).answer == 7
    assert not scale.update(LAST_S / 2, GestureState()).over
    assert scale.update(LAST_S + 0.1, GestureState()).over
    scale = PainScale()
    scale.update(0.0, GestureState())
    scale.skip()
    last = scale.update(0.1, GestureState())
    assert last.over and last.answer is None
