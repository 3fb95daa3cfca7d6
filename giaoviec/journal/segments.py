"""The access log read back: walked line by line, and held against what was sealed and anchored."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from giaoviec.journal import access_log
from giaoviec.journal.models import Event

SEAL, DROP = "seal_access_log", "drop_access_log"
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}\.[A-Za-z0-9-]+\.\d+-[0-9a-f]{8}\.\d+\.log")


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the access log is not what was written; line 0 is the segment as a whole."""

    segment: str
    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a walk found. `torn`: segments that end in half a line, as a process leaves them that was killed."""

    segments: int
    lines: int
    torn: tuple[str, ...]
    broken: Break | None


@dataclass(frozen=True, slots=True)
class Walk:
    """One segment: whole lines, the head after each, the first that does not fit (0: none), whether the end is torn."""

    heads: tuple[str, ...]
    fault: int
    torn: bool
    digest: str

    def head(self, name: str, lines: int) -> str:
        return self.heads[lines - 1] if lines else access_log.begun(name)


@dataclass(frozen=True, slots=True)
class Seal:
    """What the journal says of a segment that is over."""

    lines: int
    digest: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """What stands beside an open segment; without a head nothing does."""

    lines: int = 0
    head: str = ""
    coming: str = ""


def paths() -> list[Path]:
    """The segments on the disk, by name: by day first."""
    found = access_log.folder().glob("*.log")
    return sorted((path for path in found if _NAME.fullmatch(path.name)), key=lambda path: path.name)


def day_of(name: str) -> date:
    return date.fromisoformat(name[:10])


def check() -> Checked:
    """Walks every segment until the first break: sealed ones against the journal, open ones against their anchored
    head; a segment that is missing, or that nobody began, is a break too."""
    sealed, dropped = seals(), gone()
    on_disk = {path.name: path for path in paths()}
    begun = {path.name for path in access_log.heads().glob("*.log")} - sealed.keys()
    segments, lines, torn = 0, 0, list[str]()
    for name in sorted((sealed.keys() - dropped) | on_disk.keys() | begun):
        if name not in on_disk:
            if name in sealed or anchored(name).lines:
                return Checked(segments, lines, tuple(torn), Break(name, 0, "tệp không còn"))
            continue
        walk, broken = _tried(on_disk[name], sealed.get(name))
        if broken:
            return Checked(segments, lines, tuple(torn), broken)
        segments, lines = segments + 1, lines + len(walk.heads)
        torn += [name] if walk.torn else []
    return Checked(segments, lines, tuple(torn), None)


def sound(path: Path) -> Walk | None:
    """The walk along an open segment that is what was written: only such a one is sealed."""
    walk, broken = _tried(path, None)
    return None if broken else walk


def octets() -> int:
    """How much a walk would read."""
    return sum(path.stat().st_size for path in paths())


def walked(path: Path) -> Walk:
    """Reads a segment along its chain; after the first line that does not fit no further head is known."""
    head, heads, fault, torn, whole = access_log.begun(path.name), [], 0, False, hashlib.sha256()
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            whole.update(line)
            if not line.endswith(b"\n"):
                torn = True
                break
            stored, _, body = line[:-1].partition(b" ")
            head = access_log.chained(head, body.decode("utf-8", "replace"))
            if stored != head.encode():
                fault = fault or number
            heads.append(head)
    return Walk(tuple(heads), fault, torn, whole.hexdigest())


def seals() -> dict[str, Seal]:
    """Segments that the journal has sealed."""
    found = {}
    for text in _said(SEAL):
        name, lines, digest = text.split(":")
        found[name] = Seal(int(lines), digest)
    return found


def gone() -> set[str]:
    """Segments that were let go when their time was over; their seals stay in the journal."""
    return set(_said(DROP))


def _said(verb: str) -> Iterator[str]:
    for facts in Event.objects.filter(verb=verb).order_by("id").values_list("facts", flat=True):
        yield from json.loads(facts)["segments"]


def _tried(path: Path, seal: Seal | None) -> tuple[Walk, Break | None]:
    before, walk = anchored(path.name), walked(path)
    if walk.fault:
        why = f"dòng {walk.fault} không nối với dòng trước: đã bị sửa, xóa, thêm hoặc đổi chỗ"
        return walk, Break(path.name, walk.fault, why)
    return walk, _seal_break(path.name, walk, seal) if seal else _head_break(path.name, walk, before)


def _seal_break(name: str, walk: Walk, seal: Seal) -> Break | None:
    lines = len(walk.heads)
    if lines < seal.lines:
        return Break(name, lines + 1, f"lúc niêm phong có {seal.lines} dòng, nay còn {lines}")
    if walk.digest != seal.digest:
        place = seal.lines + 1 if lines > seal.lines else 1
        return Break(name, place, "tệp không còn đúng như lúc niêm phong")
    return None


def _head_break(name: str, walk: Walk, before: Anchored) -> Break | None:
    """What was anchored before the walk is there, and no more than is anchored after it: others write meanwhile."""
    lines, after = len(walk.heads), anchored(name)
    if not before.head:
        return Break(name, 0, "tệp không có mốc: không do phần mềm ghi")
    if lines < before.lines:
        return Break(name, lines + 1, f"mốc ghi {before.lines} dòng, tệp còn {lines}")
    if walk.head(name, before.lines) != before.head:
        return Break(name, 1, "tệp đã bị viết lại: mã cuối khác với mốc")
    if lines > after.lines and not (lines == after.lines + 1 and walk.head(name, lines) == after.coming):
        return Break(name, after.lines + 1, f"mốc ghi {after.lines} dòng, tệp có {lines}")
    return None


def anchored(name: str) -> Anchored:
    path = access_log.heads() / name
    parts = path.read_text(encoding="ascii", errors="replace").split() if path.exists() else []
    return Anchored(int(parts[0]), parts[1], parts[2]) if len(parts) == 3 and parts[0].isdigit() else Anchored()
