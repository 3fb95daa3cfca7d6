"""Pages of documents: registering with files, drafts, the list, one document; bad input loses nothing; strangers see 404."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from giaoviec.documents import actions, files, queries
from giaoviec.documents.models import Attachment, Blob, Document, Draft, Refusal
from giaoviec.documents.particulars import NewDocument
from giaoviec.journal.errors import Refused
from tests.cast import Cast, make_cast

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
REGISTER = "/van-ban/vao-so/"
LETTER = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
Số: 21/CT-UBND
Lâm Đồng, ngày 20 tháng 11 năm 2026

CHỈ THỊ
Về tăng cường phòng, chống sạt lở các tuyến đèo

Thời gian qua, mưa lớn kéo dài đã gây sạt lở tại nhiều vị trí. Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:
1. Sở Xây dựng rà soát, lập danh mục vị trí có nguy cơ sạt lở, báo cáo trước ngày 05/12/2026.
2. Sở Tài chính cân đối nguồn dự phòng ngân sách.

Nơi nhận:
- Như trên.
CHỦ TỊCH
Trần Quang Minh
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def monday(set_day: Callable[[date], None], settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    set_day(MONDAY)


def posted(**changes: Any) -> dict[str, Any]:
    fields = {
        "issuer": "committee",
        "type": "directive",
        "symbol_text": "21/CT-UBND",
        "issued_on": "20/11/2026",
        "summary": "Tăng cường phòng, chống sạt lở",
        "signer": "Trần Quang Minh",
        "directed": "chairman",
        "drafting_none": "on",
        "urgency": "normal",
        "text": LETTER,
        "buoc": "vao-so",
    }
    return fields | changes


def registered(cast: Cast, number: int = 1, **changes: Any) -> Document:
    given = {"summary": f"Văn bản thứ {number}", "issued_on": date(2026, 11, 20), "signer": "Trần Quang Minh"}
    new = NewDocument(**({"symbol_text": f"{number}/UBND-KT"} | given | changes))  # type: ignore[arg-type]
    return actions.register(new, by=cast.actor("vanthu"), on=MONDAY, at=AT)


def letter_file(text: str = LETTER, name: str = "chi-thi.docx") -> SimpleUploadedFile:
    document, held = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(held)
    return SimpleUploadedFile(name, held.getvalue())


def test_the_form_shows_the_three_kinds_and_asks_what_each_needs(cast: Cast) -> None:
    clerk = cast.client("vanthu")
    page = clerk.get(REGISTER).content.decode()
    assert "Ý kiến chỉ đạo trực tiếp" in page
    assert 'name="symbol_text"' in page
    oral = clerk.get(f"{REGISTER}?loai=truc-tiep").content.decode()
    assert 'name="taken_down_by"' in oral
    assert 'name="symbol_text"' not in oral
    programme = clerk.get(f"{REGISTER}?loai=chuong-trinh").content.decode()
    assert 'name="rows"' in programme


def test_registering_leads_to_giving(cast: Cast) -> None:
    answer = cast.client("vanthu").post(REGISTER, posted())
    document = Document.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/van-ban/{document.pk}/giao-viec/"
    assert (document.source, document.directed_by) == ("chairman", cast.person("chutich"))
    assert document.text == LETTER


def test_a_file_that_is_dropped_fills_the_empty_fields_and_keeps_what_was_typed(cast: Cast) -> None:
    clerk = cast.client("vanthu")
    typed = posted(
        buoc="doc", symbol_text="", issued_on="", summary="Gõ tay", signer="", text="", type="official_letter"
    )
    page = clerk.post(REGISTER, typed | {"files": letter_file()}).content.decode()
    assert 'value="21/CT-UBND"' in page
    assert 'value="20/11/2026"' in page
    assert "Gõ tay" in page
    assert "chi-thi.docx" in page
    assert "1. Sở Xây dựng rà soát" in page
    assert not Document.objects.exists()
    [kept] = Draft.objects.get(key="vao-so:tep").data["files"]
    answer = clerk.post(REGISTER, posted(keep_file=[kept["sha256"]]))
    document = Document.objects.get()
    [attachment] = files.of("document", document.pk)
    assert (attachment.name, answer.status_code) == ("chi-thi.docx", 302)
    assert not Draft.objects.exists()


def test_a_file_that_was_taken_out_again_is_not_attached_and_a_foreign_one_cannot_be(cast: Cast) -> None:
    clerk = cast.client("vanthu")
    clerk.post(REGISTER, posted(buoc="doc", files=letter_file()))
    foreign = files.store(b"somebody else's", AT)
    clerk.post(REGISTER, posted(keep_file=[foreign.sha256]))
    assert files.of("document", Document.objects.get().pk) == []


def test_what_is_wrong_is_said_at_its_field_and_everything_typed_stays(cast: Cast) -> None:
    answer = cast.client("vanthu").post(REGISTER, posted(issued_on="31/02/2026", signer="", summary="Còn nguyên"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày không đúng; hãy ghi theo dạng 24/11/2026." in page
    assert 'value="31/02/2026"' in page
    assert "Còn nguyên" in page
    assert not Document.objects.exists()


def test_a_second_identical_document_is_refused_with_a_link_to_the_first(cast: Cast) -> None:
    clerk = cast.client("vanthu")
    clerk.post(REGISTER, posted())
    first = Document.objects.get()
    answer = clerk.post(REGISTER, posted(symbol_text="021/CT-UBND"))
    assert answer.status_code == 409
    assert f'href="/van-ban/{first.pk}/"' in answer.content.decode()
    assert Document.objects.count() == 1


def test_a_document_like_another_is_asked_about_once(cast: Cast) -> None:
    clerk = cast.client("vanthu")
    clerk.post(REGISTER, posted())
    again = posted(issued_on="19/11/2026", summary="Việc khác")
    answer = clerk.post(REGISTER, again)
    assert answer.status_code == 422
    assert "Có văn bản giống văn bản này" in answer.content.decode()
    assert clerk.post(REGISTER, again | {"similar_ok": "on"}).status_code == 302
    assert Document.objects.count() == 2


def test_what_follows_is_shown_while_typing(cast: Cast) -> None:
    clerk = cast.client("vanthu")
    shown = clerk.post(f"{REGISTER}xem-truoc/", posted(signer="", summary="", symbol_text="")).content.decode()
    assert "khoản 1 Điều 4 Quy chế" in shown or "Văn bản của Ủy ban nhân dân tỉnh" in shown
    assert "Thứ Hai, 23/11/2026" in shown
    by_order = posted(issuer="office", signing_authority="TL.")
    assert "Văn bản do lãnh đạo Văn phòng ký" in clerk.post(f"{REGISTER}xem-truoc/", by_order).content.decode()
    assert "Nhập cơ quan ban hành" in clerk.post(f"{REGISTER}xem-truoc/", posted(issued_on="")).content.decode()


def test_a_work_programme_is_pasted_as_a_table(cast: Cast) -> None:
    rows = "STT\tNội dung\tChủ trì\tThời hạn\n1\tĐề án A\tSở Tài chính\tquý II\n2\tBáo cáo B\tSTC\t15/12"
    fields = posted(rows=rows, type="programme", symbol_text="5/CTr-UBND")
    answer = cast.client("vanthu").post(f"{REGISTER}?loai=chuong-trinh", fields)
    assert answer.status_code == 302
    assert Document.objects.get().text == "Đề án A\tSở Tài chính\tquý II\nBáo cáo B\tSTC\t15/12"


def test_a_direct_instruction_is_taken_down_by_the_chairmans_assistant(cast: Cast) -> None:
    assistant = cast.client("troly")
    fields = posted(taken_down_by="Phan Thị Mai", text="", directed=f"vice_chairman:{cast.person('pct.kinhte').pk}")
    assert assistant.post(f"{REGISTER}?loai=truc-tiep", fields).status_code == 302
    document = Document.objects.get()
    assert (document.kind, document.directed_by, document.taken_down_by) == (
        "oral",
        cast.person("pct.kinhte"),
        "Phan Thị Mai",
    )
    assert "Ghi chép đầy đủ" in assistant.get(REGISTER).content.decode()
    assert assistant.get(f"{REGISTER}?loai=van-ban").status_code == 404
    assert cast.client("stc.vanphong").get(REGISTER).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"), [("hong.docx", b"PK\x03\x04 not a document"), ("hong.pdf", b"%PDF-1.7 broken"), ("rong.txt", b"")]
)
def test_a_broken_file_gets_a_sentence_and_nothing_is_stored(cast: Cast, name: str, data: bytes) -> None:
    answer = cast.client("vanthu").post(REGISTER, posted(files=SimpleUploadedFile(name, data)))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_files-err"' in page
    assert 'value="21/CT-UBND"' in page
    assert not Document.objects.exists()
    assert not Blob.objects.exists()


def test_a_name_with_control_characters_is_refused_before_the_file_is_opened() -> None:
    with pytest.raises(Refused, match="Tên tệp có ký tự lạ"):
        files.keep("a\x07b.txt", b"xin chao", channel="form", person_id=None, at=AT)


def test_a_file_above_the_limit_is_refused_and_what_was_typed_stays(cast: Cast, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    answer = cast.client("vanthu").post(REGISTER, posted(files=SimpleUploadedFile("lon.txt", b"x" * 1_100_000)))
    assert answer.status_code == 413
    assert "Tệp “lon.txt” lớn hơn 1 MB" in answer.content.decode()
    assert 'value="21/CT-UBND"' in answer.content.decode()
    assert not Blob.objects.exists()


def test_a_secret_file_leaves_nothing_but_a_line_without_content(cast: Cast, tmp_path: Path) -> None:
    marked = "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nTỐI MẬT\n\nVề kho vật tư số 7 tại đèo Prenn."
    clerk = cast.client("vanthu")
    clerk.post("/van-ban/nhap/?khoa=vao-so", posted(summary="kho vật tư số 7"))
    answer = clerk.post(REGISTER, posted(buoc="doc", files=letter_file(marked, "kho.docx")))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "khoản 2 Điều 6" in page
    assert "kho vật tư" not in page
    assert Refusal.objects.get().channel == "form"
    for model in (Document, Attachment, Blob, Draft):
        assert not model.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file() and b"PK" in path.read_bytes()[:4]] == []


def test_what_is_typed_is_kept_at_each_change_and_found_again(cast: Cast) -> None:
    clerk = cast.client("vanthu")
    answer = clerk.post("/van-ban/nhap/?khoa=vao-so", posted(summary="Đang gõ dở"))
    assert answer.status_code == 200
    assert set(answer.json()) == {"at"}
    assert "Đang gõ dở" in clerk.get(REGISTER).content.decode()
    assert "Đang gõ dở" not in cast.client("theodoi").get(REGISTER).content.decode()
    clerk.post("/van-ban/nhap/bo/?khoa=vao-so", {"ve": REGISTER})
    assert "Đang gõ dở" not in clerk.get(REGISTER).content.decode()


def test_a_secret_draft_is_refused_in_its_own_words(cast: Cast) -> None:
    answer = cast.client("vanthu").post("/van-ban/nhap/?khoa=vao-so", posted(text="MẬT\nVề một việc."))
    assert answer.status_code == 422
    assert "Có dấu chỉ độ mật" in answer.json()["error"]
    assert Refusal.objects.get().channel == "draft"
    assert not Draft.objects.exists()


def test_the_chairman_takes_down_his_own_instructions_and_registers_no_document(cast: Cast) -> None:
    client = cast.client("chutich")
    assert "Ý kiến chỉ đạo trực tiếp" in client.get(REGISTER).content.decode()
    assert client.post(f"{REGISTER}?loai=van-ban", posted()).status_code in (404, 422)
    assert not Document.objects.exists()


@pytest.mark.parametrize("username", ["stc.vanphong", "quantri", "kiemtoan"])
def test_registering_does_not_exist_for_those_who_may_not(cast: Cast, username: str) -> None:
    client = cast.client(username)
    assert client.get(REGISTER).status_code == 404
    assert client.post(REGISTER, posted()).status_code == 404
    assert not Document.objects.exists()


def test_a_document_shows_its_particulars_text_files_and_corrections(cast: Cast) -> None:
    kept = files.keep("goc.txt", LETTER.encode(), channel="form", person_id=None, at=AT)
    new = NewDocument(
        symbol_text="21/CT-UBND", summary="Sạt lở", issued_on=date(2026, 11, 20), signer="Minh", type="directive"
    )
    document = actions.register(new, [kept], by=cast.actor("vanthu"), on=MONDAY, at=AT)
    actions.correct(
        document, {"signer": "Trần Quang Minh"}, reason="Thiếu họ", by=cast.actor("vanthu"), on=MONDAY, at=AT
    )
    page = cast.client("chutich").get(f"/van-ban/{document.pk}/").content.decode()
    for words in ("Chỉ thị 21/CT-UBND", "Sở Xây dựng rà soát", "goc.txt", "Thiếu họ", "khoản 1 Điều 7 Quy chế"):
        assert words in page
    assert "/sua/" not in page


def test_a_document_a_file_and_their_forms_do_not_exist_for_strangers(cast: Cast) -> None:
    kept = files.keep("goc.txt", LETTER.encode(), channel="form", person_id=None, at=AT)
    new = NewDocument(symbol_text="1/UBND", summary="Việc", issued_on=date(2026, 11, 20), signer="Minh")
    document = actions.register(new, [kept], by=cast.actor("vanthu"), on=MONDAY, at=AT)
    [attachment] = files.of("document", document.pk)
    other = registered(cast, 2)
    here = f"/van-ban/{document.pk}/"
    for username in ("stc.vanphong", "quantri", "noivu", "kiemtoan"):
        client = cast.client(username)
        assert [client.get(p).status_code for p in (here, f"{here}tep/{attachment.pk}/", f"{here}sua/")] == [404] * 3
        assert client.post(f"{here}khong-co-nhiem-vu/").status_code == 404
    clerk = cast.client("vanthu")
    assert clerk.get(f"/van-ban/{other.pk}/tep/{attachment.pk}/").status_code == 404
    answer = clerk.get(f"{here}tep/{attachment.pk}/")
    assert b"".join(answer.streaming_content) == LETTER.encode()  # type: ignore[attr-defined]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == "attachment; filename=\"goc.txt\"; filename*=UTF-8''goc.txt"


def test_uploads_that_were_never_sent_are_let_go_and_those_in_a_draft_stay(cast: Cast) -> None:
    lost = files.store(b"never sent", AT)
    cast.client("vanthu").post(REGISTER, posted(buoc="doc", files=letter_file()))
    [kept] = Draft.objects.get(key="vao-so:tep").data["files"]
    assert files.sweep(datetime(2027, 1, 1, tzinfo=UTC)) == 1
    assert not files.path_of(lost.sha256).exists()
    assert files.path_of(kept["sha256"]).exists()


def test_a_file_name_cannot_break_out_of_its_header() -> None:
    said = files.disposition('a"; b\r\nX: y/../Báo cáo.pdf')
    assert said.isascii()
    assert "\r" not in said
    assert said.count('"') == 2


def test_particulars_are_corrected_on_a_page_with_a_reason(cast: Cast) -> None:
    document, clerk = registered(cast), cast.client("vanthu")
    fields = posted(symbol_text="1/UBND-KT", type="official_letter", summary="Đã sửa", text="", directed="committee")
    refused = clerk.post(f"/van-ban/{document.pk}/sua/", fields)
    assert refused.status_code == 422
    assert "Hãy nêu lý do sửa." in refused.content.decode()
    assert clerk.post(f"/van-ban/{document.pk}/sua/", fields | {"reason": "Nhầm"}).status_code == 302
    document.refresh_from_db()
    assert document.summary == "Đã sửa"
    assert {row.field for row in queries.revisions_of("document", document.pk)} == {"summary"}


def test_no_task_in_it_and_taking_back_are_acts_of_their_own(cast: Cast) -> None:
    first, second, clerk = registered(cast, 1), registered(cast, 2), cast.client("vanthu")
    assert clerk.post(f"/van-ban/{first.pk}/khong-co-nhiem-vu/").status_code == 302
    again = clerk.post(f"/van-ban/{first.pk}/khong-co-nhiem-vu/")
    assert (again.status_code, "đã được người khác xét" in again.content.decode()) == (409, True)
    assert clerk.post(f"/van-ban/{second.pk}/huy/", {"reason": ""}).status_code == 422
    assert clerk.post(f"/van-ban/{second.pk}/huy/", {"reason": "Vào nhầm"}).status_code == 302
    assert clerk.get(f"/van-ban/{second.pk}/").status_code == 404


def test_the_list_filters_searches_and_sorts_by_its_address(cast: Cast) -> None:
    old = registered(cast, 1, issued_on=date(2025, 12, 30), field="kinh tế", text="quỹ nhà ở xã hội")
    registered(cast, 2, type="directive", symbol_text="2/CT-UBND")
    actions.confirm_no_task(old, by=cast.actor("vanthu"), on=MONDAY, at=AT)
    client = cast.client("vanthu")

    def found(query: str) -> list[str]:
        page = client.get(f"/van-ban/{query}").content.decode()
        return [symbol for symbol in ("1/UBND-KT", "2/CT-UBND") if f">{symbol}<" in page]

    assert found("?nam=2025") == ["1/UBND-KT"]
    assert found("?loai=directive") == ["2/CT-UBND"]
    assert found("?xet=khong") == ["1/UBND-KT"]
    assert found("?xet=cho") == ["2/CT-UBND"]
    assert found("?q=quy+nha+o") == ["1/UBND-KT"]
    assert found("?linh-vuc=kinh+t%E1%BA%BF") == ["1/UBND-KT"]
    assert found("?nhom=4.1") == ["1/UBND-KT", "2/CT-UBND"]
    assert found("?nhom=9&loai=xyz&nam=abc&xep=%27&sau=x_y") == ["1/UBND-KT", "2/CT-UBND"]
    assert found("?q=kh%C3%B4ng-c%C3%B3") == []


def test_pages_of_the_list_follow_one_another_and_lead_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from giaoviec.documents.views import listing

    monkeypatch.setattr(listing, "SIZE", 3)
    for number in range(1, 9):
        registered(cast, number, issued_on=date(2026, 11, 20 - number // 3))
    clerk = cast.client("vanthu")

    def page(address: str) -> tuple[list[int], str | None, str | None]:
        import re

        text = clerk.get(address).content.decode()
        previous, following = (re.search(rf'rel="{way}" href="([^"]+)"', text) for way in ("prev", "next"))
        symbols = [int(number) for number in re.findall(r">(\d+)/UBND-KT<", text)]
        return symbols, *(link and link[1].replace("&amp;", "&") for link in (previous, following))  # type: ignore[return-value]

    first, before, next_url = page("/van-ban/")
    assert (first, before) == ([2, 1, 5], None)
    assert next_url is not None
    second, back, next_url = page(next_url)
    assert second == [4, 3, 8]
    assert next_url is not None and back is not None
    assert page(next_url)[0] == [7, 6]
    assert page(next_url)[2] is None
    assert page(back)[0] == first


def test_a_page_of_the_list_costs_the_same_whatever_is_in_it(cast: Cast, django_assert_max_num_queries: Any) -> None:
    clerk = cast.client("vanthu")
    clerk.get("/van-ban/")
    for number in range(1, 30):
        registered(cast, number)
    with django_assert_max_num_queries(6):
        clerk.get("/van-ban/")


def test_exports_hold_what_the_list_shows_and_no_formula(cast: Cast) -> None:
    registered(cast, 1, summary="=HYPERLINK(1)")
    registered(cast, 2, issued_on=date(2025, 1, 2))
    clerk = cast.client("vanthu")
    sheet = openpyxl.load_workbook(io.BytesIO(clerk.get("/van-ban/xuat.xlsx?nam=2026").content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]][:4] == ["Loại", "Số, ký hiệu", "Ngày ban hành", "Trích yếu"]
    assert (rows[1][3].value, rows[1][3].data_type, len(rows)) == ("=HYPERLINK(1)", "s", 2)
    text = clerk.get("/van-ban/xuat.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert len(text.splitlines()) == 3
    assert cast.client("quantri").get("/van-ban/xuat.csv").status_code == 404
