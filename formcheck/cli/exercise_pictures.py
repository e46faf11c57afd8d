"""`formcheck exercises --picture`: how an exercise is done, as a picture or a film; all of them in one; or stick figures from a track."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from formcheck.cli.shared import note

if TYPE_CHECKING:
    from formcheck.source.frame import Image


def write_picture(file: Path, name: str | None, draw_from: Path | None) -> None:
    """Write what the name of the file asks for.  Raises InputError and OutputError."""
    from formcheck.sinks.film import SUFFIXES

    if file.suffix.lower() in SUFFIXES:
        if name is None or draw_from is not None:
            raise typer.BadParameter(f"--picture {file}: a film is drawn of one exercise, by its name and without --from")
        _film(file, name)
    else:
        _still(file, name, draw_from)
    note(f"picture: {file}")


def _film(file: Path, name: str) -> None:
    from formcheck.draw.how import animation
    from formcheck.draw.how.pictures import FPS
    from formcheck.files.places import FILM, check_place
    from formcheck.rules.library import find_exercise
    from formcheck.sinks.film import write_film

    check_place(file, FILM)
    write_film(file, animation(find_exercise(name)) or _none(name), FPS)


def _still(file: Path, name: str | None, draw_from: Path | None) -> None:
    from formcheck.draw.gallery import gallery
    from formcheck.draw.how import strip
    from formcheck.files.places import PICTURE, check_place
    from formcheck.rules.library import all_exercises, find_exercise
    from formcheck.sinks.png import write_png

    check_place(file, PICTURE)
    if name is None:
        image = gallery(all_exercises())
    elif draw_from is not None:
        image = _stick_figures(name, draw_from)
    else:
        drawn = strip(find_exercise(name))
        image = _none(name) if drawn is None else drawn
    write_png(file, image, PICTURE)


def _stick_figures(name: str, draw_from: Path) -> Image:
    from formcheck.draw.stickfigures import stick_figures
    from formcheck.errors import InputError
    from formcheck.pose.trackfile import read_track
    from formcheck.rules.library import find_exercise

    drawn = stick_figures(find_exercise(name), read_track(draw_from))
    if drawn is None:
        raise InputError(f"{draw_from}: nobody reaches the end of {name} in it; take another track")
    return drawn


def _none(name: str) -> NoReturn:
    from formcheck.errors import InputError

    raise InputError(f"{name}: no pictures come with it; draw one from a track of it: --from TRACK")
