"""Wall slide: its samples are reviewed as expected."""

from __future__ import annotations

import pytest

from samples import assert_as_expected, expected, review, stems


@pytest.mark.parametrize("stem", stems("wall_slide"))
def test_the_events_are_the_expected_ones(stem: str) -> None:
    assert_as_expected(review(stem).to_json(), expected(stem))
