"""What is round every page; kept lists, the guide, and what is shown when something goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from giaoviec.agencies.models import Person
from giaoviec.journal import access_log
from giaoviec.journal.errors import Refused
from giaoviec.rules.citation import Cite
from giaoviec.rules.roles import Role
from giaoviec.site import failing, navigation
from giaoviec.site.models import SavedList
from giaoviec.site.views import guide
from tests.cast import DAY, Cast, make_cast
from tests.shell.story import desk as page
from tests.shell.story import directive

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(set_day: Callable[[date], None]) -> Cast:
    set_day(DAY)
    return make_cast()


# ---- round every page


def test_a_page_says_who_i_am_where_i_can_go_and_that_this_is_a_demonstration(cast: Cast) -> None:
    body = page(cast, "xa.phuquy", "/")
    assert "<b>Nguyễn Hải Đăng<" in body
    assert "Chánh Văn phòng HĐND và UBND, UBND đặc khu Phú Quý" in body
    assert "<small>tỉnh Lâm Đồng</small>" in body
    assert "Bản trình diễn" in body
    assert 'href="/" aria-current="page">Bàn việc</a>' in body


@pytest.mark.parametrize("role", list(Role))
def test_the_masthead_leads_only_to_pages_that_exist(role: Role) -> None:
    entries = navigation.entries(role, "/")
    assert [label for label, _, current in entries if current] == [entries[0][0]]
    assert all(navigation.exists(url) for _, url, _ in entries)
    assert not navigation.exists("/khong-co/")


def test_the_masthead_marks_the_part_that_one_is_in() -> None:
    for here, label in (("/van-ban/vao-so/", "Vào sổ"), ("/van-ban/57/", "Văn bản"), ("/tim/", None)):
        current = [name for name, _, current in navigation.entries(Role.CLERK, here) if current]
        assert current == ([label] if label else [])


def test_what_was_done_is_said_once(cast: Cast) -> None:
    client = cast.client("chanhvp")
    client.post("/danh-sach/luu/", {"name": "Quá hạn", "address": "/van-ban/?xet=cho"})
    assert "Đã lưu danh sách “Quá hạn”." in client.get("/danh-sach/").content.decode()
    assert "Đã lưu danh sách “Quá hạn”." not in client.get("/danh-sach/").content.decode()


def test_another_post_is_chosen_in_the_masthead(cast: Cast) -> None:
    membership = cast.membership("stc.vanphong")
    membership.pk, membership.person = None, cast.person("sxd.vanphong")
    membership.save()
    Person.objects.filter(username="sxd.vanphong").update(rights_version=7)
    client = cast.client("sxd.vanphong")
    assert "Làm việc với tư cách" in client.get("/").content.decode()
    client.post("/tu-cach/", {"tu_cach": str(membership.pk)})
    assert "Chánh Văn phòng Sở, Sở Tài chính<" in client.get("/").content.decode()


# ---- kept lists


def test_a_list_is_kept_renamed_put_in_order_taken_away_and_brought_back(cast: Cast) -> None:
    client = cast.client("chanhvp")
    for name in ("Một", "Hai"):
        client.post("/danh-sach/luu/", {"name": name, "address": f"/van-ban/?q={name}"})
    one, two = SavedList.objects.order_by("id")
    client.post(f"/danh-sach/{two.pk}/thu-tu/", {"buoc": "len"})
    client.post(f"/danh-sach/{one.pk}/ten/", {"name": "Ba"})
    assert list(SavedList.objects.order_by("position").values_list("name", flat=True)) == ["Hai", "Ba"]
    gone = client.post(f"/danh-sach/{two.pk}/bo/", follow=True).content.decode()
    assert "Đã bỏ danh sách “Hai”." in gone
    assert 'action="/danh-sach/hoan-tac/"' in gone
    back = client.post("/danh-sach/hoan-tac/", follow=True).content.decode()
    assert "Đã đưa lại danh sách “Hai”." in back
    assert "data-undo" not in back
    assert list(SavedList.objects.order_by("position").values_list("name", flat=True)) == ["Hai", "Ba"]
    assert client.post("/danh-sach/hoan-tac/").status_code == 404


def test_the_list_that_one_comes_from_is_kept(cast: Cast) -> None:
    client = cast.client("chanhvp")
    shown = client.get("/danh-sach/luu/", headers={"Referer": "http://testserver/van-ban/?xet=cho"}).content.decode()
    assert 'value="/van-ban/?xet=cho"' in shown
    client.post("/danh-sach/luu/", {"name": "Chờ giao", "address": "/van-ban/?xet=cho"})
    kept = SavedList.objects.get()
    assert (kept.path, kept.query, kept.person) == ("/van-ban/", "xet=cho", cast.person("chanhvp"))
    named = client.get("/danh-sach/luu/?duong-dan=/viec/&loc=tinh-hinh%3Dqua-han%26sao%3D1").content.decode()
    assert 'value="/viec/?tinh-hinh=qua-han&amp;sao=1"' in named
    tabs = client.get("/danh-sach/the/?duong-dan=/van-ban/&loc=xet%3Dcho")
    assert 'href="/van-ban/?xet=cho" aria-current="page">Chờ giao</a>' in tabs.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": "", "address": "/van-ban/"}, "Đặt tên cho danh sách."),
        ({"name": "Một", "address": "/van-ban/"}, "Đã có danh sách tên “Một”; hãy đặt tên khác."),
        ({"name": "Hai", "address": "https://example.com/"}, "Địa chỉ này không phải là một danh sách giữ được."),
        ({"name": "Hai", "address": "/nhat-ky/"}, "Địa chỉ này không phải là một danh sách giữ được."),
        ({"name": "x" * 81, "address": "/van-ban/"}, "Tên dài quá 80 ký tự; hãy đặt ngắn hơn."),
    ],
)
def test_a_list_that_cannot_be_kept_says_why(cast: Cast, sent: dict[str, str], sentence: str) -> None:
    client = cast.client("chanhvp")
    client.post("/danh-sach/luu/", {"name": "Một", "address": "/van-ban/"})
    response = client.post("/danh-sach/luu/", sent)
    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert SavedList.objects.count() == 1


def test_a_list_is_its_owners_alone(cast: Cast) -> None:
    cast.client("chanhvp").post("/danh-sach/luu/", {"name": "Một", "address": "/van-ban/"})
    pk, other = SavedList.objects.get().pk, cast.client("vanthu")
    for part in ("ten", "thu-tu", "bo"):
        assert other.post(f"/danh-sach/{pk}/{part}/", {"name": "Của tôi"}).status_code == 404
    assert SavedList.objects.get().name == "Một"
    assert cast.client("quantri").get("/danh-sach/").status_code == 404


# ---- the guide


@pytest.fixture
def written(monkeypatch: Any, tmp_path: Path) -> Path:
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh" / "ban-viec.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "index.md").write_text("# Hướng dẫn\n\nXem [văn thư](van-thu.md).\n", encoding="utf-8")
    (tmp_path / "van-thu.md").write_text(
        "# Văn thư\n\n## Vào sổ\n\n1. Bấm **Vào sổ**.\n\n![Bàn việc](anh/ban-viec.png)\n", encoding="utf-8"
    )
    monkeypatch.setattr(guide, "folder", lambda: tmp_path)
    return tmp_path


def test_the_guide_is_read_in_the_product_beginning_with_ones_own_part(cast: Cast, written: Path) -> None:
    home = page(cast, "vanthu", "/huong-dan/")
    assert "Bắt đầu với phần việc của đồng chí" in home
    assert '<p>Xem <a href="/huong-dan/van-thu/">văn thư</a>.</p>' in home
    leaf = page(cast, "vanthu", "/huong-dan/van-thu/")
    assert '<h2 id="vao-so">Vào sổ</h2>' in leaf
    assert '<img src="/huong-dan/anh/ban-viec.png" alt="Bàn việc" loading="lazy">' in leaf
    assert cast.client("vanthu").get("/huong-dan/anh/ban-viec.png")["Content-Type"] == "image/png"


def test_a_part_of_the_guide_that_is_not_there_leads_to_its_start(cast: Cast, written: Path) -> None:
    client = cast.client("vanthu")
    assert client.get("/huong-dan/khong-co/")["Location"] == "/huong-dan/"
    for name in ("../index.md", "khong-co.png", "index.md", "..%2f..%2fsettings.py"):
        assert client.get(f"/huong-dan/anh/{name}").status_code == 404


# ---- when something goes wrong


def test_what_is_missing_and_what_is_not_mine_look_the_same(cast: Cast) -> None:
    document = directive(cast)
    missing = cast.client("stc.vanphong").get("/van-ban/999999/")
    foreign = cast.client("stc.vanphong").get(f"/van-ban/{document.pk}/")
    assert (missing.status_code, foreign.status_code) == (404, 404)
    assert "Không tìm thấy trang này" in missing.content.decode()
    assert _without_token(missing) == _without_token(foreign)


def _without_token(response: Any) -> str:
    return re.sub(r'value="\w{64}"', "", response.content.decode())


def test_a_page_that_takes_only_forms_says_so(cast: Cast) -> None:
    response = cast.client("chanhvp").get("/danh-sach/1/bo/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Trang này không mở được theo cách đó" in response.content.decode()


def test_a_form_without_its_token_is_refused_with_a_page(cast: Cast) -> None:
    client = cast.client("chanhvp", enforce_csrf_checks=True)  # type: ignore[arg-type]
    response = client.post("/danh-sach/luu/", {"name": "Một", "address": "/van-ban/"})
    assert response.status_code == 403
    assert "Trang đã mở quá lâu nên chưa gửi được" in response.content.decode()
    assert not SavedList.objects.exists()


def test_a_request_that_is_too_large_says_so(cast: Cast, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = cast.client("chanhvp").post("/danh-sach/luu/", {"name": "x" * 500, "address": "/van-ban/"})
    assert (response.status_code, "Tệp quá lớn" in response.content.decode()) == (413, True)


@pytest.mark.parametrize(
    ("status", "title"),
    [(404, "Không tìm thấy trang này"), (409, "Có người vừa làm trước"), (422, "Yêu cầu này không đọc được")],
)
def test_a_refusal_that_no_view_took_becomes_its_page(status: int, title: str) -> None:
    request = RequestFactory().get("/")
    refusal = Refused("Việc này đã đóng.", ground=Cite("QC 7.2.c"), status=status)
    response = failing.ErrorPages(lambda _: HttpResponse()).process_exception(request, refusal)
    assert response is not None
    body = response.content.decode()
    assert (response.status_code, title in body, "Việc này đã đóng." in body) == (status, True, True)
    assert 'href="/quy-che/#qc-7-2-c"' in body


def test_htmx_gets_a_notice_in_place_of_a_page() -> None:
    request = RequestFactory().get("/", headers={"HX-Request": "true"})
    response = failing.error(request, 409, sentence="Việc này đã đóng.")
    body = response.content.decode()
    assert (response.status_code, "<html" in body, "Việc này đã đóng." in body) == (409, False, True)


def test_a_fault_is_told_without_a_database() -> None:
    def fail(fault: Exception) -> HttpResponse:
        try:
            raise fault
        except Exception:
            return failing.broken(HttpRequest())

    broken, away = fail(ValueError()), fail(OperationalError())
    assert (broken.status_code, "Phần mềm gặp lỗi" in broken.content.decode()) == (500, True)
    assert (away.status_code, "Tạm thời chưa phục vụ được" in away.content.decode()) == (503, True)


def test_a_denial_is_a_line_of_the_access_log(cast: Cast, settings: Any) -> None:
    cast.client("vanthu").get("/nhat-ky/")
    lines = "".join(path.read_text() for path in (Path(settings.DATA_DIR) / "access").glob("2026-11-23*"))
    assert '"act": "see_journal"' in lines
    assert access_log.__name__ == "giaoviec.journal.access_log"
