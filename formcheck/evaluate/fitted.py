"""Fitted: whose clips the rules were fitted to, so that figures of anybody else can stand by themselves."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Final

from ruamel.yaml import YAML

from formcheck.evaluate.labels import Labels, stem

FITTED_FILE: Final = Path(__file__).with_name("fitted.yaml")
FITTED: Final = "fitted"
NOT_FITTED: Final = "not fitted"


@functools.cache
def fitted_names(path: Path = FITTED_FILE) -> tuple[str, ...]:
    """The names in the list that comes with Form Check."""
    return tuple(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))["fitted"])


def is_fitted(labels: Labels, clip: Path, names: tuple[str, ...] | None = None) -> bool:
    """Were the rules fitted to the person of this clip?  names: instead of the list that comes with Form Check."""
    names = fitted_names() if names is None else names
    if labels.person:
        return labels.person in names
    return any(re.search(rf"(?<![^\W_]){re.escape(name)}", stem(clip), re.IGNORECASE) for name in names)
