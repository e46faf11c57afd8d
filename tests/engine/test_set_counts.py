"""How far a set is, and whose turn it is: what the voice says and what the screen shows come from here."""

from __future__ import annotations

from formcheck.engine.set_counts import SetCounts
from formcheck.engine.status import Hold, Repetition
from formcheck.pose.landmarks import SideName
from formcheck.rules.library import find_exercise


def rep(side: SideName | None) -> Repetition:
    return Repetition(side, 0.0, 1.0, 1.0, 0.0, "good", ())


def told(sides: list[SideName | None], reps: int = 3, per_side: bool = True) -> list[tuple[int, SideName | None]]:
    """After each repetition: how many are left, and whose turn it is."""
    counts = SetCounts(find_exercise("bird_dog"), reps, per_side)
    said = []
    for side in sides:
        assert counts.add([rep(side)])
        said.append((counts.left, counts.turn))
    return said


def test_one_side_after_the_other() -> None:
    assert told(["left", "left", "left", "right", "right", "right"]) == [
        (5, None),
        (4, None),
        (3, "right"),
        (2, None),
        (1, None),
        (0, None),
    ]


def test_side_by_side() -> None:
    assert told(["left", "right"] * 3) == [(5, None), (4, None), (3, None), (2, None), (1, None), (0, None)]


def test_who_goes_on_with_the_same_side_is_told_each_time_and_not_kept_at_it_for_ever() -> None:
    said = told(["left"] * 9)
    assert said[2:8] == [(3, "right")] * 6
    assert said[8][0] == 0


def test_sides_that_are_not_told_apart_count_as_they_come() -> None:
    assert [left for left, _ in told([None] * 6)] == [5, 4, 3, 2, 1, 0]
    assert [left for left, _ in told(["left"] * 3, per_side=False)] == [2, 1, 0]


def test_of_a_hold_only_what_reached_its_time() -> None:
    counts = SetCounts(find_exercise("plank"), 2, False)
    short, long = (Hold(None, 0.0, 9.0, held_s, reached, ()) for held_s, reached in ((2.0, False), (20.0, True)))
    assert [counts.add([short]), counts.left, counts.add([long]), counts.left] == [False, 2, True, 1]
