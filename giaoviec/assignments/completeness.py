"""What a task must say before it can be given (6.1a–e): one function, for the form while typing and for the action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from giaoviec.rules.citation import Cite, Ground, Policy, cites
from giaoviec.rules.tasks import Cycle, Deliverable, DueSource, Relation, TaskClass


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task as the clerk has written it, not yet given. `leads` are agency ids: one assignment each.

    With a group its members of the day of giving lead too, but those `excluded`.
    """

    content: str
    leads: tuple[int, ...] = ()
    group_id: int | None = None
    excluded: tuple[int, ...] = ()
    collaborators: tuple[int, ...] = ()
    task_class: TaskClass = TaskClass.DATED
    due_text: str = ""
    due_on: date | None = None
    due_why: str = ""
    due_source: DueSource = DueSource.DOCUMENT
    at_once: bool = False
    cycle: Cycle | None = None
    series_rule: str = ""
    deliverable: Deliverable = Deliverable.NONE
    deliver_to: str = ""
    product: str = ""
    monitoring_unit_id: int | None = None
    field: str = ""
    notes: str = ""
    written_report: bool = False
    starred: bool = False
    origin_id: int | None = None
    relation: Relation | None = None
    related_to_id: int | None = None
    start: int | None = None
    end: int | None = None
    point: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a task from being given: the field, a sentence that says what to do, the ground."""

    field: str
    sentence: str
    ground: Ground


@cites("QC 6.1.c", "QC 6.1.d", "QC 6.1.đ", "QC 6.1.e", "QC 5.1", "QC 5.2", "QC 1.3")
def missing(task: NewTask, *, issued_on: date, given_on: date, origin_due: date | None = None) -> tuple[Missing, ...]:
    """Everything that a task still lacks, in the order of the form; empty when it can be given."""
    found = [*_what_and_who(task), *_when(task, issued_on, given_on)]
    if origin_due and task.due_on and task.due_on > origin_due:
        sentence = f"Hạn của tỉnh phải trước hạn của Chính phủ ({origin_due:%d/%m/%Y})."
        found.append(Missing("due_text", sentence, Cite("QC 1.3")))
    if task.relation and not task.related_to_id:
        found.append(Missing("related_to", "Chọn nhiệm vụ được thay thế, bổ sung hoặc trùng.", Policy("relation")))
    return tuple(found)


def _what_and_who(task: NewTask) -> list[Missing]:
    found = []
    if not task.content.strip():
        found.append(Missing("content", "Ghi nội dung nhiệm vụ.", Cite("QC 6.1.đ")))
    if not task.leads and not task.group_id:
        found.append(Missing("leads", "Chọn cơ quan, đơn vị được giao chủ trì.", Cite("QC 6.1.c")))
    if set(task.leads) & set(task.collaborators):
        found.append(Missing("collaborators", "Cơ quan chủ trì không đồng thời là cơ quan phối hợp.", Cite("QC 2.3#1")))
    if task.monitoring_unit_id is None:
        found.append(Missing("monitoring_unit", "Chọn đơn vị thuộc Văn phòng theo dõi.", Cite("QC 6.1.d")))
    return found


def _when(task: NewTask, issued_on: date, given_on: date) -> list[Missing]:
    if task.task_class is TaskClass.OPEN_ENDED:
        if task.cycle is None:
            return [Missing("cycle", "Chọn chu kỳ cập nhật: hằng quý, 6 tháng hoặc hằng năm.", Cite("QC 7.2.b#2"))]
        return []
    if task.due_on is None:
        return [
            Missing(
                "due_text", "Nhiệm vụ có thời hạn thì phải có ngày; hoặc chọn “không có thời hạn”.", Cite("QC 6.1.e")
            )
        ]
    if task.due_on < issued_on:
        return [Missing("due_text", f"Hạn không thể trước ngày ban hành ({issued_on:%d/%m/%Y}).", Cite("QC 6.1.e"))]
    return []
