"""`/don-doc/`: the board, the letter beside its list, its steps, the answer; strangers see nothing."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import docx
import pytest
from django.test import Client
from django_q.models import OrmQ

from giaoviec.assignments.models import Assignment
from giaoviec.ops.schedule import run_proposals
from giaoviec.oversight.actions import urging_proposals, urging_steps
from giaoviec.oversight.actions.urging_effect import measure
from giaoviec.oversight.models import ProposalRun, Urging, UrgingItem
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db

DUE = date(2026, 12, 4)
LETTER_DAY = date(2026, 12, 11)
CONTENT = "Lập danh mục các điểm sạt lở bờ biển cần xử lý cấp bách"


@dataclass
class Pages:
    """A world in which days pass for the pages too, and what people read there."""

    world: World
    set_day: Callable[[date], None]

    def reach(self, day: date) -> None:
        self.world.go((day - self.world.day).days)
        self.set_day(day)

    def client(self, who: str) -> Client:
        return self.world.cast.client(who)

    def read(self, who: str, path: str, status: int = 200) -> str:
        answer = self.client(who).get(path)
        assert answer.status_code == status, (who, path, answer.status_code)
        return text(answer)

    def press(self, who: str, path: str, **fields: Any) -> Any:
        return self.client(who).post(path, fields)

    def step(self, who: str, letter: Urging, slug: str) -> Any:
        version = Urging.objects.get(pk=letter.pk).version
        return self.press(who, f"/don-doc/{letter.pk}/{slug}/", version=version)

    def late(self, codes: str = "stc", count: int = 1) -> list[Assignment]:
        rows = [row for _ in range(count) for row in self.world.give_all(codes, due_on=DUE)]
        for row in rows:
            self.world.do(f"{row.agency.code}.vanphong", "update", row, content="Đã phân công.")
        return rows

    def drafted(self, count: int = 1) -> Urging:
        self.late(count=count)
        self.reach(LETTER_DAY)
        urging_proposals.propose(on=self.world.day, at=self.world.at())
        return Urging.objects.get()

    def sent(self, count: int = 1) -> Urging:
        letter = self.drafted(count)
        for who, slug in (("chanhvp", "ky"), ("vanthu", "cap-so"), ("vanthu", "gui")):
            assert self.step(who, letter, slug).status_code == 302
        letter.refresh_from_db()
        return letter


def text(answer: Any) -> str:
    """What is read of an answer, with one blank between words."""
    body = re.sub(r"<(script|style|template)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture
def pages(set_day: Callable[[date], None]) -> Pages:
    world = make_world()
    set_day(world.day)
    return Pages(world, set_day)


def form_of(letter: Urging, **changes: Any) -> dict[str, Any]:
    """What the editor sends when nothing is changed."""
    items = list(letter.items.order_by("position").values_list("assignment_id", flat=True))
    places = {f"thu_tu_{pk}": n for n, pk in enumerate(items, start=1)}
    assert letter.answer_by is not None
    fields = {
        "summary": letter.summary, "opening": letter.opening, "closing": letter.closing, "symbol": letter.symbol,
        "urgency": letter.urgency, "answer_by": f"{letter.answer_by:%d/%m/%Y}", "version": letter.version,
        "viec": items, **places,
    }  # fmt: skip
    return fields | changes


# ---- the board


def test_the_board_shows_what_is_to_be_drafted_and_what_is(pages: Pages) -> None:
    pages.late("stc sxd")
    pages.reach(LETTER_DAY)
    shown = pages.read("chanhvp", "/don-doc/?xem=can-lap")
    assert "Đôn đốc bằng văn bản Sở Tài chính 1 việc 5 ngày làm việc" in shown
    urging_proposals.propose(on=pages.world.day, at=pages.world.at())
    assert "Không còn cơ quan nào cần lập văn bản" in pages.read("chanhvp", "/don-doc/?xem=can-lap")
    assert "Dự thảo Sở Xây dựng dự thảo 11/12 1 việc 18/12/2026" in pages.read("theodoi", "/don-doc/")


def test_an_agency_sees_the_letters_that_were_sent_to_it(pages: Pages) -> None:
    letter = pages.drafted()
    assert "Không có văn bản nào ở bước này" in pages.read("stc.vanphong", "/don-doc/")
    pages.read("stc.vanphong", f"/don-doc/{letter.pk}/", 404)
    for who, slug in (("chanhvp", "ky"), ("vanthu", "cap-so"), ("vanthu", "gui")):
        pages.step(who, letter, slug)
    assert "01/VP-TH 1 việc 0/1 trả lời 0/1 chuyển biến 18/12/2026" in pages.read("stc.vanphong", "/don-doc/")
    assert CONTENT in pages.read("stc.vanphong", f"/don-doc/{letter.pk}/")
    pages.read("sxd.vanphong", f"/don-doc/{letter.pk}/", 404)


@pytest.mark.parametrize("who", ["sxd.chuyenvien", "noivu", "kiemtoan", "quantri", "hatang"])
def test_strangers_find_no_board_and_no_letter(pages: Pages, who: str) -> None:
    letter = pages.sent()
    for path in ("/don-doc/", f"/don-doc/{letter.pk}/", f"/don-doc/{letter.pk}/word/", f"/don-doc/{letter.pk}/in/"):
        pages.read(who, path, 404)


def test_proposing_for_all_runs_in_the_background_and_shows_how_far_it_is(pages: Pages) -> None:
    pages.late("stc sxd")
    pages.reach(LETTER_DAY)
    answer = pages.press("theodoi", "/don-doc/lap/")
    run = ProposalRun.objects.get()
    assert answer["Location"] == f"/don-doc/lap/{run.pk}/"
    assert OrmQ.objects.count() == 1
    assert "Đang xét các việc quá hạn…" in pages.read("theodoi", f"/don-doc/lap/{run.pk}/")
    assert pages.press("chanhvp", "/don-doc/lap/")["Location"] == f"/don-doc/lap/{run.pk}/"
    run_proposals(run.pk)
    assert "Đã xong 2 dự thảo mới" in pages.read("theodoi", f"/don-doc/lap/{run.pk}/")
    pages.read("stc.vanphong", f"/don-doc/lap/{run.pk}/", 404)


@pytest.mark.parametrize(("who", "path"), [("vanthu", "/don-doc/lap/"), ("stc.vanphong", "/don-doc/nhieu/")])
def test_who_may_not_draft_finds_nothing_to_press(pages: Pages, who: str, path: str) -> None:
    assert pages.press(who, path).status_code == 404


def test_the_board_asks_the_database_as_often_for_many_letters_as_for_one(
    pages: Pages, django_assert_num_queries: Any
) -> None:
    pages.sent()
    client = pages.client("chanhvp")
    client.get("/don-doc/?xem=cho-tra-loi")
    with django_assert_num_queries(6):
        client.get("/don-doc/?xem=cho-tra-loi")
    pages.reach(date(2026, 12, 25))
    urging_proposals.propose(on=pages.world.day, at=pages.world.at())
    more = Urging.objects.get(stage="drafted")
    for who, slug in (("chanhvp", "ky"), ("vanthu", "cap-so"), ("vanthu", "gui")):
        pages.step(who, more, slug)
    client = pages.client("chanhvp")
    assert text(client.get("/don-doc/?xem=cho-tra-loi")).count("chuyển biến") == 2
    with django_assert_num_queries(6):
        client.get("/don-doc/?xem=cho-tra-loi")


# ---- the letter


def test_the_editor_saves_words_order_and_what_is_left_out_and_added(pages: Pages) -> None:
    letter = pages.drafted(3)
    first, second, third = letter.items.values_list("assignment_id", flat=True)
    fields = form_of(letter, closing="Báo cáo ngay.", bo=[second], **{f"thu_tu_{third}": 1, f"thu_tu_{first}": 2})
    assert pages.press("chanhvp", f"/don-doc/{letter.pk}/", **fields).status_code == 302
    letter.refresh_from_db()
    assert letter.closing == "Báo cáo ngay."
    assert list(letter.items.values_list("assignment_id", flat=True)) == [third, first]
    assert "Chưa có trong văn bản 1 việc quá hạn" in pages.read("chanhvp", f"/don-doc/{letter.pk}/")
    pages.press("chanhvp", f"/don-doc/{letter.pk}/", **form_of(letter, them=[second]))
    assert list(letter.items.values_list("assignment_id", flat=True)) == [third, first, second]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(pages: Pages) -> None:
    letter = pages.drafted()
    answer = pages.press("chanhvp", f"/don-doc/{letter.pk}/", **form_of(letter, answer_by="13/12/2026", closing="Gấp."))
    assert answer.status_code == 422
    assert "Ngày 13/12/2026 là ngày nghỉ; hãy chọn ngày làm việc." in text(answer)
    assert "Gấp." in text(answer)


def test_of_two_editors_the_second_keeps_his_words(pages: Pages) -> None:
    letter = pages.drafted()
    fields = form_of(letter, closing="Lời của người thứ hai.")
    pages.press("chanhvp", f"/don-doc/{letter.pk}/", **form_of(letter))
    answer = pages.press("chanhvp", f"/don-doc/{letter.pk}/", **fields)
    assert answer.status_code == 409
    assert "Văn bản vừa được người khác sửa hoặc xử lý" in text(answer)
    assert "Lời của người thứ hai." in text(answer)


def test_an_empty_letter_is_not_signed_and_says_so(pages: Pages) -> None:
    letter = pages.drafted()
    pages.press("chanhvp", f"/don-doc/{letter.pk}/", **form_of(letter, viec=[]))
    answer = pages.step("chanhvp", letter, "ky")
    assert answer.status_code == 409
    assert "Văn bản chưa có việc nào; hãy thêm việc cần đôn đốc rồi ký." in text(answer)


def test_a_letter_sent_twice_is_refused(pages: Pages) -> None:
    letter = pages.sent()
    answer = pages.step("vanthu", letter, "gui")
    assert answer.status_code == 409
    assert "đã gửi rồi; mỗi văn bản chỉ gửi một lần." in text(answer)


def test_each_sees_the_steps_that_are_his(pages: Pages) -> None:
    letter = pages.drafted()
    assert "Ký" in buttons(pages, "chanhvp", letter)
    assert "Ký" not in buttons(pages, "theodoi", letter)
    assert pages.step("theodoi", letter, "ky").status_code == 404
    pages.step("chanhvp", letter, "ky")
    assert "Cấp số" in buttons(pages, "vanthu", letter)


def buttons(pages: Pages, who: str, letter: Urging) -> list[str]:
    body = pages.client(who).get(f"/don-doc/{letter.pk}/").content.decode()
    return [html.unescape(one.strip()) for one in re.findall(r"<button[^>]*type=\"submit\"[^>]*>([^<]*)", body)]


def test_the_letter_is_word_and_prints(pages: Pages) -> None:
    letter = pages.sent(2)
    answer = pages.client("chanhvp").get(f"/don-doc/{letter.pk}/word/")
    assert answer["Content-Disposition"].startswith('attachment; filename="don-doc-01-VP-TH.docx"')
    paper = docx.Document(io.BytesIO(answer.content))
    assert [cell.text for cell in paper.tables[1].rows[1].cells] == [
        "1", "Công văn ngày 20/11/2026", CONTENT, "04/12/2026", "5 ngày làm việc",
    ]  # fmt: skip
    written = " ".join(p.text for p in paper.paragraphs)
    assert "chậm nhất ngày 18/12/2026." in written
    assert written.rstrip().endswith("Trân trọng./.")
    printed = pages.read("stc.vanphong", f"/don-doc/{letter.pk}/in/")
    assert "Số: 01/VP-TH" in printed
    assert "Lâm Đồng, ngày 11 tháng 12 năm 2026" in printed
    assert "Trân trọng./." in printed


def test_a_letter_is_recalled_from_its_page(pages: Pages) -> None:
    letter = pages.sent()
    assert "Nêu lý do thu hồi." in text(pages.press("chanhvp", f"/don-doc/{letter.pk}/thu-hoi/", reason=""))
    pages.press("chanhvp", f"/don-doc/{letter.pk}/thu-hoi/", reason="Gửi nhầm cơ quan.")
    taking = Urging.objects.get(recalls=letter)
    assert "Gửi nhầm cơ quan." in pages.read("chanhvp", f"/don-doc/{taking.pk}/")
    for who, slug in (("chanhvp", "ky"), ("vanthu", "cap-so"), ("vanthu", "gui")):
        assert pages.step(who, taking, slug).status_code == 302
    assert "Văn bản này đã được thu hồi ngày 11/12/2026" in pages.read("stc.vanphong", f"/don-doc/{letter.pk}/")
    assert "Trả lời văn bản đôn đốc" not in pages.read("stc.vanphong", "/")


# ---- the answer


def test_the_agency_s_desk_leads_to_the_answer(pages: Pages) -> None:
    letter = pages.sent()
    body = pages.client("stc.vanphong").get("/").content.decode()
    assert f'href="/don-doc/{letter.pk}/tra-loi/"' in body
    assert "Trả lời văn bản đôn đốc" in body


def answer_of(item: UrgingItem, **changes: Any) -> dict[str, Any]:
    fields = {"answer": "Trình UBND tỉnh.", "promised": "22/12/2026", "cause": "people"} | changes
    return {f"{name}_{item.pk}": value for name, value in fields.items()}


def test_an_agency_answers_one_item_now_and_the_other_later(pages: Pages) -> None:
    letter = pages.sent(2)
    first, second = letter.items.all()
    path = f"/don-doc/{letter.pk}/tra-loi/"
    assert pages.press("stc.vanphong", path, **answer_of(first)).status_code == 302
    assert "1/2 việc" in pages.read("chanhvp", f"/don-doc/{letter.pk}/")
    assert pages.press("stc.giamdoc", path, **answer_of(second)).status_code == 302
    shown = pages.read("chanhvp", f"/don-doc/{letter.pk}/")
    assert "Trình UBND tỉnh. Hẹn xong ngày 22/12/2026 · thiếu nhân lực, năng lực · Phạm Văn Thịnh" in shown
    assert "Trả lời văn bản đôn đốc" not in pages.read("stc.vanphong", "/")


def test_a_half_answer_is_refused_and_kept(pages: Pages) -> None:
    letter = pages.sent()
    answer = pages.press("stc.vanphong", f"/don-doc/{letter.pk}/tra-loi/", **answer_of(letter.items.get(), promised=""))
    assert answer.status_code == 422
    assert "Ghi ngày sẽ xong." in text(answer)
    assert "Trình UBND tỉnh." in text(answer)


def test_nobody_answers_for_another_agency(pages: Pages) -> None:
    letter = pages.sent()
    path = f"/don-doc/{letter.pk}/tra-loi/"
    for who in ("sxd.vanphong", "chanhvp", "theodoi"):
        assert pages.press(who, path, **answer_of(letter.items.get())).status_code == 404
    assert not UrgingItem.objects.exclude(answered_on=None).exists()


def test_nothing_answered_is_said(pages: Pages) -> None:
    letter = pages.sent()
    assert "Ghi trả lời cho ít nhất một việc." in text(pages.press("stc.vanphong", f"/don-doc/{letter.pk}/tra-loi/"))


# ---- the effect


def test_the_effect_counts_what_moved_within_ten_working_days(pages: Pages) -> None:
    letter = pages.sent(3)
    first, second, _ = (item.assignment for item in letter.items.all())
    pages.reach(date(2026, 12, 16))
    pages.world.do("stc.vanphong", "update", first, content="Đã trình.")
    cause = {"cause": "people", "content": "Thiếu người.", "proposal": "Bổ sung người."}
    pages.world.do("stc.vanphong", "claim", second, content="Xong.", explanation=cause)
    shown = pages.read("chanhvp", f"/don-doc/{letter.pk}/")
    assert "Chuyển biến 2/3 việc đến hết ngày 25/12/2026" in shown
    assert "Đã cập nhật" in shown
    assert "Đã báo cáo hoàn thành" in shown
    assert "2/3 chuyển biến" in pages.read("chanhvp", "/don-doc/?xem=cho-tra-loi")


def test_what_moves_after_the_days_is_no_effect(pages: Pages) -> None:
    letter = pages.sent()
    pages.reach(date(2026, 12, 28))
    pages.world.do("stc.vanphong", "update", letter.items.get().assignment, content="Đã trình.")
    assert "Chuyển biến 0/1 việc" in pages.read("chanhvp", f"/don-doc/{letter.pk}/")


def test_what_a_letter_moved_is_measured_once_when_its_days_are_over(pages: Pages) -> None:
    letter = pages.sent(2)
    first, _ = (item.assignment for item in letter.items.all())
    pages.reach(date(2026, 12, 16))
    pages.world.do("stc.vanphong", "update", first, content="Đã trình.")
    assert measure(on=date(2026, 12, 25), at=pages.world.at()) == 0
    assert "Chưa có văn bản nào đủ ngày để đo" in pages.read("chanhvp", "/don-doc/?xem=hieu-qua")
    pages.reach(date(2026, 12, 28))
    assert measure(on=pages.world.day, at=pages.world.at()) == 1
    assert measure(on=pages.world.day, at=pages.world.at()) == 0
    assert list(letter.items.values_list("moved", flat=True)) == ["updated", "still"]
    shown = pages.read("chutich", "/don-doc/?xem=hieu-qua")
    assert "Sở Tài chính 1 2 0 0 0 1 1 50,00%" in shown
    assert "Cộng 1 2 0 0 0 1 1 50,00%" in shown
    assert "Hiệu quả" not in pages.read("stc.vanphong", "/don-doc/?xem=hieu-qua")


# ---- from the assignment and the list


def test_one_assignment_is_urged_from_its_page(pages: Pages) -> None:
    [row] = pages.late()
    assert f'hx-get="/don-doc/viec/{row.pk}/"' in pages.client("theodoi").get(f"/viec/{row.pk}/").content.decode()
    pages.reach(date(2026, 12, 7))
    fragment = pages.client("theodoi").get(f"/don-doc/viec/{row.pk}/", headers={"HX-Request": "true"})
    assert text(fragment) == "Chưa có văn bản đôn đốc nào về việc này. Đưa vào văn bản đôn đốc"
    answer = pages.press("theodoi", f"/don-doc/viec/{row.pk}/")
    letter = Urging.objects.get()
    assert answer["Location"] == f"/don-doc/{letter.pk}/"
    assert "Dự thảo dự thảo" in pages.read("theodoi", f"/don-doc/viec/{row.pk}/")
    assert "Chưa có văn bản đôn đốc nào" in pages.read("stc.vanphong", f"/don-doc/viec/{row.pk}/")
    pages.read("sxd.vanphong", f"/don-doc/viec/{row.pk}/", 404)


def test_many_are_urged_from_the_list_after_a_preview(pages: Pages) -> None:
    rows = pages.late("stc sxd")
    waits = pages.late()[0]
    pages.world.do("stc.vanphong", "claim", waits, content="Xong.")
    ticked = [row.pk for row in (*rows, waits)]
    answer = pages.client("chanhvp").post("/viec/hang-loat/", {"buoc": "don-doc", "chon": ticked}, follow=True)
    assert answer.redirect_chain == [("/don-doc/nhieu/", 307)]
    shown = text(answer)
    assert "Đôn đốc được 2 trong 3 việc đã chọn" in shown
    assert "Không đôn đốc được: việc đang ở Văn phòng UBND tỉnh." in shown
    assert Urging.objects.count() == 0
    pages.press("chanhvp", "/don-doc/nhieu/", chon=ticked, lam="1")
    assert sorted(Urging.objects.values_list("agency__code", flat=True)) == ["stc", "sxd"]


def test_a_monitor_s_preview_leaves_out_what_another_unit_follows(pages: Pages) -> None:
    [row] = pages.late()
    shown = text(pages.press("theodoi.kinhte", "/don-doc/nhieu/", chon=[row.pk]))
    assert "Chuyên viên chỉ đôn đốc việc do đơn vị mình theo dõi" in shown


def test_a_signed_letter_not_yet_sent_shuts_its_items(pages: Pages) -> None:
    letter = pages.drafted()
    urging_steps.sign(
        letter.pk, version=1, by=pages.world.who("chanhvp"), on=pages.world.day, at=pages.world.at()
    )  # fmt: skip
    shown = text(pages.press("chanhvp", "/don-doc/nhieu/", chon=[letter.items.get().assignment_id]))
    assert "Đã có trong một văn bản đôn đốc đã ký, chưa gửi." in shown


# ---- what is being typed


def test_what_is_typed_into_the_editor_is_kept_until_the_letter_changes(pages: Pages) -> None:
    letter = pages.drafted()
    body = pages.client("chanhvp").get(f"/don-doc/{letter.pk}/").content.decode()
    [door] = re.findall(r'data-draft-url="([^"]+)"', body)
    assert pages.press("chanhvp", door, **form_of(letter, closing="Đang viết dở.")).status_code == 200
    assert "Đang viết dở." in pages.read("chanhvp", f"/don-doc/{letter.pk}/")
    assert "Đang viết dở." not in pages.read("theodoi", f"/don-doc/{letter.pk}/")
    pages.press("theodoi", f"/don-doc/{letter.pk}/", **form_of(letter, closing="Lời của người khác."))
    assert "Đang viết dở." not in pages.read("chanhvp", f"/don-doc/{letter.pk}/")


def test_an_answer_half_written_is_kept_for_its_writer_until_it_is_sent(pages: Pages) -> None:
    letter = pages.sent()
    path, item = f"/don-doc/{letter.pk}/tra-loi/", letter.items.get()
    body = pages.client("stc.vanphong").get(path).content.decode()
    [door] = re.findall(r'data-draft-url="([^"]+)"', body)
    pages.press("stc.vanphong", door, **answer_of(item, answer="Đang viết dở."))
    assert "Đang viết dở." in pages.read("stc.vanphong", path)
    pages.press("stc.vanphong", path, **answer_of(item))
    assert "Đang viết dở." not in pages.read("stc.vanphong", path)
