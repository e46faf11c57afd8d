"""A full disk, wherever something is written: one line and exit status 3, nothing half-written, and nothing is lost that was there."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from full_disk import room
from history_samples import write_session
from live_fakes import FakeCamera, FakeEstimator, FakeWindow, screen_of, session_of, squat, squats, ticking
from made_up import made_up_track

from formcheck.errors import OutputError
from formcheck.files.places import CSV
from formcheck.history.database import Database
from formcheck.history.film import Film
from formcheck.history.finish import show
from formcheck.history.forget import belongings_of, forget
from formcheck.history.kept import keep_rules, load
from formcheck.history.replay import starts_of
from formcheck.history.table import write_weeks
from formcheck.history.weeks import history_of
from formcheck.live.loop import LiveLoop
from formcheck.live.record import SessionRecord
from formcheck.live.session import Session
from formcheck.person import profile as profiles
from formcheck.person.profile import Own, keep_own, read_profile
from formcheck.pose.trackfile import write_track
from formcheck.report.outputs import Outputs
from formcheck.sinks.textfile import TextFile
from formcheck.tracking import cache

STARTED = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)


def told(error: pytest.ExceptionInfo[OutputError], path: Path) -> None:
    """One line that names the place."""
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def recorded(folder: Path, record: SessionRecord) -> Session:
    """Three squats before a fake camera, recorded."""
    record.begin("squat", "camera 0", 0.0, STARTED)
    keep_rules(folder, squat())
    session = session_of(record=record)
    LiveLoop(FakeCamera(squats(3)), FakeEstimator(), session, screen_of(session), FakeWindow(), ticking()).run()
    return session


@pytest.mark.parametrize("size", [5_000, 12_000, 20_000])
def test_a_session_goes_on_to_its_end_and_what_was_recorded_is_read_again(tmp_path: Path, size: int) -> None:
    """At first the landmarks do not fit any more; the events, which are small, do."""
    folder = tmp_path / "sessions" / "s"
    session = None
    try:
        with SessionRecord(folder / "session.jsonl", landmarks=True) as record, room(size):
            session = recorded(folder, record)
    except OutputError as error:  # what did not fit in the end is told once the exercise is over
        assert "\n" not in str(error)
    else:
        assert session.failure is not None and "landmarks cannot be recorded" in str(session.failure)
    assert session is not None and [rep.verdict for rep in session.reports[0].reps] == ["good"] * 3
    kept = load(folder)
    assert kept.exercise.name == "squat"
    if kept.track is not None:
        assert len(starts_of(kept)) == 1


def test_events_that_do_not_fit_any_more_do_not_end_the_exercise(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    with SessionRecord(folder / "session.jsonl") as record:
        record.begin("squat", "camera 0", 0.0, STARTED)
        session = session_of(record=record)
        with room((folder / "session.jsonl").stat().st_size + 60):
            LiveLoop(FakeCamera(squats(3)), FakeEstimator(), session, screen_of(session), FakeWindow(), ticking()).run()
    assert [rep.verdict for rep in session.reports[0].reps] == ["good"] * 3
    assert session.failure is not None and "session cannot be recorded" in str(session.failure)
    assert "the rest of the session is not recorded" in session.reports[0].problems[-1]
    assert load(folder).ended == "cut off"


def test_a_session_whose_folder_cannot_be_made_is_told_before_the_exercise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, *args: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "mkdir", full)
    path = tmp_path / "sessions" / "s" / "session.jsonl"
    with pytest.raises(OutputError, match="No space left on device; choose another place, or use --no-record") as error:
        SessionRecord(path, landmarks=True).__enter__()
    told(error, path.parent.parent)


def test_the_video_of_a_session_that_does_not_fit_is_told_at_the_end(tmp_path: Path) -> None:
    estimator = FakeEstimator()
    frames = squats(2)
    with (
        pytest.raises(OutputError, match=r"the video could not be recorded to its end: .*; all else of the session is kept") as error,
        Film(tmp_path / "video.mp4", estimator) as film,
        room(1_000),
    ):
        session = session_of(listeners=(film.listen,))
        LiveLoop(FakeCamera(frames), film, session, screen_of(session), FakeWindow(), ticking()).run()
        film._queue.put(None)
        film._future.result()  # the disk stays full until all is written
    told(error, tmp_path / "video.mp4")
    assert len(session.reports[0].reps) == 2


Write = Callable[[Path], None]


def _table(path: Path) -> None:
    with TextFile(path, CSV) as file:
        file.write("clip,exercise,kind,\n" * 100)


WRITERS: dict[str, Write] = {"table.csv": _table, "clip.track.npz": lambda path: write_track(path, made_up_track(frames=12))}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("size", [0, 1, 200])
def test_a_result_is_whole_or_as_it_was(tmp_path: Path, name: str, size: int) -> None:
    path = tmp_path / name
    for before in (None, path):
        if before is not None:
            WRITERS[name](path)
            earlier = path.read_bytes()
        with pytest.raises(OutputError, match="File too large") as error, room(size):
            WRITERS[name](path)
        told(error, path)
        assert [p.name for p in tmp_path.iterdir()] == ([] if before is None else [name])
        assert before is None or path.read_bytes() == earlier


def test_a_profile_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "profile_path", lambda name: tmp_path / "profiles" / f"{name}.yaml")
    own = Own(measure="hip", level=120.0, end=170.0, reps=3)
    keep_own("anna", "bridge", own)
    with pytest.raises(OutputError) as error, room(10):
        keep_own("anna", "squat", own)
    told(error, tmp_path / "profiles" / "anna.yaml")
    assert list(read_profile("anna").exercises) == ["bridge"]


def test_a_track_that_cannot_be_kept_is_there_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from formcheck.tracking import record

    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"a clip")
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(cache, "key_of", lambda clip, model, way="": "0" * 64)
    monkeypatch.setattr(record, "landmarks", lambda *parts: record.Made(made_up_track(frames=12)))
    why: list[OutputError] = []
    with room(100):
        track = cache.track_of(clip, not_kept=why.append)
    assert len(track) == 12
    assert len(why) == 1 and "File too large" in str(why[0])
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_history_is_told_and_made_whole_later(tmp_path: Path) -> None:
    folder, path = tmp_path / "sessions", tmp_path / "h.sqlite"
    write_session(folder, "2026-03-02T18:00:00+01:00")
    for size in (0, 4096, 20_000):
        with pytest.raises(OutputError) as error, room(size), Database(path, folder) as database:
            database.update()
        told(error, path)
    with Database(path, folder) as database:
        database.update()
        (week,) = history_of(database, STARTED.date(), "").weeks
        assert week.reps == 4
        with pytest.raises(OutputError) as error, room(10):
            write_weeks(tmp_path / "weeks.csv", history_of(database, STARTED.date(), ""))
    told(error, tmp_path / "weeks.csv")


def test_what_is_forgotten_is_gone_from_the_disk_though_the_index_cannot_be_written(tmp_path: Path) -> None:
    folder, path = tmp_path / "sessions", tmp_path / "h.sqlite"
    place = write_session(folder, "2026-03-02T18:00:00+01:00")
    with Database(path, folder) as database:
        database.update()
        with pytest.raises(OutputError) as error, room(10):
            forget("", belongings_of("", folder), database)
        told(error, path)
    assert not place.exists()
    with Database(path, folder) as database:
        database.update()
        assert list(database.connection.execute("SELECT COUNT(*) FROM sessions")) == [(0,)]


def test_a_correction_that_does_not_fit_is_told_and_loses_nothing(tmp_path: Path) -> None:
    place = write_session(tmp_path, "2026-03-02T18:00:00+01:00")
    record = place / "session.jsonl"
    before = record.read_bytes()
    with pytest.raises(OutputError, match="cannot be written") as error, room(len(before) + 10):
        load(place).correct(7, STARTED)
    told(error, record)
    assert record.read_bytes().startswith(before)
    load(place).correct(8, STARTED)
    assert (load(place).counted, load(place).corrected) == (4, 8)


def test_the_page_of_a_session_that_does_not_fit_leaves_the_session_whole(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    with SessionRecord(folder / "session.jsonl", landmarks=True) as record:
        recorded(folder, record)
    kept = load(folder)
    (start,) = starts_of(kept)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(OutputError) as error, room(5_000):
        show(kept, kept.exercise, None, start, Outputs(page=folder / "report.html"), film=False)
    told(error, folder / "report.html")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files
    assert json.loads((folder / "session.jsonl").read_text().splitlines()[-1])["event"] == "end"
