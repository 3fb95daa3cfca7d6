"""Amounts and days in requests: how late, how long silent, how many days are left; and which date days are of."""

from __future__ import annotations

import re

from giaoviec.rules.asking.days import AMOUNT, STRETCH, UNIT
from giaoviec.rules.asking.phrases import pattern

_DOES = pattern("<aux>")
_MORE = "tren|hon|qua|lau hon|nhieu hon|ngoai"
_LESS = "duoi|chua den|chua qua|it hon|chua toi"
_LEAST, _MOST = "tu|it nhat|toi thieu", "khong qua|toi da|nhieu nhat"
_HOW = rf"(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<least>{_LEAST})|(?P<most>{_MOST}))"
LATE = re.compile(
    rf"{_DOES}(?:qua han|tre han|cham han|cham tien do|tre|cham|qua|muon) (?:da |duoc |lau )*"
    rf"(?:tu (?P<low>{AMOUNT}|\d+) den (?P<high>{AMOUNT})"
    rf"|(?:{_HOW} )?(?P<n>{AMOUNT})(?P<up> tro len)?(?P<down> tro xuong)?)"
    r"(?! (?:dau|cuoi))(?![\w])"
)
QUIET = (
    re.compile(
        rf"(?:chua|khong) (?:co |he )?(?:cap nhat|bao cao)(?: tinh hinh| tien do)* (?:da |trong |suot |lau )*"
        rf"(?:(?:{_MORE}|{_LEAST}) )?(?P<n>{AMOUNT})(?: (?:nay|qua|roi|lien|tro len|gan day))?(?![\w])"
    ),
    re.compile(
        rf"(?:da |suot |trong )*(?:(?:{_MORE}|{_LEAST}) )?(?P<n>{AMOUNT}) (?:nay |qua |roi |lien |ma )*"
        r"(?:chua|khong) (?:co |he |duoc )*(?:cap nhat|bao cao)(?: tinh hinh| tien do)*(?![\w])"
    ),
)
LEFT = re.compile(
    rf"(?:chi )?con (?:lai )?(?:(?:{_LESS}|{_MOST}) )?(?P<n>{AMOUNT})"
    r"(?: (?:nua|den han|la den han|nua den han))?(?![\w])"
)

LEADS: tuple[tuple[str, str], ...] = (
    ("on", r"(?:so lieu )?tinh (?=den)"),
    ("on", r"(?:so lieu )?(?:cua |vao )?ngay tinh(?: la)? "),
    ("given", r"(?:duoc |moi |da |viec )*(?:giao|phat sinh|nhan viec)(?: viec)? "),
    ("issued", r"(?:van ban )?(?:ban hanh|phat hanh|ky ban hanh|ky)(?: (?:vao|trong))? "),
    (
        "due",
        r"(?:phai (?:xong|hoan thanh)|(?:den|toi|het|co|thoi) (?:thoi )?han|han)"
        r"(?: (?:hoan thanh|nop|chot|bao cao|la|vao))? ",
    ),
    ("", ""),
)
"""What stands before days and says of which date they are; without it the words behind may say it."""
_TAIL = (
    r"(?: (?:(?P<due>(?:la )?(?:den|toi|het) (?:thoi )?han|phai (?:xong|hoan thanh))"
    r"|(?P<given>(?:moi |duoc |da )*giao(?! cho))))?"
)
DATED = tuple((name, re.compile(rf"{lead}(?P<days>{STRETCH}){'' if lead else _TAIL}(?![\w/])")) for name, lead in LEADS)
ON = re.compile(rf"(?:so lieu )?tinh den(?: het)?(?: thoi diem)? (?P<days>{UNIT})(?![\w/])")
UNTIL_NOW = re.compile(
    r"(?:tinh )?(?:cho )?den (?:nay|hom nay|het hom nay|gio|bay gio|thoi diem nay|thoi diem hien tai|hien tai)(?![\w])"
)

ABOUT = re.compile(
    r"(?:co )?(?:noi dung )?(?:lien quan|noi|nhac)(?: den| toi| ve)|noi dung(?: ve| la)?|chu de(?: ve)?|ve(?: viec)?"
)
