"""Trial: let a word be heard, so that somebody knows whether sound and volume are right."""

from __future__ import annotations

from time import sleep

from formcheck.voice.mouth import Lexicon
from formcheck.voice.phrases import Phrase
from formcheck.voice.player import PERIOD_MS, Player, device_name

TRIAL = (Phrase.READY,)


def say_trial() -> str:
    """Say it, wait until it was said, and name the output.  Raises OutputError without sound output, InputError without the sound."""
    name = device_name()
    lexicon = Lexicon()
    with Player() as player:
        player.feed.play(lexicon.samples(TRIAL))
        sleep(lexicon.seconds(TRIAL) + 4 * PERIOD_MS / 1000)  # the device still has some periods to play
    return f"{name}; you should have heard: {lexicon.translated(TRIAL)}"
