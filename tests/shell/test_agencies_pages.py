"""Signing in, one's own account and the administration, as a browser meets them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from giaoviec import clock
from giaoviec.agencies import actions
from giaoviec.agencies.actions import NewAgency, NewPost
from giaoviec.agencies.models import Agency, AgencyGroup, Delegation, Membership, Person, Session, Unit
from giaoviec.journal.models import Event
from tests.cast import PASSWORD, Cast, make_cast

pytestmark = pytest.mark.django_db

GOOD = "Nắng sớm trên đồi chè 07!"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def sign_in(client: Client, username: str, password: str = PASSWORD, **extra: str) -> Any:
    return client.post("/dang-nhap/", {"username": username, "password": password, **extra})


# Signing in


def test_a_stranger_is_sent_to_sign_in_and_comes_back_where_he_was_going(cast: Cast, client: Client) -> None:
    assert client.get("/ca-nhan/")["Location"] == "/dang-nhap/?tiep=%2Fca-nhan%2F"
    assert "Đăng nhập" in text(client.get("/dang-nhap/?tiep=/ca-nhan/"))
    assert sign_in(client, "vanthu", next="/ca-nhan/")["Location"] == "/ca-nhan/"
    assert "Lê Thu Trang" in text(client.get("/ca-nhan/"))


@pytest.mark.parametrize("next", ["https://ke-xau.example/", "//ke-xau.example/", "javascript:alert(1)"])
def test_signing_in_leads_to_addresses_of_our_own_only(cast: Cast, client: Client, next: str) -> None:
    assert sign_in(client, "vanthu", next=next)["Location"] == "/"


def test_a_failure_keeps_the_name_and_tells_nothing(cast: Cast, client: Client) -> None:
    known, unknown = sign_in(client, "vanthu", "sai"), sign_in(client, "khong.co", "sai")
    assert (known.status_code, unknown.status_code) == (422, 422)
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in text(known)
    assert 'value="vanthu"' in text(known)
    shown = [re.sub(r'csrf[^>]*value="[^"]*"', "", text(answer)) for answer in (known, unknown)]
    assert shown[0].replace("vanthu", "khong.co") == shown[1]


def test_only_a_demonstration_shows_its_accounts(cast: Cast, client: Client, request: pytest.FixtureRequest) -> None:
    assert "xa.phuquy.vanthu" not in text(client.get("/dang-nhap/"))
    request.getfixturevalue("demonstration")
    assert "<dt><code>xa.phuquy.vanthu</code></dt><dd>Văn thư, UBND đặc khu Phú Quý</dd>" in text(
        client.get("/dang-nhap/")
    )


def test_htmx_is_told_to_go_to_the_whole_page(cast: Cast, client: Client) -> None:
    response = client.get("/ca-nhan/", headers={"HX-Request": "true"})
    assert response["HX-Redirect"].startswith("/dang-nhap/")


def test_a_one_time_password_is_changed_before_anything_else(cast: Cast, client: Client) -> None:
    Person.objects.filter(username="vanthu").update(must_change_password=True)
    sign_in(client, "vanthu")
    assert client.get("/ca-nhan/")["Location"] == "/mat-khau/"
    wrong = client.post("/mat-khau/", {"old": PASSWORD, "new": "ngắn", "again": "ngắn"})
    assert wrong.status_code == 422
    assert "Mật khẩu phải có ít nhất 14 ký tự." in text(wrong)
    assert client.post("/mat-khau/", {"old": PASSWORD, "new": GOOD, "again": GOOD}).status_code == 302
    assert client.get("/ca-nhan/").status_code == 200


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(cast: Cast) -> None:
    here, there = cast.client("vanthu"), cast.client("vanthu")
    here.post("/mat-khau/", {"old": PASSWORD, "new": GOOD, "again": GOOD})
    assert here.get("/ca-nhan/").status_code == 200
    assert there.get("/ca-nhan/").status_code == 302


def test_signing_out_ends_the_session(cast: Cast) -> None:
    client = cast.client("vanthu")
    assert client.get("/dang-xuat/").status_code == 405
    client.post("/dang-xuat/")
    assert client.get("/ca-nhan/").status_code == 302
    assert not Session.objects.filter(person=cast.person("vanthu")).exists()


# The session


def test_a_request_of_a_known_person_costs_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    client = cast.client("vanthu")
    client.get("/mat-khau/")
    with django_assert_num_queries(2):  # the session with its person; the page's own person
        client.get("/mat-khau/")


@pytest.mark.parametrize(("username", "minutes"), [("vanthu", 15), ("quantri", 5)])
def test_a_session_that_lay_idle_is_ended(cast: Cast, username: str, minutes: int) -> None:
    client = cast.client(username)
    Session.objects.update(seen_at=clock.now() - timedelta(minutes=minutes, seconds=-30))
    assert client.get("/ca-nhan/").status_code == 200
    Session.objects.update(seen_at=clock.now() - timedelta(minutes=minutes, seconds=1))
    assert client.get("/ca-nhan/").status_code == 302


def test_being_seen_is_stamped_at_most_once_a_minute(cast: Cast) -> None:
    client = cast.client("vanthu")
    client.get("/ca-nhan/")
    assert Person.objects.get(username="vanthu").seen_at is None
    Session.objects.update(seen_at=clock.now() - timedelta(seconds=61))
    client.get("/ca-nhan/")
    assert Person.objects.get(username="vanthu").seen_at is not None


def test_a_disabled_person_is_out_at_his_next_click(cast: Cast) -> None:
    client, admin = cast.client("vanthu"), cast.client("quantri")
    address = reverse("agencies:person_disable", args=[cast.person("vanthu").pk])
    admin.post(address, {"why": "chuyển công tác"})
    assert client.get("/ca-nhan/").status_code == 302


def test_new_rights_count_from_the_next_click(cast: Cast) -> None:
    client, admin = cast.client("vanthu"), cast.client("quantri")
    assert client.get("/quan-tri/").status_code == 404
    data = {"agency": cast.agency("vp").pk, "role": "office_head", "title": "Phó Chánh Văn phòng"}
    response = admin.post(reverse("agencies:post_add", args=[cast.person("vanthu").pk]), data)
    assert response.status_code == 302
    post = Membership.objects.get(person=cast.person("vanthu"), role="office_head")
    client.post("/tu-cach/", {"tu_cach": post.pk})
    assert client.get("/quan-tri/").status_code == 200


def test_a_post_of_somebody_else_cannot_be_chosen(cast: Cast) -> None:
    client = cast.client("stc.chuyenvien")
    client.post("/tu-cach/", {"tu_cach": cast.membership("chanhvp").pk})
    assert client.get("/quan-tri/").status_code == 404


# One's own account


def test_one_delegates_and_takes_it_back_on_ones_own_page(cast: Cast) -> None:
    client, today = cast.client("stc.giamdoc"), f"{clock.today():%d/%m/%Y}"
    data = {
        "membership": cast.membership("stc.giamdoc").pk,
        "to": cast.person("stc.vanphong").pk,
        "from_on": today,
        "to_on": today,
        "basis": "Giấy ủy quyền số 12/GUQ-STC",
    }
    assert client.post("/ca-nhan/uy-quyen/", {**data, "to_on": "31/02/2026"}).status_code == 422
    assert client.post("/ca-nhan/uy-quyen/", data).status_code == 302
    row = Delegation.objects.get()
    helper = cast.client("stc.vanphong", acting=f"{row.membership_id}-{row.pk}")
    assert "Đặng Thị Lan" in text(helper.get("/ca-nhan/"))
    assert "thay Phạm Văn Thịnh" in text(helper.get("/ca-nhan/"))
    assert helper.post(f"/ca-nhan/uy-quyen/{row.pk}/ket-thuc/").status_code == 404
    assert client.post(f"/ca-nhan/uy-quyen/{row.pk}/ket-thuc/").status_code == 302
    assert "thay Phạm Văn Thịnh (thay" not in text(helper.get("/ca-nhan/"))


def test_a_calendar_address_is_made_anew_and_ended(cast: Cast) -> None:
    client = cast.client("theodoi")
    client.post("/ca-nhan/lich/")
    first = Person.objects.get(username="theodoi").calendar_token
    assert first in text(client.get("/ca-nhan/"))
    client.post("/ca-nhan/lich/")
    assert Person.objects.get(username="theodoi").calendar_token not in ("", first)
    client.post("/ca-nhan/lich/", {"buoc": "huy"})
    assert Person.objects.get(username="theodoi").calendar_token == ""


def test_another_browser_is_signed_out_from_afar_without_its_key_being_shown(cast: Cast) -> None:
    here, there = cast.client("vanthu"), cast.client("vanthu")
    page = text(here.get("/ca-nhan/"))
    assert not any(row.session_key in page for row in Session.objects.all())
    marks = re.findall(r"/ca-nhan/phien/([0-9a-f]+)/ket-thuc/", page)
    assert len(marks) == 1
    here.post(f"/ca-nhan/phien/{marks[0]}/ket-thuc/")
    assert there.get("/ca-nhan/").status_code == 302
    assert here.get("/ca-nhan/").status_code == 200


# The administration


ADDRESSES = ["/quan-tri/", "/quan-tri/co-quan/", "/quan-tri/co-quan/them/", "/quan-tri/nguoi-dung/"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("username", ["vanthu", "theodoi", "chutich", "stc.vanphong", "kiemtoan", "hatang"])
def test_for_others_the_administration_does_not_exist(cast: Cast, username: str, address: str) -> None:
    assert cast.client(username).get(address).status_code == 404


@pytest.mark.parametrize("address", [*ADDRESSES, "/quan-tri/nguoi-dung/them/"])
def test_the_administrator_sees_every_page_of_it(cast: Cast, address: str) -> None:
    assert cast.client("quantri").get(address).status_code == 200


def test_an_agency_is_entered_found_corrected_and_known_by_an_alias(cast: Cast) -> None:
    client = cast.client("quantri")
    data = {"name": "Sở Y tế", "short_name": "SYT", "code": "syt", "kind": "department", "founded_on": "01/07/2025"}
    assert client.post("/quan-tri/co-quan/them/", {**data, "name": "Sở Tài chính"}).status_code == 422
    response = client.post("/quan-tri/co-quan/them/", {**data, "groups": [cast.group("so-ban-nganh").pk]})
    agency = Agency.objects.get(code="syt")
    assert response["Location"] == f"/quan-tri/co-quan/{agency.pk}/"
    assert "Sở Y tế" in text(client.get("/quan-tri/co-quan/?q=so+y+te"))
    assert "Sở Y tế" not in text(client.get("/quan-tri/co-quan/?loai=commune"))
    client.post(f"/quan-tri/co-quan/{agency.pk}/ten-khac/", {"text": "Sở YT", "kind": "name"})
    again = client.post(f"/quan-tri/co-quan/{agency.pk}/ten-khac/", {"text": "sở yt", "kind": "name"})
    assert (again.status_code, "“sở yt” đã được hiểu là Sở Y tế." in text(again)) == (422, True)
    kept = {"name": "Sở Y tế tỉnh", "short_name": "SYT", "position": 25, "identity_code": "h36.08", "parent": ""}
    assert client.post(f"/quan-tri/co-quan/{agency.pk}/", kept).status_code == 302
    agency.refresh_from_db()
    assert (agency.name, agency.position, agency.identity_code) == ("Sở Y tế tỉnh", 25, "H36.08")


def test_a_secret_marking_is_refused_in_a_field_of_the_administration(cast: Cast) -> None:
    client, before = cast.client("quantri"), Event.objects.count()
    pk = cast.person("vanthu").pk
    response = client.post(reverse("agencies:person_disable", args=[pk]), {"why": "TỐI MẬT"})
    assert response.status_code == 422
    assert Event.objects.count() == before


def test_groups_and_units_are_looked_after(cast: Cast) -> None:
    client, stc = cast.client("quantri"), cast.agency("stc")
    client.post("/quan-tri/co-quan/nhom/", {"code": "kinh-te", "name": "khối kinh tế"})
    group = AgencyGroup.objects.get(code="kinh-te")
    client.post(f"/quan-tri/co-quan/{stc.pk}/nhom/", {"group": group.pk})
    assert "khối kinh tế" in text(client.get(f"/quan-tri/co-quan/{stc.pk}/"))
    client.post(f"/quan-tri/co-quan/{stc.pk}/nhom/{group.pk}/roi/")
    assert client.post(f"/quan-tri/co-quan/{stc.pk}/nhom/{group.pk}/roi/").status_code == 422
    own = cast.client("stc.giamdoc")
    assert own.get(f"/quan-tri/co-quan/{cast.agency('sxd').pk}/phong-ban/").status_code == 404
    own.post(f"/quan-tri/co-quan/{stc.pk}/phong-ban/", {"name": "Phòng Giá", "fields_text": "giá, Đất đai"})
    unit = Unit.objects.get(name="Phòng Giá")
    assert unit.fields == ["giá", "đất đai"]
    own.post(f"/quan-tri/co-quan/{stc.pk}/phong-ban/{unit.pk}/", {"name": "Phòng Giá và Công sản", "position": 5})
    busy = cast.unit("stc.ngansach")
    response = own.post(f"/quan-tri/co-quan/{stc.pk}/phong-ban/{busy.pk}/", {"buoc": "dong"})
    assert (response.status_code, "còn 1 người" in text(response)) == (409, True)
    own.post(f"/quan-tri/co-quan/{stc.pk}/phong-ban/{unit.pk}/", {"buoc": "dong"})
    unit.refresh_from_db()
    assert (unit.name, unit.to_on) == ("Phòng Giá và Công sản", clock.today())


def test_an_account_is_made_and_its_one_time_password_is_shown_once(cast: Cast, client: Client) -> None:
    admin = cast.client("quantri")
    data = {"username": "snv.giamdoc", "name": "Hà Văn Quý", "agency": cast.agency("snv").pk, "role": "agency_head"}
    assert "đã có người dùng" in text(admin.post("/quan-tri/nguoi-dung/them/", {**data, "username": "vanthu"}))
    page = text(admin.post("/quan-tri/nguoi-dung/them/", data))
    password = re.search(r"Mật khẩu dùng một lần</dt><dd>([^<]+)<", page)
    assert password is not None
    assert sign_in(client, "snv.giamdoc", password[1].replace("&#43;", "+"))["Location"] == "/"
    person = Person.objects.get(username="snv.giamdoc")
    assert password[1] not in text(admin.get(f"/quan-tri/nguoi-dung/{person.pk}/"))


def test_people_are_filtered_by_agency_role_state_and_words(cast: Cast) -> None:
    client = cast.client("quantri")

    def found(query: str) -> list[str]:
        return re.findall(r"<code>([^<]+)</code>", text(client.get(f"/quan-tri/nguoi-dung/{query}")))

    assert found(f"?co-quan={cast.agency('stc').pk}") == ["stc.vanphong", "stc.chuyenvien", "stc.giamdoc"]
    assert found("?vai-tro=clerk") == ["vanthu"]
    assert found("?q=thu+trang") == ["vanthu"]
    assert found("?tinh-trang=dung") == []
    assert "Không có tài khoản nào khớp" in text(client.get("/quan-tri/nguoi-dung/?tinh-trang=dung"))
    assert len(found("?tinh-trang=lau")) == 26
    assert len(found("")) == 26


@pytest.mark.parametrize("address", ["/quan-tri/nguoi-dung/", "/quan-tri/co-quan/"])
def test_the_number_of_queries_does_not_grow_with_the_rows(cast: Cast, address: str) -> None:
    client = cast.client("quantri")

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    count()
    few = count()
    for number in range(20):
        post = NewPost(agency_id=cast.agency("stc").pk, role="officer")
        when: Any = {"by": None, "on": clock.today(), "at": clock.now()}
        actions.create_account(f"them{number}", name=f"Người {number}", post=post, **when)
        actions.add_agency(NewAgency(code=f"x{number}", kind="other", name=f"Ban {number}"), **when)
    assert count() == few <= 10


def test_buttons_on_an_account_say_what_was_refused(cast: Cast) -> None:
    client, pk = cast.client("quantri"), cast.person("quantri2").pk
    response = client.post(f"/quan-tri/nguoi-dung/{pk}/ngung/", {"why": "nghỉ"})
    assert (response.status_code, "ít nhất hai người quản trị" in text(response)) == (422, True)
    response = client.post(f"/quan-tri/nguoi-dung/{pk}/mo/")
    assert (response.status_code, "Tài khoản này đang hoạt động." in text(response)) == (409, True)
    post = cast.membership("quantri2").pk
    response = client.post(f"/quan-tri/nguoi-dung/{pk}/vi-tri/{post}/ket-thuc/")
    assert response.status_code == 409


def test_a_lock_is_shown_to_the_administrator_and_lifted(cast: Cast, client: Client) -> None:
    for _ in range(5):
        sign_in(client, "vanthu", "sai")
    assert sign_in(client, "vanthu").status_code == 429
    admin, pk = cast.client("quantri"), cast.person("vanthu").pk
    assert "Đăng nhập bị khóa đến" in text(admin.get(f"/quan-tri/nguoi-dung/{pk}/"))
    admin.post(f"/quan-tri/nguoi-dung/{pk}/mo-khoa/")
    assert sign_in(client, "vanthu").status_code == 302
