"""Packages written here are read by a parser that is not ours; packages of others are read with tolerance."""

import os
import random
import time
from dataclasses import astuple, replace
from datetime import UTC, datetime

import pytest

from giaoviec.exchange.edxml.arriving import look
from giaoviec.exchange.edxml.reading import read
from giaoviec.exchange.edxml.shapes import Answered, File, Organ, Package, Reading, Status, as_json, from_json
from giaoviec.exchange.edxml.writing import Unwritable, write
from tests.exchange import independent
from tests.exchange.packages import package

PACKAGES = 500


def as_rows(package: Package) -> dict[str, object]:
    """What the independent parser has to find."""
    business = package.business
    return {
        **{name: getattr(package, name) for name in independent.LEAVES},
        **{name: list(getattr(package, name)) for name in independent.LISTS},
        "sender": list(astuple(package.sender)),
        "to": [list(astuple(one)) for one in package.to],
        "answers": [list(astuple(one)) for one in package.answers],
        "traces": [list(astuple(one)) for one in package.traces],
        "business": [*astuple(business)[:6]],
        "receivers": [list(astuple(one)) for one in business.receivers],
        "replaced": [[one.document_id, list(one.organ_ids)] for one in business.replaced],
        "staff": list(astuple(business.staff)),
        "listed": [[one.content_id, one.content_type, one.description, one.name] for one in package.files],
        "enclosed": [(one.content_id, one.data) for one in package.files],
    }


def test_an_independent_parser_finds_every_element_of_five_hundred_packages() -> None:
    for number in range(PACKAGES):
        made = package(random.Random(number))
        assert independent.parse(write(made)) == as_rows(made), f"package {number}"


def test_what_is_written_is_read_back_without_a_warning() -> None:
    for number in range(PACKAGES, PACKAGES + 100):
        made = package(random.Random(number))
        found = read(write(made))
        assert found.package == made and found.asks == ()
        assert [one for one in found.warnings if not one.startswith("Gói thiếu: tệp kèm theo")] == []
        assert from_json(Reading, as_json(found)) == found


STATUS = Status(
    sender=Organ(id="H41"),
    answers=Answered(
        organ_id="G22", code="7816/VPCP-TTĐT", document_id="G22,2015/09/30,7816", promulgated="2015/09/30"
    ),
    state="03",
    description="Đã tiếp nhận",
    at="2026/11/24 08:00:00",
)


def test_a_status_message_is_read_back_as_it_was_written() -> None:
    assert read(write(STATUS)).status == STATUS


ONE = package(
    random.Random(1), files=(File(content_id="1", name="a.pdf", content_type="application/pdf", data=b"%PDF"),)
)


def spoilt(old: str, new: str) -> Reading:
    text = write(ONE).decode()
    assert old in text
    return read(text.replace(old, new).encode())


def test_junk_before_the_declaration_is_skipped_with_a_warning() -> None:
    found = read("﻿-- 12 --\n".encode() + write(ONE))
    assert found.package == ONE and any("ký tự lạ trước phần đầu" in one for one in found.warnings)


def test_business_with_one_s_is_read() -> None:
    found = spoilt("Bussiness", "Business")
    assert found.package == ONE and "Phần tử “Business” viết một chữ s; đã đọc như “Bussiness”." in found.warnings


def test_an_undeclared_prefix_is_read_by_name() -> None:
    text = write(ONE).decode().replace(' xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016"', "")
    found = read(text.encode())
    assert found.package == ONE
    assert "Có tiền tố không gian tên chưa khai báo; đọc theo tên phần tử." in found.warnings


def test_no_prefix_at_all_is_read() -> None:
    text = write(ONE).decode().replace("<edXML:", "<").replace("</edXML:", "</")
    assert read(text.encode()).package == ONE


def test_missing_parts_are_named() -> None:
    text = write(ONE).decode()
    start, end = text.index("<edXML:edXMLBody"), text.index("</edXML>")
    bare = text[:start] + text[end:]
    start, end = bare.index("<edXML:TraceHeaderList"), bare.index("</edXML:edXMLHeader>")
    found = read((bare[:start] + bare[end:]).encode())
    assert found.warnings == ("Gói thiếu: vết chuyển (TraceHeader), tệp kèm theo.",)


def test_an_organisation_without_a_code_is_asked_about() -> None:
    found = spoilt(f"<edXML:OrganId>{ONE.sender.id}</edXML:OrganId>", "<edXML:OrganId>null</edXML:OrganId>")
    assert "Có nơi gửi hoặc nơi nhận không ghi mã định danh." in found.asks
    assert "Phần tử “OrganId” ghi “null”; coi như để trống." in found.warnings


def test_a_day_with_its_year_last_is_asked_about_and_not_the_year_29() -> None:
    found = spoilt(f"<edXML:PromulgationDate>{ONE.promulgated}", "<edXML:PromulgationDate>23/11/2026")
    assert any("hãy xác nhận là 23/11/2026." in one for one in found.asks)


def test_an_empty_answer_is_left_out_with_a_warning() -> None:
    found = spoilt("<edXML:Subject>", "<edXML:ResponseFor/><edXML:Subject>")
    assert found.package and found.package.answers == ONE.answers and "Bỏ qua phần ResponseFor rỗng." in found.warnings


def test_comments_and_unknown_parts_do_no_harm() -> None:
    found = spoilt("<edXML:Subject>", "<edXML:La>x</edXML:La><edXML:Subject><!-- y -->")
    assert found.package == ONE and "Bỏ qua phần tử lạ: La." in found.warnings


def test_a_file_in_a_zip_is_taken_out_under_the_name_of_the_attachment() -> None:
    import io
    import zipfile

    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr("../khac.pdf", b"%PDF-1.7")
    made = replace(ONE, files=(replace(ONE.files[0], content_type="application/zip", data=inside.getvalue()),))
    found = read(write(made))
    assert found.package and (found.package.files[0].name, found.package.files[0].data) == ("a.pdf", b"%PDF-1.7")
    assert "Tệp “a.pdf” nằm trong tệp nén (tên bên trong “khac.pdf”); đã lấy ra." in found.warnings


def test_a_path_in_a_name_of_a_file_is_cut_off() -> None:
    found = spoilt("<edXML:AttachmentName>a.pdf", "<edXML:AttachmentName>../../etc/a.pdf")
    assert found.package and found.package.files[0].name == "a.pdf"


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"promulgated": "23/11/2026"}, "Ngày ban hành và hạn xử lý phải viết năm/tháng/ngày, ví dụ 2026/11/23."),
        ({"to": ()}, "Thiếu nơi nhận."),
        ({"subject": "a\x0bb"}, "Có ký tự điều khiển mà XML không ghi được."),
        ({"sender": Organ(id="x")}, "“x” không phải mã định danh; hãy ghi như H41.15 hoặc 000.00.15.H41."),
        ({"files": (*ONE.files, *ONE.files)}, "Mỗi tệp phải có một ContentId riêng."),
    ],
)
def test_what_the_standard_does_not_allow_is_not_written(over: dict[str, object], sentence: str) -> None:
    with pytest.raises(Unwritable) as refused:
        write(replace(ONE, **over))  # type: ignore[arg-type]
    assert refused.value.sentence == sentence


def test_a_package_of_fifty_megabytes_is_read_in_the_confined_child() -> None:
    data = os.urandom(37 * 1024 * 1024)
    sent = write(replace(ONE, files=(replace(ONE.files[0], data=data),)))
    before = time.process_time()
    found = look(sent, at=datetime.now(UTC))  # refused as too heavy above 512 MB or 10 s of processor time
    assert found.package and found.package.files[0].data == data
    assert time.process_time() - before < 10
