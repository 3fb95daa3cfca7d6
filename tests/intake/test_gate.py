"""The secret gate: what is marked never passes, and the word alone never stops anything (Regulation 6.2)."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.intake.gate import CLEAN, Where, judge_file, judge_text
from giaoviec.intake.shapes import Aside, AsideKind, Extraction
from tests.intake import corpus

REGULATION = Path(__file__).resolve().parents[2] / "docs/regulation/26-2015-QD-UBND.txt"
EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def extraction(text: str = "Kính gửi: Sở Nội vụ", *asides: Aside, unread: tuple[str, ...] = ()) -> Extraction:
    return Extraction(text, "docx", asides=asides, unread=unread, sha256=EMPTY_SHA256)


def test_the_corpus_is_as_large_as_it_says() -> None:
    assert len(corpus.marked()) >= 400
    assert len(corpus.clean()) >= 300


def test_every_marked_text_is_refused_with_its_own_marking() -> None:
    wrong = [
        (sample.kind, sample.where, sample.marking, verdict.kind, verdict.marking, sample.text[:120])
        for sample in corpus.marked()
        if (verdict := judge_text(sample.text, where=sample.where)).kind != "secret"
        or verdict.marking != sample.marking
    ]
    assert wrong == []


def test_no_clean_text_is_refused() -> None:
    wrong = [
        (sample.kind, sample.where, verdict.rule, sample.text[:200])
        for sample in corpus.clean()
        if (verdict := judge_text(sample.text, where=sample.where)).kind != "clean"
    ]
    assert wrong == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_regulation_itself_is_clean_though_it_says_mat_eleven_times(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, REGULATION.read_text(encoding="utf-8"))
    assert unicodedata.normalize("NFC", text).lower().count("mật") == 11
    assert judge_text(text) == CLEAN


def test_each_line_of_the_regulation_is_clean_in_a_field() -> None:
    lines = REGULATION.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if judge_text(line, where="field").kind != "clean"] == []


HELD_OUT = (
    "MẬT.", "“TỐI MẬT”", "==MẬT==", "Mật\u00a0", "\u3000ＭẬＴ", "TUYỆT\u00a0MẬT", "T.U.Y.Ệ.T M.Ậ.T", "TỐI-MẬT", "𝐌Ậ𝐓", "ⓂẬⓉ",
    "MẬ'T", "ĐÓNG DẤU: MẬT", "Dấu mật: MẬT", "ĐỘ MẬT - TỐI MẬT", "Độ mật  =  Mật", "Mức độ: MẬT", "CÔNG ĐIỆN MẬT", "MẬT (M)",
    "BẢN SỐ: 02 - MẬT", "MẬT\nBản số: 02", "Ｔ Ｏ Ｉ　Ｍ Ａ Ｔ", "HỎA TỐC    MẬT", "KHẨN\nMẬT", "MẬ\nT", "M\nẬT", "[ MẬT ]",
    "【MẬT】", "Tối\nMật", "ТỐІ МẬТ", "МАТ", "mật", "TỐI MẬT (sau 10 năm giải mật)",
)  # fmt: skip


@pytest.mark.parametrize("stamp", HELD_OUT)
def test_spellings_that_no_rule_was_written_for_are_refused(stamp: str) -> None:
    assert judge_text(corpus.under_number(corpus.HEADS[2], stamp)).kind == "secret"


@pytest.mark.parametrize(
    "line",
    [
        "MẪU SỐ 01",
        "MỘT",
        "MÃ SỐ",
        "Mặt trận",
        "DỰ THẢO",
        "Độ mật:",
        "Độ mật: ......",
        "BẢO MẬT",
        "BÍ MẬT",
        "ĐỘ MẬT",
        "ĐẾN",
    ],
)
def test_other_lines_of_their_own_in_the_head_are_clean(line: str) -> None:
    assert judge_text(corpus.under_number(corpus.HEADS[2], line)).kind == "clean"


@pytest.mark.parametrize("stamp", ["HỎA TỐC", "THƯỢNG KHẨN", "KHẨN", "HỎA TỐC HẸN GIỜ"])
def test_a_stamp_of_urgency_is_no_secret(stamp: str) -> None:
    assert judge_text(corpus.under_number(corpus.HEADS[0], stamp)).kind == "clean"


def test_the_sentence_names_the_clause_and_says_what_to_do_and_quotes_nothing() -> None:
    verdict = judge_text("[TỐI MẬT] Kế hoạch diễn tập tại Mũi Né", where="field")
    assert verdict.sentence == (
        "Có dấu chỉ độ mật “TỐI MẬT” (ở đầu hoặc cuối nội dung nhập): khoản 2 Điều 6 Quy chế không cho cập nhật văn bản "
        "mật lên phần mềm. Không có gì được lưu lại; hãy theo dõi bằng văn bản theo chế độ mật."
    )


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("UBND TỈNH\nSố: 15/QĐ-UBND-M\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "number"),
        ("UBND TỈNH\nSố: 15/UBND-KT (M)\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "number"),
        ("UBND TỈNH\nSố: 15/UBND-KT\nCHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ\nKính gửi: A", "delivery-stamp"),
        ("UBND TỈNH\nSố: 15/UBND-KT\nTÀI LIỆU THU HỒI\nKính gửi: A", "delivery-stamp"),
        ("UBND TỈNH\nSố: 15/UBND-KT\nMẬT\nGIẢI MẬT\nKính gửi: A", "declassified"),
    ],
)
def test_a_sign_that_may_mean_secrecy_is_for_a_person_to_judge(text: str, rule: str) -> None:
    verdict = judge_text(text)
    assert (verdict.kind, verdict.marking, verdict.rule) == ("unsure", None, rule)


@pytest.mark.parametrize("code", [("A", "tuyệt mật"), ("B", "tối mật"), ("C", "mật")])
def test_the_old_letters_of_envelopes_count_in_the_field(code: tuple[str, str]) -> None:
    assert judge_text(f"UBND TỈNH\nĐộ mật: {code[0]}\nKính gửi: A").marking == code[1]


def test_a_text_that_quotes_all_levels_in_a_field_is_clean() -> None:
    assert judge_text("Độ mật: mật, tối mật, tuyệt mật").kind == "clean"


@pytest.mark.parametrize("kind", ["header", "footer", "furniture", "textbox", "comment", "hidden", "stamp"])
def test_a_marking_outside_the_running_text_is_found(kind: AsideKind) -> None:
    verdict = judge_file("a.docx", b"", extraction("Kính gửi: Sở Nội vụ", Aside(kind, "Trang 1\nTối mật")))
    assert (verdict.kind, verdict.marking) == ("secret", "tối mật")


@pytest.mark.parametrize("value", ["Mật", "[MẬT] Kế hoạch", "Độ mật: Mật", "Classification: Mật"])
def test_a_property_of_the_file_is_judged_as_a_field(value: str) -> None:
    found = judge_file("a.docx", b"", extraction("Kính gửi: Sở Nội vụ", Aside("property", value)))
    assert found.kind == ("clean" if value.startswith("Class") else "secret")


@pytest.mark.parametrize("text", ["Bảo mật", "Mật độ dân số", "Văn bản không mật", "Trang 3/10"])
def test_other_words_in_a_header_are_clean(text: str) -> None:
    assert judge_file("a.docx", b"", extraction("Kính gửi: A", Aside("header", text))).kind == "clean"


def test_the_name_of_a_file_is_judged_too() -> None:
    verdict = judge_file("[MẬT] ke-hoach.docx", b"", extraction())
    assert (verdict.kind, verdict.rule) == ("secret", "file-name")


def test_what_could_not_be_read_is_never_clean() -> None:
    verdict = judge_file("a.pdf", b"", extraction(unread=("trang 2 không đọc được chữ",)))
    assert verdict.kind == "unsure"
    assert verdict.sentence == (
        "Chưa biết chắc đây có phải văn bản mật hay không: có phần không đọc được. Vì khoản 2 Điều 6 Quy chế không cho cập "
        "nhật văn bản mật lên phần mềm, chưa có gì được lưu lại; hãy dùng bản rõ hơn, hoặc để người thứ hai xem và xác nhận."
    )


def test_secret_outweighs_what_could_not_be_read() -> None:
    verdict = judge_file("a.pdf", b"", extraction(corpus.on_top(corpus.HEADS[0], "MẬT"), unread=("trang 2",)))
    assert (verdict.kind, verdict.marking) == ("secret", "mật")


def test_an_extraction_of_other_bytes_is_not_believed() -> None:
    assert judge_file("a.docx", b"other bytes", extraction()).rule == "other-file"


@given(st.text(alphabet=st.sampled_from("mậtMẬTtốiTUYỆ độ:[]()-–_ .,\t\n\f\u200bАМТ12/"), max_size=300))
def test_any_text_gets_one_of_three_verdicts(text: str) -> None:
    doors: tuple[Where, ...] = ("document", "field", "filename")
    for where in doors:
        verdict = judge_text(text, where=where)
        assert verdict.kind in ("clean", "secret", "unsure")
        assert (verdict.marking is not None) == (verdict.kind == "secret")
        assert bool(verdict.sentence) == (verdict.kind != "clean")


@given(st.sampled_from([sample.text for sample in corpus.clean() if sample.where == "document"]))
def test_blank_lines_and_decomposed_letters_change_no_clean_verdict(text: str) -> None:
    assert judge_text(unicodedata.normalize("NFD", text.replace("\n", "\n\n"))) == CLEAN
