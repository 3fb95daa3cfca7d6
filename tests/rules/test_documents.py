"""Types of documents, the groups of Article 4, urgency."""

import pytest

from giaoviec.rules.documents import (
    DOCUMENT_TYPES,
    TYPES_BY_ABBREVIATION,
    TYPES_BY_CODE,
    Group,
    Issuer,
    Source,
    Urgency,
    group_of,
)


def test_there_are_the_twenty_nine_types_of_the_decree():
    assert len(DOCUMENT_TYPES) == 29
    assert len({kind.code for kind in DOCUMENT_TYPES}) == 29
    assert [kind.name_vi for kind in DOCUMENT_TYPES if not kind.abbreviation] == ["Công văn", "Thư công"]


@pytest.mark.parametrize(
    ("abbreviation", "name"),
    [("QĐ", "Quyết định"), ("QYĐ", "Quy định"), ("CTR", "Chương trình"), ("CT", "Chỉ thị"), ("KL", "Kết luận")],
)
def test_a_type_is_known_by_its_abbreviation(abbreviation, name):
    assert TYPES_BY_ABBREVIATION[abbreviation].name_vi == name


def test_no_two_types_share_a_code_or_an_abbreviation():
    abbreviations = [kind.abbreviation.upper() for kind in TYPES_BY_CODE.values() if kind.abbreviation]
    assert len(abbreviations) == len(set(abbreviations))


@pytest.mark.parametrize(
    ("issuer", "kind", "authority", "oral", "group"),
    [
        # QC 4.1: documents of the Committee
        ("committee", "decision", "TM.", False, "4.1"),
        ("committee", "plan", "", False, "4.1"),
        ("committee", "official_letter", "KT. CHỦ TỊCH", False, "4.1"),
        # QC 4.2: documents and direct instructions of the Chairman
        ("chairman", "telegram", "", False, "4.2"),
        ("chairman", "decision", "KT. CHỦ TỊCH", False, "4.2"),
        ("committee", "conclusion", "", False, "4.2"),
        ("committee", "oral_instruction", "", True, "4.2"),
        ("office", "", "", True, "4.2"),
        # QC 4.3: what the Office's leaders sign to convey instructions
        ("office", "notice", "KT. CHÁNH VĂN PHÒNG", False, "4.3"),
        ("committee", "official_letter", "TL. CHỦ TỊCH", False, "4.3"),
        ("committee", "notice", "tuq. chủ tịch", False, "4.3"),
        ("committee", "transfer_slip", "", False, "4.3"),
        # QC 1.3: documents of the Government
        ("government", "resolution", "TM.", False, "1.3"),
        ("prime_minister", "telegram", "", False, "1.3"),
        ("government_office", "notice", "TL.", False, "1.3"),
        ("ministry", "official_letter", "", False, "1.3"),
    ],
)
def test_the_group_follows_from_issuer_type_and_signer(issuer, kind, authority, oral, group):
    assert group_of(issuer, kind, authority, oral) is Group(group)


def test_an_issuer_of_no_kind_is_refused():
    with pytest.raises(ValueError, match="committee_of_something"):
        group_of("committee_of_something")


def test_each_group_names_its_clause():
    assert [group.cite.vi for group in Group] == [
        "khoản 1 Điều 4 Quy chế",
        "khoản 2 Điều 4 Quy chế",
        "khoản 3 Điều 4 Quy chế",
        "khoản 3 Điều 1 Quy chế",
    ]


@pytest.mark.parametrize("words", [Source, Issuer, Group, Urgency])
def test_everything_has_a_name_of_its_own_on_screens(words):
    names = [member.vi for member in words]
    assert all(names)
    assert len(set(names)) == len(names)


def test_urgency_has_the_words_of_its_stamps():
    assert [urgency.vi for urgency in Urgency] == ["thường", "khẩn", "thượng khẩn", "hỏa tốc"]
