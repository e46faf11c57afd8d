"""The catalogue: a line for each exercise there is, kept so that the list comes at once."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from formcheck.rules import kept, library


@dataclass(frozen=True)
class Entry:
    """dose: in words.  The other fields as in the pose file."""

    name: str
    title: str
    posture: str
    view: str
    dose: str
    aliases: list[str]


def catalogue() -> list[Entry]:
    """All exercises, posture by posture in the order of the catalogue, in alphabetical order within."""
    key = kept.key_of([*library.built_in_files(), *library.own_files()])
    rows = kept.read("catalogue", key)
    if rows is None:
        rows = [asdict(entry) for entry in _made()]
        kept.write("catalogue", key, rows)
    return [Entry(**row) for row in rows]


def _made() -> list[Entry]:
    from typing import get_args

    from formcheck.rules.exercise import Posture
    from formcheck.rules.explain import dose

    order = get_args(Posture)
    found = sorted(library.all_exercises(), key=lambda one: order.index(one.posture))
    return [Entry(one.name, one.title, one.posture, one.view, dose(one), list(one.aliases)) for one in found]
