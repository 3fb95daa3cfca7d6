"""What the pages of urging ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from giaoviec.assignments.forms.fields import cause_choices
from giaoviec.oversight.actions.urging import Changes
from giaoviec.oversight.actions.urging_answers import Answer
from giaoviec.oversight.models import Urging, UrgingItem
from giaoviec.regulation.asking import AskingForm, DayField
from giaoviec.rules.documents import Urgency

URGENCIES = [(one.value, one.vi) for one in Urgency]


def _line(label: str, most: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, error_messages={"required": f"Ghi {label.lower()}."}, **options
    )  # fmt: skip


class LetterForm(AskingForm):
    """The editor; the items stand beside it as `viec` in their order, those to be added as `them`."""

    summary = _line("Trích yếu", 300)
    opening = forms.CharField(label="Mở đầu", error_messages={"required": "Ghi phần mở đầu của văn bản."})
    closing = forms.CharField(label="Kết thúc", required=False)
    answer_by = DayField(label="Hạn trả lời", required=False)
    symbol = _line("Ký hiệu", 40)
    urgency = forms.ChoiceField(label="Độ khẩn", choices=URGENCIES)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def changes(self, assignments: tuple[int, ...]) -> Changes:
        data = self.cleaned_data
        return Changes(
            summary=data["summary"], opening=data["opening"], closing=data["closing"], symbol=data["symbol"],
            urgency=data["urgency"], answer_by=data["answer_by"], assignments=assignments,
        )  # fmt: skip


TYPED = ("summary", "opening", "closing", "symbol", "urgency", "answer_by")


def letter_form(letter: Urging, typed: Mapping[str, Any]) -> LetterForm:
    """The editor as the letter stands, with the words that were typed into it and not yet saved."""
    names = ("summary", "opening", "closing", "symbol", "urgency", "version")
    day = f"{letter.answer_by:%d/%m/%Y}" if letter.answer_by else ""
    stands = {name: getattr(letter, name) for name in names} | {"answer_by": day}
    return LetterForm(initial=stands | {name: typed[name] for name in TYPED if isinstance(typed.get(name), str)})


class RecallForm(AskingForm):
    reason = forms.CharField(label="Lý do thu hồi", error_messages={"required": "Nêu lý do thu hồi."})


class AnswerLetterForm(AskingForm):
    """Three fields an unanswered item: what will be done, by when, why it is late; empty ones wait."""

    def __init__(self, *args: Any, items: list[UrgingItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_items = [item for item in items if item.answered_at is None]
        for item in self.open_items:
            self.fields[f"answer_{item.pk}"] = forms.CharField(label="Việc sẽ làm", required=False)
            self.fields[f"promised_{item.pk}"] = DayField(label="Ngày sẽ xong", required=False)
            self.fields[f"cause_{item.pk}"] = forms.ChoiceField(
                label="Nguyên nhân chậm", choices=cause_choices(), required=False
            )

    def answers(self) -> list[Answer]:
        """What was filled in, in whole or in part: the action says what lacks."""
        data = self.cleaned_data
        return [
            Answer(item.pk, data[f"answer_{item.pk}"], data[f"promised_{item.pk}"], data[f"cause_{item.pk}"])
            for item in self.open_items
            if any(data.get(f"{name}_{item.pk}") for name in ("answer", "promised", "cause"))
        ]
