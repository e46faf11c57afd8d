"""Language: what the English texts are in the language that is spoken."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, Literal

from ruamel.yaml import YAML

Language = Literal["en", "de"]

LANGUAGES: Final[tuple[Language, ...]] = ("en", "de")


class Translation:
    """A table of texts; English ones are said as they are.  Texts that differ only in their capital letters are one."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._table = _table(language)

    def has(self, text: str) -> bool:
        """The text is in the table, or needs none."""
        return self.language == "en" or text.lower() in self._table

    def of(self, text: str) -> str:
        """The text in this language; as it is when the table does not have it, as with a user's own exercise."""
        return self._table.get(text.lower(), text)


def table_path(language: Language) -> Path:
    """The file of a language's texts; English has none."""
    return Path(__file__).parent / "texts" / f"{language}.yaml"


@cache
def _table(language: Language) -> dict[str, str]:
    if language == "en":
        return {}
    rows = YAML(typ="safe").load(table_path(language).read_text(encoding="utf-8"))
    return {str(english).lower(): str(said) for english, said in rows.items()}
