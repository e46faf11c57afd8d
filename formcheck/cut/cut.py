"""Cut: a recording into sets, each with the exercise that is done in it, or those that it looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from formcheck.cut.evidence import Evidence, Piece, Spell, Witness
from formcheck.cut.labelling import Stretch, Voice, label, worth_between
from formcheck.engine.checker import Checker
from formcheck.engine.long_signals import signals_of
from formcheck.engine.recognise import UNKNOWN, UNLIKE, alike
from formcheck.engine.replay import replay
from formcheck.engine.restless import Restlessness
from formcheck.engine.worth import worths
from formcheck.likeness.model import Likeness
from formcheck.pose.pose import LongTrack, Track, part_of
from formcheck.rules.exercise import Exercise

REST_S: Final = 15.0  # a longer pause parts two sets
BEGIN_REPS_S: Final = (
    5.0  # seconds that repetitions must explain before a set is worth beginning: one is no set, as standing up looks like one
)
BEGIN_HOLD_S: Final = 2.0  # the same of holds, which happen less by chance
LEAST_HOLD_S: Final = 1.0  # seconds that the holds of a set explain at least
LEAD_S: Final = 3.0  # before the first movement: the start posture is seen there
SETTLE_S: Final = 1.5  # the same before the gate opens
TAIL_S: Final = 2.0  # after the last movement
CLEARLY: Final = 1.5  # times as much a set must be explained as by any other exercise,
SISTERS: Final = 1.15  # and as by one in the same posture, seen from the same side

_LEAST_REPS: Final = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A set.  exercise: the likeliest; others: those that explain it nearly as well, so that nobody can say which it is."""

    start_s: float
    end_s: float
    exercise: Exercise
    others: tuple[Exercise, ...] = ()

    def of(self, track: Track | LongTrack) -> Track | LongTrack:
        """Its poses, with their times in the recording.  Raises ValueError when there are none."""
        part = part_of(track, self.start_s, self.end_s)
        if part is None:
            raise ValueError("a part without poses")
        return part


def cut(
    exercises: Sequence[Exercise],
    track: Track | LongTrack,
    tick: Callable[[int, int | None], None] | None = None,
    likeness: Likeness | None = None,
) -> list[Part]:
    """The sets of a recording, in order of time; they do not overlap.

    tick: told how many exercises were looked for, of how many.  likeness: tells sisters apart, where it is given.
    """
    restless = Restlessness(track)
    like = signals_of(exercises[0], track) if exercises else None
    found: list[Evidence] = []
    for exercise in exercises:
        found.append(Witness(exercise, track, restless, like).evidence())
        if tick is not None:
            tick(len(found), len(exercises))
    return parts(exercises, track, restless, found, likeness)


def parts(
    exercises: Sequence[Exercise],
    track: Track | LongTrack,
    restless: Restlessness,
    found: Sequence[Evidence],
    likeness: Likeness | None = None,
) -> list[Part]:
    """The same of what every exercise has seen."""
    first_s, last_s = float(track.time_s[0]), float(track.time_s[-1])
    voices = [Voice(seen.pieces, seen.closed, _entry(exercise)) for exercise, seen in zip(exercises, found, strict=True)]
    stretches = label(voices, first_s, last_s)
    sets = []
    for k, stretch in enumerate(stretches):
        exercise, seen = exercises[stretch.state], found[stretch.state]
        after_s = stretches[k - 1].end_s if k else first_s
        before_s = stretches[k + 1].start_s if k + 1 < len(stretches) else last_s
        inside = _inside(seen, stretch, after_s, before_s)
        sets += [(exercise, seen, some) for some in _sets(inside) if _enough(exercise, some)]
    placed: list[Part] = []
    for k, (exercise, seen, some) in enumerate(sets):
        floor_s = placed[-1].end_s if placed else first_s
        roof_s = sets[k + 1][2][0].start_s if k + 1 < len(sets) else last_s
        end_s = min(some[-1].end_s + TAIL_S, max(some[-1].end_s, (some[-1].end_s + roof_s) / 2))
        start_s = _start(exercise, seen, some, track, restless, floor_s, end_s)
        part = Part(start_s, end_s, exercise)
        seen_in = part_of(track, start_s, end_s)
        like = {} if likeness is None or seen_in is None else likeness.opinion(seen_in)
        placed.append(replace(part, others=tuple(_rivals(exercises, voices, part, like))))
    return placed


def _entry(exercise: Exercise) -> float:
    return BEGIN_HOLD_S if exercise.repetition is None else BEGIN_REPS_S


def _inside(seen: Evidence, stretch: Stretch, after_s: float, before_s: float) -> list[Piece]:
    """The pieces of a stretch, and the weak ones beside it that were seen without the gate closing; not those of its neighbours."""
    sure = [piece for piece in seen.pieces if stretch.start_s <= piece.middle_s <= stretch.end_s]
    beside = [piece for spell in seen.spells if any(piece in spell.pieces for piece in sure) for piece in spell.pieces]
    return [p for p in seen.pieces if p in sure or (p in beside and after_s <= p.start_s and p.end_s <= before_s)]


def _sets(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces of one exercise, parted where a long rest is."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if found and piece.start_s - found[-1][-1].end_s <= REST_S:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _enough(exercise: Exercise, pieces: Sequence[Piece]) -> bool:
    """A set, and not something that happens while somebody gets up or lies down."""
    worth = sum(piece.worth for piece in pieces)
    if exercise.repetition is None:
        return worth >= LEAST_HOLD_S
    return len(pieces) >= _LEAST_REPS or worth >= BEGIN_REPS_S


def _start(
    exercise: Exercise,
    seen: Evidence,
    pieces: Sequence[Piece],
    track: Track | LongTrack,
    restless: Restlessness,
    floor_s: float,
    end_s: float,
) -> float:
    """From where on the exercise explains the most: people are taken in while they still settle, and then nothing counts as it should."""
    begins_s = pieces[0].start_s
    spell = next((s for s in seen.spells if pieces[0] in s.pieces), Spell(begins_s, end_s, ()))
    latest_s = begins_s if exercise.repetition is not None else pieces[0].end_s
    wanted = [spell.start_s - SETTLE_S, spell.start_s, begins_s - LEAD_S, begins_s - LEAD_S / 2]
    starts = sorted({max(floor_s, s) for s in wanted if begins_s - 2 * LEAD_S <= s <= latest_s} or {max(floor_s, begins_s - LEAD_S)})
    return max(starts, key=lambda s: (round(_explained(exercise, track, restless, s, end_s), 3), -s))


def _explained(exercise: Exercise, track: Track | LongTrack, restless: Restlessness, start_s: float, end_s: float) -> float:
    part = part_of(track, start_s, end_s)
    if part is None:
        return 0.0
    return sum(worths(replay(Checker(exercise, target_s=0.0), part), exercise, restless))


def _rivals(exercises: Sequence[Exercise], voices: Sequence[Voice], part: Part, like: Mapping[str, float]) -> Iterator[Exercise]:
    """The other exercises that explain a set nearly as well, best first.  like: how like each exercise the body looks in it."""
    own = part.exercise
    worth = {
        e.name: worth_between(voice, part.start_s, part.end_s) * (like.get(e.name, UNKNOWN) + UNLIKE)
        for e, voice in zip(exercises, voices, strict=True)
    }
    for other in sorted(exercises, key=lambda e: -worth[e.name]):
        clearly = SISTERS if alike(own, other) else CLEARLY
        if other is not own and worth[other.name] > 0 and worth[own.name] < clearly * worth[other.name]:
            yield other
