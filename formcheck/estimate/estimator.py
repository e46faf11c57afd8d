"""The estimator: turns a frame into a pose.  MediaPipe is imported here and nowhere else, and only when one is made."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import InputError
from formcheck.estimate.closer import CloserLook
from formcheck.estimate.denoise import WithoutGrain, lit
from formcheck.estimate.model import default_model, read_model
from formcheck.estimate.outline import outline_of
from formcheck.estimate.quiet import QuietLogs
from formcheck.pose.pose import Array, Pose, nobody
from formcheck.pose.quantise import quantise
from formcheck.source.frame import Frame, Image
from formcheck.system import system_libraries

if TYPE_CHECKING:
    from mediapipe.tasks.python.vision import PoseLandmarker

_LONG_SIDE: Final = 960  # pixels; the networks look at 224 and 256, more only costs time
_SHORT_SIDE: Final = 16  # pixels; there is nobody to be seen in less
_WIDTH_MULTIPLE: Final = 4  # reading the mask of any other width aborts the process


class Estimator(Protocol):
    """Finds the person in frames of one source, given in the order of their times.  A context manager."""

    def estimate(self, frame: Frame) -> Pose:
        """The pose in pixels of the frame, rounded as by `quantise`; `nobody` when there is none."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


class MediaPipeEstimator:
    """An `Estimator` with MediaPipe's Pose Landmarker; one for each clip, as it follows the person from frame to frame.

    model: a Pose Landmarker bundle (.task), None for the one that comes with the program.  outline: find the body's outline too.
    provenance: the model's SHA-256 and MediaPipe's version, for track files.
    Raises InputError when the model or MediaPipe cannot be loaded.
    """

    def __init__(self, model: Path | None = None, outline: bool = False) -> None:
        self._path = model or default_model()
        data, digest = read_model(self._path)
        self._outline = outline
        self._closer = CloserLook()
        self._without_grain = WithoutGrain()
        self._last_ms = -1
        self._quiet = True  # until a person has been found: the last log line comes with the first person
        with QuietLogs(), system_libraries():
            import mediapipe
        self._mediapipe: Any = mediapipe
        self.provenance: dict[str, str | int | float] = {
            "model_sha256": digest,
            "mediapipe": mediapipe.__version__,
        }
        self._landmarker: PoseLandmarker | None = _landmarker(data, outline, self._path)

    def estimate(self, frame: Frame) -> Pose:
        """See `Estimator`."""
        if self._landmarker is None:
            raise ValueError("this estimator is closed")
        left, top, right, bottom = box = self._closer.part(frame.time_s, frame.size)
        fed = _Fed.from_image(frame.image[top:bottom, left:right], partial(self._without_grain, part=box))
        if fed is None:
            return quantise(nobody(frame.time_s, frame.size))
        picture = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=fed.rgb)
        self._last_ms = max(round(frame.time_s * 1000), self._last_ms + 1)  # must rise strictly
        try:
            with QuietLogs() if self._quiet else nullcontext():
                result = self._landmarker.detect_for_video(picture, self._last_ms)
        except (RuntimeError, ValueError) as error:  # networks that load, but are not those of the landmarker
            self._abandon()
            raise _unusable(self._path, "its networks do not fit together") from error
        pose = self._pose(result, fed, frame, (left, top))
        if not self._closer.saw(frame.time_s, frame.size, box, pose.px if pose.found else None):
            pose = nobody(frame.time_s, frame.size)
        self._quiet = self._quiet and not pose.found
        return quantise(pose)

    def close(self) -> None:
        """Release the networks; can be called more than once."""
        if self._landmarker is not None:
            self._landmarker.close()
            self._landmarker = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _abandon(self) -> None:
        landmarker, self._landmarker = self._landmarker, None
        if landmarker is not None:
            with suppress(RuntimeError), QuietLogs():  # closing a graph that has failed tells the failure once more
                landmarker.close()
            landmarker._handle = None  # else its destructor tells it a third time

    def _pose(self, result: Any, fed: _Fed, frame: Frame, corner: tuple[int, int]) -> Pose:
        if not result.pose_landmarks:
            return nobody(frame.time_s, frame.size)
        image = np.array([(p.x, p.y, p.visibility) for p in result.pose_landmarks[0]])
        world = np.array([(p.x, p.y, p.z) for p in result.pose_world_landmarks[0]])
        if not (np.isfinite(image).all() and np.isfinite(world).all()):
            return nobody(frame.time_s, frame.size)
        outline = None
        if self._outline and result.segmentation_masks:
            mask = result.segmentation_masks[0]  # owns the memory that numpy_view looks at
            outline = outline_of(mask.numpy_view()[:, : fed.width, 0], fed.scale, image[:, :2] * fed.rgb.shape[1::-1])
            outline = None if outline is None else outline + corner
        return Pose(frame.time_s, fed.to_pixels(image[:, :2]) + corner, np.clip(image[:, 2], 0, 1), world, frame.size, outline)


@dataclass(frozen=True, slots=True)
class _Fed:
    """The picture as the network gets it.

    rgb: (height, at least width, 3) uint8; columns from width on are filling.  scale: frame pixels per fed pixel along x and y.
    """

    rgb: Image
    width: int
    scale: tuple[float, float]

    @classmethod
    def from_image(cls, image: Image, without_grain: Callable[[Image], Image]) -> _Fed | None:
        """From a frame's image (blue-green-red); None when it is too small or too thin to hold a person."""
        with system_libraries():
            import cv2

        height, width = image.shape[:2]
        shrink = min(1.0, _LONG_SIDE / max(height, width))
        fed_width, fed_height = round(width * shrink), round(height * shrink)
        if min(fed_width, fed_height) < _SHORT_SIDE:
            return None
        # INTER_AREA is five times as slow from 1280 to 960, and down to one half linear interpolation leaves no pixel out
        method = cv2.INTER_AREA if shrink <= 0.5 else cv2.INTER_LINEAR
        small: NDArray[Any] = image if shrink == 1 else cv2.resize(image, (fed_width, fed_height), interpolation=method)
        rgb = cv2.cvtColor(lit(without_grain(np.asarray(small, np.uint8))), cv2.COLOR_BGR2RGB)
        if filling := -fed_width % _WIDTH_MULTIPLE:
            rgb = cv2.copyMakeBorder(rgb, 0, 0, 0, filling, cv2.BORDER_REPLICATE)
        return cls(np.ascontiguousarray(rgb, np.uint8), fed_width, (width / fed_width, height / fed_height))

    def to_pixels(self, shares: Array) -> Array:
        """(n, 2) shares of the fed picture's width and height -> pixels of the frame."""
        height, width = self.rgb.shape[:2]
        across, down = self.scale
        return np.column_stack([shares[:, 0] * width * across, shares[:, 1] * height * down])


def _landmarker(model: bytes, outline: bool, path: Path) -> PoseLandmarker:
    with QuietLogs(), system_libraries():
        from mediapipe.tasks.python import BaseOptions
        from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

        options = PoseLandmarkerOptions(
            # as bytes: a path with letters that the C library cannot read does no harm
            base_options=BaseOptions(model_asset_buffer=model),
            running_mode=RunningMode.VIDEO,
            num_poses=1,
            output_segmentation_masks=outline,
        )
        try:
            return PoseLandmarker.create_from_options(options)
        except (RuntimeError, ValueError) as error:
            raise _unusable(path, str(error).splitlines()[0]) from error


def _unusable(path: Path, reason: str) -> InputError:
    return InputError(f"{path}: MediaPipe cannot use this model ({reason}); give a Pose Landmarker bundle (.task)")
