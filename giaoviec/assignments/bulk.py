"""Moves that make sense on many rows at once: what each asks, and what it would do to each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms

from giaoviec.agencies.models import Person, Unit
from giaoviec.agencies.queries import memberships_on, monitoring_units
from giaoviec.assignments import actions, queries
from giaoviec.assignments.forms import QUALITIES, area, line
from giaoviec.assignments.models import Assignment
from giaoviec.regulation.asking import DayField
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import Actor, Refusal
from giaoviec.rules.moves import Move, check
from giaoviec.rules.roles import AGENCY_WIDE, Role
from giaoviec.rules.tasks import Quality

MOST = 200
"""Rows in one go: an act each, so that each can be taken back."""


class BulkForm(forms.Form):
    """What a move on many rows asks; `what` is the same for each but where it takes the row."""

    move: ClassVar[Move]
    verb: ClassVar[Callable[..., Any]]
    label: ClassVar[str]

    def __init__(self, *args: Any, actor: Actor, on: date, **kwargs: Any) -> None:
        self.actor, self.on = actor, on
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Choices that depend on who asks."""

    def what(self, row: Assignment) -> dict[str, Any]:
        return dict(self.cleaned_data)

    @classmethod
    def will(cls, row: Assignment) -> str:
        """What it will do to a row, in words."""
        return cls.label


class ConfirmMany(BulkForm):
    move, verb, label = Move.CONFIRM, actions.confirm, "Xác nhận hoàn thành"
    quality = forms.ChoiceField(
        label="Chất lượng", choices=QUALITIES, widget=forms.RadioSelect, initial=Quality.FAIR.value,
        error_messages={"required": "Chọn mức chất lượng."},
    )  # fmt: skip
    reason = area("Nhận xét", rows=2, needed=False)

    def what(self, row: Assignment) -> dict[str, Any]:
        return {"quality": Quality(self.cleaned_data["quality"]), "reason": self.cleaned_data["reason"]}

    @classmethod
    def will(cls, row: Assignment) -> str:
        first = row.starred and row.first_confirmer_id is None
        return "Xác nhận lần thứ nhất; chờ người thứ hai" if first else "Đóng việc, tính từ ngày báo cáo"


class WatchMany(BulkForm):
    move, verb, label = Move.EDIT, actions.edit, "Sửa đơn vị theo dõi"
    monitoring_unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị theo dõi", empty_label="Chọn đơn vị",
        error_messages={"required": "Chọn đơn vị thuộc Văn phòng UBND tỉnh theo dõi."},
    )  # fmt: skip
    reason = area("Lý do", rows=2)

    def prepare(self) -> None:
        self.fields["monitoring_unit"].queryset = monitoring_units(self.on)  # type: ignore[attr-defined]

    @classmethod
    def will(cls, row: Assignment) -> str:
        return f"Đổi đơn vị theo dõi (nay là {row.monitoring_unit.name if row.monitoring_unit else 'chưa có'})"


class SetDueMany(BulkForm):
    move, verb, label = Move.SET_DUE, actions.set_due, "Đổi hạn"
    due_on = DayField(label="Hạn mới")
    reason = area("Lý do", rows=2)

    @classmethod
    def will(cls, row: Assignment) -> str:
        return f"Đổi hạn (nay là {row.due_on:%d/%m/%Y})" if row.due_on else "Không có hạn để đổi"


class WithdrawMany(BulkForm):
    move, verb, label = Move.WITHDRAW, actions.withdraw, "Thu hồi"
    reason = area("Lý do hoặc văn bản thay thế", rows=2)

    @classmethod
    def will(cls, row: Assignment) -> str:
        return "Kết thúc, không tính vào kết quả của cơ quan"


class TakeUpMany(BulkForm):
    move, verb, label = Move.TAKE_UP, actions.take_up, "Tiếp nhận"
    leader = line("Lãnh đạo được phân công", 120)


class AssignMany(BulkForm):
    move, verb, label = Move.ASSIGN_INSIDE, actions.assign_inside, "Phân công nội bộ"
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Phòng, ban", required=False, empty_label="Chọn phòng")
    officer = forms.ModelChoiceField(
        Person.objects.none(), label="Người nhận", required=False, empty_label="Chọn người"
    )  # fmt: skip

    def prepare(self) -> None:
        posts = memberships_on(self.on).filter(agency=self.actor.agency_id)
        units = Unit.objects.filter(agency=self.actor.agency_id)
        if self.actor.unit_id:
            posts, units = posts.filter(unit=self.actor.unit_id), units.filter(pk=self.actor.unit_id)
        people = Person.objects.filter(pk__in=posts.values("person")).order_by("sort_key", "id")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["officer"].queryset = people  # type: ignore[attr-defined]

    def what(self, row: Assignment) -> dict[str, Any]:
        return {**self.cleaned_data, "content": row.content or row.task.content}

    @classmethod
    def will(cls, row: Assignment) -> str:
        return f"Giao cả việc, hạn {row.due_on:%d/%m/%Y}" if row.due_on else "Giao cả việc"


BULK: dict[str, type[BulkForm]] = {
    "xac-nhan": ConfirmMany,
    "don-vi-theo-doi": WatchMany,
    "doi-han": SetDueMany,
    "thu-hoi": WithdrawMany,
    "tiep-nhan": TakeUpMany,
    "phan-cong": AssignMany,
}
ELSEWHERE = {"don-doc": ("Đôn đốc", "/don-doc/nhieu/")}
"""What pages of packages above do with ticked rows: the form is sent on to them, as it is."""
OFFERED: dict[Role, tuple[str, ...]] = {
    Role.OFFICE_HEAD: ("xac-nhan", "don-doc", "don-vi-theo-doi", "doi-han", "thu-hoi"),
    Role.MONITOR: ("xac-nhan", "don-doc", "don-vi-theo-doi"),
    Role.CLERK: ("don-vi-theo-doi",),
    Role.UNIT_HEAD: ("phan-cong",),
    **dict.fromkeys(AGENCY_WIDE, ("tiep-nhan", "phan-cong")),
}


def offered(actor: Actor) -> list[tuple[str, str]]:
    """What an actor may do with many rows: (value, label) as `ui.bulk_bar` draws them."""
    names = {slug: form.label for slug, form in BULK.items()} | {slug: label for slug, (label, _) in ELSEWHERE.items()}
    return [(slug, names[slug]) for slug in OFFERED.get(actor.role, ())]


@dataclass(frozen=True, slots=True)
class Preview:
    """A row and what the move will do to it, or why it cannot."""

    row: Assignment
    will: str
    refusal: Refusal | None


def previews(form: type[BulkForm], ids: Sequence[int], *, actor: Actor, on: date) -> list[Preview]:
    """What a move will do to each of the rows that the actor may see, in the order of the ids; a few statements."""
    rows = queries.visible(actor).filter(pk__in=ids[:MOST]).select_related("task", "document", "agency")
    found = {row.pk: row for row in rows.select_related("monitoring_unit", "parent").defer("document__text")}
    ordered = [found[pk] for pk in dict.fromkeys(ids) if pk in found]
    known = queries.situations(ordered, on)
    return [
        Preview(
            row,
            form.will(row),
            check(form.move, known[row.pk], actor, profile=profile_on(row.document.issued_on)),
        )
        for row in ordered
    ]
