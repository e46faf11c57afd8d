"""Mistakes in pose files, as a user sees them: every line with file, key, value, reason, and the nearest valid name."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from rulebook import BRIDGE, CAT_CAMEL, STRETCH

from formcheck.errors import InputError, RuleError
from formcheck.rules.load import load_exercise
from formcheck.rules.reference import EXAMPLE

Write = Callable[..., Path]
Told = Callable[..., list[str]]

GOOD = f"""{EXAMPLE}  bent: {{kind: line, measure: knee, above: 175, release: 3, cue: Keep the knees soft}}
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a pose file: text, or data."""

    def make(content: str | bytes | dict[str, Any], name: str = "chair_rise.yaml") -> Path:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            YAML(typ="safe", pure=True).dump(content, path)
        return path

    return make


@pytest.fixture
def told(write: Write) -> Told:
    """The lines told of a file with these replacements, without the file's name in front."""

    def load(*changes: tuple[str, str], of: str = GOOD) -> list[str]:
        for old, new in changes:
            assert old in of
            of = of.replace(old, new, 1)
        path = write(of)
        with pytest.raises(RuleError) as caught:
            load_exercise(path)
        assert caught.value.problems == str(caught.value).splitlines()
        assert all(line.startswith(f"{path}: ") for line in caught.value.problems)
        return [line.removeprefix(f"{path}: ") for line in caught.value.problems]

    return load


def test_a_good_file_is_read(write: Write) -> None:
    exercise = load_exercise(write(GOOD))
    assert (exercise.name, exercise.kind, exercise.needs_outline) == ("chair_rise", "reps", False)
    assert exercise.faults["bent"].priority == 5


def test_a_line_fault_needs_no_kind(write: Write) -> None:
    assert load_exercise(write(GOOD.replace("kind: line, ", ""))).faults["bent"].model_dump()["kind"] == "line"


# --------------------------------------------------------------------------------------------------------------- wrong keys
@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("posture: sitting", "posture: sitting\ncolour: red", "colour: unknown key"),
        ("posture: sitting", "posture: sitting\nalias: [x]", "alias: unknown key; did you mean 'aliases'?"),
        ("gate:\n", "gate:\n  settle: 1\n", "gate.settle: unknown key; did you mean 'settle_s'?"),
        ("{measure: knee, below: 120,", "{measure: knee, below: 120, abuv: 3,", "gate.start.0.abuv: unknown key; did you mean 'above'?"),
        ("{kind: angle, ", "{kind: angle, singed: true, ", "measures.knee.singed: unknown key; did you mean 'signed'?"),
        ("rest: 115,", "rest: 115, least: 1,", "repetition.least: unknown key; did you mean 'least_s'?"),
        ("{kind: range, ", "{kind: range, prio: 3, ", "faults.shallow.prio: unknown key; did you mean 'priority'?"),
        ("phase: down, ", "phase: down, under: 3, ", "faults.rushed.under: unknown key; did you mean 'unless'?"),
        ("{kind: line, measure: knee, above", "{measure: knee, for: 1, above", "faults.bent.for: unknown key; did you mean 'for_s'?"),
        ("sets: 2}", "sets: 2, hold: 3}", "dose.hold: unknown key; did you mean 'hold_s'?"),
        ("repetition: {", "sides: {measure: knee, activ: least}\nrepetition: {", "sides.activ: unknown key; did you mean 'active'?"),
        ("full: 160}", "full: 60, second: {rest: 100, attempt: 90, ful: 3}}", "repetition.second.ful: unknown key"),
    ],
)
def test_an_unknown_key_at_any_level(told: Told, old: str, new: str, line: str) -> None:
    assert line in told((old, new))


def test_a_misspelt_key_is_missing_as_well(told: Told) -> None:
    assert told(("camera:", "cammera:")) == ["camera: is missing", "cammera: unknown key; did you mean 'camera'?"]


@pytest.mark.parametrize("key", ["name", "title", "posture", "view", "camera", "summary", "dose"])
def test_what_is_missing_is_named(told: Told, key: str) -> None:
    rows = [row for row in GOOD.splitlines(keepends=True) if not row.startswith(f"{key}:")]
    assert told(of="".join(rows)) == [f"{key}: is missing"]


# ------------------------------------------------------------------------------------------------------------- wrong values
@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("title: Rise from a chair", "title: 12", "title: 12: must be text"),
        ("title: Rise from a chair", "title:", "title: nothing: must be text"),
        ("rest: 115", "rest: low", "repetition.rest: 'low': must be a number"),
        ("rest: 115", "rest: .inf", "repetition.rest: inf: must be a finite number"),
        ("reps: 10", "reps: ten", "dose.reps: 'ten': must be a whole number"),
        ("reps: 10", "reps: 2.5", "dose.reps: 2.5: must be a whole number"),
        ("reps: 10", "reps: 0", "dose.reps: 0: must be at least 1"),
        ("reps: 10", "reps: 500", "dose.reps: 500: must be at most 100"),
        ("under_s: 0.6", "under_s: 0", "faults.rushed.under_s: 0: must be more than 0"),
        ("sets: 2}", "per_side: maybe}", "dose.per_side: 'maybe': must be true or false"),
        ("view: side", "view: sidewise", "view: 'sidewise': must be one of side, front, feet; did you mean 'side'?"),
        ("phase: down", "phase: back", "faults.rushed.phase: 'back': must be one of up, down, either, whole"),
        (
            "  knee: {kind: angle, points: [near.hip, near.knee, near.ankle]}",
            "  knee: 3",
            "measures.knee: 3: must be a mapping (`key: value`)",
        ),
        ("dose: {reps: 10, sets: 2}", "dose: 10", "dose: 10: must be a mapping (`key: value`)"),
        ("  shallow: {kind: range, cue: Stand up all the way}", "  shallow:", "faults.shallow: nothing: must be a mapping (`key: value`)"),
        ("[near.hip, near.knee, near.ankle]}", "near.knee}", "measures.knee.points: 'near.knee': must be a list, e.g. [one, two]"),
        ("[near.hip, near.knee, near.ankle]}", "[near.hip]}", "measures.knee.points: ['near.hip']: has too few entries"),
        ("needs: [near.shoulder, near.hip, near.knee, near.ankle]", "needs: []", "gate.needs: []: must have at least 1 of them"),
        (
            "  knee: {kind",
            "  Knee-1: {kind",
            "measures.Knee-1: 'Knee-1': a name has small letters, digits and `_`, and begins with a letter",
        ),
        ("  knee: {kind", "  7: {kind", "measures.7: 7: must be text"),
    ],
)
def test_a_value_of_the_wrong_kind_or_size(told: Told, old: str, new: str, line: str) -> None:
    assert line in told((old, new))


def test_a_list_that_is_too_long(told: Told) -> None:
    (line,) = told(("near.ankle]}", "near.ankle, near.heel]}"))
    assert line.startswith("measures.knee.points: ['near.hip', 'near.knee'")
    assert line.endswith(": must have 3 of them, not 4")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("kind: angle", "kind: angel", "measures.knee.kind: 'angel': no such kind; did you mean 'angle'?"),
        ("kind: range", "kind: rnage", "faults.shallow.kind: 'rnage': no such kind; did you mean 'range'?"),
        ("[near.hip, near.knee", "[near.hip, nere.knee", "measures.knee.points: 'nere.knee': no such point; did you mean 'near.knee'?"),
        ("needs: [near.shoulder", "needs: [near.sholder", "gate.needs.0: 'near.sholder': no such point; did you mean 'near.shoulder'?"),
        ("{measure: knee, below", "{measure: nee, below", "gate.start.0.measure: 'nee': no such measure; did you mean 'knee'?"),
        ("repetition: {measure: knee", "repetition: {measure: kneee", "repetition.measure: 'kneee': no such measure; did you mean 'knee'?"),
        ("line, measure: knee", "line, measure: hip", "faults.bent.measure: 'hip': no such measure"),
        ("phase: down", "unless: [shalow], phase: down", "faults.rushed.unless: 'shalow': no such fault; did you mean 'shallow'?"),
    ],
)
def test_a_name_that_points_nowhere(told: Told, old: str, new: str, line: str) -> None:
    assert told((old, new)) == [line]


def test_a_measure_without_a_kind_is_told_the_kinds_there_are(told: Told) -> None:
    (line,) = told(("{kind: angle, ", "{"))
    assert line.startswith("measures.knee.kind: is missing; one of ahead, angle, ")


# ---------------------------------------------------------------------------------------------------- parts that do not fit
@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("below: 120", "above: 190", "gate.start.0.above: 190: can never be reached; knee lies between 0 and 180"),
        ("below: 120", "below: -5", "gate.start.0.below: -5: can never be reached; knee lies between 0 and 180"),
        ("above: 175", "above: 180", "faults.bent.above: 180: can never be reached; knee lies between 0 and 180"),
        ("full: 160", "full: 200", "repetition.full: 200: can never be reached; knee lies between 0 and 180"),
        ("below: 120", "above: 130, below: 120", "gate.start.0: nothing is above 130 and below 120"),
        ("measure: knee, below: 120", "measure: knee", "gate.start.0: give `above`, `below` or both"),
        ("attempt: 135", "attempt: 115", "repetition: `rest` and `attempt` are the same: two thresholds are needed"),
        ("full: 160", "full: 120", "repetition: `full` (120) lies between `rest` (115) and `attempt` (135) or beyond rest"),
        ("full: 160", "full: 160, least_s: 50, longest_s: 20", "repetition: `least_s` must be less than `longest_s`"),
        (
            "cue: Stand up all the way",
            "cue: Stand up all the way until your knees are straight",
            "faults.shallow.cue: a cue has at most 8 words, this one has 10",
        ),
        ("kind: range", "kind: missing, end: first", "faults.shallow.kind: 'missing': needs `repetition.second`"),
        ("phase: down", "unless: [rushed], phase: down", "faults.rushed.unless: 'rushed': is the fault itself, so that it is never told"),
        ("release: 3", "phase: [hold]", "faults.bent.phase: ['hold']: never comes here; the phases are rest, up, top, down"),
        (
            "release: 3",
            "stops_clock: true",
            "faults.bent.stops_clock: only a `bounce` or `line` fault of a hold can stop the clock",
        ),
        ("faults:", "unseen: {bent: nobody sees it}\nfaults:", "unseen.bent: is checked under `faults`; it cannot be both"),
        (
            "gate:\n",
            "gate:\n  turned_above: 70\n  turned_below: 50\n",
            "gate.turned_above: 70: nobody is turned by more than this and less than 50",
        ),
        (
            "needs: [near.shoulder",
            "needs: [active.shoulder",
            "sides: is missing; there are `active` or `passive` points, so the working side must be told",
        ),
        (
            "repetition:",
            "sides: {measure: knee}\nrepetition:",
            "sides.measure: has neither `active` nor `passive` points, so it cannot tell the sides apart",
        ),
        (
            "near.ankle]}",
            "near.ankle], relative_to: start}",
            "gate.start.0.measure: 'knee': is relative to the start posture, which is not known yet there",
        ),
        ("near.ankle]}", "near.ankle], start_within: [1, 2]}", "measures.knee.start_within: goes with `relative_to: start`"),
    ],
)
def test_parts_that_do_not_go_together(told: Told, old: str, new: str, line: str) -> None:
    assert told((old, new)) == [line]


def test_a_threshold_relative_to_the_start_may_go_either_way(write: Write) -> None:
    text = GOOD.replace("gate:", "  rise: {kind: angle, points: [near.hip, near.knee, near.ankle], relative_to: start}\ngate:")
    text = text.replace("line, measure: knee, above: 175", "line, measure: rise, below: -150")
    assert load_exercise(write(text)).faults["bent"].model_dump()["kind"] == "line"


def test_either_repetitions_or_a_hold(told: Told) -> None:
    both = ("faults:", "hold: {measure: knee, rest: 115, enter: 135, full: 160}\nfaults:")
    assert told(both) == ["(whole file): give either `repetition` or `hold`"]
    neither = ("repetition: {measure: knee, rest: 115, attempt: 135, full: 160}\n", "")
    assert told(neither) == ["(whole file): give either `repetition` or `hold`"]


def test_a_hold_has_its_lines_in_order_and_no_faults_of_repetitions(write: Write) -> None:
    stay = STRETCH["hold"] | {"enter": 20}
    with pytest.raises(RuleError, match="hold: the lines must stand in the order `rest`, `attempt`, `enter`, `full`"):
        load_exercise(write(STRETCH | {"hold": stay}, "stretch.yaml"))
    faults = {"rushed": {"kind": "tempo", "phase": "up", "under_s": 1, "cue": "Slower"}}
    with pytest.raises(RuleError, match=r"rushed\.kind: 'tempo': goes with `repetition`, this exercise is a hold"):
        load_exercise(write(STRETCH | {"faults": faults}, "stretch.yaml"))


def test_the_second_end_lies_on_the_other_side_of_rest(write: Write) -> None:
    cycle = CAT_CAMEL["repetition"] | {"second": {"rest": 9, "attempt": 14}}
    with pytest.raises(RuleError, match="repetition: `second` must lie on the other side of rest"):
        load_exercise(write(CAT_CAMEL | {"repetition": cycle}, "cat_camel.yaml"))


def test_a_variant_is_checked_as_a_file_of_its_own(write: Write) -> None:
    def variant(change: dict[str, Any]) -> dict[str, Any]:
        return BRIDGE | {"variants": {"easy": {"chosen": "asked", "summary": "less high", "change": change}}}

    assert load_exercise(write(variant({"repetition": {"full": 155}}), "bridge.yaml")).variant("easy").repetition.full == 155  # type: ignore[union-attr]
    with pytest.raises(RuleError) as caught:
        load_exercise(write(variant({"repetition": {"ful": 155, "rest": 400}}), "bridge.yaml"))
    assert [line.partition(".yaml: ")[2] for line in caught.value.problems] == [
        "variants.easy: repetition.ful: unknown key; did you mean 'full_or'?"
    ]
    with pytest.raises(RuleError, match=r"variants\.easy: repetition\.full: 400: can never be reached; hip lies between 0 and 360"):
        load_exercise(write(variant({"repetition": {"full": 400}}), "bridge.yaml"))


# ------------------------------------------------------------------------------------------------------- all of them at once
def test_several_mistakes_are_told_all_at_once(told: Told) -> None:
    lines = told(
        ("name: chair_rise", "name: chair_rize"),
        ("camera:", "cammera:"),
        ("reps: 10", "reps: 0"),
        ("near.hip, near.knee, near.ankle]}", "near.hip, near.knee, near.ancle]}"),
        ("{measure: knee, below", "{measure: nee, below"),
        ("kind: range", "kind: rnage"),
    )
    assert lines == [
        "name: 'chair_rize': must be the file's name, 'chair_rise'",
        "camera: is missing",
        "dose.reps: 0: must be at least 1",
        "measures.knee.points: 'near.ancle': no such point; did you mean 'near.ankle'?",
        "faults.shallow.kind: 'rnage': no such kind; did you mean 'range'?",
        "cammera: unknown key; did you mean 'camera'?",
        "gate.start.0.measure: 'nee': no such measure; did you mean 'knee'?",
    ]


def test_several_parts_that_do_not_fit_are_told_all_at_once(told: Told) -> None:
    lines = told(("below: 120", "below: 200"), ("line, measure: knee", "line, measure: hip"), ("kind: range", "kind: missing, end: second"))
    assert lines == [
        "faults.bent.measure: 'hip': no such measure",
        "gate.start.0.below: 200: can never be reached; knee lies between 0 and 180",
        "faults.shallow.kind: 'missing': needs `repetition.second`",
    ]


# ---------------------------------------------------------------------------------------------------------------- the file
@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("dose: {reps: 10", "dose: {reps: 10, [", "line 11 is not valid YAML: expected the node content, but found ','"),
        (
            "title: Rise from a chair",
            "title: Chair: rise",
            "line 2 is not valid YAML: mapping values are not allowed here (text with a colon needs quotes)",
        ),
        ("posture: sitting", "\tposture: sitting", "line 3 is not valid YAML: found character '\\t' that cannot start any token"),
        (
            "posture: sitting",
            "title: Twice",
            'line 3 is not valid YAML: found duplicate key "title" with value "Twice" (original value: "Rise from a chair")',
        ),
        (
            "title: Rise from a chair",
            "title: !!python/object:os.system x",
            "line 2 is not valid YAML: could not determine a constructor for the tag 'tag:yaml.org,2002:python/object:os.system'",
        ),
        ("title: Rise from a chair", "title: 2001-99-99", "is not valid YAML: month must be in 1..12"),
    ],
)
def test_what_is_no_yaml_is_told_with_its_line(told: Told, old: str, new: str, line: str) -> None:
    assert told((old, new)) == [line]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "- a\n- b\n", "hello", "12"])
def test_a_file_with_nothing_in_it(told: Told, text: str) -> None:
    assert told(of=text) == ["is empty or no mapping; see `formcheck exercises --reference` for what a pose file holds"]


def test_a_file_that_is_nested_without_end(told: Told) -> None:
    assert told(of="{a: " * 2_000) == ["is not valid YAML: nested too deeply"]


def test_a_file_that_refers_to_itself(told: Told) -> None:
    assert told(of="&a {name: *a, faults: *a}") == ["is not valid YAML: line 1 refers to itself"]


def test_a_file_that_is_too_large(write: Write) -> None:
    path = write("a: b\n" * 250_000)
    with pytest.raises(InputError) as told:
        load_exercise(path)
    assert str(told.value) == f"{path}: too large for a pose file (1,250,000 bytes, at most 300,000); name another file"


@pytest.mark.parametrize("content", [bytes(range(256)), "title: Brücke".encode("latin-1"), GOOD.encode("utf-16")])
def test_a_file_that_is_not_text(write: Write, content: bytes) -> None:
    path = write(content)
    with pytest.raises(InputError, match=f"^{path}: is not text; a pose file must be YAML in UTF-8$"):
        load_exercise(path)


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is a folder, not a pose file; name a file in it$"):
        load_exercise(tmp_path)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.yaml: no such pose file; see `formcheck exercises`"):
        load_exercise(tmp_path / "nowhere.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    with pytest.raises(InputError, match="is a pipe, not a pose file"):
        load_exercise(path)


def test_a_file_that_must_not_be_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, **how: str) -> str:
        raise PermissionError(13, "Permission denied")

    path = write(GOOD)
    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(InputError, match=f"^{path}: cannot be read \\(Permission denied\\); check its permissions$"):
        load_exercise(path)


def test_the_name_is_that_of_the_file(write: Write) -> None:
    path = write(GOOD, "chair.yaml")
    with pytest.raises(RuleError) as caught:
        load_exercise(path)
    assert caught.value.problems == [f"{path}: name: 'chair_rise': must be the file's name, 'chair'"]
