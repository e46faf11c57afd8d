"""Finding pose files: those that come with Form Check, the user's own in a folder of theirs, or any by path.

What reads them is imported late: for a list of the exercises it is not needed when they are the same as the last time.
"""

from __future__ import annotations

import difflib
import functools
from pathlib import Path
from typing import TYPE_CHECKING, Final

from platformdirs import user_config_path

from formcheck.errors import InputError, RuleError
from formcheck.rules import kept

if TYPE_CHECKING:
    from formcheck.rules.exercise import Exercise

SUFFIX: Final = ".yaml"


def built_in_folder() -> Path:
    """The folder of the pose files that come with Form Check: inside a wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "poses"
    return inside if inside.is_dir() else package.parent / "poses"


def picture_of(name: str) -> Path:
    """The picture of an exercise's start and end posture; it need not exist, and for a user's own exercise does not."""
    return built_in_folder() / "pictures" / f"{name}.png"


def own_folder() -> Path:
    """The user's own folder of pose files; it need not exist."""
    return user_config_path("formcheck", appauthor=False) / "poses"


def find_exercise(name: str) -> Exercise:
    """An exercise by name, by alias, or by the path of its pose file; `NAME:VARIANT` for a variant of it.

    The user's own go before those built in.  Raises InputError when there is none, RuleError when its file has mistakes.
    """
    name, colon, variant = name.rpartition(":") if _names_variant(name) else (name, "", "")
    exercise = _find(name)
    if not colon:
        return exercise
    if variant not in exercise.variants:
        known = ", ".join(exercise.variants) or "none"
        raise InputError(f"{name}:{variant}: {exercise.name} has no such variant; it has {known}")
    return exercise.variant(variant)


def is_pose_file(name: str) -> bool:
    """Is this the path of a pose file that is there?  A clip's labels are YAML too, but have a suffix of their own."""
    return name.endswith(SUFFIX) and not name.endswith(f".labels{SUFFIX}") and Path(name).is_file()


def variant_asked(name: str) -> str:
    """The variant that a name asks for; empty when it asks for none."""
    return name.rpartition(":")[2] if _names_variant(name) else ""


def _names_variant(name: str) -> bool:
    """A colon after the name; not that of a Windows drive or of a folder."""
    return ":" in name[2:] and not any(c in name.rpartition(":")[2] for c in "/\\.")


def _find(name: str) -> Exercise:
    from formcheck.rules.load import load_exercise

    if name.endswith(SUFFIX) or "/" in name or "\\" in name:
        return load_exercise(Path(name))
    word = _plain(name)
    for folder in (own_folder(), built_in_folder()):
        for path in folder.glob(f"*{SUFFIX}"):
            if path.stem == word:
                return load_exercise(path)
    known = all_exercises()
    for exercise in known:
        if word in map(_plain, (*exercise.aliases, exercise.title)):
            return exercise
    names = {_plain(n): n for e in known for n in (e.name, e.title, *e.aliases)}
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    hint = f"did you mean {names[close[0]]!r}?" if close else "see `formcheck exercises` for those there are"
    raise InputError(f"{name}: no such exercise; {hint}")


def all_exercises() -> list[Exercise]:
    """Every exercise that can be named, in alphabetical order; the user's own replace those built in.

    A user's own file with mistakes is left out here and told when it is named.
    """
    from formcheck.rules.load import load_exercise

    found = dict(_built_in())
    for path in own_files():
        try:
            found[path.stem] = load_exercise(path)
        except (InputError, RuleError):
            continue
    return [found[name] for name in sorted(found)]


def built_in_files() -> list[Path]:
    """The pose files that come with Form Check, by name."""
    return sorted(built_in_folder().glob(f"*{SUFFIX}"))


def own_files() -> list[Path]:
    """The user's own pose files, by name."""
    folder = own_folder()
    return sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []


@functools.cache
def _built_in() -> tuple[tuple[str, Exercise], ...]:
    from formcheck.rules.load import exercise_of, read_data

    files = built_in_files()
    key = kept.key_of(files)
    data = kept.read("built-in", key)
    if data is None:
        data = [read_data(path) for path in files]
        kept.write("built-in", key, data)
    return tuple((path.stem, exercise_of(path, one)) for path, one in zip(files, data, strict=True))


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_")
