"""Voice: everything that a session says aloud, put together from what there is on this computer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final

from formcheck.engine.status import Status
from formcheck.errors import OutputError
from formcheck.rules.exercise import Exercise
from formcheck.voice.language import Language
from formcheck.voice.mouth import Lexicon, Mouth, Output
from formcheck.voice.phrases import Phrase, number, own_words, sentences
from formcheck.voice.player import Feed, Player
from formcheck.voice.speaker import Speaker
from formcheck.voice.system_voice import ADVICE, SystemVoice, find_voice
from formcheck.voice.utterance import Amount, Kind, Utterance

_NUMBERS_READY: Final = 30  # so many numbers are read in advance


class Voice:
    """What a session tells; ``output`` None: nothing is heard.  muted: the user wants silence for now.

    language: what is spoken, and what boards show.
    """

    def __init__(self, speaker: Speaker, output: Output | None, language: Language = "en") -> None:
        self.language = language
        self._speaker = speaker
        self._output = output
        self.muted = False

    def next_exercise(self, exercise: Exercise) -> Voice:
        """The same voice, which now speaks of another exercise that has been announced."""
        voice = Voice(self._speaker.next_exercise(exercise), self._output, self.language)
        voice.muted = self.muted
        return voice

    def see(self, status: Status, looks_like: Exercise | None = None) -> Utterance | None:
        """A status, and the other exercise that seems to be done.  Returns what is begun now, heard or not."""
        return self._say(self._speaker.see(status, None if looks_like is None else looks_like.title))

    def tell(self, *parts: str, kind: Kind = Kind.STOP) -> Utterance | None:
        """Something that no status says: the answer to a key, at once, or of another kind, in its turn."""
        return self._say(self._speaker.tell(*parts, kind=kind))

    def start_over(self) -> None:
        """The counts begin again."""
        self._speaker.start_over()
        self.tell(Phrase.START_OVER)

    @property
    def heard(self) -> bool:
        """There is something to mute."""
        return self._output is not None

    def mute(self) -> None:
        """Silent, or heard again."""
        self.muted = not self.muted
        if self.muted and self._output is not None:
            self._output.say(())
        if not self.muted:
            self.tell(Phrase.SOUND_ON)

    def _say(self, utterance: Utterance | None) -> Utterance | None:
        if utterance is not None and self._output is not None and not self.muted:
            self._output.say(utterance.parts)
        return utterance


@dataclass(frozen=True, slots=True)
class VoiceWishes:
    """What the user asks for.  volume: 0..1.  led: what comes after a set is told by who leads the session."""

    amount: Amount = "all"
    language: Language = "en"
    volume: float = 1.0
    led: bool = False


def silent_voice(exercise: Exercise, language: Language = "en") -> Voice:
    """A voice that nobody hears."""
    return Voice(Speaker(exercise, lambda _parts: 0.0, "off"), None, language)


@contextmanager
def open_voice(exercise: Exercise, wishes: VoiceWishes, others: Sequence[Exercise] = ()) -> Iterator[tuple[Voice, str]]:
    """The voice of a session, and what is not as it should be with it, in words ("" when all is well).

    others: exercises that follow.  Without sound output nothing is heard, and the session goes on.
    """
    if wishes.amount == "off":
        yield silent_voice(exercise, wishes.language), ""
        return
    command = find_voice(wishes.language, wishes.volume)
    lexicon = Lexicon(wishes.language, command is not None)
    trouble = ""
    own = dict.fromkeys(word for one in (exercise, *others) for word in own_words(one))
    words = [*own, *(number(n) for n in range(_NUMBERS_READY)), *Phrase, *sentences()]
    if command is None and not lexicon.has_sounds(words):
        trouble = no_system_voice(wishes.language)
    with ExitStack() as stack:
        output: Mouth | None = None
        try:
            feed = stack.enter_context(Player()).feed
        except OutputError as error:
            feed, trouble = Feed(), f"{error}; what is said is only shown"
        else:
            system = None if command is None else SystemVoice(command)
            lexicon.measure(words)
            output = stack.enter_context(Mouth(lexicon, feed, system, wishes.volume, words))
        yield Voice(Speaker(exercise, lexicon.seconds, wishes.amount, led=wishes.led), output, wishes.language), trouble


def no_system_voice(language: Language) -> str:
    """What to do when a text has no sound and the system has no voice."""
    which = "German" if language == "de" else "the words of your own exercises"
    return f"no voice of the system for {which}: a tone marks what is shown; {ADVICE}"
