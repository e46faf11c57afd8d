"""Which of several things is said first, what is cut off, and what is not said at all."""

from __future__ import annotations

from dataclasses import replace

from voice_fakes import STEP_S, bridge, hears, one_second, resting, waiting

from formcheck.engine.status import Cue, Phase, Repetition, Status, Verdict
from formcheck.voice.phrases import Phrase
from formcheck.voice.speaker import Speaker

KNEES = Cue("fault", "Knees out", "knees_in")


def speaker(**more: object) -> Speaker:
    return Speaker(bridge(**more), one_second)


def rep(time_s: float, count: int, verdict: Verdict = "good", *faults: str, side: str | None = None, **more: object) -> Status:
    """The status with which a repetition has ended."""
    ended = Repetition(side, time_s - 2, time_s, 90.0, 0.0, verdict, faults)  # type: ignore[arg-type]
    return Status(time_s, Phase.REST, good=count, events=(ended,), **more)  # type: ignore[arg-type]


def started(voice: Speaker) -> None:
    """The title and ``Begin`` are over."""
    hears(voice, resting(0, 5))


def test_a_session_opens_with_the_title_and_begins_when_the_gate_opens() -> None:
    heard = hears(speaker(), [*waiting("stand up straight", 0, 2), *resting(2, 4)])
    assert heard == [(0.0, "Bridge"), (1.1, "stand up straight"), (2.0, "Begin")]


def test_the_word_of_safety_comes_with_the_title() -> None:
    heard = hears(speaker(safety="Not with  bad knees."), [*waiting("lie on your back", 0, 6), *resting(6, 7)])
    assert [text for _, text in heard] == ["Bridge, Not with bad knees.", "lie on your back", "Begin"]  # and is not cut off


def test_a_count_and_its_cue_are_one_utterance() -> None:
    voice = speaker()
    started(voice)
    assert hears(voice, [rep(6, 1, "flawed", cue=KNEES)]) == [(6, "1, Knees out")]


def test_an_urgent_cue_lets_a_count_end() -> None:
    voice = speaker()
    started(voice)
    heard = hears(voice, [rep(6, 1), *resting(6.1, 6.5, good=1), *resting(6.5, 9, good=1, cue=KNEES)])
    assert heard == [(6, "1"), (7.1, "Knees out")]


def test_a_count_that_would_come_too_late_is_not_said_and_a_newer_one_replaces_it() -> None:
    voice = Speaker(bridge(), lambda parts: 3.0)
    started(voice)
    statuses = [*resting(6, 6.5, cue=KNEES), rep(6.5, 1, cue=KNEES), *resting(6.6, 8.6, good=1), rep(8.6, 2), *resting(8.7, 12, good=2)]
    assert hears(voice, statuses) == [(6, "Knees out"), (9.1, "2")]


def test_a_cue_cuts_off_what_the_gate_asks_for_and_what_comes_next() -> None:
    voice = Speaker(bridge(dose={"reps": 1, "sets": 2}), one_second)
    started(voice)
    heard = hears(voice, [rep(6, 1), *resting(6.1, 8, good=1), *resting(8, 8.2, good=1, cue=KNEES)])
    assert heard == [(6, "1"), (7.1, "Rest a moment, Then set 2"), (8.0, "Knees out")]


def test_a_cue_of_higher_priority_cuts_off_a_long_one() -> None:
    voice = Speaker(bridge(), lambda parts: 3.0)
    started(voice)
    back = Cue("fault", "Back straight", "back")
    assert hears(voice, [*resting(6, 6.5, cue=KNEES), *resting(6.5, 7, cue=back)]) == [(6, "Knees out"), (6.5, "Back straight")]


def test_a_cue_that_is_up_is_said_once() -> None:
    voice = speaker()
    started(voice)
    assert hears(voice, resting(6, 12, cue=KNEES)) == [(6, "Knees out")]
    again = Cue("fault", "Knees out", "knees_in")  # the prompter has begun it anew
    assert hears(voice, resting(12, 14, cue=again)) == [(12, "Knees out")]


def test_a_mended_fault() -> None:
    voice = speaker()
    started(voice)
    fixed = Cue("fixed", "Good, keep that", "knees_in")
    assert hears(voice, [*resting(6, 8, cue=KNEES), *resting(8, 9, cue=fixed)])[-1] == (8, "That's it")
    own = Cue("fixed", "Knees are fine now", "knees_in")
    assert hears(voice, resting(10, 11, cue=own)) == [(10, "Knees are fine now")]


def test_a_fault_of_a_repetition_is_mended_by_the_next_one_without_it() -> None:
    voice = speaker()
    started(voice)
    deeper = Cue("fault", "Deeper", "shallow")
    statuses = [
        rep(6, 1, "incomplete", "shallow", cue=deeper),
        rep(10, 2, "incomplete", "shallow"),
        *resting(10.1, 14, good=2),
        rep(14, 3),
        *resting(14.1, 18, good=3),
        rep(18, 4),
    ]
    assert [text for _, text in hears(voice, statuses)] == ["1, Deeper", "2", "3, That's it", "4, Last one"]


def test_the_last_one_and_the_end_are_announced() -> None:
    voice = Speaker(bridge(dose={"reps": 3, "sets": 2}), one_second)
    started(voice)
    statuses = [s for i in range(7) for s in (rep(6 + 5 * i, i + 1), *resting(6.1 + 5 * i, 11 + 5 * i, good=i + 1))]
    texts = [text for _, text in hears(voice, statuses)]
    rest = "Rest a moment, Then set 2"
    assert texts == ["1", "2, Last one", "3", rest, "4", "5, Last one", "6", "All done, well done", "7"]


def test_the_other_side_after_all_of_one_side_but_not_in_turns() -> None:
    dose = {"reps": 2, "per_side": True}
    sides = {"measure": "hip"}
    one_after_the_other = Speaker(bridge(dose=dose, sides=sides), one_second)
    started(one_after_the_other)
    ends = ["left", "left", "right", "right"]
    statuses = [s for i, side in enumerate(ends) for s in (rep(6 + 5 * i, i + 1, side=side), *resting(6.1 + 5 * i, 11 + 5 * i, good=i + 1))]
    texts = [text for _, text in hears(one_after_the_other, statuses)]
    assert texts == ["1", "2", "Now the right side", "3, Last one", "4", "All done, well done"]
    in_turns = Speaker(bridge(dose=dose, sides=sides), one_second)
    started(in_turns)
    ends = ["left", "right", "left", "right"]
    statuses = [s for i, side in enumerate(ends) for s in (rep(6 + 5 * i, i + 1, side=side), *resting(6.1 + 5 * i, 11 + 5 * i, good=i + 1))]
    assert "Now the right side" not in [text for _, text in hears(in_turns, statuses)]


def test_answers_to_keys_are_said_at_once() -> None:
    voice = speaker()
    started(voice)
    assert hears(voice, resting(6, 6.2, cue=KNEES)) == [(6, "Knees out")]
    said = voice.tell(Phrase.PAUSED)
    assert said is not None and said.text == "Paused"


def test_after_starting_over_the_counts_begin_at_one() -> None:
    voice = speaker()
    started(voice)
    hears(voice, [rep(6, 1), *resting(6.1, 9, good=1), rep(9, 2), *resting(9.1, 11, good=2)])
    voice.start_over()
    assert hears(voice, [*resting(11, 13), rep(13, 1)]) == [(13, "1")]


def test_what_else_it_looks_like_is_said_once() -> None:
    voice = speaker()
    statuses = waiting("lie on your back", 0, 12)
    said = [u.text for s in statuses if (u := voice.see(s, "Bird dog" if s.time_s > 6 else None)) is not None]
    assert said.count("This looks like, Bird dog") == 1


def test_statuses_may_come_at_any_rate() -> None:
    """Twelve or sixty pictures a second: the same words, within the time of a picture."""
    statuses = [*waiting("stand up straight", 0, 3), *resting(3, 6), rep(6, 1), *resting(6.1, 9, good=1)]
    dense = [replace(s, time_s=s.time_s + i * STEP_S / 5, events=s.events if i == 0 else ()) for s in statuses for i in range(5)]
    few, many = hears(speaker(), statuses), hears(speaker(), dense)
    assert [text for _, text in few] == [text for _, text in many]
    assert all(abs(a - b) <= STEP_S for (a, _), (b, _) in zip(few, many, strict=True))
