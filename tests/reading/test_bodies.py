"""Who is named: heads, how far a name reaches, lists distributed, asides and titles."""

import pytest

from giaoviec.reading.bodies import bodies_at
from giaoviec.reading.clauses import clauses_of
from giaoviec.reading.partners import partners_in
from giaoviec.reading.words import passage


def acting(sentence):
    """The bodies that a sentence gives work to."""
    (clause,) = clauses_of(passage(sentence))
    assert clause.kind in ("order", "subject", "heading"), clause.kind
    return list(clause.named.members)


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch tổ chức lễ hội.", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Các Sở: Tài chính, Xây dựng và Công an tỉnh rà soát.", ["Sở Tài chính", "Sở Xây dựng", "Công an tỉnh"]),
        ("Giao các sở: Y tế, Công Thương theo dõi.", ["Sở Y tế", "Sở Công Thương"]),
        ("UBND các huyện Tuy Phong, Bắc Bình báo cáo.", ["UBND huyện Tuy Phong", "UBND huyện Bắc Bình"]),
        ("UBND các huyện, thị xã, thành phố chỉ đạo thực hiện.", ["UBND các huyện, thị xã, thành phố"]),
        ("Các sở, ban, ngành; UBND các xã, phường, đặc khu lập kế hoạch.",
         ["Các sở, ban, ngành", "UBND các xã, phường, đặc khu"]),
        ("Bí thư, Chủ tịch UBND các tỉnh chỉ đạo ứng phó.", ["Bí thư, Chủ tịch UBND các tỉnh"]),
        ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh trực ban 24/24 giờ.", ["Bộ Chỉ huy Bộ đội Biên phòng tỉnh"]),
        ("Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh:",
         ["Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh"]),
        ("Trung tâm Nước sạch và Vệ sinh môi trường nông thôn cấp nước.",
         ["Trung tâm Nước sạch và Vệ sinh môi trường nông thôn"]),
        ("Đài Phát thanh - Truyền hình Bình Thuận, Báo Bình Thuận đưa tin.",
         ["Đài Phát thanh - Truyền hình Bình Thuận", "Báo Bình Thuận"]),
        ("Các doanh nghiệp kinh doanh xăng dầu trên địa bàn tỉnh duy trì dự trữ.",
         ["Các doanh nghiệp kinh doanh xăng dầu trên địa bàn tỉnh"]),
        ("UBND các xã (trừ UBND xã Tuy Phong) kiểm tra trường học.", ["UBND các xã"]),
        ("Giao Giám đốc Sở Nội vụ làm Trưởng ban.", ["Giám đốc Sở Nội vụ"]),
        ("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh vận động nhân dân.",
         ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]),
        ("Hiệp hội Vật liệu xây dựng Việt Nam đề xuất giải pháp.", ["Hiệp hội Vật liệu xây dựng Việt Nam"]),
        ("Đề nghị Tổng Liên đoàn Lao động Việt Nam vận động.", ["Tổng Liên đoàn Lao động Việt Nam"]),
        ("Thanh tra Sở xây dựng phương án kiểm tra.", ["Thanh tra Sở"]),
        ("UBND các huyện, thị xã, thành phố lập lại tiến độ.", ["UBND các huyện, thị xã, thành phố"]),
        ("Chủ tịch UBND các xã, phường tổ chức trực Tết.", ["Chủ tịch UBND các xã, phường"]),
        ("UBND các địa phương ven biển, hải đảo cấm biển.", ["UBND các địa phương ven biển, hải đảo"]),
        ("UBND các huyện còn lại rà soát, sơ tán.", ["UBND các huyện còn lại"]),
        ("Các sở không thuộc đối tượng kiểm tra tự kiểm tra.", ["Các sở không thuộc đối tượng kiểm tra"]),
        ("Đề nghị các doanh nghiệp viễn thông (VNPT, Viettel) phủ sóng các thôn.", ["các doanh nghiệp viễn thông"]),
        ("Trưởng các khối, cụm thi đua tổ chức tổng kết.", ["Trưởng các khối", "cụm thi đua"]),
        ("Các bệnh viện dự trù thuốc.", ["Các bệnh viện"]),
        ("Bưu điện tỉnh, VNPT Bình Thuận bảo đảm liên lạc.", ["Bưu điện tỉnh", "VNPT Bình Thuận"]),
        ("BQL dự án chuyên ngành, Sở KH&ĐT, Sở NN&PTNT rà soát.",
         ["BQL dự án chuyên ngành", "Sở KH&ĐT", "Sở NN&PTNT"]),
        ("Đối với các Sở: Tư pháp, Nội vụ:", ["Sở Tư pháp", "Sở Nội vụ"]),
        ("Trách nhiệm của Sở Y tế", ["Sở Y tế"]),
    ],
)  # fmt: skip
def test_names_reach_to_their_verb_and_lists_are_distributed(sentence, bodies):
    assert acting(sentence) == bodies


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        ("UBND các xã, phường có dự án đi qua bàn giao mặt bằng.", ("UBND các xã, phường có dự án đi qua",)),
        ("Các đơn vị liên quan cấu hình phần mềm.", ("Các đơn vị liên quan",)),
        ("Thủ trưởng các sở, ngành được giao chủ trì chuẩn bị đề án.", ("Thủ trưởng các sở, ngành được giao chủ trì",)),
        ("Các tổ chức, cá nhân sản xuất, kinh doanh vật tư thực hiện nghiêm quy định.",
         ("Các tổ chức", "cá nhân sản xuất, kinh doanh vật tư")),
        ("Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh phát huy vai trò.",
         ("Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh",)),
        ("Công ty Cổ phần Cấp thoát nước Lâm Đồng bảo đảm nước sạch.", ("Công ty Cổ phần Cấp thoát nước Lâm Đồng",)),
        ("HĐND tỉnh: Các sở, ban, ngành chuẩn bị nội dung.", ("HĐND tỉnh",)),
    ],
)  # fmt: skip
def test_a_name_ends_where_its_work_begins(sentence, bodies):
    named = bodies_at(passage(sentence), 0)
    assert named is not None and named.members == bodies


@pytest.mark.parametrize(
    "text",
    ["Sở hữu trí tuệ", "Bộ phận một số", "Báo cáo kết quả", "Ban hành quy chế", "Tổ chức thực hiện", "các nội dung sau",
     "Hội nghị trực tuyến", "Phòng, chống dịch bệnh", "Trường hợp có vướng mắc", "các nhiệm vụ, giải pháp"],
)  # fmt: skip
def test_words_that_only_begin_like_bodies_name_none(text):
    assert bodies_at(passage(text), 0) is None


@pytest.mark.parametrize(
    ("sentence", "partners"),
    [
        ("chủ trì, phối hợp với Sở Tài chính, Công an tỉnh rà soát", ["Sở Tài chính", "Công an tỉnh"]),
        ("phối hợp chặt chẽ với các địa phương, đơn vị liên quan triển khai", ["các địa phương, đơn vị liên quan"]),
        ("chủ trì cùng Sở Nội vụ xem xét", ["Sở Nội vụ"]),
        ("phối hợp, hỗ trợ chính quyền địa phương trong công tác tuần tra", ["chính quyền địa phương"]),
        ("phối hợp với trưởng thôn, tổ trưởng dân phố tổ chức họp", ["trưởng thôn", "tổ trưởng dân phố"]),
        ("phối hợp thực hiện công tác tuyên truyền", []),
        ("làm việc với nhà thầu, gửi Sở Xây dựng", []),
        ("các cơ quan phối hợp có trách nhiệm cung cấp số liệu", []),
    ],
)
def test_collaborators_are_those_named_after_the_words_of_working_together(sentence, partners):
    said = passage(sentence)
    assert list(partners_in(said, 0, len(said.tokens))) == partners
