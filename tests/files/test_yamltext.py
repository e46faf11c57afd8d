"""YAML of others: bounded, and every mistake told in one way."""

from __future__ import annotations

import pytest

from formcheck.files.yamltext import YamlError, load_yaml


def laughs(width: int, depth: int) -> str:
    """A few hundred bytes that stand for width ** depth values."""
    lines = ["- &a0 [" + ",".join("x" * width) + "]"]
    lines += [f"- &a{k} [" + ",".join([f"*a{k - 1}"] * width) + "]" for k in range(1, depth)]
    return "\n".join(lines)


def merges(width: int, depth: int) -> str:
    lines = ["m0: &m0 {a: 1}"]
    lines += [f"m{k}: &m{k} {{<<: [" + ",".join([f"*m{k - 1}"] * width) + "]}" for k in range(1, depth)]
    return "\n".join(lines)


@pytest.mark.parametrize("text", [laughs(10, 9), laughs(2, 40), merges(10, 12), merges(2, 60)])
def test_a_bomb_is_not_unpacked(text: str) -> None:
    with pytest.raises(YamlError, match="is too large"):
        load_yaml(text)


def test_aliases_and_merges_in_measure_are_read() -> None:
    assert load_yaml("a: &a {x: 1}\nb: {<<: *a, y: 2}\nc: [*a, *a]") == {"a": {"x": 1}, "b": {"x": 1, "y": 2}, "c": [{"x": 1}] * 2}


BROKEN = (
    *('!!int ""', "? [[a]]\n: 1", "!!float x", "!!binary é", "!!timestamp x", "2001-99-99", "!!omap 1", "!!set [1]", "!!bool x"),
    *("&a [*a]", "{a: " * 3000, "!!python/object:os.system x", "*nobody", "[", "\x00", "%YAML 9.9\n---\na", "a: 1\na: 2"),
    *("<<: 1", '"\\ud800"', "'\ud800'"),
)


@pytest.mark.parametrize("text", BROKEN)
def test_every_mistake_is_of_one_kind_and_one_line(text: str) -> None:
    with pytest.raises(YamlError) as told:
        load_yaml(text)
    assert str(told.value) and "\n" not in str(told.value)


def test_half_a_character_is_told_with_its_line() -> None:
    with pytest.raises(YamlError, match=r"^is no text: half a character in line 2; write it out in UTF-8$"):
        load_yaml('a: 1\nb: "Bri\\ud800dge"\n')
