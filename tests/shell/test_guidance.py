"""Guidance on tasks (9.1), agencies' own regulations (11.2) and checks (8.2), paper reports by cycle (6.2)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from giaoviec.documents.models import Refusal
from giaoviec.duties import queries as duties
from giaoviec.journal.errors import Refused
from giaoviec.oversight.actions.guidance import guide, record_check
from giaoviec.oversight.actions.standing_duties import paper_reports
from giaoviec.oversight.models import Guidance, InternalCheck, OwnRegulation
from giaoviec.oversight.queries import guidance as queries
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(set_day: Any) -> World:
    made = make_world()
    set_day(made.day)
    return made


def test_guidance_is_seen_by_every_agency_of_the_task_and_each_is_told_once(world: World) -> None:
    rows = world.give_all("stc snnmt", helpers=True)
    guide(rows[0].pk, content="Theo mẫu 02.", by=world.who("theodoi"), on=world.day, at=world.at())
    for who, row in (("stc.vanphong", rows[0]), ("snnmt.vanphong", rows[1]), ("sxd.vanphong", rows[0])):
        told = [one for one in duties.notices_for(world.who(who)) if one.kind == "guide"]
        assert [one.text for one in told] == ["Theo mẫu 02."]
        assert "Theo mẫu 02." in world.cast.client(who).get(f"/huong-dan-viec/{row.pk}/").content.decode()
    assert world.cast.client("muine.vanphong").get(f"/huong-dan-viec/{rows[0].pk}/").status_code == 404


@pytest.mark.parametrize("who", ["stc.vanphong", "vanthu", "chutich"])
def test_only_the_head_and_monitors_of_the_office_guide(world: World, who: str) -> None:
    row = world.give("stc")
    with pytest.raises(Refused) as no:
        guide(row.pk, content="Theo mẫu 02.", by=world.who(who), on=world.day, at=world.at())
    assert no.value.status == 404
    assert not Guidance.objects.exists()


def test_guidance_is_written_on_the_page_and_marked_words_are_refused(world: World) -> None:
    row = world.give("stc")
    office = world.cast.client("theodoi")
    marked = office.post(f"/huong-dan-viec/{row.pk}/", {"content": "TỐI MẬT\nPhương án phòng thủ"})
    assert (marked.status_code, "phòng thủ" in marked.content.decode()) == (422, False)
    assert Refusal.objects.count() == 1
    assert office.post(f"/huong-dan-viec/{row.pk}/", {"content": "Theo mẫu 02."}).status_code == 302
    fragment = office.get(f"/huong-dan-viec/{row.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "Theo mẫu 02." in fragment and "<html" not in fragment


def own(world: World, **changes: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("quy-che.txt", "Quy chế theo dõi nội bộ của Sở.".encode())
    fields = {"number": "12/QĐ-STC", "issued_on": "02/03/2026", "summary": "Quy chế nội bộ", "files": file}
    return fields | changes


def test_an_agency_records_its_own_regulation_and_the_missing_ones_are_shown(world: World) -> None:
    stc = world.cast.agency("stc")
    lead, office = world.cast.client("stc.vanphong"), world.cast.client("chanhvp")
    before = queries.missing(world.day)
    assert lead.get("/quy-che-noi-bo/").headers["Location"] == f"/quy-che-noi-bo/{stc.pk}/"
    none = lead.post(f"/quy-che-noi-bo/{stc.pk}/ghi/", own(world, files=""))
    assert (none.status_code, "Gửi kèm tệp quy chế." in none.content.decode()) == (422, True)
    ahead = lead.post(f"/quy-che-noi-bo/{stc.pk}/ghi/", own(world, issued_on="01/01/2027"))
    assert (ahead.status_code, "12/QĐ-STC" in ahead.content.decode()) == (422, True)
    assert lead.post(f"/quy-che-noi-bo/{stc.pk}/ghi/", own(world)).status_code == 302
    assert queries.missing(world.day) == before - 1
    page = office.get("/quy-che-noi-bo/").content.decode()
    assert "12/QĐ-STC, 02/03/2026" in page and f"{before - 1} cơ quan" in page
    assert "Sở Tài chính" not in office.get("/quy-che-noi-bo/?xem=chua-co").content.decode()
    [held] = queries.regulations(stc.pk)
    of_stc = lead.get(f"/quy-che-noi-bo/{stc.pk}/").content.decode()
    address = of_stc.split("/tep/")[1].split("/")[0]
    assert lead.get(f"/quy-che-noi-bo/{stc.pk}/tep/{address}/").status_code == 200
    assert world.cast.client("sxd.vanphong").get(f"/quy-che-noi-bo/{stc.pk}/tep/{address}/").status_code == 404
    assert held.by_text == "Đặng Thị Lan"


def test_nobody_records_for_another_agency(world: World) -> None:
    stc = world.cast.agency("stc")
    for who in ("sxd.vanphong", "chanhvp", "stc.chuyenvien"):
        assert world.cast.client(who).post(f"/quy-che-noi-bo/{stc.pk}/ghi/", own(world)).status_code == 404
    assert not OwnRegulation.objects.exists()


def test_a_check_inside_is_recorded_with_its_day_what_and_result(world: World) -> None:
    stc = world.cast.agency("stc")
    lead = world.cast.client("stc.vanphong")
    sent = {"checked_on": "20/11/2026", "what": "Cập nhật của các phòng", "result": "Ba phòng chậm."}
    assert lead.post(f"/quy-che-noi-bo/{stc.pk}/tu-kiem-tra/", sent).status_code == 302
    assert "Ba phòng chậm." in lead.get(f"/quy-che-noi-bo/{stc.pk}/").content.decode()
    [one] = queries.own([stc], world.day)
    assert (one.regulation, one.checks, one.last_check) == (None, 1, date(2026, 11, 20))
    with pytest.raises(Refused) as no:
        record_check(
            checked_on=date(2026, 12, 20), what="Cập nhật", result="Tốt", by=world.who("stc.vanphong"), on=world.day,
            at=world.at(),
        )  # fmt: skip
    assert (no.value.field, no.value.sentence) == ("checked_on", "Ngày kiểm tra không thể ở tương lai.")
    assert InternalCheck.objects.count() == 1


def test_paper_reports_are_listed_by_cycle_with_who_ticked_and_nothing_else(world: World) -> None:
    owing = paper_reports(on=world.day, at=world.at())
    office, lead = world.cast.client("vanthu"), world.cast.client("stc.vanphong")
    assert f"0/{owing} đã gửi" in office.get("/bao-cao-giay/").content.decode()
    mine = lead.get("/bao-cao-giay/").content.decode()
    assert "0/1 đã gửi" in mine and "Sở Xây dựng" not in mine
    pk = mine.split("/viec-thuong-ky/")[1].split("/")[0]
    lead.post(f"/viec-thuong-ky/{pk}/")
    assert f"1/{owing} đã gửi" in office.get("/bao-cao-giay/").content.decode()
    assert world.cast.client("quantri").get("/bao-cao-giay/").status_code == 404
