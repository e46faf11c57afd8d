"""Latest: what the newest session of an exercise came to, and the sessions of one step of a routine together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from formcheck.history.database import Database


@dataclass(frozen=True)
class Latest:
    """reps, good: repetitions, and those without a fault.  holds, reached: holds, and those that were long enough; held_s: in all.

    peak: median of the measure that counts at its farthest, None without repetitions; unit: its unit.
    faults: how often each was told, the commonest first.  pain: it ended because of pain.
    """

    reps: int
    good: int
    holds: int
    reached: int
    held_s: float
    peak: float | None
    unit: str
    faults: tuple[tuple[str, int], ...]
    pain: bool

    @property
    def count(self) -> int:
        """Repetitions, or holds where there are none."""
        return self.reps or self.holds

    @property
    def right(self) -> int:
        """Of these, the good ones."""
        return self.good if self.reps else self.reached


def latest(database: Database, person: str, exercise: str, without: Sequence[str] = ()) -> Latest | None:
    """The newest session of a person in which something of this exercise was done.  without: names of sessions that do not count."""
    rows = database.connection.execute(
        "SELECT name FROM sessions WHERE person = ? AND exercise = ? ORDER BY started DESC, name DESC", (person, exercise)
    )
    for (name,) in rows:
        if name not in without and (found := together(database, [name])) is not None and found.count:
            return found
    return None


def together(database: Database, names: Sequence[str]) -> Latest | None:
    """Sessions of one exercise added up; None when none of them is there."""
    marks = ", ".join("?" * len(names))
    rows = database.connection.execute(f"SELECT id, pain, unit FROM sessions WHERE name IN ({marks})", tuple(names)).fetchall()
    if not rows:
        return None
    ids = tuple(row[0] for row in rows)
    marks = ", ".join("?" * len(ids))
    reps = database.connection.execute(f"SELECT verdict, peak FROM reps WHERE session IN ({marks})", ids).fetchall()
    holds = database.connection.execute(f"SELECT held_s, reached FROM holds WHERE session IN ({marks})", ids).fetchall()
    faults = Counter(name for (name,) in database.connection.execute(f"SELECT name FROM faults WHERE session IN ({marks})", ids))
    peaks = [peak for _, peak in reps if peak is not None]
    return Latest(
        len(reps),
        sum(verdict == "good" for verdict, _ in reps),
        len(holds),
        sum(bool(reached) for _, reached in holds),
        round(sum(held or 0 for held, _ in holds), 1),
        float(median(peaks)) if peaks else None,
        rows[-1][2],
        tuple(faults.most_common()),
        any(row[1] for row in rows),
    )
