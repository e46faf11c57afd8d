"""The program opens no socket: nothing about a person leaves the machine."""

import json
import os
import re
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import pytest
from skeletons import film, hops, on_back

from formcheck.doctor.figure import SIZE, standing_figure
from formcheck.pose.trackfile import write_track

# every audit event of the socket module ends the program; so does every look-up of a host name
GUARD = """
import os, sys

def watch(event, arguments):
    if event.startswith("socket."):
        os.write(2, f"{event} {arguments}".encode())
        os._exit(99)

sys.addaudithook(watch)
"""


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """One second of a drawn person whom the pose network finds."""
    path = tmp_path / "clip.mp4"
    with av.open(path, "w") as container:
        stream = container.add_stream("libx264", rate=15)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        for i in range(15):
            picture = av.VideoFrame.from_ndarray(standing_figure(), format="bgr24")
            picture.pts, picture.time_base = i, Fraction(1, 15)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path


def _guarded(code: str, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", GUARD + code, *map(str, words)], text=True, capture_output=True, check=False)


def test_the_guard_sees_a_socket() -> None:
    assert _guarded("import socket; socket.socket()").returncode == 99
    assert _guarded("import socket; socket.getaddrinfo('localhost', 80)").returncode == 99


# one command after the other in one process; the window of `live` is one that only counts its pictures
PROGRAM = """
import json, sys

from formcheck.cli.main import app
from formcheck.live import start
from formcheck.routines import alone
from formcheck.routines import start as routine_start

class Window:
    closed, shown = False, 0
    def __init__(self, *what): pass
    def __enter__(self): return self
    def __exit__(self, *error): pass
    def show(self, image):
        Window.shown += 1

for module in (start, routine_start, alone):
    module.check_display, module.Window = lambda: None, Window
for words in json.loads(sys.argv[1]):
    print("+", *words, flush=True)
    app(words, prog_name="formcheck", standalone_mode=False)
assert Window.shown > 0
"""


@pytest.fixture
def commands(clip: Path, tmp_path: Path) -> list[list[str]]:
    """What a person does with the program, each command once, with the real pose network."""
    folder = tmp_path / "labelled"
    folder.mkdir()
    for name, tops in (("ann", (172.0, 174.0)), ("bob", (170.0, 171.0))):
        write_track(folder / f"{name}.track.npz", film(15).along(on_back, hops(130, list(tops))))
        (folder / f"{name}.labels.yaml").write_text(f"exercise: bridge\nperson: {name}\ntrue_reps: 2\n")
    words: list[list[object]] = [
        ["review", clip, "-e", "bridge", "--json", "--track", "--csv", tmp_path / "all.csv"],
        ["review", folder / "ann.track.npz"],  # without -e: it is recognised
        ["review", clip, "-e", "bridge", "--report", "--signals", "--trc", "--resume", "--out", tmp_path / "out"],
        ["track", clip, "--out", tmp_path / "tracks"],
        ["evaluate", "bridge", folder, "--pictures", tmp_path / "pictures"],
        ["tune", "bridge", folder, "--candidates", "3", "--only", "repetition.full"],
        ["calibrate", "bridge", folder / "ann.track.npz", "--profile", "ann"],
        ["live", "bridge", "--camera", clip, "--record", tmp_path / "live.jsonl"],
        ["live", "bridge", "--camera", clip, "--record-video"],  # kept, with its page
        ["routine", "therapist", "--camera", clip, "--every-frame"],
        ["sessions", "last"],
        ["review", "last", "--report", "--out", tmp_path / "out"],
        ["history", "--page", tmp_path / "history.html", "--csv", tmp_path / "history.csv"],
        ["label", folder / "bob.track.npz", "-e", "bridge", "--no-window", "--anew"],
        ["new", "hops", folder / "ann.track.npz", "--out", tmp_path / "hops.yaml"],
        ["measures", folder / "ann.track.npz", "-e", "bridge", "--out", tmp_path / "measures.png"],
        ["exercises", "bridge", "--picture", tmp_path / "bridge.png"],
        ["exercises", "bridge"],
        ["forget", "--yes"],
    ]
    return [[str(word) for word in line] for line in words]


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of a person who has used nothing before."""
    places = {"HOME": tmp_path / "home"}
    places |= {f"XDG_{name}_HOME": tmp_path / name.lower() for name in ("CONFIG", "CACHE", "DATA")}
    return os.environ | {name: str(place) for name, place in places.items()}


def _all_done(result: subprocess.CompletedProcess[str], commands: list[list[str]]) -> None:
    assert result.returncode == 0, result.stderr
    assert [line for line in result.stdout.splitlines() if line.startswith("+ ")] == [f"+ {' '.join(words)}" for words in commands]
    assert json.loads(next(line for line in result.stdout.splitlines() if line.startswith("{")))["detected"] > 0.9


def test_no_command_opens_a_socket(commands: list[list[str]], home: dict[str, str]) -> None:
    code = [sys.executable, "-c", GUARD + PROGRAM, json.dumps(commands)]
    _all_done(subprocess.run(code, text=True, capture_output=True, check=False, env=home), commands)


SOUND_SERVER = re.compile(r'\{sa_family=AF_UNIX, sun_path="[^"]*/(pulse|pipewire|jack)[^"]*"\}')


def _works(*words: str) -> bool:
    return shutil.which(words[0]) is not None and subprocess.run(words, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _works("unshare", "-rn", "true"), reason="unshare is missing, or may not be used here")
def test_every_command_works_without_a_network(commands: list[list[str]], home: dict[str, str]) -> None:
    """In a network namespace of its own, in which there is not even a loopback interface that is up."""
    code = ["unshare", "-rn", sys.executable, "-c", PROGRAM, json.dumps(commands)]
    _all_done(subprocess.run(code, text=True, capture_output=True, check=False, env=home), commands)


@pytest.mark.skipif(not _works("strace", "-f", "--seccomp-bpf", "-e", "trace=%network", "true"), reason="strace is missing, or too old")
def test_no_library_opens_a_socket_either(commands: list[list[str]], home: dict[str, str], tmp_path: Path) -> None:
    """By the calls to the system of every thread and process, whatever language it is written in.

    All but one: the sound server of the machine is looked for, by a name in its file system.
    """
    seen = tmp_path / "calls"
    watch = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=%network", "-e", "signal=none", "-o", str(seen)]
    code = [*watch, sys.executable, "-c", PROGRAM, json.dumps(commands)]
    _all_done(subprocess.run(code, text=True, capture_output=True, check=False, env=home), commands)
    calls = seen.read_text().splitlines()
    assert [call for call in calls if " socket(" in call and "(AF_UNIX," not in call] == []
    assert [call for call in calls if " connect(" in call and not SOUND_SERVER.search(call)] == []
