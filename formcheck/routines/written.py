"""Written: what boards show, in the language that is spoken.

Boards are made in English.  What a text is in another language stands in a table beside this file, with places for numbers and for
texts that are looked up themselves; titles, cues and words of safety are those that are spoken.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from ruamel.yaml import YAML

from formcheck.draw.board import Dial
from formcheck.routines.boards import Shown
from formcheck.voice.language import Language, Translation

APART: Final = "     "  # between the parts of a last line
_PLACE: Final = re.compile(r"\{[nt]\}")
_NUMBER: Final = r"(\d+(?:\.\d+)?)"
_TEXT: Final = r"(.+?)"


class Written:
    """The texts of boards in one language; English ones are shown as they are."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._spoken = Translation(language)
        self._whole, self._made = _tables(language)
        self._known: dict[str, str] = {}  # what was asked for before: most of it is asked for with every picture

    def has(self, text: str) -> bool:
        """Is it known, with all its parts?"""
        return self.language == "en" or all(self._looked_up(part, lenient=False) is not None for part in text.split(APART))

    def of(self, text: str) -> str:
        """The text in this language; as it is where it is not known, as with an own exercise."""
        if self.language == "en":
            return text
        if text not in self._known:
            self._known[text] = APART.join(self._looked_up(part, lenient=True) or part for part in text.split(APART))
        return self._known[text]

    def shown(self, shown: Shown) -> Shown:
        """A board with all its texts in this language; what it says is another matter."""
        if self.language == "en":
            return shown
        lines = [self.of(line) if isinstance(line, str) else replace(line, text=self.of(line.text)) for line in shown.lines]
        return replace(shown, title=self.of(shown.title), lines=lines, dial=self.dial(shown.dial), foot=self.of(shown.foot))

    def dial(self, dial: Dial | None) -> Dial | None:
        """A dial with the words below its number in this language."""
        return dial if dial is None or not dial.below else replace(dial, below=self.of(dial.below))

    def _looked_up(self, text: str, lenient: bool) -> str | None:
        """lenient: a part that is not known stays as it is."""
        if not text or _is_number(text):
            return text
        whole = self._whole.get(text.lower())
        if whole is not None:
            return whole
        if self._spoken.has(text):
            return self._spoken.of(text)
        for pattern, said in self._made:
            match = pattern.fullmatch(text)
            if match is None:
                continue
            parts = [self._looked_up(part, lenient) or (part if lenient else None) for part in match.groups()]
            if None not in parts:
                given = iter(parts)
                return _PLACE.sub(lambda _, given=given: str(next(given)), said)  # type: ignore[misc]
        return None


@cache
def written(language: Language) -> Written:
    """The texts of a language, read once."""
    return Written(language)


def table_path(language: Language) -> Path:
    """The file of a language's texts; English has none."""
    return Path(__file__).parent / "texts" / f"{language}.yaml"


@cache
def _tables(language: Language) -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Texts without places; and those with them, in the order of the file."""
    if language == "en":
        return {}, ()
    rows = {str(key): str(said) for key, said in YAML(typ="safe").load(table_path(language).read_text(encoding="utf-8")).items()}
    whole = {english.lower(): said for english, said in rows.items() if not _PLACE.search(english)}
    return whole, tuple((_pattern(english), said) for english, said in rows.items() if _PLACE.search(english))


def _pattern(english: str) -> re.Pattern[str]:
    parts = re.split(r"(\{[nt]\})", english)
    return re.compile("".join({"{n}": _NUMBER, "{t}": _TEXT}.get(part) or re.escape(part) for part in parts), re.IGNORECASE)


def _is_number(text: str) -> bool:
    return re.fullmatch(_NUMBER, text) is not None
