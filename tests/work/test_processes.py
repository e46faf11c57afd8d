"""Clips side by side: every result once and in order, whatever becomes of a process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from work_jobs import Thing, die, die_once, double, fail, process, things, until_stopped

from formcheck.errors import FormCheckError, RuleError
from formcheck.work.base import Tick, Workers
from formcheck.work.choose import workers
from formcheck.work.here import Here
from formcheck.work.processes import Processes


@contextmanager
def unseen(name: str, unit: str) -> Iterator[Tick]:
    yield lambda *_: None


def test_the_results_are_those_of_one_process_and_in_order() -> None:
    expected = list(Here(lambda: False, unseen).run(double, things(9)))
    with Processes(3, lambda: False, unseen) as team:
        assert list(team.run(double, things(9))) == expected == [2 * k for k in range(9)]
        assert list(team.run(double, things(2))) == [0, 2]  # the same processes once more


def test_what_is_wrong_with_one_clip_is_told_of_it_alone() -> None:
    with Processes(2, lambda: False, unseen) as team:
        found = list(team.run(fail, things(7)))
    assert [str(one) for one in found[:3]] == ["0", "1.mp4: no such file", "2"]
    assert isinstance(found[3], RuleError)
    assert found[3].problems == ["a", "b"]
    assert str(found[5]) == "5.mp4: could not be looked at (ZeroDivisionError: division by zero); leave it out, or report this"
    assert found[6] == 6


@pytest.mark.skipif(not hasattr(__import__("signal"), "SIGKILL"), reason="no such signal here")
def test_a_clip_that_kills_its_process_is_one_error() -> None:
    with Processes(2, lambda: False, unseen) as team:
        found = list(team.run(die, things(5)))
    assert [one for one in found if not isinstance(one, FormCheckError)] == [0, 1, 3, 4]
    assert str(found[2]) == "2.mp4: whoever looked at it died 2 times (signal 9); it is damaged, or too large for this machine"


@pytest.mark.skipif(not hasattr(__import__("signal"), "SIGKILL"), reason="no such signal here")
def test_a_clip_whose_process_was_killed_is_looked_at_once_more(tmp_path: Path) -> None:
    with Processes(2, lambda: False, unseen) as team:
        items = [Thing(tmp_path / str(k), k) for k in range(3)]
        assert list(team.run(die_once, items)) == [0, 1, 2]


def test_processes_make_way_for_fresh_ones() -> None:
    with Processes(1, lambda: False, unseen, fresh_after=2) as team:
        first, second, third, fourth = team.run(process, things(4))
    assert first == second != third == fourth


def test_a_single_clip_needs_no_process() -> None:
    import os

    with Processes(2, lambda: False, unseen) as team:
        assert list(team.run(process, things(1))) == [os.getpid()]


def test_who_is_asked_to_stop_tells_what_was_begun(tmp_path: Path) -> None:
    items = [Thing(tmp_path / str(k), k) for k in range(5)]
    with Processes(2, lambda: items[0].clip.exists() and items[1].clip.exists(), unseen) as team:
        assert list(team.run(until_stopped, items)) == ["stopped", "stopped"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1"]


def test_workers_are_as_many_as_asked_for() -> None:
    chosen: list[Workers] = [workers(1, lambda: False, unseen), workers(2, lambda: False, unseen)]
    assert [type(one) for one in chosen] == [Here, Processes]
