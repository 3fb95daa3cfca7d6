"""What the pages of this package ask."""

from __future__ import annotations

from django import forms

from giaoviec.oversight.models import KINDS
from giaoviec.regulation.asking import AskingForm

NOTES = {
    "regulation": "Khó khăn, vướng mắc khi thực hiện Quy chế; phản ánh bằng văn bản (Điều 13).",
    "product": "Chỗ bất tiện, đề nghị cải tiến phần mềm.",
    "support": "Không làm được việc gì đó, cần hướng dẫn.",
}


class SuggestionForm(AskingForm):
    """A suggestion; its files are looked at by the view."""

    ungated = frozenset({"content", "letter"})
    kind = forms.ChoiceField(
        label="Loại góp ý",
        choices=KINDS,
        error_messages={"required": "Chọn loại góp ý.", "invalid_choice": "Chọn loại góp ý."},
    )
    content = forms.CharField(label="Nội dung", error_messages={"required": "Ghi nội dung góp ý."})
    letter = forms.CharField(
        label="Văn bản kèm theo",
        required=False,
        max_length=200,
        help_text="Số, ký hiệu và ngày của văn bản gửi UBND tỉnh; cần có khi góp ý về Quy chế.",
        error_messages={"max_length": "Ghi gọn số, ký hiệu và ngày văn bản."},
    )
    files = forms.Field(label="Tệp gửi kèm", required=False)  # type: ignore[assignment]


class AnswerForm(AskingForm):
    ungated = frozenset({"answer"})
    answer = forms.CharField(label="Trả lời", error_messages={"required": "Ghi nội dung trả lời."})
