"""The forms of the Office's moves."""

from __future__ import annotations

from typing import Any

from django import forms

from giaoviec.agencies.models import Agency, Unit
from giaoviec.agencies.queries import monitoring_units
from giaoviec.assignments import actions
from giaoviec.assignments.forms.fields import QUALITIES, MoveForm, area, line, others
from giaoviec.assignments.models import Assignment
from giaoviec.regulation.asking import DayField
from giaoviec.rules.moves import Move
from giaoviec.rules.tasks import Quality, TaskClass


class ConfirmForm(MoveForm):
    move, verb = Move.CONFIRM, actions.confirm
    quality = forms.ChoiceField(
        label="Chất lượng", choices=QUALITIES, widget=forms.RadioSelect, initial=Quality.FAIR,
        error_messages={"required": "Chọn mức chất lượng."},
    )  # fmt: skip
    reason = area("Nhận xét", rows=2, needed=False)

    def what(self) -> dict[str, Any]:
        what = super().what()
        return what | {"quality": Quality(what["quality"])}


class RejectForm(MoveForm):
    move, verb = Move.REJECT, actions.reject
    lead = "Việc trở lại cơ quan chủ trì để thực hiện tiếp."
    reason = area("Lý do chưa xác nhận")
    for_quality = forms.BooleanField(label="Do chất lượng chưa bảo đảm (cơ quan phải giải trình)", required=False)


class CorrectForm(MoveForm):
    move, verb = Move.CORRECT, actions.correct
    lead = "Giao lại cho chính cơ quan đó; thời gian cập nhật lần đầu tính lại từ hôm nay."
    changed = area("Đã điều chỉnh gì", rows=2)
    content = area("Nội dung nhiệm vụ", needed=False)
    due_on = DayField(label="Hạn mới", required=False, help_text="Để nguyên nếu hạn không đổi.")

    def prepare(self) -> None:
        self.initial.update({"content": self.assignment.task.content, "due_on": self.assignment.due_on})
        if self.assignment.task_class == TaskClass.OPEN_ENDED:
            del self.fields["due_on"]
        if self.situation.internal:
            del self.fields["content"]


class PassOnForm(MoveForm):
    move, verb = Move.PASS_ON, actions.pass_on
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan nhận", empty_label="Chọn cơ quan",
        error_messages={"required": "Chọn cơ quan nhận.", "invalid_choice": "Chọn cơ quan trong danh sách."},
    )  # fmt: skip
    reason = area("Lý do", rows=2, needed=False)
    due_on = DayField(label="Hạn", required=False)

    def prepare(self) -> None:
        self.fields["agency"].queryset = others(self)  # type: ignore[attr-defined]
        self.initial.update({"due_on": self.assignment.due_on, "agency": _suggested(self.assignment)})
        if self.assignment.task_class == TaskClass.OPEN_ENDED:
            del self.fields["due_on"]


class UpholdForm(MoveForm):
    move, verb = Move.UPHOLD, actions.uphold
    reason = area("Lý do giữ nguyên")


class EditForm(MoveForm):
    move, verb = Move.EDIT, actions.edit
    lead = "Chữ cũ và lý do được giữ; mọi cơ quan chủ trì của nhiệm vụ được báo."
    content = area("Nội dung nhiệm vụ")
    product = line("Sản phẩm", 300, needed=False)
    deliver_to = line("Gửi đến", 200, needed=False)
    field = line("Lĩnh vực", 60, needed=False)
    notes = area("Ghi chú", rows=2, needed=False)
    monitoring_unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị theo dõi", required=False, empty_label=None
    )
    reason = area("Lý do sửa", rows=2)
    TEXTS = ("content", "product", "deliver_to", "field", "notes")

    def prepare(self) -> None:
        task = self.assignment.task
        self.fields["monitoring_unit"].queryset = monitoring_units(self.on)  # type: ignore[attr-defined]
        self.initial.update({name: getattr(task, name) for name in self.TEXTS})
        self.initial["monitoring_unit"] = self.assignment.monitoring_unit_id

    def what(self) -> dict[str, Any]:
        what = super().what()
        changes = {name: what[name] for name in self.TEXTS}
        return {"changes": changes, "monitoring_unit": what["monitoring_unit"], "reason": what["reason"]}


class SetDueForm(MoveForm):
    move, verb = Move.SET_DUE, actions.set_due
    lead = "Hạn gốc vẫn được lưu bên cạnh hạn mới."
    due_on = DayField(label="Hạn mới")
    reason = area("Lý do")


class RecordReportForm(MoveForm):
    move, verb = Move.RECORD_REPORT, actions.record_report
    number = line("Số, ký hiệu báo cáo", 90)
    dated_on = DayField(label="Ngày báo cáo")
    received_on = DayField(label="Ngày nhận")
    note = line("Ghi chú", 300, needed=False)

    def prepare(self) -> None:
        self.initial.setdefault("received_on", self.on)


class ReopenForm(MoveForm):
    move, verb = Move.REOPEN, actions.reopen
    lead = "Lần xác nhận trước được tính là không đứng vững."
    reason = area("Lý do mở lại")
    due_on = DayField(label="Hạn mới", required=False)

    def prepare(self) -> None:
        if self.assignment.task_class == TaskClass.OPEN_ENDED:
            del self.fields["due_on"]


class WithdrawForm(MoveForm):
    move, verb = Move.WITHDRAW, actions.withdraw
    lead = "Việc kết thúc, không tính vào kết quả của cơ quan."
    reason = area("Lý do hoặc văn bản thay thế")


def _suggested(assignment: Assignment) -> int | None:
    returned = assignment.return_rows.filter(voided_at=None, answered_at=None).first()
    return returned.suggested_id if returned else None
