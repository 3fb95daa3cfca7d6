"""What speaks for and against a claim (8.1a): the product that is shown, held against what was asked at giving.

Advice to whoever verifies, and before that to whoever claims; it never stands in anybody's way. Each finding says in a
sentence what was looked at, so that a person can look himself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from giaoviec.rules.citation import Cite, Ground, Policy, cites, policy
from giaoviec.rules.documents import TYPES_BY_ABBREVIATION
from giaoviec.rules.likeness import syllables
from giaoviec.rules.symbol import Symbol, SymbolError
from giaoviec.rules.tasks import Deliverable


class Level(StrEnum):
    """How much a finding matters: nothing to say against it, worth knowing, better looked at closely."""

    DOUBT = "doubt"
    NOTE = "note"
    OK = "ok"


class Check(StrEnum):
    """What was looked at."""

    PRODUCT = "product"
    NUMBER = "number"
    TYPE = "type"
    DAY = "day"
    ISSUER = "issuer"
    SIGNER = "signer"
    FILE = "file"
    ANSWERS = "answers"
    SAME_FILE = "same_file"
    SAME_NUMBER = "same_number"
    SAME_TEXT = "same_text"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked at giving. `since`: the day of the document; `marks`: how the agency's own documents name it in
    their symbols ("STC", "UBND"), in capitals without marks."""

    content: str
    product: str
    deliverable: Deliverable
    since: date
    agency: str
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class File:
    """A file that is shown, with what could be read of it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What is claimed. `issuer`: the other agency whose mark stands in the number, where there is one."""

    content: str
    number: str
    dated_on: date | None
    signer: str
    claimed_on: date
    files: tuple[File, ...] = ()
    issuer: str = ""

    @property
    def text(self) -> str:
        return "\n".join(file.text for file in self.files)


@dataclass(frozen=True, slots=True)
class Twin:
    """Another claim that shows the same thing.

    `kind` is SAME_FILE, SAME_NUMBER or SAME_TEXT; `what` the file's name; `where` names the other work, empty where the
    reader may not see it; `earlier`: an earlier claim of this very work; `related`: ordered by the same document from
    the same agency; `share` of common text, 0–1.
    """

    kind: Check
    assignment_id: int
    what: str = ""
    where: str = ""
    earlier: bool = False
    related: bool = False
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: what was looked at, how much it matters, a sentence, its ground; `about` is the other assignment."""

    check: Check
    level: Level
    sentence: str
    ground: Ground
    about: int | None = None


@cites("QC 8.1.a")
@policy("evidence_advice")
def findings(asked: Asked, shown: Shown, twins: Sequence[Twin] = ()) -> tuple[Finding, ...]:
    """Everything that is found, what is doubtful first. Never empty, never a refusal."""
    found = [
        *_product(asked, shown), *_number(asked, shown), *_day(asked, shown), *_signer(shown), *_files(shown),
        *_answers(asked, shown), *map(_twin, twins),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda finding: list(Level).index(finding.level)))


def _say(check: Check, level: Level, sentence: str, about: int | None = None) -> Finding:
    ground = Cite("QC 6.1.e") if check in (Check.PRODUCT, Check.TYPE) else Policy("evidence_advice")
    return Finding(check, level, sentence, ground, about)


# ---- the product and its number


def _product(asked: Asked, shown: Shown) -> Iterator[Finding]:
    if shown.number or shown.files:
        yield _say(Check.PRODUCT, Level.OK, "Có sản phẩm kèm theo báo cáo.")
    elif asked.product or asked.deliverable in (Deliverable.SUBMIT, Deliverable.REPORT):
        what = f"“{asked.product}”" if asked.product else f"{asked.deliverable.vi} bằng văn bản"
        sentence = f"Việc giao yêu cầu {what}; báo cáo không ghi số văn bản, không kèm tệp."
        yield _say(Check.PRODUCT, Level.DOUBT, sentence)
    else:
        yield _say(Check.PRODUCT, Level.NOTE, "Không kèm văn bản, tệp nào; chỉ có phần kết quả thực hiện.")


def _number(asked: Asked, shown: Shown) -> Iterator[Finding]:
    if not shown.number:
        return
    try:
        symbol = Symbol.parse(shown.number)
    except SymbolError as no:
        yield _say(Check.NUMBER, Level.NOTE, no.sentence)
        return
    yield from _type(asked, symbol)
    yield _issuer(asked, shown, symbol)


_BY_DELIVERABLE = {Deliverable.SUBMIT: frozenset({"TTr"}), Deliverable.REPORT: frozenset({"BC"})}
_NAMED = {kind.name_vi.casefold(): kind.abbreviation for kind in TYPES_BY_ABBREVIATION.values()}


def expected_types(asked: Asked) -> frozenset[str]:
    """Abbreviations of the types of document that an order asks for by its product or deliverable; a draft is
    submitted with a Tờ trình. Empty where any will do."""
    words = unicodedata.normalize("NFC", asked.product).casefold()
    named = {short for name, short in _NAMED.items() if re.search(rf"\b{name}\b", words)}
    drafts = {"TTr"} if named and "dự thảo" in words else set()
    return frozenset(named | drafts | _BY_DELIVERABLE.get(asked.deliverable, frozenset()))


def _type(asked: Asked, symbol: Symbol) -> Iterator[Finding]:
    wanted = expected_types(asked)
    if not wanted:
        return
    names = " hoặc ".join(sorted(TYPES_BY_ABBREVIATION[short.upper()].name_vi for short in wanted))
    given = TYPES_BY_ABBREVIATION[symbol.type.upper()].name_vi if symbol.type else "Công văn"
    if symbol.type in wanted:
        yield _say(Check.TYPE, Level.OK, f"Loại văn bản đúng như việc giao: {given}.")
    elif symbol.type in (None, "BC"):  # a letter or a report says that something else was made: look at that
        yield _say(Check.TYPE, Level.NOTE, f"{symbol.text} là {given}; việc giao yêu cầu {names}, xem tệp kèm theo.")
    else:
        yield _say(Check.TYPE, Level.DOUBT, f"{symbol.text} là {given}; việc giao yêu cầu {names}.")


def _issuer(asked: Asked, shown: Shown, symbol: Symbol) -> Finding:
    marks = {bare(part) for part in (symbol.body, symbol.unit) if part}
    if marks & asked.marks:
        return _say(Check.ISSUER, Level.OK, f"Ký hiệu là của {asked.agency}.")
    if shown.issuer:
        sentence = f"{symbol.text} mang ký hiệu của {shown.issuer}, không phải {asked.agency}."
        return _say(Check.ISSUER, Level.DOUBT, sentence)
    sentence = f"Ký hiệu {symbol.symbol} không phải ký hiệu đã biết của {asked.agency}; xem cơ quan ban hành trong tệp."
    return _say(Check.ISSUER, Level.NOTE, sentence)


def bare(text: str) -> str:
    """A mark in capitals without diacritics: "Sxd" → "SXD", "BQLDA" as it is, "ĐTXD" → "DTXD"."""
    parts = unicodedata.normalize("NFD", text.upper().replace("Đ", "D"))
    return re.sub(r"[^0-9A-Z]", "", parts)


# ---- day, signer, files


def _day(asked: Asked, shown: Shown) -> Iterator[Finding]:
    if shown.dated_on is None:
        return
    day, since = f"{shown.dated_on:%d/%m/%Y}", f"{asked.since:%d/%m/%Y}"
    if shown.dated_on < asked.since:
        yield _say(Check.DAY, Level.DOUBT, f"Văn bản kết quả ngày {day}, trước cả văn bản giao việc (ngày {since}).")
    elif shown.dated_on > shown.claimed_on:
        yield _say(Check.DAY, Level.DOUBT, f"Văn bản kết quả ngày {day}, sau ngày báo cáo hoàn thành.")
    else:
        yield _say(Check.DAY, Level.OK, f"Ngày {day} nằm giữa ngày giao và ngày báo cáo.")


def _signer(shown: Shown) -> Iterator[Finding]:
    if not shown.number:
        return
    if not shown.signer:
        yield _say(Check.SIGNER, Level.NOTE, "Chưa ghi người ký văn bản kết quả.")
    elif shown.text.strip() and not _stands(shown.signer, shown.text):
        yield _say(Check.SIGNER, Level.NOTE, f"Không thấy tên người ký {shown.signer} trong tệp kèm theo.")
    else:
        seen = ", có tên trong tệp kèm theo" if shown.text.strip() else ""
        yield _say(Check.SIGNER, Level.OK, f"Người ký: {shown.signer}{seen}.")


def _files(shown: Shown) -> Iterator[Finding]:
    for file in shown.files:
        if not file.text.strip():
            yield _say(Check.FILE, Level.NOTE, f"Không đọc được chữ trong tệp {file.name}; hãy mở tệp để xem.")
    if shown.number and shown.text.strip() and not _stands(shown.number, shown.text):
        yield _say(Check.FILE, Level.NOTE, f"Không thấy số {shown.number} trong tệp kèm theo.")


def _stands(words: str, text: str) -> bool:
    """Whether words stand in a text, without regard to blanks, case and kinds of dashes."""
    return _squeezed(words) in _squeezed(text)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u2010-\u2015-]+", "", unicodedata.normalize("NFC", text).casefold())


# ---- does it answer what was asked

FEW = 3
"""Pairs of words below which an order says too little to be looked for."""
MISSED, MET = 0.2, 0.4
"""Share of an order's pairs of words that a text mentions: below the first it speaks of something else, from the
second on it answers."""
_SAID_EVERYWHERE = re.compile(
    r"\b(?:ủy ban nhân dân|chủ tịch|phó chủ tịch|địa bàn tỉnh|trên địa bàn|báo cáo|tham mưu|rà soát|thực hiện|quy định|"
    r"kết quả|chủ trì|phối hợp|cơ quan|đơn vị|liên quan|kèm theo|văn bản|tổng hợp|đề xuất|xem xét|quyết định|chỉ đạo|"
    r"tổ chức|tập trung|khẩn trương|tiếp tục|tăng cường|hoàn thành|hoàn thiện|xây dựng|phát sinh|số liệu|thời gian tới|"
    r"tiếp thu ý kiến|cuộc họp|giải pháp|tại|trách nhiệm|nêu rõ|ubnd|trình|tỉnh|sở|ban|ngành|xã|phường|và|của|các|"
    r"những|về|trên|theo|trước|sau|ngày|tháng|quý|năm|với|để|không|được|có|là|từ|đến|trong|cho|một|đã|đang|sẽ|khi|này|đó|hết|bằng)\b"
)
"""Words of orders at large, which say nothing of what one order is about."""


def key_phrases(text: str) -> list[list[str]]:
    """The runs of words that carry what an order is about, in its order."""
    runs = _SAID_EVERYWHERE.sub("|", " ".join(syllables(text))).split("|")
    return [words for run in runs if len(words := run.split()) > 1]


def answered(order: str, text: str) -> tuple[float, tuple[str, ...]]:
    """The share of an order's pairs of neighbouring key words that a text mentions, and the runs that it does not."""
    words = syllables(text)
    said = set(pairwise(words))
    wanted = met = 0
    missed: list[str] = []
    for phrase in key_phrases(order):
        pairs = list(pairwise(phrase))
        there = sum(pair in said for pair in pairs)
        wanted, met = wanted + len(pairs), met + there
        if not there:
            missed.append(" ".join(phrase))
    return (met / wanted if wanted else 1.0), tuple(dict.fromkeys(missed))


def _answers(asked: Asked, shown: Shown) -> Iterator[Finding]:
    if sum(len(phrase) - 1 for phrase in key_phrases(asked.content)) < FEW:
        return
    share, missed = answered(asked.content, f"{shown.content}\n{shown.text}")
    examples = ", ".join(f"“{phrase}”" for phrase in missed[:3]) or "phần lớn nội dung được giao"
    if share >= MET:
        yield _say(Check.ANSWERS, Level.OK, "Nội dung nói đúng việc được giao.")
    elif share >= MISSED or not shown.text.strip():
        yield _say(Check.ANSWERS, Level.NOTE, f"Nội dung chưa nhắc tới: {examples}.")
    else:
        yield _say(Check.ANSWERS, Level.DOUBT, f"Văn bản kèm theo dường như nói việc khác; không nhắc tới: {examples}.")


# ---- shown before


def _twin(twin: Twin) -> Finding:
    level = Level.NOTE if twin.related and not twin.earlier else Level.DOUBT
    if twin.kind is Check.SAME_NUMBER and not twin.earlier:
        level = Level.NOTE  # one report may answer several orders
    return _say(twin.kind, level, f"{_shown_before(twin)} {_place(twin)}.", twin.assignment_id)


def _shown_before(twin: Twin) -> str:
    if twin.kind is Check.SAME_NUMBER:
        return "Số văn bản này đã dùng"
    if twin.kind is Check.SAME_FILE:
        return f"Tệp {twin.what} đã dùng"
    what = f"Chữ trong tệp {twin.what}" if twin.what else "Phần kết quả thực hiện"
    return f"{what} trùng khoảng {round(100 * twin.share)}% với nội dung đã dùng"


def _place(twin: Twin) -> str:
    if twin.earlier:
        return "trong lần báo cáo trước của chính việc này, chưa được xác nhận"
    return f"để báo cáo việc khác: {twin.where}" if twin.where else "để báo cáo việc khác mà đồng chí không xem được"
