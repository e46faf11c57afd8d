"""Marking, choosing, changing and undoing, as keys and clicks do it."""

from __future__ import annotations

import pytest
from rulebook import BRIDGE, exercise

from formcheck.label.desk import FULL_KEY, LEGEND, PAGE_S, Desk
from formcheck.label.editor import Editor
from formcheck.label.marks import Mark, rows, verdict_of
from formcheck.label.player import Player

RULES = exercise(BRIDGE, unseen={"pelvis_turns": "no camera shows it"})
REPS = (Mark("rep", 2, 5), Mark("rep", 6, 9, faults=("rushed",)), Mark("fault", 6.5, 7, faults=("rushed",)))


def desk(*marks: Mark, end_s: float = 60.0) -> Desk:
    times = [k / 10 for k in range(round(end_s * 10) + 1)]
    return Desk(Editor(RULES, marks, end_s), Player(times))


def press(table: Desk, keys: str, at_s: float | None = None) -> None:
    if at_s is not None:
        table.player.seek(at_s)
    for key in keys:
        table.press(key)


def selected(table: Desk) -> Mark:
    """The mark that is chosen."""
    assert table.editor.selected is not None
    return table.editor.selected


def spans(table: Desk) -> list[tuple[str, float, float]]:
    return [(m.kind, m.start_s, m.end_s) for m in table.editor.marks]


def test_a_key_begins_a_repetition_and_ends_it() -> None:
    table = desk()
    press(table, "r", 2.0)
    assert table.editor.open == ("rep", 2.0)
    assert spans(table) == []
    press(table, "r", 5.0)
    assert spans(table) == [("rep", 2.0, 5.0)]
    assert table.editor.selected == table.editor.marks[0]
    press(table, "h", 9.0)
    press(table, "h", 7.0)  # marked from its end to its start
    assert spans(table)[1] == ("hold", 7.0, 9.0)


def test_a_span_of_no_length_is_not_made_and_escape_forgets_it() -> None:
    table = desk()
    press(table, "rr", 2.0)
    assert table.editor.open == ("rep", 2.0)
    table.press("esc")
    assert table.editor.open is None
    assert spans(table) == []
    assert not table.done


def test_faults_by_number_make_the_verdict() -> None:
    table = desk(*REPS)
    assert table.editor.fault_names[0] == "shallow"
    assert table.editor.fault_names[-1] == "pelvis_turns"
    press(table, "n", 0.0)
    press(table, "4")
    assert (selected(table).faults, verdict_of(selected(table), RULES)) == (("rushed",), "flawed")
    press(table, "1")
    assert (selected(table).faults, verdict_of(selected(table), RULES)) == (("shallow", "rushed"), "incomplete")
    press(table, "14")
    assert verdict_of(selected(table), RULES) == "good"
    press(table, "9")  # no such fault
    assert selected(table).faults == ()


def test_a_verdict_by_hand_goes_before_and_comes_round_to_the_usual_one() -> None:
    table = desk(REPS[1])
    press(table, "nv", 0.0)
    assert verdict_of(selected(table), RULES) == "good"
    press(table, "vv")
    assert verdict_of(selected(table), RULES) == "incomplete"
    press(table, "v")
    assert (selected(table).verdict, verdict_of(selected(table), RULES)) == (None, "flawed")


def test_a_span_of_a_fault_is_told_which_by_number() -> None:
    table = desk()
    press(table, "f", 2.0)
    press(table, "f3", 3.0)
    assert rows(table.editor.marks, RULES)["faults"] == [{"name": "bouncing", "start_s": 2.0, "end_s": 3.0}]


def test_sides_come_round() -> None:
    table = desk(*REPS)
    press(table, "n", 0.0)
    sides = []
    for _ in range(3):
        press(table, "s")
        sides.append(selected(table).side)
    assert sides == ["left", "right", None]


def test_ends_are_put_where_the_clip_stands_but_never_turned_round() -> None:
    table = desk(Mark("hold", 2, 5, held_s=1.5))
    press(table, "n", 0.0)
    press(table, "i", 1.5)
    press(table, "o", 6.0)
    press(table, "i", 6.0)
    press(table, "o", 1.0)
    assert spans(table) == [("hold", 1.5, 6.0)]
    assert rows(table.editor.marks, RULES)["holds"][0]["held_s"] == 4.5  # what was measured between the old ends is forgotten


def test_marks_are_gone_through_by_time() -> None:
    table = desk(*REPS)
    visited = []
    for key in "nnnnb":
        press(table, key)
        visited.append((selected(table).start_s, table.player.now_s))
    assert visited == [(2, 2), (6, 6), (6.5, 6.5), (6.5, 6.5), (6, 6)]
    table.editor.select(None)
    press(table, "b", 6.2)
    assert selected(table).start_s == 6


def test_everything_can_be_undone_and_done_again() -> None:
    table = desk(*REPS)
    before = table.editor.marks
    press(table, "n", 0.0)
    press(table, "4sx")
    assert len(table.editor.marks) == 2
    press(table, "uuu")
    assert table.editor.marks == before
    press(table, "yyy")
    assert len(table.editor.marks) == 2
    press(table, "u")
    assert (table.editor.marks[0].side, table.editor.marks[0].faults) == ("left", ("rushed",))
    press(table, "uuuuuu")
    assert table.editor.marks == before


def test_every_change_is_counted_and_nothing_else() -> None:
    table = desk(*REPS)
    press(table, "nk zb,. jl+-", 0.0)
    assert table.editor.changes == 0
    press(table, "sxu")
    assert table.editor.changes == 3


def test_the_clip_is_gone_through_by_pictures_and_at_several_speeds() -> None:
    table = desk(end_s=10)
    press(table, "..,", 5.0)
    assert table.player.now_s == pytest.approx(5.1)
    press(table, "-- ")
    table.player.pass_time(2.0)
    assert table.player.now_s == pytest.approx(5.6)
    press(table, "++++")
    assert table.player.speed == 4
    table.player.pass_time(2.0)
    assert (table.player.now_s, table.player.playing) == (10, False)
    press(table, " ")
    assert (table.player.now_s, table.player.playing) == (0, True)


def test_a_click_chooses_and_an_end_of_the_chosen_mark_can_be_dragged() -> None:
    table = desk(*REPS)
    table.click(7.0, "rep")
    assert table.editor.selected == REPS[1]
    table.drop()
    assert spans(table)[:2] == [("rep", 2, 5), ("rep", 6, 9)]
    table.click(9.2, "rep")  # a little beside its end
    table.drag(9.5)
    table.drag(9.8)
    table.drop()
    assert spans(table)[1] == ("rep", 6, 9.8)
    table.click(30.0, None)
    assert (table.player.now_s, selected(table).end_s) == (30.0, 9.8)
    table.click(30.0, "rep")
    assert table.editor.selected is None


def test_the_timeline_can_be_enlarged_and_follows() -> None:
    table = desk()
    assert table.span_s == (0, 60)
    press(table, "z", 27.0)
    start, end = table.span_s
    assert end - start == PAGE_S
    assert start <= 27 < end
    assert desk(end_s=8).span_s == (0, 8)


def test_every_key_that_is_explained_does_something() -> None:
    explained = {key for keys, _ in LEGEND for key in keys.replace("space", " ").replace("1-9", "1").split(" ")} - {
        "",
        "1",
        "q",
        "z",
        "k",
        FULL_KEY,
    }
    assert explained - {"esc"} <= set(desk()._keys)
    table = desk()
    table.press("q")
    assert table.done
