"""Memory that is free goes back to the system where the C library can do that."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import pytest

from formcheck.tracking.memory import few_arenas, give_back


@pytest.mark.parametrize(("platform", "asked"), [("linux", [(-8, 2), (0,)]), ("darwin", []), ("win32", [])])
def test_only_glibc_is_asked(platform: str, asked: list[tuple[int, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[int, ...]] = []

    def called(*numbers: int) -> int:
        calls.append(numbers)
        return 1

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace(malloc_trim=called, mallopt=called))
    few_arenas()
    give_back()
    assert calls == asked


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace())
    few_arenas()
    give_back()
