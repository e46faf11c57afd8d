"""Weeks of routines: how often each was gone through, and the pain before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from sqlite3 import Connection
from typing import Any, Final

COLUMNS: Final = ("routine", "week_of", "begun", "finished", "pain_before", "pain_after", "stopped_by_pain")


@dataclass(frozen=True, slots=True)
class RoutineWeek:
    """One routine in one week.  begins: its Monday.  begun, finished: how often.

    pain_before, pain_after: the means of what was answered, 0..10, None when nothing was.  stopped: exercises that ended because of pain.
    """

    routine: str
    title: str
    begins: date
    begun: int
    finished: int
    pain_before: float | None
    pain_after: float | None
    stopped: int

    def to_json(self) -> dict[str, Any]:
        """Plain values; the week as its Monday."""
        return asdict(self) | {"begins": self.begins.isoformat()}


def routine_weeks(connection: Connection, person: str, since: date | None = None) -> list[RoutineWeek]:
    """All routines of one person, by routine, then from the oldest week to the newest."""
    groups: dict[tuple[str, date], list[Any]] = defaultdict(list)
    rows = connection.execute(
        "SELECT routine, title, started, ended, stopped, pain_before, pain_after FROM runs WHERE person = ? ORDER BY started", (person,)
    )
    for row in rows:
        day = datetime.fromisoformat(row[2]).date()
        if since is None or day >= since:
            groups[row[0], day - timedelta(days=day.weekday())].append(row)
    return [
        RoutineWeek(
            routine=name,
            title=runs[-1][1],
            begins=begins,
            begun=len(runs),
            finished=sum(run[3] == "done" for run in runs),
            pain_before=_mean([run[5] for run in runs]),
            pain_after=_mean([run[6] for run in runs]),
            stopped=sum(run[4] for run in runs),
        )
        for (name, begins), runs in sorted(groups.items())
    ]


def cells_of(week: RoutineWeek) -> tuple[str, ...]:
    """One row with the columns COLUMNS; empty where there is nothing to say."""
    before, after = ("" if value is None else f"{value:.1f}" for value in (week.pain_before, week.pain_after))
    return week.routine, week.begins.isoformat(), str(week.begun), str(week.finished), before, after, str(week.stopped or "")


def _mean(levels: Sequence[int | None]) -> float | None:
    known = [level for level in levels if level is not None]
    return round(sum(known) / len(known), 1) if known else None
