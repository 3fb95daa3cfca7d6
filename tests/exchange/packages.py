"""Packages made by lot for the tests: good ones, and 300 that are malformed or hostile. `random.Random` decides all."""

from __future__ import annotations

import base64
import io
import random
import zipfile
from collections.abc import Callable

from giaoviec.exchange.edxml.shapes import (
    Answered,
    Business,
    File,
    Organ,
    Package,
    Receiver,
    Replaced,
    Staff,
    Trace,
)
from giaoviec.exchange.edxml.writing import write

WORDS = "triển khai kế hoạch phòng chống thiên tai năm rà soát báo cáo tiến độ đầu tư công & <đất> “đai” Ấp".split()
CODES = ("G22", "000.00.00.G22", "H41", "H41.15", "000.12.15.H41", "001.12.15.H41", "H36.5.2", "G09.99")


def words(lot: random.Random, most: int = 12) -> str:
    return " ".join(lot.choices(WORDS, k=lot.randint(1, most)))


def perhaps(lot: random.Random, text: str) -> str:
    return text if lot.random() < 0.6 else ""


def organ(lot: random.Random) -> Organ:
    code = lot.choice(CODES)
    more = {name: perhaps(lot, words(lot, 4)) for name in ("in_charge", "name", "address", "email", "telephone")}
    return Organ(id=code, **more, fax=perhaps(lot, "0252"), website=perhaps(lot, "https://vi.du"))


def day(lot: random.Random) -> str:
    return f"{lot.randint(2015, 2027)}/{lot.randint(1, 12):02}/{lot.randint(1, 28):02}"


def staff(lot: random.Random) -> Staff:
    names = ("department", "department_id", "name", "id", "email", "mobile")
    return Staff(**{name: perhaps(lot, words(lot, 3)) for name in names})


def answered(lot: random.Random) -> Answered:
    return Answered(organ_id=lot.choice(CODES), code="12/UBND-TH", document_id=words(lot), promulgated=day(lot))


def business(lot: random.Random) -> Business:
    receivers = tuple(Receiver(organ_id=lot.choice(CODES), type=lot.choice("01")) for _ in range(lot.randint(0, 2)))
    replaced = tuple(
        Replaced(document_id=words(lot), organ_ids=(lot.choice(CODES), "H41")) for _ in range(lot.randint(0, 2))
    )
    return Business(
        document_id=perhaps(lot, words(lot)),
        deed=lot.choice("0123"),
        reason=perhaps(lot, words(lot)),
        paper=lot.choice("01"),
        changes_document=lot.choice(["", "0", "1"]),
        changes_receivers=lot.choice(["", "0", "1"]),
        receivers=receivers,
        replaced=replaced,
        staff=staff(lot),
    )


def files(lot: random.Random) -> tuple[File, ...]:
    return tuple(
        File(
            content_id=f"cid:{place}",
            name=f"Phụ lục {place} Đ.pdf",
            description=perhaps(lot, words(lot)),
            content_type=lot.choice(["application/pdf", "application/octet-stream"]),
            data=lot.randbytes(lot.randint(1, 400)),
        )
        for place in range(lot.randint(0, 3))
    )


def package(lot: random.Random, **over: object) -> Package:
    number, notation, issued = str(lot.randint(1, 9999)), lot.choice(["VPCP-TTĐT", "UBND-KT", "QĐ-TTg"]), day(lot)
    sender = organ(lot)
    values: dict[str, object] = {
        "sender": sender,
        "to": tuple(organ(lot) for _ in range(lot.randint(1, 4))),
        "document_id": f"{sender.id},{issued},{number}/{notation}",
        "number": number,
        "notation": notation,
        "place": perhaps(lot, "Hà Nội"),
        "promulgated": issued,
        "type": perhaps(lot, "2"),
        "type_detail": perhaps(lot, "1"),
        "type_name": lot.choice(["Công văn", "Chỉ thị", "Quyết định"]),
        "subject": words(lot, 40),
        "content": perhaps(lot, words(lot)),
        "competence": lot.choice(["", "TL.", "KT.", "TM."]),
        "position": perhaps(lot, "Phó Chủ nhiệm"),
        "signer": "Nguyễn Văn Ấn",
        "due": perhaps(lot, day(lot)),
        "priority": lot.choice("01234"),
        "sphere": perhaps(lot, words(lot, 2)),
        "typer": perhaps(lot, "NVA"),
        "copies": perhaps(lot, "12"),
        "pages": perhaps(lot, "3"),
        "direction": perhaps(lot, "1"),
        "appendixes": tuple(words(lot, 3) for _ in range(lot.randint(0, 3))),
        "answers": tuple(answered(lot) for _ in range(lot.randint(0, 2))),
        "steering": lot.choice("123"),
        "task_codes": tuple(f"NV-{lot.randint(1, 99)}" for _ in range(lot.randint(0, 2))),
        "application": perhaps(lot, "1"),
        "places": tuple(words(lot, 4) for _ in range(lot.randint(0, 4))),
        "traces": tuple(
            Trace(organ_id=lot.choice(CODES), at=f"{day(lot)} 08:0{n}:00") for n in range(lot.randint(1, 3))
        ),
        "business": business(lot),
        "files": files(lot),
    }
    return Package(**(values | over))  # type: ignore[arg-type]


SECRET_PATH = "/etc/hostname"
ENTITIES = (
    f'<!DOCTYPE edXML [<!ENTITY x SYSTEM "file://{SECRET_PATH}">]>',
    '<!DOCTYPE edXML [<!ENTITY x "a"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;">]>',
    '<!DOCTYPE edXML SYSTEM "http://127.0.0.1:9/a.dtd">',
    '<!DOCTYPE edXML [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
)
Spoil = Callable[[random.Random, bytes], bytes]


def with_entity(lot: random.Random, data: bytes) -> bytes:
    start = data.index(b"<edXML")
    return data[:start] + lot.choice(ENTITIES).encode() + data[start:].replace(b"Subject>", b"Subject>&x;", 1)


def in_utf16(lot: random.Random, data: bytes) -> bytes:
    text = with_entity(lot, data).decode().replace("UTF-8", "UTF-16")
    return text.encode("utf-16")


def in_utf7(lot: random.Random, data: bytes) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-7"?>' + with_entity(lot, data).decode().encode("utf-7")


def cut(lot: random.Random, data: bytes) -> bytes:
    return data[: lot.randrange(len(data))]


def flipped(lot: random.Random, data: bytes) -> bytes:
    place = lot.randrange(len(data))
    return data[:place] + bytes([lot.randrange(256)]) + data[place + 1 :]


def noise(lot: random.Random, data: bytes) -> bytes:
    return lot.randbytes(len(data))


def without(lot: random.Random, data: bytes) -> bytes:
    """An element with all that is in it taken away, or its closing tag."""
    name = lot.choice(["MessageHeader", "edXMLHeader", "Code", "From", "To", "AttachmentEncoded", "Subject"]).encode()
    start, end = data.find(b"<edXML:" + name + b">"), data.find(b"</edXML:" + name + b">")
    return data if start < 0 else data[:start] + data[end + lot.choice([0, len(name) + 9]) :]


def renamed(lot: random.Random, data: bytes) -> bytes:
    old = lot.choice([b"edXMLEnvelope", b"Bussiness", b"MessageHeader", b"OrganId", b"ContentId"])
    return data.replace(old, lot.choice([b"Business", b"x" * 3000, b"A", old.lower()]))


def bad_day(lot: random.Random, data: bytes) -> bytes:
    start = data.index(b"PromulgationDate>") + 17
    written = lot.choice(["23/11/2026", "05/06/2026", "2026-02-30", "0029/11/23", "9999/99/99", "hôm qua", "١/٢/٢٠٢٦"])
    return data[:start] + written.encode() + data[data.index(b"<", start) :]


def bad_base64(lot: random.Random, data: bytes) -> bytes:
    start = data.find(b"ContentTransferEncoded>") + 23
    return data[:start] + lot.choice([b"", b"*", b"QUJ", b"====", b"QUJD\nQ Q==" * 3]) + data[data.index(b"<", start) :]


def bombed(lot: random.Random, data: bytes) -> bytes:
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(lot.choice(["../../etc/x", "C:\\a.pdf", "a.zip"]), b"\0" * lot.choice([3_000_000, 100]))
    return zipped(inside.getvalue(), data)


def zipped(inside: bytes, data: bytes) -> bytes:
    start = data.find(b"ContentTransferEncoded>") + 23
    out = data[:start] + base64.b64encode(inside) + data[data.index(b"<", start) :]
    return out.replace(b"application/pdf", b"application/zip").replace(b"application/octet-stream", b"application/zip")


def deep(lot: random.Random, data: bytes) -> bytes:
    many = lot.choice([300, 3000])
    return data.replace(b"<edXML:Code>", b"<edXML:Code>" + b"<a>" * many + b"</a>" * many, 1)


def long_text(lot: random.Random, data: bytes) -> bytes:
    return data.replace(b"<edXML:Subject>", b"<edXML:Subject>" + b"x " * lot.choice([6000, 60000]), 1)


def wrong_codes(lot: random.Random, data: bytes) -> bytes:
    start = data.index(b"OrganId>") + 8
    code = lot.choice(["null", "", "../H41", "H41" + ".99" * 20, "một hai", "8f14e45f-ceea-467f-a8e5-2b0c1f8a9d3e"])
    return data[:start] + code.encode() + data[data.index(b"<", start) :]


SPOILS: tuple[Spoil, ...] = (
    with_entity, in_utf16, in_utf7, cut, flipped, noise, without, renamed, bad_day, bad_base64, bombed, deep, long_text,
    wrong_codes, lambda lot, data: data + lot.choice([b"\0", b"<x/>", data]),
)  # fmt: skip


def hostile(number: int) -> tuple[str, bytes]:
    """The name of what was done, and the spoilt package; the same for the same number."""
    lot = random.Random(number)
    spoil = SPOILS[number % len(SPOILS)]
    good = write(
        package(lot, files=(File(content_id="1", name="a.pdf", content_type="application/pdf", data=b"%PDF-1"),))
    )
    return spoil.__name__, spoil(lot, good)
