"""What holds for all tests."""

import pytest


@pytest.fixture(autouse=True)
def _one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clips are looked at in this process, where a test can put something else in the place of the pose network."""
    monkeypatch.setattr("formcheck.work.base.cores", lambda: 1)
