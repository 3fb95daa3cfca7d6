"""The short list of causes that an extension, an obstacle or an explanation names, so that they can be counted."""

from __future__ import annotations

from giaoviec.journal.errors import Refused

CAUSES = {
    "scope": "khối lượng, phạm vi phát sinh",
    "collaboration": "chờ cơ quan phối hợp",
    "ministry": "chờ ý kiến bộ, ngành trung ương",
    "regulation": "vướng quy định của pháp luật",
    "money": "chưa bố trí kinh phí",
    "land": "vướng mặt bằng, đất đai",
    "people": "thiếu nhân lực, năng lực",
    "disaster": "thiên tai, dịch bệnh, sự cố",
    "leadership": "chỉ đạo, tổ chức thực hiện chậm",
    "other": "nguyên nhân khác",
}


def check_cause(cause: str) -> None:
    if cause not in CAUSES:
        raise Refused("Chọn nguyên nhân trong danh sách.", field="cause", status=422)
