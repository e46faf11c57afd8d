"""How an exercise is done, shown: `start_picture`, `end_picture`, `animation`, `camera_picture`."""

from formcheck.draw.how.pictures import animation, camera_picture, end_picture, start_picture, strip

__all__ = ["animation", "camera_picture", "end_picture", "start_picture", "strip"]
