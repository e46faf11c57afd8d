"""The voice opens no socket: what is said of a person stays in the room."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import os, sys, threading

def watch(event, arguments):
    if event.startswith("socket."):
        os.write(2, f"{event} {arguments}".encode())
        os._exit(99)

sys.addaudithook(watch)

from formcheck.voice.mouth import Lexicon, Mouth
from formcheck.voice.player import Player

heard = threading.Event()
with Player(silent=True) as player, Mouth(Lexicon(), player.feed) as mouth:
    player.feed.begun = lambda at: heard.set()
    mouth.say(("2", "Keep both hips level"))
    sys.exit(0 if heard.wait(30) else 1)
"""


def test_words_are_played_without_a_socket() -> None:
    result = subprocess.run([sys.executable, "-W", "error", "-c", PROGRAM], text=True, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
