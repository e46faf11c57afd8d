"""The program opens no socket: nothing about a person leaves the machine."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import pytest

from formcheck.doctor.figure import SIZE, standing_figure

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


def test_a_whole_review_opens_no_socket(clip: Path) -> None:
    result = _guarded("from formcheck.cli.main import main; main()", "review", clip, "-e", "bridge", "--json", "--track")
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["detected"] > 0.9
    assert clip.with_name("clip.reviewed.mp4").exists()


@pytest.mark.skipif(subprocess.run(["sh", "-c", "unshare -rn true"], capture_output=True, check=False).returncode != 0, reason="no unshare")
def test_a_whole_review_works_without_a_network(clip: Path) -> None:
    """In a network namespace of its own, in which there is not even a loopback interface that is up."""
    command = ["unshare", "-rn", sys.executable, "-m", "formcheck", "review", str(clip), "-e", "bridge", "--json"]
    result = subprocess.run(command, text=True, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["detected"] > 0.9
