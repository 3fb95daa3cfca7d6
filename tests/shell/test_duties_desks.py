"""Duties: whose desk they lie on, when they are met, put off, dropped and taken back; notices are told once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from giaoviec.duties import actions, queries
from giaoviec.duties.models import Duty, Notice
from giaoviec.journal.actions import act
from giaoviec.rules.duties import DutyKind
from tests.cast import Cast, make_cast

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def by(cast: Cast, username: str = "vanthu", on: date = MONDAY, at: datetime = AT, verb: str = "give") -> Any:
    return act(verb, by=cast.actor(username), on=on, at=at, subject="assignment", subject_id=1)


def kinds(cast: Cast, username: str, on: date = MONDAY) -> list[str]:
    return [owed.kind for owed in queries.owed_by(cast.actor(username), on)]


def owe(a: Any, kind: DutyKind, agency: int, **what: Any) -> None:
    given: dict[str, Any] = {"due_on": date(2026, 11, 27), "subject": "assignment", "subject_id": 1}
    actions.owe(a, kind, agency=agency, **(given | what))


@pytest.mark.parametrize(
    ("username", "sees"),
    [
        ("chanhvp", ["register", "verify", "answer_return", "answer_obstacle"]),
        ("vanthu", ["register", "answer_return"]),
        ("theodoi", ["verify", "answer_return"]),
        ("theodoi.kinhte", ["answer_obstacle"]),
        ("stc.giamdoc", ["first_update"]),
        ("stc.vanphong", ["first_update", "liaison_look"]),
        ("stc.chuyenvien", ["result"]),
        ("sxd.vanphong", []),
        ("sxd.truongphong", ["cycle_update"]),
        ("sxd.chuyenvien", []),
        ("chutich", ["decide_extension"]),
        ("troly", ["decide_extension"]),
        ("pct.kinhte", []),
        ("quantri", ["account_review"]),
        ("hatang", ["backup"]),
        ("theodoi2", ["verify", "answer_return"]),
    ],
)
def test_a_duty_lies_on_the_desks_of_those_who_can_meet_it(cast: Cast, username: str, sees: list[str]) -> None:
    office, stc, sxd = cast.agency("vp").pk, cast.agency("stc").pk, cast.agency("sxd").pk
    tonghop, kinhte = cast.unit("tonghop"), cast.unit("kinhte")
    with by(cast) as a:
        owe(a, DutyKind.REGISTER, office, role="clerk", subject="document")
        owe(a, DutyKind.VERIFY, office, role="monitor", unit=tonghop)
        owe(a, DutyKind.ANSWER_RETURN, office, role="monitor", unit=tonghop)
        owe(a, DutyKind.ANSWER_OBSTACLE, office, role="monitor", unit=kinhte)
        owe(a, DutyKind.ACCOUNT_REVIEW, office, role="administrator", subject="system", subject_id=0)
        owe(a, DutyKind.BACKUP, cast.agency("skhcn").pk, role="infrastructure", subject="system", subject_id=0)
        owe(a, DutyKind.DECIDE_EXTENSION, cast.agency("ubnd").pk, role="chairman")
        owe(a, DutyKind.FIRST_UPDATE, stc)
        owe(a, DutyKind.LIAISON_LOOK, stc, role="liaison", subject="agency", subject_id=stc)
        owe(a, DutyKind.RESULT, stc, person=cast.person("stc.chuyenvien"), subject_id=2)
        owe(a, DutyKind.CYCLE_UPDATE, sxd, unit=cast.unit("sxd.hatang"), subject_id=3)
    seen = kinds(cast, username)
    assert [kind for kind in seen if username != "chanhvp" or kind != "account_review"] == sees


def test_who_stands_in_for_somebody_has_what_names_him_on_his_desk(cast: Cast) -> None:
    with by(cast) as a:
        owe(a, DutyKind.RESULT, cast.agency("sxd").pk, person=cast.person("sxd.chuyenvien"))
    instead = cast.actor("sxd.truongphong", for_="sxd.chuyenvien")
    assert [owed.kind for owed in queries.owed_by(instead, MONDAY)] == ["result"]


def test_late_is_derived_from_a_day_and_ends_when_the_duty_is_met(cast: Cast) -> None:
    with by(cast) as a:
        owe(a, DutyKind.FIRST_UPDATE, cast.agency("stc").pk, due_on=date(2026, 11, 26))
    [owed] = queries.owed_by(cast.actor("stc.vanphong"), MONDAY)
    assert (owed.late(date(2026, 11, 26)), owed.days_late(date(2026, 11, 30))) == (False, 4)
    assert queries.late_by_agency(date(2026, 11, 27)) == {cast.agency("stc").pk: 1}
    with by(cast, "stc.vanphong", on=date(2026, 11, 28), at=LATER, verb="update") as a:
        met = actions.meet(a, kinds=[DutyKind.FIRST_UPDATE], subject="assignment", subject_id=1, on=a.on)
    assert met == 1
    assert kinds(cast, "stc.vanphong") == []
    [owed] = queries.of("assignment", 1)
    assert (owed.met_on, owed.days_late(date(2027, 1, 1))) == (date(2026, 11, 28), 2)
    assert list(queries.late(date(2027, 1, 1))) == []


def test_counts_of_a_desk_add_up_to_what_it_owes(cast: Cast) -> None:
    stc = cast.agency("stc").pk
    days = [date(2026, 11, 20), MONDAY, date(2026, 11, 24), date(2026, 11, 30), date(2026, 12, 1)]
    with by(cast) as a:
        for place, day in enumerate(days):
            owe(a, DutyKind.RESULT, stc, subject_id=place + 1, due_on=day)
    counted = queries.counts(cast.actor("stc.vanphong"), MONDAY)
    assert (counted.overdue, counted.today, counted.week, counted.later) == (1, 1, 2, 1)
    assert counted.total == len(queries.owed_by(cast.actor("stc.vanphong"), MONDAY))


def test_what_is_owed_already_stays_as_it_is(cast: Cast) -> None:
    with by(cast) as a:
        owe(a, DutyKind.RESULT, cast.agency("stc").pk, due_on=date(2026, 12, 1))
        owe(a, DutyKind.RESULT, cast.agency("stc").pk, due_on=date(2026, 12, 9))
        owe(a, DutyKind.RESULT, cast.agency("sxd").pk, due_on=date(2026, 12, 9))
    assert [d.due_on for d in Duty.objects.order_by("id")] == [date(2026, 12, 1), date(2026, 12, 9)]


def test_a_duty_on_no_thing_is_owed_once_too(cast: Cast) -> None:
    for at in (AT, LATER):
        with by(cast, at=at) as a:
            actions.owe(a, DutyKind.BACKUP, agency=cast.agency("vp"), due_on=MONDAY, subject="system")
    assert Duty.objects.count() == 1


def test_a_duty_that_is_put_off_keeps_its_desk_and_the_day_it_was_set(cast: Cast) -> None:
    officer = cast.person("stc.chuyenvien")
    with by(cast) as a:
        owe(a, DutyKind.RESULT, cast.agency("stc").pk, due_on=date(2026, 12, 1), person=officer)
    with by(cast, "theodoi", on=date(2026, 11, 25), at=LATER, verb="decide_extension") as a:
        assert actions.put_off(a, kinds=[DutyKind.RESULT], subject="assignment", subject_id=1, due_on=date(2026, 12, 9))
    [owed] = queries.owed_by(cast.actor("stc.chuyenvien"), MONDAY)
    assert (owed.due_on, owed.on, owed.person_id) == (date(2026, 12, 9), MONDAY, officer.pk)
    assert Duty.objects.filter(dropped_act=a.id).get().due_on == date(2026, 12, 1)


def test_dropping_an_assignment_drops_all_that_hangs_on_it(cast: Cast) -> None:
    with by(cast) as a:
        owe(a, DutyKind.RESULT, cast.agency("stc").pk)
        owe(a, DutyKind.OPINION, cast.agency("sxd").pk, subject="collaboration", subject_id=9, assignment_id=1)
        owe(a, DutyKind.RESULT, cast.agency("stc").pk, subject_id=2)
    with by(cast, "chanhvp", at=LATER, verb="withdraw") as a:
        assert actions.drop(a, subject="assignment", subject_id=1) == 2
    assert [d.subject_id for d in Duty.objects.filter(queries.OPEN)] == [2]


def test_taking_an_act_back_takes_its_duties_back_and_the_past_still_shows_them(cast: Cast) -> None:
    with by(cast) as a:
        owe(a, DutyKind.FIRST_UPDATE, cast.agency("stc").pk)
        owe(a, DutyKind.RESULT, cast.agency("stc").pk, due_on=date(2026, 12, 1))
    with by(cast, "stc.vanphong", at=LATER, verb="claim") as claim:
        actions.meet(claim, kinds=[DutyKind.FIRST_UPDATE], subject="assignment", subject_id=1, on=MONDAY)
        owe(claim, DutyKind.VERIFY, cast.agency("vp").pk, role="monitor")
        actions.tell(
            claim, agency=cast.agency("vp"), kind="claim", subject="assignment", subject_id=1, text="x", key="c1"
        )
    with by(cast, "stc.vanphong", at=datetime(2026, 11, 23, 3, tzinfo=UTC), verb="void") as a:
        actions.void(a, claim.id)
    assert kinds(cast, "stc.vanphong") == ["first_update", "result"]
    assert kinds(cast, "theodoi") == []
    assert not Notice.objects.exists()
    met = Duty.objects.get(met_act=claim.id)
    assert (met.voided_act, met.met_on) == (a.id, MONDAY)
    again = Duty.objects.get(kind=DutyKind.FIRST_UPDATE, voided_at=None)
    assert (again.on, again.due_on, again.met_at) == (MONDAY, met.due_on, None)


def test_who_asked_sees_what_waits_on_the_desks_of_others(cast: Cast) -> None:
    with by(cast, "stc.vanphong", verb="claim") as a:
        owe(a, DutyKind.VERIFY, cast.agency("vp").pk, role="monitor", unit=cast.unit("tonghop"))
        owe(a, DutyKind.OPINION, cast.agency("sxd").pk, subject_id=2)
    with by(cast, at=LATER) as a:
        owe(a, DutyKind.RESULT, cast.agency("sxd").pk, subject_id=3, awaited_unit=cast.unit("kinhte"))
        owe(a, DutyKind.REGISTER, cast.agency("vp").pk, role="clerk", subject="document")

    def waits(username: str) -> list[str]:
        return [owed.kind for owed in queries.waiting_elsewhere(cast.actor(username), MONDAY)]

    assert waits("stc.vanphong") == ["verify", "opinion"]
    assert waits("theodoi.kinhte") == ["result", "register"]
    assert waits("theodoi") == ["register"]
    assert waits("vanthu") == ["result"]
    assert waits("stc.chuyenvien") == []


def test_desks_and_counts_cost_one_statement_each(cast: Cast, django_assert_num_queries: Any) -> None:
    with by(cast) as a:
        actions.owe_all(
            a,
            [
                actions.Debt(DutyKind.RESULT, cast.agency("stc").pk, MONDAY, "assignment", pk, awaited_by_id=None)
                for pk in range(1, 60)
            ],
        )
    actor = cast.actor("stc.vanphong")
    with django_assert_num_queries(1):
        assert len(queries.owed_by(actor, MONDAY)) == 59
    with django_assert_num_queries(1):
        assert queries.counts(actor, MONDAY).today == 59
    with django_assert_num_queries(1):
        assert len(queries.of_assignment(7)) == 1


def test_the_same_thing_is_told_once_and_seen_by_its_desk_only(cast: Cast) -> None:
    what: dict[str, Any] = {"agency": cast.agency("stc"), "kind": "given", "subject": "assignment", "subject_id": 1}
    with by(cast) as a:
        for _ in range(2):
            actions.tell(a, **what, text="Việc mới", key="given:1")
        actions.tell(a, **what, text="Riêng", key="given:2", person=cast.person("stc.chuyenvien"))
    liaison, officer = cast.actor("stc.vanphong"), cast.actor("stc.chuyenvien")
    [told] = queries.notices_for(liaison)
    assert told.text == "Việc mới"
    assert [n.text for n in queries.notices_for(officer)] == ["Riêng"]
    assert actions.see([told.pk], by=officer, at=LATER) == 0
    assert actions.see([told.pk], by=liaison, at=LATER) == 1
    assert queries.notices_for(liaison, unseen=True) == []
