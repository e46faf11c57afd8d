"""Clips on a cluster: a real scheduler with two workers on this machine; every result once and in order, as from local processes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result
from work_jobs import Thing, die, die_once_with_the_worker, double, fail, things

from formcheck.cli.main import app
from formcheck.errors import FormCheckError, InputError
from formcheck.work.base import Tick
from formcheck.work.choose import workers
from formcheck.work.cluster import Cluster
from formcheck.work.here import Here
from samples import track_file, tracks

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its workers are killed by a signal")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of the scheduler."""
    distributed: Any = pytest.importorskip("distributed", reason="needs the extra `cluster`")
    with distributed.LocalCluster(2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50) as cluster:
        yield cluster.scheduler_address


@contextmanager
def unseen(name: str, unit: str) -> Iterator[Tick]:
    yield lambda *_: None


def never() -> bool:
    return False


def found(address: str, job: Any, items: list[Thing]) -> list[Any]:
    with Cluster(address, never, unseen) as team:
        return list(team.run(job, items))


def told(results: list[Any]) -> list[str]:
    return [str(one) for one in results]


def test_the_results_are_those_of_one_process_and_in_order(address: str) -> None:
    assert found(address, double, things(30)) == list(Here(never, unseen).run(double, things(30)))


def test_what_is_wrong_with_one_clip_is_told_of_it_alone(address: str) -> None:
    results = found(address, fail, things(7))
    assert told(results[:3]) == ["0", "1.mp4: no such file", "2"]
    assert str(results[5]).startswith("5.mp4: could not be looked at (ZeroDivisionError: division by zero)")
    assert results[6] == 6


def test_a_clip_that_kills_its_process_is_one_error_and_costs_no_worker(address: str) -> None:
    results = found(address, die, things(9))
    assert [one for one in results if not isinstance(one, FormCheckError)] == [0, 1, 3, 4, 5, 6, 7, 8]
    assert str(results[2]) == "2.mp4: whoever looked at it died 2 times (signal 9); it is damaged, or too large for this machine"


def test_the_clip_of_a_worker_that_dies_is_done_by_another(address: str, tmp_path: Path) -> None:
    items = [Thing(tmp_path / str(k), k) for k in range(8)]
    for item in items[1:3] + items[4:]:
        item.clip.touch()  # only two of them end their worker
    assert found(address, die_once_with_the_worker, items) == list(range(8))


def test_work_that_is_stopped_ends(address: str) -> None:
    seen: list[object] = []
    with Cluster(address, lambda: len(seen) >= 2, unseen) as team:
        for one in team.run(double, things(200)):
            seen.append(one)
    assert seen[:2] == [0, 2]
    assert len(seen) < 200


def test_nobody_at_the_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="needs the extra `cluster`")
    monkeypatch.setattr("formcheck.work.cluster._WAIT_S", 0.2)
    with pytest.raises(InputError, match=r"^tcp://127\.0\.0\.1:9: no Dask scheduler with workers that have Form Check \(.*\); start"):
        Cluster("tcp://127.0.0.1:9", never, unseen).__enter__()


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"^--cluster needs the extra `cluster`: python -m pip install 'formcheck\[cluster\]'$"):
        workers(1, never, unseen, "tcp://127.0.0.1:9").__enter__()


Review = Callable[..., Result]


@pytest.fixture
def review(tmp_path: Path) -> Review:
    """Runs `formcheck review` on tracks of samples, and on files that are none."""
    clips = [track_file(name) for name in tracks("bridge")[:4]]
    for name, data in (("text.mp4", b"no video"), ("empty.mp4", b""), ("half.track.npz", clips[0].read_bytes()[:5000])):
        (tmp_path / name).write_bytes(data)
    asked = [str(path) for path in (*clips[:2], *(tmp_path / name for name in ("text.mp4", "empty.mp4", "half.track.npz")), *clips[2:])]
    return lambda *words: CliRunner().invoke(app, ["review", *asked, "-e", "bridge", "--json", *map(str, words)], prog_name="formcheck")


def test_a_review_says_the_same_and_writes_the_same_table(review: Review, address: str, tmp_path: Path) -> None:
    here = review("--jobs", 1, "--parquet", tmp_path / "here.parquet")
    there = review("--cluster", address, "--parquet", tmp_path / "there.parquet")
    assert there.exit_code == here.exit_code == 3
    assert there.stdout == here.stdout
    assert there.stderr.replace("there.parquet", "here.parquet") == here.stderr
    assert (tmp_path / "there.parquet").read_bytes() == (tmp_path / "here.parquet").read_bytes()
