"""Inspections (8.1c): proposed, decided, a team that sees what it inspects while it does, sheets, conclusion, the rest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from giaoviec.agencies import principals
from giaoviec.agencies.models import Membership
from giaoviec.assignments import queries as assignments
from giaoviec.assignments.models import Assignment
from giaoviec.documents import queries as documents
from giaoviec.duties import queries as duties
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.models import Event
from giaoviec.oversight.actions import inspection as actions
from giaoviec.oversight.actions import inspection_ending as ending
from giaoviec.oversight.actions import inspection_sheets as sheets
from giaoviec.oversight.actions import inspection_team as team
from giaoviec.oversight.models import Inspection, Sheet, TeamMember
from giaoviec.oversight.queries import inspection as queries
from giaoviec.rules.access import Actor
from giaoviec.rules.citation import Cite
from giaoviec.rules.tasks import Quality
from tests.shell.world import World, again, make_world

pytestmark = pytest.mark.django_db

WHEN_DUE = date(2026, 12, 15)


class Inspecting(World):
    """A world in which inspections are held."""

    def act(self, verb: Any, *args: Any, who: str | Actor = "theodoi", **what: Any) -> Any:
        return verb(*args, by=self.who(who), on=self.day, at=self.at(), **what)

    def agency_ids(self, codes: str) -> list[int]:
        return [self.cast.agency(code).pk for code in codes.split()]

    def propose(self, codes: str = "sxd", **what: Any) -> Inspection:
        usual: dict[str, Any] = {"kind": "sudden", "reason": "Nhiều việc báo xong mà dân phản ánh chưa xong."}
        made: Inspection = self.act(actions.propose, agencies=self.agency_ids(codes), **(usual | what))
        return made

    def decided(self, codes: str = "sxd", **what: Any) -> Inspection:
        row = self.propose(codes)
        usual: dict[str, Any] = {
            "agree": True, "number": "1523/QĐ-UBND", "seed": "2026", "first_on": self.day,
            "last_on": self.day + timedelta(days=11),
        }  # fmt: skip
        found: Inspection = self.act(actions.decide, row.pk, who="chutich", **(usual | what))
        return found

    def join(self, row: Inspection, username: str, role: str = "member") -> TeamMember:
        made: TeamMember = self.act(team.join, row.pk, person=self.cast.person(username).pk, role=role)
        return made

    def under_way(self, codes: str = "sxd") -> Inspection:
        """Decided, with a head of the Office and an inspector of the Thanh tra; begun."""
        row = self.decided(codes)
        self.join(row, "theodoi2", "head")
        self.join(row, "thanhtra")
        begun: Inspection = self.act(actions.begin, row.pk)
        return begun

    def closed(self, code: str = "sxd", **what: Any) -> Assignment:
        """Given, reported as done and confirmed today."""
        row = self.give(code, due_on=WHEN_DUE, **what)
        liaison = {"sxd": "sxd.vanphong", "stc": "stc.vanphong", "muine": "muine.vanphong"}[code]
        self.do(liaison, "claim", row, content="Đã xong.")
        self.do("theodoi", "confirm", row, quality=Quality.GOOD)
        return again(row)

    def seat(self, row: Inspection, username: str) -> Actor:
        """The actor that somebody is in his seat in the team."""
        one = TeamMember.objects.filter(inspection=row, person=self.cast.person(username)).latest("id")
        person = self.cast.person(username)
        person.refresh_from_db()
        found = principals.actor_of(person, day=self.day, key=str(one.seat_id))
        assert found is not None
        return found

    def fill(self, row: Inspection, sheet: Sheet, who: str | Actor = "theodoi2", **what: Any) -> Sheet:
        usual: dict[str, Any] = {"verdict": "genuine", "evidence": "Xem hồ sơ nghiệm thu."}
        done: Sheet = self.act(sheets.fill, sheet.pk, inspection=row.pk, who=who, **(usual | what))
        return done

    def conclude(self, row: Inspection, who: str = "chanhvp", **what: Any) -> Inspection:
        owned = dict.fromkeys(queries.inspected(row).values_list("agency_id", flat=True), "Giám đốc chịu trách nhiệm.")
        usual: dict[str, Any] = {
            "number": "15/KL-UBND", "nature": "Báo cáo sai sự thật.", "degree": "Nghiêm trọng.",
            "cause": "Buông lỏng.", "responsibilities": owned,
        }  # fmt: skip
        found: Inspection = self.act(ending.conclude, row.pk, who=who, **(usual | what))
        return found


@pytest.fixture
def world() -> Inspecting:
    return Inspecting(make_world().cast)


def refused(do: Any) -> Refused:
    with pytest.raises(Refused) as no:
        do()
    return no.value


def owed(world: World, username: str | Actor) -> list[tuple[str, date]]:
    return [(one.kind.value, one.due_on) for one in duties.owed_by(world.who(username), world.day)]


# ---- proposing and deciding


def test_a_proposal_lies_on_the_chairmans_desk_and_the_journal_has_no_words_of_it(world: Inspecting) -> None:
    row = world.propose("sxd phuquy")
    assert (row.state, [one.agency.code for one in queries.inspected(row)]) == ("proposed", ["sxd", "phuquy"])
    assert owed(world, "chutich") == [("decide_inspection", date(2026, 12, 1))]
    event = Event.objects.get(verb="propose_inspection")
    assert (event.subject_id, "phản ánh" in event.facts) == (row.pk, False)


@pytest.mark.parametrize(
    ("codes", "what", "field", "sentence"),
    [
        ("", {}, "agencies", "Chọn ít nhất một cơ quan được kiểm tra."),
        ("vp", {}, "agencies", "Chỉ kiểm tra sở, ngành, địa phương, tổ chức được giao việc và đang hoạt động."),
        ("sxd", {"reason": " "}, "reason", "Ghi lý do, mục đích kiểm tra."),
        ("sxd", {"kind": "weekly"}, "kind", "Chọn kiểm tra định kỳ hoặc đột xuất."),
        ("sxd", {"kind": "routine"}, "first_on", "Kiểm tra định kỳ theo kế hoạch năm: ghi ngày bắt đầu dự kiến."),
        (
            "sxd",
            {"first_on": date(2026, 12, 2), "last_on": date(2026, 12, 1)},
            "last_on",
            "Ngày cuối không được trước ngày đầu.",
        ),
    ],
)
def test_what_a_proposal_lacks_is_said_at_its_field(
    world: Inspecting, codes: str, what: dict[str, Any], field: str, sentence: str
) -> None:
    no = refused(lambda: world.propose(codes, **what))
    assert (no.field, no.sentence, no.status, Inspection.objects.count()) == (field, sentence, 422, 0)


def test_a_decision_publishes_the_seed_and_the_days_and_tells_the_agency(world: Inspecting) -> None:
    row = world.propose()
    world.act(actions.decide, row.pk, who="chutich", agree=True, number=" 1523/QĐ-UBND ", decided_on=world.day)
    row.refresh_from_db()
    assert (row.state, row.number) == ("decided", "1523/QĐ-UBND")
    assert (row.first_on, row.last_on) == (date(2026, 11, 25), date(2026, 12, 8))  # ten working days; 24/11 is off
    assert len(row.seed) == 16
    assert owed(world, "chutich") == []
    assert owed(world, "theodoi") == [("conclude_inspection", date(2026, 12, 22))]
    [told] = duties.notices_for(world.who("sxd.vanphong"))
    assert (told.kind, told.text) == ("decide_inspection", "Quyết định 1523/QĐ-UBND: kiểm tra đột xuất từ 25/11/2026.")


def test_the_chairman_may_refuse_with_a_reason(world: Inspecting) -> None:
    row = world.propose()

    def decide(**what):
        return world.act(actions.decide, row.pk, who="chutich", agree=False, **what)

    assert refused(decide).sentence == "Nêu lý do không kiểm tra."
    assert decide(note="Vừa thanh tra trong quý.").state == "refused"
    assert queries.get(world.who("sxd.vanphong"), row.pk) is None


def test_nobody_decides_twice_nor_without_the_right_nor_without_a_number(world: Inspecting) -> None:
    row = world.propose()

    def decide(who, **what):
        return world.act(actions.decide, row.pk, who=who, agree=True, **what)

    assert refused(lambda: decide("theodoi", number="1/QĐ")).status == 403
    assert refused(lambda: decide("sxd.vanphong", number="1/QĐ")).status == 404
    assert refused(lambda: decide("chutich")).sentence == "Ghi số, ký hiệu quyết định kiểm tra."
    decide("chutich", number="1523/QĐ-UBND")
    no = refused(lambda: decide("chutich", number="1524/QĐ-UBND"))
    assert no.sentence == "Chỉ đồng ý kiểm tra được khi cuộc kiểm tra chờ quyết định; cuộc này đã quyết định."
    row.refresh_from_db()
    assert row.number == "1523/QĐ-UBND"


def test_of_two_who_decide_at_once_one_is_told(world: Inspecting) -> None:
    row = world.propose()
    world.act(actions.decide, row.pk, who="chutich", agree=True, number="1/QĐ-UBND", version=1)
    with pytest.raises(Stale):
        world.act(actions.decide, row.pk, who="chutich", agree=True, number="2/QĐ-UBND", version=1)


def test_a_decision_is_not_dated_before_the_proposal(world: Inspecting) -> None:
    row = world.propose()
    early = world.day - timedelta(days=1)

    def decide():
        return world.act(actions.decide, row.pk, who="chutich", agree=True, number="1", decided_on=early)

    assert refused(decide).sentence == "Ngày quyết định phải từ ngày đề xuất (23/11/2026) đến hôm nay."


# ---- the team


def test_an_inspection_begins_with_a_head_on_its_first_day(world: Inspecting) -> None:
    row = world.decided(first_on=world.day + timedelta(days=2))
    assert refused(lambda: world.act(actions.begin, row.pk)).sentence == "Cuộc kiểm tra bắt đầu từ ngày 25/11/2026."
    world.go(2)
    assert "chưa có trưởng đoàn" in refused(lambda: world.act(actions.begin, row.pk)).sentence
    world.join(row, "theodoi2", "head")
    assert world.act(actions.begin, row.pk).state == "under_way"
    assert ("fill_sheets", date(2026, 12, 4)) in owed(world, "theodoi2")
    assert ("fill_sheets", date(2026, 12, 4)) not in owed(world, "theodoi")


@pytest.mark.parametrize("username", ["sxd.vanphong", "quantri", "kiemtoan"])
def test_nobody_of_the_inspected_agency_nor_a_technical_account_nor_an_auditor_joins(
    world: Inspecting, username: str
) -> None:
    row = world.decided()
    no = refused(lambda: world.join(row, username))
    assert (no.field, no.status) == ("person", 422)
    assert "không thuộc cơ quan được kiểm tra" in no.sentence


def test_a_team_has_one_head_and_nobody_twice(world: Inspecting) -> None:
    row = world.decided()
    world.join(row, "theodoi2", "head")
    assert "đã có trưởng đoàn" in refused(lambda: world.join(row, "thanhtra", "head")).sentence
    assert refused(lambda: world.join(row, "theodoi2")).sentence == "Người này đã ở trong đoàn."


def test_a_member_of_another_agency_has_a_seat_for_the_teams_days_alone(world: Inspecting) -> None:
    row = world.decided()
    one = world.join(row, "stc.vanphong")
    assert (one.seat.role, one.seat.from_on, one.seat.to_on) == ("inspector", date(2026, 11, 23), date(2026, 12, 5))
    assert one.seat.agency == world.cast.agency("stc")
    world.act(actions.prolong, row.pk, last_on=date(2026, 12, 10), reason="Mưa bão.")
    one.seat.refresh_from_db()
    assert one.seat.to_on == date(2026, 12, 11)
    office = world.join(row, "theodoi2", "head")
    assert office.seat == world.cast.membership("theodoi2")


def test_a_seat_sees_what_has_a_sheet_with_its_document_and_nothing_else(world: Inspecting) -> None:
    mine, other = world.closed(), world.closed()
    row = world.under_way()
    seat = world.seat(row, "thanhtra")
    assert not assignments.visible(seat).exists()
    world.act(sheets.choose, row.pk, assignments=[mine.pk], reason="Dân phản ánh.")
    assert [one.pk for one in assignments.visible(seat)] == [mine.pk]
    assert documents.get(seat, mine.document_id) is not None
    assert documents.get(seat, other.document_id) is None
    assert not assignments.visible(world.who("thanhtra")).exists()  # in his own post he sees nothing
    late = world.join(row, "stc.vanphong")
    assert [one.pk for one in assignments.visible(world.seat(row, "stc.vanphong"))] == [mine.pk]
    assert late.from_on == world.day


def test_a_seat_that_is_left_before_its_first_day_never_holds(world: Inspecting) -> None:
    row = world.decided(first_on=world.day + timedelta(days=7))
    one = world.join(row, "thanhtra")
    world.act(team.leave, row.pk, member=one.pk, reason="Đổi nhiệm vụ.")
    one.seat.refresh_from_db()
    assert one.seat.from_on == one.seat.to_on == world.day + timedelta(days=7)


def test_a_proposal_and_sheets_lie_on_the_desks_that_owe_them(world: Inspecting, set_day: Any) -> None:
    set_day(world.day)
    proposed = world.propose()
    world.closed()
    row = world.under_way()

    def desk(who):
        return world.cast.client(who).get("/").content.decode()

    assert f"/kiem-tra/{proposed.pk}/" in desk("chutich")
    assert f"/kiem-tra/{row.pk}/" in desk("theodoi2")
    assert f"/kiem-tra/{row.pk}/" in desk("thanhtra")


def test_who_leaves_sees_nothing_more_owes_nothing_and_fills_in_nothing(world: Inspecting) -> None:
    mine = world.closed()
    row = world.under_way()
    [sheet] = world.act(sheets.choose, row.pk, assignments=[mine.pk], reason="Dân phản ánh.")
    seat = world.seat(row, "thanhtra")
    world.go(1)
    for one in queries.members(row):
        world.act(team.leave, row.pk, member=one.pk, reason="Đổi nhiệm vụ.")
    assert not assignments.visible(seat).exists()
    assert Membership.objects.get(pk=seat.membership_id).to_on == world.day + timedelta(days=1)
    assert not [kind for kind, _ in owed(world, "theodoi2") if kind == "fill_sheets"]
    no = refused(lambda: world.fill(row, sheet, "theodoi2"))
    assert no.sentence == "Đồng chí đã rời đoàn từ ngày 24/11/2026 nên không lập phiếu được nữa."
    gone = TeamMember.objects.filter(inspection=row).first()
    assert gone is not None
    assert "đã rời đoàn" in refused(lambda: world.act(team.leave, row.pk, member=gone.pk, reason="x")).sentence


# ---- drawing and filling in


def test_a_sample_is_drawn_with_the_published_seed_and_can_be_drawn_again(world: Inspecting) -> None:
    rows = [world.closed() for _ in range(6)]
    row = world.under_way()
    made = world.act(
        sheets.draw_sample, row.pk, agency=rows[0].agency_id, size=3, since=world.day, until=world.day
    )  # fmt: skip
    assert (made.seed, made.size, len(made.population)) == ("2026", 3, 6)
    drawn = set(Sheet.objects.filter(draw=made).values_list("assignment_id", flat=True))
    assert drawn == set(queries.redrawn(made).ids)
    assert {line.id for line in queries.lines(made) if line.drawn} == drawn
    world.closed()  # confirmed after the draw: the population stays as it was
    assert set(queries.redrawn(made).ids) == drawn


def test_signs_of_risk_are_told_from_what_happened(world: Inspecting) -> None:
    plain = world.give("sxd", due_on=WHEN_DUE)
    world.do("sxd.vanphong", "claim", plain, content="Xong.", product_number="12/SXD-HT", product_on=world.day)
    bare = world.give("sxd", due_on=world.day)
    world.do("sxd.vanphong", "claim", bare, content="Xong.")
    world.do("theodoi", "reject", bare, reason="Chưa rõ.")
    world.go(2)
    world.do("theodoi", "confirm", plain, quality=Quality.GOOD)
    explained = {"cause": "other", "content": "Chậm.", "proposal": "Gia hạn."}
    world.do("sxd.vanphong", "claim", bare, content="Xong.", explanation=explained)
    world.do("theodoi", "confirm", bare, quality=Quality.GOOD)
    found = queries.population(world.cast.agency("sxd").pk, world.day, world.day)
    assert [(one.id, one.weight, [str(sign) for sign in one.signs]) for one in found] == [
        (plain.pk, 1, []),
        (bare.pk, 8, ["no_product", "rejected", "late", "hurried"]),
    ]


def test_a_sample_larger_than_its_population_or_a_second_one_is_refused(world: Inspecting) -> None:
    row_of = world.closed()
    row = world.under_way()

    def draw(size, agency=row_of.agency_id):
        return world.act(sheets.draw_sample, row.pk, agency=agency, size=size, since=world.day, until=world.day)

    no = refused(lambda: draw(2))
    assert (no.field, no.sentence) == (
        "size", "Chỉ có 1 việc trong diện rút, không rút được 2; hãy giảm số việc hoặc mở rộng thời gian.",
    )  # fmt: skip
    assert refused(lambda: draw(1, world.cast.agency("stc").pk)).field == "agency"
    draw(1)
    assert refused(lambda: draw(1)).sentence == "Đã rút mẫu của cơ quan này; việc cần xem thêm thì chọn bằng tay."
    assert Sheet.objects.count() == 1


def test_only_work_of_the_inspected_agencies_is_chosen_by_hand(world: Inspecting) -> None:
    other, row = world.closed("stc"), world.under_way()
    no = refused(lambda: world.act(sheets.choose, row.pk, assignments=[other.pk], reason="x"))
    assert (no.field, Sheet.objects.count()) == ("assignments", 0)


def test_a_sheet_is_filled_in_by_the_team_alone_and_the_old_words_are_kept(world: Inspecting) -> None:
    mine = world.closed()
    row = world.under_way()
    [sheet] = world.act(sheets.choose, row.pk, assignments=[mine.pk], reason="Dân phản ánh.")
    no = refused(lambda: world.fill(row, sheet, "theodoi"))
    assert (no.sentence, no.status) == ("Chỉ thành viên đoàn kiểm tra lập phiếu.", 403)
    assert refused(lambda: world.fill(row, sheet, "stc.vanphong")).status == 404
    seat = world.seat(row, "thanhtra")
    assert refused(lambda: world.fill(row, sheet, seat, verdict="false")).sentence == "Nêu rõ chưa đúng ở chỗ nào."
    assert refused(lambda: world.fill(row, sheet, seat, evidence="")).field == "evidence"
    done = world.fill(row, sheet, seat, verdict="false", remark="Chưa có mố cầu.")
    assert (done.verdict, done.filled_by_text) == ("false", "Cao Xuân Hòa")
    assert not [kind for kind, _ in owed(world, "theodoi2") if kind == "fill_sheets"]  # the last sheet met it
    world.fill(row, sheet, "theodoi2", verdict="incomplete", remark="Còn thiếu mố cầu.")
    from giaoviec.documents.models import Revision

    kept = Revision.objects.filter(subject="inspection_sheet", field="remark").values_list("old", flat=True)
    assert list(kept) == ["Chưa có mố cầu."]


def test_after_the_last_day_a_sheet_waits_for_more_time(world: Inspecting) -> None:
    mine = world.closed()
    row = world.under_way()
    [sheet] = world.act(sheets.choose, row.pk, assignments=[mine.pk], reason="Dân phản ánh.")
    world.go(12)
    assert "đã hết ngày 04/12/2026" in refused(lambda: world.fill(row, sheet)).sentence
    world.act(actions.prolong, row.pk, last_on=date(2026, 12, 10), reason="Mưa bão.")
    assert world.fill(row, sheet).verdict == "genuine"


# ---- the end


def test_an_inspection_is_concluded_when_every_sheet_is_filled_in(world: Inspecting) -> None:
    mine = world.closed()
    row = world.under_way()
    assert "Chưa có phiếu" in refused(lambda: world.conclude(row)).sentence
    [sheet] = world.act(sheets.choose, row.pk, assignments=[mine.pk], reason="Dân phản ánh.")
    assert refused(lambda: world.conclude(row)).sentence == "Còn 1 phiếu chưa lập; lập xong mọi phiếu rồi kết luận."
    world.fill(row, sheet, verdict="false", remark="Chưa có mố cầu.")
    assert refused(lambda: world.conclude(row, responsibilities={})).field == f"responsibility_{mine.agency_id}"
    seat = world.seat(row, "thanhtra")
    assert refused(lambda: world.conclude(row, seat)).status == 403  # type: ignore[arg-type]
    done = world.conclude(row, "theodoi2")
    assert (done.state, done.conclusion_number, done.concluded_by_text) == ("concluded", "15/KL-UBND", "Đỗ Thị Hòa")
    assert not assignments.visible(seat).exists()
    assert not [kind for kind, _ in owed(world, "theodoi") if kind == "conclude_inspection"]
    assert duties.notices_for(world.who("sxd.vanphong"))[0].text == "Kết luận kiểm tra 15/KL-UBND: Báo cáo sai sự thật."


def concluded(world: Inspecting, verdict: str = "false") -> tuple[Inspection, Sheet]:
    mine = world.closed()
    row = world.under_way()
    [sheet] = world.act(sheets.choose, row.pk, assignments=[mine.pk], reason="Dân phản ánh.")
    world.fill(row, sheet, verdict=verdict, remark="" if verdict == "genuine" else "Chưa có mố cầu.")
    return world.conclude(row), sheet


def test_a_false_closing_is_reopened_on_the_ground_of_the_conclusion_and_counted(world: Inspecting) -> None:
    row, sheet = concluded(world)

    def reopen(who, **what):
        return world.act(ending.reopen_closing, sheet.pk, inspection=row.pk, who=who, **what)

    assert refused(lambda: reopen("theodoi", due_on=date(2026, 12, 20))).status == 403
    assert refused(lambda: reopen("chanhvp")).field == "due_on"
    assert not row.follow_ups.exists()
    reopen("chanhvp", due_on=date(2026, 12, 20))
    now = again(sheet.assignment)
    assert (now.stage, now.reopenings, now.due_on) == ("under_way", 1, date(2026, 12, 20))
    told = [one.text for one in duties.notices_for(world.who("sxd.vanphong")) if one.kind == "reopen"]
    assert told == ["Theo kết luận kiểm tra 15/KL-UBND: báo cáo hoàn thành không đúng. Chưa có mố cầu."]
    assert row.follow_ups.get().assignment == now


def test_what_was_found_as_reported_is_not_reopened(world: Inspecting) -> None:
    row, sheet = concluded(world, "genuine")
    no = refused(lambda: world.act(ending.reopen_closing, sheet.pk, inspection=row.pk, who="chanhvp"))
    assert (no.sentence, no.ground) == (
        "Kiểm tra thấy việc này đúng như báo cáo nên không mở lại theo kết luận.", Cite("QC 8.1.c"),
    )  # fmt: skip


def test_the_conclusion_is_registered_and_work_is_given_from_it(world: Inspecting) -> None:
    row, _ = concluded(world)
    document = world.act(ending.register_conclusion, row.pk, who="vanthu", signer="Trần Quang Minh")
    assert (document.full_symbol, document.type) == ("15/KL-UBND", "conclusion")
    assert "Trách nhiệm của Sở Xây dựng: Giám đốc chịu trách nhiệm." in document.text
    no = refused(lambda: world.act(ending.register_conclusion, row.pk, who="vanthu", signer="Trần Quang Minh"))
    assert no.sentence == "Kết luận này đã vào sổ; giao việc ở trang văn bản."
    given = world.give("sxd", document=document, due_on=WHEN_DUE)
    assert given.document_id == Inspection.objects.get(pk=row.pk).document_id
    closed = world.act(ending.close, row.pk, note="Đã mở lại một việc, giao một việc.")
    assert (closed.state, closed.followed_on) == ("followed_up", world.day)


def test_the_verified_rate_is_known_when_every_drawn_sheet_is_and_by_hand_does_not_count(world: Inspecting) -> None:
    rows = [world.closed() for _ in range(4)]
    row = world.under_way()
    agency = rows[0].agency_id
    made = world.act(sheets.draw_sample, row.pk, agency=agency, size=4, since=world.day, until=world.day)
    extra = world.closed()
    world.act(sheets.choose, row.pk, assignments=[extra.pk], reason="Dân phản ánh.")
    assert queries.rate(made) is None
    for sheet in queries.sheets(row):
        bad = sheet.assignment_id in (rows[0].pk, extra.pk)
        world.fill(row, sheet, verdict="not_seen" if bad else "genuine", remark="Không có hồ sơ." if bad else "")
    found = queries.rate(made)
    assert found is not None
    assert (found.value, found.low, found.high, found.seen, found.population) == (0.75, 0.75, 0.75, 4, 4)
    assert queries.latest_rate(agency) is None  # not before the conclusion
    world.conclude(row)
    latest = queries.latest_rate(agency)
    assert latest is not None
    assert (latest[0].value, latest[1].pk) == (0.75, made.pk)


# ---- who sees what


def test_inspections_are_seen_by_the_province_their_team_and_their_agency_once_decided(world: Inspecting) -> None:
    proposed, decided = world.propose(), world.under_way("sxd")
    sees = {
        name: {one.pk for one in queries.visible(world.who(name))}
        for name in ("chutich", "vanthu", "sxd.vanphong", "stc.vanphong", "thanhtra", "sxd.chuyenvien", "kiemtoan")
    }
    assert sees["chutich"] == sees["vanthu"] == {proposed.pk, decided.pk}
    assert sees["sxd.vanphong"] == {decided.pk}
    assert sees["stc.vanphong"] == sees["thanhtra"] == sees["sxd.chuyenvien"] == sees["kiemtoan"] == set()
    assert {one.pk for one in queries.visible(world.seat(decided, "thanhtra"))} == {decided.pk}
