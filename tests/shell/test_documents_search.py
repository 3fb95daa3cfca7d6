"""Search: phrases with marks and without, exact ones first, long texts, only what the asker may see, counting stops."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from giaoviec.documents import actions, search
from giaoviec.documents.models import Document, SearchEntry
from giaoviec.documents.particulars import NewDocument
from giaoviec.journal.actions import act
from tests.cast import Cast, make_cast

MONDAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def registered(cast: Cast, number: int, summary: str, text: str = "") -> Document:
    new = NewDocument(
        symbol_text=f"{number}/UBND-KT",
        summary=summary,
        text=text,
        issued_on=date(2026, 11, 20),
        signer="Trần Quang Minh",
    )
    return actions.register(new, by=cast.actor("vanthu"), on=MONDAY, at=AT)


def found(cast: Cast, query: str, username: str = "vanthu", **options: Any) -> list[int]:
    return [hit.document_id for hit in search.find(cast.actor(username), query, **options)]


def test_a_phrase_is_found_with_marks_and_without_and_exact_marks_come_first(cast: Cast) -> None:
    house = registered(cast, 1, "Phát triển nhà ở xã hội năm 2026").pk
    other = registered(cast, 2, "Nhà ô xa hơi nước").pk
    assert found(cast, "nha o xa hoi") == [other, house]
    assert found(cast, "Nhà Ở XÃ hội") == [house, other]
    assert [hit.exact for hit in search.find(cast.actor("vanthu"), "nhà ở xã hội")] == [True, False]
    assert found(cast, "nhà ở xã hộ") == []


def test_words_apart_are_found_after_phrases_unless_the_query_is_in_quotes(cast: Cast) -> None:
    apart = registered(cast, 1, "Xây dựng khu nhà cho công nhân").pk
    phrase = registered(cast, 2, "Xây dựng nhà ở").pk
    assert found(cast, "xây dựng nhà") == [phrase, apart]
    assert found(cast, "“xây dựng nhà”") == [phrase]
    assert found(cast, '"xây dựng nhà"') == [phrase]


def test_a_number_and_symbol_is_found_as_it_is_written(cast: Cast) -> None:
    wanted = registered(cast, 1234, "Một việc").pk
    registered(cast, 12345, "Việc khác")
    assert found(cast, "1234/UBND-KT") == [wanted]
    assert found(cast, "1234 ubnd kt") == [wanted]


@pytest.mark.parametrize(
    "query", ["", "  ", "*", '"', "AND", "nhà AND", "NEAR(", "{plain}: x", "a" * 5000, "';--", "\x00"]
)
def test_any_query_is_answered(cast: Cast, query: str) -> None:
    registered(cast, 1, "Xây dựng nhà ở")
    assert isinstance(found(cast, query), list)


def test_a_phrase_is_found_deep_in_a_long_text_and_across_the_seams_of_its_stretches(cast: Cast) -> None:
    words = [f"từ{n}" for n in range(20_000)]
    pk = registered(cast, 1, "Văn bản dài", text=" ".join(words)).pk
    for place in (0, 7_995, search.CHUNK_WORDS - 1, search.CHUNK_WORDS + 5, 15_998, 19_995):
        assert found(cast, " ".join(words[place : place + 4])) == [pk], place
    assert SearchEntry.objects.filter(part__startswith="text").count() == 3


def test_a_find_shows_the_words_as_they_are_written_around_the_place(cast: Cast) -> None:
    registered(cast, 1, "Một việc", text="Giao Sở Xây dựng rà soát quỹ nhà ở xã hội, báo cáo trước 05/12.")
    [hit] = search.find(cast.actor("vanthu"), "quy nha o xa hoi")
    assert (hit.before[-8:], hit.match, hit.after[:9], hit.part) == (
        "rà soát ",
        "quỹ nhà ở xã hội",
        ", báo cáo",
        "text",
    )


def test_a_correction_is_found_by_its_new_words_only(cast: Cast) -> None:
    document = registered(cast, 1, "Chăn nuôi bò sữa")
    actions.correct(document, {"summary": "Chăn nuôi dê"}, reason="Nhầm", by=cast.actor("vanthu"), on=MONDAY, at=AT)
    assert found(cast, "bò sữa") == []
    assert found(cast, "nuôi dê") == [document.pk]


def test_what_is_one_agencys_own_is_found_by_it_and_by_those_who_see_all(cast: Cast) -> None:
    document = registered(cast, 1, "Một việc")
    with act("update", by=cast.actor("stc.vanphong"), on=MONDAY, at=AT, subject="assignment", subject_id=1) as a:
        search.index(a, "update", 1, document, "đã giải ngân ba phần tư", agency=cast.agency("stc"))
    entries = SearchEntry.objects.filter(agency=cast.agency("stc"))
    assert entries.count() == 1
    assert found(cast, "giải ngân") == [document.pk]
    assert found(cast, "giải ngân", "sxd.vanphong") == []
    assert found(cast, "giải ngân", "quantri") == []


def test_counting_stops_above_a_thousand(cast: Cast) -> None:
    document = registered(cast, 1, "Một việc")
    SearchEntry.objects.bulk_create(
        SearchEntry(
            act=document.act, subject="task", subject_id=pk, document=document, plain="ra soat ky", marked="rà soát kỹ"
        )
        for pk in range(1, 1_051)
    )
    assert search.count(cast.actor("vanthu"), "rà soát kỹ") == 1_001
    assert search.count(cast.actor("vanthu"), "Một việc") == 1
    assert len(found(cast, "rà soát kỹ", limit=30)) == 30


def test_searching_costs_a_few_statements_whatever_is_found(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(1, 20):
        registered(cast, number, "Rà soát quỹ đất")
    with django_assert_max_num_queries(3):
        assert len(found(cast, "quỹ đất", limit=50)) == 19
