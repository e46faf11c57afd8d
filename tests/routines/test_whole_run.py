"""A routine from the opening to the closing card, from a recording, without a key; and what happens when it is broken off."""

from __future__ import annotations

from pathlib import Path

import pytest
from joined import Piece, poses
from leading import BEGAN, Cut, Keys, kept, lead, lines_of, quick, write

from formcheck.engine.gesture import Gesture
from formcheck.guides import PAIN_ADVICE
from formcheck.history.runs import load_run, run_places
from formcheck.pose.pose import Pose

FIVE = """\
  - {exercise: cat_camel, sets: 2, reps: 1, rest_s: 4}
  - {exercise: piriformis_stretch, reps: 1, hold_s: 4, sides: both, then_rest_s: 0}
  - {exercise: hip_flexor_stretch, reps: 1, hold_s: 4, sides: both, then_rest_s: 0}
  - {exercise: press_up_elbows, reps: 2, hold_s: 0, then_rest_s: 0}
  - {exercise: cat_camel, reps: 2}
"""
TWO = """\
  - {exercise: cat_camel, sets: 2, reps: 1, rest_s: 4}
  - {exercise: press_up_elbows, reps: 2, hold_s: 0}
"""
CAT, PRESS = "cat_camel-good-female", "press_up_elbows-good-female"


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    quick(monkeypatch, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture(scope="module")
def two() -> list[Pose]:
    """A recording that has all of TWO."""
    return poses([Piece(CAT, 24, until_s=10.5), Piece(CAT, 6, until_s=10.5), Piece(PRESS, 24), Piece(PRESS, 30)])


def test_five_exercises_from_a_recording_twice_with_the_same_events(data: Path, tmp_path: Path) -> None:
    file = write(tmp_path, FIVE)
    found = poses(
        [
            Piece(CAT, 48, until_s=10.5),
            Piece(CAT, 6, until_s=10.5),
            Piece("piriformis_stretch-good-female", 22),
            Piece("hip_flexor_stretch-good-male", 10),
            Piece(PRESS, 10),
            Piece(CAT, 10),
            Piece(CAT, 40),
        ]
    )
    first, second = lead(file, found), lead(file, found, began=BEGAN.replace(day=3))
    assert (first.end, second.end) == ("done", "done")
    assert lines_of(first.run) == lines_of(second.run)
    assert [line["event"] for line in first.run.lines] == [
        "pain",
        *("step", "set", "set", "left"),
        *("step", "set", "left") * 4,
        "pain",
        "end",
    ]
    once = kept(data)
    assert len(once) == 10 and once[:5] == once[5:]
    assert [line["exercise"] for line in (session[0] for session in once[:5])] == [
        "cat_camel", "piriformis_stretch", "hip_flexor_stretch", "press_up_elbows", "cat_camel"
    ]  # fmt: skip
    assert all(session[-1]["reason"] == "done" for session in once)
    assert first.closing[0] == "Cat-camel: 2 of 2 good; the first time"
    assert second.closing[:2] == ["Cat-camel: 2 of 2 good, last time 2 of 2", "Piriformis stretch: 2 of 2 held, last time 2 of 2"]
    spoken = [text for text in first.said if not text.split(" | ")[0].isdigit()]
    assert spoken[:2] == ["The first time, take it slowly", "How much pain do you have now, from 0 to 10? Raise an arm at your number."]
    assert "Rest | Then set 2" not in spoken and "Rest a moment | Then set 2" in spoken
    assert [text for text in spoken if text.startswith("Next")][
        3
    ] == "Next | Press-up on the elbows | Mind this | Let your hips sink to the floor"
    assert spoken[-1] == "That is all for today, well done"
    assert second.said[0] == "Last time no fault was seen, today the same again"


@pytest.mark.parametrize(
    ("cut_at", "where"),
    [
        (100, []),  # in the opening
        (300, ["step"]),  # in the announcement or at the gate
        (560, ["step", "set"]),  # in the rest or the second set
        (1000, ["step", "set", "step", "set", "left"]),  # in the second exercise
    ],
)
def test_a_power_cut_costs_no_set_that_was_done(data: Path, tmp_path: Path, two: list[Pose], cut_at: int, where: list[str]) -> None:
    file = write(tmp_path, TWO, more="ask_pain: false\n")
    window = Keys(cut_at=cut_at)
    with pytest.raises(Cut):
        lead(file, two, window)
    (path,) = run_places()
    before = load_run(path)
    done = before.sets_done(0)
    # what is still to be done, after a while before the camera
    left = [Piece(CAT, 24, until_s=10.5)] * (2 - done if 0 not in before.left() else 0) + [Piece(PRESS, 26), Piece(PRESS, 40)]
    again = lead(file, poses(left), began=BEGAN.replace(minute=30))
    assert again.end == "done" and list(run_places()) == [path]
    run = load_run(path)
    assert run.left() == {0: "done", 1: "done"} and run.ended == "done"
    assert [line["sets"] for line in run.lines if line["event"] == "set"] == [1, 2, 1]
    if done or 0 in before.left():
        assert again.said[0] == "We go on where you were"


def test_what_was_broken_off_yesterday_begins_anew_and_so_does_afresh(tmp_path: Path, two: list[Pose]) -> None:
    file = write(tmp_path, TWO, more="ask_pain: false\n")
    with pytest.raises(Cut):
        lead(file, two, Keys(cut_at=700))
    with pytest.raises(Cut):
        lead(file, two, Keys(cut_at=10), began=BEGAN.replace(hour=9), afresh=True)
    with pytest.raises(Cut):
        lead(file, two, Keys(cut_at=10), began=BEGAN.replace(day=3))
    assert len(list(run_places())) == 3


def test_both_arms_end_the_exercise_ask_how_much_it_hurts_and_show_what_the_guides_say(data: Path, tmp_path: Path, two: list[Pose]) -> None:
    file = write(tmp_path, TWO)
    longer = poses([Piece(CAT, 80), Piece(PRESS, 70), Piece(PRESS, 60)])
    # arms: opening 12 s, pain 28 s, announcement 8 s; then both arms; after 6 s of question at the number 2: one arm
    led = lead(file, longer, arms={52 * 15: Gesture.BOTH_ARMS, 52 * 15 + 6 * 15 + 5 * 15: Gesture.ONE_ARM})
    assert {"event": "left", "step": 0, "why": "pain"} in led.run.lines
    assert {"event": "pain", "when": "during", "step": 0, "level": 2} in led.run.lines
    assert kept(data)[0][-1]["reason"] == "pain"
    assert any("see a doctor" in text for text in led.said) and any("see a doctor" in text for text in PAIN_ADVICE)
    assert led.run.left()[1] == "done"
    assert led.closing[0] == "Cat-camel: stopped because of pain"


def test_the_key_n_leaves_an_exercise_out_and_q_can_be_gone_on_after(tmp_path: Path, two: list[Pose]) -> None:
    file = write(tmp_path, TWO, more="ask_pain: false\n")
    led = lead(file, two, Keys({200: "n", 260: "q"}))
    assert led.end == "quit" and led.run.left() == {0: "skipped"} and led.run.ended is None
    again = lead(file, poses([Piece(PRESS, 26), Piece(PRESS, 40)]), began=BEGAN.replace(minute=30))
    assert again.end == "done" and again.run.left() == {0: "skipped", 1: "done"}
    assert again.closing[0] == "Cat-camel: left out"


def test_a_morning_routine_waits_until_the_person_has_been_up_for_long_enough(tmp_path: Path) -> None:
    file = write(tmp_path, "  - {exercise: cat_camel, reps: 1}\n", more="ask_pain: false\nafter_rising_min: 0.5\n")
    still = poses([Piece(CAT, 90)])
    led = lead(file, still, Keys(cut_at=None), began=BEGAN)
    assert led.run.lines[0] == {"event": "up"}
