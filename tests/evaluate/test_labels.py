"""Labels: what is true of a clip, read from the file beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from formcheck.errors import InputError
from formcheck.evaluate.labels import Labels, TrueRep, find_clips, labels_path, read_labels, stem, unknown_faults
from formcheck.rules.library import find_exercise

FULL = """\
exercise: bridge
variant: hips_uneven
person: female
view: side
near_side: left
fps: 15
origin: rendered
licence: CC0-1.0
target_s: 0
reps:
  - {start_s: 1.40, end_s: 5.09, side: null, hold_s: 0.96, verdict: good, faults: []}
  - {start_s: 5.72, end_s: 9.68, side: null, hold_s: 1.07, verdict: flawed, faults: [hips_uneven]}
holds:
  - {start_s: 2.9, end_s: 9.5, held_s: 6.7, zone_s: 7.6, side: right, faults: []}
faults:
  - {name: hips_uneven, start_s: 6.40, end_s: 9.00}
"""


def write(folder: Path, text: str, name: str = "clip") -> Path:
    path = folder / f"{name}.labels.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_with_times(tmp_path: Path) -> None:
    labels = read_labels(write(tmp_path, FULL))
    assert (labels.exercise, labels.person, labels.near_side, labels.target_s) == ("bridge", "female", "left", 0)
    assert labels.reps is not None
    assert labels.reps[1] == TrueRep(start_s=5.72, end_s=9.68, hold_s=1.07, verdict="flawed", faults=("hips_uneven",))
    assert labels.holds is not None
    assert (labels.holds[0].held_s, labels.holds[0].zone_s, labels.holds[0].side) == (6.7, 7.6, "right")
    assert labels.faults is not None
    assert labels.faults[0].name == "hips_uneven"
    assert (labels.exact, labels.count, labels.sure) == (True, 3, 1)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    labels = read_labels(write(tmp_path, FULL))
    YAML(typ="safe", pure=True).dump(labels.model_dump(mode="json", exclude_unset=True), tmp_path / "again.labels.yaml")
    assert read_labels(tmp_path / "again.labels.yaml") == labels


def test_totals_counted_by_eye(tmp_path: Path) -> None:
    labels = read_labels(write(tmp_path, "exercise: bird_dog\ntrue_reps: 4\ntrue_hold_s: null\nsure: 0.95\n"))
    assert (labels.exact, labels.count, labels.true_hold_s, labels.sure) == (False, 4, None, 0.95)


def test_the_form_of_a_whole_clip(tmp_path: Path) -> None:
    """As labels of real clips are written: faults by name, without times."""
    text = (
        "exercise: squat\nshows: quarter squat\norigin: real, of somebody\nperson: ann\ntrue_reps: 3\nform: faulty\n"
        "faults: [shallow, rushed]\nmaybe: [trunk_pitches]\nfault_reps: [1, 3]\nnotes: ''\n"
    )
    labels = read_labels(write(tmp_path, text))
    assert (labels.form, labels.named_faults, labels.maybe, labels.fault_reps) == (
        "faulty",
        ("shallow", "rushed"),
        ("trunk_pitches",),
        (1, 3),
    )
    assert (labels.faults, labels.real, labels.exact) == (None, True, False)
    assert not read_labels(write(tmp_path, FULL)).real
    YAML(typ="safe", pure=True).dump(labels.model_dump(mode="json", exclude_unset=True), tmp_path / "again.labels.yaml")
    assert read_labels(tmp_path / "again.labels.yaml") == labels


def test_a_hold_alone_is_a_row_with_times_too(tmp_path: Path) -> None:
    labels = read_labels(write(tmp_path, "exercise: plank\nholds: [{start_s: 1, end_s: 9, held_s: 7}]\n"))
    assert (labels.exact, labels.count) == (True, 1)


def test_a_clip_of_no_exercise(tmp_path: Path) -> None:
    assert read_labels(write(tmp_path, "exercise: null\nreps: []\n")).exercise is None


@pytest.mark.parametrize(
    "note",
    [
        "a gym: dark; shorter than 6 s",
        'she says "slowly": twice',
        "it's a ball: blue",
        "back\\slash: kept",
    ],
)
def test_hand_written_notes_may_hold_a_colon(tmp_path: Path, note: str) -> None:
    """They are no part of the labels, but must not spoil them."""
    labels = read_labels(write(tmp_path, f"exercise: bridge\norigin: {note}\nvariant: from {note}\ntrue_reps: 3\n"))
    assert (labels.variant, labels.true_reps) == (f"from {note}", 3)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty or no mapping"),
        ("- bridge\n", "is empty or no mapping"),
        ("reps: []\n", "exercise: is missing"),
        ("exercise: bridge\nnear_side: lft\n", "near_side: 'lft': must be one of left, right; did you mean 'left'?"),
        ("exercise: bridge\nform: godo\n", "form: 'godo': must be one of good, faulty; did you mean 'good'?"),
        ("exercise: bridge\nsure: 2\n", "sure: 2: must be at most 1"),
        ("exercise: bridge\ntrue_reps: some\n", "true_reps: 'some': must be a whole number"),
        ("exercise: bridge\nreps: [{start_s: 1, end_s: 2}]\n", "reps.0.verdict: is missing"),
        (
            "exercise: bridge\nreps: [{start_s: 1, end_s: 2, verdict: godo}]\n",
            "reps.0.verdict: 'godo': must be one of good, flawed, incomplete; did you mean 'good'?",
        ),
        ("exercise: bridge\nreps: [{start_s: 1, end_s: 2, verdict: good, fault: []}]\n", "reps.0.fault: unknown key"),
        ("exercise: bridge\nreps: [{start_s: 3, end_s: 2, verdict: good}]\n", "reps.0: ends at 2 s, before it starts at 3 s"),
        ("exercise: bridge\nholds: [{start_s: 3, end_s: .inf, held_s: 1}]\n", "holds.0.end_s: inf: must be a finite number"),
        ("exercise: bridge\nreps: [\n", "line 3 is not valid YAML: expected the node content, but found '<stream end>'"),
        ("exercise: bridge\ndate: 2001-99-99\n", "is not valid YAML: month must be in 1..12"),
    ],
)
def test_mistakes_are_told_in_one_line(tmp_path: Path, text: str, reason: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(InputError) as caught:
        read_labels(path)
    assert str(caught.value) == f"{path}: {reason}"


def test_labels_that_are_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"clip\.labels\.yaml: no such labels"):
        read_labels(tmp_path / "clip.labels.yaml")
    (tmp_path / "clip.labels.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match=r"is not text; labels must be YAML in UTF-8$"):
        read_labels(tmp_path / "clip.labels.yaml")
    (tmp_path / "folder.labels.yaml").mkdir()
    with pytest.raises(InputError, match=r"folder\.labels\.yaml: is a folder, not labels"):
        read_labels(tmp_path / "folder.labels.yaml")


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.track.npz", "a.mkv"])
def test_labels_stand_beside_their_clip(name: str) -> None:
    assert stem(Path("there") / name) == "a"
    assert labels_path(Path("there") / name) == Path("there/a.labels.yaml")


def test_of_a_folder_the_clips_with_labels_are_taken_and_tracks_go_before_videos(tmp_path: Path) -> None:
    for name in ("b.mp4", "b.track.npz", "a.mp4", "unlabelled.mp4", "c.txt", "d.webm"):
        (tmp_path / name).touch()
    for name in ("a", "b", "c", "d"):
        write(tmp_path, FULL, name)
    assert [path.name for path in find_clips(tmp_path)] == ["a.mp4", "b.track.npz", "d.webm"]
    assert find_clips(tmp_path / "unlabelled.mp4") == [tmp_path / "unlabelled.mp4"]


def test_a_place_without_labelled_clips(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no clip with labels \(NAME\.labels\.yaml beside NAME\.mp4\) in this folder$"):
        find_clips(tmp_path)
    with pytest.raises(InputError, match=r"nowhere: no such clip or folder$"):
        find_clips(tmp_path / "nowhere")


def test_labels_cannot_be_changed() -> None:
    labels = Labels(exercise="bridge")
    with pytest.raises(ValueError, match="frozen"):
        labels.exercise = "plank"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("reps:", "rep:", "rep: unknown key; did you mean 'reps'?"),
        ("near_side: left", "nearside: left", "nearside: unknown key; did you mean 'near_side'?"),
        ("target_s: 0", "target_s: -1", "target_s: -1: must be at least 0"),
        ("target_s: 0", "target_s: true", "target_s: true: must be a number"),
        ("fps: 15", "true_reps: -3", "true_reps: -3: must be at least 0"),
        ("fps: 15", "true_hold_s: [3, -1]", "true_hold_s.1: -1: must be at least 0"),
        ("hold_s: 0.96", "hold_s: -1", "reps.0.hold_s: -1: must be at least 0"),
        ("held_s: 6.7", "held_s: .inf", "holds.0.held_s: inf: must be a finite number"),
        ("person: female", "person: &a [x, *a]", "line 3 refers to itself"),
    ],
)
def test_slips_are_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = write(tmp_path, FULL.replace(old, new))
    with pytest.raises(InputError) as caught:
        read_labels(path)
    assert str(caught.value).startswith(f"{path}: ") and told in str(caught.value)


def test_notes_of_ones_own_are_no_slips(tmp_path: Path) -> None:
    assert read_labels(write(tmp_path, FULL + "weather: rain\nmy remark: none\n")).count == 3


def test_faults_that_the_exercise_does_not_have_are_named(tmp_path: Path) -> None:
    bridge = find_exercise("bridge")
    assert unknown_faults(read_labels(write(tmp_path, FULL)), bridge) == []
    labels = read_labels(write(tmp_path, FULL.replace("faults: [hips_uneven]", "faults: [hip_uneven, xyzzy]")))
    assert unknown_faults(labels, bridge) == ["'hip_uneven'; did you mean 'hips_uneven'?", "'xyzzy'"]
