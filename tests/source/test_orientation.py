"""The turn that a file notes, in either of the two ways in which it can be read."""

from __future__ import annotations

import struct

import pytest

from formcheck.source.orientation import Orientation


@pytest.mark.parametrize(("degrees", "matrix"), [(0, (1, 0, 0, 1)), (90, (0, -1, 1, 0)), (-90, (0, 1, -1, 0)), (180, (-1, 0, 0, -1))])
def test_an_angle_and_its_matrix_mean_the_same(degrees: int, matrix: tuple[int, int, int, int]) -> None:
    a, b, c, d = (value << 16 for value in matrix)
    assert Orientation.from_turn(degrees) == Orientation.from_matrix(struct.pack("=9i", a, b, 0, c, d, 0, 0, 0, 1 << 30))


def test_a_matrix_that_is_too_short_turns_nothing() -> None:
    assert Orientation.from_matrix(b"\0" * 8) == Orientation()
