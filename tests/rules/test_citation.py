"""Citations, policies, the index of rules, and the Regulation's text cut into clauses."""

import importlib
import pkgutil
import re
import unicodedata
from pathlib import Path

import pytest

import giaoviec.rules
from giaoviec.rules.citation import INDEX, Cite, Policy, cites, clauses, outline, policy, preamble
from giaoviec.rules.policies import POLICIES
from giaoviec.rules.profiles import PROFILES

REPOSITORY = Path(__file__).parents[2]
TEXTS = {profile.code: REPOSITORY / "docs" / "regulation" / profile.text_file for profile in PROFILES}
TEXT = TEXTS["binh-thuan-2015"].read_text("utf-8")

for module in pkgutil.walk_packages(giaoviec.rules.__path__, "giaoviec.rules."):
    importlib.import_module(module.name)


@pytest.mark.parametrize(
    ("code", "words", "anchor"),
    [
        ("QC 7.2.b#1", "gạch đầu dòng thứ nhất điểm b khoản 2 Điều 7 Quy chế", "qc-7-2-b-1"),
        ("QC 7.1", "khoản 1 Điều 7 Quy chế", "qc-7-1"),
        ("QC 8.1.đ", "điểm đ khoản 1 Điều 8 Quy chế", "qc-8-1-dd"),
        ("QC 8.1.d", "điểm d khoản 1 Điều 8 Quy chế", "qc-8-1-d"),
        ("QC 6.1#cuoi", "đoạn cuối khoản 1 Điều 6 Quy chế", "qc-6-1-cuoi"),
        ("QC 13", "Điều 13 Quy chế", "qc-13"),
        ("QĐ 2", "Điều 2 Quyết định ban hành Quy chế", "qd-2"),
        ("QC 2.3#3", "gạch đầu dòng thứ ba khoản 3 Điều 2 Quy chế", "qc-2-3-3"),
    ],
)
def test_a_citation_is_said_in_words_and_has_an_anchor(code, words, anchor):
    assert Cite(code).vi == words
    assert Cite(code).anchor == anchor


@pytest.mark.parametrize("code", ["QC", "7.1", "QD 2", "QC 7.2.B", "QC 7.2.", "QC 8.1.đ̣", "QC 7#x", "", "QC 7.1 "])
def test_what_names_no_place_is_no_citation(code):
    with pytest.raises(ValueError, match="not a citation"):
        Cite(code)


def test_a_policy_says_whose_decision_it_is():
    assert Policy("at_once").vi == ("chính sách của tỉnh: nhiệm vụ “thực hiện ngay” phải cập nhật trong ngày được giao")


def test_the_marks_of_a_rule_leave_it_unchanged_and_stand_in_the_index():
    def rule(n: int) -> int:
        """Doubles."""
        return 2 * n

    known = dict(INDEX)
    try:
        marked = cites("QC 7.1", "QĐ 2")(policy("at_once")(rule))
        assert marked is rule
        assert rule(2) == 4
        name = f"{rule.__module__}.{rule.__qualname__}"
        assert all(name in INDEX[key] for key in ("QC 7.1", "QĐ 2", "policy:at_once"))
        cites("QC 7.1")(rule)
        assert INDEX["QC 7.1"].count(name) == 1
    finally:
        INDEX.clear()
        INDEX.update(known)


@pytest.mark.parametrize("code", TEXTS)
def test_every_citation_of_a_rule_exists_in_each_regulation(code):
    places = {clause.code for clause in outline(TEXTS[code].read_text("utf-8"))}
    assert [key for key in INDEX if not key.startswith("policy:") and key not in places] == []


def test_every_policy_of_a_rule_has_a_text():
    assert [key for key in INDEX if key.startswith("policy:") and key.removeprefix("policy:") not in POLICIES] == []


def test_every_policy_and_citation_named_in_the_code_exists():
    places = {clause.code for clause in outline(TEXT)}
    wrong = []
    for path in sorted((REPOSITORY / "giaoviec").rglob("*.py")):
        code = path.read_text("utf-8")
        wrong += [f"{path.name}: {name}" for name in re.findall(r'\bPolicy\(\s*"(\w+)"', code) if name not in POLICIES]
        wrong += [f"{path.name}: {name}" for name in re.findall(r'\bCite\(\s*"([^"{]+)"', code) if name not in places]
    assert wrong == []


def test_policy_texts_are_written_in_composed_letters_and_end_without_a_stop():
    for name, text in POLICIES.items():
        assert unicodedata.is_normalized("NFC", text), name
        assert not text.endswith("."), name


def test_the_regulation_has_thirteen_articles_in_four_chapters_and_the_decision_three():
    articles = [clause for clause in outline(TEXT) if clause.depth == 0]
    assert [a.code for a in articles] == [f"QĐ {n}" for n in range(1, 4)] + [f"QC {n}" for n in range(1, 14)]
    assert list(dict.fromkeys(a.chapter for a in articles)) == [
        "",
        "Chương I. NHỮNG QUY ĐỊNH CHUNG",
        "Chương II. NỘI DUNG, QUY TRÌNH CẬP NHẬT THÔNG TIN NHIỆM VỤ ĐƯỢC GIAO",
        "Chương III. CHẾ ĐỘ THÔNG TIN, BÁO CÁO",
        "Chương IV. TỔ CHỨC THỰC HIỆN",
    ]


LEAVES = """
QĐ 1 QĐ 2 QĐ 3
1.1 1.2 1.3 2.1.a 2.1.b 2.2.a 2.2.b 2.2.c 2.3#1 2.3#2 2.3#3 3.1 3.2 3.3 3.4 4.1 4.2 4.3 5.1 5.2
6.1.a 6.1.b 6.1.c 6.1.d 6.1.đ 6.1.e 6.1.g 6.1.h 6.1#cuoi 6.2 7.1 7.2.a 7.2.b#1 7.2.b#2 7.2.c
8.1.a 8.1.b 8.1.c 8.1.d 8.1.đ 8.2#1 8.2#2 8.3.a 8.3.b 8.3.c 8.3.d 9.1 9.2 9.3 9.4 9.5 10.1 10.2
11.1#1 11.1#2 11.2#1 11.2#2 12.1 12.2 12.3 13
"""


def leaf_codes() -> list[str]:
    """The table above as codes."""
    _, decision, *rest = LEAVES.splitlines()
    return re.findall(r"QĐ \d", decision) + [f"QC {code}" for line in rest for code in line.split()]


@pytest.mark.parametrize("code", TEXTS)
def test_the_text_falls_into_its_leaf_clauses(code):
    assert [clause.code for clause in clauses(TEXTS[code].read_text("utf-8"))] == leaf_codes()


def clause(code: str):
    """The clause of Bình Thuận's Regulation with that code."""
    return next(one for one in outline(TEXT) if one.code == code)


def test_a_leaf_has_its_own_words_only():
    assert clause("QC 7.2.b#1").text.startswith(
        "Đối với các nhiệm vụ quy định tại Khoản 1 Điều 5 Quy chế này, chậm nhất"
    )
    assert clause("QC 7.2.b#1").text.endswith("cập nhật kết quả theo quy định;")
    assert clause("QC 8.1.đ").text.endswith("đối với dữ liệu thực hiện 1 lần/tuần.")
    assert clause("QĐ 2").text == "Quyết định này có hiệu lực thi hành sau 10 ngày kể từ ngày ký ban hành."


def test_a_paragraph_under_a_clause_goes_on_with_it():
    assert clause("QC 7.1").text.startswith("Đối với Văn phòng Ủy ban nhân dân tỉnh:\nKhông quá 01 ngày làm việc")
    assert "\nKhông cập nhật các thông tin" in clause("QC 6.2").text
    assert "\nTrường hợp nhiệm vụ, công việc" in clause("QC 8.2#1").text


def test_the_paragraph_that_ends_a_clause_has_a_place_of_its_own():
    assert clause("QC 6.1.h").text == "Thông tin cần thiết khác."
    assert clause("QC 6.1#cuoi").text.startswith("Trong trường hợp Ủy ban nhân dân tỉnh")


def test_introductions_are_kept_for_printing_and_are_no_leaves():
    shown = [(one.code, one.marker, one.leaf) for one in outline(TEXT) if one.code.startswith("QC 7")]
    assert shown == [
        ("QC 7", "Điều 7.", False),
        ("QC 7.1", "1.", True),
        ("QC 7.2", "2.", False),
        ("QC 7.2.a", "a)", True),
        ("QC 7.2.b", "b)", False),
        ("QC 7.2.b#1", "-", True),
        ("QC 7.2.b#2", "-", True),
        ("QC 7.2.c", "c)", True),
    ]
    assert clause("QC 3").article == "Giải thích từ ngữ"
    assert clause("QC 3").text == "Trong Quy chế này, các từ ngữ dưới đây được hiểu như sau:"


def test_no_line_of_the_text_is_lost():
    kept = "\n".join(f"{one.marker} {one.article if one.depth == 0 else ''}{one.text}" for one in outline(TEXT))
    lines = [unicodedata.normalize("NFC", line).strip() for line in TEXT.splitlines()]
    body = [line for line in lines[lines.index("QUYẾT ĐỊNH:") + 1 :] if re.match(r"(?:\d+\.|[a-zđ]\)|-) ", line)]
    assert [line for line in body if re.sub(r"^\S+ ", "", line) not in kept] == []


def test_the_lines_before_the_first_article_are_the_preamble():
    assert preamble(TEXT)[0] == "QUYẾT ĐỊNH"
    assert preamble(TEXT)[-1] == "QUYẾT ĐỊNH:"


def test_text_in_decomposed_letters_is_read_the_same():
    assert outline(unicodedata.normalize("NFD", TEXT)) == outline(TEXT)


def test_a_fictional_regulation_says_so_in_its_first_line():
    for profile in PROFILES:
        first = TEXTS[profile.code].read_text("utf-8").splitlines()[0]
        assert ("HƯ CẤU" in first) is profile.fictional
