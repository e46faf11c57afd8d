"""Pages to look at: one of a clip with a video, one of a track without."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from report_pages import HOSTILE, sheet_of

from formcheck.history.page import write_history
from formcheck.history.weeks import History, Week
from formcheck.report.outputs import Outputs
from formcheck.report.page import write_page
from formcheck.review.clip import Reviewer
from formcheck.review.task import Task
from formcheck.rules.library import find_exercise
from samples import clip_file


@pytest.fixture(scope="session")
def page_of_a_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bridge whose hips are uneven, with its annotated video."""
    folder = tmp_path_factory.mktemp("clip")
    clip = folder / "clip.mp4"
    clip.write_bytes(clip_file("bridge-hips_uneven_near-male").read_bytes())
    page = folder / "clip.report.html"
    Reviewer(find_exercise("bridge")).review(Task(clip, folder / "clip.reviewed.mp4", None, Outputs(page=page)))
    return page


@pytest.fixture(scope="session")
def page_of_a_track(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bird dog, left and right, without a video."""
    page = tmp_path_factory.mktemp("track") / "track.report.html"
    write_page(page, sheet_of("bird_dog-good-female", HOSTILE), None)
    return page


@pytest.fixture(scope="session")
def page_of_a_history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months of bridges and planks."""
    page = tmp_path_factory.mktemp("history") / "history.html"
    monday = date(2026, 3, 2)
    weeks = [
        Week("bridge", "Bridge", monday + timedelta(weeks=k), 3, 30 + k, 0.5 + k / 20, 0.0, 165.0 + k, "deg", 163.0, "rushed", 4, k == 3)
        for k in range(9)
    ]
    weeks += [Week("plank", "Plank", monday + timedelta(weeks=k), 2, 0, None, 40.0 + k, None, "deg", None, "", 0, 0) for k in range(9)]
    write_history(page, History(weeks, tuple(week.begins for week in weeks), monday + timedelta(weeks=9)), "<b>Anna</b>")
    return page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium): pages were not looked at in a browser")
    with Browser() as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    """A browser that has had nothing to complain of yet."""
    chromium.errors.clear()
    chromium.requests.clear()
    return chromium
