"""What holds of deadlines on any day and in any text."""

from datetime import date, timedelta

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from giaoviec.rules.calendar import CALENDAR, UnknownYear
from giaoviec.rules.deadlines import NotUnderstood, find, next_turn, steps, understand
from giaoviec.rules.terms import plain

issued = st.dates(date(2015, 7, 4), date(2026, 10, 31))
RULES = (
    "daily",
    "weekly",
    "weekly:tue",
    "monthly",
    "monthly:15",
    "quarterly:20",
    "quarterly:+05",
    "half_yearly",
    "yearly:06-15,12-15",
    "half_yearly;yearly:12-15",
)
WORDS = (
    "trước chậm nhất trong ngày tháng quý năm tuần 15 12 2026 15/12 31/11 15/12/2026 IV hết cuối đầu hằng định kỳ 10 làm việc "
    "kể từ ký nhận được giờ 17h30 hoàn thành báo cáo thời gian : , . ( ) 6 tháng và thứ Sáu một lần ngay sau khi"
).split()
phrases = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


@given(st.one_of(st.text(max_size=60), phrases), issued)
@example("trước ngày 29/2", date(2015, 7, 4))
def test_anything_typed_is_understood_or_refused_with_a_sentence(text, on):
    try:
        deadline = understand(text, issued_on=on)
    except (NotUnderstood, UnknownYear) as refused:
        assert refused.sentence.endswith(".")
    else:
        assert deadline.why
        assert deadline.on or deadline.kind in ("relative", "open", "recurring")


@given(phrases, issued)
def test_marks_make_no_difference_to_what_is_typed(text, on):
    assume("ngay" not in text.split() and text.strip(" .,:") != "ngày")

    def read(words):
        try:
            found = understand(words, issued_on=on)
            return found.kind, found.on, found.rule, found.time
        except (NotUnderstood, UnknownYear) as refused:
            return type(refused)

    assert read(text) == read(plain(text))


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=200), st.lists(phrases, max_size=5).map("; ".join)), issued)
def test_what_is_found_stands_in_the_text_in_order_and_is_not_past(text, on):
    end = 0
    for one in find(text, issued_on=on):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.deadline.text
        assert one.deadline.on is None or one.deadline.on >= on
        end = one.end


@given(issued, st.integers(1, 28), st.integers(1, 12))
def test_a_day_without_a_year_is_the_next_one(on, day, month):
    found = understand(f"trước ngày {day}/{month}", issued_on=on).on
    assert (found.day, found.month) == (day, month)
    assert on <= found < on + timedelta(days=367)


@given(issued, st.integers(1, 60))
def test_working_days_typed_are_working_days_counted_and_shown(on, n):
    deadline = understand(f"{n} ngày làm việc kể từ ngày ký", issued_on=on)
    assert CALENDAR.count(on, deadline.on) == n
    shown = steps(deadline, issued_on=on)
    assert [step.counted for step in shown if step.counted] == list(range(1, n + 1))
    assert (shown[0].day, shown[-1].day) == (on, deadline.on)


@given(issued, st.integers(1, 90))
def test_a_computed_day_is_never_a_day_off(on, n):
    for unit in ("ngày", "tuần", "giờ"):
        assert CALENDAR.is_working(understand(f"{n % 20 + 1} {unit} kể từ ngày ký", issued_on=on).on)


@given(st.sampled_from(RULES), issued)
def test_turns_come_one_after_another_on_working_days(rule, after):
    first = next_turn(rule, after)
    second = next_turn(rule, first)
    assert after < first < second
    assert CALENDAR.is_working(first)
    assert all(next_turn(rule, first - timedelta(days=n)) == first for n in range(1, (first - after).days + 1))


def test_a_very_long_line_is_read_in_a_bounded_number_of_steps():
    """Repetition of any of the words may not let a pattern backtrack: the whole list takes seconds where it does not."""
    for word in WORDS:
        find(f"{word} " * (20_000 // (len(word) + 1)), issued_on=date(2026, 11, 3))
