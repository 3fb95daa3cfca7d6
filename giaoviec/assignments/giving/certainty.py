"""What is sure of a proposal and what somebody should look at, in words: unsure ones are shown first. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from giaoviec.assignments.giving.fields import Understood
from giaoviec.assignments.giving.state import NOT_TASK, TASK, UNJUDGED, Passage, Screen

ALIKE = "giống việc đang mở"
LACKING = {
    "content": "chưa có nội dung",
    "leads": "chưa có cơ quan chủ trì",
    "collaborators": "cơ quan chủ trì có trong phối hợp",
    "monitoring_unit": "chưa chọn đơn vị theo dõi",
    "due_text": "không nêu thời hạn",
    "cycle": "chưa chọn chu kỳ cập nhật",
    "related_to": "chưa chọn nhiệm vụ liên quan",
}
"""What a task lacks, short, for the line of a card."""


def doubts(passage: Passage, meant: Understood) -> tuple[str, ...]:
    """Why somebody should look at a passage that waits; empty where what is proposed can be taken as it is."""
    if not passage.proposed:
        return ("đánh dấu bằng tay",)
    if passage.proposed == NOT_TASK:
        return passage.doubts
    return tuple(dict.fromkeys(_of_task(passage, meant)))


def sure(screen: Screen, meant: Sequence[Understood]) -> frozenset[int]:
    """The places of passages that wait and of which nothing is doubtful."""
    both = zip(screen.passages, meant, strict=True)
    return frozenset(
        at
        for at, (one, its) in enumerate(both)
        if one.verdict == UNJUDGED and one.proposed in (TASK, NOT_TASK) and not doubts(one, its)
    )


def next_place(screen: Screen, at: int, certain: Collection[int]) -> int:
    """Where to go on after a passage was judged: to the next unsure one, then to the next that waits."""
    return screen.next_unjudged(at, first=[place for place in range(len(screen.passages)) if place not in certain])


def _of_task(passage: Passage, meant: Understood) -> Iterator[str]:
    settled = passage.fields.get("relation") or passage.fields.get("unlike")
    yield from (doubt for doubt in passage.doubts if not (settled and doubt.startswith(ALIKE)))
    names = [name for role, name in passage.asked if role == "leads"]
    helping = [name for role, name in passage.asked if role != "leads"]
    yield from (f"chưa rõ “{name}” là cơ quan nào" for name in (*names, *helping))
    for one in meant.lacking:
        if not (one.field == "leads" and names):
            wrong = one.field == "due_text" and passage.fields.get("due_text")
            yield one.sentence.rstrip(".") if wrong else LACKING.get(one.field, one.sentence)
