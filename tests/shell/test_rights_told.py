"""Whoever's rights change hears of it, and so does the head of his agency (Phụ lục VI of NĐ 30/2020/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from giaoviec.agencies import actions
from giaoviec.agencies.actions import NewPost
from giaoviec.duties.models import Notice
from giaoviec.duties.queries import notices_for
from tests.cast import Cast, make_cast
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def told(cast: Cast, username: str) -> list[tuple[str, str]]:
    return [(row.kind, row.text) for row in notices_for(cast.actor(username))]


def add_post(cast: Cast, username: str = "stc.chuyenvien") -> None:
    new = NewPost(cast.agency("stc").pk, "liaison", title="Phó Chánh Văn phòng", from_on=date(2026, 12, 1))
    actions.add_post(cast.person(username).pk, new, by=cast.actor("quantri"), on=ON, at=AT)


def end_post(cast: Cast) -> None:
    actions.end_post(cast.membership("stc.chuyenvien").pk, by=cast.actor("quantri"), on=ON, at=AT)


def reset(cast: Cast) -> None:
    actions.reset_password(cast.person("stc.chuyenvien").pk, by=cast.actor("quantri"), on=ON, at=AT)


def disable(cast: Cast) -> None:
    actions.disable_account(cast.person("stc.chuyenvien").pk, "nghỉ", by=cast.actor("quantri"), on=ON, at=AT)


def enable(cast: Cast) -> None:
    disable(cast)
    Notice.objects.all().delete()
    actions.enable_account(cast.person("stc.chuyenvien").pk, by=cast.actor("quantri"), on=ON, at=AT)


BY = "Người thực hiện: Phùng Khắc Tiệp."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            add_post,
            "Thêm vị trí công tác: Bùi Minh Tâm, Phó Chánh Văn phòng, Sở Tài chính, từ ngày 01/12/2026.",
        ),
        (end_post, "Kết thúc vị trí công tác: Bùi Minh Tâm, Chuyên viên, Sở Tài chính, từ ngày 23/11/2026."),
        (reset, "Đặt lại mật khẩu: Bùi Minh Tâm."),
        (disable, "Ngừng tài khoản: Bùi Minh Tâm."),
        (enable, "Mở lại tài khoản: Bùi Minh Tâm."),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_he_and_the_head_of_his_agency_read_what_changed_and_by_whom(
    cast: Cast, change: Callable[[Cast], None], sentence: str
) -> None:
    change(cast)
    assert told(cast, "stc.chuyenvien") == [("rights", f"{sentence} {BY}")]
    assert told(cast, "stc.giamdoc") == [("rights_here", f"{sentence} {BY}")]
    assert told(cast, "stc.vanphong") == told(cast, "sxd.giamdoc") == []


def test_who_stands_in_hears_of_it_too_and_of_its_end(cast: Cast) -> None:
    days = {"from_on": ON, "to_on": date(2026, 11, 30)}
    holder, stand_in = cast.membership("stc.vanphong"), cast.person("stc.chuyenvien")
    row = actions.delegate(
        holder.pk, stand_in.pk, **days, basis="Giấy 12", by=cast.actor("stc.vanphong"), on=ON, at=AT
    )  # fmt: skip
    actions.end_delegation(row.pk, by=cast.actor("stc.vanphong"), on=ON, at=AT)
    post = "Đặng Thị Lan, Chánh Văn phòng Sở, Sở Tài chính, cho Bùi Minh Tâm"
    wanted = [
        f"Kết thúc ủy quyền: {post}. Người thực hiện: Đặng Thị Lan.",
        f"Ủy quyền: {post}, từ 23/11/2026 đến hết 30/11/2026. Người thực hiện: Đặng Thị Lan.",
    ]
    for username in ("stc.vanphong", "stc.chuyenvien", "stc.giamdoc"):
        assert [text for _, text in told(cast, username)] == wanted


def test_a_head_whose_own_rights_change_reads_it_once(cast: Cast) -> None:
    actions.reset_password(cast.person("stc.giamdoc").pk, by=cast.actor("quantri"), on=ON, at=AT)
    assert told(cast, "stc.giamdoc") == [("rights", f"Đặt lại mật khẩu: Phạm Văn Thịnh. {BY}")]


def test_a_new_account_is_told_to_the_head_with_its_post(cast: Cast) -> None:
    post = NewPost(cast.agency("stc").pk, "officer", title="Chuyên viên")
    actions.create_account("stc.moi", name="Hoàng Văn Mới", post=post, by=cast.actor("quantri"), on=ON, at=AT)
    assert told(cast, "stc.giamdoc") == [
        ("rights_here", f"Tạo tài khoản: Hoàng Văn Mới, Chuyên viên, Sở Tài chính. {BY}")
    ]


def test_it_stands_on_the_desk_and_in_ones_own_history(cast: Cast, set_day: Callable[[date], None]) -> None:
    set_day(ON)
    add_post(cast)
    me = Visitor(cast.client("stc.chuyenvien"))
    assert me.open("/").sees("Quyền của đồng chí thay đổi", "Phó Chánh Văn phòng, Sở Tài chính, từ ngày 01/12/2026")
    assert me.open("/ca-nhan/").section("Quyền của tôi đã thay đổi").endswith(
        "09:00 ngày 23/11/2026 Thêm vị trí công tác Phùng Khắc Tiệp"
    )  # fmt: skip
    other = Visitor(cast.client("stc.vanphong")).open("/ca-nhan/")
    assert not other.sees("Quyền của tôi đã thay đổi")
