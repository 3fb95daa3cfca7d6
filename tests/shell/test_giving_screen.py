"""The giving screen (7.1): proposals, judging, the deadline while typing, drafts, giving; shut until all is judged."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from giaoviec.assignments.giving.state import load
from giaoviec.assignments.models import Assignment, Task
from giaoviec.documents import actions, queries
from giaoviec.documents.models import Document, Draft
from giaoviec.documents.particulars import NewDocument
from giaoviec.duties import queries as duties
from giaoviec.journal.queries import events_of
from giaoviec.rules.documents import Issuer, Source
from tests.cast import Cast, make_cast

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TEXT = """CHỈ THỊ
Về phòng, chống sạt lở các tuyến đèo

Thời gian qua, mưa lớn kéo dài đã gây sạt lở tại nhiều vị trí trên các tuyến đèo. Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:
1. Sở Xây dựng
a) Chủ trì, phối hợp với Sở Tài chính và Sở Nội vụ rà soát, lập danh mục, báo cáo Ủy ban nhân dân tỉnh trước ngày 05/12/2026.
b) Khắc phục các vị trí đã sạt lở; tham mưu phương án xử lý lâu dài.
2. Ủy ban nhân dân các xã, phường, đặc khu
Thường xuyên tuyên truyền, vận động người dân không dựng lều quán sát mép taluy.

Nơi nhận:
- Như trên;
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def monday(set_day: Callable[[date], None], settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    set_day(MONDAY)


def registered(cast: Cast, **changes: Any) -> Document:
    given: dict[str, Any] = {
        "type": "directive",
        "symbol_text": "21/CT-UBND",
        "summary": "Phòng, chống sạt lở",
        "issued_on": date(2026, 11, 20),
        "signer": "Trần Quang Minh",
        "text": TEXT,
    }
    return actions.register(NewDocument(**(given | changes)), by=cast.actor("vanthu"), on=MONDAY, at=AT)


class Clerk:
    """Somebody before the screen of one document: presses buttons, with the fields as the screen shows them."""

    def __init__(self, cast: Cast, document: Document, username: str = "vanthu") -> None:
        self.client, self.document = cast.client(username), document
        self.person = cast.person(username)
        self.here = f"/van-ban/{document.pk}/giao-viec/"

    @property
    def screen(self) -> Any:
        draft = Draft.objects.get(person=self.person)
        return load(draft.data)

    def page(self, at: int | None = None) -> str:
        return str(self.client.get(self.here + (f"?doan={at}" if at else "")).content.decode())

    def press(self, step: str, at: int = 1, **fields: Any) -> Any:
        """`at` is the number on the screen. Fields that are not said are sent as they stand in the draft."""
        kept = Draft.objects.filter(person=self.person).first()
        passages = load(kept.data).passages if kept else ()
        shown = dict(passages[at - 1].fields) if len(passages) >= at else {}
        flags = {name: "on" for name in ("starred", "written_report", "at_once") if shown.pop(name, False)}
        return self.client.post(
            self.here,
            {"buoc": step, "doan": at, **shown, **flags, **fields} if shown or fields else {"buoc": step, "doan": at},
        )


def test_the_screen_proposes_what_the_document_says(cast: Cast) -> None:
    clerk = Clerk(cast, registered(cast))
    clerk.press("mo:1")
    introduction, heading, first, second, _heading, third = clerk.screen.passages
    assert [one.proposed for one in (introduction, heading, first, third)] == ["not_task", "not_task", "task", "task"]
    assert first.fields["leads"] == [str(cast.agency("sxd").pk)]
    assert first.fields["collaborators"] == [str(cast.agency("stc").pk), str(cast.agency("snv").pk)]
    assert (first.fields["due_text"], first.fields["deliverable"]) == ("trước ngày 05/12/2026", "report")
    assert first.fields["deliver_to"] == "Ủy ban nhân dân tỉnh"
    assert second.fields["leads"] == [str(cast.agency("sxd").pk)]
    assert (third.fields["leads"], third.fields["group"]) == ([], str(cast.group("xa-phuong-dac-khu").pk))
    page = clerk.page(3)
    assert "Đã xét 0/6 đoạn" in page
    assert "còn 6 đoạn chưa xét" in page
    assert "Thứ Bảy, 05/12/2026" in page


def test_unsure_passages_come_first_and_say_why(cast: Cast) -> None:
    clerk = Clerk(cast, registered(cast))
    page = clerk.page()
    assert 'aria-label="Đoạn 4, đang mở"' in page
    assert "Chưa chắc: không nêu thời hạn" in page
    assert page.index("Mở đoạn 6") < page.index("Mở đoạn 3") < page.index("Mở đoạn 1")
    clerk.press("nhiem-vu", 4, due_text="15/12")
    assert 'aria-label="Đoạn 6, đang mở"' in clerk.page()


def test_one_key_takes_everything_that_is_sure_and_nothing_else(cast: Cast) -> None:
    clerk = Clerk(cast, registered(cast))
    assert "Nhận 4 đoạn chắc chắn" in clerk.page()
    clerk.press("nhan-het")
    verdicts = [one.verdict for one in clerk.screen.passages]
    assert verdicts == ["not_task", "not_task", "task", "unjudged", "not_task", "unjudged"]
    page = clerk.page()
    assert "đoạn chắc chắn" not in page
    assert all(f"Mở đoạn {number}" in page for number in (1, 2, 3, 5, 6))


def test_looking_writes_nothing(cast: Cast) -> None:
    Clerk(cast, registered(cast)).page()
    assert not Draft.objects.exists()


def test_giving_is_shut_until_every_passage_is_judged_and_every_task_complete(cast: Cast) -> None:
    clerk = Clerk(cast, registered(cast))
    clerk.press("nhan-het")
    answer = clerk.press("giao", 4)
    assert answer.status_code == 422
    assert "Còn 2 đoạn chưa xét" in answer.content.decode()
    clerk.press("nhiem-vu", 4)
    clerk.press("nhiem-vu", 6, cycle="quarter")
    answer = clerk.press("giao", 4)
    assert answer.status_code == 422
    assert "Đoạn 4: Nhiệm vụ có thời hạn thì phải có ngày" in answer.content.decode()
    assert not Task.objects.exists()


def test_a_judged_document_is_given_to_leads_groups_and_collaborators(cast: Cast) -> None:
    document = registered(cast)
    clerk = Clerk(cast, document)
    clerk.press("nhan-het")
    clerk.press("nhiem-vu", 4, due_text="trong 10 ngày làm việc")
    clerk.press("nhiem-vu", 6, cycle="quarter")
    answer = clerk.press("giao", 4)
    assert (answer.status_code, answer["Location"]) == (302, f"/van-ban/{document.pk}/")
    tasks = list(Task.objects.order_by("position"))
    assert [(t.task_class, t.due_on, t.due_source, t.cycle, t.point) for t in tasks] == [
        ("dated", date(2026, 12, 5), "document", "", "a"),
        ("dated", date(2026, 12, 7), "office", "", "b"),
        ("open_ended", None, "none", "quarter", ""),
    ]
    assert tasks[0].content.startswith("Chủ trì, phối hợp với Sở Tài chính")
    assert [row.agency.code for row in Assignment.objects.order_by("id")] == ["sxd", "sxd", "phuquy", "muine"]
    document.refresh_from_db()
    assert (document.has_tasks, document.judged_on) == (True, MONDAY)
    assert [(p.verdict, p.task_id) for p in queries.passages_of(document)] == [
        ("not_task", None),
        ("not_task", None),
        ("task", tasks[0].pk),
        ("task", tasks[1].pk),
        ("not_task", None),
        ("task", tasks[2].pk),
    ]
    verbs = [event.verb for event in events_of("document", document.pk)]
    assert verbs == ["give", "register"], "what gives no task is judged in the same act"
    assert "register" not in [owed.kind for owed in duties.owed_by(cast.actor("vanthu"), MONDAY)]
    assert not Draft.objects.exists()


def test_a_document_without_a_task_is_confirmed_from_the_screen(cast: Cast) -> None:
    document = registered(cast, text="Ủy ban nhân dân tỉnh thông báo để các cơ quan, đơn vị biết và phối hợp.")
    clerk = Clerk(cast, document)
    clerk.press("khong", 1)
    assert "Không có nhiệm vụ" in clerk.page()
    assert clerk.press("khong-co-viec", 1).status_code == 302
    document.refresh_from_db()
    assert document.has_tasks is False


def test_what_is_typed_is_kept_with_every_press_and_found_again(cast: Cast) -> None:
    clerk = Clerk(cast, registered(cast))
    clerk.press("luu", 3, content="Gõ dở dang", due_text="một ngày nào đó")
    page = clerk.page(3)
    assert "Gõ dở dang" in page
    assert "một ngày nào đó" in page
    assert "Gõ dở dang" not in Clerk(cast, clerk.document, "theodoi").page(3)


def test_passages_are_parted_joined_marked_and_undone(cast: Cast) -> None:
    clerk = Clerk(cast, registered(cast))
    clerk.press("tach", 4)
    assert len(clerk.screen.passages) == 7
    clerk.press("gop", 5)
    assert len(clerk.screen.passages) == 6
    clerk.press("hoan-tac", 1)
    clerk.press("hoan-tac", 1)
    assert len(clerk.screen.passages) == 6
    start = TEXT.index("Sở Nội vụ")
    clerk.press("danh-dau", 1, start=start, end=start + len("Sở Nội vụ rà soát"))
    assert "Sở Nội vụ rà soát" in [TEXT[p.start : p.end] for p in clerk.screen.passages]
    title = TEXT.index("Về phòng")
    clerk.press(f"doan:{title}-{title + 14}")
    assert "Về phòng, chốn" in [TEXT[p.start : p.end] for p in clerk.screen.passages]


def test_a_suggestion_sets_the_deadline_or_the_cycle(cast: Cast) -> None:
    clerk = Clerk(cast, registered(cast))
    clerk.press("goi-y:cycle=quarter", 2)
    fields = clerk.screen.passages[1].fields
    assert (fields["cycle"], fields["due_text"]) == ("quarter", "")
    clerk.press("goi-y:due_text=trước ngày 05/12/2026", 2)
    fields = clerk.screen.passages[1].fields
    assert (fields["cycle"], fields["due_text"]) == ("", "trước ngày 05/12/2026")


def test_a_task_of_the_government_gets_a_provincial_day_ahead(cast: Cast) -> None:
    national = registered(
        cast,
        issuer=Issuer.PRIME_MINISTER,
        source=Source.PRIME_MINISTER,
        type="telegram",
        symbol_text="112/CĐ-TTg",
        text="Ủy ban nhân dân tỉnh Lâm Đồng báo cáo kết quả rà soát gửi Bộ Xây dựng trước ngày 15/12/2026.",
    )
    page = Clerk(cast, national).page(1)
    assert "08/12/2026, trước hạn trung ương" in page


def test_an_image_without_text_gets_tasks_that_are_typed(cast: Cast) -> None:
    document = registered(cast, text="")
    clerk = Clerk(cast, document)
    assert "Văn bản không có nội dung chữ" in clerk.page()
    clerk.press("them")
    clerk.press("mo:1", 1, content="Báo cáo tiến độ", leads=[cast.agency("stc").pk], due_text="15/12")
    assert clerk.press("giao", 1).status_code == 302
    task = Task.objects.get()
    assert (task.start, task.due_on, task.content) == (None, date(2026, 12, 15), "Báo cáo tiến độ")


def test_what_was_just_given_may_be_taken_back_from_the_page_of_the_document(cast: Cast) -> None:
    document = registered(cast, text="")
    clerk = Clerk(cast, document)
    clerk.press("them")
    clerk.press("mo:1", 1, content="Báo cáo tiến độ", leads=[cast.agency("stc").pk], due_text="15/12")
    clerk.press("giao", 1)
    page = clerk.client.get(f"/van-ban/{document.pk}/").content.decode()
    assert "Đã ghi nhận: giao việc." in page
    [undo] = re.findall(r"/viec/hoan-tac/[0-9a-f-]+/", page)
    assert clerk.client.post(undo, follow=True).redirect_chain[-1][0] == f"/van-ban/{document.pk}/"
    assert not Assignment.objects.filter(voided_at=None).exists()
    assert Document.objects.get(pk=document.pk).judged_at is None
    assert "Chưa giao việc" in clerk.client.get(f"/van-ban/{document.pk}/").content.decode()


def test_a_recurring_deadline_makes_a_series(cast: Cast) -> None:
    clerk = Clerk(cast, registered(cast, text=""))
    clerk.press("them")
    clerk.press("mo:1", 1, content="Báo cáo tháng", leads=[cast.agency("stc").pk], due_text="hằng tháng trước ngày 15")
    clerk.press("giao", 1)
    task = Task.objects.get()
    assert (task.due_on, task.series is not None) == (date(2026, 12, 15), True)


def test_a_group_is_frozen_as_it_is_shown_without_those_taken_out(cast: Cast) -> None:
    clerk = Clerk(cast, registered(cast, text=""))
    clerk.press("them")
    group, muine = str(cast.group("xa-phuong-dac-khu").pk), cast.agency("muine").pk
    clerk.press("mo:1", 1, content="Báo cáo", group=group, excluded=[muine], due_text="15/12")
    assert "Giao cho 1 cơ quan" in clerk.page(1)
    clerk.press("giao", 1)
    assert [row.agency.code for row in Assignment.objects.all()] == ["phuquy"]


def test_a_work_programme_becomes_tasks_row_by_row(cast: Cast) -> None:
    document = registered(
        cast, kind="programme", type="programme", text="Đề án A\tSở Tài chính\t15/12\nBáo cáo B\tsxd\tquý IV"
    )
    clerk = Clerk(cast, document)
    clerk.press("nhiem-vu", 1)
    clerk.press("nhiem-vu", 2)
    assert clerk.press("giao", 1).status_code == 302
    assert [(t.content, t.due_on) for t in Task.objects.order_by("position")] == [
        ("Đề án A", date(2026, 12, 15)),
        ("Báo cáo B", date(2026, 12, 31)),
    ]


def test_only_who_may_star_can_star(cast: Cast) -> None:
    document = registered(cast)
    clerk, head = Clerk(cast, document), Clerk(cast, document, "chanhvp")
    clerk.press("luu", 2, content="x", starred="on")
    head.press("luu", 2, content="x", starred="on")
    assert "starred" not in clerk.screen.passages[1].fields
    assert head.screen.passages[1].fields["starred"] is True


def test_who_began_before_somebody_else_gave_is_told(cast: Cast) -> None:
    document = registered(cast, text="Sở Tài chính báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 15/12/2026.")
    slow, fast = Clerk(cast, document), Clerk(cast, document, "theodoi")
    for clerk in (slow, fast):
        clerk.press("nhiem-vu", 1)
    assert fast.press("giao", 1).status_code == 302
    answer = slow.press("giao", 1)
    assert answer.status_code == 409
    assert "Văn bản đã được xét ngày 23/11/2026" in answer.content.decode()
    assert Task.objects.count() == 1


def test_further_tasks_come_on_top_of_those_that_were_given(cast: Cast) -> None:
    document = registered(cast, text="Sở Tài chính báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 15/12/2026.")
    clerk = Clerk(cast, document)
    clerk.press("nhiem-vu", 1)
    clerk.press("giao", 1)
    assert "giao thêm" in clerk.page()
    clerk.press("them")
    clerk.press("mo:1", 1, content="Việc thêm", leads=[cast.agency("sxd").pk], due_text="20/12")
    assert clerk.press("giao", 1).status_code == 302
    assert [t.position for t in Task.objects.order_by("id")] == [1, 2]


def test_what_is_marked_secret_in_a_field_is_refused_and_the_draft_is_gone(cast: Cast) -> None:
    clerk = Clerk(cast, registered(cast))
    clerk.press("luu", 2, content="Một việc")
    answer = clerk.press("luu", 2, content="TUYỆT MẬT")
    assert answer.status_code == 422
    assert "khoản 2 Điều 6" in answer.content.decode()
    assert not Draft.objects.exists()


def due(cast: Cast, text: str, **more: Any) -> Any:
    return cast.client("vanthu").get("/van-ban/han/", {"text": text, "ngay": "2026-11-20"} | more)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("15/12", "Thứ Ba, 15/12/2026"),
        ("trong 10 ngày làm việc", "Thứ Hai, 07/12/2026"),
        ("quý IV", "31/12/2026"),
        ("hằng tháng trước ngày 15", "Thứ Ba, 15/12/2026"),
        ("thường xuyên", "không có thời hạn"),
        ("khẩn trương", "“Khẩn trương” không phải là một thời hạn."),
        ("31/02/2027", "Có thể ghi:"),
        ("", ""),
    ],
)
def test_a_deadline_says_its_day_and_why_while_it_is_typed(cast: Cast, text: str, words: str) -> None:
    answer = due(cast, text)
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_the_load_of_an_agency_counts_its_open_work_by_week(cast: Cast) -> None:
    clerk = Clerk(cast, registered(cast, text=""))
    for day in ("24/11", "2/12", "2/12", "3/12"):
        clerk.press("them")
        at = len(clerk.screen.passages)
        clerk.press("luu", at, content=f"Việc {day}", leads=[cast.agency("stc").pk], due_text=day)
    clerk.press("giao", 1)
    page = cast.client("vanthu").get("/viec/suc-tai/", {"leads": cast.agency("stc").pk}).content.decode()
    assert "Sức tải của Sở Tài chính" in page
    assert "4 việc" in page
    assert "Tuần 30/11 đã có 3 việc đến hạn" in page


@pytest.mark.parametrize("username", ["stc.vanphong", "chutich", "quantri", "kiemtoan", "noivu"])
def test_the_screen_does_not_exist_for_those_who_may_not_give(cast: Cast, username: str) -> None:
    document = registered(cast)
    client = cast.client(username)
    for address in (f"/van-ban/{document.pk}/giao-viec/", "/van-ban/han/", "/viec/suc-tai/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/van-ban/{document.pk}/giao-viec/", {"buoc": "giao"}).status_code == 404


def test_a_press_costs_the_same_for_ten_passages_and_for_fifty(cast: Cast, django_assert_max_num_queries: Any) -> None:
    line = "Sở Tài chính báo cáo kết quả thực hiện nhiệm vụ số {} về Ủy ban nhân dân tỉnh trước ngày 15/12/2026."
    document = registered(cast, text="\n".join(line.format(n) for n in range(50)))
    clerk = Clerk(cast, document)
    clerk.press("mo:1")
    with django_assert_max_num_queries(36):
        clerk.client.post(
            clerk.here, {"buoc": "nhiem-vu", "doan": 1}, headers={"HX-Request": "true", "HX-Target": "noi-dung"}
        )
