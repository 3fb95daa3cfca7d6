"""Advice on a claim, before it is sent and before it is judged: what is shown, to whom, and that it never bars."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from giaoviec.assignments import evidence
from giaoviec.assignments.models import Assignment, Claim
from giaoviec.documents.files import keep
from giaoviec.documents.models import Attachment, PrintBand, TextPrint
from giaoviec.documents.prints import alike
from giaoviec.rules.likeness import bands, fingerprint, packed
from giaoviec.rules.tasks import Deliverable, Quality
from tests.shell.world import World, again, make_world

pytestmark = pytest.mark.django_db

D = date
STC, SXD, VP = "stc.vanphong", "sxd.vanphong", "theodoi"
REPORT = (
    "SỞ TÀI CHÍNH. Số: 214/BC-STC. Báo cáo danh mục các điểm sạt lở bờ biển cần xử lý cấp bách trên địa bàn tỉnh. "
    "Qua kiểm tra thực tế tại các xã ven biển, toàn tuyến có chín điểm sạt lở dài hơn ba nghìn mét, trong đó bốn điểm "
    "uy hiếp trực tiếp khu dân cư, hai điểm ảnh hưởng đến đường giao thông, ba điểm ở khu vực rừng phòng hộ. "
    "Đề nghị bố trí kinh phí dự phòng để làm kè tạm trước mùa mưa. GIÁM ĐỐC Lê Văn Ba"
)


@pytest.fixture
def world(set_day: Callable[[date], None], settings: Any, tmp_path: Path) -> World:
    settings.DATA_DIR = tmp_path
    made = make_world()
    set_day(made.day)
    return made


def file(world: World, text: str = REPORT, name: str = "214-bc-stc.txt") -> Any:
    return keep(name, text.encode(), channel="form", person_id=world.cast.person(STC).pk, at=world.at())


def claim(world: World, row: Assignment, who: str = STC, **what: Any) -> Claim:
    given: dict[str, Any] = {
        "content": "Đã lập danh mục các điểm sạt lở bờ biển.", "product_number": "214/BC-STC",
        "product_on": D(2026, 11, 23), "product_signer": "Lê Văn Ba",
    }  # fmt: skip
    made: Claim = world.do(who, "claim", row, **(given | what))
    return made


def found(world: World, row: Assignment, who: str = VP) -> dict[str, list[tuple[str, str]]]:
    """What is said about a claim, by what was looked at: (sentence, address)."""
    said: dict[str, list[tuple[str, str]]] = {}
    for one in evidence.of_claim(world.who(who), again(row)):
        said.setdefault(one.finding.check.value, []).append((one.finding.sentence, one.url))
    return said


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_verifier_sees_what_speaks_for_and_against_with_reasons(world: World) -> None:
    row = world.give("stc", deliverable=Deliverable.SUBMIT, due_on=D(2026, 12, 15))
    claim(world, row, product_number="31/GM-SXD", product_on=D(2026, 11, 18), product_signer="")
    page = shown(world.cast.client(VP), f"/viec/{row.pk}/xac-nhan/")
    assert "Cần xem kỹ" in page
    assert "31/GM-SXD là Giấy mời; việc giao yêu cầu Tờ trình." in page
    assert "31/GM-SXD mang ký hiệu của Sở Xây dựng, không phải Sở Tài chính." in page
    assert "Văn bản kết quả ngày 18/11/2026, trước cả văn bản giao việc (ngày 20/11/2026)." in page
    assert "Chưa ghi người ký văn bản kết quả." in page
    assert "không ngăn báo cáo hay xác nhận" in page
    assert "Cần xem kỹ" in shown(world.cast.client(VP), f"/viec/{row.pk}/chua-xac-nhan/")


def test_advice_bars_nothing(world: World) -> None:
    """Whatever is doubted, the claim is taken and may be confirmed."""
    row = world.give("stc", deliverable=Deliverable.SUBMIT)
    claim(world, row, content="Xong.", product_number="văn bản hai", product_on=D(2020, 1, 1), product_signer="")
    answer = world.cast.client(VP).post(f"/viec/{row.pk}/xac-nhan/", {"quality": "good", "reason": ""})
    assert answer.status_code == 302
    assert again(row).stage == "closed"


def test_a_file_that_was_used_for_another_claim_is_found_and_leads_there(world: World) -> None:
    first, second = world.give("stc"), world.give("stc", content="Trồng rừng phòng hộ ven biển xã Hòa Thắng")
    claim(world, first, files=[file(world)])
    claim(world, second, files=[file(world, name="lan-hai.txt")])
    said = found(world, second)
    about = "Lập danh mục các điểm sạt lở bờ biển cần xử lý cấp bách (STC)"
    assert said["same_file"] == [(f"Tệp lan-hai.txt đã dùng để báo cáo việc khác: {about}.", f"/viec/{first.pk}/")]
    assert f'href="/viec/{first.pk}/"' in shown(world.cast.client(VP), f"/viec/{second.pk}/xac-nhan/")


def test_a_text_that_is_nearly_the_same_is_found_though_the_file_is_another(world: World) -> None:
    first, second = world.give("stc"), world.give("stc", content="Trồng rừng phòng hộ ven biển xã Hòa Thắng")
    claim(world, first, files=[file(world)])
    changed = REPORT.replace("214", "377").replace("chín điểm", "mười điểm").replace("Lê Văn Ba", "Phạm Tư")
    claim(world, second, product_number="377/BC-STC", files=[file(world, changed, "377.txt")])
    [(sentence, url)] = found(world, second)["same_text"]
    assert sentence.startswith("Chữ trong tệp 377.txt trùng khoảng ")
    assert url == f"/viec/{first.pk}/"


def test_a_product_that_was_rejected_and_comes_again_as_it_was_is_said(world: World) -> None:
    row = world.give("stc")
    claim(world, row, files=[file(world)])
    world.do(VP, "reject", row, reason="Thiếu tọa độ.")
    claim(world, row, files=[file(world)])
    [(sentence, _)] = found(world, row)["same_file"]
    assert sentence == "Tệp 214-bc-stc.txt đã dùng trong lần báo cáo trước của chính việc này, chưa được xác nhận."


def test_of_work_that_one_may_not_see_only_that_it_is_there_is_said(world: World) -> None:
    other = world.give("sxd", content="Nghiệm thu tuyến tránh đèo Bảo Lộc")
    claim(world, other, SXD, product_number="", product_on=None, product_signer="", files=[file(world)])
    row = world.give("stc")
    claim(world, row, files=[file(world)])
    [(sentence, url)] = found(world, row, STC)["same_file"]
    assert (sentence, url) == ("Tệp 214-bc-stc.txt đã dùng để báo cáo việc khác mà đồng chí không xem được.", "")
    assert "Bảo Lộc" in found(world, row)["same_file"][0][0]


def test_a_claim_that_was_taken_back_is_nobodys_twin(world: World) -> None:
    first, second = world.give("stc"), world.give("stc")
    claim(world, first, files=[file(world)])
    assert TextPrint.objects.filter(subject="claim").count() == 1
    world.undo_last(STC)
    assert TextPrint.objects.count() == 0
    claim(world, second, files=[file(world)])
    assert "same_file" not in found(world, second)
    assert "same_text" not in found(world, second)


def test_the_claimant_sees_the_same_notes_before_he_sends_and_nothing_is_done(world: World) -> None:
    row = world.give("stc", deliverable=Deliverable.SUBMIT)
    client = world.cast.client(STC)
    typed = {
        "content": "Đã trình danh mục.", "product_number": "31/GM-STC", "product_on": "18/11/2026",
        "product_signer": "Lê Văn Ba", "look": "1", "files": [SimpleUploadedFile("31.txt", REPORT.encode())],
    }  # fmt: skip
    answer = client.post(f"/viec/{row.pk}/bao-cao-hoan-thanh/", typed)
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert "31/GM-STC là Giấy mời; việc giao yêu cầu Tờ trình." in page
    assert "Không thấy số 31/GM-STC trong tệp kèm theo." in page
    assert "Đã trình danh mục." in page
    assert "Giữ tệp đã gửi: 31.txt" in page
    assert (again(row).stage, Claim.objects.count(), Attachment.objects.count()) == ("given", 0, 0)
    token = re.search(r'name="kept_file" value="([^"]+)"', page)[1]  # type: ignore[index]
    del typed["look"], typed["files"]
    assert client.post(f"/viec/{row.pk}/bao-cao-hoan-thanh/", typed | {"kept_file": token}).status_code == 302
    assert (again(row).stage, Attachment.objects.count()) == ("claimed", 1)


def test_a_starred_claim_shows_its_advice_to_the_second_person_too(world: World) -> None:
    row = world.give("stc", starred=True)
    claim(world, row, product_signer="")
    world.do(VP, "confirm", row, quality=Quality.GOOD)
    assert "Chưa ghi người ký văn bản kết quả." in shown(world.cast.client("chanhvp"), f"/viec/{row.pk}/xac-nhan/")


def test_among_many_texts_the_like_one_is_found_and_the_others_are_not(world: World) -> None:
    """Two thousand texts that share a letterhead: the one copy is found, none else is called the same."""
    chance = Random(7)
    words = [f"{a}{b}" for a in "bchdklmnt" for b in ("a", "ai", "an", "ang", "ong", "uê", "iên", "ươc")]
    head = chance.choices(words, k=25)
    texts = [" ".join(head + chance.choices(words, k=150)) for _ in range(2_000)]
    _print_all(texts)
    copy = texts[1_234].replace(texts[1_234].split()[60], "xxx", 1)
    found = alike(copy, subject="claim")
    assert [like.subject_id for like in found] == [1_234]
    assert found[0].share > 0.9
    assert alike(" ".join(chance.choices(words, k=200)), subject="claim") == []


def _print_all(texts: list[str]) -> None:
    made = [fingerprint(text) or () for text in texts]
    kept = TextPrint.objects.bulk_create(
        [TextPrint(subject="claim", subject_id=i, print=packed(p), act="0" * 32) for i, p in enumerate(made)], 500
    )
    PrintBand.objects.bulk_create(
        [PrintBand(print=row, value=v) for row, p in zip(kept, made, strict=True) for v in bands(p)], 400
    )
