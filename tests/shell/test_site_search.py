"""`/tim/`: with marks or none, by symbol, by agency, by abbreviation; only what one may see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from giaoviec.assignments.actions.doing import update
from giaoviec.assignments.actions.give import give
from giaoviec.assignments.completeness import NewTask
from tests.cast import DAY, Cast, make_cast
from tests.shell.story import desk as page
from tests.shell.story import directive, given, when

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(set_day: Callable[[date], None]) -> Cast:
    set_day(DAY)
    return make_cast()


# ---- search


def test_a_search_finds_with_marks_or_none_and_marks_the_place(cast: Cast) -> None:
    row = given(cast)
    for query in ("sạt lở trên đèo", "sat lo tren deo"):
        body = page(cast, "sxd.vanphong", f"/tim/?q={query}")
        assert "<mark>sạt lở trên đèo</mark>" in body
        assert f'href="/viec/{row.pk}/"' in body
    assert "không phân biệt dấu" not in page(cast, "sxd.vanphong", "/tim/?q=sạt lở trên đèo")
    assert "Không thấy kết quả nào" in page(cast, "stc.vanphong", "/tim/?q=sạt lở trên đèo")


def test_a_search_finds_documents_by_their_symbol(cast: Cast) -> None:
    document = directive(cast, "314/CT-UBND")
    body = page(cast, "chanhvp", "/tim/?q=314/CT-UBND")
    assert f'href="/van-ban/{document.pk}/"' in body
    assert "Hiểu thêm là" not in body


@pytest.mark.parametrize("query", ["STC", "Sở Tài chính", "so tai chinh", "Sở TC"])
def test_an_agency_is_found_by_its_short_name_and_without_marks(cast: Cast, query: str) -> None:
    body = page(cast, "chanhvp", f"/tim/?q={query}")
    assert f'href="/viec/?co-quan={cast.agency("stc").pk}"' in body


def test_abbreviations_are_read_as_what_they_mean(cast: Cast) -> None:
    row = given(cast, content="Thực hiện thông báo kết luận về giải phóng mặt bằng hồ Ka Pét")
    for query, reading in (("TBKL", "thông báo kết luận"), ("gpmb Ka Pét", "giải phóng mặt bằng Ka Pét")):
        body = page(cast, "sxd.vanphong", f"/tim/?q={query}")
        assert f"<strong>{reading}</strong>" in body
        assert f'href="/viec/{row.pk}/"' in body


def test_a_story_is_found_by_its_agency_and_by_the_office_only(cast: Cast) -> None:
    row = given(cast, collaborators=(cast.agency("stc").pk,))
    update(row.pk, content="Đã đo vẽ 12 điểm xung yếu.", **when(cast, "sxd.vanphong"))
    for username, seen in (("sxd.vanphong", True), ("theodoi", True), ("stc.vanphong", False)):
        body = page(cast, username, "/tim/?q=xung yếu")
        assert ("tình hình thực hiện của Sở Xây dựng" in body) is seen


def test_a_task_of_several_agencies_leads_to_their_list(cast: Cast) -> None:
    task = NewTask(
        content="Rà soát quỹ nhà ở xã hội",
        leads=(cast.agency("sxd").pk, cast.agency("stc").pk),
        monitoring_unit_id=cast.unit("tonghop").pk,
        due_on=date(2026, 12, 4),
    )
    rows = give(directive(cast), [task], **when(cast, "vanthu"))
    assert f'href="/viec/?nhiem-vu={rows[0].task_id}"' in page(cast, "chanhvp", "/tim/?q=quỹ nhà ở")
    mine = next(row for row in rows if row.agency == cast.agency("stc"))
    assert f'href="/viec/{mine.pk}/"' in page(cast, "stc.vanphong", "/tim/?q=quỹ nhà ở")


def test_what_is_searched_for_is_text(cast: Cast) -> None:
    body = page(cast, "chanhvp", '/tim/?q=<script>alert(1)</script>" OR 1')
    assert "<script>alert" not in body
    assert "Gõ từ cần tìm vào ô trên" in page(cast, "chanhvp", "/tim/")


def test_the_technical_roles_do_not_search(cast: Cast) -> None:
    for username in ("quantri", "hatang", "kiemtoan"):
        assert cast.client(username).get("/tim/?q=a").status_code == 404
