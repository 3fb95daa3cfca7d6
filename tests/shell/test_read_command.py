"""`giaoviec read` at the command line: what it prints, what it refuses, and that it needs no Django."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

LETTER = """\
ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
Số: 1234/UBND-KT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lâm Đồng, ngày 02 tháng 11 năm 2026
V/v rà soát các dự án chậm tiến độ

Kính gửi: Sở Tài chính.

Chủ tịch Ủy ban nhân dân tỉnh có ý kiến như sau:
1. Giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng rà soát các dự án chậm tiến độ, báo cáo Ủy ban nhân dân tỉnh trước ngày 20 tháng 11 năm 2026.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Văn Mẫu
"""
PROGRAM = (
    "import sys; from giaoviec.cli import main; main(sys.argv[1:]); print([m for m in sys.modules if m in BARRED])"
)


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "cong-van.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def _read(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "giaoviec.cli", "read", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_letter_is_read_as_one_object(letter):
    done = _read(letter, "--json")
    assert done.returncode == 0
    read = json.loads(done.stdout)
    assert (read["document"]["number"], read["document"]["symbol"]) == ("1234", "UBND-KT")
    assert read["document"]["issued_on"] == "2026-11-02"
    assert [(task["leads"], task["due"]["on"]) for task in read["tasks"]] == [(["Sở Tài chính"], "2026-11-20")]
    assert read["refused"] is None
    assert "text" not in read


def test_offsets_are_those_of_the_text_that_is_printed(letter):
    read = json.loads(_read(letter, "--json", "--text").stdout)
    task = read["tasks"][0]
    assert "rà soát các dự án chậm tiến độ" in read["text"][task["start"] : task["end"]]


def test_for_a_person_it_is_printed_in_vietnamese(letter):
    out = _read(letter).stdout
    assert "Ngày ban hành: 02/11/2026" in out
    assert "Chủ trì: Sở Tài chính" in out
    assert "→ 20/11/2026" in out


def test_a_marked_letter_is_refused_with_one_line_and_nothing_of_it(letter):
    letter.write_text("MẬT\n" + LETTER, encoding="utf-8")
    done = _read(letter, "--json", "--text")
    assert done.returncode == 1
    read = json.loads(done.stdout)
    assert read["document"] == {"secrecy": "mật"}
    assert read["tasks"] == []
    assert read["refused"]["marking"] == "mật"
    assert "text" not in read
    assert done.stderr.count("\n") == 1
    assert "1234" not in done.stdout + done.stderr


def test_of_several_files_each_is_answered_and_one_refusal_is_status_1(letter, tmp_path):
    done = _read(letter, tmp_path / "missing.txt", "--json")
    assert done.returncode == 1
    assert [bool(json.loads(line)["refused"]) for line in done.stdout.splitlines()] == [False, True]
    assert done.stderr.endswith("missing.txt: không mở được tệp (No such file or directory).\n")


def test_the_reader_starts_without_django_and_without_a_database(letter):
    program = PROGRAM.replace("BARRED", "('django', 'sqlite3', 'pysqlite3', 'psycopg')")
    done = subprocess.run(
        [sys.executable, "-c", program, "read", str(letter), "--json"], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
