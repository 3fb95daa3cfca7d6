"""What is wrong gets one clear sentence at its field, a 4xx, everything typed still there, and nothing half-stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from giaoviec.assignments.models import Assignment
from tests.cast import DAY, make_cast
from tests.regulation.province import Province
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db

NOT_BUSINESS = ("agencies_session", "documents_draft", "documents_blob", "documents_refusal", "sqlite_sequence")
MEGABYTE = 1024 * 1024


@pytest.fixture
def province(db: None, set_day: Callable[[date], None], settings: Any, tmp_path: Path) -> Province:
    settings.DATA_DIR = tmp_path
    set_day(DAY)
    return Province(make_cast(), set_day)


@contextmanager
def nothing_stored() -> Iterator[None]:
    """No row of any table comes, goes or changes, but sessions, drafts and files that wait."""
    before = rows()
    yield
    assert rows() == before


def rows() -> dict[str, list[Any]]:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not table.startswith(NOT_BUSINESS):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
                found[table] = [repr(row) for row in cursor.fetchall()]
    found["agencies_person"] = [str(len(found["agencies_person"]))]  # When somebody was last seen is stamped.
    return found


TYPED: dict[str, Any] = {
    "type": "directive", "symbol_text": "21/CT-UBND", "summary": "Phòng, chống sạt lở", "issued_on": "20/11/2026",
    "signer": "Trần Quang Minh", "drafting_none": True, "signer_title": "Chủ tịch", "text": "Sở Xây dựng rà soát.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("summary", "", "Hãy nhập trích yếu."),
        ("issued_on", "", "Chưa ghi ngày."),
        ("issued_on", "31/02/2026", "Ngày không đúng; hãy ghi theo dạng 24/11/2026."),
        ("issued_on", "24/11/2026", "Ngày ban hành 24/11/2026 sau ngày vào sổ 23/11/2026; hãy xem lại."),
        ("issued_on", "20/11/0026", "Năm 26 không thể là năm ban hành; hãy xem lại."),
        ("received_on", "19/11/2026", "Ngày nhận trước ngày ban hành; hãy xem lại hai ngày."),
        ("signer", "Trần\x07Minh", "Có ký tự điều khiển trong nội dung; hãy gõ lại."),
        ("type", "poem", "Hãy chọn một lựa chọn hợp lệ."),
        ("drafting_agency", "999999", "Hãy chọn một lựa chọn hợp lệ."),
    ],
)
def test_a_wrong_particular(province: Province, name: str, value: str, sentence: str) -> None:
    with nothing_stored():
        page = province.at("vanthu", "/van-ban/vao-so/").fill(**(TYPED | {name: value})).press("Vào sổ")
    assert page.status == 422
    assert sentence in page.errors()[name], page.errors()
    for other in ("summary", "symbol_text", "signer_title", "text"):
        assert page.value(other) == (TYPED | {name: value})[other]


def test_a_symbol_that_is_none(province: Province) -> None:
    with nothing_stored():
        page = province.register(symbol_text="công văn hai mốt", signer_title="Chủ tịch")
    assert page.status == 422
    assert "26/2015/QĐ-UBND" in page.errors()["symbol_text"]
    assert (page.value("symbol_text"), page.value("signer_title")) == ("công văn hai mốt", "Chủ tịch")


def test_a_second_identical_document(province: Province) -> None:
    first = province.registered(symbol_text="21/CT-UBND")
    with nothing_stored():
        page = province.register(symbol_text="021/CT–UBND", summary="Gõ lại")
    assert page.status == 409
    assert page.page.xpath(f"//main//a[@href='/van-ban/{first.pk}/']")
    assert page.value("summary") == "Gõ lại"


@pytest.mark.parametrize(
    ("file", "status", "sentence"),
    [
        (("lon.pdf", b"%PDF-1.7\n" + b"0" * 60 * MEGABYTE), 413, "Tệp “lon.pdf” lớn hơn 50 MB"),
        (("hong.docx", b"PK\x03\x04 not a document"), 422, "Tệp bị hỏng hoặc không đú"),
        (("hong.pdf", b"%PDF-1.7 broken"), 422, "Tệp bị hỏng hoặc không đú"),
        (("chi-thi.exe", b"MZ"), 422, "Đây là tệp chương trình"),
        (("rong.docx", b""), 422, "Tệp rỗng, không có gì để"),
    ],
    ids=["60 MB", "a broken docx", "a broken pdf", "another kind", "an empty one"],
)
def test_a_file_that_cannot_be_taken(province: Province, file: tuple[str, bytes], status: int, sentence: str) -> None:
    row = province.give()
    with nothing_stored():
        page = province.at("vanthu", "/van-ban/vao-so/").fill(**TYPED, files=file).press("Vào sổ")
    assert page.status == status
    assert sentence in page.text, page.main[:600]
    assert page.value("summary") == "Phòng, chống sạt lở"
    with nothing_stored():
        page = province.move("sxd.vanphong", row, "cap-nhat", content="Xem tệp.", files=file)
    assert page.status == status
    assert sentence in page.errors()["files"]
    assert page.value("content") == "Xem tệp."


def test_control_characters_in_the_name_of_a_file_do_not_get_in(province: Province) -> None:
    row = province.give()
    page = province.do(
        "sxd.vanphong", row, "cap-nhat", content="Xem tệp.", files=("xau\u202etxt.doc\x07.txt", b"so lieu")
    )
    assert page.sees("xautxt.doc.txt")


def test_a_file_that_was_good_is_kept_while_the_form_is_put_right(province: Province) -> None:
    row = province.give()
    page = province.move("sxd.vanphong", row, "cap-nhat", content="", files=("so-lieu.txt", "Số liệu".encode()))
    assert page.status == 422
    page.fill(content="Xem tệp.").press(page.main_button())
    assert page.sees("so-lieu.txt", "Xem tệp.")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("due_text", "lúc nào tiện", "Không hiểu thời hạn “lúc nào tiện”. Có thể ghi: 15/12"),
        ("due_text", "khi nào rảnh", "Thời hạn “khi nào rảnh” tính theo sự kiện nêu trong văn bản; nhập ngày khi"),
        ("due_text", "31/02", "Không có ngày 31/2."),
        ("due_text", "19/11/2026", "Hạn không thể trước ngày ban hành (20/11/2026)."),
        ("content", "", "Ghi nội dung nhiệm vụ."),
        ("leads", ["999999"], "Chọn cơ quan, đơn vị được giao chủ trì."),
    ],
)
def test_a_task_that_cannot_be_given(province: Province, name: str, value: Any, sentence: str) -> None:
    document = province.registered()
    with nothing_stored():
        page = province.screen(document, product="Danh mục", **{name: value}).press("Giao việc")
    assert page.status == 422
    if name != "leads":
        assert sentence in page.text, page.main[:900]
        assert page.value(name) == value
    assert page.value("product") == "Danh mục"


@pytest.mark.parametrize(
    ("slug", "fields", "name"),
    [
        ("tiep-nhan", {"leader": "Lê\x00Văn Ba"}, "leader"),
        ("cap-nhat", {"content": "", "percent": "40"}, "content"),
        ("cap-nhat", {"content": "Đã làm.", "percent": "140"}, "percent"),
        (
            "bao-cao-hoan-thanh",
            {"content": "Xong.", "product_number": "1/BC", "product_on": "31/02/2026"},
            "product_on",
        ),
        (
            "bao-cao-hoan-thanh",
            {"content": "Xong.", "product_number": "1/BC", "product_on": "24/12/2026"},
            "product_on",
        ),
        ("xin-gia-han", {"wanted_on": "01/12/2026", "cause": "land", "reason": "Mưa."}, "wanted_on"),
        ("xin-gia-han", {"wanted_on": "20/12/2026", "cause": "", "reason": "Mưa."}, "cause"),
        ("vuong-mac", {"cause": "land", "problem": "", "proposal": "Bố trí."}, "problem"),
        ("phan-cong", {"content": "Đo.", "officer": "999999"}, "officer"),
    ],
)
def test_a_move_that_lacks_something(province: Province, slug: str, fields: dict[str, Any], name: str) -> None:
    row = province.give()
    with nothing_stored():
        page = province.move("sxd.vanphong", row, slug, **fields)
    assert page.status == 422
    assert page.errors()[name].strip(), page.errors()
    for other in fields.keys() - {name, "officer"}:
        assert page.value(other) == fields[other]


def test_a_move_that_is_not_open(province: Province) -> None:
    row = province.give()
    with nothing_stored():
        page = province.try_anyway("theodoi", row, "xac-nhan", quality="good", reason="Đủ hồ sơ.")
    assert page.status == 409
    assert page.sees("Chỉ “xác nhận hoàn thành” được khi việc chờ xác nhận; việc này chờ tiếp nhận.")
    assert page.sees("điểm a khoản 1 Điều 8 Quy chế")


def test_a_move_by_someone_without_the_right(province: Province) -> None:
    row = province.give(collaborators=["Sở Tài chính"])
    with nothing_stored():
        page = province.try_anyway("stc.vanphong", row, "cap-nhat", content="Đã làm.")
    assert page.status in (403, 409)
    assert page.sees("Đồng chí không có quyền “cập nhật tình hình” đối với việc này; đó là phần của")


def test_two_people_at_once(province: Province) -> None:
    """The second is told who did what, and keeps what he typed."""
    row = province.give()
    province.do("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Xong.")
    first = province.at("theodoi", f"/viec/{row.pk}/xac-nhan/").fill(quality="good")
    second = province.at("theodoi2", f"/viec/{row.pk}/chua-xac-nhan/").fill(reason="Thiếu tọa độ.")
    assert first.press("Xác nhận hoàn thành").status == 200
    with nothing_stored():
        second.press("Chưa xác nhận")
    assert second.status == 409
    assert second.sees("Trần Quốc Bảo")
    assert second.value("reason") == "Thiếu tọa độ."


def test_a_form_that_is_sent_twice_makes_one_move(province: Province) -> None:
    row = province.give()
    page = province.at("sxd.vanphong", f"/viec/{row.pk}/bao-cao-hoan-thanh/")
    again = Visitor(page.client, page.here, page.status, page.content, page.page)
    assert page.fill(content="Xong.").press("Báo cáo hoàn thành").status == 200
    with nothing_stored():
        again.fill(content="Xong.").press("Báo cáo hoàn thành")
    assert again.status == 409
    assert row.claims.count() == 1


def test_a_document_that_two_people_judge(province: Province) -> None:
    document = province.registered()
    first, second = province.screen(document), province.screen(document, "theodoi", content="Bản của tôi")
    assert first.press("Giao việc").status == 200
    with nothing_stored():
        second.press("Giao việc")
    assert second.status == 409
    assert second.value("content") == "Bản của tôi"
    assert Assignment.objects.count() == 1


STRANGE = ("/viec/{a}/", "/viec/{a}/cap-nhat/", "/viec/{a}/phieu/", "/viec/{a}/tep/1/", "/van-ban/{d}/", "/van-ban/{d}/sua/",
           "/van-ban/{d}/giao-viec/", "/van-ban/{d}/tep/1/", "/viec/cay/{d}/", "/co-quan/{o}/")  # fmt: skip


@pytest.mark.parametrize("path", STRANGE)
@pytest.mark.parametrize("who", ["stc.vanphong", "xa.phuquy", "quantri", "hatang"])
def test_strangers_see_404_as_if_it_were_not_there(province: Province, who: str, path: str) -> None:
    row = province.give()
    there = path.format(a=row.pk, d=row.document_id, o=row.agency_id)
    missing = path.format(a=987654, d=987654, o=987654)
    with nothing_stored():
        foreign = province.at(who, "/gop-y/").open(there, status=404).main
        assert province.at(who, "/gop-y/").open(missing, status=404).main == foreign
        for address in (there, missing):
            assert province.cast.client(who).post(address, {"content": "x", "reason": "x"}).status_code in (404, 405)


def test_nobody_at_all_is_asked_who_he_is(province: Province, client: Any) -> None:
    row = province.give()
    answer = client.get(f"/viec/{row.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/dang-nhap/?tiep=%2Fviec%2F{row.pk}%2F")
