"""300 malformed and hostile packages: read or refused with a sentence; no entity expanded, no file read."""

from datetime import UTC, datetime

import pytest

from giaoviec.exchange.edxml.arriving import look
from giaoviec.exchange.edxml.reading import read
from giaoviec.exchange.edxml.shapes import Package, as_json
from giaoviec.exchange.edxml.tree import BROKEN, DOCTYPE, LARGEST
from giaoviec.intake.shapes import Refused
from tests.exchange.packages import SPOILS, hostile

HOSTILE = 300


@pytest.mark.parametrize("kind", range(len(SPOILS)))
def test_each_is_read_or_refused_with_a_sentence(kind: int) -> None:
    for number in range(kind, HOSTILE, len(SPOILS)):
        name, data = hostile(number)
        try:
            found = read(data)
        except Refused as refused:
            assert refused.sentence.endswith(".") and refused.code, (name, number)
            continue
        assert (found.package is None) != (found.status is None), (name, number)
        assert as_json(found)


@pytest.mark.parametrize("number", range(0, HOSTILE, len(SPOILS)))
def test_no_entity_is_expanded_and_no_file_read(number: int) -> None:
    with pytest.raises(Refused) as refused:
        read(hostile(number)[1])
    assert refused.value.sentence == DOCTYPE


def test_another_encoding_does_not_hide_a_doctype() -> None:
    with pytest.raises(Refused) as refused:
        read(hostile(1)[1])
    assert refused.value.sentence == DOCTYPE


@pytest.mark.parametrize("number", [0, 3, 5, 10])
def test_the_confined_child_answers_in_the_same_words(number: int) -> None:
    _, data = hostile(number)
    with pytest.raises(Refused) as here:
        read(data)
    with pytest.raises(Refused) as there:
        look(data, at=datetime.now(UTC))
    assert there.value.sentence == here.value.sentence


def test_a_package_of_many_small_elements_is_too_heavy_and_not_the_end_of_us() -> None:
    data = b"<edXML>" + b"<a/>" * 6_000_000 + b"</edXML>"
    with pytest.raises(Refused) as refused:
        look(data, at=datetime.now(UTC))
    assert refused.value.code == "heavy"


def test_what_is_larger_than_a_package_may_be_is_not_parsed() -> None:
    with pytest.raises(Refused) as refused:
        read(b" " * (LARGEST + 1))
    assert refused.value.code == "size"


def test_an_undefined_entity_is_broken() -> None:
    name, data = hostile(8)
    assert name == "bad_day"
    with pytest.raises(Refused) as refused:
        read(data.replace(b"<edXML:Subject>", b"<edXML:Subject>&x;"))
    assert refused.value.sentence == BROKEN


def test_a_bomb_in_an_attachment_is_not_unpacked() -> None:
    refused = set()
    for number in range(10, HOSTILE, len(SPOILS)):
        try:
            found = read(hostile(number)[1]).package
        except Refused as no:
            refused.add(no.code)
            continue
        assert isinstance(found, Package) and len(found.files[0].data) == 100 and "/" not in found.files[0].name
    assert refused == {"bomb"}
