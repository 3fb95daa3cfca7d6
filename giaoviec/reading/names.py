"""Bodies by name: heads that open the name of a body, names with commas inside, short forms. Two eras."""

from .words import fold, phrases

# Names that hold commas, dashes or "và": found before a list is split. First the departments' and ministries' own names.
FIELDS = phrases(
    """văn hóa, thể thao và du lịch|văn hóa thể thao và du lịch|văn hoá, thể thao & du lịch|văn hóa và thể thao|văn hóa, thông tin|nông nghiệp và phát triển nông thôn|nông nghiệp và ptnt|nông nghiệp & ptnt
nông nghiệp & phát triển nông thôn|nông nghiệp và ptnt|nông nghiệp & ptnt|nông nghiệp và môi trường|nông nghiệp & môi trường|tài nguyên và môi trường|tài nguyên & môi trường|kế hoạch và đầu tư|kế hoạch & đầu tư
lao động - thương binh và xã hội|lao động, thương binh và xã hội|lao động thương binh và xã hội|lao động - thương binh & xã hội|lao động tb&xh|lao động - tbxh
khoa học và công nghệ|khoa học & công nghệ|thông tin và truyền thông|thông tin & truyền thông|giáo dục và đào tạo|giáo dục & đào tạo|dân tộc và tôn giáo
giao thông vận tải|công thương|tài chính|nội vụ|xây dựng|tư pháp|y tế|ngoại vụ|quốc phòng|công an|ngoại giao|du lịch|thanh tra chính phủ
nn&ptnt|nnptnt|nn&mt|nnmt|tn&mt|tnmt|kh&đt|khđt|kh&cn|khcn|tt&tt|tttt|gtvt|gd&đt|gdđt|lđtbxh|lđ-tb&xh|lđ-tbxh|lđtb&xh|vhtt&dl|vhttdl|vh,tt&dl|tc|xd|ct|tp|yt|nv|dt&tg|quy hoạch - kiến trúc
quy hoạch kiến trúc|an toàn thực phẩm|dân tộc"""
)
LONG_NAMES = phrases(
    """chính trị - xã hội - nghề nghiệp|chính trị - xã hội|chính trị xã hội|ủy ban mặt trận tổ quốc việt nam|mặt trận tổ quốc và các tổ chức chính trị - xã hội|dự án đầu tư xây dựng các công trình|dự án đầu tư xây dựng công trình|dự án đầu tư xây dựng và phát triển|dự án đầu tư xây dựng|dự án đầu tư và xây dựng|dự án đầu tư|các công trình
phòng thủ dân sự, phòng chống thiên tai và tìm kiếm cứu nạn|phòng, chống thiên tai và tìm kiếm cứu nạn
phòng chống thiên tai và tìm kiếm cứu nạn|bộ tư lệnh bộ đội biên phòng|phát thanh và truyền hình|phát thanh - truyền hình|báo và phát thanh, truyền hình|ngoại giao và hội nhập
phòng cháy, chữa cháy và cứu nạn, cứu hộ|phòng cháy chữa cháy và cứu nạn cứu hộ|phòng, chống tham nhũng, lãng phí, tiêu cực|phòng, chống tội phạm|phòng, chống dịch bệnh
thi đua - khen thưởng|thi đua, khen thưởng|tuyên giáo và dân vận|văn thư - lưu trữ|văn thư lưu trữ|trồng trọt và bảo vệ thực vật|chăn nuôi và thú y|thủy lợi và phòng, chống thiên tai
kiểm soát bệnh tật|phục vụ hành chính công|phát triển quỹ đất|xúc tiến đầu tư|xúc tiến thương mại|dịch vụ việc làm|dịch vụ đấu giá|an toàn giao thông|tiếp công dân|quản lý thị trường|quản lý dự án
quản lý dự án đầu tư xây dựng|quản lý các khu công nghiệp|quản lý khu kinh tế|đăng ký đất đai|chuyển đổi số|chính sách xã hội|phòng thủ dân sự quốc gia|phòng thủ dân sự
kiểm soát thủ tục hành chính|thi hành án dân sự|bảo vệ, chăm sóc sức khỏe|sản xuất thương mại|hợp tác xã|công nghiệp-năng lượng|bảo vệ thực vật|giám sát tài chính|quản lý nhà nước|hỗ trợ nông dân
bảo vệ và phát triển rừng|bảo vệ môi trường|phát triển đất|phòng chống ma túy|khuyến nông|xúc tiến du lịch|hội nhập quốc tế|doanh nghiệp nhỏ và vừa|doanh nghiệp vừa và nhỏ|báo chí, truyền thông|thông tin đại chúng|công chức, viên chức|cán bộ, công chức, viên chức|báo chí và truyền thông|thông tấn, báo chí|thông tấn báo chí|truyền thông, báo chí|nghiên cứu phát triển|quản trị và cấp phát|giao dịch công nghệ"""
)
# Heads that make a body whatever follows.
SURE_HEADS = phrases(
    """ủy ban nhân dân|ủy ban mặt trận|ủy ban mttq|ub mttq|ubmttq|ubmttqvn|ubnd|ub|hội đồng nhân dân|hđnd|ủy ban|công an|cảnh sát|văn phòng|vpub|vpcp|vp ubnd|vpubnd
chủ tịch|phó chủ tịch|các phó chủ tịch|bí thư|phó bí thư|giám đốc|phó giám đốc|tổng giám đốc|bộ trưởng|thứ trưởng|thủ trưởng|người đứng đầu|cấp ủy|chính quyền|chánh văn phòng|phó chánh văn phòng|chánh thanh tra
trưởng ban|trưởng các|trưởng phòng|cục trưởng|chi cục trưởng|tổng cục trưởng|vụ trưởng|viện trưởng|hiệu trưởng|thống đốc|tổng thanh tra|chủ nhiệm|tư lệnh|chỉ huy trưởng|trưởng công an|đồng chí|các đồng chí|phó thủ tướng
thủ tướng|thường trực|ban thường vụ|ban cán sự|đảng ủy|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng đoàn|bộ chỉ huy|bộ chqs|bchqs|ban chqs|ban chỉ huy|bch|bộ đội biên phòng|bđbp|bộ tư lệnh|ban chỉ đạo|bcđ
ban quản lý|ban điều hành|ban tổ chức|ban tuyên giáo|ban dân vận|ban nội chính|ban dân tộc|ban an toàn|ban tiếp|ban thi đua|ban giám|ban đại diện|ban kinh tế|ban pháp chế|ban công tác|bql|bqlda|tổ công tác|tổ chuyên|tổ giúp việc
hội đồng thẩm định|hội đồng kiểm tra|hội đồng nghiệm thu|hội đồng tư vấn|hội đồng quản lý|hội đồng quản trị|hội đồng thành viên|hội đồng phối hợp|hội đồng thi đua|hội đồng bồi thường|hội đồng giáo dục
đoàn giám sát|tổ kiểm tra|tổ tư vấn|tổ rà soát|tổ thẩm định|ban điều phối|ban vận động|ban liên lạc|hội đồng|chi cục|tổng cục|cục thuế|cục hải quan|cục thống kê|cục quản lý|kho bạc|kbnn|bảo hiểm xã hội|bhxh|ngân hàng nhà nước|ngân hàng|nhcsxh|nhnn|tòa án|tand|viện kiểm sát|vksnd|thanh tra tỉnh|thanh tra chính phủ|thanh tra thành phố
thanh tra bộ|thanh tra sở|thanh tra nhà nước|thanh tra huyện|thông tấn xã|đài truyền hình|đài tiếng nói|đài phát thanh và truyền hình|đài phát thanh - truyền hình|đài phát thanh truyền hình|đài phát thanh|đài khí tượng|đài pt-th|đài pttH|báo bình thuận|báo lâm đồng|báo và phát thanh, truyền hình|báo và phát thanh|báo chí|tập đoàn|tổng công ty|công ty|liên đoàn lao động|liên minh
liên hiệp|hiệp hội|hội nông dân|hội liên hiệp|hội cựu chiến binh|hội chữ thập đỏ|hội phụ nữ|hội nhà báo|hội luật gia|hội khuyến học|hội người|đoàn thanh niên|tỉnh đoàn|thành đoàn|đoàn tncs|đoàn đại biểu|mặt trận tổ quốc|mttq|mặt trận
trung tâm|bệnh viện|trạm y tế|nhà trường|học viện|trường đại học|trường cao đẳng|đại học|hạt kiểm lâm|vườn quốc gia|điện lực|công ty điện lực|quỹ đầu tư|quỹ bảo vệ|quỹ phát triển|chi nhánh|cảng vụ
chủ đầu tư|chủ rừng|chủ hồ|chủ dự án|chủ sở hữu|nhà đầu tư|nhà thầu|đơn vị|cơ quan|địa phương|doanh nghiệp|hợp tác xã|htx|đoàn thể|lực lượng vũ trang|lực lượng công an|lực lượng kiểm lâm|lực lượng quân đội|lực lượng chức năng|quân khu
cơ quan thường trực|cấp ủy đảng|thành viên|ủy viên|trưởng thôn|tổ trưởng|tổ dân phố|thôn, tổ dân phố|kiểm toán nhà nước|bộ, ngành|bộ ngành|sở, ban, ngành|sở, ban ngành|sở ban ngành|sở, ngành|ban, ngành|ngành|các ông, bà|các ông bà|cục thi hành án|thi hành án dân sự|cvp|quận, huyện|quận huyện|huyện, thị xã|thủ đô|hội nhà văn|chủ tọa|bộ chính trị|ban bí thư|ban chấp hành|văn phòng trung ương|ban đảng|cơ sở y tế|cơ sở giáo dục|thuế tỉnh
thuế thành phố|thuế cơ sở|hải quan|trưởng đoàn|đoàn kiểm tra|đoàn công tác|đoàn thanh tra|phòng chuyên môn|phòng tài chính|phòng kinh tế|phòng nông nghiệp|phòng văn hóa|phòng tư pháp|phòng nội vụ|phòng y tế|phòng giáo dục|ca tỉnh|ca thành phố|lãnh đạo ubnd
lãnh đạo sở|lãnh đạo các|lãnh đạo bộ|lãnh đạo ủy ban|lãnh đạo văn phòng|chủ các|chính phủ|xã, phường|phường, xã|kho bạc nhà nước|tổ chức tín dụng|tổ chức hội|tổ chức chính trị - xã hội|tổ chức chính trị|tổ chức đoàn|tổ chức đảng|tổ chức công đoàn|cán bộ, công chức, viên chức
cán bộ, công chức|nhóm|bộ phận một cửa|bộ phận tiếp nhận|bên|viện nghiên cứu|trường trung học|trường tiểu học|trường chính trị|giám đốc công an|ban đổi mới|ban xây dựng"""
)
# Heads that need a name (a capital, or a field of the table) after them: Sở hữu, Bộ phận, Báo cáo are no bodies.
NAMED_HEADS = frozenset("sở bộ ban cục vụ viện trường đài báo hội đoàn quỹ phòng tổ khu liên trạm cảng đội".split())
# Heads that stand alone for the body last named, before a verb (Tỉnh cần ..., Sở chủ trì ...).
SHORT_FORMS = phrases("tỉnh|thành phố|sở|bộ|ban|cục|tập đoàn|tổng công ty|huyện|xã|phường")
# Nouns that make a collective after "các", "những", "mọi", "toàn thể", "tất cả các".
COLLECTIVE = frozenset(
    fold(word)
    for word in """sở bộ ban ngành cơ đơn địa cấp tổ doanh chủ nhà trường huyện xã phường tỉnh thành thị quận hội đoàn lực
cơ tập công tổng ngân trung phòng đồng báo đài tòa viện trạm hợp đội chi cục vụ ủy ubnd chính hộ đảng cụm khu bệnh văn liên hiệp lãnh giám thôn thủ
bên học kho quỹ cảng bí cán cộng chuyên nhóm đặc thành tiểu mặt hđnd htx bql bcđ bchqs hạt thuế quân người hồ vườn nông lâm ban""".split()
)
PLURALS = phrases("các|tất cả các|toàn thể các|toàn bộ các|những|mọi")
# After "các", these make no body.
NO_BODY = phrases(
    """các nội dung|các nhiệm vụ|các giải pháp|các cấp độ|các hộ|các chủ trương|các chủ thể|các công trình|các công việc|các công tác|các báo cáo|các bộ luật|các bộ phận|các bộ chỉ số|các bộ tiêu chí
các cơ sở dữ liệu|các cơ chế|các trường hợp|các hội nghị|các hội thảo|các phòng học|các tỉnh lộ|các thành phần|các thành tựu|các thị trường|các khu vực|các khu công nghiệp|các khu dân cư|các chính sách|các ban hành
các đồng bào|các văn bản|các đoàn khách|các đơn thư|các đơn giá|các cơ hội|các chuyên đề|các chương trình|các hợp phần|các hợp đồng|các cấp học|các bên liên quan đến|các nhóm nhiệm vụ|các nhóm giải pháp|các người dân
các vụ việc|các vụ án|các vụ vi phạm|các chi phí|các tổ hợp|các đặc điểm|các đội tuyển|các nhà ở|các ban công|các quỹ đất|các báo động|các công văn|các công điện|các thủ tục|các trạm bơm|các cảng cá|các hồ chứa|các hồ sơ
các cụm công trình|các khu kinh tế|các bệnh|các học sinh|các thành viên gia đình|các cơ sở kinh doanh|các công chức"""
)
# Small words that may stand in the tail of a proper name.
TAIL = phrases(
    """tỉnh|thành phố|huyện|thị xã|thị trấn|xã|phường|quận|đặc khu|các|và|thuộc|trực thuộc|liên quan|có liên quan|trên địa bàn|trên|nêu trên|nói trên|có tên trên|này|đó|khác|nhà nước
quốc gia|trung ương|khu vực|vùng|của|miền|biên giới|ven biển|hải đảo|nơi có|nơi|ở|tại|việt nam|nhân dân|cùng cấp|cấp xã|cấp huyện|cấp tỉnh|cấp|ngang bộ|ngành|địa phương|chức năng|cả nước|thôn|bản|từ|đến
là thành viên|thành viên|trọng điểm|còn lại|miền núi|đồng bằng"""
)
# What may follow "có" inside a name phrase.
HAVING = frozenset("liên rừng hồ biển đê tàu khu dự công vốn di nguy diện số".split())


def is_field(text: str) -> bool:
    """Is this exactly the field of a department or ministry (Tài chính, Xây dựng)?"""
    from .words import passage

    said = passage(text)
    return FIELDS.at(said.tokens, 0) == len(said.tokens)
