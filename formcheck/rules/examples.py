"""Examples: for each kind of fault one that passes and one that fails, as the reference of pose files shows them.

Tests make bodies move so and hold every example to what it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Keys = tuple[tuple[float, float], ...]  # seconds, value; moved from one to the next as people move

BRIDGE: Final = """\
measures:
  hip: {kind: angle, points: [near.shoulder, near.hip, near.knee], signed: true} # about 130 at rest
  knee: {kind: angle, points: [near.hip, near.knee, near.ankle]}
  width: {kind: thickness, points: [near.hip, near.shoulder, near.knee]}
gate:
  needs: [near.shoulder, near.hip, near.knee]
  start:
    - {measure: hip, above: 95, below: 150, say: lower your hips to the floor}
repetition: {measure: hip, rest: 145, attempt: 149, full: 163}
dose: {reps: 10, hold_s: 2}
"""
SWAY: Final = """\
measures:
  lean: {kind: direction, points: [near.hip, near.shoulder]} # ahead is positive
gate:
  needs: [near.shoulder, near.hip]
  start:
    - {measure: lean, above: -8, below: 8, say: stand upright}
repetition: {measure: lean, rest: 10, attempt: 15, full: 30, second: {rest: -10, attempt: -15}}
dose: {reps: 10}
"""


@dataclass(frozen=True)
class Movement:
    """What a body does, in words and as keys of the measure that counts.

    knee_deg: the angle at the knee.  widths: thickness at the hip in trunk lengths, over time.
    """

    words: str
    keys: Keys
    knee_deg: float = 85.0
    widths: Keys = ((0.0, 0.4), (60.0, 0.4))


@dataclass(frozen=True)
class Example:
    """A fault as it stands in a pose file, and one movement without and with it.  base: the exercise, BRIDGE or SWAY."""

    name: str
    rule: str
    passes: Movement
    fails: Movement
    base: str = BRIDGE


def _hops(rest: float, *tops: float, way_s: float = 1.2, top_s: float = 1.5) -> Keys:
    """There and back again, two seconds of rest between."""
    keys, now = [(0.0, rest)], 2.0
    for top in tops:
        keys += [(now, rest), (now + way_s, top), (now + way_s + top_s, top), (now + 2 * way_s + top_s, rest)]
        now += 2 * way_s + top_s + 2.0
    return (*keys, (now, rest))


_GOOD: Final = _hops(130, 175)
_SHAKEN: Final = (*_GOOD[:3], *((3.4 + 0.25 * k, 166 if k % 2 else 176) for k in range(7)), (6.2, 130), (8.2, 130))

EXAMPLES: Final[dict[str, Example]] = {
    "line": Example(
        "overarched",
        "{kind: line, measure: hip, above: 196, cue: Hips lower}",
        Movement("the hip opens to 175° and closes again", _GOOD),
        Movement("it opens to 204°, and stays above 196° for more than 0.3 s", _hops(130, 204)),
    ),
    "tempo": Example(
        "rushed",
        "{kind: tempo, phase: up, under_s: 0.4, cue: Lift more slowly}",
        Movement("the way up takes 1.2 s, of which 0.6 s lie between 10 % and 90 % of it", _GOOD),
        Movement("the way up takes 0.5 s, of which 0.25 s lie between", _hops(130, 175, way_s=0.5)),
    ),
    "bounce": Example(
        "bouncing",
        "{kind: bounce, measure: hip, swing: 5, cue: Hold still at the top}",
        Movement("the hip keeps still at 175°", _GOOD),
        Movement("it swings between 166° and 176° every quarter of a second, six times", _SHAKEN),
    ),
    "differs": Example(
        "uneven",
        "{kind: differs, measure: width, share: 0.1, cue: Keep both hips level}",
        Movement("in both repetitions the body is 0.40 trunk lengths thick at the hip", _hops(130, 175, 175)),
        Movement(
            "0.40 in the first repetition, 0.50 in the second: a quarter more",
            _hops(130, 175, 175),
            widths=((0.0, 0.4), (6.5, 0.4), (7.5, 0.5), (60.0, 0.5)),
        ),
    ),
    "reach": Example(
        "feet_far",
        "{kind: reach, measure: knee, most: 100, cue: Feet closer to your body}",
        Movement("the knee is at 85°, below 100°, at the end of the range", _GOOD),
        Movement("the knee is at 115° all the time and never gets below 100°", _GOOD, knee_deg=115),
    ),
    "range": Example(
        "shallow",
        "{kind: range, cue: Lift your hips higher}",
        Movement("the hip opens to 175°, past `full`", _GOOD),
        Movement("it opens to 156°, past `attempt` (149°) and short of `full` (163°)", _hops(130, 156)),
    ),
    "missing": Example(
        "not_back",
        "{kind: missing, end: second, cue: Lean back too}",
        Movement("the body leans 40° ahead, then 40° back", ((0, 0), (2, 0), (3.2, 40), (4, 40), (6, -40), (6.8, -40), (8, 0), (12, 0))),
        Movement("it leans 40° ahead and comes upright again", _hops(0, 40)),
        SWAY,
    ),
    "short_hold": Example(
        "too_short",
        "{kind: short_hold, cue: Stay up longer}",
        Movement("the hip stays at 175° for 2.5 s; `hold_s` asks for 2 s", _hops(130, 175, top_s=2.5)),
        Movement("it stays for 0.3 s", _hops(130, 175, top_s=0.3)),
    ),
}


def pose_file(example: Example, faults: bool = True) -> str:
    """A whole pose file with the one fault in it."""
    head = 'name: example\ntitle: Example\nposture: standing\nview: side\ncamera: ""\nsummary: ""\nhow: [""]\n'
    return head + example.base + (f"faults:\n  {example.name}: {example.rule}\n" if faults else "")
