"""Forms of the administration: days as people write them, texts past the secret gate, an action's "no" at its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict

from giaoviec.intake.gate import judge_text
from giaoviec.journal import access_log
from giaoviec.journal.errors import Refused

T = TypeVar("T")
DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
DAY_WRONG = "Ngày không đúng; hãy ghi theo dạng 24/11/2026."


class DayField(forms.DateField):
    """A day written 24/11/2026 (or as ISO); its errors say how."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {"invalid": DAY_WRONG, "required": "Chưa ghi ngày."})
        super().__init__(input_formats=DAY_FORMATS, **options)


class AskingForm(forms.Form):
    """Every text field passes the secret gate (6.2) before anything is done with it; what does not is forgotten."""

    ungated: frozenset[str] = frozenset()
    """Fields that are never stored as text (passwords), or that their action judges, leaving a `Refusal` behind."""

    refused_status = 422

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows this form."""
        return self.refused_status if self.is_bound and self.errors else 200

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str) and name not in self.ungated:
                verdict = judge_text(value, where="field")
                if verdict.kind != "clean":
                    access_log.note_here("secret", rule=verdict.rule)
                    self.data = without(self.data, self.add_prefix(name))
                    self.add_error(name, verdict.sentence)
        return cleaned


def without(data: Mapping[str, Any], name: str) -> QueryDict:
    """What was sent, with one field emptied: what is marked secret is not shown again, the rest is."""
    kept = QueryDict(mutable=True)
    kept.update(data)
    kept[name] = ""
    return kept


def attempt(form: AskingForm, do: Callable[[], T]) -> T | None:
    """What `do` returns, or None with the errors in the form: its own, or the sentence of a `Refused` at its field."""
    if not form.is_valid():
        return None
    try:
        return do()
    except Refused as no:
        form.refused_status = no.status
        if no.forgets and no.field in form.fields:
            form.data = without(form.data, form.add_prefix(no.field))
        form.add_error(no.field if no.field in form.fields else None, said(no))
        return None


def said(no: Refused) -> str:
    """The sentence of a refusal with its ground."""
    return f"{no.sentence} Căn cứ: {no.ground.vi}." if no.ground else no.sentence


def words(text: str) -> tuple[str, ...]:
    """A list that was typed with commas or line ends."""
    return tuple(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())
