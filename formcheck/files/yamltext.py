"""YAML of others: read within bounds, every mistake told in one way.

A few hundred bytes of aliases can stand for more data than a computer holds ("a billion laughs"); what is counted here is the size of the
data with every alias written out, before anything is made of it.
"""

from __future__ import annotations

from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from formcheck.files.words import has_half

MOST_NODES: Final = 100_000  # values and keys with all aliases written out; an hour of labels has some thousand
MOST_DEPTH: Final = 50
LARGEST: Final = 300_000  # bytes of a file; a pose file has a few thousand, a row of labels a hundred

_COLON: Final = "mapping values are not allowed here"
_DEEP: Final = "is not valid YAML: nested too deeply"


class YamlError(ValueError):
    """Why a text cannot be read as YAML: one line without the file's name, that goes on after "FILE" or "FILE: "."""


def load_yaml(text: str) -> Any:
    """The data of a YAML text: plain mappings, lists, texts, numbers, dates.

    Raises YamlError for a text that is no YAML, holds half a character, or stands for too much data.
    """
    try:
        yaml = YAML(typ="safe", pure=True)
        root = yaml.compose(text)
        if root is None:
            return None
        _Sizes().check(root)
        return yaml.constructor.construct_document(root)
    except YamlError:
        raise
    except _FAILURES as error:
        raise YamlError(_told(error)) from None


# what ruamel.yaml raises for texts that somebody made to break it, besides its own errors: `!!int ""`, a list as a key, a date that is none
_FAILURES: Final = (YAMLError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError, NotImplementedError)


class _Sizes:
    """Sizes of nodes with their aliases written out, each counted once."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}
        self._open: set[int] = set()

    def check(self, root: Node) -> None:
        if self._size(root, 0) > MOST_NODES:
            raise YamlError(f"is too large: more than {MOST_NODES} values, its aliases written out")

    def _size(self, node: Node, depth: int) -> int:
        if id(node) in self._known:
            return self._known[id(node)]
        if id(node) in self._open:
            raise YamlError(f"is not valid YAML: line {node.start_mark.line + 1} refers to itself")
        if depth > MOST_DEPTH:
            raise YamlError(_DEEP)
        if isinstance(node, ScalarNode) and has_half(node.value):
            raise YamlError(f"is no text: half a character in line {node.start_mark.line + 1}; write it out in UTF-8")
        self._open.add(id(node))
        size = 1
        for part in _parts(node):
            size = min(size + self._size(part, depth + 1), MOST_NODES + 1)
        self._open.discard(id(node))
        self._known[id(node)] = size
        return size


def _parts(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []


def _told(error: Exception) -> str:
    if isinstance(error, MarkedYAMLError):
        mark, hint = error.problem_mark, " (text with a colon needs quotes)" if error.problem == _COLON else ""
        where = f"line {mark.line + 1} " if mark is not None else ""
        problem = str(error.problem or error.context or "it cannot be read").splitlines()[0]
        return f"{where}is not valid YAML: {problem}{hint}"
    if isinstance(error, RecursionError):
        return _DEEP
    reason = str(error).partition(";")[0].splitlines()
    return f"is not valid YAML: {reason[0][:120] if reason else 'a value that cannot be'}"
