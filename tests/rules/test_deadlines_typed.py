"""What a clerk types into the field "Thời hạn". The document is of Tuesday 3 November 2026."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from giaoviec.rules.calendar import CALENDAR, UnknownYear
from giaoviec.rules.deadlines import NotUnderstood, understand

ISSUED = date(2026, 11, 3)
CONFIRMED = CALENDAR.with_year(replace(CALENDAR.years[2026], confirmed=True))
"""As the Office leaves it once it has compared 2026 with the notice; 2027 waits for its own."""
FORMS = (
    "Có thể ghi: 15/12 hoặc 15/12/2026; trước 17 giờ ngày 05/12; trong 10 ngày làm việc; 10 ngày kể từ ngày nhận; "
    "tháng 12, quý IV, hết năm; hằng tháng trước ngày 15; ngay."
)


def read(text, given_on=None):
    """The deadline of a text."""
    return understand(text, issued_on=ISSUED, given_on=given_on, calendar=CONFIRMED)


@pytest.mark.parametrize(
    ("text", "on", "before"),
    [
        ("15/12", "2026-12-15", False),
        ("15/12/2026", "2026-12-15", False),
        ("15-12-2026", "2026-12-15", False),
        ("15.12.2026", "2026-12-15", False),
        ("15/12/26", "2026-12-15", False),
        ("2026-12-15", "2026-12-15", False),
        ("ngày 15 tháng 12 năm 2026", "2026-12-15", False),
        ("15 tháng 12", "2026-12-15", False),
        ("trước ngày 15/12", "2026-12-15", True),
        ("truoc ngay 15/12", "2026-12-15", True),
        ("Trước  ngày 15  tháng  12.", "2026-12-15", True),
        ("Hoàn thành trước ngày 15/12/2026.", "2026-12-15", True),
        ("chậm nhất là ngày 15/12", "2026-12-15", False),
        ("đến hết ngày 15/12/2026", "2026-12-15", False),
        ("hạn: 15/12", "2026-12-15", False),
        ("3/11", "2026-11-03", False),
        ("2/11", "2027-11-02", False),
        ("trước 30/6", "2027-06-30", True),
        ("29/2", "2028-02-29", False),
        ("15/12 năm sau", "2027-12-15", False),
        ("ngày 15", "2026-11-15", False),
        ("trước ngày 2", "2026-12-02", True),
        ("ngày 20 tháng sau", "2026-12-20", False),
        ("thứ Ba (15/12)", "2026-12-15", False),
    ],
)
def test_a_day_is_read_however_it_is_written(text, on, before):
    deadline = read(text)
    assert (deadline.kind, str(deadline.on), deadline.before) == ("date", on, before)


@pytest.mark.parametrize(
    ("text", "on", "time"),
    [
        ("trước 17 giờ ngày 05/12", "2026-12-05", "17:00"),
        ("17h30 ngày 5/12/2026", "2026-12-05", "17:30"),
        ("17:30 ngày 5/12", "2026-12-05", "17:30"),
        ("05/12 trước 17h", "2026-12-05", "17:00"),
        ("trước 9 giờ 05 phút, ngày 5/12", "2026-12-05", "09:05"),
        ("2 giờ chiều ngày 5/12", "2026-12-05", "14:00"),
        ("truoc 17 gio ngay 05/12", "2026-12-05", "17:00"),
    ],
)
def test_an_hour_is_kept_beside_the_day(text, on, time):
    deadline = read(text)
    assert (str(deadline.on), deadline.time) == (on, time)


@pytest.mark.parametrize(
    ("text", "on", "rule"),
    [
        ("trong 10 ngày làm việc", "2026-11-17", "issue+10wd"),
        ("10 ngay lam viec", "2026-11-17", "issue+10wd"),
        ("mười ngày làm việc", "2026-11-17", "issue+10wd"),
        ("05 (năm) ngày làm việc", "2026-11-10", "issue+5wd"),
        ("10 ngày", "2026-11-13", "issue+10d"),
        ("2 tuần", "2026-11-17", "issue+2w"),
        ("1 tháng", "2026-12-03", "issue+1m"),
        ("24 giờ", "2026-11-04", "issue+24h"),
        ("36 giờ", "2026-11-05", "issue+36h"),
        ("3-5 ngày", "2026-11-09", "issue+5d"),
        ("trong vòng 15 ngày làm việc kể từ ngày ký", "2026-11-25", "issue+15wd"),
        ("5 ngày kể từ ngày ký ban hành", "2026-11-09", "issue+5d"),
        ("3 ngày kể từ ngày 15/12/2026", "2026-12-18", "2026-12-15+3d"),
        ("30 ngày kể từ ngày nhận được văn bản", "None", "receipt+30d"),
        ("10 ngày kể từ ngày nhận được phiếu chuyển này", "None", "receipt+10d"),
        ("5 ngày kể từ ngày nhận đủ hồ sơ", "None", "event+5d"),
        ("24-48 giờ sau khi nước rút", "None", "event+48h"),
        ("sau khi có hướng dẫn của Bộ Nội vụ", "None", "event"),
        ("trước Tết Nguyên đán", "None", "event"),
    ],
)
def test_a_term_is_counted_from_its_first_day_where_that_is_known(text, on, rule):
    deadline = read(text)
    assert (deadline.kind, str(deadline.on), deadline.rule) == ("relative", on, rule)


def test_a_term_from_receipt_is_counted_once_it_was_given():
    deadline = read("10 ngày làm việc kể từ ngày nhận được văn bản", given_on=date(2026, 11, 5))
    assert str(deadline.on) == "2026-11-19"


@pytest.mark.parametrize(
    ("text", "on", "before"),
    [
        ("quý IV", "2026-12-31", False),
        ("quy 4", "2026-12-31", False),
        ("trong quý I", "2027-03-31", False),
        ("hết quý I năm 2027", "2027-03-31", False),
        ("quý II/2027", "2027-06-30", False),
        ("quý sau", "2027-03-31", False),
        ("trước quý II/2027", "2027-03-31", True),
        ("tháng 11", "2026-11-30", False),
        ("tháng 10", "2027-10-31", False),
        ("cuối tháng 6", "2027-06-30", False),
        ("tháng này", "2026-11-30", False),
        ("tháng sau", "2026-12-31", False),
        ("trước tháng 12", "2026-11-30", True),
        ("trước cuối tháng 12", "2026-12-31", False),
        ("đầu tháng 7", "2027-07-10", False),
        ("giữa tháng 12", "2026-12-15", False),
        ("tuần đầu tháng 7", "2027-07-07", False),
        ("tuần tới", "2026-11-13", False),
        ("trong tuần từ ngày 15 đến ngày 31 tháng 12 năm 2026", "2026-12-31", False),
        ("tuần này", "2026-11-06", False),
        ("cuối năm", "2026-12-31", False),
        ("hết năm", "2026-12-31", False),
        ("trong năm 2027", "2027-12-31", False),
        ("2027", "2027-12-31", False),
        ("6 tháng đầu năm", "2027-06-30", False),
        ("6 tháng cuối năm 2026", "2026-12-31", False),
        ("9 tháng đầu năm 2027", "2027-09-30", False),
    ],
)
def test_a_period_ends_on_its_last_day(text, on, before):
    deadline = read(text)
    assert (deadline.kind, str(deadline.on), deadline.before) == ("period_end", on, before)


@pytest.mark.parametrize(
    ("text", "on", "rule", "time"),
    [
        ("hằng tháng trước ngày 15", "2026-11-16", "monthly:15", None),
        ("hang thang truoc ngay 15", "2026-11-16", "monthly:15", None),
        ("trước ngày 15 hàng tháng", "2026-11-16", "monthly:15", None),
        ("hằng tháng", "2026-11-30", "monthly", None),
        ("ngày cuối hằng tháng", "2026-11-30", "monthly", None),
        ("hằng quý", "2026-12-31", "quarterly", None),
        ("hằng quý trước ngày 20 của tháng cuối quý", "2026-12-21", "quarterly:20", None),
        ("trước ngày 5 tháng đầu quý sau hằng quý", "2027-01-05", "quarterly:+05", None),
        ("thứ Sáu hằng tuần", "2026-11-06", "weekly:fri", None),
        ("trước 11 giờ thứ Tư hằng tuần", "2026-11-04", "weekly:wed", "11:00"),
        ("1 lần/tuần", "2026-11-06", "weekly", None),
        ("hằng ngày trước 17 giờ", "2026-11-04", "daily", "17:00"),
        ("trước ngày 20/12 hằng năm", "2026-12-21", "yearly:12-20", None),
        ("hằng năm trước ngày 15/6 và 15/12", "2026-12-15", "yearly:06-15,12-15", None),
        ("6 tháng một lần", "2026-12-31", "half_yearly", None),
        ("6 tháng và năm", "2026-12-31", "half_yearly", None),
        ("định kỳ 06 tháng một lần (tháng 01 và tháng 6 hằng năm)", "2027-02-01", "yearly:01,06", None),
        ("3 tháng một lần", "2026-12-31", "quarterly", None),
        ("01 tháng một lần", "2026-11-30", "monthly", None),
        ("định kỳ hằng quý", "2026-12-31", "quarterly", None),
        ("định kỳ", "None", "periodic", None),
    ],
)
def test_what_recurs_has_a_rule_and_its_first_turn(text, on, rule, time):
    deadline = read(text)
    assert (deadline.kind, str(deadline.on), deadline.rule, deadline.time) == ("recurring", on, rule, time)


@pytest.mark.parametrize(
    ("text", "cycle"),
    [
        ("thường xuyên", None),
        ("không thời hạn", None),
        ("không thời hạn, theo quý", "quarter"),
        ("không có thời hạn, cập nhật 6 tháng", "half_year"),
        ("khong thoi han, hang nam", "year"),
        ("năm 2026 và các năm tiếp theo", None),
        ("từ quý IV trở đi", None),
    ],
)
def test_without_an_end_it_is_open(text, cycle):
    deadline = read(text)
    assert (deadline.kind, deadline.on, deadline.cycle) == ("open", None, cycle)


@pytest.mark.parametrize(
    "text", ["ngay", "thực hiện ngay", "ngay lập tức", "trong ngày", "ngay trong ngày", "làm ngay"]
)
def test_at_once_is_the_day_of_giving_or_of_issue(text):
    assert read(text).at_once
    assert read(text).on == ISSUED
    assert read(text, given_on=date(2026, 11, 7)).on == date(2026, 11, 9)
    assert read(text, given_on=date(2026, 11, 7)).why == (
        "thực hiện ngay: trong ngày giao 07/11/2026 là ngày nghỉ (thứ Bảy), chuyển sang 09/11/2026"
    )


def test_of_several_days_the_latest_is_the_deadline_and_the_others_stand_beside_it():
    deadline = read("15/12/2026, 15/2/2027 và 15/6/2027")
    assert deadline.on == date(2027, 6, 15)
    assert deadline.others == (date(2026, 12, 15), date(2027, 2, 15))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31/11", "Không có ngày 31/11."),
        ("29/2/2027", "Không có ngày 29/2/2027."),
        ("32/1", "Không có ngày 32/1."),
        ("15/13", "Không có ngày 15/13."),
        ("tháng 13", "Không có tháng 13."),
        ("ngày 32", "Không có ngày 32."),
        ("hằng tháng trước ngày 32", "Không có ngày 32."),
        ("trước ngày 31/4 hằng năm", "Không có ngày 31/4."),
        ("25:00 ngày 5/12", "Không có giờ 25:00."),
        ("0 ngày", "Số ngày phải từ 1 trở lên."),
        ("khẩn trương", "“Khẩn trương” không phải là một thời hạn."),
        ("sớm", "“Sớm” không phải là một thời hạn."),
        ("theo quy định", "“Theo quy định” không phải là một thời hạn."),
        ("", "Không hiểu thời hạn “”."),
        ("ngày", "Không hiểu thời hạn “ngày”."),
        ("năm", "Không hiểu thời hạn “năm”."),
        ("đầu quý II", "Không hiểu thời hạn “đầu quý II”."),
        ("15", "Không hiểu thời hạn “15”."),
        ("abc", "Không hiểu thời hạn “abc”."),
        ("15/12/2026 hoặc lúc nào đó", "Không hiểu thời hạn “15/12/2026 hoặc lúc nào đó”."),
        ("Công văn số 12/UBND-KT", "Không hiểu thời hạn “Công văn số 12/UBND-KT”."),
    ],
)
def test_what_has_no_meaning_is_refused_with_what_may_be_written(text, problem):
    with pytest.raises(NotUnderstood) as refused:
        read(text)
    assert refused.value.sentence == f"{problem} {FORMS}"


def test_a_novel_is_not_a_deadline():
    with pytest.raises(NotUnderstood):
        read("trước ngày 15/12 " * 100)


def test_working_days_of_a_year_that_is_not_entered_are_refused():
    with pytest.raises(UnknownYear) as refused:
        understand("10 ngày làm việc", issued_on=date(2031, 3, 1))
    assert refused.value.year == 2031


def test_a_plain_day_of_a_year_that_is_not_entered_is_taken_with_a_warning():
    deadline = read("15/12/2031")
    assert deadline.on == date(2031, 12, 15)
    assert deadline.warnings == (
        "Lịch làm việc năm 2031 chưa được nhập; chưa biết 15/12/2031 có phải ngày nghỉ không.",
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("15/12/2026", "15/12/2026 ghi trong văn bản"),
        ("15/12", "15/12/2026 ghi trong văn bản; không ghi năm: ngày đó gần nhất kể từ 03/11/2026"),
        ("trước ngày 15/12/2026", "15/12/2026 ghi trong văn bản; “trước ngày” tính đến hết ngày đó"),
        ("15/12 năm nay", "15/12/2026 ghi trong văn bản; “năm nay” là năm 2026"),
        (
            "15 ngày làm việc kể từ ngày ký",
            "15 ngày làm việc kể từ 03/11/2026 (không tính ngày đầu), "
            "bỏ 3 kỳ nghỉ cuối tuần và 24/11 (Ngày Văn hóa Việt Nam) → 25/11/2026",
        ),
        ("2 ngày làm việc kể từ ngày ký", "2 ngày làm việc kể từ 03/11/2026 (không tính ngày đầu) → 05/11/2026"),
        (
            "5 ngày kể từ ngày ký",
            "5 ngày kể từ 03/11/2026 (không tính ngày đầu) → 08/11/2026 là ngày nghỉ (Chủ nhật), chuyển sang 09/11/2026",
        ),
        ("10 ngày kể từ ngày nhận", "10 ngày kể từ ngày nhận được văn bản; chưa biết ngày đó"),
        ("quý IV", "hết quý IV/2026 → 31/12/2026"),
        ("trước quý I/2027", "trước quý I/2027, tức đến hết 31/12/2026"),
        ("giữa tháng 12", "giữa tháng 12/2026 tính đến 15/12/2026"),
        (
            "hằng tháng trước ngày 15",
            "hằng tháng, trước ngày 15; kỳ đầu sau ngày ban hành 03/11/2026: 16/11/2026",
        ),
        ("ngay", "thực hiện ngay: trong ngày ban hành 03/11/2026"),
        ("thường xuyên", "không có thời hạn; cập nhật theo kỳ"),
    ],
)
def test_the_reason_is_one_line_in_words(text, why):
    assert read(text).why == why


def test_the_reason_names_every_holiday_and_every_day_made_up():
    deadline = understand("30 ngày làm việc kể từ ngày ký", issued_on=date(2025, 12, 30))
    assert deadline.why == (
        "30 ngày làm việc kể từ 30/12/2025 (không tính ngày đầu), bỏ 6 kỳ nghỉ cuối tuần, 01/01 (Tết Dương lịch) và "
        "02/01 (nghỉ hoán đổi với 10/01/2026), tính cả 10/01 (thứ Bảy làm bù cho 02/01/2026) → 11/02/2026"
    )
    assert "16/02–20/02 (Tết Nguyên đán)" in understand("5 ngày làm việc", issued_on=date(2026, 2, 12)).why


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("15/12/2026", ()),
        ("05/12/2026", ("05/12/2026 là ngày nghỉ (thứ Bảy); giữ theo văn bản.",)),
        ("24/11/2026", ("24/11/2026 là ngày nghỉ (Ngày Văn hóa Việt Nam); giữ theo văn bản.",)),
        ("01/10/2026", ("Thời hạn 01/10/2026 trước ngày ban hành văn bản (03/11/2026).",)),
        ("thứ Sáu ngày 15/12/2026", ("Văn bản ghi thứ Sáu nhưng 15/12/2026 là thứ Ba.",)),
        ("thứ 3 ngày 15/12/2026", ()),
        ("10 ngày làm việc", ("Văn bản không nêu tính từ ngày nào; đã tính từ ngày ban hành văn bản.",)),
        (
            "giữa tháng 12",
            ("“giữa tháng” không phải một ngày rõ ràng; đã lấy 15/12/2026, đề nghị xác nhận.",),
        ),
        (
            "60 ngày làm việc kể từ ngày ký",
            ("Lịch làm việc năm 2027 chưa được xác nhận; thời hạn tính ra có thể thay đổi.",),
        ),
        (
            "05/3/2027",
            ("Lịch làm việc năm 2027 chưa được xác nhận; chưa chắc ngày này có phải ngày nghỉ không.",),
        ),
    ],
)
def test_what_a_clerk_should_look_at_is_said(text, warnings):
    assert read(text).warnings == warnings


def test_text_in_decomposed_letters_and_odd_spaces_is_read_the_same():
    text = unicodedata.normalize("NFD", "trước ngày\xa015/12/2026")
    assert read(text).on == date(2026, 12, 15)


def test_the_text_is_kept_as_it_was_typed():
    assert read("  Trước ngày 15/12 ").text == "Trước ngày 15/12"
