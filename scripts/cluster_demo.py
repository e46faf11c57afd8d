"""Shows that an archive of small clips comes out the same from a cluster as from this machine, also when a worker is killed mid-way.

Makes 300 clips of the samples (some of them no videos at all), reviews them in local processes, then by a Dask scheduler with three
workers, of which one is killed after a third of the results, and compares the two tables byte by byte.

    scripts/python scripts/cluster_demo.py [--clips N] [--kill-after N] [--folder FOLDER]

Needs the extra `cluster`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from formcheck.sinks.video import AnnotatedVideo
from formcheck.source.video import VideoFile

ROOT = Path(__file__).parents[1]
FRAMES = 16  # of each clip
POISON = (b"", b"\0\0\0\x18ftypmp42", os.urandom(20_000))  # what is no video
WORKERS = 3
ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}


def make_clips(folder: Path, count: int) -> None:
    """Pieces of the sample videos, each at another place; every hundredth clip is none."""
    sources = sorted((ROOT / "samples").glob("*/*.mp4"))
    made = 0
    while made < count:
        for path in sources:
            with VideoFile(path) as source:
                frames = list(source)
            for start in range(made % 5, len(frames) - FRAMES, FRAMES):
                if made == count:
                    return
                clip = folder / f"{made:04d}.mp4"
                if made % 100 == 50:
                    clip.write_bytes(POISON[made // 100 % len(POISON)])
                else:
                    write(clip, [frame.image for frame in frames[start : start + FRAMES]])
                made += 1
                if start > 20 * FRAMES:
                    break


def write(clip: Path, images: list) -> None:  # type: ignore[type-arg]
    """Twelve pictures a second."""
    height, width = images[0].shape[:2]
    with AnnotatedVideo(clip, (width, height), 12) as video:
        for number, image in enumerate(images):
            video.write(image, number / 12)


def command(folder: Path, table: Path, *more: str) -> list[str]:
    """A review of all clips."""
    what = [str(folder), "-e", "bridge", "--no-video", "--json", "--parquet", str(table), *more]
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

        yield json.loads(file.read_text())["address"], started[1:]
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
        here, there = place / "here.parquet", place / "there.parquet"
        began = time.perf_counter()
        subprocess.run(command(clips, here, "--jobs", str(asked.jobs)), stdout=subprocess.DEVNULL, env=ENVIRONMENT, check=False)
        local_s = time.perf_counter() - began
        with cluster(place) as (address, workers):
            began = time.perf_counter()
            with subprocess.Popen(command(clips, there, "--cluster", address), stdout=subprocess.PIPE, env=ENVIRONMENT) as review:
                assert review.stdout is not None
                for number, _ in enumerate(review.stdout, 1):
                    if number == asked.kill_after:
                        workers[0].kill()
                        say(f"a worker was killed after {number} results")
            cluster_s = time.perf_counter() - began
        tell(here, there, local_s, cluster_s, asked.jobs)


def tell(here: Path, there: Path, local_s: float, cluster_s: float, jobs: int) -> None:
    """Compare the tables."""
    import pyarrow.parquet

    names = pyarrow.parquet.read_table(there).column("clip").to_pylist()
    errors = sum(error is not None for error in pyarrow.parquet.read_table(there).column("error").to_pylist())
    same = here.read_bytes() == there.read_bytes()
    say(f"{len(names)} rows, {len(set(names))} different clips, {errors} rows of errors; tables {'the same' if same else 'DIFFER'}")
    say(f"{jobs} local processes: {local_s:.1f} s; {WORKERS} workers, one killed: {cluster_s:.1f} s ({cluster_s / local_s:.2f} times)")
    sys.exit(0 if same and len(names) == len(set(names)) else 1)


if __name__ == "__main__":
    main()
