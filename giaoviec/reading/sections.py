"""Step 3c: which part of a document a heading opens: aims, state of things, contents, money, execution."""

import re

from .words import fold

_ROLES = (
    (
        "aims",
        r"mục đích|yêu cầu|quan điểm|mục tiêu|nguyên tắc|phạm vi|đối tượng|căn cứ|sự cần thiết|cơ sở pháp lý"
        r"|tiêu chí|định hướng|phương châm|chỉ tiêu",
    ),
    (
        "state",
        r"đánh giá(?: chung| tình hình| kết quả| nguy cơ| thực trạng| về (?:tình hình|kết quả)| sơ bộ)|đánh giá\W*$"
        r"|thực trạng|tình hình|kết quả(?! báo cáo)|nguy cơ|thành phần|tồn tại|hạn chế|nguyên nhân|đặc điểm|dự báo"
        r"|bối cảnh|ưu điểm|khó khăn",
    ),
    ("money", r"kinh phí|nguồn lực|nguồn vốn|dự toán"),
    (
        "execution",
        r"tổ chức thực hiện|phân công|trách nhiệm|tổ chức triển khai|giao nhiệm vụ|trách nhiệm thực hiện"
        r"|phân công nhiệm vụ|công tác chỉ đạo|nhiệm vụ của",
    ),
    (
        "contents",
        r"nội dung|nhiệm vụ|giải pháp|hoạt động|tiến độ|lộ trình|thời gian|công tác|chương trình|các nhóm"
        r"|biện pháp|chế độ báo cáo|kế hoạch",
    ),
)
_PATTERNS = tuple((role, re.compile(rf"(?:{words})")) for role, words in _ROLES)
SILENT = frozenset({"aims", "state"})


def role_of(heading: str) -> str | None:
    """The role that a heading's first words name, or None. "Mục tiêu và nhiệm vụ" is contents, not aims."""
    if len(heading) > 120:
        return None
    low = fold(heading)
    low = re.sub(r"^(?:các|một số|những|về|công tác)\s+", "", low)
    firsts = [
        (match.start(), role) for role, pattern in _PATTERNS if (match := pattern.search(low)) and match.start() <= 12
    ]
    if not firsts:
        return None
    role = min(firsts)[1]
    if role == "aims" and re.search(r"nhiệm vụ|giải pháp|nội dung thực hiện", low):
        return "contents"
    return role
