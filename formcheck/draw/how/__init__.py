"""How an exercise is done, shown: pictures of start, end and camera, alone or in a `strip`; an `animation`; an `Inset` of a window."""

from formcheck.draw.how.inset import Inset
from formcheck.draw.how.pictures import animation, camera_picture, end_picture, start_picture, strip

__all__ = ["Inset", "animation", "camera_picture", "end_picture", "start_picture", "strip"]
