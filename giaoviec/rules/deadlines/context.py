"""What the words around an expression say about it: whether it is a deadline at all."""

import re

REACH = 200
"""How many characters of the clause are looked at on either side."""

_SUBMIT = "".join(f"(?<!{word} )" for word in ("công", "chương", "quy", "lộ", "tờ", "quá", "tiến")) + "trình"

# To finish or to hand over something: these make a day or a period a deadline.
_FINISH = (
    f"hoàn thành|hoàn tất|hoàn thiện|xong|dứt điểm|{_SUBMIT}|đưa vào|vào vận hành|vào khai thác|vào sử dụng"
    "|khánh thành|khởi công|bàn giao|thông xe|phát điện|phê duyệt|giải ngân|ký hợp đồng|ký kết|nghiệm thu|quyết toán"
)
_REPORT = "báo cáo|gửi|nộp|tổng hợp|cập nhật|thống kê|đăng ký|phản hồi|trả lời|công bố|tham mưu|đề xuất|ban hành"
_DO = (
    "xử lý|giải quyết|triển khai|thực hiện|tổ chức|xây dựng|lập|rà soát|kiểm tra|thành lập|khắc phục|bố trí|phân bổ"
    "|cung cấp"
)
_BEGIN = "phát động|triển khai|khởi động|ra quân|khởi công|khánh thành|bắt đầu|công bố"
_MEET = "họp|hội nghị|hội thảo|lễ|diễn ra|làm việc với|tiếp xúc|kỷ niệm"

FINISH = re.compile(rf"(?<!\w)(?:{_FINISH})(?!\w)")
DONE = re.compile(rf"(?<!\w)(?:{_FINISH}|(?<!khi )(?<!ngày )kết thúc|sơ kết|tổng kết)(?!\w)")
HAND_IN = re.compile(rf"(?<!\w)(?:{_FINISH}|{_REPORT})(?!\w)")
ANY_WORK = re.compile(rf"(?<!\w)(?:{_FINISH}|{_REPORT}|{_DO})(?!\w)")
REPORT = re.compile(rf"(?<!\w)(?:{_REPORT}|{_SUBMIT}|đánh giá|rà soát|giao ban|kiểm điểm)(?!\w)")
ROUTINE = re.compile(
    r"(?<!\w)(?:công khai|nhắc|đôn đốc|kiểm tra|cung cấp|thông báo|đối soát|đối chiếu|họp|chấm điểm|xếp hạng)(?!\w)"
)
BEGIN = re.compile(rf"(?<!\w)(?:{_BEGIN}|{_FINISH})(?!\w)")
MEET = re.compile(rf"(?<!\w)(?:{_MEET})(?!\w)")

# Directly before the expression: a quality of something else, not a term for it.
NOT_DUE = re.compile(
    r"(?<!\w)(?:hiệu lực|hiệu lực thi hành|phát sinh|áp dụng|tính|tính từ|tính đến|kể từ|từ|tồn đọng|tiếp nhận"
    r"|xảy ra|diễn ra|công nhận|hiện có|tồn tại|tuyển dụng|bổ nhiệm|so với|cùng kỳ|giai đoạn|thời kỳ"
    r"|(?:được|đã)(?: (?!phải |cần |thì )\w+){1,4})[ ,]*$"
)
_SINCE = re.compile(r"(?<!\w)(?:kể )?từ (?!nay)(?:ngày |tháng |quý |năm |khi )?[^,;]{0,40}$")
_OPENING = re.compile(r"[\W\d]*(?:từ nay |yêu cầu |và )?")
_FEW_WORDS = re.compile(r"^ (?:(?:phải|cần|tập trung|cơ bản|khẩn trương|quyết tâm) ){0,2}")
_TOLD = re.compile(r"(?<!\w)(?:đã|được|kết quả|có|kế hoạch)(?!\w)")
_PLANS = re.compile(
    r"(?<!\w)(?:ngân sách|ngân sách nhà nước|kế hoạch|dự toán|chương trình|nhiệm vụ|kinh phí|sinh hoạt|nguồn|công tác"
    r"|hoạt động|chỉ tiêu|bình quân|lương|tăng trưởng|thường niên|phong trào|định mức|mục tiêu|cuộc sống|đời sống)"
    r"(?: \w+){0,2} ?$"
)
_PROCEDURE = re.compile(r"thủ tục|hồ sơ|(?:thời gian|thời hạn) (?:giải quyết|xử lý)|niêm yết|lưu trú|bảo hành")
_SUBJECT_YEAR = re.compile(
    r"(?:kỳ họp|phiên họp|tổng kết|dịp|thời điểm|những (?:tháng|ngày)|hội nghị|sơ kết|xếp loại|thưởng) ?$"
)

_SESSION = re.compile(r"(?:kỳ họp|phiên họp|dịp|thời điểm|những (?:tháng|ngày)) ?$")
_STATE = re.compile(
    r"(?<!\w)(?:đã|đạt|xảy ra|diễn ra|nghỉ hưu|(?:nhiệm vụ|công tác|kế hoạch|kết quả|tình hình|hoạt động|số liệu)"
    r"(?: \w+){0,3} ?$)"
)


def before(text: str, start: int) -> str:
    """What stands before a place in its clause, at most `REACH` characters."""
    return re.split(r"[;!?]|\.(?= )", text[max(0, start - REACH) : start])[-1]


def after(text: str, end: int) -> str:
    """What stands after a place in its clause, at most `REACH` characters."""
    return re.split(r"[;!?]|\.(?= |$)", text[end : end + REACH])[0]


def not_due(left: str) -> bool:
    """Whether the words directly before make it a property of something else, or the end of a stretch of time."""
    return bool(NOT_DUE.search(left))


def finishes_next(left: str, right: str) -> bool:
    """Whether a period is followed by what must be finished in it: "trong tháng 7 phải xong".

    At the head of its clause a few words may stand between; after a body's name the verb follows at once.
    """
    near = right[:40]
    if _TOLD.search(near):
        return False
    return bool(DONE.search(near) if _OPENING.fullmatch(left) else DONE.match(_FEW_WORDS.sub("", near)))


def ends_a_stretch(left: str) -> bool:
    """Whether a beginning ("từ ngày …") was named just before: then "đến ngày …" only ends the stretch."""
    return bool(_SINCE.search(left))


def of_a_plan(left: str) -> bool:
    """Whether "hằng năm" belongs to a noun: "ngân sách hằng năm"."""
    return bool(_PLANS.search(left))


def procedural(left: str) -> bool:
    """Whether a number of days is how long a procedure may take, whoever asks for it."""
    return bool(_PROCEDURE.search(left))


def of_an_event(left: str, lead: str) -> bool:
    """Whether "cuối năm" belongs to a noun: "kỳ họp cuối năm". What is held "trong tháng 7" is due then."""
    return bool((_SESSION if lead else _SUBJECT_YEAR).search(left))


def closes_a_task(left: str, right: str) -> bool:
    """Whether a month or quarter ends a clause that tells what to do ("phát dọn đường băng trong tháng 02")."""
    return len(left.split()) > 2 and right[:1] in ("", ",", ")") and not _STATE.search(left)
