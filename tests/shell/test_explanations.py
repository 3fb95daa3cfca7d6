"""Explanations counted (8.2): by cause and agency, and what the Office found of them, once."""

from __future__ import annotations

from typing import Any

import pytest

from giaoviec.assignments.models import Explanation
from giaoviec.duties import queries as duties
from giaoviec.journal.errors import Refused, Stale
from giaoviec.oversight.actions.explanations import judge_explanation
from giaoviec.oversight.queries import explanations as queries
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Any) -> World:
    made = make_world()
    set_day(made.day)
    return made


def explained(world: World, code: str = "stc", cause: str = "money") -> Explanation:
    row = world.give(code)
    day = world.day
    world.go(40)
    world.do(f"{code}.vanphong", "explain", row, cause=cause, content="Chậm vốn.", proposal="Cấp vốn.")
    world.day = day
    return Explanation.objects.latest("id")


def judge(world: World, who: str, pk: int, **what: Any) -> None:
    said: dict[str, Any] = {"objective": True, "reason": "Trung ương cấp vốn chậm."} | what
    judge_explanation(pk, **said, by=world.who(who), on=world.day, at=world.at())


def test_explanations_are_counted_by_cause_and_agency_with_what_was_found(world: World) -> None:
    one, _, other = explained(world), explained(world), explained(world, "sxd", "leadership")
    world.go(40)
    judge(world, "theodoi", one.pk)
    judge(world, "chanhvp", other.pk, objective=False)
    rows = queries.visible(world.who("chutich"))
    found = [(c.name, c.number, c.objective, c.not_objective, c.waiting, c.usual) for c in queries.by_cause(rows)]
    assert found == [
        ("chưa bố trí kinh phí", 2, 1, 0, 1, True),
        ("chỉ đạo, tổ chức thực hiện chậm", 1, 0, 1, 0, False),
    ]
    assert [(c.name, c.number) for c in queries.by_agency(rows)] == [("Sở Tài chính", 2), ("Sở Xây dựng", 1)]
    assert queries.visible(world.who("stc.vanphong")).count() == 2


def test_the_cause_is_found_once_and_the_agency_is_told(world: World) -> None:
    row = explained(world)
    world.go(40)
    judge(world, "theodoi", row.pk)
    row.refresh_from_db()
    assert (row.objective, row.objective_on, row.objective_by_text) == (True, world.day, "Trần Quốc Bảo")
    [told] = [one for one in duties.notices_for(world.who("stc.vanphong")) if one.kind == "judge_explanation"]
    assert told.text == "Nguyên nhân được xác nhận là khách quan: Trung ương cấp vốn chậm."
    with pytest.raises(Stale) as no:
        judge(world, "chanhvp", row.pk, objective=False)
    assert no.value.sentence == "Trần Quốc Bảo đã xét giải trình này; hãy xem lại."


@pytest.mark.parametrize(("who", "status"), [("stc.vanphong", 403), ("sxd.vanphong", 404), ("vanthu", 403)])
def test_only_the_head_and_monitors_find_a_cause_objective(world: World, who: str, status: int) -> None:
    row = explained(world)
    world.go(40)
    with pytest.raises(Refused) as no:
        judge(world, who, row.pk)
    assert no.value.status == status
    assert Explanation.objects.get(pk=row.pk).objective is None


def test_the_office_finds_it_on_the_page_and_a_reason_is_asked_for(world: World, set_day: Any) -> None:
    row = explained(world)
    set_day(world.go(40))
    office = world.cast.client("theodoi")
    assert "Chậm vốn." in office.get("/giai-trinh/").content.decode()
    empty = office.post(f"/giai-trinh/{row.pk}/xet/", {"objective": "yes", "reason": " "})
    assert (empty.status_code, "Nêu lý do." in empty.content.decode()) == (422, True)
    done = office.post(f"/giai-trinh/{row.pk}/xet/", {"objective": "no", "reason": "Do chậm lập dự toán."}, follow=True)
    assert "Không phải nguyên nhân khách quan" in done.content.decode()
    assert "Do chậm lập dự toán." in world.cast.client("stc.vanphong").get(f"/giai-trinh/{row.pk}/").content.decode()
    assert world.cast.client("sxd.vanphong").get(f"/giai-trinh/{row.pk}/").status_code == 404
    assert "Chậm vốn." not in office.get("/giai-trinh/?trang-thai=khach-quan").content.decode()
    assert "Chậm vốn." in office.get("/giai-trinh/?trang-thai=khong").content.decode()
