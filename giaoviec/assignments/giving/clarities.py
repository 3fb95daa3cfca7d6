"""The six clarities ("6 rõ") that a task still lacks: a quiet hint for the clerk, never a reason to refuse. Pure."""

from __future__ import annotations

from giaoviec.assignments.completeness import NewTask
from giaoviec.rules.tasks import Deliverable

LEAST_WORDS = 4
MOST_LEADS = 3


def unclear(task: NewTask) -> tuple[tuple[str, str], ...]:
    """(clarity, what would make it clear) for each that is missing, in the order in which they are said."""
    found = {
        "người": "Chưa có cơ quan chủ trì." if not (task.leads or task.group_id) else "",
        "việc": "Nội dung quá ngắn để biết phải làm gì." if len(task.content.split()) < LEAST_WORDS else "",
        "thời gian": "Chưa có thời hạn hoặc chu kỳ cập nhật." if not (task.due_on or task.cycle) else "",
        "trách nhiệm": _responsibility(task),
        "sản phẩm": "Chưa nêu phải trình, báo cáo hay hoàn thành gì." if not _has_product(task) else "",
        "thẩm quyền": "Chưa nêu trình, báo cáo ai." if _goes_up(task) and not task.deliver_to.strip() else "",
    }
    return tuple((name, sentence) for name, sentence in found.items() if sentence)


def _responsibility(task: NewTask) -> str:
    several = not task.group_id and 1 < len(task.leads) <= MOST_LEADS
    return "Nhiều cơ quan cùng chủ trì một việc: cơ quan nào chịu trách nhiệm chính?" if several else ""


def _has_product(task: NewTask) -> bool:
    return task.deliverable is not Deliverable.NONE or bool(task.product.strip())


def _goes_up(task: NewTask) -> bool:
    return task.deliverable in (Deliverable.SUBMIT, Deliverable.REPORT)
