"""The forms of the lead agency's moves, of its collaborators', and of those inside it."""

from __future__ import annotations

from typing import Any

from django import forms

from giaoviec.agencies.models import Agency, Person, Unit
from giaoviec.agencies.queries import memberships_on, units_of
from giaoviec.assignments import actions
from giaoviec.assignments.forms.fields import (
    MoveForm,
    OwnObstacle,
    area,
    cause,
    line,
    others,
    own_obstacles,
    referred,
)
from giaoviec.assignments.queries import pending_extension
from giaoviec.regulation.asking import DayField
from giaoviec.rules.moves import Move


class TakeUpForm(MoveForm):
    move, verb = Move.TAKE_UP, actions.take_up
    lead = "Cơ quan nhận việc và ghi tên lãnh đạo được phân công; hạn của việc không đổi."
    leader = line("Lãnh đạo được phân công", 120, help_text="Họ tên và chức vụ, ví dụ: Phó Giám đốc Lê Văn Ba.")


class UpdateForm(MoveForm):
    move, verb, with_files = Move.UPDATE, actions.update, True
    content = area("Tình hình thực hiện", rows=6)
    percent = forms.IntegerField(
        label="Tỷ lệ hoàn thành (%)", required=False, min_value=0, max_value=100,
        error_messages={
            "invalid": "Tỷ lệ hoàn thành là số từ 0 đến 100.",
            "min_value": "Tỷ lệ hoàn thành là số từ 0 đến 100.",
            "max_value": "Tỷ lệ hoàn thành là số từ 0 đến 100.",
        },
    )  # fmt: skip


class ReturnForm(MoveForm):
    move, verb = Move.RETURN, actions.give_back
    lead = "Việc về Văn phòng UBND tỉnh để điều chỉnh, chuyển đơn vị khác hoặc giữ nguyên. Mỗi lần giao chỉ một lần."
    reason = area("Lý do chuyển lại")
    suggested = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan nên giao", required=False, empty_label="Không đề xuất"
    )

    def prepare(self) -> None:
        self.fields["suggested"].queryset = others(self)  # type: ignore[attr-defined]
        if self.situation.internal:
            del self.fields["suggested"]


class ClaimForm(MoveForm):
    move, verb, with_files = Move.CLAIM, actions.claim, True
    lead = "Kết quả do Văn phòng xác nhận mới tính là hoàn thành; đúng hạn tính theo ngày báo cáo được xác nhận."
    content = area("Kết quả thực hiện", rows=5)
    product_number = line("Số, ký hiệu văn bản kết quả", 90, needed=False, help_text="Ví dụ: 214/BC-STC.")
    product_on = DayField(label="Ngày văn bản", required=False)
    product_signer = line("Người ký", 120, needed=False)
    cause = cause()
    explanation = area("Giải trình nguyên nhân chậm")
    proposal = area("Đề xuất hướng xử lý với UBND tỉnh", rows=3)

    def prepare(self) -> None:
        self.explains = (
            self.situation.overdue and not self.situation.explained and not self.situation.internal
        )  # fmt: skip
        if not self.explains:
            for name in ("cause", "explanation", "proposal"):
                del self.fields[name]

    def what(self) -> dict[str, Any]:
        what = super().what()
        if self.explains:
            cause, content, proposal = (what.pop(name) for name in ("cause", "explanation", "proposal"))
            what["explanation"] = {"cause": cause, "content": content, "proposal": proposal}
        return what


class ExplainForm(MoveForm):
    move, verb = Move.EXPLAIN, actions.explain
    cause = cause()
    obstacle = OwnObstacle()
    explanation = area("Giải trình nguyên nhân")
    proposal = area("Đề xuất hướng xử lý với UBND tỉnh", rows=3)

    def prepare(self) -> None:
        own_obstacles(self)

    def what(self) -> dict[str, Any]:
        what = referred(super().what())
        return what | {"content": what.pop("explanation")}


class AskExtensionForm(MoveForm):
    move, verb = Move.ASK_EXTENSION, actions.ask_extension
    lead = "Hạn gốc vẫn được lưu bên cạnh hạn mới."
    wanted_on = DayField(label="Xin gia hạn đến")
    cause = cause()
    obstacle = OwnObstacle()
    reason = area("Lý do")

    def prepare(self) -> None:
        own_obstacles(self)

    def what(self) -> dict[str, Any]:
        return referred(super().what())


class DecideExtensionForm(MoveForm):
    move, verb = Move.DECIDE_EXTENSION, actions.decide_extension
    decision = forms.ChoiceField(
        label="Quyết định",
        choices=[("grant", "Đồng ý"), ("refuse", "Không đồng ý")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn đồng ý hoặc không đồng ý."},
    )
    granted_on = DayField(label="Gia hạn đến", required=False, help_text="Có thể ngắn hơn đề nghị.")
    reason = area("Lý do", needed=False, help_text="Cần ghi khi không đồng ý.")

    def prepare(self) -> None:
        if self.situation.extension_pending:
            asked = pending_extension(self.assignment)
            self.initial.update({"granted_on": asked.wanted_on, "decision": "grant"})
            self.waiting = asked

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("decision") == "grant" and not data.get("granted_on") and "granted_on" not in self.errors:
            self.add_error("granted_on", "Ghi ngày gia hạn đến.")
        return data

    def what(self) -> dict[str, Any]:
        what = super().what()
        granted = what["granted_on"] if what["decision"] == "grant" else None
        return {"granted_on": granted, "reason": what["reason"]}


class ObstacleForm(MoveForm):
    move, verb = Move.REPORT_OBSTACLE, actions.report_obstacle
    lead = "Văn phòng trả lời trong số ngày làm việc đã định; trong lúc chờ, ngày tính cho Văn phòng."
    cause = cause()
    problem = area("Khó khăn, vướng mắc")
    effect = area("Ảnh hưởng", rows=2, needed=False)
    proposal = area("Đề xuất hướng xử lý", rows=3)


class AnswerObstacleForm(MoveForm):
    move, verb = Move.ANSWER_OBSTACLE, actions.answer_obstacle
    answer = area("Hướng xử lý")


class AskOpinionForm(MoveForm):
    move, verb = Move.ASK_OPINION, actions.ask_opinion
    lead = "Cơ quan phối hợp có hạn riêng; nếu im lặng, cơ quan chủ trì vẫn báo cáo được."
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan phối hợp", empty_label="Chọn cơ quan",
        error_messages={"required": "Chọn cơ quan phối hợp."},
    )  # fmt: skip
    asked = area("Nội dung cần góp ý, số liệu cần cung cấp")
    due_on = DayField(label="Trước ngày", required=False, help_text="Để trống: theo số ngày của quy chế.")

    def prepare(self) -> None:
        helping = Agency.objects.filter(pk__in=self.situation.collaborators)
        self.fields["agency"].queryset = helping  # type: ignore[attr-defined]


class GiveOpinionForm(MoveForm):
    move, verb, with_files = Move.GIVE_OPINION, actions.give_opinion, True
    answer = area("Ý kiến góp ý", rows=5)


class AssignInsideForm(MoveForm):
    move, verb = Move.ASSIGN_INSIDE, actions.assign_inside
    content = area("Nội dung giao")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Phòng, ban", required=False, empty_label="Chọn phòng")
    officer = forms.ModelChoiceField(
        Person.objects.none(), label="Người nhận", required=False, empty_label="Chọn người"
    )
    due_on = DayField(label="Hạn nội bộ", required=False, help_text="Không sau hạn của việc.")

    def prepare(self) -> None:
        self.initial.setdefault("content", self.assignment.content or self.assignment.task.content)
        posts = memberships_on(self.on).filter(agency=self.assignment.agency_id)
        units = units_of(self.assignment.agency, self.on)
        if self.actor.unit_id and self.actor.agency_id == self.assignment.agency_id:
            posts, units = posts.filter(unit=self.actor.unit_id), units.filter(pk=self.actor.unit_id)
        people = Person.objects.filter(pk__in=posts.values("person")).order_by("sort_key", "id")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["officer"].queryset = people  # type: ignore[attr-defined]


class WriteForm(MoveForm):
    move, verb = Move.WRITE, actions.write
    content = area("Nội dung trao đổi", rows=3)


class WaitForm(MoveForm):
    move, verb = Move.WAIT_OUTSIDE, actions.wait_outside
    lead = "Những ngày chờ được tính riêng, không tính cho cơ quan; hạn của việc không đổi."
    whom = line("Đang chờ", 200, help_text="Bộ, ngành, cơ quan ngoài tỉnh.")
    letter = line("Văn bản đã hỏi", 200, help_text="Số, ký hiệu và ngày.")


class EndWaitForm(MoveForm):
    move, verb = Move.WAIT_OUTSIDE, actions.end_wait
    lead = "Bên ngoài đã trả lời: từ hôm nay ngày lại tính cho cơ quan chủ trì."
