"""Readers of files of others raise their own errors and nothing else, whatever is in the files."""

from __future__ import annotations

import functools
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fuzz.mutate import PIECES
from fuzz.targets import SLOW, TARGETS, kept

QUICK = [name for name in TARGETS if name not in SLOW]
TEXTS = ("pose", "routine", "run", "labels", "profile", "table", "session", "rules")
quick = settings(max_examples=25, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))


@functools.cache
def seeds(name: str) -> list[bytes]:
    return TARGETS[name].seeds()


@pytest.mark.parametrize("name", QUICK)
def test_what_it_begins_with_is_taken(name: str) -> None:
    assert all(TARGETS[name].run(content) for content in seeds(name))


@pytest.mark.parametrize(
    ("name", "path"), [(name, path) for name in QUICK for path in kept(name)], ids=lambda part: getattr(part, "name", part)
)
def test_what_went_wrong_once(name: str, path: object) -> None:
    TARGETS[name].run(path.read_bytes())  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", QUICK)
@quick
@given(number=st.integers(0, 2**32))
def test_damaged_files(name: str, number: int) -> None:
    random = Random(number)
    TARGETS[name].run(TARGETS[name].damage(random.choice(seeds(name)), random))


yaml_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("name", TEXTS)
@quick
@given(parts=st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=12))
@example(parts=[b"? [[a]]\n: 1\n"])
@example(parts=[b'name: !!int ""\n'])
def test_texts_of_signs_that_mean_something(name: str, parts: list[bytes]) -> None:
    TARGETS[name].run(b"".join(parts))


@pytest.mark.parametrize("name", ("pose", "routine", "labels", "profile"))
@quick
@given(key=st.integers(0, 10**6), value=yaml_values)
def test_any_value_anywhere(name: str, key: int, value: object) -> None:
    """One value of a good file is replaced by another one."""
    from io import StringIO

    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    data = yaml.load(seeds(name)[0])
    places = list(_places(data))
    holder, at = places[key % len(places)]
    holder[at] = value
    out = StringIO()
    yaml.dump(data, out)
    TARGETS[name].run(out.getvalue().encode("utf-8", "surrogatepass"))


def _places(data: Any) -> list[tuple[Any, Any]]:
    rows = list(data.items()) if isinstance(data, dict) else list(enumerate(data)) if isinstance(data, list) else []
    return [(data, key) for key, _ in rows] + [place for _, value in rows for place in _places(value)]
