"""Step 8b: the deliverable. trình (for a decision) > báo cáo > hoàn thành (only a term) > none."""

import re

from .words import fold

_SUBMIT = re.compile(
    r"(?<!cấp )(?<!lộ )(?<!tờ )(?<!quá )(?<!quy )(?<!công )(?<!chương )(?<!tiến )(?<!hành )(?<!giải )(?<!tường )"
    r"(?<!phát )\btrình\s+(?:(?:lên|xin|để|ra|về|bộ|dự thảo|kế hoạch)\s+)?(?:ubnd|ủy ban|chủ tịch|hđnd|hội đồng"
    r"|thủ tướng|chính phủ|bộ|ban|cấp|trưởng|thường trực|tỉnh ủy|thành ủy"
    r"|lãnh đạo|sở|cơ quan|phó|quốc hội|bí thư|đại hội|kỳ họp|phê duyệt|ban hành|người|thông qua|xem xét|đồng chí"
    r"|văn phòng|tỉnh|tổ trưởng|giám đốc|hiệu trưởng|chánh|tổng)"
    r"|thời (?:gian|hạn) trình\b|tham mưu.{0,60}?\bquyết định (?:thành lập|kiện toàn)"
    r"|tham mưu.{0,90}?\bban hành\b|tham mưu.{0,60}?\bphê duyệt\b"
)
_REPORT = re.compile(
    r"(?<!nội dung )(?<!tại )(?<!theo )(?<!của )(?<!chế độ )(?<!nghe )(?<!việc )"
    r"(?<!thông tin, )\b(?:báo cáo(?! số| tài chính"
    r"| quyết toán| thống kê| đánh giá tác động| nghiên cứu| viên| cáo bạch| nhanh hằng)|tổng hợp,? báo cáo"
    r"|gửi (?:kết quả|báo cáo|danh sách|ý kiến)|có văn bản (?:báo cáo|gửi)|danh sách[^.;]{0,80}\bgửi\b"
    r"|gửi[^.;]{0,40} để tổng hợp|tổng hợp[^.;]{0,60}, gửi)"
)
# "thẩm định Báo cáo đề xuất": with a capital inside a sentence it is a paper, not what is to be done.
_NOUN = re.compile(r"(?<=[a-zà-ỹ,] )Báo cáo")
# What is done only before or beyond the task, and says nothing about it.
_ASIDE = re.compile(
    r"trước khi (?:trình|báo cáo)[^,.;]*"
    r"|(?:trường hợp|nếu|những (?:vấn đề|nội dung))[^,.;]{0,30} (?:vượt|ngoài) (?:(?!ngày \d)[^.;])*(?=[.;]|$)"
)
_PASSES_ON = re.compile(r"trình[^,.;]{0,40} báo cáo (?:thủ tướng|chính phủ|ubnd|ủy ban|bộ|tỉnh ủy|thành ủy)")


def deliverable_of(text: str, *, dated: bool) -> str | None:
    """What the task must produce; `dated` says that it has a term that ends on a day."""
    low = _ASIDE.sub("", fold(_NOUN.sub("văn kiện", " ".join(text.split()))))
    submits = _SUBMIT.search(low)
    if submits and not _PASSES_ON.match(low[submits.start() :]):
        return "trình"
    if _REPORT.search(low):
        return "báo cáo"
    return "hoàn thành" if dated else None
