"""Every word that can be said has its sound file and its German text, and the files sound as they should."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.rules.exercise import Exercise
from formcheck.rules.library import SUFFIX, built_in_folder
from formcheck.rules.load import load_exercise
from formcheck.voice.language import Translation, table_path
from formcheck.voice.phrases import MOST, Phrase, all_words, number, own_words
from formcheck.voice.sounds import RATE, SoundFolder, decode, duration_s, file_name

LOUD = 0.11  # root mean square of what is spoken, as `scripts/speak` makes it
QUIET = 0.02


def shipped() -> list[Exercise]:
    return [load_exercise(path) for path in sorted(built_in_folder().glob(f"*{SUFFIX}"))]


WORDS = all_words(shipped())
SOUNDS = SoundFolder()


def test_every_cue_gate_text_title_number_and_phrase_has_its_sound() -> None:
    assert [text for text in WORDS if not SOUNDS.has(text)] == []  # `scripts/speak` makes what is missing


def test_no_sound_is_left_over_and_no_two_texts_share_one() -> None:
    names = [file_name(text) for text in WORDS]
    assert len(set(names)) == len(names)
    assert {path.name for path in SOUNDS.folder.glob("*.ogg")} == set(names)  # `scripts/speak` takes away what is left over


def test_the_words_are_those_of_the_pose_files_and_the_phrases() -> None:
    lower = {text.lower() for text in WORDS}
    assert {number(n) for n in range(1, MOST + 1)} <= lower
    assert {phrase.lower() for phrase in Phrase} <= lower
    for exercise in shipped():
        assert {text.lower() for text in own_words(exercise)} <= lower
        assert {fault.cue.lower() for fault in exercise.faults.values()} <= lower


def test_the_sounds_are_alike_loud_and_neither_empty_nor_clipped() -> None:
    for text in WORDS:
        samples = SOUNDS.samples(text) / 32768
        seconds = len(samples) / RATE
        assert 0.2 < seconds < 1.2 + 0.1 * len(text), text  # nobody takes longer for so many letters
        loudest = np.abs(samples).max()
        assert 0.25 < loudest < 0.99, text
        spoken = samples[np.abs(samples) > 0.05 * loudest]
        assert LOUD * 0.7 < np.sqrt(np.mean(spoken**2)) < LOUD * 1.3, text
        assert np.flatnonzero(np.abs(samples) > QUIET)[0] < 0.12 * RATE, text  # the word begins at once
        assert abs(SOUNDS.seconds(text) - seconds) < 0.03, text


def test_all_sounds_together_are_small() -> None:
    assert sum(path.stat().st_size for path in SOUNDS.folder.glob("*.ogg")) < 2_000_000


def test_the_licence_lies_beside_the_sounds() -> None:
    assert "CC0" in (SOUNDS.folder.parent / "LICENSE-SOUNDS.md").read_text(encoding="utf-8")


def test_names_of_files() -> None:
    assert file_name("Child's pose") == "childs_pose.ogg"
    assert file_name("Keep your BACK flat") == file_name("keep your back flat")
    long = "word " * 40
    assert len(file_name(long)) < 80 and file_name(long) != file_name(long + "more")


def test_what_is_no_sound_has_no_length() -> None:
    assert duration_s(b"no sound") == 0


def test_a_sound_lasts_as_long_as_its_samples() -> None:
    path = SOUNDS.folder / file_name("Begin")
    assert abs(duration_s(path.read_bytes()) - len(decode(path)) / RATE) < 0.03


def test_everything_has_its_german_text() -> None:
    german = Translation("de")
    assert [text for text in WORDS if not german.has(text)] == []
    assert [text for text in WORDS if not german.of(text).strip()] == []


def test_no_german_text_is_left_over() -> None:
    from ruamel.yaml import YAML

    table = YAML(typ="safe").load(table_path("de").read_text(encoding="utf-8"))
    known = {text.lower() for text in WORDS}
    assert [key for key in table if str(key).lower() not in known] == []


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("And come back", "Und zurück"),
        ("12", "zwölf"),
        ("keep both HIPS level", "Beide Hüften auf gleicher Höhe"),
        ("my own cue", "my own cue"),
    ],
)
def test_german(english: str, german: str) -> None:
    assert Translation("de").of(english) == german
    assert Translation("en").of(english) == english
