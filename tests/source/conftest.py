"""Fixtures of the tests of sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from clip_maker import MakeClip, clip_maker


@pytest.fixture
def make_clip(tmp_path: Path) -> MakeClip:
    """Writes small clips."""
    return clip_maker(tmp_path)
