"""The leaders' desk: four cells that add up, late agencies, obstacles, extensions decided right there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from giaoviec.assignments.actions.claims import claim, confirm
from giaoviec.assignments.actions.obstacles import report_obstacle, wait_outside
from giaoviec.assignments.models import Assignment, Extension
from giaoviec.rules.tasks import Quality
from tests.cast import DAY, Cast, make_cast
from tests.shell.story import asked, desk, directive, given, text, when

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 12, 2)


@pytest.fixture
def cast(set_day: Callable[[date], None]) -> Cast:
    set_day(DAY)
    return make_cast()


# ---- the leaders


def test_the_four_cells_add_up_and_open_their_lists(cast: Cast, set_day: Callable[[date], None]) -> None:
    done, late, claimed, missed = (given(cast, name, date(2026, 11, 30)) for name in ("sxd", "stc", "muine", "phuquy"))
    given(cast, "snnmt", date(2026, 12, 20))
    given(cast, "snv", None)
    for row, who in ((done, "sxd.vanphong"), (claimed, "muine.vanphong")):
        claim(row.pk, content="Đã xong.", **when(cast, who, date(2026, 11, 30)))
    explained = {"cause": "money", "content": "Chậm vốn.", "proposal": "Bố trí bổ sung."}
    claim(late.pk, content="Đã xong.", explanation=explained, **when(cast, "stc.vanphong", date(2026, 12, 1)))
    for row in (done, late):
        confirm(row.pk, quality=Quality.GOOD, **when(cast, "theodoi", date(2026, 12, 1), hour=10))
    set_day(WEDNESDAY)
    body = desk(cast, "chutich")
    seen = text(body)
    assert "1 + 1 + 2 + 1 = 5 công việc" in seen
    assert "ngoài ra 1 việc không có thời hạn" in seen
    assert "Tỷ lệ hoàn thành 66,67%, tính thế nào?" in seen
    assert "(1 + 1) ÷ (2 + 1) = 2 ÷ 3." in seen
    for slug, number in (("dung-han", 1), ("xong-muon", 1), ("trong-han", 2), ("qua-han", 1), ("duoc-giao", 5)):
        link = f"/viec/?tinh-hinh={slug}&loai=co-han&quy=2026-10-01..2026-12-31"
        assert link.replace("&", "&amp;") in body
        assert len(re.findall(r'<td class="c-what"', desk(cast, "chutich", link))) == number
    assert f"/viec/?co-quan={missed.agency_id}&amp;tinh-hinh=qua-han" in body
    assert "1 cơ quan, 1 việc" in seen
    assert "UBND đặc khu Phú Quý toàn bộ tại cơ quan 1 / 1" in seen


def test_the_days_of_a_late_agency_are_told_by_who_held_it(cast: Cast, set_day: Callable[[date], None]) -> None:
    row = given(cast, due_on=date(2026, 11, 27))
    set_day(date(2026, 11, 30))
    wait_outside(row.pk, whom="Bộ Xây dựng", letter="12/SXD", **when(cast, "sxd.vanphong", date(2026, 11, 25)))
    seen = desk(cast, "chutich")
    assert "Sở Xây dựng: chủ yếu ở bên ngoài, 6 ngày, cộng 8 ngày" in seen


def test_a_vice_chairman_sees_his_fields(cast: Cast) -> None:
    given(cast, field="kinh tế")
    given(cast, "stc", field="văn xã")
    given(cast, "stc", document=directive(cast, "77/CT-UBND", directed_by_id=cast.person("pct.kinhte").pk))
    own = desk(cast, "pct.kinhte")
    assert "0 + 0 + 2 + 0 = 2 công việc" in text(own)
    [link] = set(re.findall(r'href="(/viec/[^"]*tinh-hinh=trong-han[^"]*)"', own))
    assert len(re.findall(r'<td class="c-what"', desk(cast, "pct.kinhte", link.replace("&amp;", "&")))) == 2
    assert "0 + 0 + 3 + 0 = 3 công việc" in text(desk(cast, "chutich"))


def test_another_period_is_chosen_in_the_address(cast: Cast) -> None:
    given(cast, due_on=date(2027, 1, 15))
    assert "0 + 0 + 0 + 0 = 0 công việc" in text(desk(cast, "chutich"))
    assert "0 + 0 + 1 + 0 = 1 công việc" in text(desk(cast, "chutich", "/?ky=tat-ca"))


def test_obstacles_stand_with_those_that_hold_most_first(cast: Cast) -> None:
    row = given(cast)
    report_obstacle(
        row.pk, cause="land", problem="Vướng mặt bằng.", proposal="Cử tổ công tác.", **when(cast, "sxd.vanphong")
    )
    seen = text(desk(cast, "chutich"))
    assert "Vướng mắc lớn nhất 1 Vướng mặt bằng. Sở Xây dựng · chờ quyết định ngày thứ 1" in seen


def test_the_chairman_decides_an_extension_of_a_starred_task_right_there(cast: Cast) -> None:
    row = given(cast, starred=True)
    asked(cast, row)
    client = cast.client("chutich")
    body = client.get("/").content.decode()
    assert "Gia hạn việc gắn sao đến 20/12/2026" in body
    assert f'action="/gia-han/{row.pk}/"' in body
    version = Assignment.objects.get(pk=row.pk).version
    sent = {"buoc": "dong-y", "granted_on": "15/12/2026", "reason": "Kèm kiểm tra.", "version": version}
    done = client.post(f"/gia-han/{row.pk}/", sent, follow=True).content.decode()
    assert "Đã quyết định: đồng ý ngắn hơn." in done
    assert "Không có việc nào chờ quyết định" in done
    assert "Hoàn tác" in done
    assert Assignment.objects.get(pk=row.pk).due_on == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"buoc": "dong-y", "granted_on": ""}, 422, "Ghi ngày cho đến, ví dụ 15/12/2026."),
        ({"buoc": "dong-y", "granted_on": "31/02/2026"}, 422, "Ngày không đúng; hãy ghi theo dạng 24/11/2026."),
        ({"buoc": "dong-y", "granted_on": "25/12/2026"}, 422, "Không gia hạn dài hơn đề nghị (20/12/2026)."),
        ({"buoc": "khong", "reason": ""}, 422, "Nêu lý do không đồng ý."),
    ],
)
def test_a_decision_that_lacks_something_is_said_there_and_keeps_what_was_typed(
    cast: Cast, sent: dict[str, str], status: int, sentence: str
) -> None:
    row = given(cast, starred=True)
    asked(cast, row)
    response = cast.client("chutich").post(f"/gia-han/{row.pk}/", {"reason": "Cân nhắc thêm.", **sent})
    body = response.content.decode()
    assert (response.status_code, sentence in body) == (status, True)
    assert 'class="decide no-print" open' in body
    assert Extension.objects.get().decision == ""
    if "reason" not in sent:
        assert 'value="Cân nhắc thêm."' in body


def test_two_who_decide_at_once(cast: Cast) -> None:
    row = given(cast, starred=True)
    asked(cast, row)
    client = cast.client("chutich")
    sent = {"buoc": "dong-y", "granted_on": "15/12/2026", "version": Assignment.objects.get(pk=row.pk).version}
    client.post(f"/gia-han/{row.pk}/", sent)
    second = client.post(f"/gia-han/{row.pk}/", sent)
    assert second.status_code == 409
    assert "Trần Quang Minh đã “quyết định gia hạn”" in second.content.decode()


def test_the_assistant_prepares_and_does_not_decide(cast: Cast) -> None:
    row = given(cast, starred=True)
    asked(cast, row)
    body = desk(cast, "troly")
    assert "Gia hạn việc gắn sao đến 20/12/2026" in body
    assert f'action="/gia-han/{row.pk}/"' not in body
    assert cast.client("troly").post(f"/gia-han/{row.pk}/", {"buoc": "khong", "reason": "x"}).status_code in (403, 409)


def test_the_evaluator_sees_figures_and_nothing_of_the_story(cast: Cast) -> None:
    row = given(cast)
    report_obstacle(row.pk, cause="land", problem="Vướng mặt bằng.", proposal="Cử tổ.", **when(cast, "sxd.vanphong"))
    seen = text(desk(cast, "noivu"))
    assert "0 + 0 + 1 + 0 = 1 công việc" in seen
    assert "Vướng mặt bằng." not in seen
    assert "Chờ đồng chí quyết định" not in seen
