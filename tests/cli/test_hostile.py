"""Hostile and unlucky names, files and surroundings, as a user meets them."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made_up import made_up_track
from typer.testing import Result

from formcheck.pose.trackfile import write_track

Run = Callable[..., Result]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="names, pipes and rights are otherwise there")


def program(*words: object, **how: object) -> subprocess.CompletedProcess[bytes]:
    """`formcheck ...` as a process of its own."""
    command = [sys.executable, "-m", "formcheck", *(word if isinstance(word, bytes) else str(word) for word in words)]
    return subprocess.run(command, check=False, **({"capture_output": True} | how))  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def track(tmp_path: Path) -> Path:
    path = tmp_path / "clip.track.npz"
    write_track(path, made_up_track(frames=12))
    return path


# ---- names


def test_a_name_like_markup_is_a_name(run: Run, clip: Path, riser: None, tmp_path: Path) -> None:
    """`[/b]` would end bold letters that nobody has begun."""
    (tmp_path / "a[").mkdir()
    path = clip.rename(tmp_path / "a[" / "b]x.mp4")
    result = run("track", path)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{tmp_path / 'a[' / 'b]x.track.npz'}: 180 frames")


@POSIX
def test_a_name_does_not_command_the_terminal(track: Path, exercise: Path) -> None:
    path = track.rename(track.with_name("a\x1b[31mb\n\x9b2J.track.npz"))
    result = program("review", path, path.with_name("\x1b[1mmissing"), "-e", exercise)
    assert b"\x1b" not in result.stdout + result.stderr
    assert "\x9b" not in (result.stdout + result.stderr).decode()
    assert b"Traceback" not in result.stderr
    for words in (["revie\x1b[1m"], ["review", path, "--\x1b[1m"], ["evaluate", "\x1b[1m", "bridge"], ["exercises", "a", "\x1b[1m"]):
        assert b"\x1b" not in program(*words).stderr


@POSIX
def test_a_name_that_is_no_text(track: Path, exercise: Path, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/b\xff.track.npz"
    Path(os.fsdecode(path)).write_bytes(track.read_bytes())
    result = program("review", path, "-e", exercise, "--json", "--json-file", tmp_path / "all.json")
    assert (result.returncode, result.stderr) == (0, b"")
    for line in (result.stdout, (tmp_path / "all.json").read_bytes()):
        assert os.fsencode(json.loads(line)["clip"]) == path


@POSIX
def test_json_keeps_a_name_where_the_system_speaks_ascii(track: Path, exercise: Path) -> None:
    path = track.rename(track.with_name("ü.track.npz"))
    c_locale = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = program("review", path, "-e", exercise, "--json", env=c_locale)
    assert json.loads(result.stdout)["clip"] == str(path)


def test_a_suffix_in_capitals_is_a_suffix(run: Run, clip: Path, tmp_path: Path) -> None:
    folder = tmp_path / "phone"
    folder.mkdir()
    (folder / "IMG_1.MOV").touch()
    (folder / "IMG_1.labels.yaml").write_text("exercise: bridge\ntrue_reps: 0\n")
    assert "IMG_1.MOV: the file is empty" in run("evaluate", "bridge", folder).stderr
    assert "IMG_2.MOV: no such clip" in run("evaluate", "bridge", "IMG_2.MOV").stderr


# ---- streams


@POSIX
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed(track: Path, exercise: Path, tmp_path: Path, closed: str) -> None:
    words = ["-m", "formcheck", "review", str(track), "-e", str(exercise), "--json", "--json-file", str(tmp_path / "all.json")]
    command = " ".join(f"'{word}'" for word in (sys.executable, *words))
    result = subprocess.run(["sh", "-c", f"{command} {closed}"], capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
    assert json.loads((tmp_path / "all.json").read_text())["exercise"] == "chair_rise"
    assert bool(result.stdout) == (">&-" not in closed.split())


@POSIX
def test_a_pipe_is_told_to_be_one(exercise: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.mp4")
    for words in (["review", tmp_path / "p.mp4", "-e", exercise], ["calibrate", exercise, tmp_path / "p.mp4"]):
        result = program(*words, stdin=subprocess.DEVNULL)
        assert result.returncode == 3
        assert b"is a pipe, not a clip; it is read more than once: save it to a file first\n" in result.stderr
    assert b"is a pipe, not a clip" in program("review", "/dev/stdin", "-e", exercise, input=b"video").stderr
    assert b"is a device, not a clip" in program("review", "/dev/zero", "-e", exercise).stderr


# ---- places


def test_a_result_never_replaces_what_it_is_not(run: Run, track: Path, exercise: Path, tmp_path: Path, clip: Path) -> None:
    labels = tmp_path / "clip.labels.yaml"
    labels.write_text("exercise: bridge\ntrue_reps: 3\n")
    before = {path: path.read_bytes() for path in (exercise, labels, clip)}
    for path in before:
        for words in (("review", track, "-e", exercise, "--json-file", path), ("review", track, "-e", exercise, "--csv", path)):
            result = run(*words)
            assert result.exit_code == 3
            assert "so that it is not replaced; take another name" in result.stderr
        assert run("exercises", "bridge", "--picture", path).exit_code == 3
        assert run("live", exercise, "--camera", clip, "--record", path).exit_code == 3
    assert {path: path.read_bytes() for path in before} == before


def test_two_tables_under_two_spellings_of_one_name(run: Run, track: Path, exercise: Path, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    result = run("review", track, "-e", exercise, "--json-file", tmp_path / "all", "--csv", tmp_path / "x" / ".." / "all")
    assert result.exit_code == 3
    assert "two results would be written to this one file" in result.stderr


@pytest.mark.parametrize("name", ["res.mov", "res.MKV", "all.json", "track.npz"])
def test_the_name_of_another_kind_of_file_makes_no_folder(run: Run, clip: Path, exercise: Path, tmp_path: Path, name: str) -> None:
    result = run("review", clip, "-e", exercise, "--out", tmp_path / name)
    assert result.exit_code == 2
    assert "give a folder, or a name that ends in .mp4" in " ".join(result.stderr.split())
    assert not (tmp_path / name).exists()
    assert run("track", clip, "--out", tmp_path / name).exit_code == 2


@POSIX
def test_what_is_written_of_a_person_is_for_that_person(run: Run, clip: Path, exercise: Path, riser: None, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        run(
            "review",
            clip,
            "-e",
            exercise,
            "--track",
            "--out",
            tmp_path / "out",
            "--csv",
            tmp_path / "a.csv",
            "--json-file",
            tmp_path / "a.json",
        )
    finally:
        os.umask(before)
    made = [tmp_path / "a.csv", tmp_path / "a.json", *(tmp_path / "out").iterdir()]
    assert len(made) == 4
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700


# ---- pose files


@pytest.mark.parametrize(
    "text", ["title: [&a [x,x],&b [*a,*a]" + "".join(f",&n{k} [*b,*b]" for k in range(3)) + "]", 'name: !!int ""', "? [[a]]\n: 1"]
)
def test_a_pose_file_that_was_made_to_break_it(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text)
    result = run("exercises", path)
    assert result.exit_code == 3
    assert all(line.startswith("error: ") for line in result.stderr.splitlines())


def test_half_a_character_in_a_title_is_told(run: Run, exercise: Path) -> None:
    exercise.write_text(exercise.read_text().replace("title: Rise from a chair", 'title: "Ri\\ud800se"'), encoding="utf-8")
    assert "half a character in line" in run("exercises", exercise).stderr


def test_true_is_no_number_and_a_point_is_no_line(run: Run, exercise: Path) -> None:
    good = exercise.read_text()
    exercise.write_text(good.replace("sets: 2", "sets: true"), encoding="utf-8")
    assert run("exercises", exercise).stderr == f"error: {exercise}: dose.sets: true: must be a number\n"
    exercise.write_text(good.replace("[near.hip, near.knee, near.ankle]", "[near.hip, near.hip, near.ankle]"), encoding="utf-8")
    assert "measures.knee.points: 'near.hip': stands for both ends of a line" in run("exercises", exercise).stderr


@POSIX
def test_bombs_and_pipes_in_the_own_folder_do_not_keep_the_catalogue_from_coming(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "poses"
    folder.mkdir()
    lists = ["&a0 [x,x,x,x,x,x,x,x,x,x]"] + [f"&a{k} [{','.join([f'*a{k - 1}'] * 10)}]" for k in range(1, 9)]
    (folder / "laughs.yaml").write_text(f"title: [{','.join(lists)}]")
    os.mkfifo(folder / "pipe.yaml")
    monkeypatch.setattr("formcheck.rules.library.own_folder", lambda: folder)
    result = run("exercises")
    assert result.exit_code == 0
    assert "bridge" in result.stdout
    assert "is too large" in run("exercises", "laughs").stderr
    assert "is a pipe, not a pose file" in run("exercises", "pipe").stderr
