"""`/tuan-thu/`: whether the Regulation is kept; each number has as many rows behind it; who sees whose column."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from giaoviec.agencies.queries import office
from giaoviec.duties.models import Duty
from giaoviec.oversight.models import OwnRegulation
from giaoviec.regulation.queries import clauses
from giaoviec.reporting import actions
from giaoviec.reporting.compliance.counting import Window, acts, of_clause, owed, standing, tally
from giaoviec.reporting.compliance.listed import duties
from giaoviec.reporting.compliance.table import audit
from giaoviec.rules.citation import Cite
from giaoviec.rules.compliance import POLICY, Counted, Counts, Stand, Verdict, clause_of, stand
from giaoviec.rules.duties import DutyKind
from tests.shell.counted import Counted as World
from tests.shell.reporting import CLOSED, make_year
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2025, 12, 15), date(2026, 12, 14)


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    made = make_year()
    set_day(made.day)
    return made


def year(on: date = LAST, **more: Any) -> Window:
    return Window(FIRST, LAST, on, **more)


def naive(window: Window) -> dict[tuple[str, int], Counts]:
    """The same counted one duty at a time, by the rule."""
    found: dict[tuple[str, int], Counts] = {}
    for duty in Duty.objects.filter(voided_at=None, dropped_at=None):
        if window.first <= duty.due_on <= window.last and duty.on <= window.on:
            where = stand(duty.due_on, duty.met_on, window.on)
            key = (duty.kind, duty.agency_id)
            found[key] = found.get(key, Counts()) + Counts(**{where.value: 1})
    return found


def visit(world: World, who: str, path: str, status: int = 200) -> Visitor:
    return Visitor(world.cast.client(who)).open(path, status=status)


def test_the_grouped_statement_counts_what_the_rule_says_of_each_duty(world: World) -> None:
    for days in range(0, 24, 2):
        window = year(LAST - timedelta(days=days))
        counted = {(kind.value, agency): counts for (kind, agency), counts in tally(window).counts.items()}
        assert counted == naive(window)
        assert counted or days > 20


def test_every_number_has_as_many_duties_behind_it(world: World) -> None:
    window = year()
    for code, counts in tally(window).by_clause().items():
        for one in Stand:
            assert duties(window, code, only=one).count() == counts.of(one), (code, one)
        assert duties(window, code).count() == counts.total
    whole = tally(window).whole()
    assert (
        whole.total == owed(window).count() == sum(owed(window).filter(standing(one, window)).count() for one in Stand)
    )


def test_a_late_and_an_unmet_duty_are_told_apart_clause_by_clause(world: World) -> None:
    found = audit(year(world.day))
    result = found.line("qc-6-1-e")
    assert result is not None and result.verdict is Verdict.UNMET
    assert result.kinds[0][0] is DutyKind.RESULT
    nothing = found.line("qc-3-2")
    assert nothing is not None and nothing.verdict is None and nothing.reason
    assert found.line("qc-9-9") is None


def test_every_clause_of_the_text_stands_there_once_with_something_to_see_or_a_reason(world: World) -> None:
    lines = [line for article in audit(year()).articles for line in article.lines]
    leaves = [clause.code for clause in clauses() if clause.code.startswith("QC")]
    assert [line.code for line in lines if line.code != POLICY] == leaves
    assert len({line.slug for line in lines}) == len(lines)
    assert all(line.kinds or line.screens or line.others or line.reason for line in lines)


def test_as_known_at_a_moment_what_was_recorded_later_is_not_known(world: World) -> None:
    late = world.rows["late"]
    before = datetime.fromisoformat("2026-12-15T00:00:00+07:00")
    found = tally(year(LAST, known_at=before)).of(clause_of(DutyKind.RESULT, of_office=False)).whole()
    world.go(3)
    world.do("chanhvp", "withdraw", late, on=date(2026, 12, 12), reason="Chủ tịch cho thôi.")
    again = tally(year(LAST, known_at=before)).of(clause_of(DutyKind.RESULT, of_office=False)).whole()
    now = tally(year(LAST)).of(clause_of(DutyKind.RESULT, of_office=False)).whole()
    assert again == found
    assert now.unmet == found.unmet - 1


def test_what_an_agency_owes_inside_is_not_the_provinces(world: World) -> None:
    before, row = tally(year(world.day)).whole(), world.rows["stuck"]
    unit = world.cast.unit("sxd.hatang")
    world.do("sxd.vanphong", "assign_inside", row, content="Khảo sát tuyến 1", unit=unit, due_on=date(2026, 12, 20))
    inside = Window(FIRST, date(2027, 1, 31), world.day)
    assert Duty.objects.filter(due_on=date(2026, 12, 20)).exists()
    assert not owed(inside).filter(due_on=date(2026, 12, 20)).exists()
    assert tally(year(world.day)).whole() == before


def test_acts_beside_the_duties_are_counted_by_agency(world: World) -> None:
    done = acts(year(world.day))
    assert done[Counted.RETURNS] == {world.cast.agency("sxd").pk: 1}
    assert done[Counted.INSPECTIONS] in ({}, {office().pk: 0})
    only = acts(year(world.day, agency_id=world.cast.agency("stc").pk))
    assert only[Counted.RETURNS] == {}
    for number in ("12/QĐ-STC", "13/QĐ-STC"):
        row = {"number": number, "issued_on": date(2026, 3, 2), "summary": "Quy chế", "recorded_at": world.at()}
        OwnRegulation.objects.create(agency=world.cast.agency("stc"), on=world.day, **row)
    assert acts(year(world.day))[Counted.OWN_REGULATIONS] == {world.cast.agency("stc").pk: 1}


# ---- the pages


def test_the_self_audit_is_a_handful_of_statements(world: World) -> None:
    audit(year(world.day))
    with CaptureQueriesContext(connection) as seen:
        audit(year(world.day))
    assert len(seen) <= 10, len(seen)


def test_the_office_opens_a_number_down_to_its_duties(world: World) -> None:
    page = visit(world, "chanhvp", "/tuan-thu/?nam=2026")
    assert page.sees("Tuân thủ Quy chế", "Điều 7. Quy trình và thời gian cập nhật thông tin", "Còn việc chưa thực hiện")
    listed = visit(world, "chanhvp", "/tuan-thu/qc-6-1-e/?nam=2026&tinh-trang=chua-thuc-hien")
    count = duties(year(LAST), "QC 6.1.e", only=Stand.UNMET).count()
    assert listed.sees(f"{count} việc phải làm", "Kết quả thực hiện", "Quá hạn, chưa thực hiện")


@pytest.mark.parametrize("who", ["chutich", "chanhvp", "theodoi", "kiemtoan", "noivu"])
def test_leaders_the_office_the_auditor_and_home_affairs_see_every_column(world: World, who: str) -> None:
    page = visit(world, who, "/tuan-thu/?nam=2026&xem=co-quan")
    assert page.sees("Sở Tài chính", "Sở Xây dựng", "Văn phòng UBND tỉnh")


def test_an_agency_sees_its_own_column_and_no_other(world: World) -> None:
    page = visit(world, "stc.vanphong", "/tuan-thu/?nam=2026&xem=co-quan")
    assert page.sees("Sở Tài chính, việc đến hạn") and not page.sees("Sở Xây dựng")
    other = world.cast.agency("sxd").pk
    visit(world, "stc.vanphong", f"/tuan-thu/?nam=2026&co-quan={other}", status=404)
    visit(world, "stc.vanphong", f"/tuan-thu/qc-7-2-b-1/?nam=2026&co-quan={other}", status=404)
    listed = visit(world, "stc.vanphong", "/tuan-thu/qc-7-2-b-1/?nam=2026")
    assert not listed.sees("Sở Xây dựng")


@pytest.mark.parametrize("who", ["stc.chuyenvien", "hatang", "quantri"])
def test_for_others_the_page_is_not_there(world: World, who: str) -> None:
    visit(world, who, "/tuan-thu/", status=404)
    visit(world, who, "/tuan-thu/qc-7-1/", status=404)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("nam=2030", "Chọn một năm từ 2015 đến 2027."),
        ("tu=1/1/2026&den=1/1/2025", "Ngày đầu sau ngày cuối; hãy đổi lại hai ngày."),
        ("tu=1/1/2028&den=1/2/2028", "Kỳ chưa bắt đầu (từ 01/01/2028); chọn kỳ đã bắt đầu."),
        ("tu=1/6/2026&den=1/7/2026&biet-luc=1/1/2026", "Lúc ấy kỳ này chưa bắt đầu; chọn thời điểm sau ngày đầu kỳ."),
        ("co-quan=99999", "Không có cơ quan này; hãy chọn trong danh sách."),
        ("tu=mai", "Ngày không đúng"),
    ],
)
def test_what_cannot_be_asked_is_said_and_what_was_typed_stays(world: World, query: str, said: str) -> None:
    page = visit(world, "chanhvp", f"/tuan-thu/?{query}", status=422)
    assert page.sees(said)


@pytest.mark.parametrize("path", ["/tuan-thu/qc-3-2/", "/tuan-thu/qc-99/", "/tuan-thu/qc-7-1/?loai=backup"])
def test_a_clause_that_sets_nobody_a_day_has_no_list(world: World, path: str) -> None:
    visit(world, "chanhvp", path, status=404)


def test_the_workbook_has_the_same_numbers_as_the_page(world: World) -> None:
    client = world.cast.client("chanhvp")
    book = openpyxl.load_workbook(io.BytesIO(client.get("/tuan-thu/xuat.xlsx?nam=2026").content))
    rows = list(book.active.iter_rows(min_row=2, values_only=True))
    whole = tally(year()).whole()
    assert sum(row[3] or 0 for row in rows) == whole.total
    assert sum(row[6] or 0 for row in rows) == whole.unmet
    by_agency = openpyxl.load_workbook(io.BytesIO(client.get("/tuan-thu/xuat.xlsx?nam=2026&xem=co-quan").content))
    *lines, last = by_agency.active.iter_rows(min_row=2, values_only=True)
    assert last[0] == "Cộng" and last[1] == sum(row[1] for row in lines) == whole.total


def test_the_list_is_carried_away_whole(world: World) -> None:
    client = world.cast.client("chanhvp")
    text = client.get("/tuan-thu/qc-6-1-e/xuat.csv?nam=2026").content.decode("utf-8-sig")
    assert len(text.strip().splitlines()) == 1 + duties(year(), "QC 6.1.e").count()
    assert "Kết quả thực hiện;Sở Tài chính" in text
    assert client.get("/tuan-thu/qc-6-1-e/xuat.pdf?nam=2026").status_code == 404


def test_of_clause_of_a_code_without_duties_is_nobody(world: World) -> None:
    assert not Duty.objects.filter(of_clause("QC 3.2")).exists()


def test_every_link_of_the_lists_opens_for_its_reader(world: World) -> None:
    actions.close_period(CLOSED, world.at())
    for who in ("chanhvp", "chutich", "stc.vanphong", "kiemtoan", "noivu"):
        client = world.cast.client(who)
        for code in tally(year(world.day)).by_clause():
            slug = POLICY if code == POLICY else Cite(code).anchor
            page = client.get(f"/tuan-thu/{slug}/?tu=1/12/2025&den=31/1/2027").content.decode()
            links = set(re.findall(r'<td class="c-what"><a href="([^"]+)"', page))
            assert [link for link in links if client.get(link).status_code != 200] == [], (who, slug)
        page = client.get("/tuan-thu/?nam=2026").content.decode().partition("<main")[2].partition("</main>")[0]
        links = {link.replace("&amp;", "&") for link in re.findall(r'<a [^>]*href="(/[^"#]*)', page)}
        assert [link for link in sorted(links) if client.get(link).status_code not in (200, 302)] == [], who
