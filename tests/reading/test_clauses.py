"""How clauses speak: orders, telling, own acts, verbs; and where one sentence gives work to several bodies."""

from itertools import pairwise

import pytest

from giaoviec.reading.clauses import clauses_of
from giaoviec.reading.words import passage


def kinds(text):
    return [clause.kind for clause in clauses_of(passage(text))]


@pytest.mark.parametrize(
    "sentence",
    ["Đẩy nhanh tiến độ thi công.", "Tuyệt đối không lơ là.", "Căn cứ tình hình thực tế, bố trí lực lượng phù hợp.",
     "Định kỳ hằng tháng gửi báo cáo.", "Đối với dự án chậm tiến độ, kiên quyết thu hồi.", "Phải hoàn thành đúng hạn.",
     "Cùng với ngành Y tế kiểm tra an toàn thực phẩm.", "Ngày 05 hằng tháng trình UBND tỉnh danh sách.",
     "Chủ trì, phối hợp với các Bộ: Tài chính, Tư pháp xây dựng Nghị định."],
)  # fmt: skip
def test_items_that_begin_with_what_is_to_be_done(sentence):
    assert kinds(sentence) == ["verb"]


@pytest.mark.parametrize(
    "sentence",
    ["Các sở, ban, ngành đã triển khai nhiều giải pháp.", "Sở Y tế đã có Báo cáo số 12/BC-SYT.",
     "Ngày 12/5/2026, Chủ tịch UBND tỉnh đã giao Sở Xây dựng rà soát.",
     "Tại Công văn số 120/UBND-KT ngày 5/5/2026, UBND tỉnh yêu cầu Sở Công Thương báo cáo.",
     "Ngày 01/6/2016, Ban Chỉ đạo tỉnh có Công văn số 330/BCĐ đề nghị các thành viên báo cáo.",
     "Luật Đất đai quy định UBND tỉnh có trách nhiệm định giá; Sở Tài chính giúp UBND tỉnh thực hiện.",
     "Tổ công tác được sử dụng con dấu của UBND tỉnh.", "Sở Tài chính thống nhất.",
     "Thủ tướng Chính phủ nghiêm khắc phê bình 06 địa phương."],
)  # fmt: skip
def test_what_was_done_or_ordered_before_is_told(sentence):
    assert kinds(sentence) == ["telling"]


@pytest.mark.parametrize(
    "sentence",
    ["Biểu dương Sở Xây dựng đã hoàn thành nhiệm vụ.", "Đồng ý với đề xuất của Sở Tài chính.",
     "Cơ bản thống nhất với dự thảo."],
)  # fmt: skip
def test_the_issuers_own_judgements_order_nothing(sentence):
    assert kinds(sentence) == ["own"]


def test_an_approval_followed_by_giao_is_an_order():
    (clause,) = clauses_of(passage("Đồng ý chủ trương nâng cấp đường, giao Sở Xây dựng lập dự án."))
    assert (clause.kind, clause.named.members) == ("order", ("Sở Xây dựng",))


def test_a_sentence_is_cut_where_another_body_is_given_work():
    text = "Sở Nội vụ tổng hợp số liệu; trên cơ sở đó, Sở Tài chính trình UBND tỉnh."
    assert [clause.named.members for clause in clauses_of(passage(text))] == [("Sở Nội vụ",), ("Sở Tài chính",)]


def test_a_lead_that_demands_something_of_others_keeps_its_sentence():
    text = "Bộ Xây dựng chỉ đạo công khai giá vé; yêu cầu các chủ đầu tư hoàn trả mặt đường."
    assert [clause.named.members for clause in clauses_of(passage(text))] == [("Bộ Xây dựng",)]


def test_semicolons_inside_a_list_of_bodies_cut_nothing():
    text = "Các sở, ban, ngành; UBND các xã, phường rà soát, báo cáo."
    assert len(clauses_of(passage(text))) == 1


def test_the_one_who_asks_is_not_the_one_who_is_asked():
    (clause,) = clauses_of(passage("Chủ tịch UBND tỉnh yêu cầu Giám đốc Sở Y tế báo cáo trước ngày 5/6/2026."))
    assert clause.named.members == ("Giám đốc Sở Y tế",)


def test_an_order_in_quotation_marks_after_whose_opinion_it_is():
    (clause,) = clauses_of(passage('Ý kiến của Chủ tịch UBND tỉnh: "Giao Sở Tư pháp xem xét, tham mưu".'))
    assert (clause.kind, clause.named.members) == ("order", ("Sở Tư pháp",))


def test_the_clauses_of_a_block_hold_all_its_words():
    said = passage("Đồng ý. Giao Sở Y tế rà soát; giao Sở Nội vụ báo cáo. Hết năm 2026 tổng kết.")
    clauses = clauses_of(said)
    assert clauses[0].first == 0 and clauses[-1].last == len(said.tokens)
    assert all(one.last == other.first for one, other in pairwise(clauses))


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("Kết luận: Giao Sở Y tế báo cáo UBND tỉnh.", "Sở Y tế"),
        ("Kinh phí thực hiện: Sở Tài chính bố trí theo quy định.", "Sở Tài chính"),
        ("Riêng UBND huyện Tuy Phong lập phương án cấp nước.", "UBND huyện Tuy Phong"),
        ("Đối với các thành viên Ban Chỉ đạo tỉnh, đề nghị báo cáo kết quả.", "các thành viên Ban Chỉ đạo tỉnh"),
        ("Theo chỉ đạo của Chủ tịch UBND xã, chuyển đơn đến Phòng Kinh tế xã để xem xét.", "Phòng Kinh tế xã"),
        ("Đề nghị các hãng hàng không tăng chuyến dịp Tết.", "các hãng hàng không"),
        ("Đề nghị quý cơ quan nghiên cứu, góp ý dự thảo.", "quý cơ quan"),
    ],
)
def test_orders_behind_a_label_a_circumstance_or_to_an_unlisted_body(sentence, body):
    (clause,) = clauses_of(passage(sentence))
    assert clause.kind in ("order", "subject") and clause.named.members == (body,)


@pytest.mark.parametrize(
    "sentence", ["Tại cuộc họp giao ban công tác bồi thường, Sở Y tế báo cáo.", "Họp giao ban công tác."]
)
def test_giao_ban_is_a_meeting_and_gives_nobody_work(sentence):
    assert all(
        "ban công tác" not in (clause.named.members if clause.named else ()) for clause in clauses_of(passage(sentence))
    )


def test_a_law_that_is_quoted_gives_nobody_work():
    text = 'Theo đó "Sở Tư pháp lấy ý kiến; các cơ quan được lấy ý kiến có trách nhiệm trả lời trong 07 ngày", Sở gửi dự thảo.'
    assert len(clauses_of(passage(text))) == 1


def test_an_exception_after_rieng_is_no_task_of_its_own():
    text = "Các sở gửi báo cáo về Sở Nội vụ; riêng ngành giáo dục thực hiện theo năm học."
    assert len(clauses_of(passage(text))) == 1
