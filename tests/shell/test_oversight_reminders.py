"""Reminders on their days, and one mail a person and day; a month of ticks over a small cast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django_q.models import Schedule

from giaoviec.assignments.actions.claims import claim, confirm, reject
from giaoviec.assignments.actions.doing import update
from giaoviec.assignments.actions.extensions import ask_extension
from giaoviec.assignments.actions.obstacles import report_obstacle
from giaoviec.assignments.models import Assignment
from giaoviec.duties import queries as duties
from giaoviec.duties.models import Digest, Duty, Notice
from giaoviec.ops import schedule
from giaoviec.oversight.actions import tick
from giaoviec.rules.duties import DutyKind
from giaoviec.rules.tasks import Quality
from tests.cast import DAY, Cast, make_cast
from tests.shell.story import at, given, when

pytestmark = pytest.mark.django_db

DUE = date(2026, 12, 4)  # A Friday.
EXPLAINED: dict[str, Any] = {"cause": "disaster", "content": "Mưa lớn kéo dài.", "proposal": "Cho phép lùi hạn."}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def run(day: date) -> Any:
    return tick(on=day, at=at(day, 6))


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


# ---- reminders


def test_reminders_come_seven_three_and_one_day_before_the_day_after_and_then_weekly(cast: Cast) -> None:
    row = given(cast, due_on=DUE)
    update(row.pk, content="Đang rà soát.", **when(cast, "sxd.vanphong"))
    for day in days(date(2026, 11, 26), date(2026, 12, 20)):
        run(day)
    told = Notice.objects.filter(kind="remind", text__contains="kết quả thực hiện, hạn").order_by("on")
    assert [(f"{row.on:%d/%m}", row.text.partition(":")[0]) for row in told] == [
        ("27/11", "Còn 7 ngày"),
        ("01/12", "Còn 3 ngày"),
        ("03/12", "Còn 1 ngày"),
        ("05/12", "Quá 1 ngày"),
        ("12/12", "Quá 8 ngày"),
        ("19/12", "Quá 15 ngày"),
    ]


def test_a_reminder_lies_on_the_desk_of_those_who_owe_it(cast: Cast) -> None:
    given(cast, due_on=DUE)
    run(date(2026, 12, 1))
    assert [row.text for row in duties.notices_for(cast.actor("sxd.giamdoc")) if row.kind == "remind"] == [
        "Còn 3 ngày: kết quả thực hiện, hạn 04/12/2026"
    ]
    assert [row for row in duties.notices_for(cast.actor("stc.giamdoc")) if row.kind == "remind"] == []


def test_nothing_is_urged_that_the_office_holds(cast: Cast) -> None:
    rows = {name: given(cast, name, DUE) for name in ("sxd", "stc", "muine", "snnmt")}
    day = date(2026, 11, 30)
    claim(rows["sxd"].pk, content="Đã rà soát xong.", **when(cast, "sxd.vanphong", day))
    ask_extension(
        rows["stc"].pk, wanted_on=date(2026, 12, 20), cause="disaster", reason="Mưa.", **when(cast, "stc.vanphong", day)
    )
    report_obstacle(
        rows["muine"].pk,
        cause="disaster",
        problem="Sạt lở chia cắt.",
        proposal="Cử lực lượng.",
        **when(cast, "muine.vanphong", day),
    )
    run(date(2026, 12, 1))
    urged = Notice.objects.filter(kind="remind", text__contains="kết quả thực hiện, hạn").values_list(
        "agency__code", flat=True
    )
    assert list(urged) == ["snnmt"]


def test_the_weekly_look_is_never_reminded_of(cast: Cast) -> None:
    given(cast, due_on=DUE)
    for day in (DAY, date(2026, 11, 27), date(2026, 11, 29), date(2026, 12, 1)):
        run(day)
    assert not Notice.objects.filter(kind="remind", text__contains="mở phần mềm").exists()


# ---- one mail a person and day


def test_the_digest_says_what_is_late_and_due_and_new(
    cast: Cast, mailoutbox: list[EmailMessage], settings: Any
) -> None:
    settings.PUBLIC_URL = "https://giaoviec.example"
    row = given(cast, due_on=DUE)
    update(row.pk, content="Đang rà soát.", **when(cast, "sxd.vanphong"))
    given(cast, "sxd", date(2026, 12, 8), day=date(2026, 12, 7), content="Gia cố taluy km 98")
    mailoutbox.clear()
    run(date(2026, 12, 8))
    [mail] = [mail for mail in mailoutbox if mail.to == ["sxd.vanphong@lamdong.example"]]
    assert mail.subject == "Giao Việc 08/12/2026: 1 việc quá hạn, 1 việc hôm nay"
    assert mail.extra_headers["X-Giaoviec-Kind"] == "digest"
    assert mail.body.startswith(
        "Kính gửi đồng chí Ngô Thị Yến,\n\nChánh Văn phòng Sở, Sở Xây dựng\nThứ Ba, 08/12/2026\n"
    )
    assert (
        "QUÁ HẠN\n- kết quả thực hiện, hạn 04/12/2026: Rà soát các vị trí sạt lở trên đèo Bảo Lộc, báo cáo UBND tỉnh\n"
        f"  https://giaoviec.example/viec/{row.pk}/\n"
    ) in mail.body
    assert "HÔM NAY\n- kết quả thực hiện, hạn 08/12/2026: Gia cố taluy km 98\n" in mail.body
    assert "VỪA VỀ LẠI\n- Việc mới giao: Gia cố taluy km 98\n" in mail.body
    assert mail.body.endswith("Mở bàn việc: https://giaoviec.example/\nMỗi ngày chỉ có một thư như thế này.\n")
    assert "&" not in mail.body


def test_a_person_gets_one_digest_a_day(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    given(cast, due_on=DUE)
    for _ in range(3):
        run(DUE)
    assert max(Counter(mail.to[0] for mail in mailoutbox).values()) == 1
    assert Digest.objects.filter(on=DUE).exclude(sent_at=None).count() == len(mailoutbox)


def test_whoever_owes_nothing_and_was_told_nothing_gets_no_mail(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    given(cast, due_on=DUE)
    run(DUE)
    heard = {mail.to[0].partition("@")[0] for mail in mailoutbox}
    assert heard == {"sxd.giamdoc", "sxd.vanphong"}


def test_on_a_day_off_what_is_late_alone_is_silent(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    row = given(cast, due_on=DUE)
    update(row.pk, content="Đang rà soát.", **when(cast, "sxd.vanphong"))
    run(date(2026, 12, 6))
    assert mailoutbox == []
    run(date(2026, 12, 7))
    assert len(mailoutbox) == 2


class Away(EmailBackend):
    """A mail server that does not answer."""

    def open(self) -> bool:
        raise ConnectionRefusedError


class Choosy(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages: Any) -> int:
        if messages[0].to == ["sxd.giamdoc@lamdong.example"]:
            raise OSError
        return super().send_messages(messages) or 0


def test_while_the_mail_server_is_away_nothing_is_lost_and_the_next_run_sends(
    cast: Cast, mailoutbox: list[EmailMessage], settings: Any
) -> None:
    given(cast, due_on=DUE)
    own, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Away"
    done = run(DUE)
    assert (done.digests, done.failed_mails, mailoutbox) == (0, 1, [])
    assert str(done).endswith("; 1 thư chưa gửi được")
    settings.EMAIL_BACKEND = own
    assert (run(DUE).digests, len(mailoutbox)) == (2, 2)


def test_an_address_that_is_refused_does_not_keep_the_others_from_their_mail(
    cast: Cast, mailoutbox: list[EmailMessage], settings: Any
) -> None:
    given(cast, due_on=DUE)
    settings.EMAIL_BACKEND = f"{__name__}.Choosy"
    for _ in range(7):
        run(DUE)
    assert [mail.to for mail in mailoutbox] == [["sxd.vanphong@lamdong.example"]]
    refused = Digest.objects.get(person__username="sxd.giamdoc")
    assert (refused.failures, refused.sent_at) == (5, None)


# ---- a month of it


def test_a_month_of_daily_ticks_leaves_no_duty_double_and_none_out(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    rows = [
        given(cast, name, DAY + timedelta(days=step), content=f"Việc {name} {step}")
        for name in ("sxd", "stc", "muine", "phuquy", "snnmt")
        for step in (3, 9, 16)
    ]
    rows += [given(cast, name, None, content=f"Việc thường xuyên của {name}") for name in ("sxd", "phuquy")]
    liaisons = {cast.agency(name).pk: f"{name}.vanphong" for name in ("sxd", "stc", "muine", "snnmt")}
    liaisons[cast.agency("phuquy").pk] = "xa.phuquy"
    for number, day in enumerate(days(DAY, date(2026, 12, 24))):
        _live(cast, rows, liaisons, number, day)
        run(day)
        _hold(day)
    assert run(date(2026, 12, 24)).reminded == 0
    assert max(Counter((mail.to[0], mail.subject[10:20]) for mail in mailoutbox).values()) == 1


def _live(cast: Cast, rows: list[Assignment], liaisons: dict[int, str], number: int, day: date) -> None:
    """Each day one of the assignments moves: updated, claimed, confirmed or rejected."""
    row = Assignment.objects.get(pk=rows[number % len(rows)].pk)
    if row.stage in ("given", "under_way") and number % 3:
        more: dict[str, Any] = {"explanation": EXPLAINED} if row.due_on and row.due_on < day else {}
        claim(row.pk, content="Đã làm xong.", **more, **when(cast, liaisons[row.agency_id], day, hour=5))
    elif row.stage in ("given", "under_way"):
        update(row.pk, content="Đang làm.", **when(cast, liaisons[row.agency_id], day, hour=5))
    elif row.stage == "claimed" and number % 2:
        confirm(row.pk, quality=Quality.GOOD, **when(cast, "theodoi", day, hour=5))
    elif row.stage == "claimed":
        reject(row.pk, reason="Chưa đủ.", **when(cast, "theodoi", day, hour=5))


def _hold(day: date) -> None:
    """What must be true at the end of any day."""
    open_ones = Duty.objects.filter(duties.OPEN)
    keys = open_ones.values_list("kind", "subject", "subject_id", "agency_id", "turn")
    assert max(Counter(keys).values(), default=1) == 1
    late = Assignment.objects.filter(stage__in=["given", "under_way"], due_on__lt=day, explained=False)
    asked = Duty.objects.filter(kind=DutyKind.EXPLANATION, assignment_id__in=late.values("pk"), voided_at=None)
    assert Counter(asked.values_list("assignment_id", flat=True)) == Counter(late.values_list("pk", flat=True))
    assert max(Counter(Digest.objects.values_list("person_id", "on")).values(), default=1) == 1
    assert max(Counter(Notice.objects.values_list("agency_id", "key")).values(), default=1) == 1


def test_mails_that_failed_are_tried_again_soon(cast: Cast, settings: Any, set_day: Any) -> None:
    set_day(DUE)
    given(cast, due_on=DUE)
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    schedule.run_tick()
    schedule.run_tick()
    assert Schedule.objects.filter(name="tick for failed mails", schedule_type=Schedule.ONCE).count() == 1
