"""Small damage to files: turned bits, lost and doubled pieces, and for texts the pieces that break readers of YAML."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from random import Random
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from ruamel.yaml import YAML

Damage = Callable[[bytes, Random], bytes]

PIECES = (
    *(b"&a ", b"*a", b"<<: *a\n", b"!!int ", b"!!binary ", b"!!set ", b"!!omap ", b"!!timestamp ", b"? ", b": ", b"- ", b"[", b"]"),
    *(b"{", b"}", b"|", b">", b"'", b'"', b"\\ud800", b"\\x1b", b"%YAML 1.1\n", b"---\n", b"...\n", b"\t", b"\n", b"#", b"true", b"null"),
    *(b"~", b".nan", b"-.inf", b"1e999", b"0x", b"0o9", b"1_0", b"2001-99-99", b"12:30:45", b"-0", b"99999999999999999999"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\x85", b"\xc2\x85"),
    *(b"= ", b"@", b"`", b",", b"[[a]]: 1\n", b"{? {a: 1} : 2}\n"),
)
_WORDS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


def mostly(inside: Damage) -> Damage:
    """Mostly what lies inside is damaged, with right sums, so that more than the sums is tried; else the file as it is."""
    return lambda content, random: (inside if random.random() < 0.7 else mutated)(content, random)


def mutated_text(content: bytes, random: Random) -> bytes:
    """The same for a text: with pieces that mean something in it."""
    return mutated(content, random, text=True)


def mutated(content: bytes, random: Random, text: bool = False) -> bytes:
    """The content with one to four changes."""
    data = bytearray(content)
    for _ in range(random.choice((1, 1, 1, 2, 3, 4))):
        at = random.randrange(len(data) + 1)
        size = min(random.choice((1, 1, 2, 4, 8, 64, 512)), len(data) - at)
        change = random.randrange(7)
        if change == 0 and at < len(data):
            data[at] ^= 1 << random.randrange(8)
        elif change == 1:
            del data[at : at + size]
        elif change == 2:
            data[at:at] = data[at : at + size] * random.choice((1, 2, 50))
        elif change == 3:
            data[at:at] = random.choice(PIECES) if text else random.randbytes(size)
        elif change == 4:
            width = random.choice((1, 2, 4))
            word = (random.choice(_WORDS) % (1 << 8 * width)).to_bytes(width, random.choice(("big", "little")))
            data[at : at + width] = word
        elif change == 5:
            start = random.randrange(len(data) + 1)
            data[at : at + size] = data[start : start + size]
        elif random.random() < 0.2:
            del data[at:]
    return bytes(data)


NUMBERS = (0, 1, -1, 2, 3, 0.5, -0.5, 90, 180, 1e-9, 1e9, -1e9, 1e300, 10**30, float("inf"), float("nan"))
VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    "",
    "x",
    "left",
    "near.hip",
    "\ud800",
    "\x1b[2J",
    "a" * 3000,
    [],
    {},
    [[]],
    {"": None},
    *NUMBERS,
)


def mutated_yaml(content: bytes, random: Random) -> bytes:
    """A YAML text in which values are others, gone, doubled or in another's place; half of the time it is damaged as a text."""
    if random.random() < 0.5 or b"*" in content:  # an alias may stand for more than a computer holds
        return mutated_text(content, random)
    yaml, out = YAML(typ="safe", pure=True), StringIO()
    try:
        data = yaml.load(content)
        _change(data, random)
        yaml.dump(data, out)
    except Exception:  # noqa: BLE001 - damaged before
        return mutated_text(content, random)
    return out.getvalue().encode("utf-8", "surrogatepass")


def mutated_json(content: bytes, random: Random) -> bytes:
    """The same for lines of JSON; a line may be gone, doubled or earlier too."""
    if random.random() < 0.5:
        return mutated_text(content, random)
    lines = content.splitlines()
    for _ in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(lines) or 1)
        if random.random() < 0.2:
            lines[at : at + 1] = random.choice(([], lines[at : at + 1] * 2, lines[at::-1]))
            continue
        try:
            data = json.loads(lines[at])
            _change(data, random)
            lines[at] = json.dumps(data).encode()
        except Exception:  # noqa: BLE001 - damaged before
            return mutated_text(content, random)
    return b"\n".join(lines) + b"\n"


def _change(data: Any, random: Random) -> None:
    """Change one to three values in lists and mappings within each other."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        places = list(_places(data))
        holder, key = random.choice(places)
        change = random.randrange(6)
        if change == 0:
            del holder[key]
        elif change == 1:
            other, where = random.choice(places)
            holder[key] = json.loads(json.dumps(other[where]))
        elif change == 2 and isinstance(holder, list):
            holder[key:key] = [holder[key]] * random.choice((1, 2, 100))
        elif change == 2:
            holder[random.choice((*holder, "more", 3))] = random.choice(VALUES)
        elif change == 3 and isinstance(holder[key], int | float):
            holder[key] = random.choice((-holder[key], holder[key] * 10, holder[key] / 10, holder[key] + 1, str(holder[key])))
        else:
            holder[key] = random.choice(VALUES)


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    rows = list(data.items()) if isinstance(data, dict) else list(enumerate(data)) if isinstance(data, list) else []
    for key, value in rows:
        yield data, key
        yield from _places(value)


def mutated_archive(content: bytes, random: Random) -> bytes:
    """A zip file in which one member is damaged, the sums being right; what is no zip file is damaged as it is."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - damaged before
        return mutated(content, random)
    chosen = random.choice(list(members))
    members[chosen] = mutated(members[chosen], random)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


_PIECE: Final = struct.Struct("<4sII")  # as formcheck.history.landmarklog describes it


def mutated_pieces(content: bytes, random: Random) -> bytes:
    """The landmarks of a session in which one piece is damaged, lost or doubled, the sums being right."""
    pieces, at = [], 0
    while at + _PIECE.size <= len(content):
        _, length, _ = _PIECE.unpack_from(content, at)
        pieces.append(content[at + _PIECE.size : at + _PIECE.size + length])
        at += _PIECE.size + length
    if not pieces:
        return mutated(content, random)
    chosen = random.randrange(len(pieces))
    if random.random() < 0.8:
        pieces[chosen] = mutated_archive(pieces[chosen], random)
    else:
        pieces[chosen : chosen + 1] = random.choice(([], [pieces[chosen]] * 2, pieces[::-1]))
    return b"".join(_PIECE.pack(b"FCLM", len(piece), zlib.crc32(piece)) + piece for piece in pieces)
