"""ParquetTable: a row for each clip of an archive, also for those that could not be reviewed.  Needs the extra `cluster`."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from formcheck.cut.recording import Recording
from formcheck.engine.report import Report
from formcheck.errors import FormCheckError, InputError, OutputError
from formcheck.files.beside import Beside
from formcheck.files.places import PARQUET

_GROUP: Final = 1000  # rows written together; so many are lost at most when the power fails


def row(clip: Path, found: Report | Recording | FormCheckError) -> dict[str, Any]:
    """What the table says of a clip; ``error`` is null when it was reviewed, and then everything else is known.

    ``exercise``, ``view`` and ``near_side`` are null for a recording of several sets.

    Times in seconds; ``faults``, ``refused``, ``problems``: how many; ``json``: the whole object of `formcheck review --json`.
    """
    blank: dict[str, Any] = dict.fromkeys(_COLUMNS)
    if isinstance(found, FormCheckError):
        return blank | {"clip": str(clip), "error": str(found)}
    told = found.to_json()
    verdicts = [rep["verdict"] for rep in told["reps"]]
    return blank | {
        "clip": str(clip),
        **{name: told[name] for name in ("exercise", "view", "near_side", "seconds", "detected")},
        **{verdict: verdicts.count(verdict) for verdict in ("good", "flawed", "incomplete")},
        "holds": len(told["holds"]),
        "held_s": round(sum(hold["held_s"] or 0.0 for hold in told["holds"]), 2),
        **{name: len(told[name]) for name in ("faults", "refused", "problems")},
        "json": json.dumps(told, ensure_ascii=False),
    }


_COLUMNS: Final = {
    "clip": "string",
    "error": "string",
    "exercise": "string",
    "view": "string",
    "near_side": "string",
    "seconds": "float64",
    "detected": "float64",
    "good": "int32",
    "flawed": "int32",
    "incomplete": "int32",
    "holds": "int32",
    "held_s": "float64",
    "faults": "int32",
    "refused": "int32",
    "problems": "int32",
    "json": "string",
}


class ParquetTable:
    """A Parquet file with a row for every clip, in their order; it appears when it is whole.

    Raises InputError when pyarrow is missing, OutputError when the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = self.errors = 0
        self._waiting: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError:
            raise InputError("a Parquet table needs the extra `cluster`: python -m pip install 'formcheck[cluster]'") from None
        self._schema = pyarrow.schema(
            [(name, getattr(pyarrow, kind if kind != "double" else "float64")()) for name, kind in _COLUMNS.items()]
        )
        self._from_rows = pyarrow.Table.from_pylist
        try:
            self._beside = Beside(self.path, PARQUET)
        except OSError as error:
            raise self._told(error) from error
        try:
            self._writer = pyarrow.parquet.ParquetWriter(str(self._beside.hidden), self._schema, compression="zstd")
        except OSError as error:
            self._beside.drop()
            raise self._told(error) from error
        return self

    def write(self, clip: Path, found: Report | Recording | FormCheckError) -> None:
        """Add the row of a clip."""
        self._waiting.append(row(clip, found))
        self.rows += 1
        self.errors += isinstance(found, FormCheckError)
        if len(self._waiting) == _GROUP:
            self._flush()

    def _flush(self) -> None:
        rows, self._waiting = self._waiting, []
        try:
            self._writer.write_table(self._from_rows(rows, schema=self._schema))
        except OSError as error:
            raise self._told(error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if self._waiting:
                self._flush()
            self._writer.close()
            self._beside.keep()
        except OSError as fault:
            if kind is None:
                raise self._told(fault) from fault
        finally:
            self._beside.drop()

    def _told(self, error: OSError) -> OutputError:
        return OutputError(f"{self.path}: cannot be written: {error.strerror or error}; choose another place or make room")
