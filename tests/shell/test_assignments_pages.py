"""Pages of assignments: lists, the story, moves as forms, many at once, exports, the tree; what each costs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from giaoviec.assignments.models import Assignment, DueDate, Update
from giaoviec.documents.models import Attachment, Draft
from giaoviec.journal.models import Event
from giaoviec.rules.moves import Move
from giaoviec.rules.tasks import Cycle, Quality, TaskClass
from tests.shell.world import World, again, world_of_today

pytestmark = pytest.mark.django_db

D = date
STC, SXD, VP = "stc.vanphong", "sxd.vanphong", "theodoi"


@pytest.fixture(autouse=True)
def _nothing_is_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Profile and calendar are checked once a second: on a slow machine that would be counted as a page's own."""
    monkeypatch.setattr("giaoviec.regulation.queries.CHECK_SECONDS", 3600.0)


@pytest.fixture
def world(set_day: Callable[[date], None]) -> World:
    return world_of_today(set_day)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def ids(answer: Any) -> list[int]:
    return [line.id for line in answer.context["lines"]] if "lines" in answer.context else []


def get(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


# ---- the list


def test_the_list_shows_what_is_open_the_soonest_due_first(world: World) -> None:
    late = world.give("sxd", due_on=D(2026, 11, 20), content="Nghiệm thu tuyến tránh đèo Bảo Lộc")
    soon = world.give("stc", due_on=D(2026, 11, 25))
    done = world.give("stc")
    world.do(STC, "claim", done, content="Xong.")
    world.do(VP, "confirm", done, quality=Quality.GOOD)
    answer = get(world.cast.client("vanthu"), "/viec/")
    shown = text(answer)
    assert f'href="/viec/{late.pk}/"' in shown
    assert shown.index("Quá 3 ngày") < shown.index("Chờ tiếp nhận")
    assert f'href="/viec/{done.pk}/"' not in shown
    assert "1–2 trong" in shown
    every = text(get(world.cast.client("vanthu"), "/viec/?tinh-hinh=tat-ca"))
    assert f'href="/viec/{done.pk}/"' in every
    assert f'href="/viec/{soon.pk}/"' in every


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("tinh-hinh=qua-han", {"late"}),
        ("tinh-hinh=sap-han", {"soon"}),
        ("tinh-hinh=cho-xac-nhan", {"claimed"}),
        ("tinh-hinh=da-chuyen-lai", {"returned"}),
        ("tinh-hinh=chua-thuc-hien", {"late", "soon", "returned", "cycle", "far"}),
        ("tinh-hinh=chua-cap-nhat", {"cycle"}),
        ("tinh-hinh=da-thuc-hien", {"done"}),
        ("o=done_on_time", {"done"}),
        ("co-quan={sxd}", {"late", "cycle"}),
        ("co-quan={sxd}&co-quan={snnmt}", {"late", "cycle", "returned"}),
        ("don-vi={kinhte}", {"soon"}),
        ("sao=1", {"far"}),
        ("vuong-mac=1", {"far"}),
        ("gia-han=1", set()),
        ("chua-giai-trinh=1", {"late"}),
        ("loai=khong-han", {"cycle"}),
        ("quy=2026-Q4", {"late", "soon", "claimed", "returned"}),
        ("giao=2026-11", {"late", "soon", "claimed", "returned", "cycle", "far"}),
        ("giao=2026-10", set()),
        ("viec-o=van-phong", {"claimed", "returned", "far"}),
        ("q=đèo+Bảo+Lộc", {"late"}),
        ("q=deo+bao+loc", {"late"}),
        ("linh-vuc=nước+sạch", {"soon"}),
        ("tinh-hinh=lạ&co-quan=x&quy=2026-Q9&o=nothing", {"late", "soon", "claimed", "returned", "cycle", "far"}),
    ],
)
def test_chips_in_the_address_narrow_the_list(world: World, query: str, seen: set[str]) -> None:
    rows = {
        "late": world.give("sxd", due_on=D(2026, 11, 20), content="Nghiệm thu tuyến tránh đèo Bảo Lộc"),
        "soon": world.give(
            "stc", due_on=D(2026, 11, 25), monitoring_unit_id=world.cast.unit("kinhte").pk, field="nước sạch"
        ),
        "claimed": world.give("stc"),
        "returned": world.give("snnmt"),
        "done": world.give("stc"),
        "cycle": world.give("sxd", task_class=TaskClass.OPEN_ENDED, cycle=Cycle.QUARTER),
        "far": world.give("stc", starred=True, due_on=D(2027, 2, 1)),
    }
    world.do(STC, "claim", rows["claimed"], content="Xong.")
    world.do("snnmt.vanphong", "give_back", rows["returned"], reason="Không thuộc chức năng.")
    world.do(STC, "claim", rows["done"], content="Xong.")
    world.do(VP, "confirm", rows["done"], quality=Quality.GOOD)
    world.do(STC, "report_obstacle", rows["far"], cause="money", problem="Thiếu.", proposal="Bổ sung.")
    ids = {code: world.cast.agency(code).pk for code in ("sxd", "snnmt")} | {"kinhte": world.cast.unit("kinhte").pk}
    shown = text(get(world.cast.client("chanhvp"), f"/viec/?{query.format(**ids)}"))
    assert {name for name, row in rows.items() if f'href="/viec/{row.pk}/"' in shown} == seen


def test_each_sees_his_own_list(world: World) -> None:
    own, other, helped = world.give("sxd"), world.give("stc"), world.give("stc", helpers=True)
    inside = world.do(SXD, "assign_inside", own, content="Đo", officer=world.cast.person("sxd.chuyenvien"))

    def seen(username: str, address: str = "/viec/") -> set[int]:
        shown = text(get(world.cast.client(username), address))
        return {row.pk for row in (own, other, helped, inside) if f'href="/viec/{row.pk}/"' in shown}

    assert seen("vanthu") == {own.pk, other.pk, helped.pk}
    assert seen(SXD) == {own.pk}
    assert seen(SXD, "/viec/?phoi-hop=1") == {helped.pk}
    assert seen(SXD, "/viec/?noi-bo=1") == {inside.pk}
    assert seen("sxd.chuyenvien") == {own.pk, inside.pk}
    assert seen("noivu") == {own.pk, other.pk, helped.pk}
    for stranger in ("kiemtoan", "quantri", "hatang"):
        get(world.cast.client(stranger), "/viec/", status=404)


def test_a_page_costs_two_statements_however_many_rows_it_has(world: World, django_assert_num_queries: Any) -> None:
    client = world.cast.client("vanthu")
    world.give()
    get(client, "/viec/")
    for _ in range(3):
        world.give_all("stc sxd snnmt")
    for address in ("/viec/", "/viec/?tinh-hinh=qua-han", "/viec/?xep=-han"):
        with django_assert_num_queries(2):  # the session, the rows
            get(client, address)
    liaison = world.cast.client(STC)
    get(liaison, "/viec/")
    with django_assert_num_queries(2):
        get(liaison, "/viec/?tinh-hinh=qua-han")


def test_pages_turn_and_the_numbers_follow_on_their_own(world: World) -> None:
    row = world.give()
    copies = []
    for number in range(60):
        copy = Assignment.objects.get(pk=row.pk)
        copy.pk, copy.due_on = None, D(2026, 12, 1) + timedelta(days=number)
        copies.append(copy)
    Assignment.objects.bulk_create(copies)
    client = world.cast.client("vanthu")
    first = text(get(client, "/viec/"))
    assert "1–50 trong" in first
    assert 'rel="next" href="/viec/?trang=2"' in first
    second = text(get(client, "/viec/?trang=2"))
    assert "51–61 trong" in second
    assert 'rel="prev" href="/viec/"' in second
    numbers = text(get(client, "/viec/so-dem/"))
    assert '<span id="dem-tong" hx-swap-oob="true">61</span>' in numbers
    assert '<span class="count" id="dem-qua-han" hx-swap-oob="true"> 0</span>' in numbers


def test_an_empty_list_says_why_and_what_to_do(world: World) -> None:
    client = world.cast.client("vanthu")
    assert "Không có công việc đang mở" in text(get(client, "/viec/"))
    assert "Bỏ bớt điều kiện lọc" in text(get(client, "/viec/?tinh-hinh=qua-han"))


def test_everything_it_can_be_narrowed_to_stands_in_one_form(world: World) -> None:
    page = text(get(world.cast.client("vanthu"), "/viec/loc/?tinh-hinh=qua-han"))
    for label in ("Tình hình", "Hạn trong", "Cơ quan chủ trì", "Đơn vị theo dõi", "Phó Chủ tịch chỉ đạo", "Gắn sao"):
        assert label in page
    fragment = world.cast.client("vanthu").get("/viec/loc/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment


# ---- exports


def test_csv_and_excel_hold_exactly_what_is_seen_and_formulas_stay_text(world: World) -> None:
    world.give("sxd", due_on=D(2026, 11, 20), content="=HYPERLINK(1) nghiệm thu")
    world.give("stc")
    client = world.cast.client("vanthu")
    answer = get(client, "/viec/xuat.csv?tinh-hinh=qua-han")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[1:4] for row in rows[1:]] == [["Quá 3 ngày", "'=HYPERLINK(1) nghiệm thu", "Sở Xây dựng"]]
    sheet = openpyxl.load_workbook(io.BytesIO(get(client, "/viec/xuat.xlsx").content)).active
    assert sheet is not None
    cells = [row[2] for row in sheet.iter_rows(min_row=2)]
    assert (cells[0].value, cells[0].data_type) == ("=HYPERLINK(1) nghiệm thu", "s")
    log = "".join(path.read_text() for path in Path(django_settings.DATA_DIR, "access").glob("*.log"))
    assert '"kind": "export"' in log
    assert r'"query": "tinh-hinh=\u2026"' in log  # what was asked for, without its words
    assert client.get("/viec/xuat.csv").status_code == 200
    assert world.cast.client("kiemtoan").get("/viec/xuat.csv").status_code == 404


# ---- the story


def test_the_story_tells_what_happened_newest_first_with_whose_days_and_why_that_day(world: World) -> None:
    row = world.give(due_text="trong 15 ngày làm việc", due_on=D(2026, 12, 14), helpers=True)
    world.do(STC, "take_up", row, leader="Phó Giám đốc Lê Văn Ba")
    world.go(2)
    world.do(STC, "update", row, content="Đã lập tổ khảo sát.")
    world.do(STC, "ask_opinion", row, agency=world.cast.agency("sxd"), asked="Góp ý tiêu chí.")
    world.go(2)
    world.do(SXD, "give_opinion", row, answer="Thống nhất.")
    world.do(STC, "claim", row, content="Đã lập danh mục.", product_number="214/BC-STC", product_on=D(2026, 11, 26))
    world.go(3)
    world.do(VP, "reject", row, reason="Thiếu tọa độ 4 điểm.", for_quality=True)
    page = text(get(world.cast.client(STC), f"/viec/{row.pk}/"))
    order = [
        "chưa xác nhận về chất lượng",
        "báo cáo hoàn thành",
        "góp ý",
        "Hỏi ý kiến",
        "cập nhật lần đầu",
        "giao việc",
    ]
    places = [page.index(words, page.index('id="dien-bien"')) for words in order]
    assert places == sorted(places)
    for words in (
        "Lãnh đạo được phân công: Phó Giám đốc Lê Văn Ba", "Thứ Hai, 14/12/2026", "Thiếu tọa độ 4 điểm.",
        "214/BC-STC ngày 26/11/2026", "Vì sao hạn là 14/12?", "trong 15 ngày làm việc", "15/15",
        "cơ quan 3, cơ quan phối hợp 2, Văn phòng UBND tỉnh 3 ngày",
    ):  # fmt: skip
        assert words in page, words
    assert "Giải trình (hạn 03/12)" in page
    assert "Đã cập nhật tình hình thực hiện nên không chuyển lại được nữa" in page
    assert "chính sách của tỉnh: chỉ chuyển lại khi chưa cập nhật tình hình thực hiện" in page
    assert "từ 30/11/2026, ngày thứ 1" in page


def test_what_was_taken_back_is_not_in_the_story(world: World) -> None:
    row = world.give()
    world.do(STC, "update", row, content="Viết nhầm.")
    world.undo_last(STC)
    assert "Viết nhầm." not in text(get(world.cast.client(STC), f"/viec/{row.pk}/"))


def test_what_an_undoing_opens_again_is_told_at_its_own_time(world: World) -> None:
    row = world.give()
    world.go(4)
    world.do(STC, "update", row, content="Viết nhầm.")
    world.undo_last(STC)
    page = text(get(world.cast.client(STC), f"/viec/{row.pk}/"))
    given = page[page.index("Văn phòng giao việc") - 300 : page.index("Văn phòng giao việc")]
    assert "23/11, 08:" in given
    assert "ghi cho ngày" not in page


def test_a_collaborator_sees_what_it_was_asked_and_not_the_story(world: World) -> None:
    row = world.give(helpers=True)
    world.do(STC, "update", row, content="Việc nội bộ của Sở.")
    world.do(STC, "ask_opinion", row, agency=world.cast.agency("sxd"), asked="Góp ý tiêu chí.")
    page = text(get(world.cast.client(SXD), f"/viec/{row.pk}/"))
    assert "Góp ý tiêu chí." in page
    assert "Việc nội bộ của Sở." not in page
    assert f'href="/viec/{row.pk}/gop-y/"' in page
    get(world.cast.client("snnmt.vanphong"), f"/viec/{row.pk}/", 404)
    get(world.cast.client("kiemtoan"), f"/viec/{row.pk}/", 404)


def test_a_story_costs_the_same_however_long_it_is(world: World, django_assert_max_num_queries: Any) -> None:
    row = world.give(helpers=True)
    client = world.cast.client(STC)
    get(client, f"/viec/{row.pk}/")
    for number in range(12):
        world.do(STC, "update", row, content=f"Lần {number}.")
        world.do(STC, "write", row, content="Hỏi.")
    with django_assert_max_num_queries(11):
        get(client, f"/viec/{row.pk}/")


# ---- moves


def post(client: Client, row: Assignment, slug: str, status: int = 302, **fields: Any) -> Any:
    answer = client.post(f"/viec/{row.pk}/{slug}/", fields)
    assert answer.status_code == status, text(answer)[:6000]
    return answer


def test_every_move_that_is_open_has_a_form_that_says_what_it_needs(world: World) -> None:
    row = world.give(helpers=True)
    for username, moves in (
        (
            STC,
            "tiep-nhan cap-nhat bao-cao-hoan-thanh xin-gia-han vuong-mac chuyen-lai phan-cong hoi-y-kien cho-ben-ngoai",
        ),
        ("chanhvp", "sua dieu-chinh-han thu-hoi bao-cao-van-ban"),
    ):
        page = text(get(world.cast.client(username), f"/viec/{row.pk}/"))
        for slug in moves.split():
            assert f'href="/viec/{row.pk}/{slug}/"' in page, slug
            form = text(get(world.cast.client(username), f"/viec/{row.pk}/{slug}/"))
            assert 'name="version" value="1"' in form
    get(world.cast.client(STC), f"/viec/{row.pk}/lam-bua/", 404)
    get(world.cast.client(STC), f"/viec/{row.pk}/chuyen-ke-thua/", 404)


def test_withdrawing_is_never_the_first_button(world: World) -> None:
    page = text(get(world.cast.client("chanhvp"), f"/viec/{world.give().pk}/"))
    bar = page[page.index('aria-label="Việc tôi có thể làm"') :]
    assert bar.index("/sua/") < bar.index("/bao-cao-van-ban/") < bar.index("/thu-hoi/")


def test_a_move_is_made_and_can_be_taken_back_from_the_bar(world: World) -> None:
    row = world.give()
    client = world.cast.client(STC)
    answer = post(client, row, "cap-nhat", content="Đã lập tổ khảo sát.", percent="20", version="1")
    assert answer["Location"] == f"/viec/{row.pk}/"
    page = text(get(client, f"/viec/{row.pk}/"))
    assert "hoàn thành 20%" in page
    act = Event.objects.latest("id").act
    assert f'action="/viec/hoan-tac/{act}/"' in page
    back = client.post(f"/viec/hoan-tac/{act}/")
    assert back["Location"] == f"/viec/{row.pk}/"
    assert again(row).stage == "given"
    twice = client.post(f"/viec/hoan-tac/{act}/")
    assert (twice.status_code, "Thao tác này đã được hoàn tác." in text(twice)) == (409, True)
    assert world.cast.client(SXD).post(f"/viec/hoan-tac/{act}/").status_code == 404


def test_what_is_refused_is_said_at_its_field_with_its_clause_and_nothing_typed_is_lost(world: World) -> None:
    row = world.give()
    client = world.cast.client(STC)
    page = text(
        post(client, row, "xin-gia-han", 422, wanted_on="01/12/2026", cause="scope", reason="Phát sinh 4 điểm.")
    )
    assert "Hạn mới phải sau hạn hiện nay (15/12/2026)." in page
    assert "chính sách của tỉnh: gia hạn phải đề nghị" in page
    assert "Phát sinh 4 điểm." in page
    assert 'value="01/12/2026"' in page
    impossible = text(post(client, row, "xin-gia-han", 422, wanted_on="31/02/2027", cause="scope", reason="X"))
    assert "Ngày không đúng; hãy ghi theo dạng 24/11/2026." in impossible
    empty = text(post(client, row, "chuyen-lai", 422, reason=""))
    assert "Nêu rõ lý do chuyển lại. Căn cứ: điểm c khoản 2 Điều 7 Quy chế." in empty
    assert again(row).version == 1


def test_a_move_that_is_not_open_says_so_before_anything_is_typed(world: World) -> None:
    row = world.give()
    world.do(STC, "update", row, content="Đã làm.")
    client = world.cast.client(STC)
    page = text(get(client, f"/viec/{row.pk}/chuyen-lai/", 409))
    assert "Đã cập nhật tình hình thực hiện nên không chuyển lại được nữa" in page
    posted = post(client, row, "chuyen-lai", 409, reason="Sai chức năng.")
    assert "Sai chức năng." in text(posted)
    assert post(world.cast.client(STC), row, "xac-nhan", 403, quality="good").status_code == 403


def test_the_second_of_two_is_told_who_was_first_and_keeps_what_he_typed(world: World) -> None:
    row = world.give()
    post(world.cast.client("stc.giamdoc"), row, "bao-cao-hoan-thanh", content="Xong.", version="1")
    late = text(post(world.cast.client(STC), row, "cap-nhat", 409, content="Đã đo 6 điểm.", version="1"))
    assert "Phạm Văn Thịnh đã “báo cáo hoàn thành” lúc" in late
    assert "Đã đo 6 điểm." in late


def test_what_is_marked_secret_is_refused_and_not_shown_again(world: World) -> None:
    row = world.give()
    page = text(post(world.cast.client(STC), row, "cap-nhat", 422, content="Theo văn bản 12/UBND-NC (MẬT)"))
    assert "khoản 2 Điều 6 Quy chế" in page
    assert "12/UBND-NC" not in page
    assert Update.objects.count() == 0


def test_files_come_with_an_update_and_are_read_only_by_those_who_see_the_story(world: World) -> None:
    row = world.give(helpers=True)
    client = world.cast.client(STC)
    file = SimpleUploadedFile("toa-do.txt", "Tọa độ khu phố 5".encode(), content_type="text/plain")
    post(client, row, "cap-nhat", content="Đã đo.", files=file)
    kept = Attachment.objects.get(subject="update")
    address = f"/viec/{row.pk}/tep/{kept.pk}/"
    assert f'href="{address}"' in text(get(client, f"/viec/{row.pk}/"))
    assert b"".join(get(client, address).streaming_content).decode() == "Tọa độ khu phố 5"
    assert "Có tệp (1)" in text(get(client, f"/viec/{row.pk}/?xem=tep"))
    get(world.cast.client(SXD), address, 404)
    get(client, f"/viec/{world.give().pk}/tep/{kept.pk}/", 404)


def test_a_file_that_came_with_a_form_that_was_refused_waits_in_it(world: World) -> None:
    row = world.give()
    client = world.cast.client(STC)
    file = SimpleUploadedFile("toa-do.txt", b"x y z", content_type="text/plain")
    page = post(client, row, "cap-nhat", 422, content="", files=file).content.decode()
    token = page.split('name="kept_file" value="')[1].split('"')[0]
    post(client, row, "cap-nhat", content="Đã đo.", kept_file=token)
    assert Attachment.objects.get(subject="update").name == "toa-do.txt"
    forged = text(post(client, row, "cap-nhat", 422, content="Đã đo.", kept_file="bịa"))
    assert "Tệp gửi lần trước không còn; hãy chọn lại tệp." in forged


def test_what_was_being_typed_is_there_again_and_gone_once_it_is_sent(world: World) -> None:
    row = world.give()
    client = world.cast.client(STC)
    key = f"viec:{row.pk}:cap-nhat"
    client.post(f"/van-ban/nhap/?khoa={key}", {"content": "Đang gõ dở", "percent": "10"})
    assert "Đang gõ dở" in text(get(client, f"/viec/{row.pk}/cap-nhat/"))
    post(client, row, "cap-nhat", content="Đang gõ dở, xong.", percent="10")
    assert not Draft.objects.filter(key=key).exists()


def test_a_late_claim_asks_for_its_explanation_on_the_same_form(world: World) -> None:
    row = world.give(due_on=D(2026, 11, 24))
    world.go(10)
    client = world.cast.client(STC)
    assert f'href="/viec/{row.pk}/bao-cao-hoan-thanh/"' in text(get(client, f"/viec/{row.pk}/"))
    assert "Giải trình nguyên nhân chậm" in text(get(client, f"/viec/{row.pk}/bao-cao-hoan-thanh/"))
    fields: dict[str, Any] = {"content": "Xong.", "cause": "land", "explanation": "", "proposal": "Bố trí quỹ đất."}
    page = text(post(client, row, "bao-cao-hoan-thanh", 422, **fields))
    assert "Giải trình nguyên nhân. Căn cứ: gạch đầu dòng thứ nhất khoản 2 Điều 8 Quy chế." in page
    post(client, row, "bao-cao-hoan-thanh", **(fields | {"explanation": "Vướng mặt bằng."}))
    assert again(row).stage == "claimed"


def test_the_whole_way_can_be_gone_through_pages(world: World) -> None:
    row = world.give(starred=True)
    stc, one, two, chairman = (world.cast.client(name) for name in (STC, VP, "theodoi2", "chutich"))
    post(stc, row, "tiep-nhan", leader="Lê Văn Ba")
    post(stc, row, "xin-gia-han", wanted_on="30/12/2026", cause="scope", reason="Phát sinh.")
    page = text(get(chairman, f"/viec/{row.pk}/quyet-dinh-gia-han/"))
    assert "xin gia hạn đến <strong>30/12/2026</strong>" in page
    lacks = text(post(chairman, row, "quyet-dinh-gia-han", 422, decision="grant", granted_on=""))
    assert "Ghi ngày gia hạn đến." in lacks
    post(chairman, row, "quyet-dinh-gia-han", decision="grant", granted_on="20/12/2026", reason="Mùa sóng.")
    post(stc, row, "bao-cao-hoan-thanh", content="Xong.", product_number="1/BC", product_on="23/11/2026")
    post(one, row, "xac-nhan", quality="good")
    assert post(one, row, "xac-nhan", 409, quality="good").status_code == 409
    post(two, row, "xac-nhan", quality="good", reason="Đạt.")
    assert (again(row).stage, again(row).due_on) == ("closed", D(2026, 12, 20))
    assert DueDate.objects.filter(assignment=row).count() == 2
    post(world.cast.client("chanhvp"), row, "mo-lai", reason="Kiểm tra chưa làm.", due_on="30/12/2026")
    assert again(row).stage == "under_way"


def test_what_is_open_inside_is_offered_to_be_ended_with_the_work_above(world: World) -> None:
    row = world.give("sxd")
    child = world.do(SXD, "assign_inside", row, content="Đo", unit=world.cast.unit("sxd.hatang"))
    world.do(SXD, "claim", row, content="Xong.")
    world.do(VP, "confirm", row, quality=Quality.GOOD)
    client = world.cast.client(SXD)
    assert "1 phân công nội bộ" in text(get(client, f"/viec/{row.pk}/"))
    client.post(f"/viec/{row.pk}/dong-ben-trong/")
    assert again(child).stage == "withdrawn"
    assert world.cast.client(VP).post(f"/viec/{row.pk}/dong-ben-trong/").status_code == 404


def test_strangers_are_sent_to_sign_in(world: World) -> None:
    row = world.give()
    for address in ("/viec/", f"/viec/{row.pk}/", f"/viec/{row.pk}/cap-nhat/", "/viec/xuat.csv"):
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"].startswith("/dang-nhap/")) == (302, True)


def test_a_move_has_one_place_in_the_table_of_forms() -> None:
    from giaoviec.assignments.forms import FORMS

    assert set(FORMS) == set(Move) - {Move.TRANSFER}


# ---- many at once


def test_many_are_previewed_then_each_is_an_act_of_its_own(world: World) -> None:
    one, two, given = world.give(), world.give(starred=True), world.give()
    for row in (one, two):
        world.do(STC, "claim", row, content="Xong.")
    client = world.cast.client(VP)
    chosen = [str(row.pk) for row in (one, two, given)]
    preview = text(client.post("/viec/hang-loat/", {"buoc": "xac-nhan", "chon": chosen}))
    for words in (
        "Làm được <strong>2</strong> trong 3 việc đã chọn", "Đóng việc, tính từ ngày báo cáo",
        "Xác nhận lần thứ nhất; chờ người thứ hai", "Chỉ “xác nhận hoàn thành” được khi việc chờ xác nhận",
    ):  # fmt: skip
        assert words in preview, words
    assert again(one).stage == "claimed"
    answer = client.post("/viec/hang-loat/", {"buoc": "xac-nhan", "chon": chosen, "lam": "1", "quality": "good"})
    done = text(answer)
    assert "xong 2 việc" in done
    assert [again(row).stage for row in (one, two, given)] == ["closed", "claimed", "given"]
    assert Event.objects.filter(verb="confirm").count() == 2
    assert done.count('action="/viec/hoan-tac/') == 2
    act = Event.objects.filter(verb="confirm", subject_id=one.pk).get().act
    client.post(f"/viec/hoan-tac/{act}/")
    assert again(one).stage == "claimed"


def test_many_need_what_each_needs_and_only_what_ones_role_offers(world: World) -> None:
    one, two = world.give(), world.give()
    chosen = [str(one.pk), str(two.pk)]
    client = world.cast.client("chanhvp")
    lacks = client.post("/viec/hang-loat/", {"buoc": "thu-hoi", "chon": chosen, "lam": "1", "reason": ""})
    assert (lacks.status_code, "Nêu lý do thu hồi hoặc văn bản thay thế." in text(lacks)) == (422, True)
    fields = {"buoc": "doi-han", "chon": chosen, "lam": "1", "due_on": "20/12/2026", "reason": "Họp."}
    client.post("/viec/hang-loat/", fields)
    assert [again(row).due_on for row in (one, two)] == [D(2026, 12, 20)] * 2
    assert world.cast.client(STC).post("/viec/hang-loat/", {"buoc": "thu-hoi", "chon": chosen}).status_code == 302
    up = {"buoc": "tiep-nhan", "chon": chosen, "lam": "1", "leader": "Lê Văn Ba"}
    world.cast.client(STC).post("/viec/hang-loat/", up)
    assert {again(row).responsible_leader for row in (one, two)} == {"Lê Văn Ba"}


def test_the_preview_of_many_costs_the_same_for_any_number(world: World, django_assert_max_num_queries: Any) -> None:
    rows = [world.give() for _ in range(6)]
    client = world.cast.client("chanhvp")
    with django_assert_max_num_queries(8):
        client.post("/viec/hang-loat/", {"buoc": "thu-hoi", "chon": [str(row.pk) for row in rows]})


# ---- the tree, the succession


def test_the_tree_of_a_document_shows_each_task_with_its_agencies(world: World) -> None:
    document = world.document()
    rows = world.give_all("stc sxd", document=document, point="2")
    tree = text(get(world.cast.client("vanthu"), f"/viec/cay/{document.pk}/"))
    assert "2. Lập danh mục" in tree
    assert all(f'href="/viec/{row.pk}/"' in tree for row in rows)
    own = text(get(world.cast.client(STC), f"/viec/cay/{document.pk}/"))
    assert f'href="/viec/{rows[1].pk}/"' not in own
    get(world.cast.client("muine.vanphong"), f"/viec/cay/{document.pk}/", 404)


def test_a_succession_is_previewed_work_by_work_and_then_recorded(world: World) -> None:
    row, other = world.give("stc"), world.give("stc")
    client = world.cast.client("chanhvp")
    fields = {
        "kind": "split", "predecessors": [str(world.cast.agency("stc").pk)],
        "successors": [str(world.cast.agency(code).pk) for code in ("snnmt", "sxd")],
        "basis": "Nghị quyết 12/NQ-HĐND", "day": "23/11/2026", "new_name": "", "new_short_name": "", "new_code": "",
    }  # fmt: skip
    preview = text(client.post("/quan-tri/co-quan/sap-xep/", fields | {"buoc": "xem"}))
    assert "2 việc" in preview
    assert f'name="viec-{row.pk}"' in preview
    assert again(row).agency.code == "stc"
    places = [world.cast.agency(code).pk for code in ("sxd", "snnmt")]  # in official order
    assert places == sorted(places)
    client.post("/quan-tri/co-quan/sap-xep/", fields | {"buoc": "ghi", f"viec-{row.pk}": "0", f"viec-{other.pk}": "1"})
    assert [again(each).agency.code for each in (row, other)] == ["sxd", "snnmt"]
    assert world.cast.client("vanthu").get("/quan-tri/co-quan/sap-xep/").status_code == 404
