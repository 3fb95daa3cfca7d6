"""Asked-for reports: fields, values, what a question costs, what the system knows already."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.rules.asked import (
    Field,
    Kind,
    Wrong,
    canonical,
    field_of,
    fits,
    more_of,
    next_turn,
    number_of,
    of_stored,
    printed,
    said,
    stored,
    value_of,
)
from giaoviec.rules.burden import OPENING, cost, minutes, sitting
from giaoviec.rules.known import figure_of


def wrong(kind: str, text: str, more: str = "") -> str:
    with pytest.raises(Wrong) as no:
        value_of(field_of("f1", "Ô", kind, more), text)
    return no.value.sentence


@pytest.mark.parametrize(
    ("kind", "text", "kept", "shown"),
    [
        ("number", "1.234,50", "1234.5", "1.234,5"),
        ("number", "-7", "-7", "-7"),
        ("million", "12 500", "12500", "12.500"),
        ("dong", "1.234.567.890", "1234567890", "1.234.567.890"),
        ("yes_no", "có", "yes", "Có"),
        ("yes_no", "KHÔNG", "no", "Không"),
        ("day", "4/11/2026", "2026-11-04", "04/11/2026"),
        ("day", "2026-11-04", "2026-11-04", "04/11/2026"),
        ("text", " hai\r\ndòng ", "hai\ndòng", "hai\ndòng"),
        ("choice", "thieu NGUOI", "thiếu người", "thiếu người"),
    ],
)
def test_a_value_is_kept_and_printed_in_one_way(kind: str, text: str, kept: str, shown: str) -> None:
    field = field_of("f1", "Ô", kind, "thiếu người; thiếu vốn" if kind == "choice" else "")
    assert value_of(field, text) == kept
    assert said(field, kept) == shown


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("number", "", "Chưa ghi; ô này bắt buộc."),
        ("number", "ba", "“ba” không phải là số; ghi như 1.234 hoặc 12,5."),
        (
            "number",
            "12.5",
            "Không rõ “12.5” là bao nhiêu; phần lẻ ghi sau dấu phẩy (12,5), hàng nghìn cách bằng dấu chấm.",
        ),
        ("dong", "1234567890123456", "Số dài quá 15 chữ số; hãy ghi theo đơn vị lớn hơn."),
        ("day", "31/02/2026", "Ngày không đúng; hãy ghi theo dạng 24/11/2026."),
        ("yes_no", "chưa", "Chọn Có hoặc Không."),
        ("text", "x" * 5001, "Dài quá 5000 ký tự; hãy viết gọn lại."),
    ],
)
def test_what_a_kind_does_not_hold_is_refused(kind: str, text: str, sentence: str) -> None:
    assert wrong(kind, text) == sentence


def test_a_choice_names_what_may_be_chosen() -> None:
    assert wrong("choice", "khác", "thiếu người; thiếu vốn") == "Chọn một trong: thiếu người; thiếu vốn."


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10))
def test_a_number_that_is_printed_reads_back_as_it_was(number: Decimal) -> None:
    kept = canonical(number)
    assert Decimal(kept) == number
    assert number_of(printed(Decimal(kept))) == kept


@pytest.mark.parametrize(
    ("kind", "more", "sentence"),
    [
        ("choice", "một", "Ghi từ 2 đến 20 lựa chọn khác nhau, cách nhau bằng dấu chấm phẩy."),
        ("choice", "có; Co", "Ghi từ 2 đến 20 lựa chọn khác nhau, cách nhau bằng dấu chấm phẩy."),
        ("table", "", "Ghi từ 1 đến 12 cột, cách nhau bằng dấu chấm phẩy, ví dụ: Tên dự án; Vốn: triệu đồng."),
        ("table", "Tên; tên", "Hai cột cùng tên; hãy đặt tên khác nhau."),
        (
            "table",
            "Vốn: đô la",
            "Không hiểu loại của cột “Vốn: đô la”; ghi sau dấu hai chấm: số, đồng, triệu đồng, có/không, ngày, chữ.",
        ),
        ("money", "", "Chọn loại ô trong danh sách."),
    ],
)
def test_a_field_that_cannot_be_asked_so_is_refused(kind: str, more: str, sentence: str) -> None:
    with pytest.raises(Wrong) as no:
        field_of("f1", "Ô", kind, more)
    assert no.value.sentence == sentence


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("number", "dự án"),
        ("choice", "có; không; chưa rõ"),
        ("table", "Tên dự án; Vốn: triệu đồng; Xong: ngày; Đạt: có/không; Số hộ: số"),
        ("text", ""),
    ],
)
def test_a_field_is_stored_and_shown_again_as_it_was_written(kind: str, more: str) -> None:
    field = field_of("f1", "Ô", kind, more)
    assert more_of(field) == more
    assert of_stored(stored([field])) == (field,)


def test_an_answer_fits_a_later_form_where_it_still_answers_it() -> None:
    number, must = field_of("f1", "Số", "number"), field_of("f2", "Mới", "text")
    assert fits(number, "3") and not fits(number, "ba") and not fits(number, [["3"]])
    assert not fits(must, None) and fits(field_of("f2", "Mới", "text", required=False), None)
    table = field_of("f3", "Bảng", "table", "Tên; Số: số")
    assert fits(table, [["a", "1"]]) and not fits(table, [["a"]]) and not fits(table, [])


# ---- what it costs


def test_a_request_costs_its_fields_and_the_opening_and_nothing_where_all_is_known() -> None:
    known = field_of("f9", "Số nhiệm vụ quá hạn", "number", figure="national_under_way_overdue")
    table = field_of("f2", "Bảng", "table", "Tên; Vốn: triệu đồng")
    assert [minutes(one) for one in (field_of("f1", "Số", "number"), table, known)] == [3, 5 * (8 + 4), 0]
    assert cost([field_of("f1", "Số", "number"), table, known]) == 63 + OPENING
    assert cost([known]) == 0


@pytest.mark.parametrize(("seconds", "counted"), [(0, 1), (61, 2), (600, 10), (90_000, 240)])
def test_a_sitting_is_measured_in_minutes_and_no_night_counts(seconds: int, counted: int) -> None:
    first = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert sitting(first, first + timedelta(seconds=seconds)) == counted


@pytest.mark.parametrize(
    ("asked", "due", "every", "opens", "next_due"),
    [
        (date(2026, 11, 20), date(2026, 11, 30), "month", date(2026, 12, 20), date(2026, 12, 30)),
        (date(2026, 11, 20), date(2026, 11, 30), "quarter", date(2027, 2, 18), date(2027, 2, 28)),
        (date(2026, 1, 5), date(2026, 1, 31), "month", date(2026, 2, 2), date(2026, 2, 28)),
        (date(2026, 1, 1), date(2026, 3, 31), "month", date(2026, 4, 1), date(2026, 4, 30)),
        (date(2028, 2, 1), date(2028, 2, 29), "year", date(2029, 1, 31), date(2029, 2, 28)),
    ],
)
def test_the_next_turn_leaves_as_many_days_as_the_one_before(
    asked: date, due: date, every: str, opens: date, next_due: date
) -> None:
    assert next_turn(asked, due, every) == (opens, next_due)


# ---- what the system knows


@pytest.mark.parametrize(
    ("label", "figure"),
    [
        ("Số nhiệm vụ quá hạn", "national_under_way_overdue"),
        ("so nhiem vu qua han chua hoan thanh", "national_under_way_overdue"),
        ("Số công việc chậm tiến độ", "national_under_way_overdue"),
        ("Số việc hoàn thành đúng hạn", "national_done_on_time"),
        ("Số nhiệm vụ hoàn thành trễ hạn", "national_done_late"),
        ("Tổng số nhiệm vụ được giao", "total"),
        ("Tỷ lệ hoàn thành nhiệm vụ (%)", "rate_national"),
        ("Tỷ lệ nhiệm vụ hoàn thành đúng hạn", "rate_on_time"),
        ("tỷ lệ cập nhật đúng hạn", "rate_update"),
        ("Số nhiệm vụ đang thực hiện trong hạn", "national_under_way_in_time"),
        ("Số nhiệm vụ chờ xác nhận", "claimed"),
        ("Số hồ sơ quá hạn", ""),
        ("Số dự án hoàn thành đúng hạn", ""),
        ("Số km đường đã làm", ""),
        ("Số cán bộ được giao nhiệm vụ", ""),
        ("Nhiệm vụ trọng tâm quý tới", ""),
        ("", ""),
    ],
)
def test_a_label_that_asks_for_a_figure_is_known_with_and_without_marks(label: str, figure: str) -> None:
    assert figure_of(label) == figure


def test_only_numbers_that_are_no_rates_add_up() -> None:
    assert Field("a", "Số", Kind.NUMBER).adds_up and Field("a", "Tiền", Kind.DONG).adds_up
    assert not Field("a", "Tỷ lệ", Kind.NUMBER, figure="rate_national").adds_up
    assert not Field("a", "Ngày", Kind.DAY).adds_up
    assert said(Field("a", "Tỷ lệ", Kind.NUMBER, figure="rate_national"), "0.9863") == "98,63%"
