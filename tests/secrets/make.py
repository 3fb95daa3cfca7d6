"""Files, texts and names that carry a marking in every container, and others that do not: always the same.

``python -m tests.secrets.make`` prints how many there are in each container. Names, numbers and events are invented.
A variant's bytes are made when they are asked for, so that a share of them costs a share of the time.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle

from giaoviec.intake.gate import Where
from tests.intake import corpus
from tests.intake.papers import header, paragraph, pdf, table, text_box, text_pdf, word, zipped
from tests.intake.test_legacy import to_tcvn3, to_vni
from tests.secrets import scans

Bytes = Callable[[], bytes]


@dataclass(frozen=True)
class Variant:
    """One thing that comes to a door. ``data`` makes the bytes of a file; without it ``text`` comes by ``where``."""

    container: str
    name: str
    data: Bytes | None = None
    text: str = ""
    where: Where = "document"


HEAD = ("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "Số: 128/UBND-NC", *corpus.NATION.split("\n"))
BODY = (
    "Đà Lạt, ngày 05 tháng 3 năm 2026",
    "Kính gửi: Sở Tài chính; Sở Xây dựng; Công an tỉnh.",
    "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:",
    "1. Giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng rà soát, báo cáo trước ngày 20 tháng 3 năm 2026.",
    "2. Công an tỉnh theo dõi, đôn đốc việc thực hiện của các địa phương.",
)
SPELLINGS = (
    "capitals", "title", "nfd", "spaced", "zero width", "soft hyphen", "cyrillic", "greek", "full width", "dotted",
    "brackets", "parentheses", "stars", "copy", "urgent before", "level", "noun", "field",
)  # fmt: skip
NOTES = ("FreeText", "Text", "Highlight")


def marked(*, pictures: int = 0) -> Iterator[Variant]:
    """All that must be refused; of scans the first ``pictures``."""
    for sample in corpus.marked():
        yield Variant(f"{sample.where}", "", text=sample.text, where=sample.where)
    yield from _marked_text_files()
    for place, make in WORD_PLACES.items():
        yield from (Variant(f"docx, {place}", "van-ban.docx", partial(make, mark)) for mark in _marks(SPELLINGS))
    for place, make in PDF_PLACES.items():
        yield from (Variant(f"pdf, {place}", "van-ban.pdf", partial(make, mark)) for mark in _marks(SPELLINGS))
    for form in corpus.FILE_FORMS:
        for name in corpus.MARKINGS:
            yield Variant("zip", "ho-so.zip", partial(zipped, {form(name): b"noi dung"}))
    yield from list(_marked_scans())[:pictures]


def clean(*, pictures: int = 0) -> Iterator[Variant]:
    """All that must pass; of scans the first ``pictures``."""
    for sample in corpus.clean():
        yield Variant(f"{sample.where}", "", text=sample.text, where=sample.where)
    letters = [
        corpus.under_number(head, stamp) + f"\n{corpus.BODIES[number % 3]}\n{said}"
        for number, head in enumerate(corpus.HEADS)
        for stamp in corpus.STAMPS
        for said in corpus.WORDS
    ]
    for number, letter in enumerate(letters):
        lines = [line for line in letter.split("\n") if line]
        yield Variant("document", "", text=letter)
        if number % 3 == 0:
            yield Variant("docx", "van-ban.docx", partial(word, lines))
        if number % 3 == 1:
            yield Variant("pdf", "van-ban.pdf", partial(_sheet, lines))
        if number % 6 == 2:
            yield Variant("txt", "van-ban.txt", partial(str.encode, letter, "utf-16"))
    yield from list(_clean_scans())[:pictures]


def _marks(spellings: Sequence[str]) -> Iterator[str]:
    for spelling in spellings:
        yield from (corpus.EXACT[spelling](name) for name in corpus.MARKINGS)


def _marked_text_files() -> Iterator[Variant]:
    places = cycle(corpus.HEAD_PLACES)
    for mark in _marks(SPELLINGS):
        letter = next(places)(corpus.HEADS[0], mark) + "\n" + "\n".join(BODY)
        for code in ("utf-8", "utf-8-sig", "utf-16"):
            yield Variant(f"txt, {code}", "van-ban.txt", partial(str.encode, letter, code))
    for name in corpus.MARKINGS:
        for place in corpus.HEAD_PLACES:
            letter = place(corpus.HEADS[0], name) + "\n" + "\n".join(BODY)
            yield Variant("txt, TCVN3", "cu.txt", partial(_as_old, to_tcvn3(letter.lower())))
            yield Variant("txt, VNI", "cu.txt", partial(_as_old, to_vni(letter.replace(name, name.upper()))))


def _as_old(text: str) -> bytes:
    return text.encode("cp1252", "ignore")


# Word


def _word(mark: str, *, at: int = 2) -> bytes:
    return word([*HEAD[:at], *mark.split("\n"), *HEAD[at:], *BODY])


def _letter(more: str = "", **parts: str) -> bytes:
    return word("".join(map(paragraph, (*HEAD, *BODY))) + more, **parts)


def _in_table(mark: str) -> bytes:
    return word(table([[HEAD[0], HEAD[2]], [HEAD[1], HEAD[3]], [mark, BODY[0]]]) + "".join(map(paragraph, BODY[1:])))


def _inserted(mark: str) -> bytes:
    run = f'<w:p><w:ins w:id="1"><w:r><w:t xml:space="preserve">{mark}</w:t></w:r></w:ins></w:p>'
    return word("".join(map(paragraph, HEAD[:2])) + run + "".join(map(paragraph, (*HEAD[2:], *BODY))))


def _core(mark: str) -> bytes:
    return _letter(core=f'<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:title>{mark}</dc:title></cp:coreProperties>')


def _custom(mark: str) -> bytes:
    value = f'<property name="Ghi chú"><vt:lpwstr>{mark}</vt:lpwstr></property>'
    return _letter(custom=f'<Properties xmlns="x" xmlns:vt="y">{value}</Properties>')


def _comment(mark: str) -> bytes:
    return _letter(comments=header(f'<w:comment w:id="1">{paragraph(mark)}</w:comment>', "comments"))


WORD_PLACES: dict[str, Callable[[str], bytes]] = {
    "under the number": _word,
    "on top": partial(_word, at=0),
    "table": _in_table,
    "header": lambda mark: _letter(header1=header(paragraph(mark))),
    "footer": lambda mark: _letter(footer1=header(paragraph(mark), "ftr")),
    "text box": lambda mark: _letter(text_box(mark)),
    "box in the header": lambda mark: _letter(header1=header(text_box(mark))),
    "hidden": lambda mark: _letter(paragraph(mark, look="<w:vanish/>")),
    "insertion": _inserted,
    "comment": _comment,
    "title": _core,
    "property": _custom,
}


# PDF


def _sheet(lines: Sequence[str], **options: object) -> bytes:
    return text_pdf([[line[:90] for line in lines]], **options)


def _note_of(kind: str, text: str, key: str = "Contents") -> str:
    return f"<< /Type /Annot /Subtype /{kind} /Rect [0 0 9 9] /{key} <{('﻿' + text).encode('utf-16-be').hex()}> >>"


def _layers(mark: str) -> bytes:
    """Letterhead and body drawn first, the marking last and between the columns."""
    drawn = [(72.0, 90.0 + 20 * place, line) for place, line in enumerate((*HEAD, *BODY))]
    return pdf([[*drawn, (400.0, 60.0, mark)]])


PDF_PLACES: dict[str, Callable[[str], bytes]] = {
    "under the number": lambda mark: _sheet([*HEAD[:2], mark, *HEAD[2:], *BODY]),
    "on top": lambda mark: _sheet([mark, *HEAD, *BODY]),
    "last layer": _layers,
    "head of each page": lambda mark: text_pdf(
        [[mark, *HEAD, *BODY], [mark, "2. Các đơn vị báo cáo."], [mark, "Nơi nhận"]]
    ),
    "note": lambda mark: _sheet([*HEAD, *BODY], extra=[_note_of(NOTES[len(mark) % len(NOTES)], mark)]),
    "filled field": lambda mark: _sheet([*HEAD, *BODY], extra=[_note_of("Widget", mark, "V")]),
    "title": lambda mark: _sheet([*HEAD, *BODY], title=mark),
}


# Scans

SCANNED = ("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "Số: 128/UBND-KT", "", "Kính gửi: Sở Tài chính; Sở Xây dựng; Công an tỉnh.")
SCANNED_BODY = (
    "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:",
    "1. Giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng rà soát,",
    "báo cáo Ủy ban nhân dân tỉnh trước ngày 20 tháng 3 năm 2026.",
    "2. Công an tỉnh theo dõi, đôn đốc việc thực hiện của các địa phương.",
    "3. Các đơn vị gửi báo cáo về Văn phòng để tổng hợp theo quy định.",
)
FORMS = (("PNG", "quet.png"), ("JPEG", "quet.jpg"), ("PDF", "quet.pdf"))


def _scan(print_: scans.Print, seed: int, form: str) -> bytes:
    sheet = scans.page(SCANNED, body=SCANNED_BODY)
    return scans.saved(scans.stamped(sheet, print_, seed=seed), form, quality=print_.quality)


def _marked_scans() -> Iterator[Variant]:
    chance = random.Random(6_2)
    for seed in range(240):
        stamp = scans.Print(
            chance.choice(["MẬT", "TỐI MẬT", "TUYỆT MẬT"]),
            ink=chance.choice(list(scans.INKS)),
            frame=chance.choice(scans.FRAMES),
            angle=chance.uniform(-20, 20),
            size=chance.choice([40, 48, 56]),
            place=chance.choice(list(scans.PLACES)),
            face=chance.choice(scans.FACES),
            faded=chance.choice([0.0, 0.0, 0.15, 0.25]),
            grey=chance.random() < 0.25,
            quality=chance.choice([60, 75, 90]),
        )
        form, name = FORMS[seed % 3]
        yield Variant(f"scan, {form}", name, partial(_scan, stamp, seed, form))


def _clean_scans() -> Iterator[Variant]:
    chance = random.Random(13)
    for seed in range(60):
        stamp = scans.Print(
            chance.choice(["HỎA TỐC", "KHẨN", "THƯỢNG KHẨN", "DỰ THẢO"]),
            ink=chance.choice(["red", "dark red", "blue"]),
            frame=chance.choice(scans.FRAMES),
            angle=chance.uniform(-12, 12),
            place=chance.choice(["under the number", "right", "top"]),
            face=chance.choice(scans.FACES[:4]),
        )
        form, name = FORMS[seed % 3]
        yield Variant(f"scan, {form}", name, partial(_scan, stamp, seed, form))


if __name__ == "__main__":
    for title, found in (("marked", marked(pictures=240)), ("clean", clean(pictures=60))):
        counted = Counter(variant.container for variant in found)
        sys.stdout.write(f"{title} {sum(counted.values())} {dict(counted)}\n")
