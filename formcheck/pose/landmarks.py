"""The 33 landmarks of MediaPipe Pose and the words that pose files use for them."""

from typing import Final, Literal

LANDMARK_COUNT: Final = 33

LEFT: Final = 0
RIGHT: Final = 1
SIDES: Final = ("left", "right")
SideName = Literal["left", "right"]

NOSE: Final = 0

# joint -> (index on the person's left, index on the person's right)
PAIRS: Final[dict[str, tuple[int, int]]] = {
    "eye": (2, 5),
    "ear": (7, 8),
    "mouth": (9, 10),
    "shoulder": (11, 12),
    "elbow": (13, 14),
    "wrist": (15, 16),
    "index": (19, 20),
    "hip": (23, 24),
    "knee": (25, 26),
    "ankle": (27, 28),
    "heel": (29, 30),
    "toe": (31, 32),
}

# lines of the drawn skeleton, as pairs of joints of one side
LIMBS: Final = (
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
    ("hip", "knee"),
    ("knee", "ankle"),
    ("ankle", "heel"),
    ("heel", "toe"),
    ("ankle", "toe"),
)
TRUNK: Final = (("shoulder", "hip"),)
