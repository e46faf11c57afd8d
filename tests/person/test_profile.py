"""A person's profile: a file that is read back as it was written, and told in one line when it does not hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rulebook import BRIDGE, exercise

from formcheck.errors import InputError
from formcheck.faults.base import Zero
from formcheck.person import profile as module
from formcheck.person.personal import LEAST, apply_profile, follow, share_of
from formcheck.person.profile import Own, Profile, profile_or_new, profile_path, read_profile
from formcheck.person.words import own_limit, own_lines, own_range
from formcheck.rules.exercise import RepetitionRule
from formcheck.rules.library import find_exercise, variant_asked

BY_HAND = exercise(BRIDGE)  # rest 145, attempt 149, full 163


def own(end: float = 152.0, level: float = 130.0, **parts: Any) -> Own:
    return Own(measure="hip", level=level, end=end, reps=3, **parts)


def cycle(of: Own) -> RepetitionRule:
    rule = follow(BY_HAND, of).repetition
    assert rule is not None
    return rule


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of profiles, which is not there yet."""
    monkeypatch.setattr(module, "user_config_path", lambda *args, **more: tmp_path)
    return tmp_path / "profiles"


def written(folder: Path, profile: Profile) -> Path:
    folder.mkdir(exist_ok=True)
    path = profile_path(profile.name)
    path.write_text(profile.text(), encoding="utf-8")
    return path


class TestLines:
    def test_the_full_range_is_a_little_less_than_the_own_one(self) -> None:
        assert cycle(own(152)).full == pytest.approx(130 + 0.85 * 22)

    def test_a_usual_range_changes_nothing(self) -> None:
        assert cycle(own(170)) == BY_HAND.repetition

    def test_never_less_than_half_of_the_usual_range(self) -> None:
        assert cycle(own(133)).full == pytest.approx(130 + LEAST * 33)
        assert share_of(BY_HAND, own(133)) == LEAST

    def test_the_lines_near_rest_come_nearer_only_as_far_as_they_must(self) -> None:
        rule = cycle(own(152))
        assert rule.rest < rule.attempt < rule.full
        assert 130 + 0.44 * 18.7 < rule.rest < 145
        assert 130 + 0.69 * 18.7 < rule.attempt < 149

    def test_another_measure_or_direction_than_today_is_left_out(self) -> None:
        assert follow(BY_HAND, own(152).model_copy(update={"measure": "knee"})) == BY_HAND
        assert follow(BY_HAND, own(110)) == BY_HAND
        assert follow(BY_HAND, own(180, level=170)) == BY_HAND  # at rest beyond the full range: not this exercise

    def test_a_rest_beyond_the_usual_rest_line_counts_as_rest(self) -> None:
        rule = cycle(own(165, level=150))
        assert 150 < rule.rest < rule.attempt < rule.full < 163

    def test_only_what_was_calibrated_changes(self) -> None:
        profile = Profile(name="p", exercises={"bridge": own(152)})
        squat = find_exercise("squat")
        assert apply_profile(squat, profile) is squat

    def test_a_variant_that_was_asked_for_has_its_own(self) -> None:
        pregnancy = find_exercise("cat_camel:pregnancy")
        profile = Profile(name="p", exercises={"cat_camel:pregnancy": Own(measure="back", level=0, end=25, reps=3)})
        assert apply_profile(pregnancy, profile) == pregnancy.model_copy(update={"variants": {}})
        assert apply_profile(pregnancy, profile, variant_asked("cat_camel:pregnancy")).repetition.full < 34  # type: ignore[union-attr]
        whole = find_exercise("cat_camel")
        assert apply_profile(whole, profile).repetition == whole.repetition


class TestWords:
    def test_the_range_and_the_new_line(self) -> None:
        assert own_range(BY_HAND, own(152)) == "the angle at the near hip, from 130° at rest to 152°"
        assert own_lines(BY_HAND, own(152)) == "a repetition is full from 149° on, instead of 163°"
        assert own_limit(BY_HAND, own(152)) == ""

    def test_as_usual(self) -> None:
        assert own_lines(BY_HAND, own(175)) == "a repetition is full from 163° on, as usual: the own range is no less than that"

    def test_the_limit(self) -> None:
        assert own_lines(BY_HAND, own(140)) == "a repetition is full from 146° on, instead of 163°"
        assert "stays at 50% of the usual range" in own_limit(BY_HAND, own(140))

    def test_both_ways_and_holds(self) -> None:
        cat = find_exercise("cat_camel")
        mine = Own(measure="back", level=0, end=24, second=-18.2, reps=3)
        assert own_range(cat, mine).endswith("from 0° at rest to 24°, and to -18° the other way")
        assert "from end to end on, instead of 62°" in own_lines(cat, mine)
        child = find_exercise("child_pose")
        assert own_lines(child, Own(measure="knee", level=88, end=52, reps=1)).startswith("a hold counts from ")


class TestFile:
    def test_what_was_written_is_read(self, folder: Path) -> None:
        zero = {"hips_uneven": {"left": Zero(value=0.5, rest=0.6)}}
        profile = Profile(name="anna", exercises={"bridge": own(152, zero=zero), "squat:front": own(1, second=-2.0, levels={"hip": 130.0})})
        written(folder, profile)
        assert read_profile("anna") == profile

    def test_calibrating_again_replaces_that_exercise_only(self) -> None:
        profile = Profile(name="anna", exercises={"bridge": own(152), "squat": own(80)})
        again = profile.with_own("bridge", own(160))
        assert again.exercises == {"bridge": own(160), "squat": own(80)}

    def test_the_value_of_the_other_near_side_is_kept(self) -> None:
        left, right = ({"hips_uneven": {side: Zero(value=0.5, rest=0.6)}} for side in ("left", "right"))
        profile = Profile(name="anna", exercises={"bridge": own(zero=left)}).with_own("bridge", own(zero=right))
        assert set(profile.exercises["bridge"].zero["hips_uneven"]) == {"left", "right"}

    def test_an_unknown_name_is_told_with_those_there_are(self, folder: Path) -> None:
        with pytest.raises(InputError, match="no such profile; make one: formcheck calibrate EXERCISE --profile bert"):
            read_profile("bert")
        written(folder, Profile(name="anna", exercises={}))
        with pytest.raises(InputError, match=r"bert\.yaml: no such profile; there are anna$"):
            read_profile("bert")
        assert profile_or_new("bert") == Profile(name="bert", exercises={})

    @pytest.mark.parametrize("name", ["", "../anna", "a/b", "a b", "x" * 61])
    def test_a_name_that_cannot_be_a_file(self, name: str) -> None:
        with pytest.raises(InputError, match="letters, digits, _ and -"):
            profile_path(name)

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "is empty or no mapping"),
            ("- a", "is empty or no mapping"),
            ("name: [", "is not valid YAML"),
            ("name: anna\nexercises: {bridge: {measure: hip, level: high, end: 150, reps: 3}}", "exercises.bridge.level"),
            ("name: anna\nexercises: {bridge: {measure: hip, level: .nan, end: 150, reps: 3}}", "exercises.bridge.level"),
            ("name: anna\ncolour: red", "colour"),
            ("[" * 5000, "is not valid YAML"),
            ("\x00\x01", "is not valid YAML"),
        ],
    )
    def test_a_broken_one_is_told_in_one_line(self, folder: Path, text: str, reason: str) -> None:
        folder.mkdir()
        profile_path("anna").write_text(text)
        for read in (read_profile, profile_or_new):
            with pytest.raises(InputError) as told:
                read("anna")
            message = str(told.value)
            assert message.startswith(str(profile_path("anna"))) and "\n" not in message
            assert reason in message and message.endswith("; delete it and calibrate again")

    def test_bytes_that_are_no_text(self, folder: Path) -> None:
        folder.mkdir()
        profile_path("anna").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(InputError, match="delete it and calibrate again"):
            read_profile("anna")

    def test_a_folder_of_that_name(self, folder: Path) -> None:
        profile_path("anna").mkdir(parents=True)
        with pytest.raises(InputError, match="cannot be read"):
            read_profile("anna")
