"""What the pages of evaluation ask."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from giaoviec.regulation.asking import AskingForm, DayField
from giaoviec.rules.schemes import NUMBERS, Scheme
from giaoviec.rules.scoring import PARTS


class YearForm(AskingForm):
    """Of which year sheets are to be made."""

    year = forms.IntegerField(
        label="Năm", error_messages={"invalid": "Ghi năm bằng bốn chữ số.", "required": "Ghi năm."}
    )


class ReasonForm(AskingForm):
    """Why a line is contested."""

    reason = forms.CharField(label="Kiến nghị điều gì, vì sao", required=False)


class AnswerForm(AskingForm):
    """What is said to a contest before it is decided."""

    text = forms.CharField(label="Ý kiến", required=False)


def _per_cent(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, error_messages={"invalid": "Ghi số nguyên từ 0 đến 100."})


class DecideForm(AskingForm):
    """What is decided of a contest, and what the task gives then; empty: it does not count."""

    granted = forms.ChoiceField(
        label="Quyết định",
        choices=[("co", "Chấp nhận"), ("khong", "Không chấp nhận")],
        error_messages={"required": "Chọn quyết định.", "invalid_choice": "Chọn quyết định."},
    )
    quantity = _per_cent("Số lượng (%)")
    quality = _per_cent("Chất lượng (%)")
    timeliness = _per_cent("Tiến độ (%)")
    decision = forms.CharField(label="Lý do", required=False)

    @property
    def given(self) -> tuple[int | None, int | None, int | None]:
        """As the action takes it."""
        quantity, quality, timeliness = (self.cleaned_data.get(part) for part in PARTS)
        return quantity, quality, timeliness


class GeneralForm(AskingForm):
    """A person's general points."""

    points = forms.CharField(label="Điểm tiêu chí chung", error_messages={"required": "Ghi điểm."}, max_length=10)
    reason = forms.CharField(label="Căn cứ chấm điểm", required=False)

    def clean_points(self) -> Decimal:
        try:
            return Decimal(self.cleaned_data["points"].replace(",", "."))
        except InvalidOperation:
            raise forms.ValidationError("Ghi điểm bằng số, ví dụ 27,5.") from None


class SchemeForm(AskingForm):
    """Another formula: its numbers, its citation, from when, why."""

    effective_from = DayField(label="Áp dụng cho năm kết thúc từ ngày", required=False)
    citation = forms.CharField(label="Căn cứ", required=False)
    reason = forms.CharField(label="Vì sao", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, (label, low, high) in NUMBERS.items():
            said = f"Ghi số nguyên từ {low} đến {high}."
            self.fields[name] = forms.IntegerField(label=label, error_messages={"invalid": said, "required": said})

    def scheme(self) -> Scheme:
        """The scheme that was written; the numbers' bounds are the rule book's to judge."""
        data = self.cleaned_data
        return Scheme(
            code="", effective_from=data["effective_from"], citation=data["citation"],
            **{name: data[name] for name in NUMBERS},
        )  # fmt: skip
