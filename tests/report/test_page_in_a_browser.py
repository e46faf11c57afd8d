"""The page in a real browser: it plays, seeks, can be read, and asks nothing of any other place."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from browser import Browser
from report_pages import HOSTILE

AXE = os.environ.get("AXE_CORE", "")  # the path of axe.min.js, from the npm package axe-core

TIME = "Number(document.querySelector('#slider').getAttribute('aria-valuenow'))"
READY = "document.querySelector('#screen').readyState >= 2 && !document.querySelector('#screen').seeking"
AT = "document.querySelector('#screen').currentTime"


def quiet(browser: Browser) -> bool:
    """Nothing was complained of, and nothing but the page itself was asked for."""
    outside = [url for url in browser.requests if not url.startswith(("file:", "data:", "blob:"))]
    return browser.errors == [] and outside == [] and sum(url.startswith("file:") for url in browser.requests) == 1


def test_the_video_plays_and_seeks(browser: Browser, page_of_a_clip: Path) -> None:
    browser.open(page_of_a_clip)
    browser.wait_for(READY)
    assert browser.run("document.querySelector('#screen').duration") == pytest.approx(15.33 + 4, abs=0.3)
    browser.run("document.querySelector('[data-seek=\"' + [...document.querySelectorAll('.peak button')][1].dataset.seek + '\"]').click()")
    browser.wait_for(READY)
    sought = browser.run(TIME)
    assert 5 < sought < 10
    assert browser.run(AT) == pytest.approx(sought, abs=0.1)
    browser.run("document.querySelector('#play').click()")
    browser.wait_for(f"{AT} > {sought} + 0.3")
    browser.run("document.querySelector('#play').click()")
    assert browser.run("document.querySelector('#screen').paused")
    assert quiet(browser)


def test_the_picture_is_that_of_the_moment(browser: Browser, page_of_a_clip: Path) -> None:
    """The pixels of the video change when a plot is pointed at."""
    browser.open(page_of_a_clip)
    browser.wait_for(READY)
    pixels = (
        "(() => { const c = document.createElement('canvas'); c.width = 64; c.height = 36; const g = c.getContext('2d'); "
        "g.drawImage(document.querySelector('#screen'), 0, 0, 64, 36); return [...g.getImageData(0, 0, 64, 36).data].join(); })()"
    )
    before = browser.run(pixels)
    box = browser.box(".u-over")
    browser.move(box["x"] + box["width"] / 2, box["y"] + 20)
    browser.wait_for(f"{AT} > 6 && {READY}")
    assert browser.run(pixels) != before
    assert quiet(browser)


@pytest.mark.parametrize("page", ["page_of_a_clip", "page_of_a_track"])
def test_pointing_shows_a_moment_and_clicking_stays_there(browser: Browser, page: str, request: pytest.FixtureRequest) -> None:
    browser.open(request.getfixturevalue(page))
    end = browser.run("Number(document.querySelector('#slider').getAttribute('aria-valuemax'))")
    box = browser.box(".u-over")
    browser.move(box["x"] + box["width"] * 0.75, box["y"] + 20)
    browser.settle()
    assert browser.run(TIME) == pytest.approx(0.75 * end, abs=0.1)
    browser.move(2, 2)
    browser.settle()
    assert browser.run(TIME) == 0
    browser.click(box["x"] + box["width"] * 0.25, box["y"] + 20)
    browser.move(2, 2)
    browser.settle()
    assert browser.run(TIME) == pytest.approx(0.25 * end, abs=0.1)
    assert quiet(browser)


def test_the_keyboard_does_everything(browser: Browser, page_of_a_track: Path) -> None:
    browser.open(page_of_a_track)
    browser.run("document.querySelector('#slider').focus()")
    browser.press("ArrowRight")
    assert browser.run(TIME) == pytest.approx(1 / 15, abs=0.02)
    browser.press("ArrowRight", shift=True)
    assert browser.run(TIME) == pytest.approx(1 + 1 / 15, abs=0.02)
    browser.press("ArrowDown")
    assert browser.run("document.querySelector('#told').textContent").startswith("repetition 1: good, left side")
    browser.press("End")
    assert browser.run(TIME) == browser.run("Number(document.querySelector('#slider').getAttribute('aria-valuemax'))")
    browser.press("Home")
    browser.press(" ")
    browser.wait_for(f"{TIME} > 0.2")
    browser.press(" ")
    assert browser.run("document.querySelector('#play').getAttribute('aria-label')") == "play"
    wide = browser.run("document.querySelector('.band').getBoundingClientRect().width")
    browser.press("+")
    assert browser.run("document.querySelector('.band').getBoundingClientRect().width") > 1.5 * wide
    assert quiet(browser)


def test_names_are_text_and_nothing_else(browser: Browser, page_of_a_track: Path) -> None:
    browser.open(page_of_a_track)
    assert browser.run("document.title").startswith("Bird dog")
    assert HOSTILE in browser.run("document.querySelector('.facts').textContent")
    assert quiet(browser)


@pytest.mark.parametrize("page", ["page_of_a_clip", "page_of_a_track"])
@pytest.mark.parametrize("width", [380, 1400])
def test_it_can_be_read_at_any_width(browser: Browser, page: str, width: int, request: pytest.FixtureRequest) -> None:
    browser.open(request.getfixturevalue(page), width)
    assert browser.run("document.documentElement.scrollWidth") == width
    small = browser.run(
        "[...document.querySelectorAll('main *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))"
        ".map(e => parseFloat(getComputedStyle(e).fontSize)).reduce((a, b) => Math.min(a, b))"
    )
    assert small >= 9  # the letters of the drawing for the printer, which no screen shows
    assert browser.run("document.querySelector('.u-over').getBoundingClientRect().width") > width / 3
    assert quiet(browser)


@pytest.mark.parametrize("width", [380, 1400])
def test_a_history_can_be_read_at_any_width(browser: Browser, page_of_a_history: Path, width: int) -> None:
    browser.open(page_of_a_history, width)
    assert browser.run("document.documentElement.scrollWidth") == width
    assert browser.run("document.querySelectorAll('svg').length") == 3
    assert quiet(browser)


@pytest.mark.parametrize("page", ["page_of_a_clip", "page_of_a_track"])
def test_it_prints_on_one_page(browser: Browser, page: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    browser.open(request.getfixturevalue(page))
    browser.print(tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().count(b"/Type /Page\n") == 1


@pytest.mark.skipif(not AXE, reason="AXE_CORE does not name axe.min.js (npm install axe-core): accessibility was not checked")
@pytest.mark.parametrize("page", ["page_of_a_clip", "page_of_a_track", "page_of_a_history"])
@pytest.mark.parametrize("width", [380, 1400])
def test_nothing_serious_stands_in_the_way_of_anybody(browser: Browser, page: str, width: int, request: pytest.FixtureRequest) -> None:
    browser.open(request.getfixturevalue(page), width)
    browser.run(Path(AXE).read_text(encoding="utf-8") + ";0")
    found = browser.run("axe.run().then(r => r.violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html.slice(0, 120)).slice(0, 3)]))")
    assert [row for row in found if row[0] in ("serious", "critical", "moderate")] == [], json.dumps(found, indent=1)
