"""What a list is narrowed to, in words: chips that take themselves away, and what one most likely asks next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from giaoviec.agencies.models import Agency, Person, Unit
from giaoviec.assignments.agency_table import KINDS
from giaoviec.assignments.asking import FLAGS, PARTS, SLUGS, WITHOUT, Asked, Months
from giaoviec.assignments.listing import STATES, Filters
from giaoviec.assignments.models import Task
from giaoviec.documents.models import Document
from giaoviec.rules.documents import Group, Source, Urgency
from giaoviec.rules.holders import Holder
from giaoviec.rules.periods import parse_period
from giaoviec.rules.standing import Cell
from giaoviec.rules.tasks import TaskClass


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter as `ui.chips` draws it; `slug` names the state that it counts."""

    label: str
    url: str
    on: bool
    kind: str = ""
    slug: str = ""
    count: int | None = None


OFFERED = ("overdue", "near", "claimed", "returned", "not_started")
"""What is most likely asked next."""


def chips(asked: Asked) -> list[Chip]:
    """What is asked, each chip taking itself away, then what one most likely asks next."""
    chosen = [Chip(label, url, True) for label, url in _chosen(asked)]
    filters = asked.filters
    if filters.state == "open" and not filters.cell:
        chosen += [_offer(asked, state) for state in OFFERED]
    if not filters.starred:
        chosen.append(Chip("Gắn sao", asked.url(sao="1"), False, slug="sao"))
    return chosen


def _offer(asked: Asked, state: str) -> Chip:
    word, kind, _ = STATES[state]
    return Chip(word, asked.url(tinh_hinh=SLUGS[state]), False, kind, SLUGS[state])


def _chosen(asked: Asked) -> Iterator[tuple[str, str]]:
    filters = asked.filters
    if filters.query:
        yield f"“{filters.query}”", asked.url(q=None)
    if filters.cell:
        yield Cell(filters.cell).vi.capitalize(), asked.url(o=None)
    elif filters.state != "open":
        yield STATES[filters.state][0], asked.url(tinh_hinh=None)
    for state in filters.besides:
        yield STATES[state][0], asked.without("va", SLUGS[state])
    yield from _switched(asked)
    yield from _named(asked)


def _switched(asked: Asked) -> Iterator[tuple[str, str]]:
    """What is there or not, each as a word of its own."""
    filters = asked.filters
    for name, (attribute, label) in FLAGS.items():
        if getattr(filters, attribute):
            yield label, asked.url(**{name: None})
    for slug, (attribute, label) in WITHOUT.items():
        if attribute in filters.without:
            yield label, asked.without("khong", slug)
    for name, label in PART_NAMES.items():
        if filters.part == PARTS[name]:
            yield label, asked.url(**{name: None})


PART_NAMES = {"phoi-hop": "Cơ quan tôi phối hợp", "noi-bo": "Phân công nội bộ"}


def _named(asked: Asked) -> Iterator[tuple[str, str]]:
    words = dict(asked.given)
    filters = asked.filters
    names = Agency.objects.filter(pk__in=filters.agencies) if filters.agencies else []
    for agency in names:
        yield agency.name, asked.without("co-quan", str(agency.pk))
    several = Document.objects.filter(pk__in=filters.documents) if filters.documents else []
    for document in several:
        yield f"Văn bản {document} ({document.issued_on:%d/%m/%Y})", asked.without("van-ban", str(document.pk))
    for name, label in _labels(filters, words).items():
        if label:
            yield label, asked.url(**{name: None})


def _labels(filters: Filters, words: Mapping[str, str]) -> dict[str, str]:
    """In words, each filter that is a thing, a choice or a period; things are looked up only where asked."""
    classes = {TaskClass.DATED: "Có thời hạn", TaskClass.OPEN_ENDED: "Không có thời hạn"}
    return {
        "don-vi": _name(Unit, filters.unit, "name", "{} theo dõi"),
        "van-ban": _name(Document, filters.document, "full_symbol", "Văn bản {}"),
        "nhiem-vu": _name(Task, filters.task, "content", "Nhiệm vụ: {}"),
        "lanh-dao": _name(Person, filters.directed_by, "name", "{} chỉ đạo"),
        "phu-trach": _name(Person, filters.looked_after_by, "name", "{} phụ trách"),
        "nguoi": _name(Person, filters.officer, "name", "{} làm"),
        "phong": _name(Unit, filters.inside_unit, "name", "{} làm"),
        "linh-vuc": f"Lĩnh vực {filters.field}" if filters.field else "",
        "loai-co-quan": KINDS[filters.kind][0] if filters.kind else "",
        "nhom": Group(filters.group).vi if filters.group else "",
        "do-khan": f"Độ khẩn: {Urgency(filters.urgency).vi}" if filters.urgency else "",
        "loai": classes[TaskClass(filters.task_class)] if filters.task_class else "",
        "chi-dao": f"{Source(filters.source).vi} giao" if filters.source else "",
        "viec-o": f"Việc đang ở {Holder(filters.holder).vi}" if filters.holder else "",
        "quy": f"Hạn {_period_vi(words['quy'])}" if filters.due else "",
        "giao": f"Giao {_period_vi(words['giao'])}" if filters.given else "",
        "xong": f"Xong {_period_vi(words['xong'])}" if filters.done else "",
        "ban-hanh": f"Văn bản ban hành {_period_vi(words['ban-hanh'])}" if filters.issued else "",
        "qua": f"Quá hạn {_late_vi(filters.late)}" if filters.late else "",
        "khong-cap-nhat": f"Không cập nhật từ {filters.quiet} ngày" if filters.quiet else "",
    }


def _name(model: Any, pk: int | None, column: str, form: str) -> str:
    if pk is None:
        return ""
    name = model.objects.filter(pk=pk).values_list(column, flat=True).first() or "không còn"
    return form.format(name if len(name) < 60 else f"{name[:57]}…")


def _period_vi(text: str) -> str:
    """ "trong quý III/2026", "ngày 30/11/2026", "đến 29/11/2026", "từ 02/12/2026"."""
    first, dots, last = text.partition("..")
    if dots and first and first == last:
        return f"ngày {date.fromisoformat(first):%d/%m/%Y}"
    if dots and not (first and last):
        return f"từ {date.fromisoformat(first):%d/%m/%Y}" if first else f"đến {date.fromisoformat(last):%d/%m/%Y}"
    said = parse_period(text, Months).vi
    return said if said.startswith("từ") else f"trong {said}"


def _late_vi(days: tuple[int | None, int | None]) -> str:
    least, most = days
    if least is not None and most is not None:
        return f"từ {least} đến {most} ngày"
    return f"từ {least} ngày trở lên" if least is not None else f"không quá {most} ngày"
