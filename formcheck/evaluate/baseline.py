"""Baselines: how repetitions are usually counted, on the same tracks, to see what the gate and the rules are good for.

Both are given the measure that the exercise counts by, and lines within its range; they know no gate, no start posture, no locked
side and no faults.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from formcheck.evaluate.agreement import Agreement, count_reps, known_count
from formcheck.evaluate.labels import Labels
from formcheck.pose.arrays import PoseArrays, nearer_left, trunk_px
from formcheck.pose.landmarks import LEFT, RIGHT
from formcheck.pose.pose import Array, Track
from formcheck.pose.viewpoint import Viewpoint
from formcheck.rules.exercise import Exercise, RepetitionRule

# The shares that count the most of the rendered clips right, so that the comparison is with these ways at their best.
STAGE_LINES: Final = (0.0, 0.3)  # of the way from `rest` to `full`
LEAST_SWING: Final = 0.6  # of the same range: prominence of a peak
BAND_HZ: Final = (0.08, 1.0)
START_S: Final = 0.5  # a measure that is relative to the start posture is relative to what it is in the first moments
_RATE: Final = 30.0  # samples a second while filtering


def signal(exercise: Exercise, track: Track) -> Array:
    """(n,) the measure that counts, in the pose file's unit; near and working side are chosen anew in every frame."""
    whole = exercise.repetition or exercise.hold
    assert whole is not None
    values = absolute(exercise, track, whole.measure)
    rule = exercise.measures[whole.measure]
    if rule.relative_to == "start":
        values = values - _at_start(track.time_s, values)
    return np.abs(values) if rule.either_way else values


def absolute(exercise: Exercise, track: Track, name: str) -> Array:
    """(n,) a measure in the pose file's unit, relative to nothing; near side, working side and trunk length are those of each frame."""
    moments = PoseArrays.of(track)
    values = _of_sides(exercise, moments, name)
    return values / trunk_px(moments) if exercise.measures[name].unit == "trunk" else values


def _at_start(time_s: Array, values: Array) -> float:
    first = values[(time_s <= START_S) & ~np.isnan(values)]
    return float(np.median(first)) if len(first) else np.nan


def count_stages(rule: RepetitionRule, time_s: Array, values: Array) -> int:  # noqa: ARG001  (both ways take the same)
    """One more whenever the measure goes past the upper line after having been inside the lower one."""
    values, low, high = _lines(rule, values)
    inside, count = False, 0
    for value in values:  # a NaN is on neither side
        if value < low:
            inside = True
        elif value > high and inside:
            inside, count = False, count + 1
    return count


def count_peaks(rule: RepetitionRule, time_s: Array, values: Array) -> int:
    """Peaks of the band-passed signal that stand out by a share of the range."""
    known = ~np.isnan(values)
    if known.sum() < 2:
        return 0
    values, low, high = _lines(rule, values)
    even_s = np.arange(time_s[0], time_s[-1], 1 / _RATE)
    swing = LEAST_SWING * (high - low) / (STAGE_LINES[1] - STAGE_LINES[0])
    return _peaks(_band_passed(np.interp(even_s, time_s[known], values[known])), swing)


WAYS: Final[dict[str, Callable[[RepetitionRule, Array, Array], int]]] = {"two lines": count_stages, "peaks": count_peaks}


def compare_ways(exercise: Exercise, track: Track, labels: Labels) -> dict[str, Agreement]:
    """How well each way counts the repetitions of a clip; empty when there is nothing to compare with.

    Of an exercise that can be done, or seen, in several ways they are told the one that gives the best count.
    """
    own_clip = labels.exercise == exercise.name
    true = known_count(labels) if own_clip else 0
    timed_only = own_clip and labels.reps is None and labels.true_reps is None
    if exercise.repetition is None or true is None or timed_only:
        return {}
    signals = [(_fixed(variant.repetition, track, v), v) for variant, v in _signals(exercise, track) if variant.repetition is not None]
    found = {}
    for name, way in WAYS.items():
        count = min((way(rule, track.time_s, values) for rule, values in signals), key=lambda n: abs(n - true))
        found[name] = Agreement(clips=1)
        if own_clip:
            count_reps(found[name], count, true)
        else:
            found[name].phantoms = count
    return found


def _signals(exercise: Exercise, track: Track) -> Iterator[tuple[Exercise, Array]]:
    return ((variant, signal(variant, track)) for variant in exercise.each_variant())


def _fixed(rule: RepetitionRule, track: Track, values: Array) -> RepetitionRule:
    """The rule with lines that do not depend on the start posture."""
    if not rule.from_start:
        return rule
    start = _at_start(track.time_s, values)
    return rule.model_copy(update={"from_start": False, "rest": start + rule.rest, "attempt": start + rule.attempt})


def _band_passed(values: Array) -> Array:
    """(n,) samples of which only the frequencies of repetitions are left; the ends are mirrored, so that they do not ring."""
    n = len(values)
    padded = np.concatenate([values[::-1], values, values[::-1]])
    spectrum, hertz = np.fft.rfft(padded), np.fft.rfftfreq(len(padded), 1 / _RATE)
    spectrum[(hertz < BAND_HZ[0]) | (hertz > BAND_HZ[1])] = 0
    return np.asarray(np.fft.irfft(spectrum, len(padded))[n : 2 * n])


def _of_sides(exercise: Exercise, moments: PoseArrays, name: str) -> Array:
    """(n,) raw values with the near side, and the working one, of each frame."""
    of_left = nearer_left(moments) > 0
    values = np.full(len(of_left), np.nan)
    for near in (LEFT, RIGHT):
        rows = of_left == (near == LEFT)
        values[rows] = _of_working_side(exercise, moments, name, near)[rows]
    return values


def _of_working_side(exercise: Exercise, moments: PoseArrays, name: str, near: int) -> Array:
    rule = exercise.measures[name]
    if exercise.sides is None:
        return rule.values(moments, Viewpoint(near, near))
    telling = exercise.measures[exercise.sides.measure]
    of_left, of_right = (telling.values(moments, Viewpoint(near, side)) for side in (LEFT, RIGHT))
    if telling.either_way:
        of_left, of_right = np.abs(of_left), np.abs(of_right)
    left_works = of_left >= of_right if exercise.sides.active == "greatest" else of_left <= of_right
    left, right = (rule.values(moments, Viewpoint(near, side)) for side in (LEFT, RIGHT))
    return np.where(left_works, left, right)


def _lines(rule: RepetitionRule, values: Array) -> tuple[Array, float, float]:
    """Values that rise with the movement, the lower and the upper line."""
    if rule.second is not None and not rule.both_ways:  # either end is a repetition
        middle = (rule.rest + rule.second.rest) / 2
        return np.abs(values - middle), *_shares(abs(rule.rest - middle), abs(rule.full - middle))
    sign = 1 if rule.attempt > rule.rest else -1
    if rule.second is not None:  # the way to the first end is counted, whether or not the other one comes
        return sign * values, sign * rule.rest, sign * rule.attempt
    return sign * values, *_shares(sign * rule.rest, sign * rule.full)


def _shares(rest: float, full: float) -> tuple[float, float]:
    low, high = (rest + share * (full - rest) for share in STAGE_LINES)
    return low, high


def _peaks(values: Array, swing: float) -> int:
    """How many maxima stand out by ``swing`` on either side; the last one may still be on its way back."""
    count, rising = 0, False
    low = high = values[0]
    for value in values:
        if rising:
            high = max(high, value)
            if value < high - swing:
                rising, low, count = False, value, count + 1
        else:
            low = min(low, value)
            if value > low + swing:
                rising, high = True, value
    return count + (rising and high - values[-1] >= swing / 2)
