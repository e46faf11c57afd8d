"""A share, of how many, and its 95 % interval."""

from __future__ import annotations

import pytest

from formcheck.evaluate.share import Share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),  # the example of Newcombe, Statistics in Medicine 17 (1998)
        (1, 29, 0.0061, 0.1718),  # likewise
    ],
)
def test_the_interval_is_that_of_wilson(part: int, whole: int, low: float, high: float) -> None:
    assert Share(part, whole).interval == pytest.approx((low, high), abs=6e-5)


def test_in_words_and_numbers() -> None:
    assert str(Share(3, 4)) == "75.0 % (3 of 4; 30–95)"
    assert str(Share(0, 0)) == "-"
    assert Share(0, 0).to_json() == {"part": 0, "whole": 0, "low": None, "high": None}
