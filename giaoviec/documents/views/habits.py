"""`/quan-tri/thoi-quen-doc/`: the province's own words for the reader, and what they do to a sentence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from giaoviec.agencies.access import Request, need
from giaoviec.agencies.views.common import done, press, when
from giaoviec.documents.actions import add_habit, drop_habit
from giaoviec.documents.models import Habit
from giaoviec.documents.proposing import read_text
from giaoviec.regulation.asking import AskingForm, attempt

KINDS = {"task": "là giao việc", "not_task": "không phải giao việc", "term": "thời hạn"}


class HabitForm(AskingForm):
    """A phrase as the province's documents write it, and what it means."""

    kind = forms.ChoiceField(label="Cụm từ này", choices=list(KINDS.items()))
    phrase = forms.CharField(
        label="Cụm từ", max_length=200, error_messages={"required": "Hãy ghi cụm từ như văn bản thường viết."}
    )
    meaning = forms.CharField(
        label="Nghĩa là", max_length=200, required=False, help_text="Chỉ với thời hạn, ví dụ: trước ngày 05 hằng tháng."
    )


@need("manage_profile")
def page(request: Request) -> HttpResponse:
    """The list; POST enters one more."""
    form = HabitForm(request.POST or None)
    if request.method != "POST":
        return _show(request, form)
    if attempt(form, lambda: add_habit(**form.cleaned_data, **when(request))) is None:
        return _show(request, form)
    return done(request, reverse("documents:habits"), "Đã thêm; văn bản vào sổ từ nay được đọc theo cụm từ này.")


@need("manage_profile")
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Takes one back."""
    get_object_or_404(Habit, pk=pk)
    refusal = press(lambda: drop_habit(pk, **when(request)))
    return done(request, reverse("documents:habits"), refusal.sentence if refusal else "Đã bỏ cụm từ.")


def _show(request: Request, form: HabitForm) -> HttpResponse:
    tried = " ".join(request.GET.get("thu", "").split())[:500]
    context: dict[str, Any] = {
        "form": form,
        "habits": list(Habit.objects.filter(voided_at=None).select_related("by")),
        "kinds": KINDS,
        "tried": tried,
        "read": read_text(tried) if tried else None,
        "verdicts": {"task": "nhiệm vụ", "not_task": "không phải nhiệm vụ", "unsure": "chưa chắc"},
    }
    return render(request, "documents/thoi_quen_doc.html", context, status=form.status)
