"""Packages in, registered with few keys, their senders told: by the folder, the page and the command."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from giaoviec.agencies.actions import add_alias
from giaoviec.assignments.models import Assignment
from giaoviec.cli import main as giaoviec
from giaoviec.documents.gate import Secret
from giaoviec.documents.models import Attachment, Blob, Document, Refusal
from giaoviec.exchange import queries, watching
from giaoviec.exchange.actions import link, owe, receive
from giaoviec.exchange.edxml.reading import read
from giaoviec.exchange.edxml.shapes import Business, File, Organ, Package
from giaoviec.exchange.edxml.writing import write
from giaoviec.exchange.leaving import send
from giaoviec.exchange.models import Received, Told
from giaoviec.journal.actions import act
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from giaoviec.ops.actions.erasing import erase_document
from tests.cast import DAY, make_cast
from tests.exchange.packages import package
from tests.regulation.province import Province

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
WHEN: dict[str, Any] = {"by": None, "on": DAY, "at": AT}
LETTER = """VĂN PHÒNG CHÍNH PHỦ
Số: 7816/VPCP-TTĐT
Hà Nội, ngày 20 tháng 11 năm 2026
V/v phòng, chống sạt lở

Kính gửi: Ủy ban nhân dân tỉnh Lâm Đồng

Thủ tướng Chính phủ yêu cầu Ủy ban nhân dân tỉnh Lâm Đồng rà soát các vị trí sạt lở, báo cáo trước ngày 15/12/2026.
"""


@pytest.fixture
def province(db: None, set_day: Callable[[date], None], settings: Any, tmp_path: Path) -> Province:
    settings.DATA_DIR = tmp_path / "data"
    settings.EXCHANGE_DIR = tmp_path / "trao-doi"
    set_day(DAY)
    return Province(make_cast(), set_day)


def letter(text: str = LETTER, **over: Any) -> Package:
    usual: dict[str, Any] = {
        "sender": Organ(id="000.00.00.G22", name="Văn phòng Chính phủ"),
        "to": (Organ(id="H36", name="UBND tỉnh Lâm Đồng"),),
        "document_id": "000.00.00.G22,2026/11/20,7816/VPCP-TTĐT",
        "number": "7816",
        "notation": "VPCP-TTĐT",
        "promulgated": "2026/11/20",
        "type_name": "Công văn",
        "subject": "Phòng, chống sạt lở",
        "content": "",
        "signer": "Nguyễn Văn Ấn",
        "position": "Phó Chủ nhiệm",
        "competence": "KT.",
        "priority": "1",
        "due": "2026/12/15",
        "appendixes": (),
        "business": Business(deed="0"),
        "files": (File(content_id="cid:1", name="cv7816.txt", content_type="text/plain", data=text.encode()),),
    }
    return package(random.Random(5), **(usual | over))


def lay_in(folder: Path, message: bytes, name: str = "a.edxml") -> Path:
    (folder / "den").mkdir(parents=True, exist_ok=True)
    (folder / "den" / name).write_bytes(message)
    return folder


def told(row: Received) -> list[str]:
    return list(row.told.order_by("state").values_list("state", flat=True))


def test_a_package_is_taken_in_once_however_often_and_by_whatever_way_it_comes(province: Province) -> None:
    first = receive(write(letter()), **WHEN)
    longer_way = replace(letter(), traces=(*letter().traces, *letter().traces))
    assert receive(write(longer_way), **WHEN) == first
    assert Received.objects.count() == 1 and Event.objects.filter(verb="receive_package").count() == 1
    assert Attachment.objects.get(subject=queries.SUBJECT).name == "cv7816.txt"


def test_another_file_under_the_same_number_is_another_package(province: Province) -> None:
    first, second = receive(write(letter()), **WHEN), receive(write(letter(f"{LETTER}\nBản sửa.")), **WHEN)
    assert queries.others_about(second) == [first]


def test_a_sender_is_known_by_either_form_of_its_code_and_asked_about_where_it_is_not(province: Province) -> None:
    unknown = receive(write(letter()), **WHEN)
    assert unknown.sender is None
    assert unknown.asks == [
        "Nơi gửi Văn phòng Chính phủ (mã “000.00.00.G22”): chưa có trong danh mục cơ quan; hãy xem lại mã định danh."
    ]
    government = province.agency("chinhphu")
    add_alias(government.pk, "G22", kind="code", **WHEN)
    assert receive(write(letter(number="2")), **WHEN).sender == government
    add_alias(province.agency("kiemtoan").pk, "000.00.00.g22", kind="code", **WHEN)
    assert "có nhiều cơ quan cùng mã" in receive(write(letter(number="3")), **WHEN).asks[0]


@pytest.mark.parametrize("over", [{"subject": "MẬT"}, {"text": LETTER.replace("VĂN PHÒNG", "TUYỆT MẬT\nVĂN PHÒNG")}])
def test_of_a_secret_package_nothing_is_kept_not_even_in_the_folder(
    province: Province, settings: Any, over: dict[str, Any]
) -> None:
    """QC 6.2."""
    text = over.pop("text", LETTER)
    folder = lay_in(settings.EXCHANGE_DIR, write(letter(text, **over)))
    assert watching.take_in(folder, on=DAY, at=AT) == (0, 1)
    assert (Received.objects.count(), Blob.objects.count(), Refusal.objects.get().channel) == (0, 0, "exchange")
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_what_may_be_secret_is_not_lost_but_left_to_a_person(
    province: Province, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot_tell(*_args: Any, **_facts: Any) -> Any:
        raise Secret("Chưa rõ dấu trên trang 1.", unsure=True)

    monkeypatch.setattr("giaoviec.exchange.actions.keep", cannot_tell)
    folder = lay_in(settings.EXCHANGE_DIR, write(letter()), "scan.xml")
    assert watching.take_in(folder, on=DAY, at=AT) == (0, 1)
    assert (folder / "khong-nhan" / "scan.xml").exists() and not Received.objects.exists()
    assert "Chưa rõ" in (folder / "khong-nhan" / "scan.xml.txt").read_text(encoding="utf-8")


def test_what_cannot_be_read_is_laid_aside_with_its_reason(province: Province, settings: Any) -> None:
    folder = lay_in(settings.EXCHANGE_DIR, b"<edXML><!DOCTYPE x></edXML>", "la.xml")
    assert watching.take_in(folder, on=DAY, at=AT) == (0, 1)
    assert (folder / "khong-nhan" / "la.xml").exists() and not list((folder / "den").iterdir())
    assert "DOCTYPE" in (folder / "khong-nhan" / "la.xml.txt").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_kept(province: Province) -> None:
    files = (*letter().files, File(content_id="2", name="x.bin", content_type="a/b", data=b"\x00\x01\x02" * 50))
    row = receive(write(replace(letter(), files=files)), **WHEN)
    assert [one.startswith("Tệp “x.bin” không nhận được: ") for one in row.warnings] == [True]
    assert Attachment.objects.get(subject=queries.SUBJECT).name == "cv7816.txt"


def test_a_status_message_without_a_package_of_ours_is_refused(province: Province) -> None:
    from tests.exchange.test_packages import STATUS

    with pytest.raises(Refused) as refused:
        receive(write(STATUS), **WHEN)
    assert refused.value.sentence == "Đây là bản tin trạng thái; phần mềm chưa gửi gói nào chờ trạng thái này."


def test_a_package_goes_through_the_register_with_few_keys_and_its_sender_is_told_each_step(
    province: Province, settings: Any
) -> None:
    """QC 1.3, QC 3.2, QC 9.5: from the folder to the answers in the folder."""
    folder = lay_in(settings.EXCHANGE_DIR, write(letter()))
    watching.turn(on=DAY, at=AT)
    row = Received.objects.get()
    page = province.at("vanthu", f"/trao-doi/{row.pk}/")
    assert page.sees("7816/VPCP-TTĐT", "Nguyễn Văn Ấn", "cv7816.txt", "Chờ vào sổ")
    page.press("Đưa vào sổ")
    assert page.here.startswith("/van-ban/vao-so/")
    assert (page.value("symbol_text"), page.value("issued_on")) == ("7816/VPCP-TTĐT", "20/11/2026")
    assert (page.value("signer"), page.value("issuer")) == ("Nguyễn Văn Ấn", "government_office")
    page.press("Vào sổ")
    document = Document.objects.get()
    assert (document.summary, document.urgency, document.group) == ("Phòng, chống sạt lở", "urgent", "1.3")
    watching.turn(on=DAY, at=AT + timedelta(minutes=1))
    row.refresh_from_db()
    assert (row.document, told(row)) == (document, ["01", "03"])
    assert province.judged(document, leads=["Sở Xây dựng"]).press("Giao việc").status == 200
    work = Assignment.objects.get()
    watching.turn(on=DAY, at=AT + timedelta(minutes=2))
    province.do("sxd.vanphong", work, "cap-nhat", content="Đã phân công.")
    watching.turn(on=DAY, at=AT + timedelta(minutes=3))
    sent = [read(path.read_bytes()).status for path in sorted((folder / "di").iterdir())]
    assert [one.state for one in sent if one] == ["01", "03", "04", "05"]
    assert sent[0] and (sent[0].sender.id, sent[0].answers.code) == ("H36", "7816/VPCP-TTĐT")
    assert province.at("vanthu", f"/trao-doi/{row.pk}/").sees("Đang xử lý: đã gửi")


def test_the_end_is_told_when_all_work_is_confirmed(province: Province) -> None:
    document = province.registered()
    row = receive(write(letter()), **WHEN)
    Received.objects.filter(pk=row.pk).update(document=document)
    work = province.give(document=document)
    for stage, states in (("claimed", ["01", "03", "04", "05"]), ("closed", ["01", "03", "04", "05", "06"])):
        type(work).objects.filter(pk=work.pk).update(stage=stage)
        Document.objects.filter(pk=document.pk).update(judged_at=AT)
        owe(at=AT)
        owe(at=AT)
        assert told(row) == states


def test_what_cannot_be_sent_waits_longer_each_time_and_keeps_its_order(province: Province, tmp_path: Path) -> None:
    row = receive(write(letter()), **WHEN)
    Received.objects.filter(pk=row.pk).update(document=province.registered())
    owe(at=AT)
    blocked = tmp_path / "di"
    blocked.write_text("not a folder")
    at, pauses = AT, []
    for _ in range(6):
        assert send(blocked, at=at) == (0, 1)
        waiting = Told.objects.get(state="01")
        pauses.append(int((waiting.next_at - at).total_seconds() // 60))
        at = waiting.next_at
    assert pauses == [1, 5, 15, 60, 240, 240]
    assert province.at("vanthu", "/trao-doi/").sees("Đã đến: 7816/VPCP-TTĐT", "Không ghi được tệp")
    blocked.unlink()
    assert send(blocked, at=at) == (2, 0)
    assert sorted(path.name[-8:-6] for path in blocked.iterdir()) == ["01", "03"]
    assert send(blocked, at=at) == (0, 0)


def test_a_package_without_a_day_is_asked_about_and_its_answers_wait_for_the_register(province: Province) -> None:
    text = write(letter()).decode().replace("PromulgationDate>2026/11/20", "PromulgationDate>05/06/2026")
    row = receive(text.encode(), **WHEN)
    assert row.issued_on is None
    page = province.at("vanthu", f"/trao-doi/{row.pk}/")
    assert page.sees("hãy xác nhận là 06/05/2026 hay 05/06/2026.", "chưa rõ")
    owe(at=AT)
    assert send(Path("/nonexistent"), at=AT) == (0, 1)
    assert "viết năm/tháng/ngày" in Told.objects.get().fault


def test_a_recall_is_marked_and_leads_to_what_it_recalls(province: Province) -> None:
    receive(write(letter()), **WHEN)
    row = receive(write(letter(business=Business(deed="1", reason="Ban hành nhầm"), files=())), **WHEN)
    page = province.at("vanthu", f"/trao-doi/{row.pk}/")
    assert page.sees("Gói này là thu hồi.", "Gói khác về văn bản này", "Văn bản mới, nhận 23/11/2026")


def test_a_purge_of_the_document_takes_its_package_along(province: Province) -> None:
    """QC 6.2."""
    document = province.registered(symbol_text="7816/VPCP-TTĐT", issued_on="20/11/2026")
    row = receive(write(letter()), **WHEN)
    link(row, document, **WHEN)
    owe(at=AT)
    with act("confirm_purge", subject="document", subject_id=document.pk, **WHEN) as a:
        erase_document(document.pk, within=a)
    assert not (Received.objects.exists() or Told.objects.exists() or Attachment.objects.exists())


def test_the_clerk_ties_a_package_to_what_is_registered_already(province: Province) -> None:
    document = province.registered(symbol_text="7816/VPCP-TTĐT", issued_on="20/11/2026")
    row = receive(write(letter(files=())), **WHEN)
    page = province.at("vanthu", f"/trao-doi/{row.pk}/").press(f"Gắn với {document} đã vào sổ")
    assert page.sees("Đã vào sổ", f"Đã gắn với văn bản {document}")
    other = province.registered()
    answer = province.cast.client("vanthu").post(f"/trao-doi/{row.pk}/gan/{other.pk}/")
    assert answer.status_code == 404


def test_an_unfinished_form_is_not_overwritten(province: Province) -> None:
    row = receive(write(letter()), **WHEN)
    for _ in range(2):
        page = province.at("vanthu", f"/trao-doi/{row.pk}/").press("Đưa vào sổ")
    assert page.status == 409 and page.sees("Trang Vào sổ đang có bản nhập dở")


def test_a_package_is_handed_in_on_the_page_and_a_bad_one_refused_there(province: Province) -> None:
    client = province.cast.client("vanthu")
    sent = {"package": SimpleUploadedFile("a.edxml", write(letter()))}
    assert client.post("/trao-doi/", sent).headers["Location"] == f"/trao-doi/{Received.objects.get().pk}/"
    refused = client.post("/trao-doi/", {"package": SimpleUploadedFile("a.edxml", b"abc")})
    assert (refused.status_code, "Đây không phải gói edXML" in refused.content.decode()) == (422, True)
    assert client.post("/trao-doi/").status_code == 422


def test_only_the_office_sees_the_exchange(province: Province) -> None:
    row = receive(write(letter()), **WHEN)
    file = Attachment.objects.get(subject=queries.SUBJECT)
    paths = ["/trao-doi/", f"/trao-doi/{row.pk}/", f"/trao-doi/{row.pk}/tep/{file.pk}/"]
    for who, status in (("vanthu", 200), ("theodoi", 200), ("sxd.vanphong", 404), ("chutich", 404)):
        assert [province.cast.client(who).get(path).status_code for path in paths] == [status] * 3
    assert province.cast.client("vanthu").get(f"/trao-doi/{row.pk}/tep/{file.pk + 1}/").status_code == 404


def test_the_command_imports_packages_and_says_what_is_refused(province: Province, tmp_path: Path, capsys: Any) -> None:
    good, bad = tmp_path / "a.edxml", tmp_path / "b.edxml"
    good.write_bytes(write(letter()))
    bad.write_bytes(b"abc")
    assert giaoviec(["exchange", "import", str(good), str(bad)]) == 1
    said = capsys.readouterr()
    assert said.out == f"{good}\t/trao-doi/{Received.objects.get().pk}/\t7816/VPCP-TTĐT\n"
    assert said.err.startswith(f"giaoviec exchange: {bad}: Đây không phải gói edXML")


def test_a_registered_document_is_exported_and_can_be_imported_elsewhere(province: Province, tmp_path: Path) -> None:
    document, out = province.registered(), tmp_path / "ra.edxml"
    assert giaoviec(["exchange", "export", str(document.pk), "--to", "000.00.00.G22", "--out", str(out)]) == 0
    found = read(out.read_bytes())
    assert found.package and found.asks == ()
    assert (found.package.code, found.package.subject) == (document.full_symbol, document.summary)
    assert (found.package.sender.id, found.package.steering) == ("H36", "2")
    assert giaoviec(["exchange", "export", str(document.pk), "--to", "x", "--out", str(out)]) == 1


def test_the_reader_reads_a_package_as_it_reads_a_letter(tmp_path: Path, capsys: Any) -> None:
    path, secret = tmp_path / "a.edxml", tmp_path / "b.edxml"
    path.write_bytes(write(letter()))
    secret.write_bytes(write(letter(LETTER.replace("VĂN PHÒNG", "TUYỆT MẬT\nVĂN PHÒNG"))))
    assert giaoviec(["read", str(path)]) == 0
    assert "Ký hiệu: VPCP-TTĐT" in capsys.readouterr().out
    assert giaoviec(["read", str(secret), "--json"]) == 1
    assert '"secrecy": "tuyệt mật"' in capsys.readouterr().out
