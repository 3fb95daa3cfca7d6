"""The words that a new urging letter begins with, its symbol, and who signs it as what."""

from __future__ import annotations

import unicodedata
from datetime import date

from giaoviec.agencies.models import Unit
from giaoviec.agencies.queries import memberships_on, office
from giaoviec.oversight.models import Urging
from giaoviec.regulation.queries import calendar, profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.calendar import UnknownYear
from giaoviec.rules.urging import answer_by

SUBJECT = "urging"
REGISTER = "letter"
"""The Office's letters without a type name share one row of numbers a year."""

SUMMARY = "đôn đốc thực hiện nhiệm vụ UBND tỉnh, Chủ tịch UBND tỉnh giao"
GENERAL = "VP-TH"


def beginning(on: date, *, unit: Unit | None = None) -> dict[str, object]:
    """The columns of a new letter: symbol, summary, texts, and the day by which it is to be answered."""
    return {
        "unit": unit,
        "symbol": symbol(unit),
        "summary": SUMMARY,
        "opening": opening(on),
        "closing": "Đề nghị quý cơ quan khẩn trương chỉ đạo thực hiện và cập nhật kết quả trên phần mềm.",
        "answer_by": default_answer_by(on),
    }


def opening(on: date) -> str:
    """The first paragraph, true on the day it was drafted."""
    return (
        f"Thực hiện khoản 3 Điều 9 {profile_on(on).regulation}, qua theo dõi đến ngày {on:%d/%m/%Y}, "
        "Văn phòng UBND tỉnh thấy quý cơ quan còn các nhiệm vụ sau chưa thực hiện xong:"
    )


def default_answer_by(on: date) -> date | None:
    """The profile's working days from the day of drafting; None while the calendar lacks a year."""
    try:
        return answer_by(on, profile=profile_on(on), calendar=calendar())
    except UnknownYear:
        return None


def symbol(unit: Unit | None) -> str:
    """ "VP-TH": the Office and the unit that drafts, by its initials."""
    if unit is None:
        return GENERAL
    name = unit.name.removeprefix("Phòng ").replace("-", " ")
    plain = unicodedata.normalize("NFD", name).replace("Đ", "D").replace("đ", "d")
    return "VP-" + "".join(word[0].upper() for word in plain.split() if word[0].isalpha())


def signature(by: Actor, on: date) -> dict[str, str]:
    """Name, authority and post as they stand under the letter: a deputy signs "KT.", who was authorised "TUQ."."""
    head = "CHÁNH VĂN PHÒNG"
    own = memberships_on(on).filter(person=by.person_id, agency=office()).order_by("-from_on", "-id").first()
    name, title = (own.person.name, own.title) if own else (by.label.split(", thay ")[0], by.title)
    if title.casefold() == head.casefold() and by.for_person_id is None:
        return {"signer_name": name, "signer_authority": "", "signer_post": head}
    short = "KT." if title.startswith("Phó") else "TUQ."
    return {"signer_name": name, "signer_authority": f"{short} {head}", "signer_post": (title or by.role.vi).upper()}


def letter_vi(letter: Urging) -> str:
    """ "Công văn số 05/VP-TH ngày 24/11/2026"."""
    day = letter.numbered_on or letter.on
    return f"Công văn số {letter.full_number} ngày {day:%d/%m/%Y}" if letter.number else f"Dự thảo ngày {day:%d/%m/%Y}"
