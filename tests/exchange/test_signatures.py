"""Signatures on arrival: who, whether all is covered, whether the trust list knows the certificate."""

from __future__ import annotations

import io
import random
import socket
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pyhanko.pdf_utils.generic import DictionaryObject, NameObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdfium2 import PdfDocument

from giaoviec.exchange.edxml.arriving import look
from giaoviec.exchange.edxml.reading import read
from giaoviec.exchange.edxml.shapes import File, Signature
from giaoviec.exchange.edxml.signatures import Trust
from giaoviec.exchange.edxml.writing import write
from tests.exchange.packages import package
from tests.exchange.signing import AT, Key, detached, make, signed_package, signed_pdf, trust

SIGNER = "Nguyễn Văn Ấn"


@pytest.fixture(scope="module")
def key() -> Key:
    return make(SIGNER)


def a_pdf() -> bytes:
    document, out = PdfDocument.new(), io.BytesIO()
    document.new_page(200, 200)
    document.save(out)
    document.close()
    return out.getvalue()


def sent(*files: File) -> bytes:
    return write(package(random.Random(3), files=files))


def found(data: bytes, folder: Path | None) -> Signature:
    (one,) = read(data, Trust.of(folder, AT)).signatures
    return one


def a_file(name: str, data: bytes) -> File:
    return File(content_id=name, name=name, content_type="application/pdf", data=data)


def test_a_signed_package_shows_who_signed_all_of_it(key: Key, tmp_path: Path) -> None:
    one = found(signed_package(sent(), key), trust(tmp_path / "tin", key))
    assert (one.kind, one.signer, one.holds) == ("XMLDSig", SIGNER, True)
    assert one.vi == (
        f"Chữ ký số XMLDSig trên gói tin ({SIGNER}): còn nguyên vẹn, bao trùm toàn bộ; chứng thư tin cậy."
    )


def test_a_changed_package_is_not_what_was_signed(key: Key, tmp_path: Path) -> None:
    data = signed_package(sent(), key).replace(b"PromulgationDate>2", b"PromulgationDate>1", 1)
    one = found(data, trust(tmp_path / "tin", key))
    assert not one.intact and one.vi.endswith("KHÔNG hợp lệ, nội dung đã khác lúc ký hoặc chữ ký hỏng.")


def test_a_signer_whom_the_list_does_not_know_is_not_trusted(key: Key, tmp_path: Path) -> None:
    other = trust(tmp_path / "tin", make("Người khác"))
    for folder in (other, tmp_path / "khong-co", None):
        one = found(signed_package(sent(), key), folder)
        assert (one.intact, one.whole, one.trusted) == (True, True, False)
        assert one.vi.endswith("chứng thư không thuộc danh sách tin cậy hoặc hết hạn.")


def test_a_certificate_that_has_run_out_on_arrival_is_not_trusted(tmp_path: Path) -> None:
    late = make(SIGNER, until=AT - timedelta(days=1))
    assert not found(signed_package(sent(), late), trust(tmp_path / "tin", late)).trusted


def test_a_signed_pdf_shows_who_signed_all_of_it(key: Key, tmp_path: Path) -> None:
    one = found(sent(a_file("a.pdf", signed_pdf(key, a_pdf()))), trust(tmp_path / "tin", key))
    assert (one.kind, one.on, one.signer, one.holds) == ("PAdES", "a.pdf", SIGNER, True)


def test_a_second_signature_does_not_spoil_the_first(key: Key, tmp_path: Path) -> None:
    twice = signed_pdf(key, signed_pdf(key, a_pdf()), "Dau")
    signatures = read(sent(a_file("a.pdf", twice)), Trust.of(trust(tmp_path / "tin", key), AT)).signatures
    assert [one.holds for one in signatures] == [True, True]


def changed_after(pdf: bytes) -> bytes:
    writer, out = IncrementalPdfFileWriter(io.BytesIO(pdf)), io.BytesIO()
    writer.root["/Names"] = DictionaryObject({NameObject("/X"): NameObject("/Y")})
    writer.update_root()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_was_changed_after_signing_is_covered_in_part_only(key: Key, tmp_path: Path) -> None:
    one = found(sent(a_file("a.pdf", changed_after(signed_pdf(key, a_pdf())))), trust(tmp_path / "tin", key))
    assert (one.intact, one.whole) == (True, False)
    assert "chỉ bao trùm một phần, phần còn lại không được ký" in one.vi


def test_a_spoilt_pdf_signature_does_not_hold(key: Key, tmp_path: Path) -> None:
    pdf = signed_pdf(key, a_pdf())
    spoilt = pdf[:100] + bytes([pdf[100] ^ 1]) + pdf[101:]
    assert not found(sent(a_file("a.pdf", spoilt)), trust(tmp_path / "tin", key)).holds


@pytest.mark.parametrize(("change", "intact"), [(bytes, True), (lambda data: data + b" ", False)])
def test_a_signature_beside_a_file_is_of_that_file(
    key: Key, tmp_path: Path, change: Callable[[bytes], bytes], intact: bool
) -> None:
    files = a_file("a.docx", change(b"PK noi dung")), a_file("a.docx.p7s", detached(key, b"PK noi dung"))
    one = found(sent(*files), trust(tmp_path / "tin", key))
    assert (one.kind, one.on, one.intact) == ("CMS", "a.docx", intact)
    assert one.holds is intact


def test_the_confined_child_verifies_the_same(key: Key, tmp_path: Path) -> None:
    data, folder = signed_package(sent(a_file("a.pdf", signed_pdf(key, a_pdf()))), key), trust(tmp_path / "tin", key)
    assert look(data, at=AT, trust=folder).signatures == read(data, Trust.of(folder, AT)).signatures
    assert [one.holds for one in look(data, at=AT, trust=folder).signatures] == [True, True]


def test_nothing_is_fetched(key: Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", no)
    monkeypatch.setattr(socket, "getaddrinfo", no)
    data = signed_package(sent(a_file("a.pdf", signed_pdf(key, a_pdf()))), key)
    assert all(one.holds for one in read(data, Trust.of(trust(tmp_path / "tin", key), AT)).signatures)
