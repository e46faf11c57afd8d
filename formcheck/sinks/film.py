"""Films: short pictures that move and begin again by themselves, GIF or WebP; written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

from formcheck.errors import OutputError
from formcheck.files.beside import Beside
from formcheck.files.places import FILM
from formcheck.source.frame import Image

if TYPE_CHECKING:
    import av
    from av.container import OutputContainer

SUFFIXES: Final = (".gif", ".webp")
QUALITY: Final = 70  # of WebP
_GIF_COLOURS: Final = "max_colors=96"


def write_film(path: Path, frames: Sequence[Image], fps: int, quality: int = QUALITY) -> None:
    """Write pictures of one size beside ``path`` and rename the file.  path: its suffix, one of SUFFIXES, says which kind.

    quality: of WebP, 1 to 100.  Raises OutputError.
    """
    import av

    try:
        beside = Beside(path, FILM)
        try:
            kind = path.suffix.lower()[1:]
            with av.open(str(beside.hidden), "w", format=kind, options={"loop": "0"}) as container:
                (_gif if kind == "gif" else _webp)(container, frames, fps, quality)
            beside.keep()
        finally:
            beside.drop()
    except (OSError, av.FFmpegError) as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}; choose another place or make room") from error


def _webp(container: OutputContainer, frames: Sequence[Image], fps: int, quality: int) -> None:
    stream = container.add_stream("libwebp_anim", rate=fps, options={"quality": str(quality), "compression_level": "6"})
    stream.height, stream.width = frames[0].shape[:2]
    stream.pix_fmt = "yuv420p"
    for picture in _pictures(frames, fps):
        container.mux(stream.encode(picture))
    container.mux(stream.encode())


def _gif(container: OutputContainer, frames: Sequence[Image], fps: int, _: int) -> None:
    """One table of colours for all pictures, made from all of them."""
    from av.filter import Graph
    from av.video.format import VideoFormat

    stream = container.add_stream("gif", rate=fps)
    height, width = frames[0].shape[:2]
    stream.height, stream.width, stream.pix_fmt = height, width, "pal8"
    graph = Graph()
    source = graph.add_buffer(width=width, height=height, format=VideoFormat("bgr24"), time_base=Fraction(1, fps))
    both, table = graph.add("split"), graph.add("palettegen", _GIF_COLOURS)
    use, end = graph.add("paletteuse", "dither=none:diff_mode=rectangle"), graph.add("buffersink")
    source.link_to(both)
    both.link_to(table, 0, 0)
    both.link_to(use, 1, 0)
    table.link_to(use, 0, 1)
    use.link_to(end)
    graph.configure()
    for picture in _pictures(frames, fps):
        source.push(picture)
    source.push(None)
    for _picture in frames:
        container.mux(stream.encode(end.pull()))  # type: ignore[arg-type]
    container.mux(stream.encode())


def _pictures(frames: Sequence[Image], fps: int) -> Iterator[av.VideoFrame]:
    import av

    for k, image in enumerate(frames):
        picture = av.VideoFrame.from_ndarray(image, format="bgr24")
        picture.pts, picture.time_base = k, Fraction(1, fps)
        yield picture
