"""Plain text files, through the child process."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest

from giaoviec.intake.extract import extract
from giaoviec.intake.shapes import Limits, Refused
from tests.intake.test_legacy import to_tcvn3, to_vni

Form = Literal["NFC", "NFD"]
WRITTEN = (
    "ỦY BAN NHÂN DÂN TỈNH\nSố: 12/UBND-KT\nKính gửi: Sở Tài chính\n"
    "Yêu cầu các đơn vị thực hiện nghiêm, báo cáo trước ngày 20/3/2026; những vướng mắc gửi về Văn phòng.\n"
)
# Capitals in TCVN3 are a matter of the font.
SMALL = "uỷ ban nhân dân tỉnh yêu cầu các đơn vị thực hiện nghiêm, báo cáo trước ngày 20/3/2026\n"


def to_cp1258(text: str) -> bytes:
    """Windows-1258: tones stand after their letters."""
    spread = unicodedata.normalize("NFD", text)
    for pair in ("a\u0302", "e\u0302", "o\u0302", "a\u0306", "o\u031b", "u\u031b"):
        spread = spread.replace(pair[0] + "\u0323" + pair[1], pair + "\u0323")
        spread = spread.replace(pair, unicodedata.normalize("NFC", pair))
    return spread.encode("cp1258")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_unicode_encoding_reads_the_same(encoding: str, form: Form) -> None:
    found = extract("a.txt", unicodedata.normalize(form, WRITTEN).encode(encoding))
    assert (found.text, found.kind, found.warnings) == (WRITTEN, "text", ())


@pytest.mark.parametrize(
    "data",
    [to_tcvn3(SMALL).encode("latin-1"), to_vni(SMALL).encode("cp1252"), to_cp1258(SMALL)],
    ids=["tcvn3", "vni", "windows-1258"],
)
def test_legacy_bytes_read_as_unicode(data: bytes) -> None:
    assert extract("a.txt", data).text == SMALL


def test_a_converted_file_says_so() -> None:
    found = extract("a.txt", to_vni(SMALL).encode("cp1252"))
    assert found.warnings == ("Tệp dùng bảng mã chữ cũ, đã chuyển sang Unicode; hãy đối chiếu với bản gốc.",)


def test_legacy_lines_pasted_into_unicode_are_mended() -> None:
    mixed = f"{WRITTEN}{to_tcvn3(SMALL)}"
    assert extract("a.txt", mixed.encode()).text == WRITTEN + SMALL


def test_line_ends_and_page_breaks_become_new_lines() -> None:
    assert extract("a.txt", "một\r\nhai\rba\fbốn".encode()).text == "một\nhai\nba\nbốn"


def test_controls_and_lone_surrogates_leave_the_text_storable_at_the_same_length() -> None:
    text = extract("a.txt", b"m\xe1\xbb\x99t\x01 hai\xef\xbf\xbf" + b" ba" * 400).text
    assert text.startswith("một  hai  ba")


@pytest.mark.parametrize(
    ("data", "code", "sentence"),
    [
        (b"", "empty", "Tệp rỗng, không có gì để đọc. Hãy kiểm tra lại tệp rồi nộp lại."),
        (b" \n\t \n", "empty", "Tệp không có chữ nào. Hãy kiểm tra lại tệp rồi nộp lại."),
        (
            bytes(range(256)) * 20,
            "binary",
            "Tệp không phải văn bản đọc được. Hãy dùng tệp .docx, .pdf, .txt hoặc ảnh quét.",
        ),
        (
            b"\xff\xe0\xe9\xfc\xb1" * 200,
            "encoding",
            "Không nhận ra bảng mã chữ của tệp. Hãy lưu lại tệp theo Unicode (UTF-8) rồi nộp lại.",
        ),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(data: bytes, code: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        extract("a.txt", data)
    assert (refused.value.code, refused.value.sentence) == (code, sentence)


def test_a_line_of_fifty_thousand_characters_is_read() -> None:
    line = ("Giao Sở Tài chính " * 2800)[:50_000]
    assert extract("a.txt", line.encode()).text == line


def test_a_text_longer_than_the_limit_is_refused() -> None:
    with pytest.raises(Refused, match="Văn bản dài quá 1,000 ký tự"):
        extract("a.txt", b"dai " * 300, limits=Limits(characters=1000))


def test_a_file_over_the_size_limit_is_refused_before_a_child_starts() -> None:
    with pytest.raises(Refused, match="Tệp lớn hơn 50 MB"):
        extract("a.txt", b"a" * (50 * 1024 * 1024 + 1))


def test_the_ending_of_the_name_is_only_a_hint() -> None:
    found = extract("công văn.pdf", WRITTEN.encode())
    assert found.kind == "text"
    assert found.warnings == ("Đuôi tệp là .pdf nhưng nội dung không phải loại đó; đã đọc theo nội dung.",)
