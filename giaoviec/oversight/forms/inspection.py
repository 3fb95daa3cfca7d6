"""What the pages of inspections ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from giaoviec.agencies.models import Agency, Membership
from giaoviec.oversight.models import InspectedAgency, TeamMember
from giaoviec.regulation.asking import AskingForm, DayField
from giaoviec.rules.inspections import InspectionKind, TeamRole, Verdict


def _text(label: str, need: str = "", help_text: str = "", *, most: int | None = None) -> forms.CharField:
    """A text that is needed where a sentence asks for it."""
    errors = {"required": need, "max_length": f"{label} dài quá {most} ký tự."}
    return forms.CharField(
        label=label, required=bool(need), help_text=help_text, max_length=most, error_messages=errors
    )  # fmt: skip


def _choice(label: str, enum: Any, need: str) -> forms.ChoiceField:
    choices = [(member.value, member.vi[0].upper() + member.vi[1:]) for member in enum]
    return forms.ChoiceField(label=label, choices=choices, error_messages={"required": need, "invalid_choice": need})


class VersionedForm(AskingForm):
    """A form of a thing that others may change meanwhile."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ProposeForm(AskingForm):
    kind = _choice("Loại kiểm tra", InspectionKind, "Chọn kiểm tra định kỳ hoặc đột xuất.")
    agencies = forms.TypedMultipleChoiceField(
        label="Cơ quan được kiểm tra",
        coerce=int,
        error_messages={
            "required": "Chọn ít nhất một cơ quan được kiểm tra.",
            "invalid_choice": "Chọn cơ quan trong danh sách.",
        },
    )
    reason = _text("Lý do, mục đích", "Ghi lý do, mục đích kiểm tra.")
    content = _text("Nội dung kiểm tra", help_text="Mảng việc, thời kỳ, tuyến công trình cần xem.")
    first_on = DayField(label="Ngày bắt đầu", required=False, help_text="Kiểm tra định kỳ: ngày dự kiến.")
    last_on = DayField(label="Ngày cuối", required=False, help_text="Để trống thì theo hồ sơ quy chế.")

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = [(row.pk, row.name) for row in agencies]  # type: ignore[attr-defined]


class DecideForm(VersionedForm):
    agree = forms.ChoiceField(
        label="Quyết định",
        choices=[("co", "Đồng ý kiểm tra"), ("khong", "Không kiểm tra")],
        error_messages={"required": "Chọn đồng ý hoặc không.", "invalid_choice": "Chọn đồng ý hoặc không."},
    )
    number = _text("Số, ký hiệu quyết định", most=60)
    decided_on = DayField(label="Ngày quyết định", required=False, help_text="Để trống là hôm nay.")
    first_on = DayField(label="Ngày bắt đầu", required=False)
    last_on = DayField(label="Ngày cuối", required=False)
    seed = _text(
        "Hạt giống rút mẫu",
        help_text="Dãy chữ số công bố trước khi rút; để trống thì lấy từ mã cuối chuỗi nhật ký.",
        most=64,
    )
    note = _text("Ý kiến", help_text="Không kiểm tra thì nêu lý do.")


class JoinForm(VersionedForm):
    person = forms.TypedChoiceField(
        label="Thành viên",
        coerce=int,
        error_messages={"required": "Chọn người tham gia đoàn.", "invalid_choice": "Chọn người trong danh sách."},
    )
    role = _choice("Vai trò trong đoàn", TeamRole, "Chọn vai trò trong đoàn.")

    def __init__(self, *args: Any, posts: Sequence[Membership] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = [(post.person_id, f"{post.person.name}, {post.agency.short_name}") for post in posts]
        self.fields["person"].choices = labels  # type: ignore[attr-defined]


class LeaveForm(VersionedForm):
    member = forms.TypedChoiceField(
        label="Thành viên",
        coerce=int,
        error_messages={"required": "Chọn thành viên.", "invalid_choice": "Chọn thành viên còn trong đoàn."},
    )
    reason = _text("Lý do thôi tham gia", "Nêu lý do thôi tham gia đoàn.")

    def __init__(self, *args: Any, team: Iterable[TeamMember] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = [(one.pk, one.person.name) for one in team if one.left_at is None]
        self.fields["member"].choices = present  # type: ignore[attr-defined]


class BeginForm(VersionedForm):
    """Only a button."""


class ProlongForm(VersionedForm):
    last_on = DayField(label="Ngày cuối mới")
    reason = _text("Lý do gia hạn", "Nêu lý do gia hạn thời gian kiểm tra.")


class DrawForm(VersionedForm):
    agency = forms.TypedChoiceField(
        label="Cơ quan",
        coerce=int,
        error_messages={"required": "Chọn cơ quan.", "invalid_choice": "Chọn cơ quan trong danh sách."},
    )
    size = forms.IntegerField(
        label="Số việc rút",
        min_value=1,
        max_value=500,
        error_messages={
            "required": "Ghi số việc rút.",
            "invalid": "Ghi số việc bằng chữ số.",
            "min_value": "Mẫu phải có ít nhất một việc.",
            "max_value": "Mỗi cơ quan rút nhiều nhất 500 việc.",
        },
    )
    since = DayField(label="Xác nhận từ ngày")
    until = DayField(label="Đến ngày")

    def __init__(self, *args: Any, agencies: Iterable[InspectedAgency] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = [(row.agency_id, row.agency.name) for row in agencies]
        self.fields["agency"].choices = labels  # type: ignore[attr-defined]


class ChooseForm(VersionedForm):
    assignments = _text("Mã việc", "Ghi mã việc cần kiểm tra.", "Số ở cuối địa chỉ của việc, cách nhau bằng dấu phẩy.")
    reason = _text("Lý do chọn", "Nêu lý do chọn các việc này.", most=300)

    def clean_assignments(self) -> list[int]:
        parts = str(self.cleaned_data["assignments"]).replace(",", " ").replace(";", " ").split()
        if not all(part.isdecimal() and len(part) < 19 for part in parts):
            raise forms.ValidationError("Mã việc chỉ gồm chữ số, cách nhau bằng dấu phẩy.")
        return [int(part) for part in parts]


class SheetForm(VersionedForm):
    verdict = _choice("Kết quả", Verdict, "Chọn kết quả kiểm tra.")
    evidence = _text("Chứng cứ đã xem", help_text="Văn bản, hiện trường, số liệu đã xem; xem ở đâu, ngày nào.")
    remark = _text("Nhận xét", help_text="Không đúng như báo cáo thì nêu rõ ở chỗ nào.")
    files = forms.Field(label="Ảnh, tệp", required=False)  # type: ignore[assignment]


class ConcludeForm(VersionedForm):
    number = _text("Số, ký hiệu kết luận", "Ghi số, ký hiệu kết luận, ví dụ 15/KL-UBND.", most=60)
    nature = _text("Tính chất", "Nêu tính chất của sai phạm, tồn tại (hoặc ghi không có).")
    degree = _text("Mức độ", "Nêu mức độ.")
    cause = _text("Nguyên nhân", "Nêu nguyên nhân.")
    demands = _text(
        "Yêu cầu sau kiểm tra",
        help_text="Mỗi dòng một yêu cầu, nêu cơ quan và thời hạn; vào sổ kết luận rồi giao việc từ đây.",
    )

    def __init__(self, *args: Any, agencies: Iterable[InspectedAgency] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.responsibilities = {f"responsibility_{row.agency_id}": row.agency_id for row in agencies}
        for row in agencies:
            need = "Nêu trách nhiệm của cơ quan này (hoặc ghi không có)."
            self.fields[f"responsibility_{row.agency_id}"] = _text(f"Trách nhiệm: {row.agency.name}", need)

    def owned(self) -> dict[int, str]:
        """What each agency answers for, by its id."""
        return {pk: self.cleaned_data[name] for name, pk in self.responsibilities.items()}


class RegisterForm(VersionedForm):
    signer = _text("Người ký kết luận", "Ghi người ký kết luận.", most=120)


class CloseForm(VersionedForm):
    note = _text("Kết quả xử lý", "Ghi kết quả xử lý sau kiểm tra.")


class ReopenForm(AskingForm):
    due_on = DayField(label="Hạn mới", required=False, help_text="Việc có thời hạn thì đặt hạn mới.")
    reason = _text("Yêu cầu thêm")


class LookForm(AskingForm):
    holds = forms.ChoiceField(
        label="Kết quả xem lại",
        choices=[("dung", "Đúng như đã xác nhận"), ("khong", "Không đúng")],
        error_messages={"required": "Chọn kết quả xem lại.", "invalid_choice": "Chọn kết quả xem lại."},
    )
    note = _text("Nhận xét", help_text="Không đúng thì nêu rõ ở chỗ nào.")
