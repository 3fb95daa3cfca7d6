"""Rectangles of ink on a page, at any angle: where a stamp may stand. Pillow and runs of bytes, nothing heavier."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

_RUN = re.compile(b"\xff+")
_SAMPLES = 28
_NEAR = 1
_INK = bytes(255 if level < 150 else 0 for level in range(256))
_RUNS_ALONG, _RUNS_DOWN = 0.7, 0.8

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its corners (clockwise from top left as it is read), with its sides in pixels.

    `framed`: the share of its outline on which there is ink; `full`: the share of its inside.
    """

    corners: tuple[Point, Point, Point, Point]
    width: float
    height: float
    framed: float
    full: float

    @property
    def degrees(self) -> float:
        """How far the long side is from level."""
        (x0, y0), (x1, y1) = self.corners[:2]
        return math.degrees(math.atan2(y1 - y0, x1 - x0))

    def scaled(self, by: float) -> Box:
        """The same box on a picture so many times as large."""
        corners = tuple((x * by, y * by) for x, y in self.corners)
        return Box(corners, self.width * by, self.height * by, self.framed, self.full)  # type: ignore[arg-type]


def find_boxes(mask: Image.Image, *, least: tuple[float, float], most: tuple[float, float]) -> Iterator[Box]:
    """The smallest rectangles round each patch of ink (255 on 0) whose sides (width, height) lie between the two."""
    pixels = mask.tobytes()
    for ends in _patches(pixels, mask.width):
        wide = max(x1 for _, _, x1 in ends) - min(x0 for _, x0, _ in ends)
        high = ends[-1][0] - ends[0][0]
        if max(wide, high) < least[0] or min(wide, high) > most[0] or math.hypot(wide, high) > 1.5 * most[0]:
            continue
        corners = _smallest_rectangle(_hull([(float(x), float(y)) for y, x0, x1 in ends for x in (x0, x1)]))
        box = _measured(corners, pixels, mask.size)
        if least[0] <= box.width <= most[0] and least[1] <= box.height <= most[1]:
            yield box


def without_frame(picture: Image.Image) -> Image.Image:
    """A grey picture of dark ink without what runs along most of it: a frame round it, or a piece of one."""
    pixels = bytearray(picture.tobytes())
    ink = bytes(pixels).translate(_INK)
    for ends in _patches(ink, picture.width):
        wide = max(x1 for _, _, x1 in ends) - min(x0 for _, x0, _ in ends)
        high = ends[-1][0] - ends[0][0]
        if wide > _RUNS_ALONG * picture.width or high > _RUNS_DOWN * picture.height:
            for y, x0, x1 in ends:
                left, right = y * picture.width + max(x0 - 2, 0), y * picture.width + min(x1 + 3, picture.width)
                pixels[left:right] = b"\xff" * (right - left)
    return Image.frombytes("L", picture.size, bytes(pixels))


def _patches(pixels: bytes, width: int) -> Iterator[list[tuple[int, int, int]]]:
    """Runs (row, first, last) of ink that touch one another, patch by patch, in the order of rows."""
    runs: list[tuple[int, int, int]] = []
    owners: list[int] = []

    def root(one: int) -> int:
        while owners[one] != one:
            owners[one] = owners[owners[one]]
            one = owners[one]
        return one

    above: list[int] = []
    for row in range(len(pixels) // width):
        here: list[int] = []
        start = 0
        for found in _RUN.finditer(pixels, row * width, (row + 1) * width):
            first, last = found.start() - row * width, found.end() - 1 - row * width
            one = len(runs)
            runs.append((row, first, last))
            owners.append(one)
            here.append(one)
            while start < len(above) and runs[above[start]][2] < first - 1:
                start += 1
            for other in above[start:]:
                if runs[other][1] > last + 1:
                    break
                owners[root(one)] = root(other)
        above = here
    patches: dict[int, list[tuple[int, int, int]]] = {}
    for one, run in enumerate(runs):
        patches.setdefault(root(one), []).append(run)
    yield from patches.values()


def _hull(points: Sequence[Point]) -> list[Point]:
    """The convex hull, anticlockwise (Andrew's two chains)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    lower, upper = _chain(ordered), _chain(ordered[::-1])
    return lower[:-1] + upper[:-1]


def _chain(points: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _smallest_rectangle(hull: Sequence[Point]) -> tuple[Point, Point, Point, Point]:
    """The rectangle of least area round a hull: one of its sides lies on an edge of the hull. Long side level-most."""
    best: tuple[float, float, tuple[float, float, float, float]] | None = None
    for one, other in zip(hull, [*hull[1:], hull[0]], strict=True):
        angle = math.atan2(other[1] - one[1], other[0] - one[0])
        sides = _extent(hull, angle)
        area = (sides[1] - sides[0] + 1) * (sides[3] - sides[2] + 1)
        if best is None or area < best[0]:
            best = (area, angle, sides)
    assert best is not None
    return _corners(best[1], best[2])


def _extent(hull: Sequence[Point], angle: float) -> tuple[float, float, float, float]:
    cosine, sine = math.cos(angle), math.sin(angle)
    along = [x * cosine + y * sine for x, y in hull]
    across = [y * cosine - x * sine for x, y in hull]
    return min(along), max(along), min(across), max(across)


def _corners(angle: float, sides: tuple[float, float, float, float]) -> tuple[Point, Point, Point, Point]:
    left, right, top, bottom = sides
    if right - left < bottom - top:
        angle, left, right, top, bottom = angle + math.pi / 2, top, bottom, -right, -left
    if math.cos(angle) < 0:
        angle, left, right, top, bottom = angle + math.pi, -right, -left, -bottom, -top
    cosine, sine = math.cos(angle), math.sin(angle)

    def place(along: float, across: float) -> Point:
        return along * cosine - across * sine, along * sine + across * cosine

    return place(left, top), place(right, top), place(right, bottom), place(left, bottom)


def _measured(corners: tuple[Point, Point, Point, Point], pixels: bytes, size: tuple[int, int]) -> Box:
    width, height = math.dist(corners[0], corners[1]), math.dist(corners[1], corners[2])
    sides = zip(corners, (*corners[1:], corners[0]), strict=True)
    met = [
        _inked(_between(one, other, step / _SAMPLES), pixels, size) for one, other in sides for step in range(_SAMPLES)
    ]
    inside = [
        _inked(
            _between(_between(corners[0], corners[1], u), _between(corners[3], corners[2], u), v), pixels, size, near=0
        )
        for u in (step / 20 for step in range(3, 18))
        for v in (0.25, 0.35, 0.45, 0.55, 0.65, 0.75)
    ]
    by_side = [sum(met[start : start + _SAMPLES]) / _SAMPLES for start in range(0, len(met), _SAMPLES)]
    return Box(corners, width, height, min(by_side), sum(inside) / len(inside))


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _inked(point: Point, pixels: bytes, size: tuple[int, int], near: int = _NEAR) -> bool:
    x, y = round(point[0]), round(point[1])
    for row in range(max(y - near, 0), min(y + near + 1, size[1])):
        start = row * size[0] + max(x - near, 0)
        if b"\xff" in pixels[start : row * size[0] + min(x + near + 1, size[0])]:
            return True
    return False
