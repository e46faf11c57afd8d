"""Finding routine files: those that come with Form Check, the user's own in a folder of theirs, or any by path."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path

from formcheck.errors import FormCheckError, InputError
from formcheck.routines.load import load_routine
from formcheck.routines.schema import Routine
from formcheck.rules.library import SUFFIX
from formcheck.rules.nearest import nearest


def built_in_folder() -> Path:
    """The folder of the routines that come with Form Check."""
    return Path(__file__).parent / "ready"


def own_folder() -> Path:
    """The user's own folder of routine files; it need not exist."""
    return user_config_path("formcheck", appauthor=False) / "routines"


def find_routine(name: str) -> Routine:
    """A routine by its name, its title, or the path of its file; the user's own go before those that come along.

    Raises InputError when there is none, RuleError when its file has mistakes.
    """
    if name.endswith(SUFFIX) or "/" in name or "\\" in name:
        return load_routine(Path(name))
    word, files = _plain(name), _files()
    if word in files:
        return load_routine(files[word])
    titles = {_plain(one.title): one for one in all_routines()}
    if word in titles:
        return titles[word]
    hint = nearest(word, files, 0.6) or "; see `formcheck routine` for those there are"
    raise InputError(f"{name}: no such routine{hint}")


def all_routines() -> list[Routine]:
    """Every routine that can be named, in alphabetical order; an own file with mistakes is left out here and told when it is named."""
    found = []
    for _, path in sorted(_files().items()):
        try:
            found.append(load_routine(path))
        except FormCheckError:
            if path.parent == built_in_folder():
                raise
    return found


def _files() -> dict[str, Path]:
    return {path.stem: path for folder in (built_in_folder(), own_folder()) for path in sorted(folder.glob(f"*{SUFFIX}"))}


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_")
