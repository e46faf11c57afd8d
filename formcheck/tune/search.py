"""The search for better numbers.

The errors of a set of rules are whole numbers that change in jumps, mostly by one number at a time: a landscape of plateaus.  An
optimiser that follows slopes is lost there.  One that samples (differential evolution) finds as few errors, but has then moved every
number, most of them for nothing and some to the brink of an error.  So the numbers are taken one after another, in rounds.  Each is
tried on both sides of where it stands; farther out only for errors that no small move of any number puts right.  Of the plateau that is
found the edges are looked for by halving, and the number is put where it keeps a margin from both: in the middle of a narrow plateau, in
the middle third of a wide one, as near to today's value as that allows.  Where one number alone changes nothing, several are moved
together: conditions are relaxed, lines shifted, and in the end a few numbers are moved at random.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from formcheck.tune.numbers import Number
from formcheck.tune.objective import Score

Point = tuple[float, ...]  # a value for every number
Ask = Generator[list[Point], list[Score | None], None]  # points out, scores in; None: no valid rules

MARGIN: Final = 5  # steps that a number keeps from where errors begin, when there is room
GAP: Final = 1 / 3  # of the way between two edges, that it keeps from both when that is more than a margin
BARE: Final = 2  # and from an edge that is alone: nobody knows what lies on the other side.  A condition may ask for less all the same
FAR: Final = (2, 4, 8)  # margins that are tried as well while there are errors,
NEAR: Final = 0.5  # and this, for a gap that is narrower than a margin
HALVINGS: Final = 5  # of the way between a right and a wrong value, at most, to find where errors begin within a step
BACK: Final = 2  # times that a value is halved back towards those that make valid rules
ROUNDS: Final = 10
KICKS: Final = 6  # random moves at a time
KICKED: Final = 3  # numbers moved by each, at most
_GATE, _MAIN, _FAULTS = "gate", "main", "faults"


class Fit:
    """One search: ask for scores with ``run``, read ``best`` at any time."""

    def __init__(self, numbers: Sequence[Number], seed: int) -> None:
        self.numbers = numbers
        self.today: Point = tuple(n.value for n in numbers)
        self.best = self.today
        self.score: Score | None = None  # of best; None until known
        self._random = random.Random(seed)

    def moved(self) -> dict[str, float]:
        """The numbers of the best that are not as they were, by address."""
        return {n.address: x for n, x in zip(self.numbers, self.best, strict=True) if x != n.value}

    def run(self) -> Ask:
        """Generator of points to score; ends when nothing more is gained."""
        (self.score,) = yield [self.best]
        assert self.score is not None, "the rules as they are today are valid"
        reach = FAR[0]
        for _ in range(ROUNDS):
            if not self.score:
                break
            before = self.score
            yield from self._repair(reach)
            if self.score == before and reach == FAR[-1]:
                break
            reach = FAR[-1] if self.score == before else FAR[0]
        for j in reversed(self._order(range(len(self.numbers)))):  # faults first: of them the fewest examples are there
            yield from self._line(j)

    def _repair(self, reach: int) -> Ask:
        """One round in search of fewer errors; reach: margins that a number may be moved by.

        First where they seem to come from.  Wrong counts may come from anywhere, so then everywhere, and at random; a fault or a
        time that its own numbers do not put right would be put right by chance there, on these clips and no others.
        """
        assert self.score is not None
        before = self.score
        if self.score.counts:
            yield from self._together(reach, _relaxed("gate.start"), _relaxed("requires"), _relaxed("gate.start", "requires"))
        suspects = [j for j, n in enumerate(self.numbers) if self._suspected(n.address)]
        for j in self._order(suspects):
            yield from self._line(j, reach)
        if self.score < before or not self.score.counts:
            return
        for j in self._order(j for j in range(len(self.numbers)) if j not in suspects):
            yield from self._line(j, reach)
        if self.score == before:
            yield from self._together(reach, _shifted(1), _shifted(-1))
        if self.score == before and reach == FAR[-1]:
            yield from self._kicks()

    def _suspected(self, address: str) -> bool:
        """Can this number be to blame for the errors that there are?"""
        assert self.score is not None
        part = _part(address)
        own = {name for name in self.score.wrong if any(f"faults.{name}." in f".{n.address}" for n in self.numbers)}
        if part == _FAULTS:
            return any(f"faults.{name}." in address for name in own)
        if part == _GATE:
            return self.score.counts > 0
        return self.score.counts > 0 or self.score.times > 0 or own != self.score.wrong

    # -------------------------------------------------------------------------------------------------- one number
    def _order(self, some: Iterable[int]) -> list[int]:
        """The gate first, then what counts, then faults; within each at random."""
        order = list(some)
        self._random.shuffle(order)
        return sorted(order, key=lambda j: (_GATE, _MAIN, _FAULTS).index(_part(self.numbers[j].address)))

    def _line(self, j: int, reach: int = 0) -> Ask:
        """Look along one number, and move it.

        reach: in search of fewer errors, margins to look for them; but where even the farthest value makes no difference to what is
        told, none before it does.
        """
        assert self.score is not None
        number, here, today = self.numbers[j], self.best[j], self.today[j]
        margin = MARGIN * number.step
        scores = {here: self.score}
        ways = [-1, 1]
        if reach:
            yield from self._ask(j, [here + way * reach * margin for way in ways], scores)
            ends = {-1: min(scores), 1: max(scores)}
            ways = [way for way, end in ends.items() if end == here or scores[end].told != self.score.told]
        fars = (NEAR, 1, *(far for far in FAR if far < reach)) if reach else (1,)
        yield from self._ask(j, [here + way * far * margin for far in fars for way in ways] + [today], scores)
        margins = self._margins(number)
        plateau = Plateau.find(scores, today)
        if _part(number.address) != _GATE or not plateau.keeps(today, *margins):
            yield from self._ask(j, [end + way * far * margin for end, way in plateau.open_ways() for far in FAR[:-1]], scores)
            plateau = Plateau.find(scores, today)
        for _ in range(HALVINGS):
            halves = [(a + b) / 2 for a, b in plateau.edges() if abs(a - b) > number.step]
            if not halves or plateau.keeps(today, *margins):
                break
            yield from self._ask(j, halves, scores)
            plateau = Plateau.find(scores, today)
        value = number.fit(plateau.place(today, *margins))
        if today in plateau.values and abs(value - today) < number.step:
            value = today  # a change that makes no difference to a person
        yield from self._ask(j, [value], scores)
        if value not in scores or scores[value] > plateau.score:  # not as flat as it looked
            value = min(plateau.values, key=lambda x: abs(x - today))
        self.best, self.score = self._at(j, value), scores[value]

    def _margins(self, number: Number) -> tuple[float, float, float]:
        """Margins of a number from a lower edge alone, an upper edge alone, and from either of both."""
        whole, bare = MARGIN * number.step, BARE * number.step
        way = _relaxed("gate.start", "requires")(number.address)
        return (whole if way > 0 else bare), (whole if way < 0 else bare), whole

    def _ask(self, j: int, spots: Iterable[float], scores: dict[float, Score]) -> Ask:
        """Score the values of one number that are not known yet.  Those that make no valid rules are left out, for others on the way."""
        number = self.numbers[j]
        for _ in range(BACK + 1):
            fresh = [x for x in dict.fromkeys(number.fit(spot) for spot in spots) if x not in scores]
            if not fresh:
                return
            answers = yield [self._at(j, x) for x in fresh]
            refused = [x for x, score in zip(fresh, answers, strict=True) if score is None]
            scores.update((x, score) for x, score in zip(fresh, answers, strict=True) if score is not None)
            spots = [(x + near) / 2 for x, near in _walls(refused, scores) if abs(x - near) > number.step]

    def _at(self, j: int, value: float) -> Point:
        return (*self.best[:j], value, *self.best[j + 1 :])

    # ---------------------------------------------------------------------------------------------- several numbers
    def _together(self, reach: int, *moves: Callable[[str], int]) -> Ask:
        """Moves of several numbers, for what none of them changes alone."""
        for move in moves:
            yield from self._take([self._moved(move, far * MARGIN) for far in (1, *FAR) if far <= reach])

    def _kicks(self) -> Ask:
        """A few numbers moved at random."""
        points = []
        for _ in range(KICKS):
            some = self._random.sample(range(len(self.numbers)), min(KICKED, len(self.numbers)))
            steps = {j: self._random.choice((-1, 1)) * self._random.choice((1, *FAR[:-1])) * MARGIN for j in some}
            points.append(tuple(n.fit(x + steps.get(j, 0) * n.step) for j, (n, x) in enumerate(zip(self.numbers, self.best, strict=True))))
        yield from self._take(points)

    def _moved(self, move: Callable[[str], int], steps: float) -> Point:
        return tuple(
            n.fit(x + move(n.address) * steps * n.step) if move(n.address) else x for n, x in zip(self.numbers, self.best, strict=True)
        )

    def _take(self, points: list[Point]) -> Ask:
        """Score points, and go to the best one when it is better."""
        assert self.score is not None
        points = [point for point in dict.fromkeys(points) if point != self.best]
        scores = (yield points) if points else []
        for point, score in zip(points, scores, strict=True):
            if score is not None and score < self.score:
                self.best, self.score = point, score


def _walls(refused: list[float], scores: Iterable[float]) -> Iterator[tuple[float, float]]:
    """On either side the first value that was refused, and the last one before it that was not."""
    low, high = min(scores), max(scores)
    if under := [x for x in refused if x < low]:
        yield max(under), low
    if over := [x for x in refused if x > high]:
        yield min(over), high


def _part(address: str) -> str:
    """gate, main or faults."""
    if ".change." in address:
        address = address.partition(".change.")[2]
    part = address.partition(".")[0]
    return part if part in (_GATE, _FAULTS) else _MAIN


def _relaxed(*parts: str) -> Callable[[str], int]:
    """The direction in which conditions of these parts ask for less."""

    def move(address: str) -> int:
        if not any(f".{part}." in f".{address}" for part in parts):
            return 0
        return -1 if address.endswith("above") else 1 if address.endswith("below") else 0

    return move


def _shifted(way: int) -> Callable[[str], int]:
    """The lines of the movement that counts, all one way."""

    def move(address: str) -> int:
        *path, key = address.split(".")
        return way if path and path[-1] in ("repetition", "hold") and key in ("rest", "attempt", "enter", "full") else 0

    return move


@dataclass(frozen=True, slots=True)
class Plateau:
    """Neighbouring values that are equally good.  below, above: the next values that were tried, which are worse; None when none was."""

    values: list[float]
    score: Score
    below: float | None
    above: float | None

    @classmethod
    def find(cls, scores: dict[float, Score], today: float) -> Plateau:
        """The best there is; of several the one nearest to today's value."""
        lowest = min(scores.values())
        tried = sorted(scores)
        runs = [list(run) for good, run in groupby(tried, lambda x: scores[x] == lowest) if good]
        run = min(runs, key=lambda run: min(abs(x - today) for x in run))
        low, high = tried.index(run[0]), tried.index(run[-1])
        return cls(run, lowest, tried[low - 1] if low else None, tried[high + 1] if high + 1 < len(tried) else None)

    def edges(self) -> Iterator[tuple[float, float]]:
        """(last good value, first worse one) where the plateau ends."""
        if self.below is not None:
            yield self.values[0], self.below
        if self.above is not None:
            yield self.values[-1], self.above

    def open_ways(self) -> Iterator[tuple[float, int]]:
        """The last good value on each side where no edge is known, and the way out from there."""
        if self.below is None:
            yield self.values[0], -1
        if self.above is None:
            yield self.values[-1], 1

    def place(self, today: float, below: float, above: float, middle: float) -> float:
        """Where a number is to stand: a margin from either edge, as near to today as that allows; without the room, in the middle.

        below, above: the margin from an edge when there is none on the other side; middle: from either when there are both.
        """
        least, most = self._room(below, above, middle)
        return min(max(today, least), most) if least <= most else (self.values[0] + self.values[-1]) / 2

    def keeps(self, today: float, below: float, above: float, middle: float) -> bool:
        """Does today's value keep the margins, as far as edges are known?  Then nothing is to be looked for."""
        least, most = self._room(below, above, middle)
        return least <= today <= most

    def _room(self, below: float, above: float, middle: float) -> tuple[float, float]:
        low, high = self.values[0], self.values[-1]
        if self.below is not None and self.above is not None:
            below = above = max(middle, GAP * (high - low))
        return (low if self.below is None else low + below), (high if self.above is None else high - above)
