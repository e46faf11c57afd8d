"""TRC: landmarks as a marker file that movement software opens (OpenSim and others).

Metres, origin between the hips, X to the right of the picture, Y up, Z towards the camera: MediaPipe's world landmarks with Y and Z
turned round.  A marker that is not known in a frame is an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.files.places import TRC
from formcheck.files.words import plain
from formcheck.pose.landmarks import NOSE, PAIRS
from formcheck.pose.pose import Array, LongTrack, Track, parts_of
from formcheck.sinks.textfile import TextFile

MARKERS: Final = (
    ("nose", NOSE),
    *((f"{side}_{joint}", pair[k]) for joint, pair in PAIRS.items() for k, side in enumerate(("left", "right"))),
)
_TURN: Final = np.array([1.0, -1.0, -1.0])


def write_trc(path: Path, track: Track | LongTrack) -> None:
    """Write a track's world landmarks.  Raises OutputError."""
    n = len(track)
    times_s = track.time_s
    length_s = float(times_s[-1] - times_s[0])
    rate = (n - 1) / length_s if n > 1 and length_s > 0 else 30.0
    names = [name for name, _ in MARKERS]
    head = [
        f"PathFileType\t4\t(X/Y/Z)\t{plain(path.name)}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate:.4f}\t{rate:.4f}\t{n}\t{len(names)}\tm\t{rate:.4f}\t1\t{n}",
        "Frame#\tTime\t" + "\t".join(f"{name}\t\t" for name in names).rstrip("\t"),
        "\t\t" + "\t".join(f"X{k}\tY{k}\tZ{k}" for k in range(1, len(names) + 1)),
        "",
    ]
    with TextFile(path, TRC) as file:
        file.write("\n".join(head) + "\n")
        for k, row in enumerate(_rows(track)):
            cells = "\t".join("" if np.isnan(value) else f"{value:.4f}" for value in row.ravel())
            file.write(f"{k + 1}\t{times_s[k]:.4f}\t{cells}\n")


def _rows(track: Track | LongTrack) -> Iterator[Array]:
    """(markers, 3) metres of each frame."""
    for part in parts_of(track, outline=False):
        yield from part.world[:, [index for _, index in MARKERS]] * _TURN
