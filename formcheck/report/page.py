"""The page of one clip or session: video in step with plots, pictures, tables, and a sheet for the printer."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck.errors import OutputError
from formcheck.files.places import REPORT
from formcheck.report.bands import LOOKS
from formcheck.report.motion import motion_of
from formcheck.report.parts import body
from formcheck.report.pictures import StickFigures, packed
from formcheck.report.sheet import Sheet
from formcheck.report.shell import asset, closing, opening
from formcheck.report.text import data
from formcheck.sinks.textfile import TextFile

LARGEST_VIDEO: Final = 300_000_000  # bytes; a browser cannot hold the text of a larger one
_PIECE: Final = 3 * 1_000_000  # bytes read at once; a multiple of 3, so that the pieces join without padding


def write_page(path: Path, sheet: Sheet, video: Path | None) -> None:
    """Write the page.  video: the annotated one, None for a stick figure in its place.  Raises OutputError.

    A video that is too large for a page is left out, which the page then says.
    """
    if video is not None and (not video.exists() or video.stat().st_size > LARGEST_VIDEO):
        if video.exists():
            sheet.facts.append(("video", f"too large for a page, see {video.name}"))
        video = None
    scripts = (asset("uPlot.iife.min.js"), asset("page.js"))
    with TextFile(path, REPORT) as file:
        file.write(opening(f"{sheet.exercise.title}: {Path(sheet.seen.report.clip).name}", scripts, (asset("uPlot.min.css"),)))
        file.write(body(sheet, pictures_of(sheet), video is not None))
        file.write(f'<script type="application/json" id="data">{data(data_of(sheet, video is not None))}</script>\n')
        if video is not None:
            file.write('<script type="text/plain" id="video-data">')
            for piece in _base64(video):
                file.write(piece)
            file.write("</script>\n")
        file.write(closing(scripts))


def data_of(sheet: Sheet, has_video: bool) -> dict[str, Any]:
    """What the page's script works with; times in seconds."""
    report = sheet.seen.report
    used = {band.kind for band in sheet.bands}
    return {
        "seconds": round(report.seconds, 3),
        "step": _step(sheet),
        "curves": [
            {
                "title": curve.title,
                "unit": curve.unit,
                "reach": list(curve.reach),
                "t": [round(float(t), 3) for t in curve.time_s],
                "v": [round(float(v), 1 if curve.unit == "deg" else 3) if isfinite(v) else None for v in curve.values],
                "lines": [{"value": line.value, "name": line.name, "kind": line.kind} for line in curve.lines],
            }
            for curve in sheet.curves
        ],
        "bands": [
            {"kind": b.kind, "row": b.row, "start": round(b.start_s, 3), "end": round(b.end_s, 3), "text": b.text, "told": b.told}
            for b in sheet.bands
        ],
        "looks": {
            kind: {"colour": look.colour, "sign": look.sign, "hatched": look.hatched} for kind, look in LOOKS.items() if kind in used
        },
        "motion": None if has_video else motion_of(sheet.track, report.near_side),
    }


def pictures_of(sheet: Sheet) -> dict[float, str]:
    """A packed picture for each moment, by its time."""
    wanted = {moment.time_s for moment in sheet.moments}
    missing = wanted - set(sheet.pictures)
    found = {time_s: packed(image) for time_s, image in sheet.pictures.items() if time_s in wanted}
    if missing:
        figures = StickFigures(sheet.exercise, sheet.track)
        for time_s in missing:
            k = int(np.argmin(np.abs(sheet.seen.time_s - time_s)))
            found[time_s] = packed(figures.draw(sheet.track[k], sheet.seen.statuses[k]))
    return found


def _step(sheet: Sheet) -> float:
    """Seconds from one frame to the next."""
    times = sheet.seen.time_s
    return round(float(np.median(np.diff(times))), 4) if len(times) > 1 else 0.04


def _base64(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield b64encode(piece).decode("ascii")
    except OSError as error:
        raise OutputError(f"{path}: cannot be read back for the page: {error.strerror}; review the clip again") from error
