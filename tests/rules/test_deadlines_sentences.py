"""Deadlines in sentences of documents: what is one, and what is none. The document is of 3 November 2026."""

import unicodedata
from datetime import date

import pytest

from giaoviec.rules.deadlines import find, rule_in_words, understand

ISSUED = date(2026, 11, 3)


def found(sentence, issued_on=ISSUED, given_on=None):
    """The deadlines of a sentence, shortly."""
    return find(sentence, issued_on=issued_on, given_on=given_on)


@pytest.mark.parametrize(
    ("sentence", "text", "on"),
    [
        ("Sở Tài chính báo cáo UBND tỉnh trước ngày 15/12/2026.", "trước ngày 15/12/2026", "2026-12-15"),
        ("Hoàn thành trước ngày 15 tháng 12.", "Hoàn thành trước ngày 15 tháng 12", "2026-12-15"),
        ("gửi về Sở Nội vụ chậm nhất là ngày 20/11/2026 để tổng hợp.", "chậm nhất là ngày 20/11/2026", "2026-11-20"),
        ("Xong trước ngày 30/6.", "Xong trước ngày 30/6", "2027-06-30"),
        ("Hoàn thành việc sắp xếp trước 31/12/2026.", "trước 31/12/2026", "2026-12-31"),
        ("Chậm nhất đến ngày 30/11/2026 phải hoàn thành.", "Chậm nhất đến ngày 30/11/2026", "2026-11-30"),
        ("giải ngân 100% vốn đến hết ngày 31/01/2027.", "đến hết ngày 31/01/2027", "2027-01-31"),
        ("Đến hết ngày 31/12/2026 phải hoàn thành giải ngân 95%.", "Đến hết ngày 31/12/2026", "2026-12-31"),
        ("phát động và triển khai ngay chiến dịch vào ngày 01/12/2026 tại các xã", "vào ngày 01/12/2026", "2026-12-01"),
        (
            "hoàn thành ngay trong ngày 05 tháng 11 năm 2026.",
            "hoàn thành ngay trong ngày 05 tháng 11 năm 2026",
            "2026-11-05",
        ),
        ("Thời hạn hoàn thành là ngày 15/12/2026.", "hoàn thành là ngày 15/12/2026", "2026-12-15"),
        ("(báo cáo trước ngày 15/12/2026)", "trước ngày 15/12/2026", "2026-12-15"),
        ("từ nay đến ngày 31/12/2026 phải hoàn thành việc rà soát", "đến ngày 31/12/2026", "2026-12-31"),
        ("mở đợt cao điểm kiểm tra xe quá tải từ nay đến hết ngày 31/12/2026", "đến hết ngày 31/12/2026", "2026-12-31"),
        ("báo cáo UBND tỉnh trong sáng ngày 20/11/2026", "trong sáng ngày 20/11/2026", "2026-11-20"),
        ("không muộn hơn ngày 10/12/2026", "không muộn hơn ngày 10/12/2026", "2026-12-10"),
    ],
)
def test_a_named_day_after_words_that_end_something_is_a_deadline(sentence, text, on):
    (one,) = found(sentence)
    assert (one.deadline.kind, one.deadline.text, str(one.deadline.on)) == ("date", text, on)
    assert sentence[one.start : one.end] == text


@pytest.mark.parametrize(
    ("sentence", "on", "time"),
    [
        ("Trình UBND tỉnh trước 16 giờ 00 ngày 20/11/2026.", "2026-11-20", "16:00"),
        ("báo cáo kết quả trước 17h00 ngày 10/11/2026", "2026-11-10", "17:00"),
        ("gửi ý kiến trước 10h ngày 06/11/2026 (thứ Sáu)", "2026-11-06", "10:00"),
        ("chậm nhất 9 giờ 30 phút, ngày 20/11/2026", "2026-11-20", "09:30"),
        ("trước 16 giờ (00') ngày 20/11/2026", "2026-11-20", "16:00"),
    ],
)
def test_its_hour_is_found_with_it(sentence, on, time):
    (one,) = found(sentence)
    assert (str(one.deadline.on), one.deadline.time) == (on, time)


@pytest.mark.parametrize(
    ("sentence", "text", "on"),
    [
        ("Báo cáo kết quả trong tháng 12/2026.", "trong tháng 12/2026", "2026-12-31"),
        ("báo cáo Thủ tướng Chính phủ trong quý I năm 2027.", "trong quý I năm 2027", "2027-03-31"),
        ("Hoàn thành trong quý I/2027.", "Hoàn thành trong quý I/2027", "2027-03-31"),
        ("Xử lý dứt điểm trong tháng 11\nnăm 2026, bảo đảm cung cấp khí.", "trong tháng 11\nnăm 2026", "2026-11-30"),
        ("đưa dự án vào vận hành trong năm 2027", "trong năm 2027", "2027-12-31"),
        ("Gửi hồ sơ chậm nhất cuối tháng 6.", "chậm nhất cuối tháng 6", "2027-06-30"),
        ("báo cáo UBND tỉnh tuần đầu tháng 7.", "tuần đầu tháng 7", "2027-07-07"),
        ("Hoàn thành trong 6 tháng đầu năm 2027.", "Hoàn thành trong 6 tháng đầu năm 2027", "2027-06-30"),
        (
            "thời gian trong tuần ngày 15 đến ngày 31 tháng 12 năm 2026.",
            "trong tuần ngày 15 đến ngày 31 tháng 12 năm 2026",
            "2026-12-31",
        ),
        ("phải hoàn thành trong năm.", "hoàn thành trong năm", "2026-12-31"),
        ("Trong tháng 12/2026 phải xong.", "Trong tháng 12/2026", "2026-12-31"),
        ("Từ nay đến hết năm 2026 hoàn thành việc sắp xếp.", "đến hết năm 2026", "2026-12-31"),
        ("- Đầu tháng 12/2026, trình UBND tỉnh.", "Đầu tháng 12/2026", "2026-12-10"),
    ],
)
def test_a_period_in_which_work_is_finished_is_a_deadline(sentence, text, on):
    (one,) = found(sentence)
    assert (one.deadline.kind, one.deadline.text, str(one.deadline.on)) == ("period_end", text, on)


@pytest.mark.parametrize(
    ("sentence", "rule", "time", "words"),
    [
        ("báo cáo về Sở trước ngày 20 hằng tháng", "monthly:20", None, "hằng tháng, trước ngày 20"),
        ("Trước ngày 15 hàng tháng, gửi báo cáo.", "monthly:15", None, "hằng tháng, trước ngày 15"),
        ("báo cáo UBND tỉnh trước ngày 25/12 hàng năm.", "yearly:12-25", None, "hằng năm, trước ngày 25/12"),
        (
            "Định kỳ hằng quý, trước ngày 20 của tháng cuối quý, báo cáo.",
            "quarterly:20",
            None,
            "hằng quý, trước ngày 20 tháng cuối quý",
        ),
        ("trước ngày 05 của tháng đầu quý sau", "quarterly:+05", None, "hằng quý, trước ngày 05 tháng đầu quý sau"),
        ("gửi trước ngày 25 tháng cuối quý", "quarterly:25", None, "hằng quý, trước ngày 25 tháng cuối quý"),
        ("Báo cáo trước 11 giờ thứ Tư hằng tuần.", "weekly:wed", "11:00", "hằng tuần, trước 11 giờ thứ Tư"),
        ("Báo cáo nhanh trước 16 giờ hằng ngày.", "daily", "16:00", "hằng ngày, trước 16 giờ 00"),
        ("giám sát và báo cáo hằng ngày.", "daily", None, "hằng ngày"),
        ("hằng năm tổng hợp báo cáo kết quả về UBND tỉnh", "yearly", None, "hằng năm"),
        (
            "Định kỳ 6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12) báo cáo.",
            "yearly:06-15,12-15",
            None,
            "hằng năm, trước ngày 15/06 và ngày 15/12",
        ),
        ("Báo cáo định kỳ 6 tháng và hằng năm.", "half_yearly;yearly", None, "6 tháng một lần; hằng năm"),
        (
            "Báo cáo theo định kỳ 06 tháng một lần (tháng 01 và tháng 6 hàng năm)",
            "yearly:01,06",
            None,
            "hằng năm, trước hết tháng 1 và hết tháng 6",
        ),
        ("Định kỳ hoặc đột xuất báo cáo UBND tỉnh.", "periodic", None, "định kỳ"),
    ],
)
def test_what_is_reported_again_and_again_has_a_rule_and_no_day(sentence, rule, time, words):
    (one,) = found(sentence)
    assert (one.deadline.kind, one.deadline.on, one.deadline.rule, one.deadline.time) == ("recurring", None, rule, time)
    assert rule_in_words(rule, time=time) == words


@pytest.mark.parametrize(
    ("sentence", "rule", "on"),
    [
        ("Trình UBND tỉnh trong vòng 15 ngày làm việc kể từ ngày ký.", "issue+15wd", "2026-11-25"),
        ("Báo cáo trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản này.", "receipt+5wd", "None"),
        ("Chậm nhất sau 03 ngày kể từ ngày nhận được Công văn này, báo cáo.", "receipt+3d", "None"),
        ("dọn vệ sinh trong 24-48 giờ sau khi nước rút", "event+48h", "None"),
        ("Báo cáo kết quả về UBND tỉnh trong vòng 10 ngày.", "issue+10d", "2026-11-13"),
        ("Trình HĐND tỉnh tại kỳ họp cuối năm 2026.", "event", "None"),
        ("Hoàn thành xong trước Tết Nguyên đán.", "event", "None"),
        ("tham mưu ban hành khi Chính phủ ban hành Nghị định hướng dẫn.", "event", "None"),
        ("Thời gian hoàn thành: sau khi Nghị định được ban hành.", "event", "None"),
    ],
)
def test_a_term_from_another_day_or_an_event_is_relative(sentence, rule, on):
    (one,) = found(sentence)
    assert (one.deadline.kind, one.deadline.rule, str(one.deadline.on)) == ("relative", rule, on)


def test_a_term_from_receipt_has_its_day_once_it_was_given():
    (one,) = found("báo cáo trong 05 ngày làm việc kể từ ngày nhận được văn bản này", given_on=date(2026, 11, 6))
    assert one.deadline.on == date(2026, 11, 13)


@pytest.mark.parametrize(
    ("sentence", "kind", "text", "on"),
    [
        ("Thời gian hoàn thành: Quý IV/2026.", "period_end", "Quý IV/2026", "2026-12-31"),
        ("- Thời gian thực hiện: Tháng 12/2026.", "period_end", "Tháng 12/2026", "2026-12-31"),
        ("Thời gian thực hiện: Năm 2026\nvà các năm tiếp theo.", "open", "Năm 2026\nvà các năm tiếp theo", "None"),
        ("Thời gian thực hiện: Thường xuyên.", "open", "Thường xuyên", "None"),
        ("Thời gian báo cáo: 25/11/2026 (bằng văn bản)", "date", "25/11/2026", "2026-11-25"),
        ("Thời gian thực hiện: Hằng năm.", "recurring", "Hằng năm", "None"),
        ("Tháng 12/2026", "period_end", "Tháng 12/2026", "2026-12-31"),
        ("Quý II/2027", "period_end", "Quý II/2027", "2027-06-30"),
        ("Trước ngày 15/12/2026", "date", "Trước ngày 15/12/2026", "2026-12-15"),
    ],
)
def test_a_labelled_field_and_a_cell_are_read_as_what_is_typed(sentence, kind, text, on):
    (one,) = found(sentence)
    assert (one.deadline.kind, one.deadline.text, str(one.deadline.on)) == (kind, text, on)


@pytest.mark.parametrize(
    "sentence",
    [
        # documents that are cited
        "Căn cứ Quyết định số 26/2015/QĐ-UBND ngày 24 tháng 6 năm 2015 của UBND tỉnh;",
        "Thực hiện Công văn số 1234/UBND-KT ngày 20/11/2026 của UBND tỉnh về việc kiểm tra.",
        "Theo đề nghị của Sở Xây dựng tại Tờ trình số 98/TTr-SXD ngày 25 tháng 12 năm 2026.",
        "Điểm a khoản 1 Điều 12 Nghị định 15/12/NĐ-CP.",
        # meetings and events
        "Ngày 28/12/2026, Chủ tịch UBND tỉnh chủ trì cuộc họp về tiến độ giải ngân.",
        "Cuộc họp được tổ chức vào ngày 15/12/2026.",
        # effect, delegation, stretches of time
        "Quyết định này có hiệu lực kể từ ngày 15 tháng 12 năm 2026.",
        "Quyết định này có hiệu lực thi hành sau 10 ngày kể từ ngày ký ban hành.",
        "Thời gian ủy quyền: kể từ ngày Quyết định có hiệu lực đến hết ngày 28/02/2027.",
        "Thời gian diễn ra từ ngày 15/12/2026 đến hết ngày 20/12/2026.",
        "Kéo dài thời gian thực hiện dự án đến hết ngày 31/12/2027.",
        "Thời gian thực hiện: Quý III, IV/2027",
        "Thời gian hoàn thành: Tháng 9, tháng 10/2027",
        "Thời gian thực hiện: từ năm 2026 đến năm 2028",
        "Từ ngày 15/11/2026 đến ngày 30/11/2026, các đơn vị trực 24/24 giờ.",
        # aims, programmes, plans, figures
        "Triển khai Chương trình phát triển kinh tế - xã hội giai đoạn 2026-2030, tầm nhìn đến năm 2050.",
        "Phấn đấu đến năm 2030 đạt tỷ lệ 90%.",
        "Tổng kết công tác năm 2026 và triển khai nhiệm vụ năm 2027.",
        "Kết quả 9 tháng đầu năm 2026 đạt 80% kế hoạch.",
        "Trong 10 tháng đầu năm, tỉnh đã đạt nhiều kết quả.",
        "Trong năm 2026, tỉnh đã hoàn thành 20/20 chỉ tiêu.",
        "Trong năm 2026, nhiều địa phương đã có kết quả tốt.",
        "Số liệu tính đến hết ngày 15/12/2026.",
        "Dự toán ngân sách năm 2027.",
        "Hoàn thành 15/20 chỉ tiêu.",
        "Chương trình mục tiêu quốc gia giai đoạn I từ năm 2026 đến năm 2030.",
        # qualities of something else
        "Các hồ sơ đã tiếp nhận trước ngày 01/12/2026 thì giải quyết theo quy định cũ.",
        "Rà soát các dự án được phê duyệt trước ngày 31/12/2026.",
        "Thời gian giải quyết thủ tục hành chính không quá 15 ngày làm việc.",
        "Bố trí kinh phí từ nguồn ngân sách nhà nước hằng năm của các cơ quan, đơn vị.",
        "Thực hiện kế hoạch hằng năm của tỉnh.",
        "Nước sinh hoạt hằng ngày của người dân.",
        # past deadlines that are recalled
        "Việc cập nhật dữ liệu phải hoàn thành trước ngày 30/10/2026. Tuy nhiên, đến nay chưa xong.",
        "Kế hoạch phải hoàn thành trong quý III/2026 nhưng chưa hoàn thành.",
        # what is done before something else, without a term
        "Báo cáo UBND tỉnh trước khi thực hiện.",
        "Chịu trách nhiệm trước Chủ tịch UBND tỉnh về kết quả trong 05 năm.",
        "Trường hợp gia hạn phải đề nghị trước khi hết hạn ít nhất 05 ngày.",
        # words that only press
        "Khẩn trương rà soát, báo cáo ngay UBND tỉnh.",
        "Trả lời công dân đúng thời hạn quy định.",
        "Thường xuyên theo dõi, đôn đốc việc thực hiện.",
        "Thời gian thực hiện: ngay sau khi nhận được",
        # no such day
        "Hoàn thành trước ngày 31/11/2026.",
        "",
    ],
)
def test_what_only_looks_like_a_deadline_is_none(sentence):
    assert [one for one in found(sentence) if one.deadline.on or one.deadline.kind == "recurring"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Trình UBND tỉnh trước 16 giờ 00 ngày 20/11/2026.",
        "Gửi báo cáo về Sở Nội vụ chậm nhất là ngày 20/11/2026 để tổng hợp.",
        "Giao Sở Y tế hoàn thành ngay trong ngày 05/11/2026.",
        "báo cáo Chủ tịch UBND tỉnh trước ngày 15/6/2027 và 15/12/2027",
        "Báo cáo trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản này.",
        "Trình UBND tỉnh trong vòng 15 ngày làm việc kể từ ngày ký.",
        "hoàn thành trong quý I/2027",
        "Gửi hồ sơ chậm nhất cuối tháng 6.",
        "báo cáo UBND tỉnh tuần đầu tháng 7.",
        "thời gian trong tuần ngày 15 đến ngày 31 tháng 12 năm 2026.",
        "Định kỳ hằng quý, trước ngày 20 của tháng cuối quý, báo cáo.",
        "Định kỳ 6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12) báo cáo.",
        "Báo cáo trước 11 giờ thứ Tư hằng tuần.",
        "Trình HĐND tỉnh tại kỳ họp cuối năm 2026.",
        "Thời gian thực hiện: Năm 2026 và các năm tiếp theo.",
    ],
)
def test_what_is_found_in_a_document_is_understood_the_same_when_it_stands_in_the_form(sentence):
    (one,) = found(sentence)
    typed = understand(one.deadline.text, issued_on=ISSUED)
    assert (typed.kind, typed.rule, typed.time) == (one.deadline.kind, one.deadline.rule, one.deadline.time)
    assert typed.kind == "recurring" or typed.on == one.deadline.on


def test_several_deadlines_of_an_item_are_found_in_their_order():
    sentence = "sửa chữa xong trước ngày 31/12/2026; xây dựng lại chậm nhất trước ngày 31/01/2027."
    assert [str(one.deadline.on) for one in found(sentence)] == ["2026-12-31", "2027-01-31"]


def test_two_days_named_together_are_one_deadline_with_another_beside_it():
    (one,) = found("báo cáo trước ngày 15/6/2027 và 15/12/2027")
    assert (one.deadline.on, one.deadline.others) == (date(2027, 12, 15), (date(2027, 6, 15),))


def test_without_the_day_of_the_document_only_full_dates_have_a_day():
    assert [str(one.deadline.on) for one in found("báo cáo trước ngày 15/12/2009", issued_on=None)] == ["2009-12-15"]
    (one,) = found("báo cáo trước ngày 15/12", issued_on=None)
    assert one.deadline.on is None
    (term,) = found("trình trong 10 ngày kể từ ngày ký", issued_on=None)
    assert (term.deadline.rule, term.deadline.on) == ("issue+10d", None)


def test_working_days_of_a_year_that_is_not_entered_are_not_guessed():
    assert found("trình trong 10 ngày làm việc kể từ ngày ký", issued_on=date(2031, 3, 1)) == ()


@pytest.mark.parametrize("mark", ["ngày\xa015/12/2026", "ngày  15/12/2026", "ngày\n15/12/2026"])
def test_places_are_those_of_the_text_that_was_given(mark):
    sentence = unicodedata.normalize("NFD", f"Giao Sở Tài chính báo cáo trước {mark}, gửi Văn phòng.")
    (one,) = found(sentence)
    assert sentence[one.start : one.end] == unicodedata.normalize("NFD", f"trước {mark}")
    assert one.deadline.on == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("hoàn thành trước ngày 15 tháng 12.", "date"),
        ("báo cáo UBND tỉnh trước ngày 30/6.", "date"),
        ("Trình UBND tỉnh trong quý II.", "period_end"),
    ],
)
def test_a_document_that_lost_its_date_keeps_its_terms_without_a_day(sentence, kind):
    (one,) = found(sentence, issued_on=None)
    assert (one.deadline.kind, one.deadline.on) == (kind, None)
