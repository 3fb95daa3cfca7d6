"""docs/bench.md: the last figures of each work and database, with the machine and the day."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.places import ROOT
from bench.works import Line

FILE = ROOT / "docs" / "bench.md"
HEAD = "| work | bar | database | measured | |\n| --- | --- | --- | --- | --- |\n"
INTRODUCTION = """# What the product costs

Written by `python3 dev.py bench --keep`. The floor is a bare handler in the same server with the prepared statements of
the page, the same rows and the same compiled template; page and floor take turns, so that noise falls on both, and
ratios matter. 100,000 assignments unless said, signed in, permission filter on, one web process, loopback.

"""


def keep(lines: Sequence[Line]) -> None:
    """Puts lines in place of those of the same work and database."""
    rows = dict(_old())
    today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    for line in lines:
        mark = {True: "holds", False: "**missed**", None: ""}[line.holds]
        cells = (line.work, line.bar, line.place, line.measured, f"{mark} {today:%d/%m/%Y}".strip())
        rows[line.work, line.place] = "| " + " | ".join(cells) + " |"
    FILE.write_text(f"{INTRODUCTION}{_machine()}\n\n{HEAD}" + "\n".join(rows.values()) + "\n", encoding="utf-8")


def _old() -> list[tuple[tuple[str, str], str]]:
    if not FILE.exists():
        return []
    found = []
    for row in FILE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        if row.startswith("| ") and len(cells) == 5 and cells[0] not in ("work", "---"):
            found.append(((cells[0], cells[2]), row))
    return found


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024**3
    names = [row.split(":")[1].strip() for row in _read("/proc/cpuinfo") if row.startswith("model name")]
    cpu = names[0] if names else platform.machine()
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    load = os.getloadavg()[2]
    return f"Machine: {os.cpu_count()} × {cpu}, {memory} GB, {system}; load average of the last run {load:.1f}."


def _read(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []
