"""What many sessions come to: numbers that can be checked by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from history_samples import write_session

from formcheck.history.database import Database
from formcheck.history.kept import keep_rules, load
from formcheck.history.page import write_history
from formcheck.history.weeks import History, history_of
from formcheck.rules.exercise import Exercise
from formcheck.rules.library import find_exercise

TODAY = date(2026, 3, 11)  # a Wednesday


def bridge_called(title: str) -> Exercise:
    return find_exercise("bridge").model_copy(update={"title": title})


def history(tmp_path: Path, person: str = "", exercise: str | None = None, since: date | None = None) -> History:
    with Database(tmp_path / "h.sqlite", tmp_path / "sessions") as database:
        database.update()
        return history_of(database, TODAY, person, exercise, since)


def test_a_week_adds_up_its_sessions(tmp_path: Path) -> None:
    write_session(tmp_path / "sessions", "2026-03-02T08:00:00+01:00", verdicts=("good", "good", "flawed"), peak=160)
    write_session(tmp_path / "sessions", "2026-03-08T08:00:00+01:00", verdicts=("good", "flawed"), peak=170, ended="pain")
    write_session(tmp_path / "sessions", "2026-03-09T08:00:00+01:00", verdicts=("good",), peak=180)
    first, second = history(tmp_path).weeks
    assert (first.begins, first.sessions, first.reps, first.good) == (date(2026, 3, 2), 2, 5, 0.6)
    assert (first.peak, first.fault, first.fault_times, first.pain) == (162, "rushed", 2, 1)
    assert (second.begins, second.reps, second.good, second.fault, second.pain) == (date(2026, 3, 9), 1, 1.0, "", 0)


def test_holds_add_up_to_seconds(tmp_path: Path) -> None:
    write_session(tmp_path / "sessions", "2026-03-02T08:00:00+01:00", "plank", (), (12.0, 21.5))
    (week,) = history(tmp_path).weeks
    assert (week.hold_s, week.reps, week.good, week.peak) == (33.5, 0, None, None)


def test_a_corrected_count_counts(tmp_path: Path) -> None:
    place = write_session(tmp_path / "sessions", "2026-03-02T08:00:00+01:00")
    load(place).correct(9, datetime(2026, 3, 3, tzinfo=UTC))
    kept = load(place)
    assert (kept.counted, kept.corrected) == (4, 9)
    assert history(tmp_path).weeks[0].reps == 9


def test_a_person_sees_only_the_own_sessions(tmp_path: Path) -> None:
    write_session(tmp_path / "sessions", "2026-03-02T08:00:00+01:00", person="anna")
    write_session(tmp_path / "sessions", "2026-03-03T08:00:00+01:00", "squat")
    assert history(tmp_path, "anna").exercises == ("bridge",)
    assert history(tmp_path).exercises == ("squat",)
    assert history(tmp_path, exercise="bridge").weeks == []
    assert history(tmp_path, since=date(2026, 3, 4)).weeks == []


@pytest.mark.parametrize(
    ("days", "streak"), [([], 0), ([11], 1), ([10, 9], 2), ([11, 10, 9, 7], 3), ([9, 8], 0), ([11, 11, 10], 2)], ids=str
)
def test_the_streak_is_of_days_up_to_today(tmp_path: Path, days: list[int], streak: int) -> None:
    for k, day in enumerate(days):
        write_session(tmp_path / "sessions", f"2026-03-{day:02d}T{8 + k:02d}:00:00+01:00")
    assert history(tmp_path).streak == streak


def test_the_page_needs_nothing_but_itself(tmp_path: Path) -> None:
    write_session(tmp_path / "sessions", "2026-03-02T08:00:00+01:00", peak=160)
    write_session(tmp_path / "sessions", "2026-03-09T08:00:00+01:00", peak=175)
    page = tmp_path / "history.html"
    hostile = bridge_called("<b>bridge</b>")
    for place in (tmp_path / "sessions").iterdir():
        keep_rules(place, hostile)
    write_history(page, history(tmp_path), "<script>x</script>")
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text and "&lt;b&gt;bridge&lt;/b&gt;" in text and "&lt;script&gt;x" in text
    assert "range 162° → 176°, full from 163°" in text and text.count("<svg") == 2
    assert "http" not in text.replace("http-equiv", "")
