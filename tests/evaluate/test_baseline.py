"""The usual ways of counting, beside which ours are set."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML
from rulebook import BRIDGE, CAT_CAMEL, STRETCH, exercise
from skeletons import Keys, film, glide, half_kneeling, hops, on_all_fours, on_back
from typer.testing import CliRunner

from formcheck.cli.main import app
from formcheck.evaluate.baseline import WAYS, compare_ways, count_peaks, count_stages, signal
from formcheck.evaluate.labels import Labels
from formcheck.pose.pose import Array
from formcheck.pose.trackfile import write_track
from formcheck.rules import library
from formcheck.rules.exercise import RepetitionRule

RULE = RepetitionRule(measure="hip", rest=145, attempt=149, full=163)  # the two lines lie at 145 and 150.4


def line(keys: Keys, fps: float = 15) -> tuple[Array, Array]:
    time_s = np.arange(0, keys[-1][0], 1 / fps)
    return time_s, glide(keys, time_s)


@pytest.mark.parametrize(("tops", "count"), [([], 0), ([170], 1), ([170, 168, 172, 166], 4)])
@pytest.mark.parametrize("way", WAYS)
def test_plain_repetitions_are_counted(way: str, tops: list[float], count: int) -> None:
    assert WAYS[way](RULE, *line(hops(125, tops))) == count


def test_two_lines_need_both_of_them() -> None:
    """Down to 147 is no rest, up to 149 no repetition."""
    assert count_stages(RULE, *line([(0, 125), (2, 170), (3, 147), (4, 170), (6, 125)])) == 1
    assert count_stages(RULE, *line([(0, 125), (2, 149), (4, 125)])) == 0


def test_peaks_do_not_need_to_come_to_rest_and_pass_over_gaps() -> None:
    time_s, values = line([(0, 125), (2, 170), (4, 147), (6, 170), (8, 125), (10, 125)])
    assert count_peaks(RULE, time_s, values) == 2
    values[20:26] = np.nan
    assert count_peaks(RULE, time_s, values) == 2
    assert count_peaks(RULE, time_s, np.full_like(values, np.nan)) == 0


def test_a_movement_that_lowers_the_measure() -> None:
    rule = RepetitionRule(measure="knee", rest=160, attempt=148, full=110)
    time_s, values = line(hops(175, [100, 100, 100]))
    assert [way(rule, time_s, values) for way in WAYS.values()] == [3, 3]


def test_the_measure_is_that_of_the_exercise_relative_to_the_first_moments() -> None:
    rules = exercise(CAT_CAMEL)
    keys = [(0, 10), (2, 10), (3.5, 60), (5, 10), (6.5, -40), (8, 10), (9, 10)]
    values = signal(rules, film(10).along(on_all_fours, keys))
    assert abs(values[0]) < 1
    assert values.max() > 30
    assert values.min() < -25


def test_whoever_gets_up_is_counted_by_the_usual_ways_only(tmp_path: Path) -> None:
    """Without a gate, bridges done by somebody who lies the wrong way round for the exercise count too."""
    rules = exercise(BRIDGE, gate={"start": [{"measure": "lying", "above": 0.6, "say": "lie face down"}]})
    write_track(tmp_path / "a.track.npz", film(10).along(on_back, hops(130, [175, 175])))
    write_track(tmp_path / "b.track.npz", film(10).along(on_back, hops(130, [175])))
    rows = [{"start_s": s, "end_s": s + 3.2, "verdict": "good", "faults": []} for s in (2.0, 6.0)]
    for name, data in {"a": {"exercise": "bridge", "reps": rows}, "b": {"exercise": None, "reps": []}}.items():
        YAML(typ="safe", pure=True).dump(data, tmp_path / f"{name}.labels.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "all_exercises", lambda: [rules])
        patch.setenv("COLUMNS", "160")
        words = ["evaluate", str(tmp_path), "--all", "--phantoms", "--baseline"]
        result, plain = CliRunner().invoke(app, [*words, "--json"]), CliRunner().invoke(app, words)
    counting = json.loads(result.stdout)["counting"]
    assert counting["bridge"] == counting["all"]
    assert {way: (row["counts_exact"], row["count_mean_error"], row["phantoms"]) for way, row in counting["all"].items()} == {
        "ours": (0, 2, 0),
        "two lines": (1, 0, 1),
        "peaks": (1, 0, 1),
    }
    assert "counted in clips of other exercises: ours 0, two lines 1, peaks 1" in plain.stdout
    assert "Repetitions, counted by Form Check and in usual ways" in plain.stdout


def test_nothing_is_compared_where_no_count_is_known() -> None:
    track = film(10).along(on_back, hops(130, [175]))
    assert compare_ways(exercise(BRIDGE), track, Labels(exercise="bridge", true_reps=1, sure=0.7)) == {}
    assert compare_ways(exercise(STRETCH), film(10).along(half_kneeling, [(0, 0), (2, 20)]), Labels(exercise="stretch", reps=())) == {}
    sure = compare_ways(exercise(BRIDGE), track, Labels(exercise="bridge", true_reps=2, sure=0.9))
    assert [(row.exact, row.within_one) for row in sure.values()] == [(0, 1), (0, 1)]
