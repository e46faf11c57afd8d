"""Fixtures of the tests of poses."""

from __future__ import annotations

import pytest
from made_up import made_up_track

from formcheck.pose.pose import Track
from formcheck.pose.quantise import quantise


@pytest.fixture
def track() -> Track:
    """As the estimator gives it: rounded."""
    raw = made_up_track()
    return Track.from_poses([quantise(pose) for pose in raw], raw.provenance)
