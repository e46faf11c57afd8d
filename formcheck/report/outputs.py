"""Outputs: where a page and the tables that go with it are written; None for what is not wanted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from formcheck.files.places import REPORT, SIGNALS, TRC, Kind


@dataclass(frozen=True, slots=True)
class Outputs:
    """page: HTML.  signals: measures as CSV.  trc: landmarks for movement software."""

    page: Path | None = None
    signals: Path | None = None
    trc: Path | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """Those that are wanted."""
        return tuple(path for path in (self.page, self.signals, self.trc) if path is not None)

    @property
    def kinds(self) -> tuple[tuple[Path | None, Kind], ...]:
        """Each with what it is."""
        return (self.page, REPORT), (self.signals, SIGNALS), (self.trc, TRC)

    @classmethod
    def beside(cls, folder: Path, stem: str, page: bool, signals: bool, trc: bool) -> Outputs:
        """Named after a clip or session."""
        return cls(
            folder / f"{stem}.report.html" if page else None,
            folder / f"{stem}.signals.csv" if signals else None,
            folder / f"{stem}.trc" if trc else None,
        )
