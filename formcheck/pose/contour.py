"""Measures on the outline of the body: where lines cross it.

The outline is a closed polygon (n, points, 2) in pixels.  Lines are laid across a chord between two landmarks; all
crossings of all lines are found at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.pose import Array

Index = NDArray[np.int_]

_STATIONS = np.linspace(0.1, 0.9, 17)  # along the chord; the ends are left out: shoulder and seat bulge there
MIDDLE_HALF = np.linspace(0.25, 0.75, 11)
AROUND = np.linspace(-0.05, 0.05, 9)  # shares of a chord to either side of a place on it
LOW_BACK = np.linspace(0.4, 0.6, 5)
_NEAR, _FAR = -0.3, 0.8  # chord lengths across the chord between which the back is looked for
_LEAST_STATIONS = 8


def _fit_weights() -> Array:
    """(3, stations): the least-squares quadratic through the stations, as one matrix."""
    return np.asarray(np.linalg.pinv(np.vander(_STATIONS, 3)), dtype=float)


_WEIGHTS = _fit_weights()


def crossings(outline: Array, origin: Array, along: Array, stations: Array) -> tuple[Index, Index, Array]:
    """Where lines across a direction cross the outline.

    outline (n, p, 2); origin (n, 2); along (n, 2) unit vectors; stations (n, k) pixels from the origin along it.
    Returns, for all crossings of all lines, the row 0..n-1, the station 0..k-1, and how far to the side in pixels; the side to
    the right of `along` on the screen is positive.
    """
    rel = np.concatenate([outline, outline[:, :1]], axis=1) - origin[:, None]  # closed
    u = rel[..., 0] * along[:, None, 0] + rel[..., 1] * along[:, None, 1]
    v = rel[..., 1] * along[:, None, 0] - rel[..., 0] * along[:, None, 1]
    beyond = u[:, None] <= stations[..., None]
    crossed = np.flatnonzero(beyond[..., :-1] != beyond[..., 1:])  # in one row: several times as quick as in three dimensions
    line, edge = np.divmod(crossed, outline.shape[1])
    row, station = np.divmod(line, stations.shape[1])
    u1, v1, u2, v2 = u[row, edge], v[row, edge], u[row, edge + 1], v[row, edge + 1]
    return row, station, v1 + (stations[row, station] - u1) * (v2 - v1) / (u2 - u1)


def back_turn(outline: Array | None, shoulder: Array, hip: Array, front: int) -> Array:
    """(n,) degrees by which the back turns from shoulder to hip: the change of direction of a quadratic fitted to its outline.

    NaN without an outline or where too little of the back is seen.  Follows the true bend of the spine with r >= 0.99 on
    rendered clips (`formcheck evaluate` does not need it: see tests/pose/test_contour.py for the analytic arc).
    """
    if outline is None:
        return np.full(len(hip), np.nan)
    return _turn_of(_back_edge(outline, shoulder, hip, front, _STATIONS))


def back_distance(outline: Array | None, shoulder: Array, hip: Array, front: int, stations: Array) -> Array:
    """(n,) pixels: how far the outline of the back stands behind the line from shoulder to hip, mean over the stations (shares of it).

    With the sign of `front` changed: how far the front stands before it.

    NaN without an outline or where fewer than half of the stations meet it.
    """
    if outline is None:
        return np.full(len(hip), np.nan)
    edge = _back_edge(outline, shoulder, hip, front, stations)
    seen = np.isfinite(edge)
    count = seen.sum(axis=1)
    mean = np.where(seen, edge, 0.0).sum(axis=1) / np.maximum(count, 1)
    length = np.hypot(hip[:, 0] - shoulder[:, 0], hip[:, 1] - shoulder[:, 1])
    return np.asarray(np.where(count * 2 >= len(stations), mean * length, np.nan), dtype=float)


def _back_edge(outline: Array, shoulder: Array, hip: Array, front: int, stations: Array) -> Array:
    """(n, k) chord lengths by which the outline stands behind the chord at the stations (shares of it); -inf where it is not met."""
    chord = hip - shoulder
    length = np.hypot(chord[:, 0], chord[:, 1])
    along = chord / np.where(length > 0, length, np.nan)[:, None]
    row, station, across = crossings(outline, shoulder, along, length[:, None] * stations)
    back = across / length[row] * front  # positive behind the body
    near = (back > _NEAR) & (back < _FAR)
    edge = np.full((len(hip), len(stations)), -np.inf)
    np.maximum.at(edge, (row[near], station[near]), back[near])
    return edge


def _turn_of(edge: Array) -> Array:
    seen = np.isfinite(edge)
    turns = np.full(len(edge), np.nan)
    whole = seen.all(axis=1)
    a, b = (edge[whole, None] * _WEIGHTS[:2]).sum(axis=2).T  # no matrix product: its last bit depends on the number of rows
    turns[whole] = _degrees(a, b)
    if whole.all():
        return turns
    for i in np.flatnonzero(~whole & (seen.sum(axis=1) >= _LEAST_STATIONS)):
        a, b, _ = np.polyfit(_STATIONS[seen[i]], edge[i, seen[i]], 2)
        turns[i] = _degrees(a, b)
    return turns


def _degrees(a: Array, b: Array) -> Array:
    first, last = 2 * a * _STATIONS[0] + b, 2 * a * _STATIONS[-1] + b
    return np.asarray(np.degrees(np.arctan(first) - np.arctan(last)), dtype=float)


def top(outline: Array | None, at: Array, reach: Array) -> Array:
    """(n,) how high in the picture (pixels, y down) the outline comes within `reach` (n,) pixels left and right of a point.

    NaN without an outline or where none of it is there.
    """
    if outline is None:
        return np.full(len(at), np.nan)
    near = np.abs(outline[..., 0] - at[:, None, 0]) <= reach[:, None]
    highest = np.where(near, outline[..., 1], np.inf).min(axis=1)
    return np.where(np.isfinite(highest), highest, np.nan)


def peak(outline: Array | None, n: int) -> Array:
    """(n, 2) pixels of the highest point of the outline; NaN without one."""
    if outline is None:
        return np.full((n, 2), np.nan)
    known = np.isfinite(outline[..., 1])
    highest = np.argmin(np.where(known, outline[..., 1], np.inf), axis=1)
    return np.asarray(outline[np.arange(len(outline)), highest], dtype=float)


def foremost(outline: Array, front: int, lowest: Array) -> Array:
    """(n, 2) pixels of the foremost point of the outline (front +1: to the right) that is not under `lowest` (n,); NaN without one."""
    known = np.isfinite(outline[..., 0]) & (outline[..., 1] <= lowest[:, None])
    farthest = np.argmax(np.where(known, outline[..., 0] * front, -np.inf), axis=1)
    rows = np.arange(len(outline))
    return np.where(known[rows, farthest][:, None], outline[rows, farthest], np.nan)


def thickness(outline: Array | None, at: Array, a: Array, b: Array, stations: Array) -> Array:
    """(n,) pixels: the mean thickness of the outline around a point, across the line from a to b.

    stations (n, k): pixels from the point along the line.  NaN where fewer than half of the lines meet a clear stretch of body.
    """
    if outline is None:
        return np.full(len(at), np.nan)
    line = b - a
    with np.errstate(divide="ignore", invalid="ignore"):
        along = line / np.hypot(line[:, 0], line[:, 1])[:, None]
    row, station, across = crossings(outline, at, along, stations)
    line_of = row * stations.shape[1] + station  # flat: ufunc.at is several times as quick so
    on_right = across > 0
    right, left = np.full(stations.size, np.inf), np.full(stations.size, -np.inf)
    np.minimum.at(right, line_of[on_right], across[on_right])
    np.maximum.at(left, line_of[~on_right], across[~on_right])
    counts = (np.bincount(line_of[half], minlength=stations.size) for half in (on_right, ~on_right))
    inside = np.logical_and(*(count % 2 == 1 for count in counts)).reshape(stations.shape)  # odd to either side: it starts in the body
    nearest = np.where(inside, right.reshape(stations.shape) - left.reshape(stations.shape), 0.0)
    known = inside.sum(axis=1)
    total = nearest.sum(axis=1)
    enough = known * 2 >= stations.shape[1]
    return np.asarray(np.where(enough, total / np.maximum(known, 1), np.nan), dtype=float)
