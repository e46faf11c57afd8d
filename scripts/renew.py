"""Makes the files anew that the program writes; look at the difference before it is kept."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from how_from_renderer import write_movements
from how_page import how_page

from formcheck.cli.results_table import results_table
from formcheck.draw.how import animation, camera_picture
from formcheck.draw.how.movement import FOLDER as MOVEMENTS
from formcheck.evaluate.labels import read_labels
from formcheck.rules.library import all_exercises, find_exercise
from formcheck.sinks.film import write_film

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
SEVERAL = "recordings"  # the folder of those that show several exercises
README, REFERENCE, FIGURES = ROOT / "README.md", ROOT / "docs/POSE_FILES.md", ROOT / "docs/figures.json"
EXERCISES = ROOT / "docs/EXERCISES.md"
HOW, FILMS = ROOT / "docs/HOW.md", ROOT / "docs/how"
ROUTINES = ROOT / "docs/ROUTINE_FILES.md"
RESULTS = ROOT / "docs/results.json"
EVIDENCE = ROOT / "formcheck/evaluate/evidence.yaml"
OF_CLIPS = ("figures", "results", "evidence")
WHEN_ASKED = (*OF_CLIPS, "movements")
WHAT = {
    "figures": "docs/figures.json, measured on labelled clips (--clips); takes minutes",
    "results": "docs/results.json and the table of results in README.md, measured on labelled clips, drawn and real (--clips)",
    "evidence": "formcheck/evaluate/evidence.yaml, measured on labelled clips, drawn and real (--clips); takes minutes",
    "reference": "docs/POSE_FILES.md and docs/ROUTINE_FILES.md: every key of a pose file and of a routine file",
    "expected": "samples/*/*.expected.json: what a review says of each sample",
    "movements": "formcheck/draw/how/movements/*.json: the body on its way through each exercise (--renderer)",
    "pictures": "docs/how/*.webp and docs/HOW.md: how each exercise is done; takes minutes",
    "table": "the table of exercises in docs/EXERCISES.md, with the figures of docs/figures.json",
}
FILM_SIZE, FILM_FPS, FILM_BYTES = (280, 200), 7, 60_000  # small: the page loads 41 of them
FILM_QUALITIES = (35, 25, 15)  # the first that is small enough
TABLE = re.compile(r"(<!-- exercises: [^\n]*-->\n).*?(<!-- end of exercises -->)", re.DOTALL)
RESULTS_TABLE = re.compile(r"(<!-- results: [^\n]*-->\n).*?(<!-- end of results -->)", re.DOTALL)
LABELS, TRACK = ".labels.yaml", ".track.npz"


def main() -> None:
    """Read the command line and make what it names, in the order in which one needs the other."""
    told = "\n".join(f"  {name:10} {what}" for name, what in WHAT.items())
    parser = argparse.ArgumentParser(
        "scripts/renew", description=__doc__, epilog=told, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="*", help=f"{', '.join(WHAT)}; without any: all but {', '.join(WHEN_ASKED)}")
    parser.add_argument(
        "-e", "--exercise", action="append", metavar="NAME", help="expected, movements, pictures: only of this one; may be given again"
    )
    parser.add_argument(
        "--clips", action="append", metavar="FOLDER", help="a folder of labelled clips for what is measured; may be given again"
    )
    parser.add_argument("--renderer", type=Path, metavar="FOLDER", help="the renderer of the drawn clips, for the movements")
    asked = parser.parse_args()
    if unknown := set(asked.what) - set(WHAT):
        parser.error(f"{', '.join(sorted(unknown))}: no such thing to renew; there are {', '.join(WHAT)}")
    if (measured := [name for name in OF_CLIPS if name in asked.what]) and not asked.clips:
        parser.error(f"{', '.join(measured)}: labelled clips are needed: --clips FOLDER")
    if "movements" in asked.what and asked.renderer is None:
        parser.error("movements: the renderer is needed: --renderer FOLDER")
    exercises = asked.exercise or sorted({path.parent.name for path in SAMPLES.glob(f"*/*{LABELS}")} - {SEVERAL})
    if missing := [name for name in exercises if not (SAMPLES / name).is_dir()]:
        parser.error(f"{', '.join(missing)}: no such folder in samples/")
    makers = {
        "figures": lambda: figures(asked.clips),
        "results": lambda: results(asked.clips),
        "evidence": lambda: evidence(asked.clips),
        "reference": reference,
        "expected": lambda: expected(exercises),
        "movements": lambda: write_movements(asked.renderer, exercises, MOVEMENTS),
        "pictures": lambda: pictures(exercises),
        "table": table,
    }
    for name in WHAT:
        if name in asked.what or (not asked.what and name not in WHEN_ASKED):
            makers[name]()
            sys.stderr.write(f"{name}: done\n")


def figures(clips: Sequence[str]) -> None:
    """Measure what docs/EXERCISES.md quotes."""
    FIGURES.write_text(_formcheck("evaluate", "--all", *clips, "--json"), encoding="utf-8")


def results(clips: Sequence[str]) -> None:
    """Measure and tell how well it does on people whom the rules have met and others."""
    origin = json.loads(_formcheck("evaluate", "--all", *clips, "--json"))["origin"]
    for row in origin.values():
        del row["faults"], row["confusion"]
    RESULTS.write_text(f"{json.dumps(origin, indent=1)}\n", encoding="utf-8")
    _between(README, RESULTS_TABLE, "results", "".join(f"{line}\n" for line in results_table(origin)))


def evidence(clips: Sequence[str]) -> None:
    """Look how near to each line people are."""
    _formcheck("evaluate", "--all", *clips, "--evidence", str(EVIDENCE))


def reference() -> None:
    """Print the references of pose files and routine files into the documentation."""
    REFERENCE.write_text(_formcheck("exercises", "--reference"), encoding="utf-8")
    ROUTINES.write_text(_formcheck("routine", "--reference"), encoding="utf-8")


def expected(exercises: Sequence[str]) -> None:
    """Review each sample, and keep what is said as what is expected."""
    for exercise in exercises:
        for hold, files in _by_hold(SAMPLES / exercise).items():
            printed = _formcheck("review", *map(str, files), "-e", exercise, "--hold", str(hold), "--no-video", "--json")
            for file, line in zip(files, printed.splitlines(), strict=True):
                report = json.loads(line) | {"clip": file.name}  # the same wherever the clone lies
                text = json.dumps(report, indent=1, ensure_ascii=False)
                file.with_name(f"{_stem(file)}.expected.json").write_text(f"{text}\n", encoding="utf-8")


def pictures(exercises: Sequence[str]) -> None:
    """Draw a film of each exercise and its camera's place, and the page that shows all of them."""
    FILMS.mkdir(exist_ok=True)
    for name in exercises:
        exercise = find_exercise(name)
        frames, camera = animation(exercise, FILM_SIZE, FILM_FPS), camera_picture(exercise, FILM_SIZE)
        if frames is None or camera is None:
            continue  # no movement comes with it: the page has its words
        for quality in FILM_QUALITIES:
            write_film(FILMS / f"{name}.webp", frames, FILM_FPS, quality)
            if (FILMS / f"{name}.webp").stat().st_size <= FILM_BYTES:
                break
        write_film(FILMS / f"{name}-camera.webp", [camera], 1, FILM_QUALITIES[0])
    HOW.write_text("\n".join(how_page(all_exercises())) + "\n", encoding="utf-8")


def table() -> None:
    """Put the printed table between its marks."""
    _between(EXERCISES, TABLE, "exercises", _formcheck("exercises", "--table", "--figures", str(FIGURES)))


def _between(page: Path, marks: re.Pattern[str], what: str, rows: str) -> None:
    """Put rows between two marks of a page."""
    text, found = marks.subn(lambda both: f"{both[1]}{rows}{both[2]}", page.read_text(encoding="utf-8"))
    if found != 1:
        sys.exit(f"scripts/renew: {page.relative_to(ROOT)}: the two marks around the table of {what} are not there")
    page.write_text(text, encoding="utf-8")


def _formcheck(*words: str) -> str:
    """What `formcheck ...` prints; ends the program with its own message when it fails."""
    done = subprocess.run([sys.executable, "-m", "formcheck", *words], stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"scripts/renew: this failed: formcheck {' '.join(words)}")
    return done.stdout


def _by_hold(folder: Path) -> dict[float, list[Path]]:
    """The clips and tracks of a folder, by the hold asked for in them."""
    found: dict[float, list[Path]] = {}
    for labels in sorted(folder.glob(f"*{LABELS}")):
        track = labels.with_name(f"{_stem(labels)}{TRACK}")
        clip = track if track.is_file() else labels.with_name(f"{_stem(labels)}.mp4")
        found.setdefault(read_labels(labels).target_s or 0.0, []).append(clip)
    return found


def _stem(file: Path) -> str:
    return re.sub(rf"({re.escape(LABELS)}|{re.escape(TRACK)}|\.mp4)$", "", file.name)


if __name__ == "__main__":
    main()
