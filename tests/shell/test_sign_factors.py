"""The second factor: who must have one, codes that work once, wrong ones that lock, recovery, taking away, secrets sealed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from giaoviec import clock
from giaoviec.agencies import actions, factors
from giaoviec.agencies.models import Person, Session
from giaoviec.journal.models import Event
from tests.cast import PASSWORD, Cast, make_cast

pytestmark = pytest.mark.django_db
PAGE = "/ca-nhan/buoc-hai/"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR = "required"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The half-minute of the telephone and of the machine, turned by hand."""
    counter = [60_000_000]
    monkeypatch.setattr(
        totp, "yield_hotp_counters_from_time", lambda: iter([counter[0] - 1, counter[0], counter[0] + 1])
    )
    return counter


def code(secret: str, counter: int) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def sign_in(client: Client, username: str, **extra: str) -> Any:
    return client.post("/dang-nhap/", {"username": username, "password": PASSWORD, **extra})


def with_app(cast: Cast, username: str, now: list[int]) -> tuple[str, list[str]]:
    """Somebody who has an app: its secret, and his recovery codes."""
    secret = totp.generate_totp_secret()
    when: Any = {"by": cast.actor(username), "on": clock.today(), "at": clock.now()}
    codes = actions.add_totp(cast.person(username), secret, code(secret, now[0]), **when)
    now[0] += 2
    return secret, codes


def signed_in_with(cast: Cast, username: str, now: list[int]) -> Client:
    secret, _ = with_app(cast, username, now)
    client = Client()
    sign_in(client, username)
    assert client.post("/dang-nhap/buoc-hai/", {"code": code(secret, now[0])})["Location"] == "/"
    now[0] += 2
    client.secret = secret  # type: ignore[attr-defined]
    return client


# Who must


@pytest.mark.parametrize(
    ("username", "address", "led"),
    [
        ("quantri", "10.1.2.3", True),
        ("hatang", "127.0.0.1", True),
        ("vanthu", "10.1.2.3", False),
        ("vanthu", "203.0.113.7", True),
        ("kiemtoan", "2001:db8::1", True),
    ],
)
def test_technical_roles_and_whoever_comes_from_outside_set_it_up_before_anything_else(
    cast: Cast, required: None, username: str, address: str, led: bool
) -> None:
    client = Client(REMOTE_ADDR=address)
    sign_in(client, username)
    answer = client.get("/ca-nhan/")
    assert (answer.headers.get("Location") == PAGE) is led
    assert ("phải có bước xác nhận thứ hai" in text(client.get(PAGE))) is led


def test_a_forged_address_does_not_make_somebody_an_insider(cast: Cast, required: None, settings: Any) -> None:
    client = Client(REMOTE_ADDR="203.0.113.7", headers={"X-Forwarded-For": "10.1.2.3"})
    sign_in(client, "vanthu")
    assert client.get("/ca-nhan/")["Location"] == PAGE


def test_behind_a_trusted_proxy_the_address_of_the_caller_counts(cast: Cast, required: None, settings: Any) -> None:
    from ipaddress import ip_network

    settings.TRUSTED_PROXIES = [ip_network("10.9.9.9/32")]
    client = Client(REMOTE_ADDR="10.9.9.9", headers={"X-Forwarded-For": "203.0.113.7"})
    sign_in(client, "vanthu")
    assert client.get("/ca-nhan/")["Location"] == PAGE


def test_unset_production_requires_and_a_demonstration_offers(settings: Any, request: pytest.FixtureRequest) -> None:
    settings.SECOND_FACTOR = ""
    assert factors.required(production=clock.production())
    request.getfixturevalue("demonstration")
    assert not factors.required(production=clock.production())


def test_a_demonstration_account_needs_its_password_alone_and_may_have_one(
    cast: Cast, demonstration: None, settings: Any
) -> None:
    settings.SECOND_FACTOR = ""
    client = Client(REMOTE_ADDR="203.0.113.7")
    sign_in(client, "quantri")
    assert client.get("/ca-nhan/").status_code == 200
    assert "Nối ứng dụng tạo mã" in text(client.get(PAGE))


# The app


def test_an_app_is_set_up_by_hand_and_its_recovery_codes_are_shown_once(
    cast: Cast, required: None, now: list[int]
) -> None:
    client = Client()
    sign_in(client, "quantri")
    page = text(client.get(f"{PAGE}ung-dung/"))
    assert "<svg" in page
    secret = re.search(r"Khóa nhập bằng tay</dt><dd>([A-Z2-7 ]+)<", page)[1].replace(" ", "")  # type: ignore[index]
    wrong = client.post(f"{PAGE}ung-dung/", {"code": code(secret, now[0] + 9)})
    assert (wrong.status_code, "Mã không đúng" in text(wrong)) == (422, True)
    shown = client.post(f"{PAGE}ung-dung/", {"code": code(secret, now[0])})
    codes = re.findall(r"<code>(\d{4} \d{4})</code>", text(shown))
    assert len(codes) == 10
    assert "chỉ hiện một lần" in text(shown)
    assert client.get("/ca-nhan/").status_code == 200
    page = text(client.get(PAGE))
    assert "Còn <strong>10</strong> mã" in page
    assert not any(one in page for one in codes)
    assert Event.objects.filter(verb="add_factor", subject_id=cast.person("quantri").pk).count() == 1


def test_secrets_lie_sealed_in_rows_and_sessions(cast: Cast, now: list[int]) -> None:
    secret, codes = with_app(cast, "vanthu", now)
    rows = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in rows
    assert not any(one in rows for one in codes)
    assert factors.unseal(Authenticator.objects.get(type="totp").data["secret"]) == secret
    client = Client()
    sign_in(client, "theodoi")
    page = text(client.get(f"{PAGE}ung-dung/"))
    shown = re.search(r"Khóa nhập bằng tay</dt><dd>([A-Z2-7 ]+)<", page)[1].replace(" ", "")  # type: ignore[index]
    kept = str([row.get_decoded() for row in Session.objects.all()])
    assert "totp" in kept
    assert shown not in kept


def test_with_another_key_nobody_is_let_in_and_the_sentence_says_why(cast: Cast, now: list[int], settings: Any) -> None:
    secret, _ = with_app(cast, "vanthu", now)
    settings.FACTOR_KEY = "another key, since the file was lost"
    client = Client()
    sign_in(client, "vanthu")
    answer = client.post("/dang-nhap/buoc-hai/", {"code": code(secret, now[0])})
    assert (answer.status_code, "không mở được khóa" in text(answer)) == (503, True)


# The second step


def test_the_password_alone_opens_nothing_and_the_code_leads_on(cast: Cast, client: Client, now: list[int]) -> None:
    secret, _ = with_app(cast, "vanthu", now)
    assert sign_in(client, "vanthu", next="/ca-nhan/")["Location"] == "/dang-nhap/buoc-hai/"
    assert client.get("/ca-nhan/")["Location"].startswith("/dang-nhap/")
    assert "Mã không đúng" in text(client.post("/dang-nhap/buoc-hai/", {"code": "000 000"}))
    assert "Chưa nhập mã." in text(client.post("/dang-nhap/buoc-hai/", {"code": ""}))
    assert client.post("/dang-nhap/buoc-hai/", {"code": code(secret, now[0])})["Location"] == "/ca-nhan/"
    assert client.get("/ca-nhan/").status_code == 200


def test_a_code_works_once_also_in_another_browser(cast: Cast, now: list[int]) -> None:
    secret, _ = with_app(cast, "vanthu", now)
    given = code(secret, now[0])
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, "vanthu")
    assert first.post("/dang-nhap/buoc-hai/", {"code": given}).status_code == 302
    assert second.post("/dang-nhap/buoc-hai/", {"code": given}).status_code == 422
    assert second.post("/dang-nhap/buoc-hai/", {"code": code(secret, now[0] - 1)}).status_code == 422
    assert second.post("/dang-nhap/buoc-hai/", {"code": code(secret, now[0] + 1)}).status_code == 302


def test_the_code_of_the_setting_up_is_used_too(cast: Cast, client: Client, now: list[int]) -> None:
    secret, _ = with_app(cast, "vanthu", now)
    sign_in(client, "vanthu")
    assert client.post("/dang-nhap/buoc-hai/", {"code": code(secret, now[0] - 2)}).status_code == 422


def test_wrong_codes_lock_the_account_and_a_right_password_between_does_not_help(
    cast: Cast, client: Client, now: list[int]
) -> None:
    secret, _ = with_app(cast, "vanthu", now)
    for _ in range(5):
        sign_in(client, "vanthu")
        client.post("/dang-nhap/buoc-hai/", {"code": "000000"})
    answer = client.post("/dang-nhap/buoc-hai/", {"code": code(secret, now[0])})
    assert (answer.status_code, "tạm khóa đến" in text(answer)) == (429, True)
    assert sign_in(client, "vanthu").status_code == 429


def test_the_second_step_waits_ten_minutes_and_ends_with_the_password(
    cast: Cast, client: Client, now: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    with_app(cast, "vanthu", now)
    sign_in(client, "vanthu")
    assert client.get("/dang-nhap/buoc-hai/").status_code == 200
    late = clock.now() + timedelta(minutes=10, seconds=1)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: late)
        assert client.get("/dang-nhap/buoc-hai/")["Location"] == "/dang-nhap/"
    Person.objects.filter(username="vanthu").update(password="md5$x$y")
    assert client.get("/dang-nhap/buoc-hai/")["Location"] == "/dang-nhap/"


def test_nobody_gets_to_the_second_step_without_the_first(client: Client) -> None:
    assert client.get("/dang-nhap/buoc-hai/")["Location"] == "/dang-nhap/"
    assert client.post("/dang-nhap/buoc-hai/", {"code": "123456"})["Location"] == "/dang-nhap/"


@pytest.mark.parametrize("credential", ["", "{}", "null", "[]", "không phải JSON", '{"id": 1, "response": {}}', '"x"'])
def test_what_is_no_answer_of_a_passkey_is_refused(cast: Cast, client: Client, now: list[int], credential: str) -> None:
    with_app(cast, "vanthu", now)
    sign_in(client, "vanthu")
    answer = client.post("/dang-nhap/buoc-hai/", {"credential": credential})
    assert answer.status_code == 422


# Recovery codes


def test_a_recovery_code_stands_in_once_and_new_ones_end_the_old(cast: Cast, now: list[int]) -> None:
    _, codes = with_app(cast, "vanthu", now)
    client = Client()
    for expected in (302, 422):
        sign_in(client, "vanthu")
        assert client.post("/dang-nhap/buoc-hai/", {"code": codes[0]}).status_code == expected
        client.post("/dang-xuat/")
    sign_in(client, "vanthu")
    client.post("/dang-nhap/buoc-hai/", {"code": codes[1]})
    assert "Còn <strong>8</strong> mã" in text(client.get(PAGE))
    fresh = re.findall(r"<code>(\d{4} \d{4})</code>", text(client.post(f"{PAGE}ma-du-phong/")))
    assert len(fresh) == 10
    client.post("/dang-xuat/")
    sign_in(client, "vanthu")
    assert client.post("/dang-nhap/buoc-hai/", {"code": codes[2]}).status_code == 422
    assert client.post("/dang-nhap/buoc-hai/", {"code": fresh[0]}).status_code == 302


# Proving again, removing, taking away


def test_ones_factors_and_sensitive_acts_ask_again_after_ten_minutes(
    cast: Cast, now: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in_with(cast, "quantri", now)
    reset = reverse("agencies:person_reset", args=[cast.person("vanthu").pk])
    page = f"http://testserver/quan-tri/nguoi-dung/{cast.person('vanthu').pk}/"
    store = client.session
    store[factors.PROVED] = "2020-01-01T00:00:00+00:00"
    store.save()
    asked = client.post(reset, headers={"Referer": page})
    assert asked["Location"].startswith(f"{PAGE}xac-nhan/?tiep=%2Fquan-tri%2Fnguoi-dung%2F")
    assert client.get(PAGE)["Location"].startswith(f"{PAGE}xac-nhan/")
    assert not Event.objects.filter(verb="reset_password").exists()
    assert client.post(asked["Location"], {"code": "111111"}).status_code == 422
    back = client.post(asked["Location"], {"code": code(client.secret, now[0])})  # type: ignore[attr-defined]
    assert back["Location"].startswith("/quan-tri/nguoi-dung/")
    assert "Mật khẩu dùng một lần" in text(client.post(reset))


def test_without_a_factor_the_page_of_factors_asks_for_the_password_again(cast: Cast) -> None:
    client = cast.client("vanthu")
    asked = client.get(PAGE)["Location"]
    assert client.post(asked, {"password": "sai"}).status_code == 422
    assert client.post(asked, {"password": PASSWORD})["Location"] == PAGE
    assert client.get(PAGE).status_code == 200


def test_a_session_older_than_the_factor_must_give_it_and_cannot_add_another(
    cast: Cast, required: None, now: list[int]
) -> None:
    client = Client()
    sign_in(client, "quantri")
    with_app(cast, "quantri", now)
    assert client.get(f"{PAGE}ung-dung/")["Location"].startswith(f"{PAGE}xac-nhan/")
    assert client.post(f"{PAGE}xac-nhan/", {"password": PASSWORD}).status_code == 422


def test_the_last_factor_removed_asks_for_a_long_password(cast: Cast, now: list[int]) -> None:
    client = signed_in_with(cast, "vanthu", now)
    row = Authenticator.objects.get(type="totp")
    assert client.post(f"{PAGE}{row.pk + 99}/go/").status_code == 404
    client.post(f"{PAGE}{row.pk}/go/")
    assert not Authenticator.objects.filter(user=cast.person("vanthu")).exists()
    assert client.get("/ca-nhan/")["Location"] == "/mat-khau/"


def test_somebody_elses_factor_is_not_there(cast: Cast, now: list[int]) -> None:
    with_app(cast, "theodoi", now)
    foreign = Authenticator.objects.get(type="totp").pk
    client = signed_in_with(cast, "vanthu", now)
    assert client.post(f"{PAGE}{foreign}/go/").status_code == 404
    assert Authenticator.objects.filter(pk=foreign).exists()


def test_with_a_factor_eight_characters_are_enough_and_without_they_are_not(cast: Cast, now: list[int]) -> None:
    client = signed_in_with(cast, "vanthu", now)
    change = {"old": PASSWORD, "new": "songbien", "again": "songbien"}
    assert "ít nhất 8 ký tự" in text(client.post("/mat-khau/", {**change, "new": "songbie", "again": "songbie"}))
    assert client.post("/mat-khau/", change).status_code == 302
    assert "ít nhất 14 ký tự" in text(cast.client("theodoi").post("/mat-khau/", change))


def test_an_administrator_takes_away_what_another_lost_and_he_is_told(cast: Cast, now: list[int]) -> None:
    lost, admin = signed_in_with(cast, "vanthu", now), cast.client("quantri")
    take = reverse("agencies:factors_take", args=[cast.person("vanthu").pk])
    assert cast.client("chanhvp").post(take).status_code == 404
    assert admin.post(take).status_code == 302
    assert lost.get("/ca-nhan/").status_code == 302
    event = Event.objects.get(verb="take_factors")
    assert (event.actor_id, event.subject_id) == (cast.person("quantri").pk, cast.person("vanthu").pk)
    client = Client()
    assert sign_in(client, "vanthu")["Location"] == "/"
    assert "đã gỡ bước xác nhận thứ hai của tài khoản này" in text(client.get("/mat-khau/"))
    again = admin.post(take)
    assert (again.status_code, "chưa thiết lập" in text(again)) == (409, True)


def test_nobody_takes_away_his_own_as_an_administrator(cast: Cast, now: list[int]) -> None:
    client = signed_in_with(cast, "quantri", now)
    answer = client.post(reverse("agencies:factors_take", args=[cast.person("quantri").pk]))
    assert (answer.status_code, "Không tự gỡ" in text(answer)) == (409, True)
