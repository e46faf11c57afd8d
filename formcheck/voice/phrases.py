"""Phrases: the finite set of words that can be said, so that each has its sound file and its translation."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from formcheck.rules.exercise import Exercise

MOST: Final = 100  # the highest number with words of its own


class Phrase(StrEnum):
    """What is said beside the words of the pose files."""

    BEGIN = "Begin"
    STAY = "Stay like this"
    HOLD = "Hold"
    COME_BACK = "And come back"
    FIXED = "That's it"
    LAST = "Last one"
    REST = "Rest a moment"
    NEXT = "Next"
    READY = "Get ready"
    DONE = "All done, well done"
    THE_END = "That is all for today, well done"
    OTHER_SIDE = "Now the other side"
    LEFT_SIDE = "Now the left side"
    RIGHT_SIDE = "Now the right side"
    CLOCK_STANDS = "The clock has stopped, get back into position"
    LOOKS_LIKE = "This looks like"
    START_OVER = "We start over"
    PAUSED = "Paused"
    GO_ON = "Go on"
    GO_ON_ASKED = "Good. To go on, raise one arm. Otherwise we end here."
    SOUND_ON = "Sound on"
    NO_PICTURE = "The camera gives no picture"
    LOST = "I cannot see you, come back into the picture"
    UNSEEN = "I cannot see all of you, move back a little"
    UNSEEN_HEAD = "I cannot see your head, move back a little"
    UNSEEN_SHOULDERS = "I cannot see your shoulders, move back a little"
    UNSEEN_ELBOWS = "I cannot see your elbows, move back a little"
    UNSEEN_HANDS = "I cannot see your hands, move back a little"
    UNSEEN_HIPS = "I cannot see your hips, move back a little"
    UNSEEN_KNEES = "I cannot see your knees, move back a little"
    UNSEEN_FEET = "I cannot see your feet, move back a little"
    SIDE_ON = "Turn side-on to the camera"
    FACE_ON = "Turn to face the camera"
    FEET_ON = "Turn so that your feet point to the camera"
    START_POSITION = "Get into the start position"
    TO_IMPROVE = "Last time there was something to improve in"
    TODAY = "Today"
    LAST_GOOD = "Last time no fault was seen, today the same again"
    FIRST_TIME = "The first time, take it slowly"
    MIND = "Mind this"
    WELCOME_BACK = "We go on where you were"
    NOT_YET = "The back is not ready right after getting up. Walk about a little, and raise an arm when you have been up for ten minutes"
    PAIN_BEFORE = "How much pain do you have now, from 0 to 10? Raise an arm at your number."
    PAIN_DURING = "How much does it hurt, from 0 to 10? Raise an arm at your number."
    PAIN_AFTER = "And how much pain now, from 0 to 10? Raise an arm at your number."
    NOTED = "Noted"
    PAIN = "Stopped because of pain. If it lasts or comes back, see a doctor or physiotherapist."


def number(value: int) -> str:
    """How a number is written in a text that is said."""
    return str(value)


# Sentences with a number in them, for the numbers that they are said with.
HOLDS_S: Final = (*range(10, 61, 5), 75, 90, 120)
RESTS_S: Final = (10, 15, 20, 30, 45, 60, 90, 120)
TO_GO_S: Final = (20, 30, 60)
MORE: Final = range(1, 21)
SETS: Final = range(2, 21)


def hold_for(seconds: int) -> str:
    """How long a hold is asked for; without the seconds when they are unusual."""
    return f"Hold for {seconds} seconds" if seconds in HOLDS_S else Phrase.HOLD


def rest_for(seconds: int) -> str:
    """How long to rest; without the seconds when they are unusual."""
    return f"Rest for {seconds} seconds" if seconds in RESTS_S else Phrase.REST


def to_go(seconds: int) -> str:
    """One of TO_GO_S."""
    return f"{seconds} seconds to go"


def more_to_go(count: int) -> str:
    """How many are left, when these are in MORE."""
    return f"{count} more to go"


def set_number(number_of_set: int) -> str:
    """The set that comes; one of SETS."""
    return f"Then set {number_of_set}"


def sentences() -> list[str]:
    """All sentences with a number in them."""
    return [
        *(hold_for(n) for n in HOLDS_S),
        *(rest_for(n) for n in RESTS_S),
        *(to_go(n) for n in TO_GO_S),
        *(more_to_go(n) for n in MORE),
        *(set_number(n) for n in SETS),
    ]


def own_words(exercise: Exercise) -> list[str]:
    """What a pose file adds: its title, its word of safety, its cues with the words for when they are mended, its gate texts."""
    words = [exercise.title, exercise.safety]
    for variant in (exercise, *(exercise.variant(name) for name in exercise.variants)):
        words += [text for fault in variant.faults.values() for text in (fault.cue, fault.fixed)]
        words += [asked.say for asked in variant.gate.start]
    return list(dict.fromkeys(" ".join(text.split()) for text in words if text))


def all_words(exercises: Iterable[Exercise]) -> list[str]:
    """Everything that can be said of these exercises; texts that differ only in their capital letters are one."""
    texts = [
        *(number(n) for n in range(MOST + 1)),
        *Phrase,
        *sentences(),
        *(text for exercise in exercises for text in own_words(exercise)),
    ]
    return list({text.lower(): str(text) for text in reversed(texts)}.values())[::-1]
