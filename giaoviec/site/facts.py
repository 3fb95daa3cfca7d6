"""The words for what an event says beside its verb: the journal and the auditor's page name each in Vietnamese."""

from __future__ import annotations

import json
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

WORDS = MappingProxyType(
    {
        "agencies": "cơ quan",
        "agency": "cơ quan số",
        "agreed": "đồng ý",
        "answer": "trả lời",
        "answers": "nội dung trả lời",
        "asked": "điều được hỏi",
        "assignment": "công việc",
        "assignments": "công việc",
        "basis": "căn cứ",
        "by": "người",
        "cause": "nguyên nhân",
        "change": "thay đổi",
        "changed": "chỗ đã sửa",
        "code": "mã",
        "confirmed": "đã xác nhận",
        "content": "nội dung",
        "cut": "đã cắt",
        "days": "số ngày",
        "decision": "quyết định",
        "delegation": "ủy quyền",
        "differs": "chỗ khác",
        "digest": "dấu",
        "document": "văn bản",
        "due": "thời hạn",
        "due_on": "thời hạn",
        "duties": "số lời nhắc",
        "duty": "việc phải làm",
        "effective_from": "hiệu lực từ",
        "ended": "kết thúc",
        "event": "sự kiện",
        "evidence": "minh chứng",
        "fields": "các mục",
        "figures": "số chỉ tiêu",
        "files": "số tệp",
        "first": "lần thứ nhất",
        "first_on": "từ ngày",
        "form": "dạng",
        "from_on": "từ ngày",
        "given": "chấm",
        "gone": "đã bỏ",
        "granted": "cho đến",
        "group": "nhóm",
        "holds": "đạt",
        "issued_on": "ngày ban hành",
        "key": "khóa",
        "kind": "loại",
        "last_on": "đến ngày",
        "letter": "công văn",
        "letters": "số công văn",
        "line": "dòng",
        "lines": "số dòng",
        "made": "số đã lập",
        "measure": "biện pháp",
        "membership": "vị trí công tác",
        "months": "số tháng giữ",
        "moved": "số đã chuyển",
        "not_drafted": "chưa dự thảo",
        "note": "ghi chú",
        "number": "số",
        "objective": "khách quan",
        "officer": "chuyên viên",
        "opening": "mở đầu",
        "part": "phần",
        "passages": "số đoạn",
        "period": "kỳ",
        "person": "người",
        "points": "điểm",
        "print": "dấu của khóa",
        "problem": "vướng mắc",
        "quality": "chất lượng",
        "question": "câu hỏi",
        "reason": "lý do",
        "register": "sổ",
        "remark": "nhận xét",
        "removed": "đã xóa",
        "reply": "trả lời",
        "reports": "số báo cáo",
        "result": "kết quả",
        "role": "vai trò",
        "rows": "số dòng",
        "seconds": "số giây",
        "seed": "số gieo",
        "segments": "tệp",
        "sent": "số thư",
        "series": "chuỗi",
        "set": "bản sao lưu",
        "sheet": "phiếu",
        "sheets": "số phiếu",
        "size": "cỡ",
        "source": "nguồn",
        "stage": "bước",
        "state": "trạng thái",
        "successor": "cơ quan kế thừa",
        "summary": "trích yếu",
        "tasks": "số nhiệm vụ",
        "text": "nội dung",
        "title": "tiêu đề",
        "to_on": "đến ngày",
        "touched": "liên quan",
        "turn": "kỳ",
        "unit": "phòng, ban",
        "verdict": "kết luận",
        "version": "phiên bản",
        "wanted": "đề nghị",
        "weights": "trọng số",
        "why": "lý do",
        "year": "năm",
    }
)


def facts(text: str) -> Iterable[tuple[str, str]]:
    """What the event says besides, in pairs; a digest of a text is shown by its first signs."""
    for name, value in json.loads(text).items():
        if value not in (None, "", [], {}):
            yield WORDS.get(name, name), _written(value)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        shown = ", ".join("–" if one is None else _written(one) for one in value[:12])
        return f"{shown} … (cộng {len(value)})" if len(value) > 12 else shown
    text = str(value)
    return f"mã {text[:12]}…" if len(text) == 64 else text[:120]
