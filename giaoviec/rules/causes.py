"""Why work is stuck or late: the tree of causes that an extension, an obstacle or an explanation names.

A cause is objective where the agency could not have helped it, and lies outside where nobody in the province could. It
says what is usual; whether it was so in a case the Office confirms (evaluation counts only what is confirmed).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from giaoviec.rules.citation import cites, policy


@dataclass(frozen=True, slots=True)
class Cause:
    """A leaf of the tree: `code` is what is stored."""

    code: str
    vi: str
    group: str
    objective: bool
    outside: bool = False


GROUPS = {
    "together": "phối hợp, chờ nơi khác",
    "law": "quy định, chỉ đạo",
    "means": "nguồn lực",
    "site": "hiện trường, tình huống",
    "task": "bản thân nhiệm vụ",
    "own": "tổ chức thực hiện",
    "other": "nguyên nhân khác",
}

CAUSES: dict[str, Cause] = {
    cause.code: cause
    for cause in (
        Cause("collaboration", "chờ cơ quan phối hợp", "together", objective=True),
        Cause("ministry", "chờ ý kiến bộ, ngành trung ương", "together", objective=True, outside=True),
        Cause("contractor", "nhà thầu, đơn vị tư vấn chậm", "together", objective=False, outside=True),
        Cause("regulation", "vướng quy định của pháp luật", "law", objective=True, outside=True),
        Cause("order", "văn bản giao chưa rõ, chồng chéo", "law", objective=True),
        Cause("money", "chưa bố trí kinh phí", "means", objective=True),
        Cause("people", "thiếu nhân lực, năng lực", "means", objective=False),
        Cause("data", "thiếu số liệu, hồ sơ đầu vào", "means", objective=False),
        Cause("land", "vướng mặt bằng, đất đai", "site", objective=True),
        Cause("disaster", "thiên tai, dịch bệnh, sự cố", "site", objective=True, outside=True),
        Cause("scope", "khối lượng, phạm vi phát sinh", "task", objective=True),
        Cause("leadership", "chỉ đạo, tổ chức thực hiện chậm", "own", objective=False),
        Cause("late_start", "bắt tay vào làm chậm, phân công nội bộ chậm", "own", objective=False),
        Cause("other", "nguyên nhân khác", "other", objective=False),
    )
}
"""In the order in which they are offered."""


@cites("QC 8.1.b", "QC 8.2#1", "QC 10.2")
@policy("causes")
def cause_vi(code: str) -> str:
    """The words of a cause; a code that the tree does not know speaks for itself."""
    known = CAUSES.get(code)
    return known.vi if known else code


def tree() -> Iterator[tuple[str, tuple[Cause, ...]]]:
    """The groups in order, by name, each with its causes."""
    for group, vi in GROUPS.items():
        yield vi, tuple(cause for cause in CAUSES.values() if cause.group == group)
