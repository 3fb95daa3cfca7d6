"""What each move asks, as a form: its fields, and what of them goes to the action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django import forms

from giaoviec.agencies.models import Agency, Person, Unit
from giaoviec.agencies.queries import directory, memberships_on, monitoring_units, units_of
from giaoviec.assignments import actions
from giaoviec.assignments.actions import CAUSES
from giaoviec.assignments.models import Assignment
from giaoviec.assignments.queries import pending_extension
from giaoviec.regulation.asking import DayField
from giaoviec.rules.access import Actor
from giaoviec.rules.moves import Move
from giaoviec.rules.relations import Situation
from giaoviec.rules.tasks import Quality, TaskClass

QUALITIES = [(quality.value, quality.vi) for quality in Quality]


class Words(forms.CharField):
    """A text. Where it is `needed` the action asks for it, with the clause that does."""

    def __init__(self, *, needed: bool = True, **options: Any) -> None:
        self.needed = needed
        super().__init__(required=False, **options)


def area(label: str, *, rows: int = 4, needed: bool = True, **options: Any) -> Words:
    return Words(label=label, needed=needed, widget=forms.Textarea(attrs={"rows": rows}), **options)


def line(label: str, most: int, *, needed: bool = True, **options: Any) -> Words:
    return Words(label=label, needed=needed, max_length=most, **options)


def cause() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Nguyên nhân",
        choices=[("", "Chọn nguyên nhân"), *CAUSES.items()],
        error_messages={"required": "Chọn nguyên nhân trong danh sách."},
    )


class Files(forms.FileField):
    """Files dropped or chosen; the view takes them through the gate, since nothing may stay that is not judged."""

    def __init__(self) -> None:
        super().__init__(label="Tệp", required=False, help_text="PDF, Word hoặc văn bản; mỗi tệp tối đa 50 MB.")

    def clean(self, data: Any, initial: Any = None) -> Any:
        return None


class MoveForm(forms.Form):
    """`move` is what it asks for; texts that are needed are asked for by the action, which knows the clause."""

    move: ClassVar[Move]
    verb: ClassVar[Callable[..., Any]]
    lead: ClassVar[str] = ""
    """A sentence above the fields: what the move does."""
    with_files: ClassVar[bool] = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    day = DayField(
        label="Ngày ghi nhận", required=False, help_text="Chỉ ghi khi việc đã xảy ra trước hôm nay.",
    )  # fmt: skip

    def __init__(self, *args: Any, assignment: Assignment, situation: Situation, actor: Actor, on: date, **kwargs: Any):
        self.assignment, self.situation, self.actor, self.on = assignment, situation, actor, on
        super().__init__(*args, **kwargs)
        if not actor.is_office:
            del self.fields["day"]
        self.initial.setdefault("version", assignment.version)
        if self.with_files:
            self.fields["files"] = Files()
        self.prepare()
        self.order_fields([name for name in self.fields if name not in ("day", "version")])

    def prepare(self) -> None:
        """Choices and first values that depend on the assignment."""

    def what(self) -> dict[str, Any]:
        """What goes to the action besides who, when and which version."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "day", "files")}


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
        self.fields["suggested"].queryset = _others(self)  # type: ignore[attr-defined]
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
    explanation = area("Giải trình nguyên nhân")
    proposal = area("Đề xuất hướng xử lý với UBND tỉnh", rows=3)

    def what(self) -> dict[str, Any]:
        what = super().what()
        return {"cause": what["cause"], "content": what["explanation"], "proposal": what["proposal"]}


class AskExtensionForm(MoveForm):
    move, verb = Move.ASK_EXTENSION, actions.ask_extension
    lead = "Hạn gốc vẫn được lưu bên cạnh hạn mới."
    wanted_on = DayField(label="Xin gia hạn đến")
    cause = cause()
    reason = area("Lý do")


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
        self.fields["agency"].queryset = _others(self)  # type: ignore[attr-defined]
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


def _others(form: MoveForm) -> Any:
    return directory(form.on, ("office", "department", "district", "commune", "other")).exclude(
        pk=form.assignment.agency_id
    )


def _suggested(assignment: Assignment) -> int | None:
    returned = assignment.return_rows.filter(voided_at=None, answered_at=None).first()
    return returned.suggested_id if returned else None


FORMS: dict[Move, type[MoveForm]] = {
    form.move: form
    for form in (
        TakeUpForm, UpdateForm, ReturnForm, ClaimForm, ExplainForm, AskExtensionForm, DecideExtensionForm, ObstacleForm,
        AnswerObstacleForm, AskOpinionForm, GiveOpinionForm, AssignInsideForm, WriteForm, WaitForm, ConfirmForm,
        RejectForm, CorrectForm, PassOnForm, UpholdForm, EditForm, SetDueForm, RecordReportForm, ReopenForm,
        WithdrawForm,
    )
}  # fmt: skip
"""Every move but the transfer to a successor, which is an act of a succession."""


def form_of(move: Move, assignment: Assignment) -> type[MoveForm]:
    """The form of a move; of one that is waited for outside, the one that ends the wait."""
    if move is Move.WAIT_OUTSIDE and assignment.waits_outside:
        return EndWaitForm
    return FORMS[move]


SHAPES: tuple[tuple[type, str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.Textarea, "area"),
    (forms.RadioSelect, "radio"),
    (forms.CheckboxInput, "check"),
    (forms.ClearableFileInput, "files"),
)


def shapes(form: forms.Form) -> list[tuple[forms.BoundField, str]]:
    """The fields of a form with the macro that draws each."""
    return [(bound, _shape(bound)) for bound in form]


def _shape(bound: forms.BoundField) -> str:
    for widget, shape in SHAPES:
        if isinstance(bound.field.widget, widget):
            return shape
    if isinstance(bound.field, forms.ModelChoiceField) and getattr(bound.field.queryset, "model", None) is Agency:
        return "agency"
    if isinstance(bound.field, forms.ChoiceField | forms.ModelChoiceField):
        return "select"
    return "day" if isinstance(bound.field, DayField) else "line"
