"""What a page says of a clip, without a browser."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from math import isnan
from pathlib import Path

import numpy as np
import pytest
from report_pages import sheet_of

from formcheck.engine.status import Perhaps, Phase, Refused
from formcheck.errors import OutputError
from formcheck.pose.pose import Track
from formcheck.report import bands as bands_module
from formcheck.report.bands import LOOKS, Band, bands_of
from formcheck.report.curves import curves_of, thinned
from formcheck.report.moves import sides_of
from formcheck.report.page import data_of, write_page
from formcheck.report.sheet import Sheet


@pytest.fixture(scope="module")
def uneven() -> Sheet:
    return sheet_of("bridge-hips_uneven-female")


def test_each_repetition_has_its_range_and_its_tempo(uneven: Sheet) -> None:
    rows = [(m.verdict, round(m.peak), m.target, m.level > 1) for m in uneven.moves]
    assert rows == [("good", 177, 163, True), ("flawed", 176, 163, True), ("flawed", 174, 163, True)]
    for move in uneven.moves:
        assert move.up_s + move.top_s + move.down_s == pytest.approx(move.end_s - move.start_s)
        assert 0.5 < move.up_s < 2 and 0.5 < move.down_s < 2
        assert move.way == pytest.approx(move.peak - 135, abs=10)


def test_faults_are_bands_and_pictures_where_they_are(uneven: Sheet) -> None:
    spans = [(f.start_s, f.end_s) for f in uneven.seen.report.faults]
    own = [band for band in uneven.bands if band.kind == "fault"]
    assert [(band.row, band.start_s, band.end_s) for band in own] == [("hips uneven", *span) for span in spans]
    shown = [moment for moment in uneven.moments if moment.kind == "fault"]
    assert [start <= moment.time_s <= end for moment, (start, end) in zip(shown, spans, strict=True)] == [True, True]
    assert [moment.kind for moment in uneven.moments].count("peak") == 3
    assert uneven.moments[0].kind == "start"


def test_a_line_fault_is_shown_where_it_is_worst() -> None:
    sheet = sheet_of("bridge-overarched-female")
    (first, *_) = [moment for moment in sheet.moments if moment.kind == "fault" and moment.text.startswith("overarched")]
    fault = next(f for f in sheet.seen.report.faults if f.name == "overarched")
    inside = (sheet.seen.time_s >= fault.start_s) & (sheet.seen.time_s <= fault.end_s)
    assert first.time_s == sheet.seen.time_s[inside][int(np.argmax(sheet.seen.counted[inside]))]


def test_the_measure_that_counts_comes_first_with_its_lines(uneven: Sheet) -> None:
    assert [curve.name for curve in uneven.curves] == ["hip", "hip_width"]
    assert {line.name: line.kind for line in uneven.curves[0].lines} == {
        "rest": "rest",
        "attempt": "attempt",
        "full": "full",
        "overarched": "fault",
    }


def test_left_and_right_are_compared_when_both_were_done() -> None:
    left, right = sides_of(sheet_of("bird_dog-good-female").moves)
    assert (left.count, right.count) == (2, 2)
    assert left.way == pytest.approx(90, abs=8) and right.way == pytest.approx(90, abs=8)
    assert sides_of(sheet_of("bridge-good-male").moves) == []


def test_a_hold_has_no_tempo() -> None:
    (hold,) = sheet_of("plank-good-female").moves
    assert isnan(hold.up_s) and hold.held_s > 5 and hold.verdict == "reached"


def test_a_hold_is_pictured_while_its_clock_runs() -> None:
    sheet = sheet_of("plank-good-female")
    (moment,) = [moment for moment in sheet.moments if moment.kind == "hold"]
    (status,) = [status for status in sheet.seen.statuses if status.time_s == moment.time_s]
    assert status.phase is Phase.HOLD


def test_what_was_far_away_between_repetitions_does_not_flatten_the_plot(uneven: Sheet) -> None:
    first = uneven.seen.report.reps[0]
    values = uneven.seen.counted.copy()
    values[int(np.searchsorted(uneven.seen.time_s, first.start_s)) - 3] = -500.0
    seen = replace(uneven.seen)
    object.__setattr__(seen, "counted", values)
    low, high = curves_of(seen)[0].reach
    assert 100 < low < 135 and 177 < high < 210


def test_a_movement_with_two_ends_has_the_range_between_them() -> None:
    sheet = sheet_of("cat_camel-bouncing-male")
    values = sheet.seen.counted
    for move in sheet.moves:
        inside = values[(sheet.seen.time_s >= move.start_s) & (sheet.seen.time_s <= move.end_s)]
        assert move.peak == pytest.approx(np.nanmax(inside) - np.nanmin(inside))
        assert isnan(move.up_s)


def test_what_was_perhaps_a_fault_is_hatched_in_the_row_of_the_fault() -> None:
    sheet = sheet_of("bridge-good-male")
    sheet.seen.report.perhaps.append(Perhaps("hips_uneven", 2.0, 3.0, 1))
    (band,) = [band for band in bands_of(sheet.seen) if band.kind == "perhaps" and band.start_s == 2.0]
    assert (band.row, band.text, band.told) == ("hips uneven", "1", "perhaps hips uneven, which does not count")
    assert LOOKS["perhaps"].hatched and LOOKS["perhaps"].sign == "?"


def test_what_the_review_knows_of_a_refused_movement_is_told_in_its_band(uneven: Sheet) -> None:
    report = replace(uneven.seen.report, refused=[Refused(1.0, 3.0, "too quick", "bird_dog")])
    sheet = Sheet.of(uneven.exercise, uneven.track, report, None)
    bands = [band for band in sheet.bands if band.row == "Not counted"]
    assert ("too quick", "not counted: too quick; it looks like bird dog") in [(band.text, band.told) for band in bands]


def test_a_new_kind_of_band_is_drawn_when_a_row_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    effort = Band("closed", "Effort", 2.0, 3.0, "hard", "this was hard")
    monkeypatch.setattr(bands_module, "ROWS", (*bands_module.ROWS, lambda seen: iter([effort])))
    sheet = sheet_of("bridge-good-male")
    told = data_of(sheet, has_video=False)
    assert [band for band in told["bands"] if band["row"] == "Effort"] == [
        {"kind": "closed", "row": "Effort", "start": 2.0, "end": 3.0, "text": "hard", "told": "this was hard"}
    ]
    assert told["looks"]["closed"] == {"colour": LOOKS["closed"].colour, "sign": "·", "hatched": True}


def test_of_a_long_clip_the_farthest_values_are_kept() -> None:
    time_s = np.arange(50_000) / 30
    values = np.sin(time_s)
    values[12_345], values[20_000:30_000] = 9.0, np.nan
    times, kept = thinned(time_s, values, 4000)
    assert len(times) <= 4000 and (np.diff(times) > 0).all()
    assert np.nanmax(kept) == 9.0
    gap = times[np.isnan(kept)]
    assert gap.min() == pytest.approx(20_000 / 30, abs=1) and gap.max() == pytest.approx(30_000 / 30, abs=1)


def test_the_page_is_small_and_its_data_can_be_read(uneven: Sheet, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    write_page(page, uneven, None)
    text = page.read_text(encoding="utf-8")
    assert len(text) < 3_000_000
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text)
    assert json.loads(found)["curves"][0]["title"] == "hip, degrees"
    assert not re.findall(r'(?:src|href)="(?!data:)', text)
    assert "connect-src" not in text and "default-src 'none'" in text


def test_without_a_person_there_is_still_a_page(uneven: Sheet, tmp_path: Path) -> None:
    assert isinstance(uneven.track, Track)
    nothing = replace(uneven.track, px=np.full_like(uneven.track.px, np.nan), world=np.full_like(uneven.track.world, np.nan))
    sheet = Sheet.of(uneven.exercise, nothing, uneven.seen.report, None)
    write_page(tmp_path / "page.html", sheet, None)
    assert "Nothing was counted" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_is_told(uneven: Sheet, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_page(tmp_path / "missing" / "page.html", uneven, None)
