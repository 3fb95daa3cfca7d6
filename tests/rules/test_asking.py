"""Requests in Vietnamese: a table of four hundred, some with marks and some without, and what must hold of each."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoviec.rules.asking import Named, Names, Understood, agency_forms, person_forms, understand
from giaoviec.rules.asking.phrases import FILLERS
from giaoviec.rules.asking.words import cut, fold
from tests.rules.asking_held_out import HELD_OUT
from tests.rules.asking_requests import REQUESTS

TODAY = date(2026, 11, 23)
AGENCIES = {
    "vp": ("Văn phòng UBND tỉnh", "VP UBND tỉnh"),
    "stc": ("Sở Tài chính", "STC"),
    "sxd": ("Sở Xây dựng", "SXD"),
    "snnmt": ("Sở Nông nghiệp và Môi trường", "SNNMT", "Sở NN&MT"),
    "snv": ("Sở Nội vụ", "SNV"),
    "skhcn": ("Sở Khoa học và Công nghệ", "SKHCN"),
    "sgddt": ("Sở Giáo dục và Đào tạo", "SGDĐT"),
    "syt": ("Sở Y tế", "SYT"),
    "svhttdl": ("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL"),
    "sct": ("Sở Công Thương", "SCT"),
    "stp": ("Sở Tư pháp", "STP"),
    "thanhtra": ("Thanh tra tỉnh", "TTT"),
    "congan": ("Công an tỉnh", "CAT"),
    "bql": ("Ban Quản lý các khu công nghiệp tỉnh", "BQL KCN"),
    "phuquy": ("UBND đặc khu Phú Quý", "Phú Quý", "UBND huyện Phú Quý"),
    "muine": ("UBND phường Mũi Né", "Mũi Né"),
    "phanthiet": ("UBND phường Phan Thiết", "Phan Thiết"),
    "dalat": ("UBND phường Xuân Hương - Đà Lạt", "Xuân Hương"),
    "ductrong": ("UBND xã Đức Trọng", "Đức Trọng"),
    "hamthuan": ("UBND xã Hàm Thuận", "Hàm Thuận"),
}
LEADERS = {"nam": "Lê Hoàng Nam", "chau": "Nguyễn Thị Minh Châu"}
UNITS = {
    "tonghop": ("Phòng Tổng hợp",), "kinhte": ("Phòng Kinh tế",), "noichinh": ("Phòng Nội chính",),
    "vanxa": ("Phòng Khoa giáo - Văn xã", "Phòng Văn xã"),
}  # fmt: skip
FIELDS = ("tài chính", "đất đai", "đầu tư công", "y tế", "giáo dục", "xây dựng, giao thông")
NAMES = Names(
    [
        *(Named("agency", key, agency_forms(names)) for key, names in AGENCIES.items()),
        *(Named("leader", key, person_forms(name)) for key, name in LEADERS.items()),
        *(Named("unit", key, names) for key, names in UNITS.items()),
        *(Named("field", name, (name, *name.split(", "))) for name in FIELDS),
        Named("officer", "tam", person_forms("Bùi Minh Tâm")),
    ]
)


def said(found: Understood) -> set[str]:
    parts = {f"{part.name}={part.value}" for part in found.parts if part.name != "over"}
    return parts | ({"over=figures"} if found.over == "figures" else set())


def rows(table: str) -> list[tuple[str, set[str], str]]:
    """(request, what it means, what is not understood) of a table's lines."""
    found = []
    for line in filter(None, map(str.strip, table.splitlines())):
        request, meaning, *unknown = (cell.strip() for cell in line.split("|"))
        found.append((request, _pairs(meaning), unknown[0] if unknown else ""))
    return found


def _pairs(text: str) -> set[str]:
    """ "state=overdue query=đất đai" as pairs: a value may have blanks."""
    pairs: list[str] = []
    for word in text.split():
        if "=" in word:
            pairs.append(word)
        else:
            pairs[-1] += f" {word}"
    return set(pairs)


def wrong(table: str) -> list[str]:
    found = []
    for request, meaning, unknown in rows(table):
        read = understand(request, NAMES, TODAY)
        if said(read) != meaning or " ".join(read.unknown) != unknown:
            found.append(f"{request}: {sorted(said(read))} {list(read.unknown)}; wanted {sorted(meaning)} {unknown}")
    return found


def test_three_hundred_and_eighty_requests_mean_what_people_mean_by_them() -> None:
    assert wrong(REQUESTS) == []
    assert len(rows(REQUESTS)) >= 380


def test_so_do_sixty_that_were_written_before_the_grammar() -> None:
    assert wrong(HELD_OUT) == []
    assert len(rows(HELD_OUT)) == 60


@pytest.mark.parametrize("table", [REQUESTS, HELD_OUT], ids=["known", "held out"])
def test_a_request_without_marks_narrows_to_the_same(table: str) -> None:
    """But for what is typed without marks on purpose: "trẻ em" loses its own."""
    lost = ("trẻ em", "đẹp trời", "trọng tâm")
    for request, _, _ in rows(table):
        if not any(word in request for word in lost):
            marked, bare = (understand(one, NAMES, TODAY) for one in (request, fold(request)))
            assert {fold(pair) for pair in said(marked)} == {fold(pair) for pair in said(bare)}, request


CLAUSES = [
    ("quá hạn", "state=overdue"),
    ("của Sở Xây dựng", "agency=sxd"),
    ("quý III/2026", "due=2026-07-01..2026-09-30"),
    ("chưa có giải trình", "flag=unexplained"),
    ("không có vướng mắc", "without=obstacle"),
    ("giao từ 1/2 đến 30/4", "given=2026-02-01..2026-04-30"),
    ("theo Công văn 9218", "document=official_letter:9218"),
    ("do Phó Chủ tịch Lê Hoàng Nam chỉ đạo", "leader=nam"),
    ("lĩnh vực đất đai", "field=đất đai"),
    ("Phòng Kinh tế theo dõi", "unit=kinhte"),
    ("gắn sao", "flag=starred"),
    ("ngoài ra xyz", ""),
]


@given(st.lists(st.sampled_from(CLAUSES), min_size=1, unique=True), st.sampled_from([", ", "; "]))
def test_the_order_of_the_clauses_does_not_matter(clauses: list[tuple[str, str]], between: str) -> None:
    read = understand(between.join(words for words, _ in clauses), NAMES, TODAY)
    assert said(read) == {pair for _, pair in clauses if pair}
    assert bool(read.unknown) == (("ngoài ra xyz", "") in clauses)


@given(st.text(max_size=400))
def test_any_text_is_read_and_no_word_is_dropped_in_silence(text: str) -> None:
    read = understand(text, NAMES, TODAY)
    heard = fold(" ".join([*read.unknown, *(part.said for part in read.parts)]))
    for word in cut(text[:300]).words:
        assert word.plain in heard or word.plain in KNOWN_WORDS


KNOWN_WORDS = FILLERS | {"viec", "cong", "nhiem", "vu", "hoac", "hay", "den", "nay"}


@given(st.lists(st.sampled_from(" ".join(request for request, _, _ in rows(REQUESTS)).split()), max_size=14))
def test_words_of_requests_in_any_order_are_all_accounted_for(words: list[str]) -> None:
    read = understand(" ".join(words), NAMES, TODAY)
    heard = fold(" ".join([*read.unknown, *(part.said for part in read.parts)]))
    for word in cut(" ".join(words)).words:
        assert word.plain in heard or word.plain in KNOWN_WORDS | {"gio", "hom", "het", "thoi", "diem", "hien", "tai"}


@pytest.mark.parametrize(
    ("request_", "kept"),
    [
        ("không phải Sở Xây dựng", set()),
        ("quá hạn trừ các sở", {"state=overdue"}),
        ("chưa thuộc lĩnh vực đất đai", set()),
        ("ngoài Sở Y tế", set()),
    ],
)
def test_what_a_word_turns_round_is_said_not_to_be_understood(request_: str, kept: set[str]) -> None:
    read = understand(request_, NAMES, TODAY)
    assert said(read) == kept
    assert read.unknown


def test_what_cannot_stand_beside_an_earlier_word_is_said() -> None:
    read = understand("quá hạn, có thời hạn, không thời hạn", NAMES, TODAY)
    assert said(read) == {"state=overdue", "class=dated"}
    assert read.unknown == ("không thời hạn",)


def test_all_of_a_kind_beside_one_of_another_cannot_be_one_list() -> None:
    for text in ("các xã và Sở Y tế quá hạn", "quá hạn: Sở Y tế, các xã"):
        read = understand(text, NAMES, TODAY)
        assert said(read) == {"agency=syt", "state=overdue"}
        assert read.unknown == ("các xã",)


def test_a_day_that_no_calendar_has_is_not_understood() -> None:
    read = understand("hạn trước ngày 30/2/2026", NAMES, TODAY)
    assert not read.of("due")
    assert "30/2/2026" in " ".join(read.unknown)


def test_a_name_of_several_agencies_means_all_of_them() -> None:
    two = Names(
        [
            Named("agency", key, agency_forms([name]))
            for key, name in (("a", "UBND xã Tân Hải"), ("b", "UBND phường Tân Hải"))
        ]
    )
    assert understand("tân hải quá hạn", two, TODAY).of("agency") == ["a", "b"]
    assert understand("xã tân hải quá hạn", two, TODAY).of("agency") == ["a"]


def test_a_word_alone_is_no_request() -> None:
    for text in ("sạt lở trên đèo", "bao nhiêu", "“quá hạn”", ""):
        assert not understand(text, NAMES, TODAY).is_request
    assert understand("STC", NAMES, TODAY).is_request


def test_the_chapter_says_nothing_that_is_not_understood() -> None:
    chapter = (Path(__file__).parents[2] / "docs" / "rules" / "hoi-bang-tieng-viet.md").read_text(encoding="utf-8")
    table = [line for line in chapter.splitlines() if line.startswith("| ") and "`" in line]
    said_so = [text for line in table for text in re.findall(r"`([^`]+)`", line)]
    assert len(said_so) > 80
    for text in said_so:
        read = understand(text, NAMES, TODAY)
        assert read.parts and not read.unknown, (text, read)
