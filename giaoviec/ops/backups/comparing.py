"""What was restored against what was taken: row by row (one digest over all rows of a table) and file by file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from giaoviec.ops.backups import files as stored
from giaoviec.ops.backups.manifest import Manifest


def rows(said: Manifest, found: Mapping[str, tuple[int, str]]) -> list[str]:
    """A sentence for each table that is not as it was."""
    faults = []
    for table in sorted({*said.tables, *found}):
        was, now = said.tables.get(table), found.get(table)
        if was is None:
            faults.append(f"bảng {table}: không có khi sao lưu")
        elif now is None:
            faults.append(f"bảng {table}: thiếu")
        elif was[0] != now[0]:
            faults.append(f"bảng {table}: {now[0]} dòng, khi sao lưu là {was[0]}")
        elif was[1] != now[1]:
            faults.append(f"bảng {table}: đủ {now[0]} dòng nhưng nội dung khác")
    return faults


def files(said: Manifest, folder: Path) -> list[str]:
    """A sentence for each file that is not what its name says, and one where their number or bytes differ."""
    faults = [f"tệp {name[:12]}…: nội dung khác" for name in stored.wrong(folder)]
    found = stored.count(folder)
    if found != said.files:
        faults.append(f"có {found[0]} tệp ({found[1]} byte), khi sao lưu là {said.files[0]} tệp ({said.files[1]} byte)")
    return faults
