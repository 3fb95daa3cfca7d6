"""What the pages of obstacles and explanations ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from giaoviec.agencies.models import Agency, AgencyKind, Person
from giaoviec.agencies.queries import directory, memberships_on
from giaoviec.regulation.asking import AskingForm, DayField
from giaoviec.rules.roles import Role

ASKABLE = (AgencyKind.COMMITTEE, AgencyKind.DEPARTMENT, AgencyKind.DISTRICT, AgencyKind.COMMUNE, AgencyKind.OTHER)


class DecideForm(AskingForm):
    """One answer for all that wait; which, stands beside it as `seen`."""

    ungated = frozenset({"answer"})
    answer = forms.CharField(label="Hướng xử lý, quyết định", error_messages={"required": "Ghi hướng xử lý."})
    seen = forms.Field(required=False)


class JoinForm(AskingForm):
    others = forms.Field(required=False)


class PassForm(AskingForm):
    """Whom it is passed on to; for the Committee one of its leaders."""

    ungated = frozenset({"question"})
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Nơi cho ý kiến", empty_label="Chọn cơ quan",
        error_messages={"required": "Chọn nơi cho ý kiến."},
    )  # fmt: skip
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Lãnh đạo UBND tỉnh", required=False, empty_label="Không",
        help_text="Chỉ chọn khi chuyển UBND tỉnh.",
    )  # fmt: skip
    question = forms.CharField(
        label="Nội dung cần cho ý kiến", error_messages={"required": "Ghi nội dung cần cho ý kiến."}
    )
    reply_by = DayField(label="Trước ngày", required=False, help_text="Để trống: theo số ngày của quy chế.")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = memberships_on(on).filter(role__in=[Role.CHAIRMAN, Role.VICE_CHAIRMAN]).values("person")
        self.fields["agency"].queryset = directory(on, ASKABLE)  # type: ignore[attr-defined]
        self.fields["person"].queryset = Person.objects.filter(pk__in=leaders).order_by("id")  # type: ignore[attr-defined]


class AdviseForm(AskingForm):
    ungated = frozenset({"reply"})
    reply = forms.CharField(label="Ý kiến xử lý", error_messages={"required": "Ghi ý kiến xử lý."})


class JudgeForm(AskingForm):
    ungated = frozenset({"reason"})
    objective = forms.ChoiceField(
        label="Nguyên nhân", choices=[("yes", "Khách quan"), ("no", "Không khách quan")], widget=forms.RadioSelect,
        error_messages={"required": "Chọn khách quan hay không."},
    )  # fmt: skip
    reason = forms.CharField(label="Lý do", error_messages={"required": "Nêu lý do."})
