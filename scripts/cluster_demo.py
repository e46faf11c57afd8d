"""Shows that an archive of small clips comes out the same from a cluster as from this machine, also when a worker is killed mid-way.

Makes 300 clips of three seconds of the samples (some of them damaged, or no videos at all), reviews them in local processes, then by a
Dask scheduler with three workers, of which one is killed after a third of the results, and compares what is said byte by byte.

    scripts/python scripts/cluster_demo.py [--clips N] [--kill-after N] [--folder FOLDER]

--kill-after 0: no worker is killed, to compare the times.  Needs the extra `cluster`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cv2
import numpy as np

from formcheck.sinks.video import AnnotatedVideo
from formcheck.source.frame import Image
from formcheck.source.video import VideoFile

ROOT = Path(__file__).parents[1]
RATE = 12
FRAMES = 3 * RATE  # of each clip
SIZE = (320, 180)
WORKERS = 3
QUIET = {"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False", "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "500ms"}  # docs/ARCHIVE.md
PATHS = {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1"} | PATHS | QUIET


def make_clips(folder: Path, count: int) -> None:
    """Pieces of the sample videos, each from another moment on; of fifty clips two are poison."""
    sources = sorted((ROOT / "samples").glob("*/*.mp4"))
    images = []
    for path in sources:
        with VideoFile(path) as source:
            images.append([np.asarray(cv2.resize(frame.image, SIZE, interpolation=cv2.INTER_AREA), np.uint8) for frame in source])
    for number in range(count):
        clip, round_, all_of_it = folder / f"{number:04d}.mp4", number // len(images), images[number % len(images)]
        start = 7 * round_ % max(1, len(all_of_it) - FRAMES)
        if number % 50 == 20:
            clip.write_text("this is no video\n")
            continue
        write(clip, all_of_it[start : start + FRAMES])
        if number % 50 == 40:
            clip.write_bytes(clip.read_bytes()[: clip.stat().st_size // 3])


def write(clip: Path, images: list[Image]) -> None:
    """A small video."""
    with AnnotatedVideo(clip, SIZE, RATE) as video:
        for number, image in enumerate(images):
            video.write(image.copy(), number / RATE)


def command(folder: Path, table: Path, *more: str) -> list[str]:
    """A review of all clips."""
    what = [str(folder), "-e", "bridge", "--no-video", "--json", "--parquet", str(table.with_suffix(".parquet")), *more]
    return [sys.executable, "-m", "formcheck", "review", *what]


@contextlib.contextmanager
def cluster(place: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler of this machine and its workers; yields its address."""
    file, log = place / "scheduler.json", (place / "cluster.log").open("wb")
    started: list[subprocess.Popen[bytes]] = []
    file.unlink(missing_ok=True)

    def start(*words: str) -> None:
        line = [sys.executable, "-m", *words, "--scheduler-file", str(file)]
        started.append(subprocess.Popen(line, stdout=log, stderr=log, env=ENVIRONMENT, cwd=place))

    start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    try:
        while not file.exists():
            time.sleep(0.2)
        for _ in range(WORKERS):
            start("distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(place))
        import json

        distributed: Any = import_module("distributed")
        address = json.loads(file.read_text())["address"]
        with distributed.Client(address) as client:  # Form Check is for a cluster that runs already: its start is not timed
            client.wait_for_workers(WORKERS)
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()
        log.close()


def say(line: str) -> None:
    """At once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """See above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clips", type=int, default=300)
    parser.add_argument("--kill-after", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with TemporaryDirectory() as own:
        place = asked.folder or Path(own)
        clips = place / "clips"
        if not clips.is_dir():
            clips.mkdir(parents=True)
            make_clips(clips, asked.clips)
        here, there = place / "here", place / "there"
        began = time.perf_counter()
        with here.with_suffix(".jsonl").open("wb") as said:
            subprocess.run(
                command(clips, here, "--jobs", str(asked.jobs)), stdout=said, stderr=subprocess.DEVNULL, env=ENVIRONMENT, check=False
            )
        local_s = time.perf_counter() - began
        with cluster(place) as (address, workers), there.with_suffix(".jsonl").open("wb") as said:
            began = time.perf_counter()
            line = command(clips, there, "--cluster", address)
            with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENVIRONMENT) as review:
                assert review.stdout is not None
                for number, row in enumerate(review.stdout, 1):
                    said.write(row)
                    if number == asked.kill_after:
                        workers[0].kill()
                        say(f"a worker was killed after {number} results")
            cluster_s = time.perf_counter() - began
        tell(here, there, local_s, cluster_s, asked)


def tell(here: Path, there: Path, local_s: float, cluster_s: float, asked: argparse.Namespace) -> None:
    """Compare what was said and the tables; exit status 1 when they differ, or a clip is missing or there twice."""
    import pyarrow.parquet

    rows = pyarrow.parquet.read_table(there.with_suffix(".parquet")).to_pylist()
    names = {row["clip"] for row in rows}
    same = all(here.with_suffix(kind).read_bytes() == there.with_suffix(kind).read_bytes() for kind in (".parquet", ".jsonl"))
    say(f"{len(rows)} rows, {len(names)} different clips, {sum(row['error'] is not None for row in rows)} rows of errors")
    say(f"tables and JSON lines: {'the same byte by byte' if same else 'DIFFERENT'}")
    killed = "one of them killed" if asked.kill_after else "none killed"
    say(f"{asked.jobs} local processes: {local_s:.1f} s; {WORKERS} workers, {killed}: {cluster_s:.1f} s ({cluster_s / local_s:.2f} times)")
    sys.exit(0 if same and len(rows) == len(names) == asked.clips else 1)


if __name__ == "__main__":
    main()
