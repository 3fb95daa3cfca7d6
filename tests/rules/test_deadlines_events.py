"""Deadlines tied to an event, to the day of issue, or that come again. The document is of 3 November 2026."""

from datetime import date

import pytest

from giaoviec.rules.deadlines import find


def found(sentence):
    """The deadlines of a sentence of that document."""
    return find(sentence, issued_on=date(2026, 11, 3))


@pytest.mark.parametrize(
    ("sentence", "on", "time"),
    [
        ("Báo cáo Ban Chỉ huy trước 15h00 hôm nay.", "2026-11-03", "15:00"),
        ("sơ tán xong trước 8 giờ tối nay", "2026-11-03", "20:00"),
        ("báo cáo kết quả trong ngày hôm nay", "2026-11-03", None),
        ("báo cáo trước 8h sáng mai", "2026-11-04", "08:00"),
        ("cấm biển từ 11h00 ngày 05/11; đưa người vào bờ, hoàn thành trước 17h cùng ngày", "2026-11-05", "17:00"),
    ],
)
def test_words_for_the_day_of_issue_name_a_day(sentence, on, time):
    (one,) = found(sentence)
    assert (one.deadline.kind, str(one.deadline.on), one.deadline.time) == ("date", on, time)


@pytest.mark.parametrize(
    "sentence", ["từ nay đến nay đã xong", "hoàn thành trước 17h cùng ngày", "chỉ đạo ngay hôm nay"]
)
def test_words_for_today_without_a_day_they_could_mean_are_no_deadline(sentence):
    assert found(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "rule", "words"),
    [
        ("Định kỳ hàng tuần (vào sáng thứ Sáu) công khai danh sách.", "weekly:fri", "hằng tuần, trước thứ Sáu"),
        ("họp giao ban vào sáng thứ bảy hàng tuần", "weekly:sat", "hằng tuần, trước thứ Bảy"),
        ("Tuyên truyền vào các ngày Chủ nhật hằng tuần", "weekly:sun", "hằng tuần, trước Chủ nhật"),
        ("Hằng ngày nhắc việc các đơn vị.", "daily", "hằng ngày"),
        ("báo cáo Thủ tướng trước ngày 05 của tháng tiếp theo", "monthly:5", "hằng tháng, trước ngày 05"),
        (
            "báo cáo trước ngày 10 và ngày 25 hằng tháng",
            "monthly:10;monthly:25",
            "hằng tháng, trước ngày 10; hằng tháng, trước ngày 25",
        ),
        (
            "định kỳ ngày 15 và ngày cuối tháng cung cấp số liệu",
            "monthly:15;monthly",
            "hằng tháng, trước ngày 15; hằng tháng",
        ),
        ("báo cáo trước 6 giờ và 16 giờ hằng ngày", "daily", "hằng ngày, trước 06 giờ 00 và 16 giờ 00"),
        ("báo cáo 02 lần/ngày (trước 8 giờ và 16 giờ)", "daily", "hằng ngày, trước 08 giờ 00 và 16 giờ 00"),
        ("sáu tháng một lần báo cáo Thường trực", "half_yearly", "6 tháng một lần"),
    ],
)
def test_what_comes_again_is_found_wherever_its_day_stands(sentence, rule, words):
    (one,) = found(sentence)
    assert (one.deadline.kind, one.deadline.rule, one.deadline.why) == ("recurring", rule, words)


@pytest.mark.parametrize(
    ("sentence", "on"),
    [
        ("Công an tỉnh trong quý IV/2026 tập trung kết thúc điều tra vụ án", "2026-12-31"),
        ("Tổ chức tổng kết vào năm 2030, báo cáo Thủ tướng Chính phủ", "2030-12-31"),
        ("Thời gian trình UBND tỉnh: Tháng 12", "2026-12-31"),
        ("Thời gian: từ ngày 10/11/2026 đến ngày 15/12/2026.", "2026-12-15"),
        ("phát dọn đường băng cản lửa trong tháng 02/2027.", "2027-02-28"),
        ("tổ chức hội nghị sơ kết trong tháng 12/2026", "2026-12-31"),
    ],
)
def test_a_period_is_found_at_the_head_of_its_clause_behind_a_label_and_at_the_end(sentence, on):
    (one,) = found(sentence)
    assert (one.deadline.kind, str(one.deadline.on)) == ("period_end", on)


def test_what_has_to_be_done_under_a_condition_has_its_day():
    (one,) = found("nếu đã thu phải hoàn trả trước ngày 10/01/2027")
    assert str(one.deadline.on) == "2027-01-10"


def test_days_that_are_listed_are_not_counted():
    assert [one.deadline.on for one in found("tổ chức xong trong 02 ngày 10 và 11/12/2026")] != [date(2026, 11, 5)]


def test_a_session_does_not_swallow_the_day_after_it():
    sentence = "trình tại phiên họp gần nhất, đồng thời hoàn thành quy hoạch trước ngày 30/11/2026"
    assert [str(one.deadline.on) for one in found(sentence)] == ["None", "2026-11-30"]


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("báo cáo Chủ tịch UBND tỉnh trước Tết ít nhất 15 ngày.", "trước Tết ít nhất 15 ngày"),
        ("Thông báo lịch trước khi kiểm tra ít nhất 05 ngày làm việc;", "trước khi kiểm tra ít nhất 05 ngày làm việc"),
        ("gửi Đoàn kiểm tra trước ngày kiểm tra 03 ngày.", "trước ngày kiểm tra 03 ngày"),
        ("gửi tài liệu ít nhất 05 ngày làm việc trước ngày họp", "ít nhất 05 ngày làm việc trước ngày họp"),
        ("báo cáo UBND tỉnh vào cuối học kỳ II.", "vào cuối học kỳ II"),
        ("Xong trước ngày khai giảng năm học mới.", "Xong trước ngày khai giảng năm học mới"),
        ("bảo đảm hoàn thành việc tu sửa trước mùa mưa bão năm 2027.", "trước mùa mưa bão năm 2027"),
        ("báo cáo kết quả sau khi kết thúc lễ hội.", "sau khi kết thúc lễ hội"),
        ("báo cáo tại cuộc họp giao ban tháng 12.", "tại cuộc họp giao ban tháng 12"),
        ("Sở Nội vụ xây dựng kế hoạch sau khi có hướng dẫn của Bộ Nội vụ.", "sau khi có hướng dẫn của Bộ Nội vụ"),
        ("trình UBND tỉnh sau khi có dự toán được thẩm định.", "sau khi có dự toán được thẩm định"),
        ("gửi hồ sơ về Sở Tài chính 15 ngày trước kỳ họp.", "15 ngày trước kỳ họp"),
    ],
)
def test_a_term_that_hangs_on_an_event_has_no_day(sentence, text):
    (one,) = found(sentence)
    assert (one.deadline.kind, one.deadline.text, one.deadline.on) == ("relative", text, None)
