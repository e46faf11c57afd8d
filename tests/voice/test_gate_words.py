"""What the gate asks for is said with its remedy, when it is sure, and not too often."""

from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path

import pytest
from voice_fakes import bridge, hears, one_second, resting, waiting

import formcheck.engine.gate
from formcheck.engine.gate import say_point
from formcheck.engine.status import Phase, Status
from formcheck.pose.viewpoint import Viewpoint
from formcheck.rules.library import all_exercises
from formcheck.voice.gate import GatePrompts, spoken
from formcheck.voice.mouth import Lexicon
from formcheck.voice.phrases import Phrase
from formcheck.voice.speaker import Speaker


@pytest.mark.parametrize(
    ("waiting_for", "said"),
    [
        ("left ankle out of the picture", "I cannot see your feet, move back a little"),
        ("right knee and right ankle out of the picture", "I cannot see your feet, move back a little"),
        ("left wrist out of the picture", "I cannot see your hands, move back a little"),
        ("step back: the whole body must be in the picture", "I cannot see all of you, move back a little"),
        ("hold the start position", "Stay like this"),
        ("turn side-on to the camera", "turn side-on to the camera"),
        ("lie on your back", "lie on your back"),
    ],
)
def test_with_its_remedy(waiting_for: str, said: str) -> None:
    assert spoken(waiting_for) == said


def test_whatever_the_gate_says_has_its_sound() -> None:
    """Every sentence that the engine's gate can return, and every point that may be out of the picture."""
    tree = ast.parse(Path(formcheck.engine.gate.__file__).read_text(encoding="utf-8"))
    texts = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    told = {text for text in texts if text.startswith(("turn ", "hold the", "step back"))}
    assert len(told) >= 5
    points = {word for exercise in all_exercises() for variant in exercise.each_variant() for word in variant.gate.needs}
    told |= {f"{say_point(word, Viewpoint(0, 0))} out of the picture" for word in points}
    told |= {"get into the start position"}
    lexicon = Lexicon()
    assert [text for text in told if not lexicon.has_sounds([spoken(text)])] == []
    assert [text for text in told if "out of the picture" in text and spoken(text) == Phrase.UNSEEN] == []  # each names what is not seen


def test_a_wish_is_said_when_it_is_sure_and_not_again_for_six_seconds_then_less_often() -> None:
    statuses = waiting("lie on your back", 0, 60)
    times = [time_s for time_s, text in hears(Speaker(bridge(), one_second), statuses) if text == "lie on your back"]
    assert times[0] <= 1.2
    assert [round(b - a) for a, b in pairwise(times)] == [6, 12, 24]


def test_a_wish_that_flickers_is_not_said() -> None:
    gate = GatePrompts()
    for i in range(40):
        assert gate.see(Status(i * 0.25, Phase.WAITING, waiting_for="lie on your back" if i % 2 else "bend your knees")) is None


def test_a_new_wish_is_said_after_the_one_before() -> None:
    heard = hears(Speaker(bridge(), one_second), [*waiting("lie on your back", 0, 4), *waiting("bend your knees", 4, 8), *resting(8, 9)])
    assert [text for _, text in heard] == ["Bridge", "lie on your back", "bend your knees", "Begin"]


def test_who_holds_the_start_position_for_long_is_told_to_stay() -> None:
    assert "Stay like this" not in dict(hears(Speaker(bridge(), one_second), waiting("hold the start position", 0, 1.5))).values()
    assert "Stay like this" in dict(hears(Speaker(bridge(), one_second), waiting("hold the start position", 0, 3))).values()


def test_somebody_who_is_lost_is_called_back() -> None:
    statuses = [*resting(0, 3), *(Status(3 + i * 0.1, Phase.LOST, waiting_for="lie on your back") for i in range(20))]
    time_s, text = hears(Speaker(bridge(), one_second), statuses)[-1]
    assert text == "I cannot see you, come back into the picture" and 3.7 < time_s < 4


def test_after_a_set_nobody_is_asked_to_lie_down_again_at_once() -> None:
    gate = GatePrompts()
    gate.see(resting(0, 0.1)[0])
    gate.rest(1.0, 20.0)
    assert not any(gate.see(status) for status in waiting("lie on your back", 1, 20.9))
    assert any(gate.see(status) for status in waiting("lie on your back", 21, 23))
