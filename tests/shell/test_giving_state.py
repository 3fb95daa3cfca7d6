"""The giving screen's state: judging, parting, joining, marking, undoing. Pure."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from giaoviec.assignments.giving.prefill import Prefilled
from giaoviec.assignments.giving.state import NOT_TASK, TASK, UNJUDGED, Passage, Screen, begin, dump, load
from giaoviec.documents.passages import Proposed, blocks, content_of, halves, point_of, proposals, rows, trim
from giaoviec.reading import read

TEXT = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG

CHỈ THỊ
Về phòng, chống sạt lở

Thời gian qua, mưa lớn kéo dài đã gây sạt lở tại nhiều vị trí trên các tuyến đèo. Chủ tịch yêu cầu:
1. Sở Xây dựng
a) Rà soát, lập danh mục vị trí có nguy cơ, báo cáo trước ngày 05/12/2026.
b) Khắc phục các vị trí đã sạt lở; tham mưu phương án xử lý lâu dài.
2. Sở Tài chính cân đối nguồn
dự phòng ngân sách, trình trong 10 ngày làm việc.

Nơi nhận:
- Như trên;
TM. ỦY BAN NHÂN DÂN
"""


READ = {
    "clauses": [
        {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "verdict": verdict, "why": "vì sao"}
        for words, verdict in (
            ("Thời gian qua, mưa lớn kéo dài đã gây sạt lở tại nhiều vị trí trên các tuyến đèo.", "not_task"),
            ("a) Rà soát, lập danh mục vị trí có nguy cơ, báo cáo trước ngày 05/12/2026.", "task"),
            ("b) Khắc phục các vị trí đã sạt lở; tham mưu phương án xử lý lâu dài.", "task"),
            ("2. Sở Tài chính cân đối nguồn\ndự phòng ngân sách, trình trong 10 ngày làm việc.", "unsure"),
        )
    ],
    "tasks": [],
}


def opened() -> Screen:
    found = proposals(TEXT, READ)
    filled = [Prefilled({"content": p.content, "leads": ["1"]}) for p in found]
    return begin(found, filled, further=False)


def words(screen: Screen) -> list[str]:
    return [TEXT[one.start : one.end] for one in screen.passages]


def test_every_clause_of_the_reading_is_to_be_judged_and_tasks_bring_what_was_read() -> None:
    found = proposals(TEXT, read(TEXT).as_json())
    clauses = read(TEXT).clauses
    assert [(p.start, p.end) for p in found] == [(clause.start, clause.end) for clause in clauses]
    survey = next(p for p in found if p.content.startswith("Rà soát"))
    assert (survey.verdict, survey.leads, survey.due and survey.due["on"], survey.deliverable) == (
        "task",
        ("Sở Xây dựng",),
        "2026-12-05",
        "báo cáo",
    )
    assert survey.content == "Rà soát, lập danh mục vị trí có nguy cơ, báo cáo trước ngày 05/12/2026"


def test_a_task_that_the_reader_calls_optional_is_unsure() -> None:
    task = {
        "start": 0, "end": 9, "content": "Thực hiện.", "leads": [], "collaborators": [], "due": None,
        "deliverable": None, "optional": True, "confidence": 0.4, "why": "câu kết",
    }  # fmt: skip
    [found] = proposals("Thực hiện.", {"tasks": [task], "clauses": []})
    assert (found.verdict, found.why, found.content) == ("unsure", "câu kết", "Thực hiện")


def test_a_programme_has_one_passage_a_row_with_its_lead_and_deadline() -> None:
    found = rows("Đề án A\tSở Tài chính\tquý II\n\nBáo cáo B\n")
    assert [(p.content, p.leads, p.due and p.due["text"]) for p in found] == [
        ("Đề án A", ("Sở Tài chính",), "quý II"),
        ("Báo cáo B", (), None),
    ]


def test_the_mark_of_a_list_is_the_point_and_not_part_of_the_content() -> None:
    assert (content_of("a) Rà soát,\n báo cáo ;"), point_of("a) Rà soát")) == ("Rà soát, báo cáo", "a")
    assert (content_of("- Kiểm tra./."), point_of("- Kiểm tra")) == ("Kiểm tra", "")
    assert point_of("2.1. Xây dựng") == "2.1"


def test_judging_goes_on_to_the_next_passage_that_waits_and_round_to_the_first() -> None:
    screen = opened().judged(1, TASK)
    assert screen.next_unjudged(1) == 2
    screen = screen.judged(2, TASK).judged(3, NOT_TASK)
    assert screen.next_unjudged(3) == 0
    done = screen.judged(0, NOT_TASK)
    assert (done.next_unjudged(0), done.unjudged, len(done.tasks), len(done.not_tasks)) == (0, 0, 2, 2)


def test_a_passage_is_parted_at_the_semicolon_and_joined_again() -> None:
    parted = opened().parted(2, TEXT)
    assert words(parted)[2:4] == ["b) Khắc phục các vị trí đã sạt lở;", "tham mưu phương án xử lý lâu dài."]
    assert [one.fields["content"] for one in parted.passages[2:4]] == [
        "Khắc phục các vị trí đã sạt lở",
        "tham mưu phương án xử lý lâu dài",
    ]
    assert parted.passages[3].fields["leads"] == ["1"]
    assert words(parted.joined(3, TEXT)) == words(opened())
    assert opened().parted(1, TEXT) == opened()


def test_everything_sure_is_accepted_as_proposed_and_undone_in_one_step() -> None:
    screen = opened().accepted({0, 2})
    assert [one.verdict for one in screen.passages] == [NOT_TASK, UNJUDGED, TASK, UNJUDGED]
    typed = screen.edited(2, {"content": "gõ sau khi nhận"})
    undone, at = typed.undone()
    assert (at, [one.verdict for one in undone.passages]) == (0, [UNJUDGED] * 4)
    assert undone.passages[2].fields["content"] == "gõ sau khi nhận"
    assert opened().accepted(()) == opened()


def test_the_next_passage_is_one_of_those_that_come_first() -> None:
    screen = opened()
    assert (screen.next_unjudged(0), screen.next_unjudged(0, first=[3]), screen.next_unjudged(3, first=[3])) == (
        1,
        3,
        0,
    )


def test_a_name_that_was_asked_becomes_an_agency_or_a_note() -> None:
    asked = (("leads", "Ban X"), ("collaborators", "Hội Y"))
    screen = Screen((Passage(0, 5, UNJUDGED, {"leads": ["1"]}, asked=asked),))
    named = screen.answered(0, 0, "9").passages[0]
    assert (named.fields["leads"], named.asked) == (["1", "9"], (("collaborators", "Hội Y"),))
    noted = screen.answered(0, 1, "").passages[0]
    assert (noted.fields["notes"], noted.asked) == ("Phối hợp theo văn bản: Hội Y.", (("leads", "Ban X"),))
    assert screen.answered(0, 7, "9") == screen


def test_a_selection_takes_the_place_of_what_it_touches_and_leaves_the_rest() -> None:
    text = "Một hai ba bốn năm sáu bảy."
    screen = Screen((Passage(0, len(text), TASK, {"content": "x", "leads": ["7"]}),))
    start = text.index("ba")
    after, place = screen.marked(start, start + len("ba bốn "), text)
    assert [text[one.start : one.end] for one in after.passages] == ["Một hai", "ba bốn", "năm sáu bảy."]
    assert (place, after.passages[place].verdict, after.passages[place].fields["leads"]) == (1, UNJUDGED, ["7"])
    assert after.undone() == (screen, 0)


def test_nothing_selected_changes_nothing() -> None:
    assert opened().marked(5, 5, TEXT) == (opened(), 0)
    assert opened().marked(10_000, 20_000, TEXT)[0] == opened()


def test_a_task_without_a_passage_comes_last_and_can_be_dropped() -> None:
    screen, place = opened().added(TEXT, {})
    assert (place, screen.passages[-1].verdict, screen.passages[-1].start) == (4, TASK, len(TEXT))
    assert screen.dropped(4).passages == opened().passages


def test_what_was_parted_keeps_the_deadline_with_the_half_that_says_it() -> None:
    text = "Rà soát trước ngày 05/12/2026; kiểm tra các tuyến."
    screen = Screen((Passage(0, len(text), UNJUDGED, {"content": text, "due_text": "trước ngày 05/12/2026"}),))
    assert [one.fields["due_text"] for one in screen.parted(0, text).passages] == ["trước ngày 05/12/2026", ""]
    typed = screen.edited(0, {"due_text": "quý IV"}).parted(0, text)
    assert [one.fields["due_text"] for one in typed.passages] == ["quý IV", "quý IV"]


PRESS = st.tuples(
    st.sampled_from(["task", "no", "accept", "part", "join", "mark", "add", "drop", "edit"]),
    st.integers(0, 500),
    st.integers(0, 700),
)


def pressed(screen: Screen, key: str, a: int, b: int) -> Screen:
    at = a % len(screen.passages) if screen.passages else 0
    if key == "mark":
        return screen.marked(a, b, TEXT)[0]
    if key == "add":
        return screen.added(TEXT, {})[0]
    if not screen.passages:
        return screen
    return {
        "task": lambda: screen.judged(at, TASK),
        "no": lambda: screen.judged(at, NOT_TASK),
        "accept": lambda: screen.accepted(
            {n for n, one in enumerate(screen.passages) if one.proposed in (TASK, NOT_TASK)}
        ),
        "part": lambda: screen.parted(at, TEXT),
        "join": lambda: screen.joined(at, TEXT),
        "drop": lambda: screen.dropped(at),
        "edit": lambda: screen.edited(at, {"content": "khác"}),
    }[key]()


@given(st.lists(PRESS, max_size=25))
def test_passages_stay_in_order_apart_and_within_the_text_whatever_is_pressed(
    presses: list[tuple[str, int, int]],
) -> None:
    screen = opened()
    for press in presses:
        screen = pressed(screen, *press)
        spans = [(one.start, one.end) for one in screen.passages if one.end > one.start]
        assert all(0 <= start < end <= len(TEXT) for start, end in spans)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert load(json.loads(json.dumps(dump(screen)))) == screen


@given(st.lists(PRESS, min_size=1, max_size=20))
def test_undoing_all_leads_back_to_where_it_began(presses: list[tuple[str, int, int]]) -> None:
    screen = opened()
    for press in presses:
        if press[0] != "edit":
            screen = pressed(screen, *press)
    while screen.past:
        screen, _ = screen.undone()
    assert screen == opened()


@given(st.text(max_size=300))
def test_offsets_lie_in_any_text_and_cut_out_whole_lines(text: str) -> None:
    spans = [(one.start, one.end) for one in blocks(text)]
    assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in spans)
    assert spans == sorted(spans)
    for one in proposals(text, read(text).as_json()):
        assert isinstance(one, Proposed)
        assert all(trim(text, *part) == part for part in halves(text, one.start, one.end))
