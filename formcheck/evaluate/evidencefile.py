"""The file of evidence: for each exercise and fault, one line of facts and figures."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from formcheck.errors import InputError
from formcheck.evaluate.evidence import Evidence
from formcheck.files.places import EVIDENCE
from formcheck.sinks.textfile import TextFile

EVIDENCE_FILE: Final = Path(__file__).with_name("evidence.yaml")
KEYS: Final = ("key", "line", "unit", "right_drawn", "right_real", "wrong_drawn", "wrong_real", "told_wrongly", "missed")
HEAD: Final = """\
# How far right and wrong people are from the line of each fault: written by `formcheck evaluate --all FOLDER... --evidence FILE`,
# shown by `formcheck exercises NAME --evidence`.  right_*, wrong_*: people seen with right form and with the fault, drawn and real;
# told_wrongly, missed: repetitions, holds or clips on the wrong side of the line; nearest_right, nearest_wrong: where the line would
# just tell the right one, and still tell the wrong one, that is nearest to it (null: farther than `reach`, or nobody); margin: between.
"""

Rows = dict[str, dict[str, dict[str, Any]]]  # by way of doing the exercise, by fault


def read_evidence(path: Path = EVIDENCE_FILE) -> Rows:
    """What is kept.  Raises InputError when there is none, or it is damaged."""
    try:
        rows = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        found = {way: {fault: dict(row) for fault, row in faults.items()} for way, faults in rows.items()}
        for faults in found.values():
            for row in faults.values():
                [row[key] for key in KEYS]
    except FileNotFoundError:
        raise InputError(f"{path}: no evidence is kept; write it with `formcheck evaluate --all FOLDER --evidence {path}`") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (YAMLError, UnicodeDecodeError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"{path}: holds no evidence; write it with `formcheck evaluate --all FOLDER --evidence {path}`") from error
    return found


def write_evidence(path: Path, found: Mapping[str, Mapping[str, Evidence]]) -> None:
    """Write what was found; exercises that were not looked at keep what the file says of them.  Raises OutputError, InputError."""
    kept = read_evidence(path) if path.is_file() and path.stat().st_size else {}
    looked_at = {way.partition(":")[0] for way in found}
    kept = {way: faults for way, faults in kept.items() if way.partition(":")[0] not in looked_at}
    rows = kept | {way: {fault: evidence.to_json() for fault, evidence in faults.items()} for way, faults in found.items()}
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style, yaml.width, yaml.sort_base_mapping_type_on_output = None, 400, False  # type: ignore[assignment]
    text = StringIO()
    yaml.dump({way: rows[way] for way in sorted(rows)}, text)
    with TextFile(path, EVIDENCE) as file:
        file.write(HEAD + text.getvalue())
