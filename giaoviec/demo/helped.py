"""What helps work along: obstacles handled together, causes judged, guidance, own rules, certified silence."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from giaoviec.agencies.models import Agency
from giaoviec.assignments.actions import cases
from giaoviec.assignments.actions.silence import certify_silence
from giaoviec.assignments.models import OPEN_ONES, Assignment, Collaboration, Explanation, Obstacle, ObstacleCase
from giaoviec.demo import typesetting
from giaoviec.demo.pieces import SHARED_DECIDED, SHARED_WAITS
from giaoviec.demo.scene import Scene, agency
from giaoviec.documents.files import NewFile, store
from giaoviec.duties.models import Duty
from giaoviec.journal.errors import Refused
from giaoviec.oversight.actions import guidance, standing_duties, suggestions
from giaoviec.oversight.actions.explanations import judge_explanation
from giaoviec.rules.causes import CAUSES
from giaoviec.rules.duties import DutyKind

CERTIFIED, JUDGED, GUIDED = 3, 14, 8


def plan(scene: Scene) -> None:
    _obstacles(scene)
    for days in range(2, 2 + JUDGED):
        scene.plan(scene.ago(days), 10.3, partial(_judge, scene))
    for number in range(GUIDED):
        scene.plan(scene.ago(3 + 4 * number), 11, partial(_guide, scene, number))
    for days in range(CERTIFIED):
        scene.plan(scene.ago(1 + days), 14, partial(_certify, scene))
    _own(scene)
    _suggestions(scene)
    scene.plan(scene.ago(6), 0.1, lambda on, at: standing_duties.paper_reports(on=on, at=at))
    scene.plan(scene.ago(4), 15, partial(_paper_sent, scene))


# ---- obstacles


def _obstacles(scene: Scene) -> None:
    """One that three agencies met was decided for all; another was passed on and waits for its answer."""
    scene.plan(scene.ago(5), 10, partial(_join, scene, SHARED_DECIDED[1]))
    scene.plan(scene.ago(5), 11, partial(_pass, scene, SHARED_DECIDED[1], "snv", 3))
    scene.plan(scene.ago(4), 15, partial(_advise, scene, SHARED_DECIDED[1]))
    scene.plan(scene.ago(3), 9, partial(_decide, scene, SHARED_DECIDED[1]))
    scene.plan(scene.ago(3), 10, partial(_join, scene, SHARED_WAITS[1]))
    scene.plan(scene.ago(2), 9, partial(_pass, scene, SHARED_WAITS[1], "snnmt", -2))


def _waiting(problem: str) -> list[Obstacle]:
    return list(Obstacle.objects.filter(problem=problem, answered_at=None, voided_at=None).order_by("id"))


def _join(scene: Scene, problem: str, on: date, at: datetime) -> None:
    rows = [row.pk for row in _waiting(problem)]
    if rows:
        cases.join_obstacles(rows[0], rows[1:], by=scene.actor("theodoi"), on=on, at=at)


def _pass(scene: Scene, problem: str, code: str, days: int, on: date, at: datetime) -> None:
    asked, reply_by = Agency.objects.get(code=code), scene.ago(days) if days > 0 else scene.ahead(-days)
    for row in _waiting(problem)[:1]:
        cases.pass_obstacle(
            row.pk, agency=asked, question=scene.say("obstacle_questions"), reply_by=reply_by,
            by=scene.actor("theodoi"), on=on, at=at,
        )  # fmt: skip


def _advise(scene: Scene, problem: str, on: date, at: datetime) -> None:
    for case in ObstacleCase.objects.filter(problem=problem, replied_on=None).exclude(asked=None)[:1]:
        assert case.asked_id is not None
        by = scene.speaker(case.asked_id)
        cases.advise_obstacle(case.pk, reply=scene.say("obstacle_replies"), by=by, on=on, at=at)


def _decide(scene: Scene, problem: str, on: date, at: datetime) -> None:
    for row in _waiting(problem)[:1]:
        by = scene.actor("chanhvp")
        cases.decide_obstacle(row.pk, answer=scene.say("obstacle_decisions"), by=by, on=on, at=at)


# ---- explanations, guidance, silence


def _judge(scene: Scene, on: date, at: datetime) -> None:
    """The cause of an explanation that came some days before."""
    rows = Explanation.objects.filter(objective=None, voided_at=None, assignment__parent=None, on__lt=on)
    row = rows.select_related("assignment").order_by("-on", "-id").first()
    if row:
        known = CAUSES.get(row.cause)
        objective = bool(known and known.objective)
        reason = scene.say("objective" if objective else "not_objective")
        by = scene.monitor(row.assignment.monitoring_unit_id)
        judge_explanation(row.pk, objective=objective, reason=reason, by=by, on=on, at=at)


def _guide(scene: Scene, number: int, on: date, at: datetime) -> None:
    codes = ("stc", "sxd", "phuquy", "stc", "snnmt", "sxd", "snv", "phuquy")
    rows = Assignment.objects.filter(OPEN_ONES, agency=agency(codes[number % len(codes)]), parent=None, given_on__lt=on)
    row = rows.filter(task__guidance=None).order_by("-given_on", "-id").first()
    if row:
        by = scene.monitor(row.monitoring_unit_id)
        guidance.guide(row.pk, content=scene.say("guidance"), by=by, on=on, at=at)


def _certify(scene: Scene, on: date, at: datetime) -> None:
    """The first opinion that did not come in its days, of work on which nothing happened since."""
    rows = Collaboration.objects.filter(
        answered_at=None, voided_at=None, due_on__lt=on, assignment__acted_on__lt=on, assignment__parent=None
    )
    for row in rows.select_related("assignment").order_by("due_on", "id"):
        try:
            certify_silence(row.pk, by=scene.speaker(row.assignment.agency_id), on=on, at=at)
            return
        except Refused:
            continue


# ---- agencies' own rules and checks


def _own(scene: Scene) -> None:
    for number, code in enumerate(("stc", "sxd", "snnmt", "syt", "phuquy", "ductrong")):
        scene.plan(scene.ago(48 - 5 * number), 14, partial(_regulation, scene, code, number))
    for number, code in enumerate(("stc", "sxd", "phuquy", "sgddt", "stc", "snv", "ductrong")):
        scene.plan(scene.ago(30 - 4 * number), 16, partial(_check, scene, code))


def _regulation(scene: Scene, code: str, number: int, on: date, at: datetime) -> None:
    by = scene.speaker(agency(code))
    name = Agency.objects.get(code=code).name
    paper, day = f"{112 + 31 * number}/QĐ-{code.upper()}", on - timedelta(days=6)
    summary = f"Quy chế theo dõi, đôn đốc thực hiện nhiệm vụ được giao tại {name}"
    lines = [name.upper(), f"Số: {paper}", f"Lâm Đồng, ngày {day:%d/%m/%Y}", "QUYẾT ĐỊNH", f"Ban hành {summary}"]
    lines += scene.say("own_regulation")
    data = typesetting.word(lines)
    blob = store(data, at)
    file = NewFile(f"QD-{number + 1}.docx", blob.sha256, blob.size, "\n".join(lines))
    guidance.record_regulation(number=paper, issued_on=day, summary=summary, files=[file], by=by, on=on, at=at)


def _check(scene: Scene, code: str, on: date, at: datetime) -> None:
    what, result = scene.say("internal_checks")
    by = scene.speaker(agency(code))
    guidance.record_check(checked_on=on - timedelta(days=1), what=what, result=result, by=by, on=on, at=at)


def _paper_sent(scene: Scene, on: date, at: datetime) -> None:
    """Some have sent their paper report already."""
    owed = Duty.objects.filter(kind=DutyKind.PAPER_REPORT, met_on=None, voided_at=None).order_by(
        "agency__position", "id"
    )
    for place, duty in enumerate(owed.exclude(agency__code__in=["vp", "sxd", "phuquy"])[:20]):
        if place % 2 == 0 and duty.agency_id:
            by = scene.speaker(duty.agency_id)
            standing_duties.tick_off(duty.pk, by=by, on=on, at=at + timedelta(minutes=7 * place))


# ---- the suggestion box


def _suggestions(scene: Scene) -> None:
    for number in range(6):
        scene.plan(scene.ago(number * 6 + 2), 15, partial(_suggest, scene, number))


def _suggest(scene: Scene, number: int, on: date, at: datetime) -> None:
    """The older ones are answered."""
    kind, content, letter, answer = scene.say("suggestions")
    code = ("phuquy", "stc", "sxd", "syt", "ductrong", "snnmt")[number]
    made = suggestions.suggest(kind, content=content, letter=letter, by=scene.speaker(agency(code)), on=on, at=at)
    if number:
        day = scene.after(on, 2)
        by = scene.actor("theodoi")
        scene.plan(day, 10, lambda then_on, then: suggestions.answer(made.pk, text=answer, by=by, on=then_on, at=then))
