"""What went up to the Chairman and what came back: reports with his decisions, and the leaders' acts with answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from giaoviec.agencies.queries import office
from giaoviec.assignments.models import OPEN_ONES, Assignment
from giaoviec.demo.scene import Scene, agency
from giaoviec.demo.urged import plan_sending
from giaoviec.oversight.actions import deciding, leading, reports_up
from giaoviec.oversight.models import ChairmanReport, Decision, ReportLine
from giaoviec.rules.leading import LeaderActKind
from giaoviec.rules.moves import WITH_AGENCY
from giaoviec.rules.proposals import Measure

ASK, URGE, COMMEND = LeaderActKind.ASK, LeaderActKind.URGE, LeaderActKind.COMMEND
ACTS = (
    (34, "chutich", COMMEND, "sgddt", False),
    (26, "chutich", ASK, "snnmt", True),
    (15, "chutich", COMMEND, "syt", False),
    (12, "pct.kinhte", URGE, "sct", True),
    (9, "chutich", URGE, "sxd", True),
    (4, "chutich", ASK, "stc", True),
    (2, "chutich", ASK, "sxd", False),
    (2, "pct.nongnghiep", URGE, "snnmt", False),
    (1, "chutich", URGE, "phuquy", False),
    (1, "troly", COMMEND, "skhcn", False),
    (1, "chutich", ASK, "vp", False),
)
"""So many working days ago: who, what, to whom, whether it was answered."""
LINES = 8
"""Lines of one report, at most: what the Chairman reads in a morning."""


def plan(scene: Scene) -> None:
    scene.plan(scene.ago(24), 9, partial(_report, scene))
    scene.plan(scene.ago(2), 9, partial(_report, scene))
    scene.plan(scene.ago(22), 7.2, partial(_decide_all, scene))
    scene.plan(scene.ago(1), 7.5, partial(_ask_about_one, scene))
    _leaders(scene)


# ---- reports


def _report(scene: Scene, on: date, at: datetime) -> None:
    """Composed by a monitor, signed and sent by the head of the Office on the same day."""
    report = reports_up.compose(by=scene.actor("theodoi"), on=on, at=at)
    _arrange(scene, report, on, at + timedelta(minutes=10))
    head = scene.actor("chanhvp")
    scene.plan(on, 15, lambda day, then: reports_up.sign(report.pk, by=head, on=day, at=then))
    scene.plan(on, 16, lambda day, then: reports_up.send(report.pk, by=head, on=day, at=then))


def _arrange(scene: Scene, report: ChairmanReport, on: date, at: datetime) -> None:
    """What the monitor changes in the draft: not too many lines, and not the same measure for everybody."""
    by, lines = scene.actor("theodoi"), list(ReportLine.objects.filter(report=report).order_by("position"))
    for line in lines[LINES:]:
        reports_up.remove_line(line.pk, by=by, on=on, at=at)
    if len({line.measure for line in lines}) == 1:
        for line, measure in zip(lines[1::2], (Measure.INSPECT, Measure.ASK), strict=False):
            reports_up.edit_line(line.pk, measure=measure, reason=line.reason, by=by, on=on, at=at)


def _decide_all(scene: Scene, on: date, at: datetime) -> None:
    """The older report: agreed to, or otherwise, or not now, so that each outcome is there to see."""
    report = ChairmanReport.objects.filter(voided_at=None).order_by("id").first()
    chairman = scene.actor("chutich")
    lines = ReportLine.objects.filter(report=report, voided_at=None).order_by("position")
    for place, line in enumerate(lines):
        deciding.decide(line.pk, by=chairman, on=on, at=at + timedelta(minutes=place), **_decision(scene, line, place))
        line.refresh_from_db()
        _follow(scene, line, on)


def _follow(scene: Scene, line: ReportLine, on: date) -> None:
    """What came of a decision: the letter goes out, the question is answered."""
    if line.result == "urging" and line.result_id:
        plan_sending(scene, line.result_id, on, hour=9)
        scene.plan(scene.after(on, 2), 10, partial(_carried_out, scene, line.pk))
    if line.result == "leader_act" and line.result_id and line.decided_measure == Measure.ASK:
        scene.plan(scene.after(on, 2), 15, partial(_answer, scene, line.result_id, line.agency_id))


def _decision(scene: Scene, line: ReportLine, place: int) -> dict[str, Any]:
    if place == 1:
        return {"decision": Decision.DECLINE, "text": scene.say("declined")}
    if line.measure == Measure.INSPECT or place == 2:
        other = Measure.URGE if line.measure == Measure.ASK else Measure.ASK
        return {"decision": Decision.CHANGE, "measure": other, "text": scene.say("changed")}
    return {"decision": Decision.AGREE}


def _carried_out(scene: Scene, pk: int, on: date, at: datetime) -> None:
    deciding.carried_out(pk, note=scene.say("carried_out"), by=scene.actor("theodoi"), on=on, at=at)


def _ask_about_one(scene: Scene, on: date, at: datetime) -> None:
    """Of the report that waits for him he asks about its first line; the others wait."""
    line = ReportLine.objects.filter(voided_at=None, decision="", report__stage="sent").order_by("position").first()
    if line:
        deciding.ask(line.pk, text=scene.say("line_questions"), by=scene.actor("chutich"), on=on, at=at)


# ---- hỏi, đôn đốc, biểu dương


def _leaders(scene: Scene) -> None:
    for days, who, kind, code, answered in ACTS:
        scene.plan(scene.ago(days), 7.2, partial(_lead, scene, who, kind, code, answered))


def _lead(scene: Scene, who: str, kind: LeaderActKind, code: str, answered: bool, on: date, at: datetime) -> None:
    """About one open task of the agency where it is asked or urged; else, or of the Office, about the agency."""
    to_office = code == "vp"
    row = None if kind is COMMEND or who != "chutich" else _work("stc" if to_office else code)
    about: dict[str, Any] = {"assignment": row.pk, "to_office": to_office} if row else {"agency": agency(code)}
    words = scene.say(f"leader_{kind.value}")
    made = leading.lead(kind, text=words, by=scene.actor(who), on=on, at=at, **about)
    if answered and not to_office:
        scene.plan(scene.after(on, 2), 15, partial(_answer, scene, made.pk, made.agency_id))


def _work(code: str) -> Assignment | None:
    """The task of an agency that has been open longest after its day."""
    rows = Assignment.objects.filter(OPEN_ONES, agency=agency(code), stage__in=WITH_AGENCY, due_on__isnull=False)
    return rows.filter(parent=None).order_by("due_on", "id").first()


def _answer(scene: Scene, pk: int, agency_id: int, on: date, at: datetime) -> None:
    by = scene.speaker(agency_id) if agency_id != office().pk else scene.actor("theodoi")
    leading.answer(pk, text=scene.say("leader_answers"), by=by, on=on, at=at)
