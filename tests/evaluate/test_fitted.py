"""Whom the rules were fitted to."""

from __future__ import annotations

from pathlib import Path

from formcheck.evaluate.fitted import fitted_names, is_fitted
from formcheck.evaluate.labels import Labels, read_labels
from samples import SAMPLES

NAMES = ("male", "ann", "gym-club")


def labels(person: str = "") -> Labels:
    return Labels(exercise="bridge", person=person)


def test_a_person_is_known_by_the_whole_name() -> None:
    assert is_fitted(labels("ann"), Path("a.mp4"), NAMES)
    assert not is_fitted(labels("anna"), Path("ann.mp4"), NAMES)


def test_a_clip_without_a_person_is_known_by_a_word_of_its_name() -> None:
    for name in ("male.mp4", "bridge-male.track.npz", "bridge_male_2.mp4", "bridge-Gym-Club-a.mp4", "bridge-males.mov"):
        assert is_fitted(labels(), Path(name), NAMES), name
    for name in ("bridge-female.mp4", "bridge-club.mp4"):
        assert not is_fitted(labels(), Path(name), NAMES), name


def test_the_list_has_everybody_who_is_in_the_samples_and_nobody_twice() -> None:
    """The samples are what the tests hold the rules to."""
    people = {read_labels(path).person for path in SAMPLES.glob("*/*.labels.yaml")}
    assert people <= set(fitted_names())
    assert len(set(fitted_names())) == len(fitted_names())
