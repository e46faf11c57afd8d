"""The least that must be written down for a part of a pose file, taken from its declaration."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

_POINTS = ["near.shoulder", "near.hip", "near.knee", "near.ankle"]


def least(model: type[BaseModel], **known: Any) -> dict[str, Any]:
    """A value for every key that must be given; known: those that cannot be guessed."""
    needed = {key: field for key, field in model.model_fields.items() if field.is_required() and key not in known}
    return {key: _value(key, field.annotation, field.metadata) for key, field in needed.items()} | known


def _value(key: str, annotation: Any, bounds: list[Any]) -> Any:
    if key == "points":
        return _POINTS[: len(get_args(annotation))]
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    if annotation in (int, float):
        low = next((getattr(b, k) for b in bounds for k in ("gt", "ge") if hasattr(b, k)), 0)
        high = next((getattr(b, k) for b in bounds for k in ("lt", "le") if hasattr(b, k)), low + 1)
        return annotation((low + high) / 2)
    return "words to be said"
