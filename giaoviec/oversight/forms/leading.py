"""What the pages of the leaders' acts and of the report to the Chairman ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from giaoviec.oversight.queries.leading import agencies
from giaoviec.regulation.asking import AskingForm
from giaoviec.rules.leading import PRESSED
from giaoviec.rules.proposals import Measure

MEASURES = [(one.value, one.vi) for one in Measure]
TO = [("co-quan", "cơ quan chủ trì"), ("van-phong", "Văn phòng UBND tỉnh")]


class LeadForm(AskingForm):
    """One act: what, to whom, in which words."""

    kind = forms.ChoiceField(
        label="Đồng chí muốn",
        choices=[(one.slug, one.vi) for one in PRESSED],
        error_messages={
            "required": "Chọn hỏi, đôn đốc hoặc biểu dương.",
            "invalid_choice": "Chọn hỏi, đôn đốc hoặc biểu dương.",
        },
    )
    agency = forms.TypedChoiceField(label="Cơ quan", coerce=int, required=False, empty_value=None)
    to = forms.ChoiceField(label="Gửi đến", choices=TO, required=False)
    text = forms.CharField(label="Nội dung", required=False)

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agency"].choices = [("", ""), *agencies(on).values_list("pk", "name")]  # type: ignore[attr-defined]
        self.fields["agency"].error_messages["invalid_choice"] = "Chọn cơ quan nhận ý kiến."


class TextForm(AskingForm):
    """The words of an act before it is approved."""

    text = forms.CharField(label="Nội dung", required=False)


class AnswerForm(AskingForm):
    answer = forms.CharField(label="Trả lời", required=False)


class ReportForm(AskingForm):
    """The words around the lines of a report."""

    summary = forms.CharField(label="Trích yếu", required=False)
    opening = forms.CharField(label="Mở đầu", required=False)
    closing = forms.CharField(label="Kết", required=False)
    version = forms.IntegerField(required=False)


class LineForm(AskingForm):
    """A line of a draft."""

    measure = forms.ChoiceField(label="Biện pháp", choices=[("", ""), *MEASURES], required=False)
    reason = forms.CharField(label="Lý do", required=False)
    note = forms.CharField(label="Ý kiến thêm của Văn phòng", required=False)


class NewLineForm(LineForm):
    """A line that the figures did not propose."""

    agency = forms.TypedChoiceField(label="Cơ quan", coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agency"].choices = [("", ""), *agencies(on).values_list("pk", "name")]  # type: ignore[attr-defined]
        self.fields["agency"].error_messages["invalid_choice"] = "Chọn cơ quan đang được giao việc."


class DecisionForm(AskingForm):
    """What the Chairman says of a line; which button he presses is `decision`."""

    decision = forms.CharField(required=False)
    measure = forms.ChoiceField(label="Biện pháp khác", choices=[("", ""), *MEASURES], required=False)
    text = forms.CharField(label="Ý kiến chỉ đạo", required=False)
    number = forms.CharField(label="Số quyết định kiểm tra, nếu đã có", required=False, max_length=60)


class QuestionForm(AskingForm):
    question = forms.CharField(label="Câu hỏi gửi Văn phòng", required=False)


class CarriedForm(AskingForm):
    note = forms.CharField(label="Văn phòng đã làm gì", required=False)
