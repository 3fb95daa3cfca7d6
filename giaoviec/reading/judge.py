"""Step 7: task or not, with the reason. Every unit gets a verdict; what cannot be told stays unsure.

Reasons are sentences for the clerk, in Vietnamese.
"""

import re
from dataclasses import dataclass

from .kinds import LAW, PLANS, UPWARD
from .lexicon import CLOSINGS, NARRATIVE, verb_at
from .sections import SILENT
from .unit import Unit
from .words import Passage, fold, passage

TASK, NOT, UNSURE = "task", "not_task", "unsure"
_COMPLY = re.compile(
    r"^\W*(?:(?:cần|phải|có trách nhiệm|theo chức năng|nghiêm túc|nghiêm|nghiêm chỉnh|khẩn trương|tích cực"
    r"|chủ động|quan tâm|phối hợp|kịp thời|quyết liệt|tập trung|nhanh chóng|tổ chức|quán triệt|chỉ đạo"
    r"|phổ biến|căn cứ [^,;]{0,60},?|theo [^,;]{0,60},)[\s,]*(?:và )?)*(?:triển khai|thực hiện|thi hành|chấp hành)"
)
_WORK = re.compile(
    r"theo dõi|đôn đốc|tổng hợp|rà soát|xây dựng|kiểm tra|báo cáo (?:kết quả|tình hình|tiến độ)|\btrước ngày|\bngày \d"
)
_THIS = re.compile(
    r"(?:chỉ thị|công điện|kế hoạch|quyết định|công văn|văn bản|thông báo|kết luận|chương trình|ý kiến|nội dung"
    r"|chỉ đạo|nhiệm vụ)\s+(?:\w+\s+){0,4}?(?:này|trên|nêu trên|nói trên|được giao)\b"
)
_HANDS_IN = re.compile(r"[,;] (?:và )?(?:gửi|báo cáo|trình|nộp|hoàn thành)\b[^;]{0,120}?\b(?:ngày|tháng|quý) \d")
_IN_FORCE = re.compile(
    r"(?:chịu trách nhiệm|có trách nhiệm|trách nhiệm)\s+(?:tổ chức\s+)?(?:thi hành|thực hiện)\s+(?:quyết định"
    r"|nghị quyết|quy chế|quy định)\s+này|căn cứ quyết định (?:này\s+)?thi hành|chiểu quyết định thi hành"
)
_ANSWERS = re.compile(
    r"^\W*chịu trách nhiệm (?:trước|về kết quả|toàn diện|trực tiếp|nếu|hoàn toàn)|chịu trách? nhiệm (?:trước"
    r"|trực tiếp|hoàn toàn|toàn diện)|chịu trách trước"
)
_TELLS_YOU = re.compile(
    r"thông báo (?:để|đến|tới|cho)?.{0,140}?(?:biết|thực hiện|được biết|triển khai)|xin thông báo"
    r"|trân trọng thông báo|báo để"
)
_DIFFICULTY = re.compile(r"(?:khó khăn|vướng mắc|phát sinh)")
_REPORTS_TO = re.compile(r"(?:phản ánh|báo cáo|có văn bản|thông tin|liên hệ|gửi|đề xuất|kiến nghị|trao đổi)")
_FORCE = re.compile(r"(?:có hiệu lực|hết hiệu lực|thay thế (?:quyết định|chỉ thị|kế hoạch|nghị|thông tư)|bãi bỏ)")
# Acts that are a lead's work under its heading, and the issuer's own act elsewhere.
_LEADS_ACTS = re.compile(r"\W*(?:thành lập|phê duyệt|bãi bỏ|hủy bỏ|cho phép|tiếp thu|công nhận|kêu gọi)\b")
_CENTRAL = re.compile(
    r"(?:phó )?thủ tướng|chính phủ|văn phòng chính phủ|quốc hội|bộ (?!chỉ huy|tư lệnh|chqs|đội|phận)|ban bí thư"
    r"|ngân hàng nhà nước việt nam"
    r"|các bộ|trung ương|đảng ủy chính phủ|đảng ủy quốc hội|thanh tra chính phủ|kiểm toán nhà nước"
)
_BASES = re.compile(r"(?:căn cứ|xét|theo đề nghị|theo tờ trình|theo báo cáo|thực hiện)\b")
_APPOINTED = re.compile(
    r"^(?:các |những )?(?:cơ quan|đơn vị|địa phương)[^:;]{0,30}được (?:giao|phân công)[^.;]{0,40}(?:chủ trì"
    r"|nhiệm vụ|phối hợp)?"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`verdict` task, not_task or unsure; `optional` where a clerk may well leave it out."""

    verdict: str
    why: str
    optional: bool = False


def verdict_of(unit: Unit, *, kind: str | None, issuer: str | None, last: bool) -> Verdict:
    """The verdict on a unit. `kind` is the document's type; `last` says that only closings follow."""
    if issuer and _speaks_for_itself(unit, issuer):
        return Verdict(NOT, "cơ quan ban hành nói về việc của chính mình")
    if issuer and _is_own_programme(unit, issuer):
        return Verdict(NOT, "cơ quan ban hành nói về việc của chính mình")
    if issuer and _asks_upward(unit, issuer):
        return Verdict(NOT, "đề nghị, kiến nghị cấp trên, không phải giao việc")
    for rule in (_by_document, _by_place, _by_closing, _by_speech):
        verdict = rule(unit, kind, last)
        if verdict is not None:
            return verdict
    return Verdict(NOT, "không có động từ giao việc và không nêu cơ quan thực hiện")


def _speaks_for_itself(unit: Unit, issuer: str) -> bool:
    """Is the body in subject position the issuer, or whoever the issuing office writes for?"""
    if unit.kind not in ("subject", "order") or len(unit.leads) != 1 or unit.from_heading:
        return False
    lead, own = _plain_name(unit.leads[0]), _plain_name(issuer)
    office = own.startswith("văn phòng ")
    if office and lead.startswith("văn phòng "):
        return own.startswith(lead) and not unit.marked
    own = own.removeprefix("văn phòng ")
    return own.startswith(lead) and lead.startswith(("ủy ban nhân dân", "thủ tướng", "chính phủ", "bộ ", "sở "))


def _is_own_programme(unit: Unit, issuer: str) -> bool:
    """`UBND tỉnh tập trung chỉ đạo các nhiệm vụ sau:` over a list: what the Committee means to do itself."""
    if not unit.from_heading or unit.assumed or len(unit.leads) != 1 or unit.kind not in ("verb", "other", "own"):
        return False
    lead = _plain_name(unit.leads[0])
    return lead.startswith(("ủy ban nhân dân", "chính phủ", "bộ ")) and _plain_name(issuer).startswith(lead)


def _asks_upward(unit: Unit, issuer: str) -> bool:
    """A Committee or a department asks the Government or a ministry: a request, no directive."""
    if _CENTRAL.match(fold(issuer)) or not unit.leads:
        return False
    return all(_CENTRAL.match(_plain_name(name)) for name in unit.leads)


def _plain_name(name: str) -> str:
    low = re.sub(r"\bubnd\b", "ủy ban nhân dân", fold(name))
    return re.sub(r"^(?:phó )?(?:chủ tịch|bộ trưởng|giám đốc) ", "", low)


def _by_document(unit: Unit, kind: str | None, last: bool) -> Verdict | None:
    if kind in LAW:
        return Verdict(NOT, f"{kind} đặt quy định chung, không giao việc cụ thể")
    if kind in UPWARD:
        return Verdict(NOT, f"{kind} gửi cấp trên hoặc ghi nhận, không giao việc")
    return None


def _by_place(unit: Unit, kind: str | None, last: bool) -> Verdict | None:
    if unit.kind == "title":
        return Verdict(NOT, "tiêu đề, không phải nội dung giao việc")
    if unit.kind in ("opening", "heading"):
        return Verdict(NOT, "câu dẫn: nêu cơ quan hoặc nội dung cho các mục tiếp theo")
    if unit.role == "rules":
        return Verdict(NOT, "quy chế, quy định hoặc biểu mẫu kèm theo, không giao việc cụ thể")
    if unit.role in SILENT and not (unit.kind == "order" and "giao" in fold(unit.texts[0][:40]).split()):
        return Verdict(NOT, "thuộc phần mục đích, yêu cầu hoặc đánh giá tình hình")
    if unit.before_order and unit.kind != "order":
        return Verdict(NOT, "thuộc phần căn cứ, tình hình, trước câu giao việc")
    return None


def _by_closing(unit: Unit, kind: str | None, last: bool) -> Verdict | None:
    low = fold(" ".join(unit.texts[0].split()))
    said = passage(low[:60])
    if _IN_FORCE.search(low):
        return Verdict(TASK, "điều khoản thi hành", optional=True)
    if not unit.marked and _BASES.match(low) and not unit.leads:
        return Verdict(NOT, "căn cứ ban hành văn bản")
    if low.startswith("ủy quyền"):
        return Verdict(TASK, "ủy quyền thực hiện, không phải việc có thời hạn", optional=True)
    if _is_of_force(unit, low):
        return Verdict(NOT, "quy định hiệu lực thi hành")
    if _TELLS_YOU.search(low) and not unit.marked:
        return Verdict(NOT, "câu thông báo để biết, không giao việc")
    if not unit.marked and _is_closing(low, said, last=last):
        return Verdict(TASK, "câu kết: phản ánh khó khăn, vướng mắc khi thực hiện", optional=True)
    if _ANSWERS.search(low[:120]) and unit.kind in ("verb", "subject", "order") and not _has_more_work(low):
        return Verdict(TASK, "câu quy trách nhiệm, không có việc riêng", optional=True)
    if (last or _is_bare_compliance(unit)) and not unit.marked and unit.leads and _only_complies(unit, low):
        return Verdict(TASK, "câu kết: yêu cầu chấp hành văn bản", optional=True)
    if _APPOINTED.match(low) and unit.kind == "subject":
        return Verdict(TASK, "nhắc chung các cơ quan đã được phân công", optional=True)
    return None


def _is_of_force(unit: Unit, low: str) -> bool:
    """Does the sentence say what is in force? A body that repeals something beside other work has a task."""
    if unit.kind in ("order", "frame") or unit.from_heading or not _FORCE.search(low[:120]):
        return False
    return unit.kind != "subject" or bool(_FORCE.match(unit.verb))


def _is_closing(low: str, said: Passage, *, last: bool) -> bool:
    """Difficulties or wishes for changes are to be reported while the document is carried out."""
    formula = bool(CLOSINGS.at(said.tokens, 0))
    if formula and last and _REPORTS_TO.search(low) and not _WORK.search(low):
        return True
    return _only_difficulties(low) and (formula or last)


def _has_more_work(low: str) -> bool:
    """Does other work stand beside the answering for it (…; khẩn trương hoàn thành …)?"""
    if _HANDS_IN.search(low):
        return True
    later = re.split(r"[;.] (?:đồng thời )?", low)[1:]
    return any(verb_at(passage(part[:40]), 0) and not part.startswith(("sử dụng", "chịu trách")) for part in later)


def _only_difficulties(low: str) -> bool:
    """Difficulties are to be reported, and no other work stands before that."""
    found = _DIFFICULTY.search(low)
    return bool(found and _REPORTS_TO.search(low) and not _WORK.search(low[: found.start()]))


def _only_complies(unit: Unit, low: str) -> bool:
    """Nothing but carrying out this document is asked."""
    verb = " ".join(unit.verb.split())
    generic = _COMPLY.match(verb)
    if not generic or len(low) > 480 or _WORK.search(verb):
        return False
    return bool(_THIS.search(verb)) or len(verb[generic.end() :].strip(" ./")) < 40


def _is_bare_compliance(unit: Unit) -> bool:
    """`UBND tỉnh yêu cầu các đơn vị liên quan triển khai thực hiện;` wherever it stands."""
    verb = " ".join(unit.verb.split())
    generic = _COMPLY.match(verb)
    return unit.kind == "order" and bool(generic) and len(verb) - generic.end() < 4 if generic else False


def _by_speech(unit: Unit, kind: str | None, last: bool) -> Verdict | None:
    if unit.kind == "frame":
        return Verdict(TASK, "khung nhiệm vụ có nêu cơ quan thực hiện")
    if unit.kind == "order":
        return Verdict(TASK, "có lời giao hoặc yêu cầu nêu rõ cơ quan")
    if unit.kind == "subject":
        return Verdict(TASK, "cơ quan đứng trước động từ chỉ việc phải làm")
    if unit.kind in ("verb", "bare"):
        return _verb(unit, kind)
    if unit.kind == "telling":
        return Verdict(NOT, "kể lại việc đã hoặc đang có, không giao việc")
    if unit.kind == "own" and unit.from_heading and not unit.assumed and _LEADS_ACTS.match(fold(unit.texts[0])):
        return Verdict(TASK, "mục thuộc phần của cơ quan nêu ở tiêu đề hoặc câu dẫn")
    if unit.kind == "own":
        return Verdict(NOT, "ý kiến đánh giá hoặc quyết định của cơ quan ban hành, không giao việc cho ai")
    if unit.kind == "matter":
        return Verdict(NOT, "nêu nội dung, nguồn lực hoặc điều kiện, không giao việc")
    return _other(unit)


def _verb(unit: Unit, kind: str | None) -> Verdict:
    if unit.leads:
        return Verdict(TASK, "mục thuộc phần của cơ quan nêu ở tiêu đề hoặc câu dẫn")
    if kind in PLANS:
        return Verdict(NOT, "hoạt động chung của kế hoạch, không nêu cơ quan thực hiện")
    return Verdict(UNSURE, "có động từ chỉ việc phải làm nhưng không nêu cơ quan thực hiện")


def _other(unit: Unit) -> Verdict | None:
    """Under a body's heading most items are tasks, also with a verb that the tables lack."""
    if not unit.leads or not unit.from_heading or not unit.marked or unit.assumed:
        return None
    said = passage(fold(unit.texts[0][:80]))
    if re.match(r"\W*kết quả[^.;]{0,80}\b(?:báo cáo|gửi)\b", fold(unit.texts[0])):
        return Verdict(TASK, "mục dưới phần của một cơ quan: báo cáo kết quả")
    if NARRATIVE.at(said.tokens, 0) or re.match(r"\W*\d", unit.texts[0]):
        return Verdict(NOT, "câu kể hoặc số liệu dưới phần của cơ quan")
    return Verdict(UNSURE, "mục dưới phần của một cơ quan nhưng không bắt đầu bằng động từ quen thuộc")
