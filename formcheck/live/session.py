"""Session: one exercise before the camera, from the first pose to the end, with everything that is kept of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, Literal

from formcheck.engine.checker import Checker
from formcheck.engine.pace import SLOW
from formcheck.engine.report import Report
from formcheck.engine.status import Event, Problem, Status
from formcheck.errors import FormCheckError, OutputError
from formcheck.live.record import SessionRecord
from formcheck.pose.landmarks import SideName
from formcheck.pose.pose import Pose

Reason = Literal["done", "stopped", "quit", "closed", "pain", "time", "interrupted", "source ended"]

TOO_SLOW: Final = f"{SLOW}; close other programs or use more light"


class Session:
    """Feeds the checker, and keeps its events in reports (one for each start) and in the record.

    listeners are told every status, for example the voice.  side: the one to begin with, None to find out.
    poses: what was seen since the last start, with keep_poses.  failure: what went wrong besides, to be told after what was done.
    """

    def __init__(
        self,
        checker: Checker,
        source: str,
        record: SessionRecord | None = None,
        listeners: Sequence[Callable[[Status], None]] = (),
        side: SideName | None = None,
        keep_poses: bool = False,
    ) -> None:
        self._checker = checker
        self.exercise = checker.exercise
        self.ended: Reason | None = None
        self._source = source
        self._record = record
        self.failure: FormCheckError | None = None
        self._listeners = listeners
        self._time_s = 0.0
        self._side = side
        self._hurts = False
        self._keep_poses = keep_poses
        self.poses: list[Pose] = []
        self.reports = [self._new_report()]
        self._begin()

    @property
    def seen(self) -> bool:
        """True once a pose has been looked at."""
        return any(report.frames for report in self.reports)

    def see(self, pose: Pose) -> Status:
        """Check one pose and keep what ended with it."""
        status = self._checker.update(pose)
        self._write(lambda record: record.see(pose))
        if self._keep_poses:
            self.poses.append(pose)
        self._time_s = pose.time_s
        report = self.reports[-1]
        was_slow = report.pace.slow
        report.add(status, pose.found)
        if report.pace.slow and not was_slow:
            slow = Problem(pose.time_s, TOO_SLOW)
            report.take((slow,))
            status = replace(status, events=(*status.events, slow))  # so that it is shown at once
        self._keep(status.events)
        for listener in self._listeners:
            listener(status)
        return status

    def start_over(self) -> None:
        """Counts begin at zero again; what was counted stays in an earlier report."""
        self._finish()
        self._checker.reset()
        self.poses.clear()
        self._begin()
        self.reports.append(self._new_report())
        self.mark("start_over")

    def next_set(self) -> None:
        """A set is over, and the next one begins: its counts begin at zero, in the same report."""
        events = self._checker.next_set()
        self.reports[-1].take(events)
        self._keep(events)
        self._begin()
        self.mark("next_set")

    def other_side(self) -> None:
        """The other side works from now on."""
        self._checker.next_side()
        self.mark("other_side")

    def mark(self, what: str, **more: object) -> None:
        """Write into the record that something happened now."""
        self._write(lambda record: record.write(what, time_s=round(self._time_s, 2), **more))

    def hurts(self) -> None:
        """It hurts: that is on the disk before anything is asked."""
        self._hurts = True
        self.mark("pain")

    def hurts_not(self) -> None:
        """That was not so."""
        self._hurts = False
        self.mark("no_pain")

    def problem(self, text: str) -> None:
        """Keep that something stood in the way just now."""
        problem = Problem(self._time_s, text)
        self.reports[-1].take((problem,))
        self._keep((problem,))

    def end(self, reason: Reason) -> None:
        """Close the counts; a second end says nothing new."""
        if self.ended is not None:
            return
        self.ended = reason
        if reason == "pain" and not self._hurts:
            self.hurts()
        self._finish()
        report = self.reports[-1]
        verdicts = [rep.verdict for rep in report.reps]
        counts = {verdict: verdicts.count(verdict) for verdict in ("good", "flawed", "incomplete")}
        holds = sum(hold.reached for hold in report.holds)
        self._write(lambda record: record.write("end", time_s=round(self._time_s, 2), reason=reason, **counts, holds=holds))

    def _begin(self) -> None:
        """Ask for the first side: a new checker stands at the left one, without insisting on it."""
        if self._side is not None:
            for _ in range(1 if self._side == "right" else 2):
                self._checker.next_side()

    def _new_report(self) -> Report:
        return Report(self._source, self.exercise.name, self.exercise.view)

    def _finish(self) -> None:
        events = self._checker.finish()
        self.reports[-1].take(events)
        self._keep(events)

    def _keep(self, events: Sequence[Event]) -> None:
        for event in events:
            self._write(partial(_add, event))

    def _write(self, action: Callable[[SessionRecord], None]) -> None:
        """Without a record from the first failure on: a full disk must not end the exercise."""
        if self._record is None:
            return
        try:
            action(self._record)
        except OutputError as error:
            self._record, self.failure = None, error
            self.reports[-1].take((Problem(self._time_s, f"{error}; the rest of the session is not recorded"),))


def _add(event: Event, record: SessionRecord) -> None:
    record.add(event)
