"""The Markdown reference of routine files, made from the models that check them; ``docs/ROUTINE_FILES.md`` is its text."""

from __future__ import annotations

from typing import Any, Final

from formcheck.routines.progression import GOOD_SHARE
from formcheck.routines.schema import Progression, Routine, Step
from formcheck.rules.keytable import KeyTables, text_of

EXAMPLE: Final = """\
name: after_work
title: After work
summary: Loosen the back, then a little strength.
advice:
  - Pain is a warning. Stop the exercise.
exercises:
  - {exercise: cat_camel}
  - {exercise: knee_rolls, reps: 3, then_rest_s: 10}
  - exercise: bridge
    sets: 2
    reps: 8
    rest_s: 45
    progression: {grows: reps, by: 2, after: 3, up_to: 14}
"""

INTRODUCTION: Final = f"""\
# Routine files

<!-- made by `formcheck routine --reference`; change the models in formcheck/routines/schema.py, not this text -->

One YAML file for each routine, named after it: `after_work.yaml` is the routine `after_work`. Put your own into the folder that
`formcheck routine` names, or give its path: `formcheck routine path/to/after_work.yaml`. Your own go before those that come along.
Unknown keys are errors, and all mistakes of a file are told at once, each with file, key, value, reason and the nearest valid name.

A small one, complete:

```yaml
{EXAMPLE}```

Times are seconds, but for `after_rising_min`. What a step leaves out is as the dose of the exercise says (`formcheck exercises NAME`).
The same exercise may stand in a routine more than once.
"""

_PARTS: Final[dict[str, Any]] = {"The file": Routine, "exercises": Step, "progression": Progression}

_AFTER: Final = f"""\
The bridge of the example begins with 8 repetitions; after three good sessions in a row it asks for 10, and ends at 14.
A session in which fewer than {round(5 * GOOD_SHARE)} of 5 repetitions were good, or not all was done, begins the row anew;
one that was left out changes nothing. Holds count as good when they were long enough. It is worked out from what
is kept of you: `formcheck forget` begins anew."""


def reference() -> str:
    """The whole reference as Markdown."""
    tables = KeyTables(_PARTS)
    sections = [f"## {heading}\n\n{text_of(model)}\n\n{tables.table(model)}" for heading, model in _PARTS.items()]
    return "\n\n".join(part.strip("\n") for part in (INTRODUCTION, *sections, _AFTER)) + "\n"
