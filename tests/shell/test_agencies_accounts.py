"""Accounts, posts, delegation, passwords, and who is let in."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from giaoviec.agencies import actions, passwords, principals, queries
from giaoviec.agencies.actions import NewPost
from giaoviec.agencies.models import Person, Session, SignInGuard, UsedPassword
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from giaoviec.rules.roles import Role
from tests.cast import PASSWORD, Cast, make_cast

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
GOOD = "Nắng sớm trên đồi chè 07!"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def identify(username: str, password: str, at: datetime = AT, address: str = "10.1.0.7") -> Person:
    return actions.identify(username, password, address=address, at=at)


def fail(times: int, username: str = "vanthu", address: str = "10.1.0.7", at: datetime = AT) -> None:
    for _ in range(times):
        with pytest.raises(Refused, match="Tên đăng nhập hoặc mật khẩu không đúng"):
            identify(username, "sai", at, address)


# Who is let in


def test_a_name_in_any_case_and_its_password_are_let_in(cast: Cast) -> None:
    assert identify(" VanThu ", PASSWORD) == cast.person("vanthu")


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(cast: Cast) -> None:
    answers = []
    for name in ("vanthu", "khong.co"):
        with pytest.raises(Refused) as no:
            identify(name, "sai")
        answers.append((no.value.sentence, no.value.status, no.value.field))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", ["vanthu", "khong.co"])
def test_five_failures_shut_a_name_from_that_address_for_a_quarter_of_an_hour(cast: Cast, name: str) -> None:
    fail(5, name)
    with pytest.raises(Refused) as no:
        identify(name, PASSWORD, AT + timedelta(minutes=14))
    assert no.value.status == 429
    assert no.value.sentence.startswith("Đăng nhập sai quá nhiều lần nên tạm khóa đến 09:15 ngày 23/11/2026.")


def test_the_lock_ends_by_itself_and_does_not_reach_other_addresses(cast: Cast) -> None:
    fail(5)
    assert identify("vanthu", PASSWORD, address="10.1.0.8") == cast.person("vanthu")
    assert identify("vanthu", PASSWORD, AT + timedelta(minutes=15)) == cast.person("vanthu")


def test_four_failures_and_a_success_count_from_nothing_again(cast: Cast) -> None:
    fail(4)
    identify("vanthu", PASSWORD)
    fail(4)
    assert identify("vanthu", PASSWORD) == cast.person("vanthu")


def test_failures_from_many_addresses_shut_the_name_everywhere(cast: Cast) -> None:
    for number in range(5):
        fail(4, address=f"10.2.0.{number}")
    with pytest.raises(Refused) as no:
        identify("vanthu", PASSWORD, address="10.3.0.1")
    assert no.value.status == 429


def test_an_address_that_tries_many_names_is_shut_for_all(cast: Cast) -> None:
    for number in range(100):
        fail(1, f"ten{number}", address="10.9.0.9")
    with pytest.raises(Refused) as no:
        identify("vanthu", PASSWORD, address="10.9.0.9")
    assert no.value.status == 429


def test_a_disabled_account_is_told_so_only_with_the_right_password(cast: Cast) -> None:
    actions.disable_account(cast.person("vanthu").pk, "chuyển công tác", by=cast.actor("quantri"), on=ON, at=AT)
    fail(1)
    with pytest.raises(Refused, match="đã ngừng hoạt động"):
        identify("vanthu", PASSWORD)


def test_no_more_passwords_are_checked_at_once_than_memory_allows(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 0)
    with passwords.turn(), passwords.turn(), pytest.raises(Refused) as no:
        identify("vanthu", PASSWORD)
    assert no.value.status == 503
    assert identify("vanthu", PASSWORD) == cast.person("vanthu")


def test_argon2_is_what_real_passwords_are_kept_with(settings: object) -> None:
    from giaoviec import settings as written

    assert written.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


# Passwords


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("Ngắn quá 1!", "Mật khẩu phải có ít nhất 14 ký tự."),
        ("toàn chữ thường 123!", "Mật khẩu phải có đủ chữ thường, chữ hoa, chữ số và ký tự khác"),
        ("KhongCoDau1234567", "Mật khẩu phải có đủ chữ thường, chữ hoa, chữ số và ký tự khác"),
        ("Toi la vanthu 2026!", "Mật khẩu không được chứa tên đăng nhập hoặc họ tên."),
        ("Lê Thu Trang 2026!", "Mật khẩu không được chứa tên đăng nhập hoặc họ tên."),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(cast: Cast, password: str, sentence: str) -> None:
    assert any(fault.startswith(sentence) for fault in passwords.faults(password, cast.person("vanthu")))


def change(cast: Cast, old: str, new: str) -> Person:
    person = Person.objects.get(username="vanthu")
    return actions.change_password(person, old, new, by=cast.actor("vanthu"), on=ON, at=AT)


def test_the_last_ten_passwords_are_not_taken_again(cast: Cast) -> None:
    used = [PASSWORD, *(f"{GOOD} lần {number}" for number in range(10))]
    for old, new in itertools.pairwise(used):
        change(cast, old, new)
    with pytest.raises(Refused, match="đã dùng trong 10 lần gần đây"):
        change(cast, used[-1], used[0])
    change(cast, used[-1], GOOD)
    assert change(cast, GOOD, PASSWORD).check_password(PASSWORD)
    assert UsedPassword.objects.count() == 10


def test_a_one_time_password_is_strong_and_different_each_time(cast: Cast) -> None:
    made = {passwords.one_time() for _ in range(50)}
    assert len(made) == 50
    assert all(passwords.faults(password, cast.person("vanthu")) == [] for password in made)


# Accounts


def test_an_account_is_made_with_a_post_and_a_password_for_one_sign_in(cast: Cast) -> None:
    post = NewPost(agency_id=cast.agency("snv").pk, role="agency_head", title="Giám đốc")
    person, password = actions.create_account(
        "snv.giamdoc",
        name="Hà  Văn Quý",
        email="hvq@lamdong.example",
        post=post,
        by=cast.actor("quantri"),
        on=ON,
        at=AT,
    )
    assert (person.name, person.must_change_password) == ("Hà Văn Quý", True)
    assert identify("snv.giamdoc", password) == person
    actor = principals.actor_of(person, day=ON)
    assert actor is not None
    assert (actor.role, actor.agency_id) == (Role.AGENCY_HEAD, cast.agency("snv").pk)
    assert password not in Event.objects.get().facts


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"username": "vanthu"}, "username"),
        ({"username": "Văn thư"}, "username"),
        ({"name": ""}, "name"),
        ({"email": "khong-phai-thu"}, "email"),
    ],
)
def test_an_account_that_does_not_fit_is_refused_at_its_field(cast: Cast, facts: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as no:
        actions.create_account(**{"username": "moi", "name": "Người Mới", **facts}, by=None, on=ON, at=AT)  # type: ignore[arg-type]
    assert no.value.field == field
    assert not Person.objects.filter(username="moi").exists()


def test_a_reset_ends_sessions_and_locks_and_gives_a_new_one_time_password(cast: Cast) -> None:
    cast.client("vanthu")
    fail(5)
    person, password = actions.reset_password(cast.person("vanthu").pk, by=cast.actor("quantri"), on=ON, at=AT)
    assert not Session.objects.filter(person=person).exists()
    assert not SignInGuard.objects.filter(key__startswith="vanthu@").exists()
    assert identify("vanthu", password).must_change_password is True


def test_nobody_disables_or_resets_himself(cast: Cast) -> None:
    own, by = cast.person("quantri").pk, cast.actor("quantri")
    with pytest.raises(Refused, match="Không tự ngừng hoạt động được"):
        actions.disable_account(own, "thử", by=by, on=ON, at=AT)
    with pytest.raises(Refused, match="Không tự đặt lại mật khẩu được"):
        actions.reset_password(own, by=by, on=ON, at=AT)


def test_there_are_always_two_technical_administrators(cast: Cast) -> None:
    with pytest.raises(Refused, match="ít nhất hai người quản trị kỹ thuật"):
        actions.disable_account(cast.person("quantri2").pk, "nghỉ", by=cast.actor("quantri"), on=ON, at=AT)
    with pytest.raises(Refused, match="ít nhất hai người quản trị kỹ thuật"):
        actions.end_post(cast.membership("quantri2").pk, by=cast.actor("quantri"), on=ON, at=AT)
    third = NewPost(agency_id=cast.agency("vp").pk, role="administrator")
    actions.create_account("quantri3", name="Người Thứ Ba", post=third, by=cast.actor("quantri"), on=ON, at=AT)
    actions.disable_account(cast.person("quantri2").pk, "nghỉ hưu", by=cast.actor("quantri"), on=ON, at=AT)
    assert not Person.objects.get(username="quantri2").is_active


# Posts


@pytest.mark.parametrize(
    ("agency", "role", "sentence"),
    [
        ("stc", "clerk", "Vai trò “Văn thư Văn phòng UBND tỉnh” chỉ có ở Văn phòng UBND tỉnh."),
        ("stc", "chairman", "Vai trò “Chủ tịch UBND tỉnh” chỉ có ở UBND tỉnh."),
        ("vp", "monitor", "Vai trò “Chuyên viên theo dõi” phải gắn với một phòng, ban."),
        ("vp", "administrator", "Người quản trị kỹ thuật, phụ trách hạ tầng không kiêm vai trò nghiệp vụ"),
        ("stc", "liaison", "Đặng Thị Lan đã có vị trí này."),
    ],
)
def test_a_post_that_does_not_fit_is_refused(cast: Cast, agency: str, role: str, sentence: str) -> None:
    new = NewPost(agency_id=cast.agency(agency).pk, role=role)
    with pytest.raises(Refused) as no:
        actions.add_post(cast.person("stc.vanphong").pk, new, by=cast.actor("quantri"), on=ON, at=AT)
    assert no.value.sentence.startswith(sentence)


def test_a_unit_of_another_agency_is_refused(cast: Cast) -> None:
    new = NewPost(agency_id=cast.agency("stc").pk, role="officer", unit_id=cast.unit("sxd.hatang").pk)
    with pytest.raises(Refused, match="Sở Tài chính không có phòng, ban này"):
        actions.add_post(cast.person("stc.vanphong").pk, new, by=None, on=ON, at=AT)


def test_a_post_holds_from_its_first_day_until_before_its_last(cast: Cast) -> None:
    new = NewPost(agency_id=cast.agency("sxd").pk, role="officer", from_on=date(2026, 12, 1), to_on=date(2026, 12, 3))
    person = cast.person("stc.vanphong")
    actions.add_post(person.pk, new, by=None, on=ON, at=AT)
    held = {day: person in queries.people_of(cast.agency("sxd"), on=date(2026, 12, day)) for day in (1, 2, 3)}
    assert held == {1: True, 2: True, 3: False}
    assert person not in queries.people_of(cast.agency("sxd"), on=date(2026, 11, 30))


# Delegation


def delegate(cast: Cast, whose: str, to: str, by: str, **facts: object) -> None:
    actions.delegate(
        cast.membership(whose).pk,
        cast.person(to).pk,
        **{"from_on": ON, "to_on": date(2026, 11, 27), "basis": "Giấy ủy quyền số 12/GUQ-STC", **facts},  # type: ignore[arg-type]
        by=cast.actor(by),
        on=ON,
        at=AT,
    )


def posts(cast: Cast, username: str, day: date) -> list[str]:
    return [post.actor.label for post in principals.principal(Person.objects.get(username=username), day=day).posts]


def test_who_stands_in_is_shown_as_x_thay_y_between_the_two_days(cast: Cast) -> None:
    delegate(cast, "stc.giamdoc", "stc.vanphong", by="stc.giamdoc")
    assert posts(cast, "stc.vanphong", ON) == ["Đặng Thị Lan", "Đặng Thị Lan, thay Phạm Văn Thịnh"]
    assert posts(cast, "stc.vanphong", date(2026, 11, 27))[1:] == ["Đặng Thị Lan, thay Phạm Văn Thịnh"]
    assert posts(cast, "stc.vanphong", date(2026, 11, 28))[1:] == []
    post = principals.principal(Person.objects.get(username="stc.vanphong"), day=ON).posts[1]
    assert post.actor == cast.actor("stc.vanphong", for_="stc.giamdoc")
    assert post.actor.persons == {cast.person("stc.vanphong").pk, cast.person("stc.giamdoc").pk}


def test_what_was_delegated_rests_when_its_owner_is_disabled(cast: Cast) -> None:
    delegate(cast, "stc.giamdoc", "stc.vanphong", by="quantri")
    assert len(posts(cast, "stc.vanphong", ON)) == 2
    actions.disable_account(cast.person("stc.giamdoc").pk, "nghỉ", by=cast.actor("quantri"), on=ON, at=AT)
    assert len(posts(cast, "stc.vanphong", ON)) == 1


@pytest.mark.parametrize(
    ("whose", "to", "by", "facts", "sentence"),
    [
        (
            "stc.giamdoc",
            "sxd.vanphong",
            "stc.giamdoc",
            {},
            "Chỉ ủy quyền cho người khác đang công tác trong cùng cơ quan.",
        ),
        ("stc.giamdoc", "stc.giamdoc", "stc.giamdoc", {}, "Chỉ ủy quyền cho người khác"),
        ("stc.giamdoc", "stc.vanphong", "stc.chuyenvien", {}, "Chỉ người giữ vị trí hoặc người quản trị"),
        ("stc.giamdoc", "stc.vanphong", "sxd.giamdoc", {}, "Chỉ người giữ vị trí hoặc người quản trị"),
        ("quantri", "vanthu", "quantri", {}, "Vai trò quản trị kỹ thuật không được ủy quyền."),
        (
            "stc.giamdoc",
            "stc.vanphong",
            "stc.giamdoc",
            {"to_on": date(2026, 11, 22)},
            "Thời gian ủy quyền phải bắt đầu",
        ),
        ("stc.giamdoc", "stc.vanphong", "stc.giamdoc", {"basis": " "}, "Chưa ghi căn cứ ủy quyền."),
    ],
)
def test_a_delegation_that_does_not_fit_is_refused(
    cast: Cast, whose: str, to: str, by: str, facts: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused) as no:
        delegate(cast, whose, to, by, **facts)
    assert no.value.sentence.startswith(sentence)


def test_a_delegation_is_not_delegated_on(cast: Cast) -> None:
    delegate(cast, "stc.giamdoc", "stc.vanphong", by="stc.giamdoc")
    with pytest.raises(Refused):
        actions.delegate(
            cast.membership("stc.giamdoc").pk,
            cast.person("stc.chuyenvien").pk,
            from_on=ON,
            to_on=ON,
            basis="miệng",
            by=cast.actor("stc.chuyenvien", for_="stc.giamdoc"),
            on=ON,
            at=AT,
        )
