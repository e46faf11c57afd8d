"""What a Linux machine must have installed for OpenCV and MediaPipe to load, and how to say so when it has not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from formcheck.errors import InputError

# Debian and Ubuntu packages of the libraries that the wheels take from the system.  By `ldd`, opencv-python 5.0 needs libGL, GLib, the
# X11 ones, the C++ runtime and zlib, and mediapipe 0.10.31 the C++ runtime; builds for other machines ask for the rest.
PACKAGES: Final[dict[str, str]] = {
    "libGL.so": "libgl1",
    "libGLX.so": "libgl1",
    "libOpenGL.so": "libopengl0",
    "libEGL.so": "libegl1",
    "libGLESv2.so": "libgles2",
    "libgthread-2.0.so": "libglib2.0-0",
    "libglib-2.0.so": "libglib2.0-0",
    "libSM.so": "libsm6",
    "libICE.so": "libice6",
    "libX11.so": "libx11-6",
    "libXext.so": "libxext6",
    "libXrender.so": "libxrender1",
    "libxcb.so": "libxcb1",
    "libstdc++.so": "libstdc++6",
    "libgcc_s.so": "libgcc-s1",
    "libgomp.so": "libgomp1",
    "libz.so": "zlib1g",
}

_MISSING_LIBRARY = re.compile(r"(lib[\w+.-]+?\.so)(?:\.[\d.]+)?: cannot open shared object file")
_MISSING_VERSION = re.compile(r"version [`']([A-Z]+_[\d.]+)' not found")


def explain_import_error(error: ImportError | OSError) -> str:
    """One line that says why a library could not be loaded, and what to install."""
    text = " ".join(str(error).split())
    if missing := _MISSING_LIBRARY.search(text):
        library = missing[0].split(":")[0]
        package = PACKAGES.get(missing[1])
        if package is None:
            return f"the system library {library} is missing: install the package of your system that holds it"
        return f"the system library {library} is missing: install it, on Debian and Ubuntu with `sudo apt install {package}`"
    if version := _MISSING_VERSION.search(text):
        return f"this system is too old: it has no {version[1]}; use a newer release of it (Debian 12, Ubuntu 22.04 or later)"
    if isinstance(error, ModuleNotFoundError):
        return f"the Python package {error.name} is missing: install it again with `python -m pip install --force-reinstall formcheck`"
    return f"a library cannot be loaded ({text}): install it again with `python -m pip install --force-reinstall formcheck`"


@contextmanager
def system_libraries() -> Iterator[None]:
    """Around the import of OpenCV or MediaPipe: a library that cannot be loaded becomes an InputError in words."""
    try:
        yield
    except (ImportError, OSError) as error:
        raise InputError(explain_import_error(error)) from error
