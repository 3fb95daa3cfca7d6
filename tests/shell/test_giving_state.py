"""The giving screen's state: judging, parting, joining, marking, undoing. Pure."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from giaoviec.assignments.giving.state import NOT_TASK, TASK, UNJUDGED, Passage, Screen, begin, dump, load
from giaoviec.documents.passages import Proposal, blocks, content_of, halves, point_of, proposals, trim

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


def opened() -> Screen:
    found = proposals(TEXT)
    return begin(found, [{"content": p.content, "leads": ["1"]} for p in found], further=False)


def words(screen: Screen) -> list[str]:
    return [TEXT[one.start : one.end] for one in screen.passages]


def test_paragraphs_of_the_body_wait_and_headings_letterhead_and_recipients_do_not() -> None:
    assert [(p.content[:20], p.heading) for p in proposals(TEXT)] == [
        ("Thời gian qua, mưa l", ""),
        ("Rà soát, lập danh mụ", "1. Sở Xây dựng"),
        ("Khắc phục các vị trí", "1. Sở Xây dựng"),
        ("Sở Tài chính cân đối", "1. Sở Xây dựng"),
    ]
    wrapped = proposals(TEXT)[-1]
    assert wrapped.content == "Sở Tài chính cân đối nguồn dự phòng ngân sách, trình trong 10 ngày làm việc"


def test_addressees_are_no_passages() -> None:
    letter = "Kính gửi:\n- Sở Xây dựng;\n- Sở Tài chính.\n\nXét đề nghị của Sở Xây dựng, Ủy ban nhân dân tỉnh có ý kiến như sau:\n"
    found = proposals(letter + "1. Giao Sở Xây dựng chủ trì rà soát.")
    assert [p.content for p in found] == ["Giao Sở Xây dựng chủ trì rà soát"]


def test_a_programme_has_one_passage_a_row_with_its_lead_and_deadline() -> None:
    rows = proposals("Đề án A\tSở Tài chính\tquý II\n\nBáo cáo B\n", programme=True)
    assert [(p.content, p.leads, p.due_text) for p in rows] == [
        ("Đề án A", ("Sở Tài chính",), "quý II"),
        ("Báo cáo B", (), ""),
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
    st.sampled_from(["task", "no", "part", "join", "mark", "add", "drop", "edit"]),
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
    for one in proposals(text):
        assert isinstance(one, Proposal)
        assert all(trim(text, *part) == part for part in halves(text, one.start, one.end))
