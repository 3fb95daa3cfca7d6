"""What the pages of the reports ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from giaoviec.agencies.models import Agency
from giaoviec.regulation.asking import AskingForm, DayField
from giaoviec.reporting.actions.opening import WRITERS


class PeriodForm(AskingForm):
    """Which period is to be opened, up to which day, for all or for one agency; agencies that are no more are named,
    so that the refusal says who took their place."""

    period = forms.CharField(label="Kỳ báo cáo", required=False, max_length=60)
    cut_off = DayField(label="Chốt số liệu hết ngày", required=False)
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Chỉ một cơ quan", required=False, empty_label="Mọi cơ quan có việc và Văn phòng",
        error_messages={"invalid_choice": "Không có cơ quan này; hãy chọn trong danh sách."},
    )  # fmt: skip

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Agency.objects.filter(kind__in=WRITERS, founded_on__lte=on)
        self.fields["agency"].queryset = there  # type: ignore[attr-defined]


class SectionForm(AskingForm):
    """The words of a section; empty is allowed until it is signed."""

    text = forms.CharField(label="Nội dung", required=False)
    version = forms.IntegerField(required=False)


class CommentForm(AskingForm):
    """A remark on a section."""

    comment = forms.CharField(label="Góp ý", required=False)


class AmendForm(AskingForm):
    """Why a frozen report is corrected."""

    reason = forms.CharField(label="Đính chính điều gì, vì sao", required=False)


class SendBackForm(AskingForm):
    """What an agency's report lacks."""

    reason = forms.CharField(label="Cần hoàn chỉnh điều gì", required=False)


class YearForm(AskingForm):
    """Of which year the report on carrying out the Regulation is drawn up."""

    year = forms.IntegerField(
        label="Năm", min_value=2015, max_value=2100, error_messages={"required": "Ghi năm, ví dụ 2026."}
    )
