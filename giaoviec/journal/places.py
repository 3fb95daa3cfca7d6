"""Which thing an address of the product is about: for lines of the access log, which hold addresses."""

from __future__ import annotations

import re

PLACES = {
    "viec": "assignment", "chi-dao/viec": "assignment", "kiem-tra/viec": "assignment", "don-doc/viec": "assignment",
    "vuong-mac/viec": "assignment", "ngay-cua-ai/viec": "assignment", "gia-han": "assignment",
    "van-ban": "document", "viec/cay": "document", "so-lieu/van-ban": "document",
    "bao-cao": "period_report", "bao-cao/yeu-cau": "asked_report", "bao-cao-chu-tich": "chairman_report",
    "tuan-thu/bao-cao": "compliance_report", "co-quan": "agency", "quan-tri/co-quan": "agency",
    "chi-dao/co-quan": "agency", "ngay-cua-ai/co-quan": "agency", "quan-tri/nguoi-dung": "person",
    "don-doc": "urging", "kiem-tra": "inspection", "vuong-mac": "obstacle_case", "gop-y": "suggestion",
    "danh-gia": "sheet", "danh-gia/kien-nghi": "contest", "chi-dao": "leader_act", "huong-dan-viec": "guidance",
    "kiem-tra/xem-lai": "second_look",
}  # fmt: skip
"""What the number in an address is the number of, by what stands before it."""

_PLACE = re.compile(r"^/([a-z/-]+)/(\d{1,18})(?:[/.]|$)")


def place(path: str) -> tuple[str, int | None]:
    """The thing that an address is about; ("", None) where it is about none."""
    found = _PLACE.match(path)
    subject = PLACES.get(found[1], "") if found else ""
    return (subject, int(found[2])) if found and subject else ("", None)
