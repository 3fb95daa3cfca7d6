"""`/tim/` hears requests: the chips are the list's own, the numbers its numbers, and what is not understood is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from giaoviec.assignments.asking import read
from giaoviec.assignments.models import Assignment
from giaoviec.rules.tasks import Quality, TaskClass
from giaoviec.site.hearing.heard import Heard, hear
from tests.shell.world import World, world_of_today

pytestmark = pytest.mark.django_db

D = date
STC, SXD, VP = "stc.vanphong", "sxd.vanphong", "theodoi"


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    return world_of_today(set_day)


def heard(world: World, text: str, who: str = "chanhvp") -> Heard:
    found = hear(world.who(who), text, on=world.day)
    assert found is not None
    return found


def query(world: World, text: str, who: str = "chanhvp") -> set[tuple[str, str]]:
    return set(heard(world, text, who).asked.given)


def body(world: World, text: str, who: str = "chanhvp") -> str:
    answer = world.cast.client(who).get(f"/tim/?{urlencode({'q': text})}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def ids_of(answer: Any) -> set[int]:
    """The assignments that a page leads to."""
    return set(map(int, re.findall(r'href="/viec/(\d+)/"', answer.content.decode())))


def test_the_request_of_the_issue_becomes_its_filters(world: World) -> None:
    row = world.give("sxd", due_on=D(2026, 11, 20), content="Nghiệm thu tuyến tránh đèo Bảo Lộc")
    world.give("stc", due_on=D(2026, 11, 20))
    world.give("sxd", due_on=D(2027, 1, 20))
    for text in (
        "việc quá hạn của Sở Xây dựng quý IV chưa có giải trình",
        "viec qua han cua so xay dung quy iv chua co giai trinh",
        "chưa có giải trình, quý IV, sxd, quá hạn",
    ):
        sxd = world.cast.agency("sxd").pk
        assert query(world, text) == {
            ("tinh-hinh", "qua-han"), ("co-quan", str(sxd)), ("quy", "2026-Q4"), ("chua-giai-trinh", "1"),
        }  # fmt: skip
        shown = body(world, text)
        for label in ("Quá hạn", "Sở Xây dựng", "Hạn trong quý IV/2026", "Chưa giải trình"):
            assert f'aria-label="Bỏ điều kiện: {label}"' in shown
        assert '<strong class="nowrap">1 việc</strong>' in shown
        assert f'href="/viec/{row.pk}/"' in shown
        assert "Không hiểu" not in shown


def test_the_chips_are_those_of_the_list_that_the_link_opens(world: World) -> None:
    for text in ("quá hạn của Sở Xây dựng", "sắp đến hạn, gắn sao, Phòng Kinh tế theo dõi", "phú quý không vướng mắc"):
        found = heard(world, text)
        again = read(QueryDict(found.url.partition("?")[2]))
        assert again.filters == found.asked.filters
        shown = world.cast.client("chanhvp").get(found.url).content.decode()
        assert re.findall(r'aria-label="Bỏ lọc: ([^"]+)"', shown) == [chip.label for chip in found.chips]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("quá hạn, chờ xác nhận", [("tinh-hinh", "qua-han"), ("va", "cho-xac-nhan")]),
        ("các xã chưa cập nhật", [("loai-co-quan", "xa-phuong"), ("chua-bao-cao", "1")]),
        ("do Phó Chủ tịch Lê Hoàng Nam chỉ đạo", [("lanh-dao", "LEADER")]),
        ("Lê Hoàng Nam phụ trách", [("phu-trach", "LEADER")]),
        ("Phòng Tổng hợp theo dõi", [("don-vi", "UNIT")]),
        ("lĩnh vực tài chính", [("linh-vuc", "tài chính")]),
        ("xong trong tháng 8", [("tinh-hinh", "da-thuc-hien"), ("xong", "2026-08")]),
        ("giao từ 1/9 đến 15/10", [("giao", "2026-09-01..2026-10-15")]),
        ("hạn trước ngày 30/11", [("quy", "..2026-11-29")]),
        ("ban hành tháng 10", [("ban-hanh", "2026-10")]),
        ("quá hạn trên 30 ngày", [("tinh-hinh", "qua-han"), ("qua", "31..")]),
        ("chưa cập nhật 15 ngày", [("khong-cap-nhat", "15")]),
        ("Thủ tướng giao", [("chi-dao", "prime-minister")]),
        ("văn bản của Chính phủ", [("nhom", "1.3")]),
        ("việc thượng khẩn", [("do-khan", "very-urgent")]),
        ("không thời hạn đang ở Văn phòng", [("loai", "khong-han"), ("viec-o", "van-phong")]),
        ("không vướng mắc, chưa gia hạn", [("khong", "vuong-mac"), ("khong", "da-gia-han")]),
        ("chưa có người phụ trách", [("chua-phan-cong", "1")]),
        ("quá hạn, về sạt lở bờ biển", [("tinh-hinh", "qua-han"), ("q", "sạt lở bờ biển")]),
    ],
)
def test_each_part_of_a_request_is_a_word_of_the_address(world: World, text: str, words: list[tuple[str, str]]) -> None:
    ids = {"LEADER": str(world.cast.person("pct.kinhte").pk), "UNIT": str(world.cast.unit("tonghop").pk)}
    assert query(world, text) == {(name, ids.get(value, value)) for name, value in words}


def test_a_document_is_found_by_type_and_number_or_by_its_symbol(world: World) -> None:
    letter = world.document(full_symbol="9218/UBND-KT", symbol_key="9218/UBND-KT", number="9218")
    directive = world.document(full_symbol="05/CT-UBND", symbol_key="5/CT-UBND", number="05", type="directive")
    older = world.document(
        full_symbol="5/CT-UBND", symbol_key="5/CT-UBND", number="5", type="directive", issued_on=D(2025, 3, 1)
    )
    assert query(world, "theo Công văn 9218") == {("van-ban", str(letter.pk))}
    assert query(world, "9218/ubnd-kt chưa xong") == {("van-ban", str(letter.pk)), ("tinh-hinh", "mo")}
    both = heard(world, "chi thi 05")
    assert both.asked.filters.documents == (directive.pk, older.pk)
    assert [chip.label for chip in both.chips] == ["Văn bản 05/CT-UBND (20/11/2026)", "Văn bản 5/CT-UBND (01/03/2025)"]
    assert heard(world, "quá hạn theo công văn 777").missing == ["theo công văn 777"]
    assert "Không có, hoặc không thuộc phạm vi được xem" in body(world, "quá hạn theo công văn 777")
    assert heard(world, "quá hạn theo công văn 9218", STC).missing == ["theo công văn 9218"]


def test_what_is_not_understood_is_said_and_can_be_looked_for(world: World) -> None:
    world.give("sxd", due_on=D(2026, 11, 20), content="Nghiệm thu tuyến đường ven biển")
    shown = body(world, "sở xây dựng quá hạn tuyến đường ven biển")
    assert "Không hiểu: <strong>“tuyến đường ven biển”</strong>" in shown
    assert "Thêm điều kiện có chữ “tuyến đường ven biển”" in shown
    assert "Hiểu là" not in body(world, "tuyến đường ven biển")


def test_everybody_hears_of_his_own_only(world: World) -> None:
    world.give("sxd", due_on=D(2026, 11, 20))
    own = world.give("stc", due_on=D(2026, 11, 20))
    assert heard(world, "quá hạn").total == 2
    assert heard(world, "quá hạn", STC).total == 1
    assert heard(world, "quá hạn của Sở Xây dựng", STC).total == 0
    assert f'href="/viec/{own.pk}/"' in body(world, "cơ quan tôi quá hạn", STC)


def test_mine_is_the_asker_s(world: World) -> None:
    assert query(world, "việc của tôi", STC) == {("co-quan", str(world.cast.agency("stc").pk))}
    assert query(world, "việc của tôi", VP) == {("don-vi", str(world.cast.unit("tonghop").pk))}
    assert query(world, "việc của tôi", "pct.kinhte") == {("phu-trach", str(world.cast.person("pct.kinhte").pk))}
    officer = ("nguoi", str(world.cast.person("stc.chuyenvien").pk))
    assert query(world, "việc của tôi", "stc.chuyenvien") == {officer, ("noi-bo", "1")}
    assert hear(world.who("chanhvp"), "việc của tôi", on=world.day) is None


def test_an_officer_is_known_by_name_in_his_agency_only(world: World) -> None:
    assert ("nguoi", str(world.cast.person("stc.chuyenvien").pk)) in query(world, "việc của Bùi Minh Tâm", STC)
    assert hear(world.who(SXD), "việc của Bùi Minh Tâm", on=world.day) is None


def test_counting_is_answered_by_the_figures(world: World) -> None:
    late, done = world.give("sxd", due_on=D(2026, 11, 24)), world.give("sxd")
    world.do(SXD, "claim", done, content="Xong.")
    world.do(VP, "confirm", done, quality=Quality.GOOD)
    world.go(3)
    shown = body(world, "bao nhiêu việc quá hạn của Sở Xây dựng")
    figures = heard(world, "bao nhiêu việc quá hạn của Sở Xây dựng").figures
    assert figures is not None and figures.figure is not None and figures.figure.value == 1
    assert f'href="{figures.url.replace("&", "&amp;")}"' in shown
    assert ids_of(world.cast.client("chanhvp").get(figures.list_url)) == {late.pk}
    rate = heard(world, "tỷ lệ đúng hạn của Sở Xây dựng tháng 11").figures
    assert rate is not None and rate.figure is not None
    assert (rate.figure.id, rate.figure.numerator, rate.figure.denominator) == ("rate_on_time", 1, 2)
    assert "50,00%" in body(world, "tỷ lệ đúng hạn của Sở Xây dựng tháng 11")
    assert world.cast.client("chanhvp").get(rate.url).status_code == 200


def test_figures_of_a_past_day_and_divided(world: World) -> None:
    found = heard(world, "số liệu theo lĩnh vực tính đến 20/11/2026").figures
    assert found is not None
    assert found.url == "/so-lieu/?ngay=2026-11-20&xem=linh-vuc"
    assert heard(world, "bao nhiêu việc quá hạn chưa giải trình").figures is None
    assert "Bảng số liệu không chia theo những điều kiện này, hoặc kỳ chưa đến" in body(
        world, "bao nhiêu việc chưa giải trình"
    )
    assert heard(world, "bao nhiêu việc quá hạn quý I/2027").figures is None


def test_an_agency_is_told_its_own_figures_only(world: World) -> None:
    world.give("sxd")
    world.give("stc")
    own = heard(world, "tổng số tất cả việc", STC).figures
    assert own is not None and own.figure is not None and own.figure.value == 1
    assert heard(world, "tổng số tất cả việc của Sở Xây dựng", STC).figures is None
    assert heard(world, "bao nhiêu việc quá hạn", "stc.chuyenvien").figures is None


def test_what_is_typed_is_heard_while_it_is_typed(world: World) -> None:
    world.give("sxd", due_on=D(2026, 11, 20))
    client = world.cast.client("chanhvp")
    told = client.get("/tim/hieu/?q=quá hạn").content.decode()
    assert "Hiểu là" in told and "1 việc" in told and "<table" not in told
    assert client.get("/tim/hieu/?q=xin chào").content == b""
    assert world.cast.client("quantri").get("/tim/hieu/?q=quá hạn").status_code == 404


def test_a_request_costs_a_fixed_number_of_statements(
    world: World, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _ in range(8):
        world.give("sxd", due_on=D(2026, 11, 20))
    client = world.cast.client("chanhvp")
    client.get("/tim/?q=quá hạn")
    with django_assert_max_num_queries(20):
        client.get("/tim/?q=quá hạn của Sở Xây dựng")
    with django_assert_max_num_queries(10):
        client.get("/tim/hieu/?q=quá hạn của Sở Xây dựng")


def test_a_request_is_text(world: World) -> None:
    shown = body(world, "quá hạn <script>alert(1)</script> “<b>x</b>”")
    assert "<script>alert" not in shown and "<b>x" not in shown
    assert body(world, "quá hạn " * 100)
    assert body(world, "quá hạn \x00 " + "“" * 50)


GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "tim-kiem.md"


def examples() -> list[str]:
    """The requests that the guide's page shows, each in a line of its own."""
    return re.findall(r"^- `(.+)`$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)


def test_each_example_of_the_guide_is_understood_whole(world: World) -> None:
    world.document(full_symbol="05/CT-UBND", symbol_key="5/CT-UBND", number="05", type="directive")
    assert len(examples()) >= 20
    for text in examples():
        found = heard(world, text, "stc.vanphong" if "tôi" in text else "chanhvp")
        assert not found.understood.unknown, (text, found.understood.unknown)
        assert "05" in text or not found.missing, text


# ---- the list's own filters that requests brought along, each against the rows it means


def test_the_further_filters_of_the_list_narrow_it(world: World) -> None:
    rows = _rows_of_every_kind(world)
    asked = {
        "qua-han": ("tinh-hinh=qua-han", {"late", "later", "claimed_late"}),
        "late from": ("tinh-hinh=qua-han&qua=10..", {"later"}),
        "late until": ("tinh-hinh=qua-han&qua=..9", {"late", "claimed_late"}),
        "late between": ("qua=3..5", {"claimed_late"}),
        "two states": ("tinh-hinh=qua-han&va=cho-xac-nhan", {"claimed_late"}),
        "kind": ("loai-co-quan=xa-phuong&tinh-hinh=tat-ca", {"commune"}),
        "group": ("nhom=1.3", {"government"}),
        "urgency": ("do-khan=flash", {"government"}),
        "issued": ("ban-hanh=2026-10", {"government"}),
        "extended": ("da-gia-han=1", {"extended"}),
        "not extended": ("khong=da-gia-han&co-quan={snnmt}", set()),
        "rejected": ("khong-xac-nhan=1", {"rejected"}),
        "untold": ("chua-bao-cao=1&tinh-hinh=qua-han", {"later"}),
        "unassigned": ("chua-phan-cong=1&co-quan={phuquy}", set()),
        "done": ("xong=2026-12-02..2026-12-08&tinh-hinh=tat-ca", {"done"}),
        "not done then": ("xong=2026-11&tinh-hinh=tat-ca", set()),
        "until": ("quy=..2026-11-30&co-quan={sxd}", {"later", "claimed_late", "late"}),
        "quiet": ("khong-cap-nhat=10&co-quan={sxd}", {"later"}),
        "means nothing": ("qua=x..&khong=y&va=z&loai-co-quan=q&nhom=9&co-quan={phuquy}", {"commune"}),
    }
    ids = {code: world.cast.agency(code).pk for code in ("sxd", "snnmt", "phuquy")}
    client = world.cast.client("chanhvp")
    for name, (address, seen) in asked.items():
        found = ids_of(client.get(f"/viec/?{address.format(**ids)}"))
        assert {key for key, row in rows.items() if row.pk in found} == seen, name


WHY = {"cause": "disaster", "content": "Mưa lũ kéo dài.", "proposal": "Cho lùi đến hết tháng."}


def test_the_form_of_all_filters_keeps_what_it_does_not_ask(world: World) -> None:
    asked = "tinh-hinh=qua-han&qua=10..&khong=vuong-mac&va=cho-xac-nhan&quy=2026-11-01..2026-11-15&ban-hanh=2026-10"
    form = world.cast.client("chanhvp").get(f"/viec/loc/?{asked}&xep=-han&q=đèo").content.decode()
    kept = re.findall(r'<input type="hidden" name="([a-z-]+)" value="([^"]*)">', form)
    assert sorted(pair for pair in kept if pair[0] != "csrfmiddlewaretoken") == sorted(
        [
            ("qua", "10.."), ("khong", "vuong-mac"), ("va", "cho-xac-nhan"), ("quy", "2026-11-01..2026-11-15"),
            ("ban-hanh", "2026-10"), ("xep", "-han"), ("q", "đèo"),
        ]
    )  # fmt: skip


def _rows_of_every_kind(world: World) -> dict[str, Assignment]:
    """On 8/12/2026: one 15 days late, one 5, one claimed 4 days late, and one of each other kind."""
    above = world.document(full_symbol="", symbol_key="", group="1.3", urgency="flash", issued_on=D(2026, 10, 20))
    rows = {
        "later": world.give("sxd", due_on=D(2026, 11, 23)),
        "late": world.give("sxd", due_on=D(2026, 11, 30)),
        "claimed_late": world.give("sxd", due_on=D(2026, 11, 26)),
        "commune": world.give("phuquy", task_class=TaskClass.OPEN_ENDED, cycle="quarter"),
        "government": world.give("stc", document=above, due_on=D(2027, 1, 20)),
        "extended": world.give("snnmt", due_on=D(2026, 12, 20)),
        "rejected": world.give("stc", due_on=D(2027, 1, 20)),
        "done": world.give("stc", due_on=D(2027, 1, 20)),
    }
    world.do("xa.phuquy", "take_up", rows["commune"], leader="Phó Chủ tịch phụ trách")
    world.go(7)
    world.do(SXD, "claim", rows["claimed_late"], content="Xong.", explanation=WHY)
    world.do(
        "snnmt.vanphong", "ask_extension", rows["extended"], wanted_on=D(2027, 1, 10), cause="money", reason="Chờ vốn."
    )
    world.do(VP, "decide_extension", rows["extended"], granted_on=D(2027, 1, 10), reason="")
    world.do(STC, "claim", rows["rejected"], content="Xong.")
    world.do(VP, "reject", rows["rejected"], reason="Thiếu sản phẩm.")
    world.go(5)
    world.do(SXD, "update", rows["late"], content="Đang làm.")
    world.do(STC, "claim", rows["done"], content="Xong.")
    world.go(3)
    world.do(VP, "confirm", rows["done"], quality=Quality.GOOD)
    return rows
