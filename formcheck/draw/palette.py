"""The colours of everything that is drawn, as (blue, green, red).

The bright ones are those of Okabe and Ito, which colour-blind people can tell apart; no meaning rests on colour alone.
"""

from __future__ import annotations

from typing import Final

Colour = tuple[int, int, int]


def _rgb(code: int) -> Colour:
    return code & 255, code >> 8 & 255, code >> 16 & 255


ORANGE: Final = _rgb(0xE69F00)
SKY: Final = _rgb(0x56B4E9)
GREEN: Final = _rgb(0x009E73)
YELLOW: Final = _rgb(0xF0E442)
BLUE: Final = _rgb(0x0072B2)
VERMILLION: Final = _rgb(0xD55E00)
PURPLE: Final = _rgb(0xCC79A7)

WHITE: Final = _rgb(0xFFFFFF)
PALE: Final = _rgb(0xD2D7DC)
GREY: Final = _rgb(0x8C949B)
INK: Final = _rgb(0x14181C)
