"""Article 6: what is entered of a document that gives tasks, and what never is."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from django.conf import settings
from django.db import connection

from giaoviec.assignments.models import Assignment, Task
from giaoviec.cli import main as giaoviec
from giaoviec.documents.models import Attachment, Document, Draft, Refusal
from tests.regulation.province import Province
from tests.secrets import scans
from tests.visitor import Visitor


def missing(province: Province, **fields: Any) -> tuple[int, dict[str, str]]:
    page = province.register(**fields)
    assert not Document.objects.exists()
    return page.status, page.errors()


# ---- 6.1


def test_a_document_has_its_name_number_symbol_abstract_day_and_signer(province: Province) -> None:
    """QC 6.1.a: recorded, shown, searched and printed."""
    document = province.registered(
        type="Chỉ thị", symbol_text="21/CT-UBND", summary="Về phòng, chống sạt lở", signer="Trần Quang Minh",
        signer_title="Chủ tịch", issued_on="20/11/2026",
    )  # fmt: skip
    page = province.at("vanthu", f"/van-ban/{document.pk}/")
    assert page.particular("Loại") == "Chỉ thị"
    assert page.particular("Số, ký hiệu") == "21/CT-UBND"
    assert page.particular("Ngày ban hành") == "20/11/2026"
    assert page.particular("Người ký") == "Trần Quang Minh, Chủ tịch"
    assert page.sees("Về phòng, chống sạt lở")
    assert province.at("vanthu", "/tim/?q=phong+chong+sat+lo").sees("21/CT-UBND")
    row = province.give(document=document)
    assert province.at("vanthu", f"/viec/{row.pk}/phieu/").sees("21/CT-UBND", "20/11/2026")


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"symbol_text": ""}, "symbol_text", "Hãy nhập số, ký hiệu văn bản, ví dụ 21/CT-UBND."),
        ({"summary": ""}, "summary", "Hãy nhập trích yếu."),
        ({"issued_on": ""}, "issued_on", "Chưa ghi ngày."),
        ({"signer": ""}, "signer", "Hãy nhập người ký văn bản."),
    ],
)
def test_a_document_without_one_of_its_particulars_is_not_registered(
    province: Province, fields: dict[str, Any], name: str, sentence: str
) -> None:
    """QC 6.1.a."""
    status, errors = missing(province, **fields)
    assert (status, errors[name]) == (422, sentence)


def test_the_agency_that_submitted_the_document_for_issue_is_recorded(province: Province) -> None:
    """QC 6.1.b."""
    document = province.registered(drafting_agency="Sở Xây dựng", drafting_none=False)
    assert province.at("vanthu", f"/van-ban/{document.pk}/").particular("Cơ quan trình") == "Sở Xây dựng"


def test_a_document_that_names_no_drafting_agency_says_so(province: Province) -> None:
    """QC 6.1.b: explicitly "không ghi"; left open it is refused."""
    document = province.registered(drafting_none=True)
    assert province.at("vanthu", f"/van-ban/{document.pk}/").particular("Cơ quan trình") == "không ghi"
    page = province.register(drafting_none=False)
    assert page.errors()["drafting_agency"] == "Hãy chọn cơ quan trình ban hành, hoặc đánh dấu “không ghi”."


def test_lead_and_collaborating_agencies_are_recorded(province: Province) -> None:
    """QC 6.1.c."""
    row = province.give(leads=["Sở Xây dựng"], collaborators=["Sở Tài chính", "Sở Nội vụ"])
    page = province.at("sxd.vanphong", f"/viec/{row.pk}/")
    assert page.particular("Chủ trì").startswith("Sở Xây dựng")
    assert "Sở Tài chính" in page.section("Phối hợp") and "Sở Nội vụ" in page.section("Phối hợp")


def test_a_task_to_a_group_goes_to_its_members_of_the_day_and_the_list_is_frozen(province: Province) -> None:
    """QC 6.1.c: "các xã, phường, đặc khu": one assignment each, in one act."""
    row = province.give(leads=[], group=str(province.cast.group("xa-phuong-dac-khu").pk))
    given = Assignment.objects.filter(task=row.task).order_by("agency__position")
    assert [one.agency.code for one in given] == ["phuquy", "muine"]
    assert len({one.act for one in given}) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"leads": []}, "Chọn cơ quan, đơn vị được giao chủ trì."),
        ({"monitoring_unit": ""}, "Chọn đơn vị thuộc Văn phòng theo dõi."),
        ({"content": ""}, "Ghi nội dung nhiệm vụ."),
        ({"due_text": ""}, "Nhiệm vụ có thời hạn thì phải có ngày; hoặc chọn “không có thời hạn”."),
    ],
)
def test_a_task_that_lacks_one_of_its_particulars_is_not_given(
    province: Province, fields: dict[str, Any], sentence: str
) -> None:
    """QC 6.1.c, QC 6.1.d, QC 6.1.đ, QC 6.1.e."""
    page = province.screen(province.registered(), **fields).press("Giao việc")
    assert page.status == 422
    assert page.sees(sentence)
    assert not Task.objects.exists()


def test_the_offices_unit_that_tracks_has_the_task_on_its_desk(province: Province) -> None:
    """QC 6.1.d: this unit's, and no other unit's."""
    row = province.give(monitoring_unit="Phòng Kinh tế")
    province.do("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Đã xong.")
    assert province.at("theodoi", f"/viec/{row.pk}/").particular("Đơn vị theo dõi") == "Phòng Kinh tế"
    assert "Rà soát các vị trí sạt lở" in province.at("theodoi.kinhte").main
    assert "Rà soát các vị trí sạt lở" not in province.at("theodoi").main


def test_the_content_of_the_task_is_the_passage_that_orders_it(province: Province) -> None:
    """QC 6.1.đ: anchored to the words of the document."""
    text = "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:\n1. Sở Xây dựng rà soát các cầu yếu, báo cáo trước ngày 05/12/2026."
    document = province.registered(text=text)
    province.judged(document).press("Giao việc")
    task = Task.objects.get()
    assert text[task.start : task.end].startswith("1. Sở Xây dựng rà soát các cầu yếu")
    shown = province.at("sxd.vanphong", f"/viec/{task.assignments.get().pk}/")
    assert "1. Sở Xây dựng rà soát các cầu yếu" in shown.section("Bản gốc")


def test_the_deadline_says_what_it_is_the_deadline_of_and_why_it_is_that_day(province: Province) -> None:
    """QC 6.1.e: to report, to submit, to complete; to whom."""
    row = province.give(
        due_text="trong 10 ngày làm việc", deliverable="trình", deliver_to="Chủ tịch UBND tỉnh", product="Tờ trình"
    )
    page = province.at("sxd.vanphong", f"/viec/{row.pk}/")
    assert page.particular("Thời hạn").startswith("Thứ Hai, 07/12/2026")
    assert "trình Chủ tịch UBND tỉnh" in page.particular("Thời hạn")
    assert page.particular("Sản phẩm") == "Tờ trình"
    assert "“trong 10 ngày làm việc”" in page.section("Vì sao hạn là 07/12?")


def test_a_deadline_before_the_document_is_refused(province: Province) -> None:
    """QC 6.1.e."""
    page = province.screen(province.registered(), due_text="19/11/2026").press("Giao việc")
    assert page.status == 422
    assert page.sees("Hạn không thể trước ngày ban hành (20/11/2026).")


def test_the_state_is_what_the_facts_say_on_each_day(province: Province) -> None:
    """QC 6.1.g: not started, in progress, done; in time, overdue; nowhere typed by hand."""
    row = province.give(due_text="30/11")

    def state() -> str:
        return province.at("chanhvp", f"/viec/?van-ban={row.document_id}&tinh-hinh=tat-ca").main

    assert "Chờ tiếp nhận" in state()
    assert province.at("chanhvp", "/viec/?tinh-hinh=chua-thuc-hien").sees("Rà soát các vị trí sạt lở")
    province.do("sxd.vanphong", row, "cap-nhat", content="Đã khảo sát.")
    assert province.at("chanhvp", "/viec/?tinh-hinh=dang-thuc-hien").sees("Rà soát các vị trí sạt lở")
    assert "Còn 4 ngày" in state()
    province.on(date(2026, 12, 2))
    assert "Quá 2 ngày" in state()
    province.do(
        "sxd.vanphong", row, "bao-cao-hoan-thanh", content="Đã xong.", cause="land", explanation="Vướng mặt bằng.",
        proposal="Bố trí kinh phí.",
    )  # fmt: skip
    assert "Chờ xác nhận" in state()
    province.do("theodoi", row, "xac-nhan", quality="good")
    assert "Xong muộn" in state()


def test_nobody_can_type_a_state(province: Province) -> None:
    """QC 6.1.g: a stage that is sent along with an update changes nothing."""
    row = province.give()
    path = f"/viec/{row.pk}/cap-nhat/"
    sent = {
        "content": "Đã khảo sát.",
        "stage": "closed",
        "done_on": "2026-11-23",
        "agency": "1",
        "version": row.version,
    }
    province.cast.client("sxd.vanphong").post(path, sent)
    row.refresh_from_db()
    assert (row.stage, row.done_on, row.agency.code) == ("under_way", None, "sxd")


def test_other_information_is_recorded_with_the_task(province: Province) -> None:
    """QC 6.1.h: field of work, notes, star, files of what was done."""
    row = province.give("chanhvp", field="giao thông", notes="Phối hợp với tỉnh bạn", starred=True)
    page = province.at("sxd.vanphong", f"/viec/{row.pk}/")
    assert page.particular("Lĩnh vực") == "giao thông"
    assert page.particular("Ghi chú") == "Phối hợp với tỉnh bạn"
    assert page.sees("gắn sao") or page.sees("Gắn sao")
    page = province.do(
        "sxd.vanphong", row, "cap-nhat", content="Xem tệp.", files=("bao-cao.txt", "Đã khảo sát.".encode())
    )
    assert page.sees("bao-cao.txt")
    page.follow("bao-cao.txt")
    assert page.content == "Đã khảo sát.".encode()


def test_a_written_report_is_demanded_besides_and_entered_when_it_comes(province: Province) -> None:
    """QC 6.1#cuoi: on demand also in writing, to the Office: a flag on the task, and the register of those received."""
    row = province.give(written_report=True)
    assert "báo cáo bằng văn bản 1" in province.owed("sxd.vanphong")
    assert province.at("sxd.vanphong", f"/viec/{row.pk}/").particular("Báo cáo bằng văn bản") == "có"
    province.do("vanthu", row, "bao-cao-van-ban", number="214/BC-SXD", dated_on="23/11/2026", received_on="23/11/2026")
    assert "báo cáo bằng văn bản" not in province.owed("sxd.vanphong")
    assert province.at("vanthu", "/bao-cao-van-ban/?xem=da-nhan").sees("214/BC-SXD", "Sở Xây dựng")


# ---- 6.2

CANARY = "kho-đạn-Đa-Kia-xuqyzvw"
MARKED = f"MẬT\nDi dời {CANARY}"
LETTER = f"ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nMẬT\nSố: 21/CT-UBND\nSở Xây dựng rà soát {CANARY}."


def letter() -> bytes:
    paper = docx.Document()
    for line in LETTER.split("\n"):
        paper.add_paragraph(line)
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()


def bytes_on_disk() -> bytes:
    """Every byte that the product keeps: all tables, the database's own files, and DATA_DIR."""
    found = [path.read_bytes() for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found.append(repr(cursor.fetchall()).encode())
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%%fts5%%'")
            for (table,) in cursor.fetchall():
                cursor.execute(f"SELECT * FROM {table}_data")
                found.append(repr(cursor.fetchall()).encode())
    return b"\n".join(found)


def nothing_is_left(page: Visitor, *, at: str = "") -> None:
    """It was refused under 6.2, nothing of it is shown again, nothing of it is kept: one line without content."""
    assert page.status == 422
    assert "khoản 2 Điều 6" in page.text
    assert CANARY not in page.content.decode()
    kept = bytes_on_disk()
    for word in (CANARY, CANARY.lower(), "uqyzvw"):
        assert word.encode() not in kept, at
    assert Refusal.objects.count() == 1


REGISTERING = ("summary", "signer", "signer_title", "field", "text")


@pytest.mark.parametrize("name", REGISTERING)
def test_a_marked_text_does_not_get_in_by_any_field_of_a_document(province: Province, name: str) -> None:
    """QC 6.2: refused before a byte is stored."""
    nothing_is_left(province.register(**{name: LETTER if name == "text" else MARKED}), at=name)
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "file",
    [
        ("chi-thi.docx", letter()),
        ("chi-thi.txt", LETTER.encode()),
        ("mat.docx.txt", f"Độ mật: MẬT\n{CANARY}".encode()),
        (f"MẬT - {CANARY}.txt", b"Ra soat"),
    ],
    ids=["docx", "text", "secrecy field", "name"],
)
@pytest.mark.parametrize("button", ["Vào sổ", "Đọc tệp, điền giúp"])
def test_a_marked_file_does_not_get_in_with_a_document(
    province: Province, button: str, file: tuple[str, bytes]
) -> None:
    """QC 6.2: by content or by name, whether it is to be read or to be registered."""
    page = province.at("vanthu", "/van-ban/vao-so/").fill(summary="Rà soát", files=file)
    nothing_is_left(page.press(button), at=button)
    assert not Document.objects.exists() and not Attachment.objects.exists() and not Draft.objects.exists()


def test_a_marked_programme_and_a_marked_instruction_do_not_get_in(province: Province) -> None:
    """QC 6.2."""
    page = province.register(
        kind="chuong-trinh", type="Chương trình", symbol_text="5/CTr-UBND", rows=f"MẬT\nDi dời {CANARY}\tSXD\t15/12"
    )
    nothing_is_left(page)
    Refusal.objects.all().delete()
    nothing_is_left(province.register("troly", kind="truc-tiep", summary=MARKED))


def test_a_draft_is_not_kept_of_what_is_marked(province: Province) -> None:
    """QC 6.2: neither what is typed on the registering page nor on a move's."""
    row = province.give()
    clerk = province.at("vanthu")
    for who, key in (("vanthu", "vao-so"), ("sxd.vanphong", f"viec:{row.pk}:cap-nhat")):
        clerk = province.at(who)
        answer = clerk.client.post(f"/van-ban/nhap/?khoa={key}", {"summary": MARKED, "content": MARKED})
        assert answer.status_code == 422, answer.content.decode()
        assert CANARY.encode() not in bytes_on_disk()
    assert not Draft.objects.exists()


GIVING = ("content", "due_text", "deliver_to", "product", "field", "notes")


@pytest.mark.parametrize("name", GIVING)
def test_a_marked_text_does_not_get_in_by_any_field_of_a_task(province: Province, name: str) -> None:
    """QC 6.2: the giving screen keeps each press: also that is a door."""
    page = province.at("vanthu", f"/van-ban/{province.registered().pk}/giao-viec/")
    page.press("Thêm nhiệm vụ không gắn đoạn").fill(**{name: MARKED})
    nothing_is_left(page.press("Là nhiệm vụ"), at=name)
    assert not Task.objects.exists()


MOVES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("sxd.vanphong", "tiep-nhan", "leader", {}),
    ("sxd.vanphong", "cap-nhat", "content", {}),
    ("sxd.vanphong", "bao-cao-hoan-thanh", "content", {}),
    ("sxd.vanphong", "bao-cao-hoan-thanh", "product_number", {"content": "Xong."}),
    ("sxd.vanphong", "xin-gia-han", "reason", {"wanted_on": "20/12/2026", "cause": "land"}),
    ("sxd.vanphong", "vuong-mac", "problem", {"cause": "land", "proposal": "Bố trí."}),
    ("sxd.vanphong", "vuong-mac", "proposal", {"cause": "land", "problem": "Vướng."}),
    ("sxd.vanphong", "chuyen-lai", "reason", {}),
    ("sxd.vanphong", "hoi-y-kien", "asked", {"agency": "Sở Tài chính"}),
    ("sxd.vanphong", "cho-ben-ngoai", "whom", {"letter": "12/SXD-QH"}),
    ("sxd.vanphong", "cho-ben-ngoai", "letter", {"whom": "Bộ Xây dựng"}),
    ("sxd.vanphong", "phan-cong", "content", {"unit": "Phòng Hạ tầng kỹ thuật"}),
    ("sxd.vanphong", "trao-doi", "content", {}),
    ("vanthu", "sua", "content", {"reason": "Nhầm."}),
    ("vanthu", "sua", "notes", {"reason": "Nhầm."}),
    ("vanthu", "sua", "reason", {"content": "Khác"}),
    ("vanthu", "bao-cao-van-ban", "note", {"number": "1/BC", "dated_on": "23/11/2026", "received_on": "23/11/2026"}),
    ("chanhvp", "dieu-chinh-han", "reason", {"due_on": "20/12/2026"}),
    ("chanhvp", "thu-hoi", "reason", {}),
]


@pytest.mark.parametrize(("who", "slug", "name", "rest"), MOVES, ids=[f"{slug} {name}" for _, slug, name, _ in MOVES])
def test_a_marked_text_does_not_get_in_by_any_move(
    province: Province, who: str, slug: str, name: str, rest: dict[str, Any]
) -> None:
    """QC 6.2: every text of every form of a move."""
    row = province.give(collaborators=["Sở Tài chính"])
    page = province.move(who, row, slug, **{name: MARKED, **rest})
    nothing_is_left(page, at=f"{slug} {name}")
    row.refresh_from_db()
    assert (row.stage, row.responsible_leader) == ("given", "")


@pytest.mark.parametrize("slug", ["cap-nhat", "bao-cao-hoan-thanh"])
def test_a_marked_file_does_not_get_in_by_a_move(province: Province, slug: str) -> None:
    """QC 6.2."""
    row = province.give()
    page = province.move("sxd.vanphong", row, slug, content="Xem tệp.", files=("bao-cao.docx", letter()))
    nothing_is_left(page)
    assert page.value("content") == "Xem tệp."


def test_a_marked_answer_of_the_office_does_not_get_in(province: Province) -> None:
    """QC 6.2: the Office's side of a return, a claim, an obstacle, an extension."""
    row = province.give()
    province.do("sxd.vanphong", row, "vuong-mac", cause="land", problem="Vướng.", proposal="Bố trí.")
    province.do("sxd.vanphong", row, "xin-gia-han", wanted_on="20/12/2026", cause="land", reason="Vướng.")
    province.do("sxd.vanphong", row, "bao-cao-hoan-thanh", content="Xong.")
    for slug, fields in {
        "tra-loi-vuong-mac": {"answer": MARKED},
        "quyet-dinh-gia-han": {"reason": MARKED, "decision": "refuse"},
        "xac-nhan": {"reason": MARKED, "quality": "good"},
        "chua-xac-nhan": {"reason": MARKED},
    }.items():
        nothing_is_left(province.move("theodoi", row, slug, **fields), at=slug)
        Refusal.objects.all().delete()


def test_a_marked_suggestion_and_a_marked_search_list_do_not_get_in(province: Province) -> None:
    """QC 6.2: the suggestion box is a door, and so is the name of a saved list."""
    page = province.at("sxd.vanphong", "/gop-y/").fill(kind="product", content=MARKED).press("Gửi góp ý")
    assert page.status == 422 and "khoản 2 Điều 6" in page.text
    assert CANARY not in page.content.decode()
    page = province.at("sxd.vanphong", "/danh-sach/luu/?duong-dan=/viec/&loc=sao%3D1").fill(name=MARKED)
    page.press(page.main_button())
    assert page.status == 422
    assert CANARY.encode() not in bytes_on_disk()


def test_the_reader_on_the_command_line_refuses_what_is_marked(
    province: Province, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """QC 6.2: nothing of it is printed either."""
    path = tmp_path / "van-ban.docx"
    path.write_bytes(letter())
    assert giaoviec(["read", str(path)]) == 1
    said = capsys.readouterr()
    assert CANARY not in said.out + said.err
    path.unlink()
    assert CANARY.encode() not in bytes_on_disk()


@pytest.mark.tesseract
def test_a_stamp_pressed_askew_on_a_scan_does_not_get_in(province: Province) -> None:
    """QC 6.2: found by its frame and its ink, whatever lies under it; nothing of the picture is kept."""
    sheet = scans.page(["ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", f"Số: 128/UBND-KT {CANARY}"], body=["Giao Sở Xây dựng."] * 6)
    data = scans.saved(scans.stamped(sheet, scans.Print("TỐI MẬT", angle=9, place="over the print"), seed=1), "PNG")
    page = province.move("sxd.vanphong", province.give(), "cap-nhat", content="Xem tệp.", files=("quet.png", data))
    nothing_is_left(page)


def test_what_slipped_in_is_purged_by_three_persons(province: Province) -> None:
    """QC 6.2: a document found to be secret later is taken out of every table; the journal keeps digests."""
    row = province.give()
    Document.objects.filter(pk=row.document_id).update(summary=f"Kế hoạch {CANARY}", text=CANARY)
    page = province.at("chanhvp", "/van-hanh/xoa/").fill(document_id=str(row.document_id), ground="marked")
    assert page.press("Yêu cầu xóa").status == 200
    for who in ("quantri", "quantri2"):
        province.at(who, "/van-hanh/xoa/").press(f"Xác nhận xóa văn bản số {row.document_id}")
    assert not Document.objects.filter(pk=row.document_id).exists()
    assert not Assignment.objects.filter(pk=row.pk).exists()
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - {"agencies_session"}:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert CANARY not in repr(cursor.fetchall()), table


def test_words_that_only_speak_of_secrecy_get_in(province: Province) -> None:
    """QC 6.2 refuses what is marked, not what speaks of it: the Regulation itself says "mật" eleven times."""
    row = province.give(content="Rà soát mật độ xây dựng, đổi mật khẩu và bảo mật thông tin")
    assert row.task.content == "Rà soát mật độ xây dựng, đổi mật khẩu và bảo mật thông tin"


def test_paper_reports_on_secret_tasks_are_on_the_calendar_without_content(province: Province) -> None:
    """QC 6.2: each quarter, half-year and year: a bare reminder, ticked as sent."""
    province.on(date(2026, 12, 1))
    assert "báo cáo giấy về nhiệm vụ mật" in province.owed("vanthu")
    assert "báo cáo giấy về nhiệm vụ mật" in province.owed("sxd.vanphong")
    page = province.at("vanthu", "/viec-phai-lam/?loai=paper_report").follow("Đánh dấu đã gửi")
    page.press(page.main_button())
    assert page.status == 200


def test_paper_reports_on_secret_tasks_are_only_reminded_of_and_ticked(province: Province) -> None:
    """QC 6.2: "báo cáo bằng văn bản giấy": the day, whether it was sent; there is no room for what it says."""
    province.on(province.day)
    page = province.at("sxd.vanphong", "/bao-cao-giay/")
    assert page.sees("0/1 đã gửi") and not page.sees("Sở Tài chính")
    assert not page.page.xpath("//main//textarea | //main//input[@type='text' or @type='file']")
    page.follow("Sở Xây dựng").press("Đánh dấu đã gửi")
    assert province.at("sxd.vanphong", "/bao-cao-giay/").sees("1/1 đã gửi")
    assert province.at("vanthu", "/bao-cao-giay/").sees("Sở Xây dựng", "Đã gửi")
