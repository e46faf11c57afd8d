"""docs/LICENCES.md has a row for each package that is locked, and for no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_each_locked_package_has_its_licence() -> None:
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements-lock.txt").read_text(encoding="utf-8"), re.MULTILINE))
    rows = re.findall(r"^\| ([a-z0-9._-]+) \| ([^|]+) \| [^|]+ \|$", (ROOT / "docs/LICENCES.md").read_text(encoding="utf-8"), re.MULTILINE)
    told = [name for name, licence in rows if licence.strip("- ") and name != "package"]
    assert sorted(told) == sorted(locked)
