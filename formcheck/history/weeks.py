"""Weeks: what all sessions come to, by exercise and week."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from sqlite3 import Connection
from typing import Any

import numpy as np

from formcheck.history.database import Database
from formcheck.history.routine_weeks import RoutineWeek, routine_weeks


@dataclass(frozen=True, slots=True)
class Week:
    """One exercise in one week.

    title: what it is called.  begins: its Monday.  reps: repetitions, as the person says where a count was corrected.
    good: share of those that were judged, None without any.  hold_s: seconds held in all.
    peak: median of the measure that counts at its farthest, in ``unit``; full_at: where the range is full, None where that is no line.
    fault: the commonest, with how often.  pain: sessions that ended because of it.
    """

    exercise: str
    title: str
    begins: date
    sessions: int
    reps: int
    good: float | None
    hold_s: float
    peak: float | None
    unit: str
    full_at: float | None
    fault: str
    fault_times: int
    pain: int

    def to_json(self) -> dict[str, Any]:
        """Plain values; the week as its Monday."""
        return asdict(self) | {"begins": self.begins.isoformat()}


@dataclass(frozen=True)
class History:
    """weeks: by exercise, then from the oldest to the newest.  days: on which something was done.  today: of the person who asks.

    routines: by routine, then from the oldest to the newest; none when only one exercise was asked for.
    """

    weeks: list[Week]
    days: tuple[date, ...]
    today: date
    routines: list[RoutineWeek] = field(default_factory=list)

    @property
    def streak(self) -> int:
        """Days in a row with a session, up to today; today may still be to come."""
        done, count = set(self.days), 0
        day = self.today if self.today in done else self.today - timedelta(days=1)
        while day in done:
            count, day = count + 1, day - timedelta(days=1)
        return count

    @property
    def exercises(self) -> tuple[str, ...]:
        """Names, in the order of the weeks."""
        return tuple(dict.fromkeys(week.exercise for week in self.weeks))

    def of(self, exercise: str) -> list[Week]:
        """The weeks of one exercise."""
        return [week for week in self.weeks if week.exercise == exercise]

    def to_json(self) -> dict[str, Any]:
        """The object that ``formcheck history --json`` prints."""
        weeks, routines = ([week.to_json() for week in each] for each in (self.weeks, self.routines))
        return {"today": self.today.isoformat(), "streak_days": self.streak, "weeks": weeks, "routines": routines}


def history_of(database: Database, today: date, person: str, exercise: str | None = None, since: date | None = None) -> History:
    """Everything of one person; exercise, since: only that, and only from that day on.  Raises OutputError, see ``Database``."""
    return database.read(lambda connection: _history_of(connection, today, person, exercise, since))


def _history_of(connection: Connection, today: date, person: str, exercise: str | None, since: date | None) -> History:
    sessions = [
        row
        for row in connection.execute(
            "SELECT id, exercise, started, pain, corrected, unit, full_at, title FROM sessions WHERE person = ? ORDER BY started", (person,)
        )
        if (exercise is None or row[1] == exercise) and (since is None or _day(row[2]) >= since)
    ]
    reps, holds, faults = (_by_session(connection, sql) for sql in _QUERIES)
    groups: dict[tuple[str, date], list[Any]] = defaultdict(list)
    for row in sessions:
        day = _day(row[2])
        groups[row[1], day - timedelta(days=day.weekday())].append(row)
    weeks = [_week(name, begins, rows, reps, holds, faults) for (name, begins), rows in sorted(groups.items())]
    routines = routine_weeks(connection, person, since) if exercise is None else []
    return History(weeks, tuple(sorted({_day(row[2]) for row in sessions})), today, routines)


_QUERIES = ("SELECT session, verdict, peak FROM reps", "SELECT session, held_s, reached FROM holds", "SELECT session, name, 0 FROM faults")

_Rows = dict[int, list[tuple[Any, Any]]]


def _by_session(connection: Connection, sql: str) -> _Rows:
    found: _Rows = defaultdict(list)
    for session, a, b in connection.execute(sql):
        found[session].append((a, b))
    return found


def _week(exercise: str, begins: date, sessions: Sequence[Any], reps: _Rows, holds: _Rows, faults: _Rows) -> Week:
    numbers = [row[0] for row in sessions]
    done = [rep for number in numbers for rep in reps.get(number, ())]
    counted = sum(
        len(reps.get(row[0], ())) if row[4] is None or (not reps.get(row[0]) and holds.get(row[0])) else row[4] for row in sessions
    )
    peaks = [peak for _, peak in done if peak is not None]
    told = Counter(name for number in numbers for name, _ in faults.get(number, ()))
    fault, times = told.most_common(1)[0] if told else ("", 0)
    return Week(
        exercise,
        sessions[-1][7],
        begins,
        len(sessions),
        counted,
        sum(verdict == "good" for verdict, _ in done) / len(done) if done else None,
        round(sum(held or 0 for number in numbers for held, _ in holds.get(number, ())), 1),
        round(float(np.median(peaks)), 3) if peaks else None,
        sessions[-1][5],
        sessions[-1][6],
        fault,
        times,
        sum(row[3] for row in sessions),
    )


def _day(started: str) -> date:
    """The day at the place where the session was done."""
    return datetime.fromisoformat(started).date()
