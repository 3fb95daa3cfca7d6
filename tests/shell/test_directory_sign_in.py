"""The province's directory says whose a password is; it gives no rights, and when it is away our own still count."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from giaoviec.agencies import actions, ldap
from giaoviec.agencies.actions import signing
from giaoviec.agencies.models import Person
from giaoviec.environment import read_environment
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from giaoviec.ops import health
from giaoviec.ops.health import Finding
from tests.cast import PASSWORD, Cast, make_cast, signed_in
from tests.ldap_server import BASE, READER, READER_PASSWORD, Directory, directory
from tests.visitor import Visitor

pytestmark = pytest.mark.directory

ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
THEIRS = "Mật khẩu ở danh bạ 9"
PEOPLE = [
    ("vanthu", "people", "on", THEIRS),
    ("theodoi", "people", "off", THEIRS),
    ("chanhvp", "people", "on", THEIRS),
    ("chanhvp", "others", "on", "mật khẩu khác"),
    ("nguoila", "people", "on", THEIRS),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    with directory(tmp_path_factory.mktemp("slapd"), PEOPLE) as running:
        yield running


@pytest.fixture
def known(server: Directory, settings: Any) -> Directory:
    """The settings of an installation that asks this server."""
    settings.LDAP_URL, settings.LDAP_BASE = server.url, BASE
    settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD = READER, READER_PASSWORD
    settings.LDAP_FILTER = "(employeeType=on)"
    return server


def test_the_directorys_own_password_is_right_and_every_other_is_wrong(known: Directory) -> None:
    assert ldap.proves("vanthu", THEIRS)
    assert not ldap.proves("vanthu", "sai")
    assert not ldap.proves("khong.co", THEIRS)


def test_an_empty_password_is_nobodys_though_the_server_would_let_it_in(known: Directory) -> None:
    assert not ldap.proves("vanthu", "")


@pytest.mark.parametrize(
    "name", ["*", "van*", "vanthu)(uid=*", "*)(|(uid=*", "vanthu)(employeeType=*)", "\\2a", "vanthu\0", "(&)", ")("]
)
def test_a_name_is_a_name_and_never_part_of_the_question(known: Directory, name: str) -> None:
    assert not ldap.proves(name, THEIRS)


def test_an_entry_that_the_filter_leaves_out_is_let_in_nowhere(known: Directory, settings: Any) -> None:
    assert not ldap.proves("theodoi", THEIRS)
    settings.LDAP_FILTER = "(objectClass=person)"
    assert ldap.proves("theodoi", THEIRS)


def test_of_two_entries_with_one_name_none_is_believed(known: Directory, settings: Any) -> None:
    assert not ldap.proves("chanhvp", THEIRS)
    settings.LDAP_BASE = f"ou=people,{BASE}"
    assert ldap.proves("chanhvp", THEIRS)


@pytest.mark.parametrize("secure", [True, False])
def test_a_certificate_is_believed_only_when_its_authority_is(known: Directory, settings: Any, secure: bool) -> None:
    settings.LDAP_URL, settings.LDAP_CA_FILE = known.secure_url if secure else known.url, known.certificate
    assert ldap.proves("vanthu", THEIRS)
    settings.LDAP_CA_FILE = "/etc/ssl/certs/ca-certificates.crt"
    with pytest.raises(Refused):
        ldap.proves("vanthu", THEIRS)


def test_a_certificate_of_another_name_is_not_believed(known: Directory, settings: Any) -> None:
    settings.LDAP_CA_FILE = known.certificate
    settings.LDAP_URL = f"ldaps://localhost:{known.secure_port}"
    with pytest.raises(Refused):
        ldap.proves("vanthu", THEIRS)


@pytest.mark.parametrize("answers", [False, True])
def test_a_server_that_is_away_or_says_nothing_is_told_apart_from_a_wrong_password(
    known: Directory, settings: Any, answers: bool
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if answers:
            silent.listen()
        settings.LDAP_URL = f"ldap://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Refused) as no:
            ldap.proves("vanthu", THEIRS)
    assert (no.value.sentence, no.value.status) == (ldap.AWAY, 503)


def test_a_reader_that_the_server_does_not_know_is_a_fault_of_ours_and_no_wrong_password(
    known: Directory, settings: Any
) -> None:
    settings.LDAP_BIND_PASSWORD = "sai"
    with pytest.raises(Refused) as no:
        ldap.proves("vanthu", THEIRS)
    assert no.value.status == 503


# Accounts


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def use_directory(cast: Cast, username: str) -> Person:
    return actions.sign_in_by_directory(cast.person(username).pk, by=cast.actor("quantri"), on=ON, at=AT)


def identify(username: str, password: str) -> Person:
    return actions.identify(username, password, address="10.1.0.7", at=AT)


def test_who_signs_in_by_the_directory_has_its_password_and_ours_no_more(known: Directory, cast: Cast) -> None:
    assert identify("vanthu", PASSWORD) == cast.person("vanthu")
    use_directory(cast, "vanthu")
    assert identify("VanThu", THEIRS) == cast.person("vanthu")
    with pytest.raises(Refused, match=signing.WRONG):
        identify("vanthu", PASSWORD)


def test_the_directory_lets_nobody_in_whom_we_do_not_send_there(known: Directory, cast: Cast) -> None:
    for name in ("vanthu", "nguoila"):
        with pytest.raises(Refused, match=signing.WRONG):
            identify(name, THEIRS)
    assert not Person.objects.filter(username="nguoila").exists()


def test_an_account_that_we_disabled_stays_out_whatever_the_directory_says(known: Directory, cast: Cast) -> None:
    use_directory(cast, "vanthu")
    actions.disable_account(cast.person("vanthu").pk, "nghỉ hưu", by=cast.actor("quantri"), on=ON, at=AT)
    with pytest.raises(Refused, match="đã ngừng hoạt động"):
        identify("vanthu", THEIRS)


def test_five_wrong_passwords_of_the_directory_shut_the_name(known: Directory, cast: Cast) -> None:
    use_directory(cast, "vanthu")
    for _ in range(5):
        with pytest.raises(Refused, match=signing.WRONG):
            identify("vanthu", "sai")
    with pytest.raises(Refused) as no:
        identify("vanthu", THEIRS)
    assert no.value.status == 429


def test_while_the_directory_is_away_our_own_passwords_still_count_and_nothing_is_held_against_anybody(
    known: Directory, cast: Cast, settings: Any, client: Client
) -> None:
    use_directory(cast, "vanthu")
    settings.LDAP_URL = "ldap://127.0.0.1:1"
    for _ in range(6):
        answer = client.post("/dang-nhap/", {"username": "vanthu", "password": THEIRS})
        assert (answer.status_code, ldap.AWAY in answer.content.decode()) == (503, True)
    assert identify("chanhvp", PASSWORD) == cast.person("chanhvp")
    settings.LDAP_URL = known.url
    assert identify("vanthu", THEIRS) == cast.person("vanthu")


def test_an_administrator_sends_an_account_to_the_directory_and_takes_it_back(known: Directory, cast: Cast) -> None:
    admin = Visitor(cast.client("quantri"))
    page = f"/quan-tri/nguoi-dung/{cast.person('vanthu').pk}/"
    theirs = cast.client("vanthu")
    admin.open(page).press("Dùng mật khẩu ở danh bạ")
    assert admin.particular("Đăng nhập bằng") == "mật khẩu ở danh bạ của tỉnh"
    assert theirs.get("/ca-nhan/")["Location"].startswith("/dang-nhap/")
    assert not Person.objects.get(username="vanthu").has_usable_password()
    admin.open(page).press("Đặt lại mật khẩu")
    assert admin.open(page).particular("Đăng nhập bằng") == "mật khẩu của phần mềm"
    assert list(Event.objects.order_by("id").values_list("verb", flat=True)) == [
        "sign_in_by_directory",
        "reset_password",
    ]


def test_a_password_that_the_directory_keeps_is_not_changed_here(known: Directory, cast: Cast) -> None:
    person = use_directory(cast, "vanthu")
    with pytest.raises(Refused, match="do danh bạ của tỉnh giữ"):
        actions.change_password(person, THEIRS, "Nắng sớm trên đồi chè 07!", by=cast.actor("vanthu"), on=ON, at=AT)
    assert not Visitor(signed_in(person)).open("/ca-nhan/").sees("Đổi mật khẩu")


def test_technical_administrators_keep_a_password_of_ours(known: Directory, cast: Cast) -> None:
    with pytest.raises(Refused, match="khi danh bạ hỏng vẫn phải có người vào được"):
        use_directory(cast, "quantri2")


def test_without_a_directory_nobody_is_sent_to_it(cast: Cast, settings: Any) -> None:
    settings.LDAP_URL = ""
    with pytest.raises(Refused, match="chưa nối với danh bạ"):
        use_directory(cast, "vanthu")
    page = f"/quan-tri/nguoi-dung/{cast.person('vanthu').pk}/"
    assert not Visitor(cast.client("quantri")).open(page).sees("Dùng mật khẩu ở danh bạ")


# Operation


def test_the_doctor_looks_at_the_directory(known: Directory, settings: Any) -> None:
    assert health.directory() == Finding("directory", known.url)
    settings.LDAP_BIND_PASSWORD = "sai"
    assert health.directory().seen == f"{known.url}: không nhận LDAP_BIND_DN (invalidCredentials)"
    settings.LDAP_URL = ""
    assert health.directory() == Finding("directory", "không dùng")


@pytest.mark.parametrize(
    ("environ", "fault"),
    [
        ({"LDAP_URL": "http://may"}, "LDAP_URL=http://may: ldaps://host or ldap://host is needed, without a path"),
        ({"LDAP_URL": "ldaps://may"}, "LDAP_URL needs LDAP_BASE"),
        ({"LDAP_FILTER": "uid=a"}, "a filter in parentheses is needed"),
        ({"LDAP_BIND_PASSWORD_FILE": "/khong/co"}, "a file that can be read is needed"),
        ({"LDAP_CA_FILE": "/khong/co"}, "a file that can be read is needed"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_its_reason(environ: dict[str, str], fault: str) -> None:
    faults = read_environment(environ)[1]
    assert any(fault in one for one in faults)
