"""Names and texts of others on their way out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.files.words import json_text, name_of, plain


def test_a_terminal_is_not_commanded() -> None:
    assert plain("a\x1b[31mb\x9b2Jc\rd\u202ee\ud800f") == "a�[31mb�2Jc�d�e�f"
    assert plain("Brücke\tzwei\nZeilen ✓ 橋") == "Brücke\tzwei\nZeilen ✓ 橋"


def test_json_can_be_written_and_read_again() -> None:
    data = {"clip": "ü\x9b\x1b\ud800"}
    text = json_text(data)
    assert text == '{"clip": "ü\\u009b\\u001b\\ud800"}'
    assert json.loads(text.encode()) == data
    assert json_text({"clip": "ü"}, only_ascii=True) == '{"clip": "\\u00fc"}'


def test_a_name_is_utf_8_also_where_the_system_speaks_ascii(tmp_path: Path) -> None:
    assert name_of(Path("ü.mp4")) == "ü.mp4"
    if sys.platform == "win32":
        pytest.skip("names are text there")
    code = "import sys; from pathlib import Path; from formcheck.files.words import name_of; print(ascii(name_of(Path(sys.argv[1]))))"
    c_locale = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    names = [
        subprocess.run([sys.executable, "-c", code, name], env=c_locale, capture_output=True, check=True).stdout for name in ("ü", b"\xff")
    ]
    assert names == [b"'\\xfc'\n", b"'\\udcff'\n"]
