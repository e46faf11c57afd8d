"""A long clip is looked at in pieces: every picture once, and each piece from a little before it begins."""

from __future__ import annotations

from itertools import pairwise
from typing import Self

import numpy as np
import pytest

from formcheck.pose.pose import Pose, nobody
from formcheck.source.frame import Frame
from formcheck.tracking.look import WHOLE, Look, Pieces, Span

PIECES = Pieces(first_s=4.0, each_s=3.0, lead_s=1.0)
IMAGE = np.zeros((8, 8, 3), np.uint8)


class Counting:
    """An estimator whose poses tell how many pictures it has seen: what a network finds depends on where it began."""

    provenance: dict[str, str | int | float] = {"model_sha256": "none"}  # noqa: RUF012
    open = 0

    def __init__(self) -> None:
        self.seen = 0

    def __enter__(self) -> Self:
        Counting.open += 1
        return self

    def __exit__(self, *error: object) -> None:
        Counting.open -= 1

    def estimate(self, frame: Frame) -> Pose:
        self.seen += 1
        pose = nobody(frame.time_s, frame.size)
        pose.px[:] = self.seen
        return pose


def looked(times: list[float], span: Span = WHOLE) -> list[tuple[float, int]]:
    """The time of each pose, and how many pictures its estimator had seen."""
    found = []
    with Look(Counting, span=span, pieces=PIECES) as look:
        for time_s in times:
            found += [(pose.time_s, int(pose.px[0, 0])) for pose in look.at(Frame(time_s, IMAGE))]
    return found


TIMES = [k / 10 for k in range(120)]  # pieces begin at 4, 7 and 10 s


def test_every_picture_has_one_pose_and_a_piece_has_begun_before() -> None:
    found = looked(TIMES)
    assert [time_s for time_s, _ in found] == TIMES
    assert [seen for _, seen in found[:40]] == list(range(1, 41))
    for begins in (40, 70, 100):
        assert found[begins][1] == 11  # ten pictures, of one second, were seen before
    assert found[-1] == (11.9, 30)
    assert Counting.open == 0


@pytest.mark.parametrize("bounds", [(0, 1, None), (0, 2, None), (0, 1, 2, 3, None)])
def test_portions_find_together_what_one_finds(bounds: tuple[int | None, ...]) -> None:
    spans = [Span(first or 0, end) for first, end in pairwise(bounds)]
    together = []
    for span in spans:
        needed = [time_s for time_s in TIMES if time_s >= PIECES.needed_s(span.first)]
        together += looked(needed, span)
    assert together == looked(TIMES)


def test_a_time_that_is_rounded_belongs_to_both() -> None:
    early = np.nextafter(3.0, 0)  # with the second that the piece begins early it is 4.0 all the same
    times = [early - 0.1, float(early), 3.5, 4.0, 4.5]
    needed = [time_s for time_s in times if time_s >= PIECES.needed_s(1)]
    assert looked(needed, Span(1)) == looked(times)[-2:]


def test_pictures_that_come_seldom_begin_a_piece_when_they_come() -> None:
    assert looked([0.0, 2.0, 5.5, 11.0]) == [(0.0, 1), (2.0, 2), (5.5, 1), (11.0, 1)]


def test_who_looks_at_a_portion_knows_when_it_is_over() -> None:
    with Look(Counting, span=Span(0, 1), pieces=PIECES) as look:
        look.at(Frame(3.9, IMAGE))
        assert not look.over
        assert look.at(Frame(4.0, IMAGE)) == []
        assert look.over


def test_pieces_begin_where_they_are_said_to() -> None:
    usual = Pieces()
    assert [usual.start_s(piece) for piece in range(4)] == [0, 120, 180, 240]
    assert [usual.at(time_s) for time_s in (0, 119.9, 120, 179.9, 180, 3600)] == [0, 0, 1, 1, 2, 59]
