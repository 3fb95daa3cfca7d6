"""Evaluation in a demonstration: last year's sheets, an item that its agency contested and won, the lock; and this year
up to today. Made through the real actions, once the history is written."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q

from giaoviec.agencies.models import Person
from giaoviec.agencies.principals import actor_of
from giaoviec.agencies.queries import people_of
from giaoviec.assignments.models import Assignment
from giaoviec.days import start_of
from giaoviec.duties.models import Notice
from giaoviec.evaluation import actions
from giaoviec.evaluation.models import Kind, Round, Sheet, SheetLine
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.periods import period
from giaoviec.rules.roles import Role
from giaoviec.rules.schemes import WHOLE

REASON = (
    "Việc này phải chờ ý kiến của bộ, cơ quan đã báo cáo bằng văn bản trong thời hạn; đề nghị tính là nguyên nhân "
    "khách quan."
)
ANSWER = "Đã đối chiếu văn bản của cơ quan và của bộ: cơ quan trình đúng hạn, phần chậm không thuộc cơ quan."
DECISION = "Chấp nhận: chậm do chờ ý kiến của bộ, có văn bản kèm theo."
GENERAL = "Theo kết luận kiểm điểm, đánh giá cuối năm."
KINDS = ("make_sheets", "contest", "answer_contest", "decide_contest")


def evaluate(today: date, now: datetime) -> None:
    """Last year whole, where the history reaches back to it; this year provisionally."""
    one = period("year", today.year, 1, profile_on(today))
    year = one.year if one.last_day < today else one.year - 1
    last = period("year", year, 1, profile_on(today))
    if Assignment.objects.filter(parent=None, given_on__lte=last.last_day).exists():
        _whole(year, calendar().add(last.last_day, 2), today)
    actions.write(actions.begin(year + 1, by=_actor("noivu", today), on=today, at=now).pk, on=today, at=now)
    Notice.objects.filter(kind__in=KINDS, seen_at=None, on__lt=today).update(seen_at=now - timedelta(days=1))


def _whole(year: int, on: date, today: date) -> None:
    """Made, contested and decided, locked when the window is over."""
    home, head = _actor("noivu", today), _actor("chanhvp", today)
    made = actions.write(actions.begin(year, by=home, on=on, at=_at(on, 9)).pk, on=on, at=_at(on, 10))
    _contest(made, home, head, on, today)
    _general(made, home, on)
    assert made.contest_until is not None
    after = calendar().add(made.contest_until, 2)
    if after < today:
        actions.lock(made.pk, by=home, on=after, at=_at(after, 15))


def _contest(made: Round, home: Actor, head: Actor, on: date, today: date) -> None:
    """The first line that cost an agency points, or that did not count, of an agency whose leader has an account."""
    lost = Q(quantity__lt=WHOLE) | Q(quality__lt=WHOLE) | Q(timeliness__lt=WHOLE)
    lines = SheetLine.objects.filter(sheet__round=made, sheet__kind=Kind.AGENCY).select_related("sheet__agency")
    lines = lines.exclude(sheet__agency=home.agency_id)
    ordered = [*lines.filter(lost).order_by("sheet__position", "position"), *lines.filter(quantity=None)[:50]]
    for line in ordered:
        leaders = people_of(line.sheet.agency, [Role.AGENCY_HEAD, Role.LIAISON], on=today)
        by = actor_of(leaders[0], day=today) if leaders else None
        if by is None or by.role not in (Role.AGENCY_HEAD, Role.LIAISON):
            continue
        days = [calendar().add(on, n) for n in (2, 3, 5)]
        row = actions.contest(line.pk, reason=REASON, by=by, on=days[0], at=_at(days[0], 8))
        actions.answer(row.pk, text=ANSWER, by=home, on=days[1], at=_at(days[1], 9))
        timeliness = None if line.timeliness is None and line.quantity is not None else WHOLE
        given = (WHOLE, WHOLE, timeliness)
        actions.decide(
            row.pk, granted=True, decision=DECISION, given=given, by=head, on=days[2], at=_at(days[2], 14)
        )  # fmt: skip
        return


def _general(made: Round, home: Actor, on: date) -> None:
    day = calendar().add(on, 6)
    for n, sheet in enumerate(Sheet.objects.filter(round=made, kind=Kind.HEAD).order_by("position")):
        points = Decimal(26) + Decimal(n % 7) / 2
        actions.give_general(sheet.pk, points=points, reason=GENERAL, by=home, on=day, at=_at(day, 8 + n % 8))


def _actor(username: str, today: date) -> Actor:
    found = actor_of(Person.objects.get(username=username), day=today)
    assert found is not None
    return found


def _at(day: date, hour: int) -> datetime:
    return start_of(day) + timedelta(hours=hour)
