"""`live` from the first picture to the card at its end: sets and rests, sides, pain and the way back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from joined import JoinedCamera, JoinedEstimator, Piece, poses
from leading import Ears, Keys, quick

from formcheck.draw import icons
from formcheck.draw.card import CardLine
from formcheck.draw.palette import SKY
from formcheck.engine.gesture import HOW
from formcheck.engine.status import Repetition, Status
from formcheck.live.opening import Opening
from formcheck.live.record import default_record
from formcheck.pose.landmarks import SideName
from formcheck.pose.pose import Pose
from formcheck.routines import alone
from formcheck.routines.alone import Done, Wishes, do_alone
from formcheck.routines.schema import Dose, Step, dose_of
from formcheck.routines.sets import Sets
from formcheck.routines.today import Today
from formcheck.rules.library import find_exercise
from formcheck.voice.speaker import Speaker
from formcheck.voice.voice import Voice

CAT = "cat_camel-good-female"
BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TWO_SETS = [Piece(CAT, 3, until_s=10.5), Piece(CAT, 8, until_s=10.5), Piece(CAT, 30)]


class Open:
    """Something that needs no closing."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __enter__(self) -> Any:
        return self._inner

    def __exit__(self, *error: object) -> None:
        pass


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    quick(monkeypatch, tmp_path / "data")
    return tmp_path / "data"


class Held(JoinedEstimator):
    """Says where its landmarks come from."""

    provenance: dict[str, str | int | float] = {}  # noqa: RUF012


def do(
    monkeypatch: pytest.MonkeyPatch, found: list[Pose], name: str, keys: dict[int, str] | None = None, **asked: Any
) -> tuple[Done, list[str], list[dict[str, Any]]]:
    """What was done, what was said, and the lines that were kept.  keys: number of the picture: key.  asked: of the dose; rest_s."""
    rules, window, ears = find_exercise(name), Keys(keys), Ears()
    monkeypatch.setattr(alone, "check_display", lambda: None)
    monkeypatch.setattr(alone, "open_live", lambda *what: Open(JoinedCamera(len(found))))
    monkeypatch.setattr(alone, "MediaPipeEstimator", lambda *what: Open(Held(found)))
    monkeypatch.setattr(alone, "Window", lambda *what: Open(window))
    monkeypatch.setattr(alone, "how", lambda rules: None)
    monkeypatch.setattr(alone, "Opening", lambda *what: None)
    rest_s = asked.pop("rest_s", 4.0)
    dose = None if asked.pop("open_end", False) else dose_of(Step(exercise=rules.name, **asked), rules)
    voice = Voice(Speaker(rules, lambda parts: 0.3 * len(parts), led=dose is not None), ears)
    record = default_record(rules.name, BEGAN)
    wishes = Wishes(rules, dose, rest_s, "0", (640, 360), False, None, False, record, None, None, voice)
    done = do_alone(wishes, BEGAN, lambda: None, lambda: False)
    return done, ears.said, [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]


def events(lines: list[dict[str, Any]]) -> list[str]:
    return [line["event"] for line in lines if line["event"] not in ("refused", "fault", "perhaps", "problem")]


def test_the_dose_is_followed_from_set_to_set_and_then_it_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    done, said, lines = do(monkeypatch, poses(TWO_SETS), "cat_camel", sets=2, reps=1)
    assert done.session.ended == "done"
    assert events(lines) == ["session", "rep", "next_set", "rep", "end"] and lines[-1]["reason"] == "done"
    assert done.closing == ["Cat-camel: 2 of 2 good; the first time", "No fault was seen"]
    assert said[0].startswith("Cat-camel")  # nobody has announced it
    assert "Rest a moment | Then set 2" in said
    assert said[-1] == "All done, well done"


def test_the_last_time_is_told_and_what_went_wrong_then_is_what_to_mind(monkeypatch: pytest.MonkeyPatch) -> None:
    do(monkeypatch, poses(TWO_SETS), "cat_camel", sets=1, reps=1)
    done, _, _ = do(monkeypatch, poses(TWO_SETS), "cat_camel", sets=1, reps=1)
    assert done.closing[0].startswith("Cat-camel: 1 of 1 good, last time 1 of 1")


def test_with_an_open_end_nothing_ends_it_but_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    done, said, lines = do(monkeypatch, poses(TWO_SETS), "cat_camel", open_end=True)
    assert done.session.ended == "source ended"
    assert "next_set" not in events(lines)
    assert not any(text.startswith("Rest") for text in said)


def test_pain_is_asked_about_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    done, said, lines = do(monkeypatch, poses([Piece(CAT, 60)]), "cat_camel", {60: "p", 120: "4"})
    assert done.session.ended == "pain"
    assert events(lines) == ["session", "pain", "pain_level", "end"]
    assert lines[2]["level"] == 4
    assert said[-1].startswith("Stopped because of pain")


def test_who_pressed_p_by_mistake_goes_back_with_b(monkeypatch: pytest.MonkeyPatch) -> None:
    found = poses([Piece(CAT, 25), Piece(CAT, 30)])
    done, _, lines = do(monkeypatch, found, "cat_camel", {60: "p", 120: "b"}, sets=1, reps=1)
    assert done.session.ended == "done"
    assert events(lines) == ["session", "pain", "no_pain", "rep", "end"]


@pytest.mark.parametrize(("key", "ended"), [("g", "done"), ("n", "stopped")])
def test_who_answers_0_may_go_on_or_end_without_pain(monkeypatch: pytest.MonkeyPatch, key: str, ended: str) -> None:
    found = poses([Piece(CAT, 25), Piece(CAT, 30)])
    done, _, lines = do(monkeypatch, found, "cat_camel", {60: "p", 120: "0", 180: key}, sets=1, reps=1)
    assert done.session.ended == ended
    assert lines[-1]["reason"] == ended
    assert tuple(events(lines)[1:3]) == ("pain", "no_pain")


def test_a_set_of_both_sides_is_full_when_each_has_done_its_part() -> None:
    ended = fed(["left"] * 4)
    assert ended == [False] * 4
    assert fed(["left", "left", "right", "right"]) == [False, False, False, True]
    assert fed(["left", "right"] * 2) == [False, False, False, True]


def test_who_stays_on_one_side_is_not_kept_for_ever() -> None:
    assert fed(["left"] * 6).index(True) == 5  # half as many again as were asked for


def test_the_other_side_is_shown() -> None:
    sets = sets_of()
    sets.see(status(1, "left"))
    assert not sets.notice()
    sets.see(status(2, "left"))
    assert sets.notice() == "Now the right side"


def sets_of() -> Sets:
    rules = find_exercise("bird_dog")
    dose = Dose(sets=1, reps=2, hold_s=0, sides="both")
    return Sets(Today(Step(exercise="bird_dog"), rules, dose, 0, None, ""), None, lambda: None, 0, lambda _: None)  # type: ignore[arg-type]


def status(done: int, side: SideName) -> Status:
    rep = Repetition(side, done - 0.5, done, 1.0, 0.0, "good", ())
    return Status(float(done), "rest", good=done, events=(rep,))  # type: ignore[arg-type]


def fed(sides: list[SideName]) -> list[bool]:
    """Whether the set is full after each repetition."""
    sets = sets_of()
    full = []
    for number, side in enumerate(sides, 1):
        sets.see(status(number, side))
        full.append(sets.notice() == "Done")
    return full


def test_what_to_do_is_shown_until_it_begins_and_leaves_the_person_in_sight_after_a_while() -> None:
    rules = find_exercise("bridge")
    opening = Opening(
        rules, [CardLine(icons.play, SKY, "2 sets of 10 repetitions"), CardLine(icons.pause, SKY, HOW[None])], lambda work: None
    )
    first, later = (np.full((720, 1280, 3), 90, np.uint8) for _ in range(2))
    opening.draw(first, Status(0.0, "waiting"))  # type: ignore[arg-type]
    opening.draw(later, Status(30.0, "waiting"))  # type: ignore[arg-type]
    assert (first != 90).any() and (later == 90).all()
