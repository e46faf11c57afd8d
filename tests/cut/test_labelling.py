"""Labelling: which exercise a stretch of time is given to, on made-up evidence with a known answer."""

from __future__ import annotations

import itertools

import pytest

from formcheck.cut.evidence import Piece, Span
from formcheck.cut.labelling import Stretch, Voice, label


def voice(*spans: Span, share: float = 1.0, closed: tuple[Span, ...] = (), entry: float = 5.0) -> Voice:
    """An exercise that sees these repetitions, each explained to this share."""
    return Voice([Piece(a, b, share * (b - a), ((a, b),)) for a, b in spans], closed, entry)


def told(*voices: Voice, end_s: float = 100.0) -> list[tuple[int, float, float]]:
    return [(s.state, s.start_s, s.end_s) for s in label(voices, 0.0, end_s)]


def test_nothing_seen_is_nothing_done() -> None:
    assert label([], 0.0, 10.0) == []
    assert told(voice()) == []


def test_two_exercises_one_after_the_other() -> None:
    first, second = voice((10, 14), (15, 19)), voice((40, 44), (45, 49))
    assert told(first, second) == [(0, 10.0, 19.0), (1, 40.0, 49.0)]


def test_one_movement_while_getting_up_is_no_exercise() -> None:
    assert told(voice((10, 13))) == []


def test_a_short_hold_is_enough_where_holds_are_asked_for() -> None:
    assert told(voice((10, 13), entry=2.0)) == [(0, 10.0, 13.0)]


def test_of_two_that_see_the_same_the_better_explained_is_taken_for_all_of_it() -> None:
    sister = voice((10, 14), (15, 19), (20, 24), share=0.8)
    own = voice((10, 14), (15, 19), (20, 24))
    assert [state for state, *_ in told(sister, own)] == [1]


def test_one_repetition_that_a_sister_explains_better_does_not_break_a_set_up() -> None:
    own = Voice([Piece(10, 14, 4, ((10, 14),)), Piece(15, 19, 1.2, ((15, 19),)), Piece(20, 24, 4, ((20, 24),))], (), 5.0)
    assert told(own, voice((15, 19)), end_s=30) == [(0, 10.0, 24.0)]


def test_who_is_in_another_posture_between_two_movements_does_not_do_a_set() -> None:
    movements = ((10.0, 13.0), (22.0, 25.0))
    assert told(voice(*movements)) == [(0, 10.0, 25.0)]
    assert told(voice(*movements, closed=((13.0, 22.0),))) == []


def test_stretches_do_not_overlap_and_lie_in_the_recording() -> None:
    found = label([voice((1, 9), (10, 19)), voice((8, 16), (17, 30))], 0.0, 25.0)
    assert all(isinstance(s, Stretch) and 0 <= s.start_s < s.end_s <= 25.0 for s in found)
    assert all(a.end_s <= b.start_s for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("still", [((10.0, 12.0),), ((10.0, 12.0), (28.0, 30.0))])
def test_the_worth_of_a_hold_lies_where_the_body_was_still(still: tuple[Span, ...]) -> None:
    hold = Voice([Piece(10, 30, 6.0, still)], (), 2.0)
    inside = voice((14, 18), (19, 23), (24, 27))
    assert 1 in {state for state, *_ in told(hold, inside)}
