"""Files made to harm: each gets its sentence, in bounded time and memory, and reaches no disk and no network."""

from __future__ import annotations

import io
import json
import os
import random
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giaoviec.intake.extract import extract
from giaoviec.intake.shapes import Limits, Refused
from tests.intake.papers import paragraph, pdf, text_pdf, word, zipped

ROOT = Path(__file__).resolve().parents[2]
BOMB = "Tệp nén bất thường (khi bung ra lớn quá mức) nên không mở. Hãy mở bằng Word, lưu lại thành .docx hoặc .pdf."
BROKEN = "Tệp bị hỏng hoặc không đúng định dạng nên không đọc được. Hãy mở, lưu lại rồi nộp lại."
HEAVY = "Tệp quá nặng hoặc quá phức tạp để đọc an toàn. Hãy in lại thành .pdf, hoặc tách nhỏ rồi nộp lại."
LOCKED = "Tệp được đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi nộp lại."
DOCTYPE = "Tệp chứa khai báo DOCTYPE không an toàn nên không mở. Hãy mở bằng Word, lưu lại rồi nộp lại."
GOOD = word(["Kính gửi: Sở Nội vụ", "Giao Sở Tài chính báo cáo."])


def refusal(data: bytes, **limits: int) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        extract("a", data, limits=Limits(**limits))
    return refused.value.code, refused.value.sentence


def with_members(**members: bytes | str) -> bytes:
    return zipped({"word/document.xml": "<document><body/></document>", **members})


def document_of(xml: str) -> bytes:
    return zipped({"word/document.xml": xml})


def lying_bomb() -> bytes:
    """The directory declares a small size; the stream holds 60 MB."""
    data = bytearray(document_of("<document><body>" + " " * 60_000_000 + "</body></document>"))
    for magic, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(magic)
        struct.pack_into("<I", data, at + place, 900_000)
    return bytes(data)


def overlapping_bomb() -> bytes:
    """Many entries that share one stream."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", os.urandom(5000) * 10)
        first = archive.infolist()[0]
        for number in range(500):
            copy = zipfile.ZipInfo(f"word/{number}.xml")
            for slot in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(copy, slot, getattr(first, slot))
            archive.filelist.append(copy)
            archive.NameToInfo[copy.filename] = copy
        archive.__dict__["_didModify"] = True
    return buffer.getvalue()


def encrypted_zip() -> bytes:
    data = bytearray(GOOD)
    for magic, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := data.find(magic, at + 1)) >= 0:
            data[at + place] |= 1
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
ENTITY = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><document><body><p><r><t>&e;</t></r></p></body></document>'
)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><document><body>&b;</body></document>'
XLSX = zipped({"xl/workbook.xml": "<x/>"})
ODT = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})


@pytest.mark.parametrize(
    ("data", "code", "sentence"),
    [
        (document_of("<document><body>" + " " * 60_000_000 + "</body></document>"), "bomb", BOMB),
        (with_members(**{f"word/{number}.bin": b"\x00" * 50_000_000 for number in range(3)}), "bomb", BOMB),
        (zipped({f"word/{number}": "" for number in range(3500)}), "bomb", BOMB),
        (encrypted_zip(), "password", LOCKED),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password", LOCKED),
        (document_of(ENTITY), "doctype", DOCTYPE),
        (document_of(LAUGHS), "doctype", DOCTYPE),
        (document_of(ENTITY.replace("<!DOCTYPE", '<?xml version="1.0"?><!DOCTYPE')), "doctype", DOCTYPE),
        (GOOD[: len(GOOD) // 2], "broken", BROKEN),
        (b"PK\x05\x06" + b"\x00" * 18, "broken", "Tệp nén rỗng hoặc hỏng. Hãy mở lại bằng Word và lưu thành .docx."),
        (document_of("<document><body><p>"), "broken", BROKEN),
        (document_of("<document/>"), "broken", BROKEN),
        (b"%PDF-1.7\nnonsense", "broken", BROKEN),
        (text_pdf([["Kính gửi"]])[:300], "broken", BROKEN),
        (pdf([]), "no-pages", "Tệp PDF không có trang nào. Hãy xuất lại tệp rồi nộp lại."),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "broken", BROKEN),
    ],
)
def test_each_hostile_file_gets_its_sentence(data: bytes, code: str, sentence: str) -> None:
    assert refusal(data) == (code, sentence)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    assert refusal(lying_bomb()) == ("broken", BROKEN)


def test_a_bomb_whose_entries_share_one_stream_is_not_unpacked() -> None:
    assert refusal(overlapping_bomb()) == ("bomb", BOMB)


def test_a_part_too_large_to_parse_is_refused_though_it_is_no_bomb() -> None:
    text = random.Random(1).randbytes(13 * 1024 * 1024).hex()
    assert refusal(document_of(f"<document><body><p><r><t>{text}</t></r></p></body></document>")) == ("heavy", HEAVY)


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (OLE, "Đây là tệp Office đời cũ (.doc, .xls). Hãy mở, lưu thành .docx hoặc .pdf"),
        (XLSX, "Đây là tệp Excel, không phải văn bản. Hãy mở tệp"),
        (ODT, "Đây là tệp OpenDocument (.odt). Hãy mở tệp"),
        (zipped({"ppt/presentation.xml": "<x/>"}), "Đây là tệp PowerPoint"),
        (zipped({"a.docx": GOOD}), "Đây là tệp nén, không phải văn bản Word."),
        (with_members(**{"word/vbaProject.bin": b"x"}), "Tệp Word có macro (.docm) không được nhận."),
        (b"<!DOCTYPE html><html><body>so 5</body></html>", "Đây là trang web (HTML)."),
        (b"<?xml version='1.0'?><edXML/>", "Đây là tệp XML"),
        (rb"{\rtf1 abc}", "Đây là tệp RTF."),
        (b"MZ\x90\x00", "Đây là tệp chương trình"),
        (b"Rar!\x1a\x07", "Đây là tệp nén. Hãy giải nén"),
        (b"II*\x00abc", "Đây là ảnh TIFF."),
    ],
)
def test_a_known_kind_that_is_not_taken_says_what_to_do(data: bytes, start: str) -> None:
    assert refusal(data)[1].startswith(start)


def test_four_hundred_pages_are_refused_in_one_sentence() -> None:
    assert refusal(text_pdf([["trang"]] * 400)) == (
        "pages",
        "Tệp có 400 trang, nhiều nhất là 300. Hãy tách thành nhiều tệp, phần giao nhiệm vụ để riêng.",
    )


def test_a_word_file_that_says_it_has_four_hundred_pages_is_refused() -> None:
    assert refusal(word(["Kính gửi"], app="<Properties><Pages>400</Pages></Properties>"))[0] == "pages"


def test_tables_nested_without_end_are_refused() -> None:
    nested = "<tbl><tr><tc>" * 200 + "<p><r><t>x</t></r></p>" + "</tc></tr></tbl>" * 200
    assert refusal(document_of(f"<document><body>{nested}</body></document>"))[0] in ("broken", "heavy")


def test_styles_that_are_based_on_each_other_end() -> None:
    circle = (
        '<styles xmlns:w="w"><style w:styleId="A"><basedOn w:val="B"/></style>'
        '<style w:styleId="B"><basedOn w:val="A"/></style></styles>'
    )
    data = word(paragraph("Kính gửi", '<w:pStyle w:val="A"/>'), styles=circle)
    assert extract("a.docx", data).text == "Kính gửi"


def test_a_nested_zip_inside_a_good_document_is_left_alone_and_named() -> None:
    parts = {"word/document.xml": "<document><body><p><r><t>Kính gửi</t></r></p></body></document>"}
    found = extract("a.docx", zipped({**parts, "word/embeddings/oleObject1.bin": GOOD}))
    assert (found.text, found.unread) == ("Kính gửi", ("tệp đính trong văn bản",))


def test_what_needs_more_memory_than_allowed_is_refused() -> None:
    body = "<p><r><t>a</t></r></p>" * 500_000
    assert refusal(document_of(f"<document><body>{body}</body></document>"), memory=160 * 1024 * 1024)[0] in (
        "heavy",
        "bomb",
        "broken",
    )


def test_what_needs_more_time_than_allowed_is_stopped() -> None:
    slow = "Uû ban nh©n d©n tØnh\n" * 700_000
    assert refusal(slow.encode("latin-1"), cpu_seconds=1, characters=50_000_000) == ("heavy", HEAVY)


def test_a_child_that_says_nothing_is_killed() -> None:
    with pytest.raises(Refused) as refused:
        extract("a.txt", b"abc", limits=Limits(seconds_silent=0.0001))
    assert refused.value.sentence == HEAVY


def test_a_locked_pdf_says_so() -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] /Root" % (
        b"41" * 32,
        b"42" * 32,
    )
    assert refusal(text_pdf([["Kính gửi"]]).replace(b"/Root", lock)) == ("password", LOCKED)


def confined(program: str) -> subprocess.CompletedProcess[str]:
    """Run ``program`` after the child's own confinement."""
    start = (
        "from giaoviec.intake.confine import confine, forbid_files, leave_network\n"
        "confine(memory=512 << 20, cpu_seconds=2, cpu_ceiling=2)\nforbid_files()\n"
    )
    return subprocess.run(
        [sys.executable, "-c", start + program], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )


def test_the_child_can_write_no_file(tmp_path: Path) -> None:
    target = tmp_path / "leak"
    done = confined(f"import os\nos.write(os.open({str(target)!r}, os.O_CREAT | os.O_WRONLY), b'secret')")
    assert "File too large" in done.stderr
    assert not target.exists() or target.read_bytes() == b""


def test_the_child_reaches_no_network() -> None:
    done = confined(
        "import socket\nsocket.setdefaulttimeout(2)\n"
        "server = socket.create_server(('127.0.0.1', 0))\nsocket.create_connection(server.getsockname())\n"
    )
    may_leave = subprocess.run(
        [sys.executable, "-c", "from giaoviec.intake.confine import leave_network; print(leave_network())"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if may_leave.stdout.strip() == "False":
        pytest.skip("this kernel gives no network namespace to the user of this test")
    assert "Network is unreachable" in done.stderr or "Cannot assign" in done.stderr


def test_the_child_is_stopped_by_its_memory_and_its_time() -> None:
    assert "MemoryError" in confined("bytearray(600 << 20)").stderr
    assert confined("while True: pass").returncode < 0


def test_the_child_gets_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from giaoviec.intake.extract import _start

    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    child = _start(Limits(), [])
    try:
        environment = Path(f"/proc/{child.pid}/environ").read_bytes()
    finally:
        child.kill()
        child.communicate()
    assert b"secret" not in environment


def test_the_answer_of_a_broken_child_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    from giaoviec.intake import extract as module

    for answer in ("nonsense\n", json.dumps({"done": {"text": "a"}}) + "\n", json.dumps([1]) + "\n"):
        monkeypatch.setattr(module, "_start", lambda limits, answer=answer: _saying(answer))
        with pytest.raises(Refused) as refused:
            extract("a.txt", b"abc")
        assert refused.value.sentence == BROKEN


def _saying(answer: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", f"print({answer!r}, end='')"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([GOOD, text_pdf([["Kính gửi: Sở Nội vụ"]]), "Kính gửi: Sở Nội vụ".encode("utf-16")]),
    st.integers(0, 10_000),
    st.binary(max_size=40),
)
def test_damage_anywhere_gives_a_text_or_a_sentence(data: bytes, place: int, junk: bytes) -> None:
    place %= len(data)
    damaged = data[:place] + junk + data[place + len(junk) :]
    try:
        assert isinstance(extract("a", damaged).text, str)
    except Refused as refused:
        assert refused.sentence.endswith(".")
