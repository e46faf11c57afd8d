"""Shell: a page of HTML that needs nothing but itself, with its styles, its scripts, and the promise that it asks for nothing.

The content security policy names the scripts by their hashes: no other one runs, and no address outside the page is loaded.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import Final

from formcheck import __version__
from formcheck.report.text import safe

DISCLAIMER: Final = (
    "Form Check is no medical device. It does not diagnose, and it does not replace a clinician. Stop when an exercise hurts. "
    "Everything on this page was computed on this machine; the page loads nothing and sends nothing."
)


def asset(name: str) -> str:
    """A file that comes with the package."""
    return (files("formcheck.report") / "assets" / name).read_text(encoding="utf-8")


def opening(title: str, scripts: tuple[str, ...] = (), styles: tuple[str, ...] = ()) -> str:
    """From the doctype to the open body.  scripts: the sources that may run; ``closing`` takes the same."""
    hashes = " ".join(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    allowed = f"script-src {hashes}; " if hashes else ""
    policy = f"default-src 'none'; {allowed}style-src 'unsafe-inline'; img-src data:; media-src blob:; base-uri 'none'"
    css = "\n".join((*styles, asset("page.css")))
    head = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="generator" content="Form Check {__version__}">',
        f"<title>{safe(title)}</title>",
        '<link rel="icon" href="data:,">',
        f"<style>\n{css}\n</style>",
    )
    return '<!DOCTYPE html>\n<html lang="en">\n<head>\n' + "\n".join(head) + "\n</head>\n<body>\n"


def closing(scripts: tuple[str, ...] = ()) -> str:
    """The footer, the scripts, and the end."""
    run = "".join(f"<script>{script}</script>\n" for script in scripts)
    return f"<footer><p>{DISCLAIMER}</p><p>Form Check {__version__}</p></footer>\n{run}</body>\n</html>\n"
