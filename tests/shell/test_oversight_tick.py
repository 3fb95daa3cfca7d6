"""`tick`: what the calendar demands up to a day, once, on its own day also after silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage

from giaoviec.agencies.models import Person
from giaoviec.assignments.actions.claims import claim, reject
from giaoviec.assignments.actions.doing import explain, update
from giaoviec.assignments.actions.ending import withdraw
from giaoviec.assignments.actions.extensions import ask_extension, decide_extension
from giaoviec.assignments.actions.returns import give_back
from giaoviec.duties import queries as duties
from giaoviec.duties.models import Digest, Duty, Notice, TickRun
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from giaoviec.oversight.actions import calendar_duties, standing_duties, tick
from giaoviec.oversight.models import Urging
from giaoviec.rules.duties import DutyKind
from tests.cast import DAY, Cast, make_cast
from tests.shell.story import at, given, when

pytestmark = pytest.mark.django_db

DUE = date(2026, 12, 4)  # A Friday.
DAY_AFTER = date(2026, 12, 5)
EXPLAINED: dict[str, Any] = {
    "cause": "disaster",
    "content": "Mưa lớn kéo dài.",
    "proposal": "Cho phép hoàn thành trước 20/12.",
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def run(day: date) -> Any:
    return tick(on=day, at=at(day, 6))


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def of_kind(kind: DutyKind) -> list[tuple[Any, ...]]:
    rows = Duty.objects.filter(kind=kind, voided_at=None).order_by("id")
    return list(rows.values_list("agency__code", "on", "due_on", "turn"))


def everything() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Duty, Notice, Digest, Event, TickRun))


# ---- twice, and after silence


def test_a_second_run_on_a_day_does_nothing(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    given(cast, due_on=DUE)
    given(cast, "stc", due_on=None)
    run(DAY_AFTER)
    before, sent = everything(), len(mailoutbox)
    assert str(run(DAY_AFTER)).startswith("1 ngày, 0 kỳ nhiệm vụ mới, 0 việc phải giải trình, 0 kỳ cập nhật, 0 việc")
    assert (everything(), len(mailoutbox)) == (before, sent)


def test_days_of_silence_are_caught_up_each_on_its_own_day(cast: Cast) -> None:
    given(cast, due_on=DUE)
    run(DAY)
    done = run(date(2026, 12, 10))
    assert (done.days, done.explanations) == (17, 1)
    assert TickRun.objects.count() == 18
    assert of_kind(DutyKind.EXPLANATION) == [("sxd", DAY_AFTER, date(2026, 12, 9), "overdue 2026-12-04")]


def test_people_are_reminded_of_the_last_day_of_a_silence_only(cast: Cast) -> None:
    given(cast, due_on=DUE)
    run(DAY)
    run(date(2026, 12, 10))
    assert set(Notice.objects.filter(kind="remind").values_list("on", flat=True)) <= {date(2026, 12, 10)}


def test_a_day_before_one_carried_out_is_looked_through_in_silence(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    given(cast, due_on=DUE)
    run(date(2026, 12, 8))
    mailoutbox.clear()
    assert run(date(2026, 12, 3)).reminded == 0
    assert mailoutbox == []


def test_where_no_office_is_entered_nobody_owes_anything() -> None:
    assert (run(DAY).days, Duty.objects.count()) == (1, 0)


# ---- explanations (8.2)


def test_an_explanation_is_owed_three_working_days_after_falling_overdue(cast: Cast) -> None:
    row = given(cast, due_on=DUE)
    assert run(DUE).explanations == 0
    assert run(DAY_AFTER).explanations == 1
    [owed] = [duty for duty in duties.owed_by(cast.actor("sxd.vanphong"), DAY_AFTER) if duty.kind == "explanation"]
    assert (owed.assignment_id, owed.due_on, owed.days_late(DAY_AFTER)) == (row.pk, date(2026, 12, 9), 0)
    waiting = duties.waiting_elsewhere(cast.actor("theodoi"), DAY_AFTER)
    assert "explanation" in [duty.kind for duty in waiting]


def test_an_explanation_is_owed_once_for_each_due_date_that_passed(cast: Cast) -> None:
    row = given(cast, due_on=DUE)
    for day in days(DAY_AFTER, date(2026, 12, 8)):
        run(day)
    assert len(of_kind(DutyKind.EXPLANATION)) == 1
    explain(row.pk, **EXPLAINED, **when(cast, "sxd.vanphong", date(2026, 12, 8)))
    ask_extension(
        row.pk,
        wanted_on=date(2026, 12, 11),
        cause="disaster",
        reason="Mưa.",
        **when(cast, "sxd.vanphong", date(2026, 12, 8)),
    )
    decide_extension(row.pk, granted_on=date(2026, 12, 11), reason="", **when(cast, "theodoi", date(2026, 12, 8)))
    assert [run(day).explanations for day in days(date(2026, 12, 9), date(2026, 12, 14))] == [0, 0, 0, 1, 0, 0]
    assert [turn for *_, turn in of_kind(DutyKind.EXPLANATION)] == ["overdue 2026-12-04", "overdue 2026-12-11"]


def test_no_explanation_is_owed_while_the_office_holds_it_or_once_it_is_explained(cast: Cast) -> None:
    claimed, returned, explained = given(cast, due_on=DUE), given(cast, "stc", DUE), given(cast, "muine", DUE)
    claim(claimed.pk, content="Đã rà soát xong.", **when(cast, "sxd.vanphong", DUE))
    give_back(returned.pk, reason="Không thuộc chức năng.", **when(cast, "stc.vanphong", DUE))
    explain(explained.pk, **EXPLAINED, **when(cast, "muine.vanphong", DAY_AFTER))
    assert run(date(2026, 12, 8)).explanations == 0


def test_a_claim_rejected_after_the_due_date_calls_for_the_explanation(cast: Cast) -> None:
    row = given(cast, due_on=DUE)
    claim(row.pk, content="Đã rà soát xong.", **when(cast, "sxd.vanphong", DUE))
    assert run(date(2026, 12, 7)).explanations == 0
    reject(row.pk, reason="Thiếu tọa độ.", **when(cast, "theodoi", date(2026, 12, 7), hour=10))
    assert run(date(2026, 12, 8)).explanations == 1


def test_an_act_that_was_quicker_than_the_tick_is_not_asked_to_explain(cast: Cast, monkeypatch: Any) -> None:
    row = given(cast, due_on=DUE)
    read = calendar_duties._explain

    def and_meanwhile(rows: Any, on: date) -> Any:
        debts = list(read(rows, on))
        explain(row.pk, **EXPLAINED, **when(cast, "sxd.vanphong", DAY_AFTER))
        return iter(debts)

    monkeypatch.setattr(calendar_duties, "_explain", and_meanwhile)
    run(DAY_AFTER)
    assert of_kind(DutyKind.EXPLANATION) == []


# ---- cycles (7.2b, second dash)


def test_open_ended_work_owes_an_update_in_each_cycle(cast: Cast) -> None:
    row = given(cast, "stc", due_on=None)
    assert [turn for *_, turn in of_kind(DutyKind.CYCLE_UPDATE)] == ["quarter 2026-10-01"]
    update(row.pk, content="Đang triển khai.", **when(cast, "stc.vanphong"))
    assert run(date(2026, 12, 31)).cycles == 0
    assert run(date(2027, 1, 1)).cycles == 1
    assert of_kind(DutyKind.CYCLE_UPDATE)[-1] == ("stc", date(2027, 1, 1), date(2027, 3, 31), "quarter 2027-01-01")
    update(row.pk, content="Xong giai đoạn 1.", **when(cast, "stc.vanphong", date(2027, 1, 4)))
    assert [run(day).cycles for day in (date(2027, 1, 5), date(2027, 3, 31), date(2027, 4, 1))] == [0, 0, 1]


def test_work_that_has_ended_owes_no_cycle(cast: Cast) -> None:
    row = given(cast, "stc", due_on=None)
    withdraw(row.pk, reason="Thay bằng văn bản khác.", **when(cast, "chanhvp"))
    assert run(date(2027, 1, 1)).cycles == 0


def test_where_the_calendar_lacks_a_year_the_tick_goes_on_and_looks_again(cast: Cast) -> None:
    given(cast, "stc", due_on=None)
    done = run(date(2060, 1, 1))
    assert done.days == 1
    assert "quarter 2060-01-01" not in [turn for *_, turn in of_kind(DutyKind.CYCLE_UPDATE)]


# ---- the weekly look (8.2, second dash)


def test_each_week_an_agency_with_open_work_owes_a_look(cast: Cast) -> None:
    given(cast, due_on=DUE)
    run(DAY)
    assert of_kind(DutyKind.LIAISON_LOOK) == [("sxd", DAY, date(2026, 11, 30), "2026-W48")]
    head = [duty.kind for duty in duties.owed_by(cast.actor("sxd.giamdoc"), DAY)]
    assert DutyKind.LIAISON_LOOK not in head
    run(date(2026, 11, 30))
    assert [turn for *_, turn in of_kind(DutyKind.LIAISON_LOOK)] == ["2026-W48", "2026-W49"]


def test_a_look_since_the_week_began_has_met_it_on_its_day(cast: Cast) -> None:
    given(cast, due_on=DUE)
    run(DAY)
    Person.objects.filter(username="sxd.vanphong").update(seen_at=at(DAY + timedelta(days=2)))
    run(DAY + timedelta(days=3))
    look = Duty.objects.get(kind=DutyKind.LIAISON_LOOK)
    assert look.met_on == DAY + timedelta(days=2)
    assert run(DAY + timedelta(days=4)).standing == 0


def test_a_look_before_the_week_began_does_not_count(cast: Cast) -> None:
    given(cast, due_on=DUE)
    Person.objects.filter(username="sxd.vanphong").update(seen_at=at(DAY - timedelta(days=1)))
    run(DAY)
    run(DAY + timedelta(days=4))
    assert Duty.objects.get(kind=DutyKind.LIAISON_LOOK).met_on is None


# ---- paper reports (6.2) and the review of accounts


def test_each_quarter_the_office_and_every_agency_are_reminded_of_the_paper_report(cast: Cast) -> None:
    run(DAY)
    rows = of_kind(DutyKind.PAPER_REPORT)
    assert {row[0] for row in rows} == {"vp", "stc", "sxd", "snnmt", "snv", "skhcn", "thanhtra", "phuquy", "muine"}
    assert {row[1:] for row in rows} == {(DAY, date(2026, 12, 31), "quarter 2026-10-01")}
    assert [duty.kind for duty in duties.owed_by(cast.actor("vanthu"), DAY)] == ["paper_report"]


def test_a_paper_report_is_ticked_as_sent_by_its_agency_once(cast: Cast) -> None:
    run(DAY)
    mine = next(duty for duty in duties.owed_by(cast.actor("sxd.vanphong"), DAY) if duty.kind == "paper_report")
    with pytest.raises(Refused) as stranger:
        standing_duties.tick_off(mine.id, **when(cast, "stc.vanphong"))
    assert stranger.value.status == 404
    standing_duties.tick_off(mine.id, **when(cast, "sxd.vanphong"))
    assert duties.owed_by(cast.actor("sxd.vanphong"), DAY) == []
    with pytest.raises(Refused) as again:
        standing_duties.tick_off(mine.id, **when(cast, "sxd.giamdoc"))
    assert again.value.sentence == "Việc này đã được đánh dấu."
    assert Event.objects.latest("id").verb == "mark_paper_report"


def test_each_half_year_the_administrators_review_the_accounts(cast: Cast) -> None:
    run(DAY)
    [owed] = duties.owed_by(cast.actor("quantri"), DAY)
    assert (owed.kind, owed.due_on, owed.turn) == ("account_review", date(2026, 12, 31), "half_year 2026-07-01")


# ---- urging letters (9.3)


def test_letters_are_drafted_on_working_days_once(cast: Cast) -> None:
    row = given(cast, due_on=DUE)
    update(row.pk, content="Đã phân công.", **when(cast, "sxd.vanphong", DUE))
    assert run(date(2026, 12, 10)).letters == 0
    done = run(date(2026, 12, 11))
    assert done.letters == 1
    assert "1 dự thảo đôn đốc" in str(done)
    assert run(date(2026, 12, 11)).letters == 0
    assert [letter.agency.code for letter in Urging.objects.filter(voided_at=None)] == ["sxd"]


def test_no_letter_is_drafted_on_a_day_off_nor_for_the_days_of_a_silence(cast: Cast) -> None:
    row = given(cast, due_on=DUE)
    update(row.pk, content="Đã phân công.", **when(cast, "sxd.vanphong", DUE))
    run(DUE)
    assert run(date(2026, 12, 12)).letters == 0  # a Saturday
    assert run(date(2026, 12, 14)).letters == 1
    assert Urging.objects.get().on == date(2026, 12, 14)
