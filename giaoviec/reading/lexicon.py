"""The words of directing documents, as tables. Law has no list of them; this is the usage of the administration."""

from .words import Passage, passage, phrases

# Verbs and verb phrases that open what somebody is to do.
VERBS = phrases(
    """chủ trì|phối hợp|chỉ đạo|lãnh đạo|tham mưu|rà soát|kiểm tra|đôn đốc|hướng dẫn|theo dõi|giám sát|báo cáo|tổng hợp|trình|đề xuất
xây dựng|ban hành|triển khai|thực hiện|tổ chức|quán triệt|tuyên truyền|phổ biến|công bố|công khai|bố trí|cân đối|phân bổ
xuất cấp|hỗ trợ|cung cấp|chia sẻ|cập nhật|đồng bộ|chuẩn hóa|làm sạch|lập hồ sơ|lập kế hoạch|lập dự toán|lập danh sách|lập biên bản|lập phương án|lập báo cáo|lập thủ tục|lập đoàn|lập dự án|lập quy hoạch|lập đề án|lập tờ trình|lập chốt|lập các|thành lập|kiện toàn|củng cố|hoàn thiện|hoàn thành
hoàn chỉnh|xử lý|giải quyết|khắc phục|tháo gỡ|nghiên cứu|xem xét|thẩm định|thẩm tra|phê duyệt|quyết định|quản lý|sử dụng
bảo đảm|đảm bảo|duy trì|phát huy|nâng cao|đẩy mạnh|đẩy nhanh|tăng cường|thúc đẩy|huy động|vận động|kêu gọi|khuyến khích
thông tin|thông báo|thông tri|phản ánh|đăng tải|đưa|gửi|chuyển|tiếp nhận|tiếp thu|giải trình|trả lời|phúc đáp|cho ý kiến
tham gia|góp ý|lấy ý kiến|làm việc|trao đổi|thống nhất|xác định|xác minh|xác nhận|đánh giá|phân tích|dự báo|cảnh báo
thống kê|tổng kết|sơ kết|kiểm kê|kiểm soát|kiểm điểm|kiểm định|kiểm nghiệm|thanh tra|điều tra|truy quét|ngăn chặn|phát hiện
phòng ngừa|ứng phó|sơ tán|di dời|vận hành|bảo vệ|bảo trì|sửa chữa|khôi phục|khơi thông|thu gom|vệ sinh|phun|tiêu hủy
khử trùng|tiêm phòng|lấy mẫu|giám định|cứu trợ|cứu hộ|tìm kiếm|tiếp cận|tuần tra|canh gác|ứng trực|túc trực|bám sát|nắm
nắm bắt|chủ động|tích cực|khẩn trương|kịp thời|nhanh chóng|tiếp tục|tập trung|thường xuyên|nghiêm túc|quyết liệt|trực tiếp
sớm|phấn đấu|kiên quyết|chú trọng|ưu tiên|quan tâm|lưu ý|chấn chỉnh|nhắc nhở|yêu cầu|đề nghị|giao|phân công|cử|bổ nhiệm
điều động|điều phối|điều chuyển|điều hành|điều chỉnh|bổ sung|sửa đổi|thay thế|bãi bỏ|hủy bỏ|cắt giảm|đơn giản hóa|ký|ký kết
đàm phán|đấu thầu|đấu giá|giải ngân|thanh toán|quyết toán|nghiệm thu|bàn giao|thu hồi|giải phóng|đền bù|bồi thường|chi trả
đón tiếp|chuẩn bị|đăng ký|kê khai|niêm yết|lựa chọn|chỉ định|mời|ủy quyền|phân cấp|phân loại|phân tích|phân luồng|phân định
đào tạo|tập huấn|bồi dưỡng|tuyển dụng|tuyển sinh|thi tuyển|khen thưởng|biểu dương|tôn vinh|phát động|hưởng ứng|tổ chức lại|sắp xếp
sáp nhập|tinh giản|giải thể|mở rộng|cải tạo|nâng cấp|đầu tư|lắp đặt|trang bị|mua sắm|khai thác|vận chuyển|phân phối
dự trữ|bình ổn|niêm phong|tịch thu|xử phạt|khởi tố|truy tố|xét xử|thi hành|cưỡng chế|chăm sóc|điều trị|cách ly
thu dung|phân phối|trao|thăm hỏi|động viên|chúc mừng|chăm lo|giúp đỡ|tạo điều kiện|tạo thuận lợi|làm tốt
làm rõ|làm|có trách nhiệm|chịu trách nhiệm|có văn bản|có kế hoạch|có biện pháp|có giải pháp|có phương án|có ý kiến|có báo cáo
có hình thức|có nhiệm vụ|áp dụng|ứng dụng|tích hợp|kết nối|số hóa|khai trương|khởi công|khánh thành|tổ chức thực hiện
lồng ghép|gắn|gắn kết|căn cứ|dự thảo|soạn thảo|biên soạn|in ấn|phát hành|sao gửi|lưu trữ|bảo quản|bảo mật|nộp
rút kinh nghiệm|khẩn cấp|đi kiểm tra|đi|dừng|tạm dừng|cấm|hạn chế|nghiêm cấm|không để|không được|tuyệt đối|loại bỏ|bãi nhiệm
thay mặt|giữ vững|bảo toàn|giữ gìn|phát triển|kích cầu|quảng bá|xúc tiến|tôn tạo|cắm|cắm mốc|đo đạc
kết hợp|phát động|sẵn sàng|đề ra|định hướng|khảo sát|đối chiếu|đối soát|dự kiến|ngưng|thí điểm|thử nghiệm
kiến nghị|kiểm đếm|tổ chức họp|họp|đồng hành|chuyển đổi|cam kết|phát sóng|xây lắp|thiết lập|kích hoạt
tổ chức trực|rút ngắn|nhân rộng|quy hoạch|quy định|hình thành|thực thi|thiết kế|tính toán
thăm dò|bình xét|công nhận|phân bố|xả|tiết kiệm|mở chuyên|mở đợt|mở lớp|mở các|tăng thời|tăng thêm|tăng tần|tăng mức|tăng cường|giảm tải|giảm thiểu|cấp phát|cấp kinh|cấp giấy|cấp phép|cấp bổ|thu hút|thu thập|thu phí|thu ngân|thu nộp|giữ nguyên|tạo lập|tạo nguồn|nâng mức|nâng công
|trực ban|trực 24|trực cơ|xóa|gia hạn|gia cố|nạo vét|quan trắc|phát quang|dọn|kết thúc|khởi động|bảo dưỡng|phục hồi|tái định|tái lập|giãn|hoãn|cho phép|lên kế hoạch|tận dụng|dành|tài trợ|hoàn trả|bồi thường|tìm hiểu|học tập|ra quân"""
)
# Words between a body and its verb, or before the verb of an item.
BEFORE_VERB = phrases(
    """cần|phải|nên|sẽ|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|theo chức năng|theo thẩm quyền|theo nhiệm vụ|theo phạm vi|theo lĩnh vực
theo phân công|theo phân cấp|theo quy định|theo dõi|theo đó|theo tiến độ|theo kế hoạch|theo hướng dẫn|theo đề nghị|theo chỉ đạo|theo
căn cứ|trên cơ sở|trong phạm vi|trong quá trình|trong thời gian|trong khi|trong tháng|trong quý|trong năm|trong tuần|trong vòng
trong thời hạn|trong trường hợp|trong ngày|trong công tác|trong việc|trong lĩnh vực|trong hoạt động|khi|nếu|để|nhằm|bằng|với chức năng|với vai trò|với tinh thần|từ ngày|từ nay|trước ngày|trước
hằng ngày|hằng tuần|hằng tháng|hằng quý|hằng năm|hàng ngày|hàng tuần|hàng tháng|hàng quý|hàng năm|định kỳ|chậm nhất
không|chưa|đã|đang|vẫn|còn|được biết|thấy|hiện|hiện nay|cũng|đều|luôn|lại|tự|cùng|cùng với|ngay|là đầu mối|là cơ quan
là đơn vị|làm đầu mối|giúp ủy ban|giúp ubnd|giúp chủ tịch|sau khi|sau đó|đồng thời|nghiêm|khẩn cấp|quyết tâm|nỗ lực|hết sức
nhất là|đặc biệt là|trong đó|bao gồm|như sau|và phối hợp|vừa có|vừa ban|vừa ký|vừa qua|vừa được|vừa gửi"""
)
# What a body is said to be or to have done: telling, not ordering.
TELLING = phrases(
    """đã|đang|chưa|vẫn|còn|là|có tờ trình|có công văn|có báo cáo số|có văn bản số|có ý kiến tại|nhận được|được|bị|thấy|cho rằng|nhận thấy
trân trọng|thông báo để|xin|kính|gặp|đạt|chiếm|mới|vừa|sẽ tạm|có kế hoạch nâng|cơ bản|đánh giá cao|ghi nhận|biểu dương|ban hành kế hoạch"""
)
# Verbs by which the issuer hands something to a body that follows.
ORDERS = phrases(
    """giao|giao cho|giao nhiệm vụ cho|giao trách nhiệm cho|yêu cầu|đề nghị|kính đề nghị|trân trọng đề nghị|phân công|phân công cho|ủy quyền
ủy quyền cho|chỉ đạo|nhất trí giao|đồng ý giao|thống nhất giao|tiếp tục giao|cho phép|ủy nhiệm|cử|mời|chuyển đến|chuyển|kính chuyển|lưu ý"""
)
STRONG_ORDERS = frozenset({"giao", "yêu", "đề", "kính", "trân", "phân", "nhất", "đồng", "thống", "tiếp"})
# Links at the beginning of a sentence that say nothing about who or what.
LINKS = phrases(
    """đồng thời|ngoài ra|bên cạnh đó|trước mắt|theo đó|do đó|vì vậy|do vậy|riêng|mặt khác|cụ thể|cụ thể là|trong đó|trên cơ sở đó|sau đó
để làm tốt các nhiệm vụ sắp tới|tiếp theo|trên tinh thần đó|từ đó|qua đó|hai là|ba là|một là|bốn là|năm là|nay|để thực hiện|thêm vào đó|kèm theo đó
về vấn đề này|về nội dung này|nhằm đảm bảo tiến độ"""
)
# What stands before the comma after which the body comes.
ADVERBIALS = phrases(
    """căn cứ|trên cơ sở|theo|để|nhằm|sau khi|trong|từ|khi|nếu|trường hợp|về|đối với|riêng|qua|xét|tiếp theo|trước|trước ngày|chậm nhất
định kỳ|hằng năm|hàng năm|hằng tháng|hàng tháng|hằng quý|hàng quý|hằng tuần|hàng tuần|hằng ngày|thừa lệnh|thừa ủy quyền|được sự|với|do|tại|ngày|vào
nhận được|liên quan|ngay sau khi|thực hiện công văn|thực hiện chỉ thị|thực hiện nghị quyết|thực hiện quyết định|thực hiện ý kiến|thực hiện chỉ đạo|thực hiện luật|thực hiện nghị định|thực hiện thông báo|thực hiện kế hoạch
thực hiện công điện|thực hiện kết luận|thực hiện văn bản|thực hiện thông tư|thực hiện chương trình|triển khai thực hiện|kể từ|bên cạnh|ngoài|vì|đến|hết"""
)
# The issuer's own acts and judgements: no task unless an order follows.
OWN_ACTS = phrases(
    """đánh giá cao|biểu dương|ghi nhận|hoan nghênh|cảm ơn|trân trọng cảm ơn|đồng ý|nhất trí|cơ bản nhất trí|cơ bản đồng ý|cơ bản thống nhất|thống nhất
chấp thuận|cho phép|ghi nhận và|kêu gọi|khen ngợi|phê bình|không đồng ý|chưa đồng ý|tiếp thu|tán thành|nhất trí với|chia sẻ với|chúc mừng
bãi bỏ|hủy bỏ|công nhận|ban hành kèm theo|thành lập|phê duyệt|công bố kèm theo|sửa đổi, bổ sung một số|cho chủ trương|đính chính|thu hồi quyết định"""
)
# Openings of paragraphs that never go on from the line before.
OPENERS = phrases(
    """căn cứ|theo đề nghị|xét đề nghị|trên cơ sở|để thực hiện|trường hợp|trong quá trình|yêu cầu|đề nghị|giao|nơi nhận|kính gửi|cơ quan chủ trì|cơ quan thực hiện|đơn vị thực hiện|đơn vị chủ trì|cơ quan phối hợp|đơn vị phối hợp|tuy nhiên|ngoài ra|nhận được|thừa lệnh
quyết định này|chỉ thị này|kế hoạch này|công điện này|nội dung thực hiện|sản phẩm|văn phòng ủy ban nhân dân|văn phòng ubnd|văn phòng chính phủ thông báo
tổ chức thực hiện|thời gian qua|trong thời gian|hiện nay|do đó|vì vậy|trước mắt|trên đây|mọi vướng mắc"""
)
# What only completes the item before it: a term, a product.
TRAILING = phrases(
    """thời gian thực hiện|thời gian hoàn thành|thời hạn hoàn thành|thời hạn thực hiện|thời hạn báo cáo|thời gian báo cáo|thời gian gửi|thời hạn gửi|thời hạn|hoàn thành trước|hoàn thành trong|hoàn thành xong trước
báo cáo trước|gửi trước|xong trước|sản phẩm|thời gian:|tiến độ:|cơ quan phối hợp|đơn vị phối hợp"""
)
# Paragraphs of this kind are never tasks, whoever stands in them.
CLOSINGS = phrases(
    """trong quá trình|quá trình thực hiện|quá trình triển khai|nếu có khó khăn|nếu có vướng mắc|nếu có|trường hợp có|trường hợp phát sinh|nếu phát sinh|mọi khó khăn|mọi vướng mắc
khi có khó khăn|khi có vướng mắc|có khó khăn"""
)
# Paragraphs that end a document or begin something new, never the rest of the item above.
ENDINGS = phrases(
    """trên đây|nhận được|căn cứ|xét|quyết định này|chỉ thị này|kế hoạch này|công điện này|nghị quyết này|luật này|nghị định này|quy định này|chương trình này|văn phòng|ủy ban nhân dân|ubnd|đây là|phụ lục|ghi chú|nội dung này|mọi|công văn này|thông báo này|kèm theo|chi tiết|hiệu lực|tổ chức thực hiện"""
)
# Words that show a sentence to be telling about the past or the state of things.
NARRATIVE = phrases(
    """thời gian qua|trong thời gian qua|thời gian vừa qua|trong những năm qua|những năm qua|hiện nay|tuy nhiên|qua theo dõi|qua kiểm tra|qua báo cáo|theo báo cáo
theo tổng hợp|theo dự báo|ngày|trong mấy ngày|vừa qua|nhìn chung|kết quả|đến nay|tính đến|nguyên nhân|tại cuộc họp|tham dự|cùng dự|sau khi nghe|đây là|do ảnh hưởng|bên cạnh những
như vậy|hiện tại|trong đó có|theo quy định tại|công tác|tình hình"""
)
# Nouns that open an item which only names a matter.
MATTERS = phrases(
    """kinh phí|nguồn kinh phí|nguồn vốn|nguồn|thời gian|địa điểm|thành phần|đối tượng|phạm vi|mục tiêu|mục đích|số lượng|nội dung|hình thức|tỷ lệ|mức|tổng kinh phí|căn cứ pháp lý
tiêu chí|điều kiện|nguyên tắc|quan điểm|thời hạn|danh sách|chỉ tiêu|quyết định này|chỉ thị này|kế hoạch này|văn bản này|thông báo này|quy chế này|quy định này|công văn này|công điện này
luật này|nghị định này|thông tư này|những|một số|nhiều|ngân sách|mọi|việc|các nội dung|các nhiệm vụ|các quy định|người dân|hộ|trường hợp"""
)


# Syllables that are verbs alone but parts of other words beside these neighbours.
_PART_AFTER = {
    "trình": "quá công chương lộ quy tờ tiến hành giải phát tường",
    "giao": "bàn ngoại được chuyển tiếp thẩm",
    "chuyển": "vận di luân biến thuyên",
    "làm": "việc",
    "đi": "chuyến lối đường",
    "cấm": "nghiêm",
    "họp": "cuộc phiên kỳ",
    "ký": "đăng chữ thư thời",
    "gửi": "kính tiền",
    "nắm": "",
}
_PART_BEFORE = {
    "giao": "thông dịch tiếp lưu thương hưởng",
    "trình": "độ tự diễn",
    "làm": "việc",
    "đi": "lại",
    "xả": "thải",
    "sớm": "nhất",
    "họp": "báo",
    "chuyển": "biến",
    "đưa": "đón",
}


def verb_at(said: Passage, index: int) -> int:
    """How many tokens the verb has that begins here; 0 for none, and for a syllable that is part of another word."""
    size = VERBS.at(said.tokens, index)
    if size != 1:
        return size
    word = said.word(index)
    if (
        said.word(index - 1) in _PART_AFTER.get(word, "").split()
        or said.word(index + 1) in _PART_BEFORE.get(word, "").split()
    ):
        return 0
    return 1


def begins_with_order(text: str) -> bool:
    """Does a line begin with a verb of the tables (or with one of the words that go before a verb)?"""
    said = passage(text[:60])
    return bool(VERBS.at(said.tokens, 0) or ORDERS.at(said.tokens, 0))
