"""How a document is laid out: headings, lists that break off and go on, closings, rows of tables, wrapped lines."""

import pytest

from giaoviec.reading import read


def tasks(text):
    """(opening words, leads) of the required tasks."""
    return [(" ".join(task.content.split()[:4]), task.leads) for task in read(text).tasks if not task.optional]


def test_numbering_goes_on_after_a_list_in_between_and_its_leads_are_over():
    text = """NGHỊ QUYẾT
Về phiên họp thường kỳ
QUYẾT NGHỊ:
1. Về tình hình kinh tế - xã hội
Chính phủ thống nhất đánh giá kinh tế phục hồi tích cực.
Chính phủ yêu cầu các bộ, cơ quan, địa phương thực hiện các nhiệm vụ sau:
a) Bộ Công Thương đẩy mạnh đàm phán các hiệp định thương mại.
b) Các bộ, địa phương:
- Rà soát điều kiện kinh doanh.
2. Về công tác xây dựng pháp luật
Chính phủ đánh giá cao Bộ Tư pháp đã nỗ lực chuẩn bị các dự án luật.
Giao Bộ Tư pháp báo cáo Chính phủ trước ngày 20/12/2025.
"""
    assert tasks(text) == [
        ("a) Bộ Công Thương", ("Bộ Công Thương",)),
        ("- Rà soát điều", ("Các bộ, địa phương",)),
        ("Giao Bộ Tư pháp", ("Bộ Tư pháp",)),
    ]


@pytest.mark.parametrize(
    "duties",
    ["theo chức năng, nhiệm vụ và địa bàn phụ trách:", "căn cứ chức năng, nhiệm vụ được giao:", "theo thẩm quyền:"],
)
def test_a_heading_may_add_within_which_duties_its_bodies_act(duties):
    text = (
        f"UBND tỉnh yêu cầu:\n1. Sở Xây dựng, Công an tỉnh {duties}\n- Tổ chức canh gác các ngầm tràn.\n2. Sở Y tế:\n"
    )
    assert tasks(text) == [("- Tổ chức canh", ("Sở Xây dựng", "Công an tỉnh"))]


def test_what_the_committee_means_to_do_itself_is_nobodys_task():
    text = """ỦY BAN NHÂN DÂN
TỈNH BÌNH THUẬN
Số: 12/CTr-UBND
Bình Thuận, ngày 25 tháng 3 năm 2016
CHƯƠNG TRÌNH
Công tác quý II năm 2016
Trong quý II, UBND tỉnh tập trung chỉ đạo thực hiện các nhiệm vụ trọng tâm sau:
1. Tập trung chỉ đạo phòng, chống hạn.
2. Giao Văn phòng UBND tỉnh theo dõi, báo cáo hằng tháng.
"""
    assert tasks(text) == [("2. Giao Văn phòng", ("Văn phòng UBND tỉnh",))]


def test_a_report_with_its_contents_is_one_task_and_the_last_courtesy_stays_apart():
    text = """Bộ Nội vụ đề nghị Ủy ban nhân dân các tỉnh thực hiện:
1. Chi trả đầy đủ chế độ cho cán bộ nghỉ việc.
2. Báo cáo tình hình thực hiện với các nội dung chủ yếu:
a) Về sắp xếp tổ chức bộ máy;
b) Về cơ sở vật chất.
Báo cáo gửi về Bộ Nội vụ trước ngày 05/12/2025.
Đây là nội dung quan trọng, đề nghị quý Ủy ban quan tâm chỉ đạo thực hiện./.
"""
    reading = read(text)
    assert [task.due and str(task.due.on) for task in reading.tasks if not task.optional] == [None, "2025-12-05"]
    assert "Báo cáo gửi về Bộ Nội vụ" in reading.tasks[1].content
    assert reading.tasks[-1].optional


def test_the_addressees_of_an_urgent_telegram_in_capitals_are_no_items():
    text = """CÔNG ĐIỆN
VỀ VIỆC ỨNG PHÓ VỚI MƯA LỚN
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA ĐIỆN:
- Thủ trưởng các sở, ban, ngành;
- Chủ tịch UBND các xã, phường.
Để ứng phó, Chủ tịch UBND tỉnh yêu cầu:
1. Sở Xây dựng:
- Ứng trực trên các tuyến quốc lộ.
"""
    reading = read(text)
    assert reading.document.addressees == ("Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các xã, phường")
    assert tasks(text) == [("- Ứng trực trên", ("Sở Xây dựng",))]


def test_a_section_of_a_table_leads_nothing():
    text = (
        "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\nI\tCHÍNH QUYỀN SỐ\n"
        "1\tTái cấu trúc quy trình\tVăn phòng UBND tỉnh\t31/12/2026\n"
    )
    assert [task.leads for task in read(text).tasks] == [("Văn phòng UBND tỉnh",)]


def test_work_under_a_departments_inspectorate_begins_on_its_own_line():
    text = (
        "Giám đốc Sở Y tế yêu cầu các đơn vị thực hiện các nội dung sau đây trong dịp Tết Nguyên đán:\n"
        "1. Thanh tra Sở\nPhối hợp Phòng Nghiệp vụ Y kiểm tra đột xuất công tác trực Tết tại các bệnh viện, trung tâm\n"
        "y tế trên địa bàn.\n2. Trạm Y tế các xã\nTham mưu thành lập các đoàn kiểm tra an toàn thực phẩm trước Tết.\n"
    )
    assert [leads for _, leads in tasks(text)] == [("Thanh tra Sở",), ("Trạm Y tế các xã",)]


def test_a_matter_and_a_department_of_construction_are_headings_of_their_own_line():
    text = (
        "Sau khi nghe báo cáo và ý kiến của các đại biểu dự họp, Thủ tướng Chính phủ kết luận như sau:\n"
        "1. Về vật liệu xây dựng\nBộ Tài chính chủ trì thành lập đoàn kiểm tra việc cấp phép mỏ tại các địa phương.\n"
        "2. Bộ trưởng Bộ Xây dựng\nKhôi phục các tuyến quốc lộ bị sạt lở, bảo đảm thông tuyến trước ngày 20/12/2025.\n"
    )
    assert [leads for _, leads in tasks(text)] == [("Bộ Tài chính",), ("Bộ trưởng Bộ Xây dựng",)]


def test_who_answers_for_figures_and_hands_them_in_has_a_task():
    text = (
        "1. Ủy ban nhân dân các tỉnh nêu trên chịu trách nhiệm toàn diện về số liệu, "
        "gửi báo cáo bổ sung về Bộ Tài chính trước ngày 15/12/2025."
    )
    (task,) = read(text).tasks
    assert (task.optional, str(task.due.on)) == (False, "2025-12-15")


@pytest.mark.parametrize("text", ["1. Giao Sở Tài chính -", "Kính gửi: Các sở -", "- UBND xã -"])
def test_a_dash_at_the_end_of_a_name_is_read(text):
    read(text)
