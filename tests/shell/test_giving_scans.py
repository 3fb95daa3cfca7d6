"""Scans end to end: own documents printed, degraded at 200 dpi, dropped in, read, and their passages marked on the page."""

from __future__ import annotations

import io
import random
import re
import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from giaoviec.assignments.giving.state import TASK, UNJUDGED, load
from giaoviec.assignments.models import Assignment
from giaoviec.documents.files import picture_of
from giaoviec.documents.models import Attachment, Document, Draft
from giaoviec.documents.paper import Mark
from giaoviec.documents.picturing import Sheet, moved, scan_of, sheets
from giaoviec.documents.views import receiving
from tests.cast import Cast, make_cast

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
"""A serif with all Vietnamese letters, as official documents are printed in one (NĐ 30/2020/NĐ-CP)."""
MONDAY = date(2026, 11, 23)
WIDTH, HEIGHT, TOP, STEP = 1654, 2339, 180, 58
HEAD = ("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "Số: {number}", "Lâm Đồng, ngày 20 tháng 11 năm 2026", "", "{title}", "")
FOOT = ("", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Quang Minh")
DIRECTIVE = (
    "Để chủ động phòng, chống sạt lở, Ủy ban nhân dân tỉnh yêu cầu:",
    "1. Sở Xây dựng rà soát, lập danh mục vị trí có nguy cơ sạt lở,",
    "báo cáo Ủy ban nhân dân tỉnh trước ngày 05 tháng 12 năm 2026.",
    "2. Sở Tài chính cân đối nguồn dự phòng ngân sách, trình Ủy ban",
    "nhân dân tỉnh trước ngày 15 tháng 12 năm 2026.",
)
FURTHER = (
    "3. Sở Nội vụ theo dõi, tổng hợp tình hình thực hiện, báo cáo Ủy",
    "ban nhân dân tỉnh trước ngày 20 tháng 12 năm 2026.",
)
LETTER = (
    "Kính gửi: Sở Nông nghiệp và Môi trường.",
    "Ủy ban nhân dân tỉnh giao Sở Nông nghiệp và Môi trường chủ trì,",
    "phối hợp với Sở Tài chính kiểm tra công tác bảo vệ rừng, báo cáo",
    "kết quả trước ngày 10 tháng 12 năm 2026.",
)

pytestmark = [
    pytest.mark.tesseract,
    pytest.mark.skipif(not FONT.exists(), reason="no DejaVu Serif (Debian: apt-get install fonts-dejavu-core)"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def cast(transactional_db: None, settings: Any, tmp_path: Path, set_day: Callable[[date], None]) -> Cast:
    settings.DATA_DIR = tmp_path
    set_day(MONDAY)
    return make_cast()


# Paper


def printed(lines: Sequence[str]) -> Image.Image:
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 33)
    for row, line in enumerate(lines):
        pen.text((200, TOP + STEP * row), line, font=font, fill=20)
    return page


def noisy(page: Image.Image, *, seed: int, specks: int = 1200) -> Image.Image:
    chance, dirty = random.Random(seed), page.copy()
    for _ in range(specks):
        dirty.putpixel((chance.randrange(page.width), chance.randrange(page.height)), chance.randrange(256))
    return dirty.filter(ImageFilter.GaussianBlur(0.7))


def faded(page: Image.Image) -> Image.Image:
    return page.point(lambda value: 70 + value * 165 // 255)


def stamped(page: Image.Image) -> Image.Image:
    marked = page.copy()
    ImageDraw.Draw(marked).ellipse((1050, 1000, 1400, 1350), outline=110, width=9)
    return marked


def scanned(pages: Sequence[Image.Image]) -> bytes:
    held = io.BytesIO()
    pages[0].save(held, "PDF", save_all=True, append_images=list(pages[1:]), resolution=200, quality=55)
    return held.getvalue()


def lines_of(body: Sequence[str], *, number: str, title: str) -> list[str]:
    return [line.format(number=number, title=title) for line in (*HEAD, *body)]


def skewed_directive() -> bytes:
    first = printed(lines_of(DIRECTIVE, number="31/CT-UBND", title="CHỈ THỊ"))
    second = printed([*FURTHER, *FOOT])
    return scanned([noisy(p.rotate(1.5, fillcolor=255), seed=n) for n, p in enumerate((first, second))])


def lying_letter() -> bytes:
    page = printed([*lines_of(LETTER, number="812/UBND-NN", title="CÔNG VĂN"), *FOOT])
    return scanned([noisy(page, seed=3).rotate(-90, expand=True)])


def faded_stamped_letter() -> bytes:
    return scanned([noisy(faded(stamped(printed([*lines_of(LETTER, number="813/UBND-NN", title=""), *FOOT]))), seed=4)])


def small_scan() -> bytes:
    return scanned([printed(lines_of(LETTER, number="812/UBND-NN", title="")).crop((0, 0, WIDTH, 900))])


# The way of a clerk


def dropped(client: Client, data: bytes, **fields: str) -> str:
    """The registering page after a file was dropped in and read, however long that took."""
    file = io.BytesIO(data)
    file.name = "ban-quet.pdf"
    answer = client.post("/van-ban/vao-so/", {"buoc": "doc", "files": file, **fields})
    while answer.status_code == 302 or "Đang đọc tệp" in answer.content.decode():
        for thread in threading.enumerate():
            if thread.name == receiving.THREAD:
                thread.join()
        assert client.get("/van-ban/vao-so/dang-doc/")["HX-Refresh"] == "true"
        answer = client.get("/van-ban/vao-so/")
    return str(answer.content.decode())


def registered(client: Client, data: bytes, number: str) -> Document:
    page = dropped(client, data)
    assert "Đã đọc tệp và điền" in page
    fields = dict(Draft.objects.get(key="vao-so").data["fields"])
    [file] = Draft.objects.get(key="vao-so:tep").data["files"]
    fields |= {
        "symbol_text": number,
        "issued_on": "20/11/2026",
        "summary": "Văn bản quét",
        "signer": "Trần Quang Minh",
        "type": fields.get("type") or "official_letter",
        "issuer": "committee",
        "directed": "committee",
        "drafting_none": "on",
        "keep_file": file["sha256"],
    }
    answer = client.post("/van-ban/vao-so/", {"buoc": "vao-so", **fields})
    assert answer.status_code == 302, answer.content.decode()
    return Document.objects.get()


def shown(document: Document) -> list[Sheet]:
    scan = scan_of(document)
    assert scan is not None
    clauses = document.proposals.get().data["clauses"]
    marks = [Mark(clause["start"], clause["end"], n, "q") for n, clause in enumerate(clauses, start=1)]
    return sheets(document, scan, marks)


def words_under(document: Document, number: int) -> str:
    clause = document.proposals.get().data["clauses"][number - 1]
    return document.text[clause["start"] : clause["end"]]


def test_a_skewed_scan_of_two_pages_is_read_given_and_marked_where_its_lines_stand(cast: Cast) -> None:
    client = cast.client("vanthu")
    document = registered(client, skewed_directive(), "31/CT-UBND")
    first, second = shown(document)
    assert (first.number, second.number) == (1, 2)
    survey = next(s for s in first.strokes if words_under(document, s.mark.number).lstrip("1. ").startswith("Sở Xây"))
    # Its first line is the eighth on the page; the page was turned by 1.5 degrees about its middle.
    place = (TOP + STEP * 7 + 18) / HEIGHT * first.height
    assert abs(survey.y + survey.height / 2 - place) < 0.02 * first.height
    assert survey.width > 0.5 * first.width
    follow = [s for s in second.strokes if "Sở Nội vụ" in words_under(document, s.mark.number)]
    assert follow and all(s.y < 0.2 * second.height for s in follow)
    here = f"/van-ban/{document.pk}/giao-viec/"
    page = client.get(here).content.decode()
    assert page.count('<img id="trang-') == 2
    client.post(here, {"buoc": "nhan-het", "doan": 1})
    for number, passage in enumerate(load(Draft.objects.get().data).passages, start=1):
        if passage.verdict == UNJUDGED:  # What the noise of the scan made doubtful, a clerk looks at.
            if passage.proposed == TASK and not passage.fields["due_text"]:
                client.post(here, {"buoc": "goi-y:due_text=20/12/2026", "doan": number})
            client.post(here, {"buoc": "nhiem-vu" if passage.proposed == TASK else "khong", "doan": number})
    answer = client.post(here, {"buoc": "giao", "doan": 1})
    assert answer.status_code == 302, re.findall(r"Đoạn \d+: [^<]+", answer.content.decode())
    assert [(row.agency.code, row.due_on) for row in Assignment.objects.order_by("id")] == [
        ("sxd", date(2026, 12, 5)),
        ("stc", date(2026, 12, 15)),
        ("snv", date(2026, 12, 20)),
    ]


def test_a_scan_that_lies_on_its_side_is_shown_upright_with_its_marks(cast: Cast) -> None:
    client = cast.client("vanthu")
    document = registered(client, lying_letter(), "812/UBND-NN")
    [sheet] = shown(document)
    assert sheet.height > sheet.width
    task = [s for s in sheet.strokes if "Sở Nông nghiệp và Môi trường chủ trì" in words_under(document, s.mark.number)]
    assert len(task) == 3
    assert [round(s.y) for s in task] == sorted(round(s.y) for s in task)
    place = (TOP + STEP * 7 + 18) / HEIGHT * sheet.height
    assert abs(task[0].y + task[0].height / 2 - place) < 0.02 * sheet.height
    picture = client.get(f"/van-ban/{document.pk}/tep/{sheet.file_id}/trang/1.png")
    image = Image.open(io.BytesIO(picture.content))
    assert (picture["Content-Type"], image.width, image.height > image.width) == ("image/png", 1100, True)
    middle = round((task[0].y + task[0].height / 2) * image.height / sheet.height)
    row = image.convert("L").crop((0, middle - 12, image.width, middle + 12))
    assert min(row.tobytes()) < 120, "print stands under the mark"


def test_a_faded_scan_with_a_stamp_across_it_proposes_its_task(cast: Cast) -> None:
    document = registered(cast.client("vanthu"), faded_stamped_letter(), "813/UBND-NN")
    [task] = document.proposals.get().data["tasks"]
    assert (task["leads"], task["due"]["on"]) == (["Sở Nông nghiệp và Môi trường"], "2026-12-10")


# Progress, and leaving the page


def test_a_reading_that_takes_long_goes_on_beside_and_is_found_in_the_draft(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(receiving.received, "__kwdefaults__", {"patience": 0.01})
    client = cast.client("vanthu")
    page = dropped(client, small_scan(), summary="Gõ trong lúc chờ")
    assert "Đã đọc tệp và điền" in page
    assert "Gõ trong lúc chờ" in page
    assert "ban-quet.pdf" in page
    assert not Draft.objects.filter(key="vao-so:doc").exists()


def test_a_reading_that_ends_badly_is_told_and_what_was_typed_stays(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(receiving.received, "__kwdefaults__", {"patience": 0.0})
    page = dropped(cast.client("vanthu"), b"%PDF-1.7 broken", summary="Vẫn còn")
    assert "Vẫn còn" in page
    assert "Đã đọc tệp và điền" not in page
    assert 'class="err"' in page


def test_a_secret_that_is_found_late_leaves_nothing_of_the_form(cast: Cast, monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(receiving.received, "__kwdefaults__", {"patience": 0.0})
    page = dropped(cast.client("vanthu"), "TUYỆT MẬT\nKế hoạch diễn tập.\n".encode(), summary="Kế hoạch")
    assert "khoản 2 Điều 6" in page
    assert not Draft.objects.exists()
    assert not list((tmp_path / "files").glob("*/*"))


def test_a_reading_that_fell_silent_is_said_to_have_ended(cast: Cast) -> None:
    at = cast.person("vanthu").created_at.replace(year=2020)
    data = {"page": 2, "pages": 9, "error": "", "filled": None}
    Draft.objects.create(person=cast.person("vanthu"), key="vao-so:doc", data=data, saved_at=at)
    assert "bị ngắt giữa chừng" in cast.client("vanthu").get("/van-ban/vao-so/").content.decode()


# Rights and places


def test_a_picture_is_for_those_who_may_see_the_document(cast: Cast) -> None:
    document = registered(cast.client("vanthu"), small_scan(), "812/UBND-NN")
    file = Attachment.objects.get()
    address = f"/van-ban/{document.pk}/tep/{file.pk}/trang/1.png"
    assert cast.client("chanhvp").get(address).status_code == 200
    assert picture_of(file.blob_id, 1).exists()
    for username in ("stc.vanphong", "quantri"):
        assert cast.client(username).get(address).status_code == 404
    for wrong in (f"/van-ban/{document.pk}/tep/{file.pk}/trang/2.png", f"/van-ban/{document.pk}/tep/99/trang/1.png"):
        assert cast.client("vanthu").get(wrong).status_code == 404


def test_places_follow_words_that_a_clerk_mended() -> None:
    old, new = "Sở Tai chính bao cáo trước 5/12.", "UBND\nSở Tài chính báo cáo ngay trước 5/12."
    spans = tuple((old.index(word), old.index(word) + len(word)) for word in old.split())
    found = moved(old, new, spans)
    assert [new[at[0] : at[1]] if at else None for at in found] == [
        "Sở",
        "Tài",
        "chính",
        "báo",
        "cáo",
        "trước",
        "5/12.",
    ]
    assert moved(old, old, spans) == spans
