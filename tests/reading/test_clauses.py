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
     "Cùng với ngành Y tế kiểm tra an toàn thực phẩm."],
)  # fmt: skip
def test_items_that_begin_with_what_is_to_be_done(sentence):
    assert kinds(sentence) == ["verb"]


@pytest.mark.parametrize(
    "sentence",
    ["Các sở, ban, ngành đã triển khai nhiều giải pháp.", "Sở Y tế đã có Báo cáo số 12/BC-SYT.",
     "Ngày 12/5/2026, Chủ tịch UBND tỉnh đã giao Sở Xây dựng rà soát.",
     "Tại Công văn số 120/UBND-KT ngày 5/5/2026, UBND tỉnh yêu cầu Sở Công Thương báo cáo."],
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
