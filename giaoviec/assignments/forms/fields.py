"""The fields of the forms of moves, and what every such form has: whose row it is, its version, the day of the act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django import forms

from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import directory
from giaoviec.assignments.models import Assignment, Obstacle
from giaoviec.regulation.asking import DayField
from giaoviec.rules.access import Actor
from giaoviec.rules.causes import tree
from giaoviec.rules.moves import Move
from giaoviec.rules.relations import Situation
from giaoviec.rules.tasks import Quality

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
        choices=cause_choices(),
        error_messages={"required": "Chọn nguyên nhân trong danh sách."},
    )


def cause_choices() -> list[tuple[str, Any]]:
    """The tree of causes, by group."""
    groups = [(vi, [(cause.code, cause.vi) for cause in causes]) for vi, causes in tree()]
    return [("", "Chọn nguyên nhân"), *groups]


class OwnObstacle(forms.ModelChoiceField):
    """The obstacle, reported before, that a reason refers to; offered where there is one (`own_obstacles`)."""

    def __init__(self) -> None:
        super().__init__(
            Obstacle.objects.none(), label="Do khó khăn, vướng mắc đã báo", required=False,
            empty_label="Không do vướng mắc nào", help_text="Nguyên nhân khách quan nên dẫn đến vướng mắc đã báo.",
        )  # fmt: skip

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.on:%d/%m/%Y}: {obj.problem[:80]}"


def own_obstacles(form: MoveForm) -> None:
    """Fills the field `obstacle` of a form, or takes it away where there is nothing to refer to."""
    found = Obstacle.objects.filter(assignment=form.assignment, voided_at=None).order_by("-id")
    if found.exists():
        form.fields["obstacle"].queryset = found  # type: ignore[attr-defined]
    else:
        del form.fields["obstacle"]


def referred(what: dict[str, Any]) -> dict[str, Any]:
    """What goes to the action, with the obstacle by its number."""
    chosen = what.pop("obstacle", None)
    return what | ({"obstacle": chosen.pk} if chosen else {})


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


def others(form: MoveForm) -> Any:
    return directory(form.on, ("office", "department", "district", "commune", "other")).exclude(
        pk=form.assignment.agency_id
    )


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
