"""SessionRecord: what happened in a live session, one JSON object a line, on the disk as soon as it happened.

The first line of a session describes it; then come its events with the keys of `review --json`; the last one is its end.
Times are seconds since the first picture, pauses not counted.  A session whose end is missing was cut off; all lines before
are good.  The session's landmarks may be recorded beside it, pictures are not.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from formcheck import __version__
from formcheck.engine.report import Report
from formcheck.engine.status import Event, Problem
from formcheck.errors import OutputError
from formcheck.files.growing import folder_to_disk, open_lines, to_disk
from formcheck.files.places import RECORD, make_folder, own_folder
from formcheck.files.words import json_text
from formcheck.history.folders import sessions_folder
from formcheck.history.landmarklog import FILE_NAME as LANDMARKS
from formcheck.history.landmarklog import LandmarkLog
from formcheck.pose.pose import Pose

FORMAT_VERSION: Final = 2
FILE_NAME: Final = "session.jsonl"
_OF_THE_CHECKER: Final = ("session", "rep", "hold", "fault", "perhaps", "refused", "problem")  # a replay makes them anew
_ELSEWHERE: Final = "choose another place, or use --no-record"
_LISTS: Final = {"rep": "reps", "hold": "holds", "fault": "faults", "perhaps": "perhaps", "refused": "refused"}  # event: list of the report


def default_record(exercise: str, started: datetime) -> Path:
    """The file of a session that began at this moment, in a folder of its own that is not there yet."""
    name = f"{started:%Y-%m-%d-%H%M%S}-{exercise}"
    folder, k = sessions_folder() / name, 2
    while folder.exists():
        folder, k = sessions_folder() / f"{name}-{k}", k + 1
    return folder / FILE_NAME


class SessionRecord:
    """Appends to a file that only its owner can read; a context manager.  Raises OutputError when it cannot be written.

    landmarks: the poses that ``see`` is told are kept too, in the same folder; provenance: where they come from.
    """

    def __init__(self, path: Path, landmarks: bool = False, provenance: dict[str, str | int | float] | None = None) -> None:
        self.path = path
        self._log = LandmarkLog(path.parent / LANDMARKS, provenance) if landmarks else None
        self._poses = 0

    def __enter__(self) -> Self:
        folder = self.path.parent
        if self._log is not None:
            if self.path.exists():  # of another program, which began in the same second
                raise OutputError(f"{self.path}: another session is recorded here already; begin again")
            own_folder(folder.parent, _ELSEWHERE)
            own_folder(folder, _ELSEWHERE)
        elif folder == sessions_folder():
            own_folder(folder, _ELSEWHERE)
        else:
            make_folder(folder, True, _ELSEWHERE)
        self._failed = False
        try:
            self._file = open_lines(self.path, RECORD)
        except OSError as error:
            raise self._told(error) from error
        if self._log is not None:
            self._enter_log(self._log)
            folder_to_disk(folder)
        return self

    def _enter_log(self, log: LandmarkLog) -> None:
        try:
            log.__enter__()
        except BaseException:
            self._file.close()
            raise

    def begin(self, exercise: str, source: str, hold_s: float, started: datetime, person: str = "", **more: Any) -> None:
        """The first line.  source: what the pictures come from, in words; started: with its time zone; person: the profile's name."""
        parts = {"exercise": exercise, "source": source, "hold_s": float(hold_s), "started": started.isoformat(timespec="seconds")}
        self.write("session", format=FORMAT_VERSION, formcheck=__version__, **parts, person=person, **more)

    def see(self, pose: Pose) -> None:
        """Keep one pose, where landmarks are kept."""
        if self._log is not None:
            self._poses += self._log.add(pose)

    def add(self, event: Event) -> None:
        """Anything that ended."""
        if isinstance(event, Problem):
            self.write("problem", time_s=round(event.time_s, 2), text=event.text)
            return
        one = Report("", "", "")
        one.take((event,))
        lists = one.to_json()
        for kind, key in _LISTS.items():
            for found in lists[key]:
                self.write(kind, **found)

    def write(self, event: str, **what: Any) -> None:
        """A line of any kind, ``event`` first."""
        if self._log is not None and event not in _OF_THE_CHECKER:
            what["poses"] = self._poses  # so many were seen before: a replay does the same at the same moment
        line = json_text({"event": event, **what})
        try:
            self._file.write(line + "\n")
            self._file.flush()
            to_disk(self._file.fileno())
        except OSError as error:
            self._failed = True
            raise self._told(error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if self._log is not None:
                self._log.__exit__(kind, error, trace)
        finally:
            try:
                self._file.close()
            except OSError as fault:
                if kind is None and not self._failed:  # it has been told already
                    raise self._told(fault) from fault

    def _told(self, error: OSError) -> OutputError:
        return OutputError(f"{self.path}: the session cannot be recorded: {error.strerror}; {_ELSEWHERE}")
