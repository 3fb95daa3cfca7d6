"""Step 8b: the deliverable. trình (for a decision) > báo cáo > hoàn thành (only a term) > none."""

import re

from .words import fold

_SUBMIT = re.compile(
    r"(?<!cấp )(?<!lộ )(?<!tờ )(?<!quá )(?<!quy )(?<!công )(?<!chương )(?<!tiến )(?<!hành )(?<!giải )(?<!tường )(?<!phát )\btrình\s+(?:(?:lên|xin|để|ra|về|bộ|dự thảo|kế hoạch)\s+)?(?:ubnd|ủy ban|chủ tịch|hđnd|hội đồng|thủ tướng|chính phủ|bộ|ban|cấp|trưởng|thường trực|tỉnh ủy|thành ủy"
    r"|lãnh đạo|sở|cơ quan|phó|quốc hội|bí thư|đại hội|kỳ họp|phê duyệt|ban hành|người|thông qua|xem xét|đồng chí|văn phòng|tỉnh)"
    r"|tham mưu.{0,90}?\bban hành\b|tham mưu.{0,60}?\bphê duyệt\b"
)
_REPORT = re.compile(
    r"(?<!nội dung )(?<!tại )(?<!theo )(?<!của )(?<!chế độ )(?<!nghe )\b(?:báo cáo(?! số| tài chính| quyết toán| thống kê| đánh giá tác động| nghiên cứu| viên| cáo bạch| nhanh hằng)|tổng hợp,? báo cáo|gửi (?:kết quả|báo cáo|danh sách|ý kiến)|có văn bản (?:báo cáo|gửi))"
)
_CONDITIONAL = re.compile(r"(?:nếu|trường hợp|khi)[^.;]{0,90}(?:vượt thẩm quyền|vướng mắc|khó khăn)[^.;]{0,60}|(?:vượt thẩm quyền|khó khăn, vướng mắc)[^.;]{0,40}")


def deliverable_of(text: str, *, dated: bool) -> str | None:
    """What the task must produce; `dated` says that it has a term that ends on a day."""
    low = fold(" ".join(text.split()))
    if _SUBMIT.search(low):
        return "trình"
    if _REPORT.search(low):
        return "báo cáo"
    return "hoàn thành" if dated else None
