"""What the pages of operation ask."""

from __future__ import annotations

from django import forms

from giaoviec.ops.actions.purging import GROUNDS
from giaoviec.regulation.asking import AskingForm


class IncidentForm(AskingForm):
    ungated = frozenset({"title", "text"})
    title = forms.CharField(
        label="Sự cố",
        max_length=200,
        error_messages={"required": "Ghi tên sự cố.", "max_length": "Ghi gọn trong 200 ký tự."},
    )
    text = forms.CharField(label="Điều đã thấy", error_messages={"required": "Ghi điều đã thấy."})


class NoteForm(AskingForm):
    ungated = frozenset({"text"})
    text = forms.CharField(label="Nội dung", error_messages={"required": "Ghi nội dung."})
    state = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[("", ""), ("handled", "Đang xử lý"), ("closed", "Đã xong")],
        error_messages={"invalid_choice": "Chọn lại trạng thái."},
    )


class PurgeForm(AskingForm):
    document_id = forms.IntegerField(
        label="Số vào sổ của văn bản",
        min_value=1,
        error_messages={
            "required": "Ghi số vào sổ.",
            "invalid": "Số vào sổ là một số.",
            "min_value": "Số vào sổ là một số.",
        },
    )
    ground = forms.ChoiceField(
        label="Căn cứ",
        choices=[("", "chọn căn cứ"), *GROUNDS.items()],
        error_messages={"required": "Chọn căn cứ.", "invalid_choice": "Chọn căn cứ."},
    )
