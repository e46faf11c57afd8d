"""This clip, these words, at these times."""

from __future__ import annotations

from itertools import pairwise

import pytest
from voice_fakes import utterances_of_track

from formcheck.pose.trackfile import TRACK_SUFFIX
from formcheck.rules.library import find_exercise
from formcheck.voice.mouth import Lexicon
from formcheck.voice.utterance import LASTING_S, LATE_S, Kind
from samples import SAMPLES

TIME_S = 0.3

CLIPS = {
    "bridge-hips_uneven-woman_older": [
        (0.0, "Bridge"), (0.2, "Begin"), (5.6, "1"), (9.7, "2, Keep both hips level"), (14.1, "3"),
    ],
    "bridge-bouncing-male": [
        (0.0, "Bridge"), (0.2, "Begin"), (5.3, "1"), (8.7, "Do not bounce, hold still"), (11.2, "2"), (14.7, "Do not bounce, hold still"),
        (17.0, "3"),
    ],
    "plank-good-female": [
        (0.0, "Plank"), (0.2, "Begin"), (2.7, "Hold"), (3.3, "3"), (4.4, "2"), (5.4, "1"), (6.4, "And come back"),
    ],
    "bird_dog-back_sags-male": [
        (0.0, "Bird dog"), (0.2, "Begin"), (5.1, "1"), (7.2, "Tighten your belly, keep your back flat"), (9.8, "2"),
        (13.2, "Tighten your belly, keep your back flat"), (15.2, "3"), (19.2, "4"),
    ],
    "supine_twist-good-female_fit": [
        (0.0, "Supine twist"), (0.75, "Begin"), (3.5, "Hold"), (4.2, "3"), (5.2, "2"), (6.2, "1"), (7.2, "And come back"),
        (11.1, "Now the right side"), (14.9, "Hold"), (15.6, "3"), (16.6, "2"), (17.6, "1"), (18.6, "And come back"),
        (22.3, "All done, well done"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("stem", CLIPS)
def test_what_is_said_of_a_clip(stem: str) -> None:
    said = utterances_of_track(stem)
    assert [utterance.text for _, utterance in said] == [text for _, text in CLIPS[stem]]
    assert [time_s for time_s, _ in said] == pytest.approx([time_s for time_s, _ in CLIPS[stem]], abs=TIME_S)


def test_only_faults() -> None:
    said = [utterance.text for _, utterance in utterances_of_track("bird_dog-back_sags-male", "faults")]
    cue = "Tighten your belly, keep your back flat"
    assert said == [cue, cue]  # coming back from a repetition mends nothing
    assert utterances_of_track("bird_dog-back_sags-male", "off") == []


def test_another_exercise_than_the_one_asked_for_is_told_what_is_missing() -> None:
    said = utterances_of_track("squat-trunk_pitches-woman_older", asked=find_exercise("bridge"))
    gate = [(time_s, u.text) for time_s, u in said if u.kind is Kind.GATE]
    assert gate[0][1] == "lie on your back"
    for text in {text for _, text in gate}:
        times = [time_s for time_s, said_text in gate if said_text == text]
        assert all(b - a >= 6 for a, b in pairwise(times))


STEMS = sorted(path.name.removesuffix(TRACK_SUFFIX) for path in (SAMPLES / "tracks").glob(f"*{TRACK_SUFFIX}"))


@pytest.mark.parametrize("stem", STEMS[::12])
def test_nothing_is_late_nothing_piles_up_and_every_word_has_its_sound(stem: str) -> None:
    lexicon = Lexicon()
    free_s = 0.0
    before: Kind | None = None
    for time_s, utterance in utterances_of_track(stem):
        assert time_s - utterance.time_s <= (LASTING_S if utterance.kind is Kind.ASIDE else LATE_S)
        assert lexicon.has_sounds(utterance.parts), utterance.text
        if time_s < free_s:  # one that is being said is cut off for something more important only
            assert before is not None and utterance.kind >= before
        free_s, before = time_s + lexicon.seconds(utterance.parts), utterance.kind
