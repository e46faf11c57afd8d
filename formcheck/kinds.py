"""Kinds: the classes of a package of which each stands in a module of its own, found by looking."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar, get_args

from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)


def kinds_in(package: str, path: Iterable[str], base: type[Model]) -> dict[str, type[Model]]:
    """The models of a package that are told by a key `kind`, by that word in the order of the alphabet.

    base: what they all are.  Raises TypeError when two have the same word.
    """
    found: dict[str, type[Model]] = {}
    for module in sorted(info.name for info in iter_modules(path)):
        for model in vars(import_module(f"{package}.{module}")).values():
            if isinstance(model, type) and issubclass(model, base) and model.__module__ == f"{package}.{module}":
                word = kind_of(model)
                if word in found:
                    raise TypeError(f"{package}: two kinds are called {word!r}")
                if word is not None:
                    found[word] = model
    return dict(sorted(found.items()))


def kind_of(model: type[BaseModel]) -> str | None:
    """The word under `kind` by which a model is told; None when it has no such key."""
    field = model.model_fields.get("kind")
    return None if field is None else str(get_args(field.annotation)[0])
