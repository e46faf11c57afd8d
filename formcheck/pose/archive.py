"""Archives of arrays (.npz) of others: read within bounds that are known before anything is unpacked.

numpy's own reader believes what a file says of itself: a header may ask for any amount of memory, is run through Python's parser, and one
turned bit in it raises whatever the parser raises.  Here an array has the form that numpy writes, a declared type, and at most a
declared number of bytes; all the rest is a `DamagedArchiveError`.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from math import prod
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]

MOST_MEMBERS: Final = 32
_MAGIC: Final = b"\x93NUMPY\x01\x00"
_HEADER: Final = re.compile(  # one way only to read the digits of a shape: else a row of hundreds of them is tried for ever
    rb"\{'descr': '([|<]?[a-zA-Z]\d{1,6})', 'fortran_order': (False|True), 'shape': \(((?:\d{1,12}, )*(?:\d{1,12},?)?)\), \} *\n"
)
_HEADER_BYTES: Final = 1000
_END: Final = struct.Struct("<4s4H2LH")  # a zip file's end, without a comment
_END_64: Final = b"PK\6\7"  # before it, when there is another end that goes before this one


class DamagedArchiveError(ValueError):
    """A file that is no archive as it should be."""


class Archive:
    """An open archive; make it with ``open_archive``.  names: of its arrays."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        members = file.infolist()
        self.names = {member.filename.removesuffix(".npy"): member for member in members}
        if len(self.names) != len(members):
            raise DamagedArchiveError("two arrays of one name")

    def read(self, name: str, dtype: str, most: int) -> NDArray[Any]:
        """An array of this type (as ``|u1``; ``<U`` for texts of any length) with at most so many bytes, not to be written to."""
        member = self.names.get(name)
        if member is None:
            raise DamagedArchiveError(f"no {name}")
        if member.flag_bits & 1 or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DamagedArchiveError(f"{name}: packed in another way")
        if member.file_size > most + _HEADER_BYTES:
            raise DamagedArchiveError(f"{name}: {member.file_size} bytes, at most {most}")
        with self._file.open(member) as stream:
            found, fortran, shape = _header(stream)
            if not (found == dtype or (dtype == "<U" and found.startswith("<U"))):
                raise DamagedArchiveError(f"{name}: expected {dtype}, got {found}")
            size = prod(shape) * np.dtype(found).itemsize
            if size > most:
                raise DamagedArchiveError(f"{name}: {size} bytes, at most {most}")
            data = stream.read(size)
            if len(data) != size or stream.read(1):  # reading to the end also checks the sum
                raise DamagedArchiveError(f"{name}: not as long as it says")
        array = np.frombuffer(data, found)
        return array.reshape(shape[::-1]).T if fortran else array.reshape(shape)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive.  Raises OSError when it cannot be read, DamagedArchiveError, also from inside the block, when it is damaged."""
    with path.open("rb") as file, archive_in(file) as archive:
        yield archive


@contextmanager
def archive_in(file: IO[bytes]) -> Iterator[Archive]:
    """The archive that an open file is.  Raises as ``open_archive``."""
    try:
        _check_directory(file)
        with zipfile.ZipFile(file) as archive:
            yield Archive(archive)
    # all that zipfile raises for bytes that are not as they should be
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, LookupError, TypeError, RuntimeError) as error:
        raise DamagedArchiveError(str(error)) from error


def _check_directory(file: IO[bytes]) -> None:
    """Zipfile reads the whole table of contents into memory: it must be a small one."""
    length = file.seek(0, 2)
    tail = _END.size + 20
    file.seek(max(0, length - tail))
    end = file.read(tail)
    file.seek(0)
    if len(end) < _END.size:
        raise DamagedArchiveError("too short")
    mark, _, _, here, members, _, _, comment = _END.unpack(end[-_END.size :])
    if mark != b"PK\5\6" or comment or not 0 < members <= MOST_MEMBERS or here != members or end.startswith(_END_64):
        raise DamagedArchiveError("no small archive")


def _header(stream: IO[bytes]) -> tuple[str, bool, tuple[int, ...]]:
    """Type, order and shape as numpy writes them."""
    if stream.read(len(_MAGIC)) != _MAGIC:
        raise DamagedArchiveError("no array")
    length = int.from_bytes(stream.read(2), "little")
    found = _HEADER.fullmatch(stream.read(length)) if length <= _HEADER_BYTES - 10 else None
    if found is None:
        raise DamagedArchiveError("a header that numpy does not write")
    shape = tuple(int(part) for part in found[3].replace(b",", b"").split())
    return found[1].decode(), found[2] == b"True", shape
