"""A collaborator that says nothing in its days (2.3): certified on paper, counted, the lead goes on."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest

from giaoviec.assignments.actions.silence import certify_silence
from giaoviec.assignments.models import Assignment, Collaboration
from giaoviec.assignments.whose_days import silences
from giaoviec.journal.errors import Refused, Stale
from tests.shell.world import World, again, make_world, owed, present_columns

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Any) -> World:
    made = make_world()
    set_day(made.day)
    return made


def asked(world: World) -> tuple[Assignment, Collaboration]:
    row = world.give("stc", helpers=True)
    return row, world.do("stc.vanphong", "ask_opinion", row, agency=world.cast.agency("sxd"), asked="Đơn giá nào?")


def certify(world: World, who: str, pk: int) -> Collaboration:
    return certify_silence(pk, by=world.who(who), on=world.day, at=world.at())


def test_after_its_days_the_silence_is_certified_and_the_days_are_the_leads_again(world: World) -> None:
    row, one = asked(world)
    assert one.due_on is not None
    with pytest.raises(Refused) as no:
        certify(world, "stc.vanphong", one.pk)
    assert no.value.sentence == (
        f"Cơ quan phối hợp còn hạn đến hết {one.due_on:%d/%m/%Y}; sau ngày đó mới xác nhận được."
    )
    world.go(10)
    assert again(row).holder == "collaborator"
    made = certify(world, "stc.vanphong", one.pk)
    now = again(row)
    assert (made.silent, made.answer, now.waits_opinion, now.holder, now.days_collaborator) == (
        True, "", 0, "agency", 10,
    )  # fmt: skip
    assert "opinion" not in owed(row)
    page = world.cast.client("chutich").get(f"/co-quan/{world.cast.agency('sxd').pk}/").content.decode()
    assert "1 lượt không trả lời trong hạn" in page
    assert silences(world.day) == {world.cast.agency("sxd").pk: (1, 1)}
    assert present_columns(row) == {name: getattr(now, name) for name in present_columns(row)}
    world.do("stc.vanphong", "claim", row, content="Xong.")
    with pytest.raises(Stale):
        certify(world, "theodoi", one.pk)


@pytest.mark.parametrize("who", ["sxd.vanphong", "muine.vanphong", "stc.chuyenvien", "chutich"])
def test_others_do_not_certify(world: World, who: str) -> None:
    _, one = asked(world)
    world.go(10)
    with pytest.raises(Refused) as no:
        certify(world, who, one.pk)
    assert no.value.status == 404


def test_the_certificate_is_a_paper_that_names_both_agencies_and_the_days(world: World, set_day: Any) -> None:
    row, one = asked(world)
    set_day(world.go(10))
    lead = world.cast.client("stc.vanphong")
    assert f"/phoi-hop/{one.pk}/" in lead.get(f"/viec/{row.pk}/").content.decode()
    assert "Xác nhận không có ý kiến, làm tiếp" in lead.get(f"/phoi-hop/{one.pk}/").content.decode()
    assert lead.get(f"/phoi-hop/{one.pk}/word/").status_code == 404
    page = lead.post(f"/phoi-hop/{one.pk}/", follow=True).content.decode()
    assert "Sở Xây dựng không có ý kiến. Sở Tài chính tiếp tục" in page and "SỞ TÀI CHÍNH" in page
    assert "GIẤY XÁC NHẬN" in lead.get(f"/phoi-hop/{one.pk}/in/").content.decode()
    word = lead.get(f"/phoi-hop/{one.pk}/word/")
    text = "\n".join(p.text for p in docx.Document(BytesIO(word.content)).paragraphs)
    assert "GIẤY XÁC NHẬN" in text
    assert "đề nghị Sở Xây dựng (cơ quan phối hợp) cho ý kiến trước ngày 01/12/2026 về nội dung: Đơn giá nào?" in text
    assert world.cast.client("sxd.vanphong").get(f"/phoi-hop/{one.pk}/").status_code == 200
    assert world.cast.client("muine.vanphong").get(f"/phoi-hop/{one.pk}/").status_code == 404
    assert "Xác nhận Sở Xây dựng không có ý kiến trong hạn" in lead.get(f"/viec/{row.pk}/").content.decode()
