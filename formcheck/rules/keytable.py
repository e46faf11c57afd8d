"""KeyTables: Markdown tables of the keys of a schema, made from the models that check it: type, bounds, default and meaning of each."""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import annotated_types
from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from formcheck.rules.exercise import Name

_WORDS: Final[dict[Any, str]] = {str: "text", float: "number", int: "whole number", bool: "true or false", Name: "name"}
_BOUNDS: Final = {annotated_types.Ge: ("ge", "from {}"), annotated_types.Gt: ("gt", "above {}"), annotated_types.Le: ("le", "to {}")} | {
    annotated_types.Lt: ("lt", "below {}"),
    annotated_types.MinLen: ("min_length", "at least {}"),
    annotated_types.MaxLen: ("max_length", "at most {}"),
}


def text_of(model: type[BaseModel]) -> str:
    """What a model says of itself."""
    return inspect.cleandoc(model.__doc__ or "")


def models_in(annotation: Any, but: Sequence[Any] = ()) -> Iterator[type[BaseModel]]:
    """The models inside a type.  but: types that are not looked into."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif annotation not in but:
        for part in get_args(annotation):
            yield from models_in(part, but)


class KeyTables:
    """Tables of one reference.  parts: its models by the heading under which each is described; unions: types in words of their own."""

    def __init__(self, parts: Mapping[str, type[BaseModel]], unions: Mapping[str, Any] | None = None) -> None:
        self._parts = parts
        self._unions = unions or {}

    def table(self, model: type[BaseModel], only: list[str] | None = None) -> str:
        """The keys of a model, or only these."""
        asked = [(key, info) for key, info in model.model_fields.items() if only is None or key in only]
        rows = [self.row(key, info) for key, info in sorted(asked, key=lambda row: not row[1].is_required())]  # what must be given first
        return "\n".join(["| key | value | when left out | meaning |", "|---|---|---|---|", *rows])

    def row(self, key: str, info: FieldInfo) -> str:
        """One key."""
        named = any(isinstance(part, StringConstraints) for part in info.metadata)
        value = "name" if named else self._type(info.annotation)
        if bounds := _bounds(info.metadata):
            value = f"{value}, {bounds}"
        models = [part for part in (info.annotation, *get_args(info.annotation)) if part in self._parts.values()]
        meaning = info.description or (text_of(models[0]).splitlines()[0] if models else "")
        return f"| `{key}` | {value} | {_default(info)} | {_cell(meaning)} |"

    def _type(self, annotation: Any) -> str:
        """The type of a value in words."""
        if annotation in _WORDS:
            return _WORDS[annotation]
        origin, args = get_origin(annotation), get_args(annotation)
        if origin is Literal:
            return " or ".join(f"`{value}`" for value in args)
        if origin is Annotated:
            return next(words for words, union in self._unions.items() if union == annotation)
        if origin in (Union, types.UnionType):
            return " or ".join(self._type(part) for part in args if part is not type(None))
        if origin is tuple:
            return f"list of {self._type(args[0])}" if args[-1] is ... else f"list of {len(args)}, each {self._type(args[0])}"
        if origin is dict:
            return f"names, each with {self._type(args[1])}" if args[1] is not Any else "keys with what belongs under them"
        return next(f"[{name}](#{name.replace('.', '')})" for name, model in self._parts.items() if model is annotation)


def _bounds(metadata: list[Any]) -> str:
    found = []
    for bound in metadata:
        if type(bound) in _BOUNDS:
            attribute, text = _BOUNDS[type(bound)]
            found.append(text.format(f"{getattr(bound, attribute):g}"))
    return " ".join(found)


def _default(info: FieldInfo) -> str:
    default = info.default
    if default is PydanticUndefined:
        return "must be given"
    if default in (None, (), {}, ""):
        return "nothing"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, tuple):
        return ", ".join(f"`{value}`" for value in default)
    return f"`{default:g}`" if isinstance(default, (int, float)) else f"`{default}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
