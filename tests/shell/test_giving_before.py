"""Before giving: similar open tasks, citations against the register, the six clarities; who is first wins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from giaoviec.assignments.actions.give import Sending, give
from giaoviec.assignments.completeness import NewTask
from giaoviec.assignments.giving.clarities import unclear
from giaoviec.assignments.giving.similar import similar
from giaoviec.assignments.giving.state import load
from giaoviec.assignments.models import Assignment, Task
from giaoviec.documents import actions
from giaoviec.documents.actions import Span
from giaoviec.documents.citations import cited_in, doubtful
from giaoviec.documents.models import Document, Draft, Passage
from giaoviec.documents.particulars import NewDocument
from giaoviec.journal.errors import Stale
from giaoviec.rules.tasks import Cycle, Deliverable
from tests.cast import Cast, make_cast

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Path, set_day: Callable[[date], None]) -> Cast:
    settings.DATA_DIR = tmp_path
    set_day(MONDAY)
    return make_cast()


def registered(
    cast: Cast, number: str = "21/CT-UBND", text: str = "", issued_on: date = date(2026, 11, 20)
) -> Document:
    new = NewDocument(
        type="directive", symbol_text=number, summary=f"Văn bản {number}", issued_on=issued_on, signer="A", text=text
    )
    return actions.register(new, by=cast.actor("vanthu"), on=MONDAY, at=AT)


def a_task(cast: Cast, content: str, *leads: str, **more: Any) -> NewTask:
    return NewTask(
        content=content,
        leads=tuple(cast.agency(code).pk for code in leads),
        due_text="15/12/2026",
        due_on=date(2026, 12, 15),
        monitoring_unit_id=cast.unit("tonghop").pk,
        **more,
    )


def given(cast: Cast, content: str, *leads: str, number: str = "5/CT-UBND") -> list[Assignment]:
    document = registered(cast, number)
    return give(document, [a_task(cast, content, *leads)], by=cast.actor("vanthu"), on=MONDAY, at=AT)


# Similar open tasks

SURVEY = "Rà soát, lập danh mục vị trí có nguy cơ sạt lở trên các tuyến đèo, báo cáo UBND tỉnh"


def test_an_open_task_of_the_same_agency_in_nearly_the_same_words_is_found(cast: Cast) -> None:
    given(cast, SURVEY, "sxd")
    again = a_task(cast, "Khẩn trương rà soát, lập danh mục các vị trí nguy cơ sạt lở tuyến đèo", "sxd")
    other = a_task(cast, "Cân đối nguồn dự phòng ngân sách cho công tác phòng chống thiên tai", "sxd")
    [[found], nothing] = similar([again, other], besides=0)
    assert (found.document, found.agency, found.due_on, nothing) == ("5/CT-UBND", "Sở Xây dựng", date(2026, 12, 15), [])


def test_the_same_words_for_another_agency_or_in_the_document_itself_are_not_alike(cast: Cast) -> None:
    row = given(cast, SURVEY, "sxd")[0]
    assert similar([a_task(cast, SURVEY, "stc")], besides=0) == [[]]
    assert similar([a_task(cast, SURVEY, "sxd")], besides=row.document_id) == [[]]


def test_a_task_that_is_done_with_is_not_alike(cast: Cast) -> None:
    row = given(cast, SURVEY, "sxd")[0]
    Assignment.objects.filter(pk=row.pk).update(stage="withdrawn")
    assert similar([a_task(cast, SURVEY, "sxd")], besides=0) == [[]]


def test_the_screen_asks_what_a_similar_task_is_and_one_key_answers(cast: Cast) -> None:
    row = given(cast, SURVEY, "sxd")[0]
    document = registered(cast, text=f"Sở Xây dựng {SURVEY[0].lower()}{SURVEY[1:]} trước ngày 20/12/2026.")
    client, here = cast.client("vanthu"), f"/van-ban/{document.pk}/giao-viec/"
    page = client.get(here).content.decode()
    assert "giống việc đang mở của 5/CT-UBND" in page
    assert "Nhận 1 đoạn chắc chắn" not in page
    assert f'value="quan-he:supplements={row.task_id}"' in page
    client.post(here, {"buoc": f"quan-he:supplements={row.task_id}", "doan": 1})
    passage = load(Draft.objects.get().data).passages[0]
    assert (passage.fields["relation"], passage.fields["related_to"]) == ("supplements", str(row.task_id))
    assert "giống việc đang mở" not in client.get(here).content.decode()
    client.post(here, {"buoc": "nhiem-vu", "doan": 1})
    assert client.post(here, {"buoc": "giao", "doan": 1}).status_code == 302
    assert Task.objects.get(document=document).related_to_id == row.task_id


def test_another_task_is_said_with_one_key_and_not_offered_again(cast: Cast) -> None:
    row = given(cast, SURVEY, "sxd")[0]
    document = registered(cast, text=f"Sở Xây dựng {SURVEY[0].lower()}{SURVEY[1:]} trước ngày 20/12/2026.")
    client, here = cast.client("vanthu"), f"/van-ban/{document.pk}/giao-viec/"
    client.post(here, {"buoc": f"quan-he:none={row.task_id}", "doan": 1})
    page = client.get(here).content.decode()
    assert "quan-he:" not in page
    assert "Nhận 1 đoạn chắc chắn" in page


# Citations


def test_citations_are_read_with_number_and_day() -> None:
    text = (
        "Căn cứ Chỉ thị số 05/CT-UBND ngày 02 tháng 11 năm 2026 và Công văn số 1234/UBND-KT ngày 3/11/2026; số 7/QĐ-X."
    )
    assert [(one.key, one.on) for one in cited_in(text)] == [
        ("5/CT-UBND", date(2026, 11, 2)),
        ("1234/UBND-KT", date(2026, 11, 3)),
    ]


@pytest.mark.parametrize(
    ("cited", "sentence"),
    [
        ("số 05/CT-UBND ngày 02/11/2026", ""),
        ("số 5/CT-UBND ngày 12/11/2026", "đã vào sổ là của ngày 02/11/2026"),
        ("số 6/CT-UBND ngày 02/11/2026", "văn bản cùng ngày đã vào sổ có số 5/CT-UBND"),
        ("số 5/CT-UBND ngày 02/11/2019", ""),
        ("số 88/CT-UBND ngày 02/11/2026", ""),
        ("số 21/CT-UBND ngày 01/01/2026", ""),
    ],
)
def test_a_citation_that_differs_from_the_register_is_shown(cast: Cast, cited: str, sentence: str) -> None:
    registered(cast, "5/CT-UBND", issued_on=date(2026, 11, 2))
    document = registered(cast, text=f"Thực hiện Chỉ thị {cited} của Ủy ban nhân dân tỉnh, Sở Tài chính báo cáo.")
    found = doubtful(document)
    assert [sentence in one.sentence for one in found] == ([True] if sentence else [])
    page = cast.client("vanthu").get(f"/van-ban/{document.pk}/giao-viec/").content.decode()
    assert ("Viện dẫn cần đối chiếu" in page) is bool(sentence)


# The six clarities

CLEAR = NewTask(
    content="Rà soát, lập danh mục vị trí sạt lở",
    leads=(1,),
    due_on=MONDAY,
    deliverable=Deliverable.REPORT,
    deliver_to="UBND tỉnh",
)


@pytest.mark.parametrize(
    ("task", "lacking"),
    [
        (CLEAR, []),
        (replace(CLEAR, leads=()), ["người"]),
        (replace(CLEAR, content="Rà soát"), ["việc"]),
        (replace(CLEAR, due_on=None), ["thời gian"]),
        (replace(CLEAR, due_on=None, cycle=Cycle.QUARTER), []),
        (replace(CLEAR, leads=(1, 2)), ["trách nhiệm"]),
        (replace(CLEAR, leads=(1, 2), group_id=3), []),
        (replace(CLEAR, deliverable=Deliverable.NONE), ["sản phẩm"]),
        (replace(CLEAR, deliver_to=""), ["thẩm quyền"]),
    ],
)
def test_the_clarities_that_a_task_lacks_are_named(task: NewTask, lacking: list[str]) -> None:
    assert [name for name, _ in unclear(task)] == lacking


# Who is first


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_in_the_same_instant_one_wins_and_the_other_is_told(
    transactional_db: None, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    cast = make_cast()
    document = registered(cast, text="Sở Tài chính báo cáo kết quả trước ngày 15/12/2026.")
    start = threading.Barrier(2)
    results: list[int | str] = []

    def press(username: str) -> None:
        try:
            start.wait()
            given = give(
                document,
                [a_task(cast, f"Việc của {username}", "stc", start=0, end=20)],
                by=cast.actor(username),
                on=MONDAY,
                at=AT,
                sending=Sending([Span(21, 30, "not_task")], first=True),
            )
            results.append(len(given))
        except Stale as no:
            results.append(no.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[name]) for name in ("vanthu", "theodoi")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won, told = sorted(results, key=str)
    assert won == 1
    assert "vừa xét văn bản này" in str(told)
    assert Task.objects.count() == Assignment.objects.count() == 1
    assert Passage.objects.filter(voided_at=None).count() == 2


def test_a_draft_is_sent_once(cast: Cast) -> None:
    document = registered(cast)
    draft = Draft.objects.create(person=cast.person("vanthu"), key="giao-viec:1", data={}, saved_at=AT)
    sending = Sending(draft=draft.key)
    by = cast.actor("vanthu")
    give(document, [a_task(cast, "Việc một", "stc")], by=by, on=MONDAY, at=AT, sending=sending)
    with pytest.raises(Stale, match="đã được gửi"):
        give(document, [a_task(cast, "Việc hai", "stc")], by=by, on=MONDAY, at=AT, sending=sending)
    assert list(Task.objects.values_list("content", flat=True)) == ["Việc một"]


def test_who_is_second_loses_nothing_that_was_typed(cast: Cast) -> None:
    document = registered(cast, text="Sở Tài chính báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 15/12/2026.")
    client, here = cast.client("vanthu"), f"/van-ban/{document.pk}/giao-viec/"
    client.post(here, {"buoc": "nhan-het", "doan": 1})
    give(document, [a_task(cast, "Việc khác", "stc")], by=cast.actor("theodoi"), on=MONDAY, at=AT)
    answer = client.post(here, {"buoc": "giao", "doan": 1})
    assert answer.status_code == 409
    assert Draft.objects.filter(person=cast.person("vanthu")).exists()
