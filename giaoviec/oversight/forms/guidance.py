"""What the pages of guidance, own regulations and internal checks ask."""

from __future__ import annotations

from django import forms

from giaoviec.regulation.asking import AskingForm, DayField


class GuideForm(AskingForm):
    ungated = frozenset({"content"})
    content = forms.CharField(label="Hướng dẫn", error_messages={"required": "Ghi nội dung hướng dẫn."})


class RegulationForm(AskingForm):
    """Its file is looked at by the view."""

    ungated = frozenset({"number", "summary"})
    number = forms.CharField(label="Số, ký hiệu", error_messages={"required": "Ghi số, ký hiệu."})
    issued_on = DayField(label="Ngày ban hành")
    summary = forms.CharField(label="Trích yếu", error_messages={"required": "Ghi trích yếu."})
    files = forms.Field(label="Tệp quy chế", required=False)  # type: ignore[assignment]


class CheckForm(AskingForm):
    ungated = frozenset({"what", "result"})
    checked_on = DayField(label="Ngày kiểm tra")
    what = forms.CharField(label="Nội dung kiểm tra", error_messages={"required": "Ghi nội dung đã kiểm tra."})
    result = forms.CharField(label="Kết quả", error_messages={"required": "Ghi kết quả kiểm tra."})
