"""`/so-lieu/`: the figures with their formulas, and behind each number a list that has as many rows."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest

from giaoviec.reporting.models import Histogram
from giaoviec.rules.figures import FORMULAS
from tests.shell.counted import Counted, fold_all, make_counted_world
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
SINCE = "2026-11-24"


@pytest.fixture
def world(set_day: Callable[[date], None]) -> Counted:
    made = make_counted_world()
    set_day(made.day)
    return made


def at(world: Counted, who: str, path: str = "/so-lieu/", *, status: int = 200, **asked: Any) -> Visitor:
    query = {name.replace("_", "-"): value for name, value in asked.items()}
    return Visitor(world.cast.client(who)).open(f"{path}?{urlencode(query)}", status=status)


def numbers(page: Visitor) -> dict[str, str]:
    """Address of each list that a number opens → the number."""
    links = page.page.xpath("//main//a[contains(@href, '/so-lieu/danh-sach/?')]")
    return {link.get("href"): "".join(link.itertext()).strip() for link in links}


def csv_of(world: Counted, who: str, path: str, **asked: Any) -> list[list[str]]:
    page = at(world, who, path, **asked)
    return [line.split(";") for line in page.content.decode("utf-8-sig").splitlines()]


# ---- the figures of a set


def test_the_page_says_the_cells_the_rates_and_how_each_is_made(world: Counted) -> None:
    page = at(world, "theodoi")
    assert page.sees("Toàn tỉnh, đến hết 03/12/2026.", "Tỷ lệ đúng hạn", "Đã thực hiện ÷ tất cả việc đã giao")
    assert "1 + 0 + 1 + 1 = 3 việc có thời hạn; 1 việc không có thời hạn hoặc đã thu hồi đứng riêng" in page.text
    cells = page.section("Mười ô")
    assert "Đã thực hiện đúng hạn 1 25,0%" in cells and "Tổng số 4" in cells
    rates = page.section("Các tỷ lệ")
    assert all(formula.id in rates for formula in FORMULAS.values() if formula.form == "rate")
    made_of = "done_on_time ÷ (done_on_time + done_late + under_way_overdue + not_started_overdue)"
    assert f"rate_on_time = {made_of} 50,00% 1 ÷ 2" in rates


def test_every_number_of_the_page_opens_a_list_with_as_many_rows(world: Counted) -> None:
    visitor = at(world, "theodoi", tu=SINCE)
    found = numbers(visitor)
    assert len(found) > 20
    for address, number in found.items():
        rows = Visitor(world.cast.client("theodoi")).open(address).page.xpath("//main//tbody/tr")
        if not number.endswith("%"):
            assert len(rows) == int(number), address


@pytest.mark.parametrize("view", ["co-quan", "linh-vuc", "lanh-dao", "nhom", "don-vi"])
def test_every_number_of_a_divided_table_opens_its_list_too(world: Counted, view: str) -> None:
    fold_all()
    found = numbers(at(world, "theodoi", xem=view))
    assert found
    for address, number in found.items():
        page = Visitor(world.cast.client("theodoi")).open(address)
        if not number.endswith("%"):
            assert len(page.page.xpath("//main//tbody/tr")) == int(number), address


def test_the_days_of_a_holder_are_listed_with_the_days_of_each(world: Counted) -> None:
    page = at(world, "theodoi", xem="thoi-gian")
    held = page.page.xpath("//tfoot//a[contains(@href, 'so=days_agency')]")[0]
    listed = page.open(held.get("href"))
    days = [int(cell.text) for cell in listed.page.xpath("//main//tbody/tr/td[last()]")]
    assert sum(days) == int(held.text) and f"tổng {sum(days)} ngày" in listed.text


def test_a_past_day_shows_what_stood_then_and_a_past_moment_what_was_known(world: Counted) -> None:
    past = at(world, "theodoi", ngay="28/11/2026")
    assert "Tổng số 4" in past.section("Mười ô") and "Chưa thực hiện, quá hạn 1" in past.section("Mười ô")
    assert "Đã thực hiện đúng hạn 0" in past.section("Mười ô")
    known = at(world, "theodoi", ngay="23/11/2026", biet_luc="07:00 23/11/2026")
    assert known.sees("theo số liệu đã biết lúc 07:00 ngày 23/11/2026") and "Tổng số 0" in known.section("Mười ô")


def test_a_period_has_carried_over_and_new_apart(world: Counted) -> None:
    page = at(world, "theodoi", tu="01/12/2026", ngay="03/12/2026")
    assert page.sees("kỳ từ 01/12/2026 đến hết 03/12/2026")
    assert "mở lại trong kỳ: 4 Việc giao trong kỳ: 0" in page.section("Mười ô")


# ---- what is refused, and loses nothing


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ({"ngay": "31/02/2026"}, "ngay", "Ngày không đúng; hãy ghi theo dạng 24/11/2026."),
        ({"ngay": "2030-01-01"}, "ngay", "Ngày 01/01/2030 chưa đến; chọn ngày đến hết hôm nay."),
        (
            {"ngay": "2026-11-25", "tu": "2026-12-01"}, "tu",
            "Kỳ bắt đầu 01/12/2026 sau ngày kết thúc 25/11/2026; hãy đổi lại hai ngày.",
        ),
        (
            {"ngay": "2026-12-01", "biet-luc": "2026-11-25"}, "biet-luc",
            "Ngày 25/11/2026 chưa thể biết số liệu ngày 01/12/2026; chọn thời điểm muộn hơn.",
        ),
        (
            {"biet-luc": "hôm qua"}, "biet-luc",
            "Thời điểm không đúng; hãy ghi theo dạng 17:00 05/07/2026, hoặc chỉ ghi ngày 05/07/2026.",
        ),
        ({"co-quan": "999999"}, "co-quan", "Không có cơ quan này; hãy chọn trong danh sách."),
    ],
)  # fmt: skip
def test_a_wrong_question_is_said_at_its_field_and_stays_typed(
    world: Counted, asked: dict[str, str], field: str, sentence: str
) -> None:
    page = at(world, "theodoi", status=422, **{name.replace("-", "_"): text for name, text in asked.items()})
    assert page.errors()[field] == sentence
    if field != "co-quan":
        assert page.value(field) == asked[field]
    assert not numbers(page)


def test_parts_that_do_not_add_up_stop_the_printing_and_are_named(world: Counted) -> None:
    fold_all()
    row = Histogram.objects.filter(dimension="agency", done_on_time__gt=0, kind="day").first()
    row = row or Histogram.objects.filter(dimension="agency", total__gt=0).first()
    assert row is not None
    Histogram.objects.filter(pk=row.pk).update(total=row.total + 7)
    page = at(world, "theodoi", status=409, xem="co-quan")
    assert "Số liệu không khớp tại" in page.text and not numbers(page)
    assert at(world, "theodoi", "/so-lieu/xuat.csv", status=409, xem="co-quan").sees("Vì sao không in số liệu")


# ---- who sees what


def test_an_agency_sees_its_own_figures_and_of_the_others_the_table_only(world: Counted) -> None:
    page = at(world, "stc.vanphong")
    assert page.sees("Sở Tài chính, đến hết") and "Tổng số 2" in page.section("Mười ô")
    table = at(world, "stc.vanphong", xem="co-quan")
    assert table.sees("UBND đặc khu Phú Quý")
    stc, sxd = (world.cast.agency(code).pk for code in ("stc", "sxd"))
    opened = {address.partition("co-quan=")[2].partition("&")[0] for address in numbers(table)}
    assert opened == {str(stc)}
    at(world, "stc.vanphong", co_quan=sxd, status=404)
    at(world, "stc.vanphong", "/so-lieu/danh-sach/", so="total", co_quan=sxd, status=404)


@pytest.mark.parametrize("who", ["quantri", "hatang", "stc.chuyenvien", "kiemtoan", "thanhtra"])
def test_to_others_there_are_no_figures(world: Counted, who: str) -> None:
    at(world, who, status=404)
    at(world, who, "/so-lieu/danh-sach/", so="total", status=404)
    assert "/so-lieu/" not in world.cast.client(who).get("/").content.decode()


@pytest.mark.parametrize("who", ["chutich", "chanhvp", "theodoi", "noivu", "sxd.giamdoc"])
def test_who_sees_figures_finds_them_in_the_masthead(world: Counted, who: str) -> None:
    assert Visitor(world.cast.client(who)).open("/").follow("Số liệu").here.startswith("/so-lieu/")


@pytest.mark.parametrize("asked", [{"so": "khong-co"}, {"so": "total", "mau": "1"}, {"so": "new"}, {"so": ""}])
def test_a_list_of_no_figure_is_not_there(world: Counted, asked: dict[str, str]) -> None:
    at(world, "theodoi", "/so-lieu/danh-sach/", status=404, **asked)


# ---- what can be carried away


def test_the_tables_and_lists_go_to_csv_and_excel_as_the_page_has_them(world: Counted) -> None:
    figures = csv_of(world, "theodoi", "/so-lieu/xuat.csv")
    assert len(figures) == 1 + sum(
        1 for name in FORMULAS if not name.startswith("days_") and name not in ("carried_over", "new")
    )
    assert next(row[1:4] for row in figures if row[5] == "rate_on_time") == ["0,5000", "1", "2"]
    table = csv_of(world, "theodoi", "/so-lieu/xuat.csv", xem="co-quan")
    assert [row[:2] for row in table] == [
        ["Dòng", "Tổng"], ["Sở Tài chính", "2"], ["Sở Xây dựng", "1"], ["UBND đặc khu Phú Quý", "1"], ["Cộng", "4"],
    ]  # fmt: skip
    listed = csv_of(world, "theodoi", "/so-lieu/danh-sach/xuat.csv", so="total")
    assert len(listed) == 5 and listed[1][1] == "chưa thực hiện, quá hạn"
    book = at(world, "theodoi", "/so-lieu/danh-sach/xuat.xlsx", so="rate_on_time", mau="1").content
    assert openpyxl.load_workbook(io.BytesIO(book)).active.max_row == 3
    at(world, "theodoi", "/so-lieu/xuat.doc", status=404)


def test_the_page_asks_the_same_number_of_questions_however_many_agencies(
    world: Counted, django_assert_max_num_queries: Any
) -> None:
    fold_all()
    client = world.cast.client("theodoi")
    client.get("/so-lieu/?xem=co-quan")
    with django_assert_max_num_queries(14):
        client.get("/so-lieu/?xem=co-quan&ngay=2026-12-02")


# ---- the difference


def test_the_difference_names_each_that_moved_from_where_to_where_and_by_what(world: Counted) -> None:
    page = at(world, "theodoi", "/so-lieu/chenh-lech/", truoc="24/11/2026", sau="03/12/2026")
    assert page.sees("Toàn tỉnh: từ hết 24/11/2026 đến hết 03/12/2026; 3 việc đổi ô.")
    said = page.section("Từng việc")
    assert "Chưa thực hiện, trong hạn → chưa thực hiện, quá hạn quá hạn 27/11/2026 mà chưa xong" in said
    assert "Chưa thực hiện, trong hạn → đã thực hiện đúng hạn 25/11/2026: Báo cáo hoàn thành" in said
    balance = page.section("Mỗi ô thêm, bớt bao nhiêu")
    assert "Đã thực hiện đúng hạn 0 1 +1" in balance and "Chưa thực hiện, trong hạn 2 0 −2" in balance


def test_each_band_of_the_flow_opens_as_many_lines_as_it_says(world: Counted) -> None:
    page = at(world, "theodoi", "/so-lieu/chenh-lech/", truoc="24/11/2026", sau="03/12/2026")
    bands = page.page.xpath("//*[local-name()='svg']//*[local-name()='a']")
    assert len(bands) == 3
    for band in bands:
        number = int(band[0].text.rpartition(": ")[2].split()[0])
        listed = Visitor(world.cast.client("theodoi")).open(band.get("href"))
        assert len(listed.page.xpath("//*[@id='danh-sach']//tbody/tr")) == number
        assert "Bỏ lọc" in listed.text


def test_one_day_in_two_states_of_knowledge_shows_what_was_recorded_later(world: Counted) -> None:
    """The claim of 25/11 was recorded that day at 08:01 and after; at 07:00 nobody knew of it."""
    asked: dict[str, Any] = {
        "truoc": "25/11/2026",
        "sau": "25/11/2026",
        "biet_truoc": "07:00 25/11/2026",
        "biet_sau": "20:00 25/11/2026",
    }
    page = at(world, "theodoi", "/so-lieu/chenh-lech/", **asked)
    assert page.sees("như đã biết lúc 07:00 ngày 25/11/2026 và lúc 20:00 ngày 25/11/2026; 1 việc đổi ô")
    assert "chưa thực hiện, trong hạn → đang thực hiện, trong hạn" in page.section("Từng việc").lower()


def test_an_agency_compares_its_own_only_and_the_difference_goes_to_csv(world: Counted) -> None:
    asked: dict[str, Any] = {"truoc": "24/11/2026", "sau": "03/12/2026"}
    assert at(world, "stc.vanphong", "/so-lieu/chenh-lech/", **asked).sees("Sở Tài chính: từ hết", "2 việc đổi ô")
    at(world, "stc.vanphong", "/so-lieu/chenh-lech/", co_quan=world.cast.agency("sxd").pk, status=404, **asked)
    assert len(csv_of(world, "stc.vanphong", "/so-lieu/chenh-lech/xuat.csv", **asked)) == 3
    at(world, "quantri", "/so-lieu/chenh-lech/", status=404)


def test_two_days_in_the_wrong_order_are_said(world: Counted) -> None:
    page = at(world, "theodoi", "/so-lieu/chenh-lech/", truoc="03/12/2026", sau="24/11/2026", status=422)
    assert page.errors()["truoc"] == "Ngày 03/12/2026 sau ngày 24/11/2026; hãy đổi lại hai ngày."
    assert at(world, "theodoi", "/so-lieu/chenh-lech/", truoc="03/12/2026", sau="03/12/2026").sees(
        "Không việc nào đổi ô"
    )


# ---- pictures


def marks(page: Visitor) -> dict[str, str]:
    """Address of each mark of the pictures → what it says."""
    found = page.page.xpath("//*[local-name()='svg']//*[local-name()='a']")
    return {mark.get("href"): mark[0].text for mark in found}


def test_each_bar_of_the_pictures_opens_as_many_as_it_is_long(world: Counted) -> None:
    page = at(world, "theodoi", "/so-lieu/hinh/")
    bars = {href: words for href, words in marks(page).items() if "so=national" in href}
    assert sorted(bars.values()) == [
        "Sở Tài chính, hoàn thành đúng hạn: 1", "Sở Tài chính, đang thực hiện quá hạn: 1",
        "Sở Xây dựng, đang thực hiện trong hạn: 1",
    ]  # fmt: skip
    for href in bars:
        assert len(Visitor(world.cast.client("theodoi")).open(href).page.xpath("//main//tbody/tr")) == 1
    assert page.section("Việc quá hạn cuối mỗi tuần").endswith("Sở Tài chính 0 0 0 0 0 0 1 1")


def test_a_trend_goes_on_through_a_merger_and_says_whose_it_was(
    world: Counted, set_day: Callable[[date], None]
) -> None:
    from giaoviec.assignments.actions.succession import arrange

    world.go(30)
    arrange(
        "merge", predecessors=[world.cast.agency("stc").pk], successors=[world.cast.agency("sxd").pk],
        basis="Nghị quyết 12/NQ-HĐND", by=world.who("chanhvp"), on=world.day, at=world.at(),
    )  # fmt: skip
    set_day(world.day)
    page = at(world, "theodoi", "/so-lieu/hinh/")
    said = next(words for words in page.page.xpath("//figure") if "Sở Xây dựng" in "".join(words.itertext()))
    assert "gồm Sở Tài chính" in "".join(said.itertext())
    assert "30/11/2026, Sở Tài chính: 0,0%" in marks(page).values()


def test_the_burn_down_of_a_document_has_a_column_a_week_and_its_lists(world: Counted) -> None:
    document = world.rows["late"].document
    page = at(world, "theodoi", f"/so-lieu/van-ban/{document.pk}/")
    late = [href for href, words in marks(page).items() if words.endswith("quá hạn: 1 việc")]
    assert late
    for href in late:
        assert len(Visitor(world.cast.client("theodoi")).open(href).page.xpath("//main//tbody/tr")) == 1
    assert page.sees("Bảng số") and at(world, "theodoi", van_ban=document.pk).sees("Việc theo ", "Tổng số 1")
    at(world, "sxd.vanphong", f"/so-lieu/van-ban/{document.pk}/", status=404)
    at(world, "theodoi", "/so-lieu/van-ban/999999/", status=404)


def test_an_agency_opens_from_the_pictures_its_own_lists_only(world: Counted) -> None:
    page = at(world, "stc.vanphong", "/so-lieu/hinh/")
    stc = world.cast.agency("stc").pk
    assert page.sees("Sở Xây dựng") and marks(page)
    assert all(f"co-quan={stc}&" in f"{href}&" for href in marks(page))
