"""The leaders' desk: four cells, what waits for them, late agencies, obstacles, answers; decided right there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, say, signed_in
from giaoviec.agencies.views.common import when
from giaoviec.assignments import queries as assignments
from giaoviec.assignments.actions.extensions import decide_extension
from giaoviec.assignments.models import Extension
from giaoviec.oversight.forms.leading import DecisionForm as LineDecisionForm
from giaoviec.oversight.queries import inspection, leading, reports_up
from giaoviec.regulation.asking import AskingForm, DayField, attempt
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.duties import DutyKind, decider
from giaoviec.rules.leading import PRESSED
from giaoviec.rules.roles import LEADERS, Role
from giaoviec.site.desk import figures, parts, weeks
from giaoviec.site.undoing import UNDO

SHOWN = 5
"""Proposals of the Office on the page; the rest stand in the report."""
TOLD_ABOVE = ("answer_leader", "send_report_up")
"""News that has a part of its own on the page."""


class DecisionForm(AskingForm):
    """What is decided on an extension: until when, or not at all."""

    buoc = forms.ChoiceField(choices=[("dong-y", "Đồng ý"), ("khong", "Không đồng ý")])
    version = forms.IntegerField(required=False)
    granted_on = DayField(label="Cho đến ngày", required=False)
    reason = forms.CharField(label="Ý kiến chỉ đạo", required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("buoc") == "dong-y" and not cleaned.get("granted_on") and "granted_on" not in self.errors:
            self.add_error("granted_on", "Ghi ngày cho đến, ví dụ 15/12/2026.")
        return cleaned


@dataclass(frozen=True, slots=True)
class Decision:
    """An extension that waits for this leader."""

    assignment_id: int
    title: str
    note: str
    reason: str
    form: DecisionForm
    may: bool
    refused: bool


def morning(request: Request, *, asked: DecisionForm | None = None, pk: int = 0, status: int = 200) -> HttpResponse:
    """The page; with the form of a decision that was refused still filled in."""
    actor, on = request.actor, clock.today()
    offered = figures.spans(on)
    span = next((one for one in offered if one.slug == request.GET.get("ky")), offered[0])
    table = figures.table(actor, span, on)
    late_in_all, late = figures.late_agencies(table, actor, span, on)
    leads = actor.role in LEADERS
    waiting_obstacles, obstacles = figures.obstacles(actor, on) if leads else (0, [])
    decisions = _decisions(request, asked, pk) if leads else []
    lines_in_all, lines = reports_up.waiting(actor, limit=SHOWN)
    heat, praised = weeks.heat_and_praise(actor, table, late, on) if leads else (None, [])
    context: dict[str, Any] = {
        "leads": leads,
        "now": clock.now(),
        "today": on,
        "span": span,
        "spans": [(one.label, f"/?{urlencode({'ky': one.slug})}", one is span) for one in offered],
        "cells": figures.cells(table, actor, span),
        "all_url": figures.work(tinh_hinh="duoc-giao", **figures.links_of(actor, span)),
        "open_url": figures.undated(actor),
        "decisions": decisions,
        "lines": lines,
        "lines_in_all": lines_in_all,
        "inspections": inspection.proposed(limit=SHOWN) if leads else [],
        "line_forms": {one.pk: LineDecisionForm(auto_id=f"id_de_xuat_{one.pk}_%s") for one in lines},
        "decides": actor.role is Role.CHAIRMAN,
        "prepared": leading.prepared(actor) if leads else [],
        "approves": actor.role is not Role.ASSISTANT,
        "answers": leading.answered(actor) if leads else [],
        "acts": PRESSED if leads else (),
        "heat": heat,
        "praised": praised,
        "lost": asked.errors if asked and not any(one.refused for one in decisions) else {},
        "late": late,
        "late_in_all": late_in_all,
        "late_scale": max((agency.sum for agency in late), default=1),
        "obstacles": obstacles,
        "obstacles_in_all": waiting_obstacles,
        "counts": figures.counts(table, actor, span),
        "news": parts.news(actor, on, but=TOLD_ABOVE),
        "fields": actor.directs_fields if actor.role is Role.VICE_CHAIRMAN else (),
    }
    return render(request, "site/sang_nay.html", context, status=status)


@signed_in
@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    """An extension is granted, granted shorter or refused from the morning page."""
    if assignments.get(request.actor, pk) is None:
        raise Http404
    form = DecisionForm(request.POST, auto_id=f"id_{pk}_%s")
    done = attempt(form, lambda: _decided(request, pk, form))
    if done is None:
        return morning(request, asked=form, pk=pk, status=form.status)
    request.session[UNDO] = str(done.decided_act)
    say(request, f"Đã quyết định: {done.get_decision_display()}.")
    return go(request, "/")


def _decided(request: Request, pk: int, form: DecisionForm) -> Extension:
    data = form.cleaned_data
    granted = data["granted_on"] if data["buoc"] == "dong-y" else None
    return decide_extension(
        pk, granted_on=granted, reason=data["reason"], version=data["version"], **when(request)
    )  # fmt: skip


def _decisions(request: Request, asked: DecisionForm | None, pk: int) -> list[Decision]:
    """What waits on this desk, earliest first. Two statements."""
    actor, on = request.actor, clock.today()
    owed = parts.owing(actor, on).filter(kind=DutyKind.DECIDE_EXTENSION).order_by("due_on", "id")[:20]
    pending = Extension.objects.filter(
        assignment_id__in=[duty.assignment_id for duty in owed], decided_at=None, voided_at=None
    ).select_related("assignment__task", "assignment__agency")
    may = actor.role is decider(starred=True, profile=profile_on(on))
    return [
        Decision(
            assignment_id=row.assignment_id,
            title=f"Gia hạn việc gắn sao đến {row.wanted_on:%d/%m/%Y}: {_content(row)}",
            note=f"{row.assignment.agency.name} xin ngày {row.on:%d/%m/%Y}"
            + (f"; hạn hiện nay {row.asked_on_due:%d/%m/%Y}" if row.asked_on_due else ""),
            reason=row.reason,
            form=asked if asked and pk == row.assignment_id else _blank(row),
            may=may,
            refused=bool(asked) and pk == row.assignment_id,
        )
        for row in pending.order_by("id")
    ]


def _content(row: Extension) -> str:
    return row.assignment.content or row.assignment.task.content


def _blank(row: Extension) -> DecisionForm:
    prefix = f"id_{row.assignment_id}_%s"
    initial = {"granted_on": f"{row.wanted_on:%d/%m/%Y}", "version": row.assignment.version}
    return DecisionForm(initial=initial, auto_id=prefix)
