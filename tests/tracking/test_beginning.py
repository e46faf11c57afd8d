"""A network that begins with a wrong skeleton: the recording is looked at backwards from where it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Self

import numpy as np
import pytest
from skeletons import film, on_back

from formcheck.pose.pose import Pose, nobody
from formcheck.source.frame import Frame
from formcheck.tracking.beginning import Beginning, of_another_body

TIMES = [k / 10 for k in range(140)]
BODY = film().camera.shoot(on_back(130))
SIZE = BODY.size


def picture(time_s: float) -> Frame:
    """One whose grey tells when it was taken."""
    return Frame(time_s, np.full((16, 16, 3), round(time_s * 10), np.uint8))


class Network:
    """An estimator.  finds: the size of the skeleton, None for nobody, by when the picture was taken and how many it has seen."""

    def __init__(self, finds: Callable[[float, int], float | None]) -> None:
        self._finds, self._seen = finds, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def estimate(self, frame: Frame) -> Pose:
        self._seen += 1
        size = self._finds(int(frame.image[0, 0, 0]) / 10, self._seen)
        if size is None:
            return nobody(frame.time_s, SIZE)
        return Pose(frame.time_s, BODY.px * size, BODY.visibility, BODY.world, SIZE)


@contextmanager
def again() -> Iterator[list[Frame]]:
    yield [picture(time_s) for time_s in TIMES]


def settled(finds: Callable[[float, int], float | None], once_more: bool = True, stop: Callable[[], bool] = lambda: False) -> list[Pose]:
    """What comes out of a recording of 14 s."""
    first = Beginning(lambda: nullcontext(Network(finds)), again if once_more else pytest.fail, stop)
    network = Network(finds)
    return [pose for time_s in TIMES for pose in first.add([network.estimate(picture(time_s))])] + first.end()


def sizes(poses: list[Pose]) -> list[float]:
    assert [pose.time_s for pose in poses] == TIMES
    return [round(float(pose.px[11, 0] / BODY.px[11, 0]), 3) if pose.found else 0.0 for pose in poses]


@pytest.mark.parametrize("wrong", [0.6, None], ids=["crumpled", "nobody"])
def test_a_skeleton_that_does_not_fit_at_first_is_followed_backwards_from_where_it_does(wrong: float | None) -> None:
    assert set(sizes(settled(lambda _, seen: wrong if seen < 30 else 1.0))) == {1.0}


@pytest.mark.parametrize("missed", [2, 3, 4])
def test_who_is_missed_now_and_then_is_no_less_steady(missed: int) -> None:
    """In the second half nobody is found in so many of ten pictures."""
    times = np.arange(100) / 10
    away = (times >= 5) & (np.arange(100) % 10 < missed)
    sizes = np.where(away, np.nan, np.where(times < 2, 60.0, 100.0))
    assert of_another_body(times, sizes)


def test_a_skeleton_that_fits_is_taken_as_it_is_and_the_recording_looked_at_once() -> None:
    assert set(sizes(settled(lambda time_s, _: 1.0 + 0.05 * np.sin(time_s), once_more=False))) > {1.0}


def test_who_comes_nearer_is_of_that_size() -> None:
    """Backwards he is as small."""
    found = sizes(settled(lambda time_s, _: min(1.0, 0.5 + time_s / 6)))
    assert found == [round(min(1.0, 0.5 + time_s / 6), 3) for time_s in TIMES]


def test_a_network_that_never_fits_is_left_alone() -> None:
    found = sizes(settled(lambda time_s, seen: 0.6 if seen < 30 or seen > 110 else 1.0))
    assert found == [0.6] * 29 + [1.0] * 81 + [0.6] * 30


@pytest.mark.parametrize("after", [0, 50, 120], ids=["at once", "forwards", "backwards"])
def test_who_stops_need_not_wait_for_it(after: int) -> None:
    asked = iter(range(1000))
    found = sizes(settled(lambda _, seen: 0.6 if seen < 30 else 1.0, stop=lambda: next(asked) >= after))
    assert found == [0.6] * 29 + [1.0] * 111
    assert next(asked) <= after + 1


def test_a_short_clip_is_passed_on_as_it_is() -> None:
    first = Beginning(lambda: pytest.fail(), again, lambda: False)
    poses = [Pose(time_s, BODY.px, BODY.visibility, BODY.world, SIZE) for time_s in TIMES[:30]]
    assert first.add(poses) == []
    assert first.end() == poses
    assert first.add(poses[:2]) == poses[:2]
