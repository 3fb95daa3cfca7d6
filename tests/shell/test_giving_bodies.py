"""Whom the names in a document mean: aliases, old names, titles, groups with exceptions; what is asked, never guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from giaoviec.agencies.models import Agency, Alias, Succession, SuccessionPart
from giaoviec.agencies.text import name_key
from giaoviec.assignments.giving.asking import asks
from giaoviec.assignments.giving.bodies import Directory, terms_of
from giaoviec.assignments.giving.state import Passage
from tests.cast import AGENCIES, DAY, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def codes(pks: Any) -> list[str]:
    by_pk = dict(Agency.objects.values_list("pk", "code"))
    return [by_pk[pk] for pk in pks]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sở Tài chính", "stc"),
        ("Sở TC", "stc"),
        ("Sở NN&MT", "snnmt"),
        ("Giám đốc Sở Xây dựng", "sxd"),
        ("Chánh Văn phòng UBND tỉnh", "vp"),
        ("Chánh Thanh tra tỉnh", "thanhtra"),
        ("Chủ tịch Ủy ban nhân dân đặc khu Phú Quý", "phuquy"),
        ("UBND huyện Phú Quý", "phuquy"),
        ("Sở Tài chính tỉnh Lâm Đồng", "stc"),
    ],
)
def test_a_name_a_short_form_an_old_name_or_a_title_means_one_agency(cast: Cast, name: str, code: str) -> None:
    found = Directory(DAY).bodies([name])
    assert (codes(found.agencies), found.asked, found.vague) == ([code], (), ())


def test_an_agency_that_is_gone_leads_to_the_one_that_took_over(cast: Cast) -> None:
    gone = Agency.objects.create(
        code="skhdt",
        kind="department",
        name="Sở Kế hoạch và Đầu tư",
        short_name="SKHĐT",
        sort_key="s",
        founded_on=date(2000, 1, 1),
        dissolved_on=date(2025, 7, 1),
    )
    moved = Succession.objects.create(kind="merge", basis="NQ", on=date(2025, 7, 1), recorded_at="2025-07-01T00:00Z")
    SuccessionPart.objects.create(succession=moved, predecessor=gone, successor=cast.agency("stc"))
    assert codes(Directory(DAY).bodies(["Sở Kế hoạch và Đầu tư"]).agencies) == ["stc"]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("các sở, ban, ngành", "so-ban-nganh"),
        ("Thủ trưởng các sở, ban, ngành tỉnh", "so-ban-nganh"),
        ("Ủy ban nhân dân các phường, xã, đặc khu", "xa-phuong-dac-khu"),
        ("Chủ tịch UBND các xã, phường và đặc khu trên địa bàn tỉnh", "xa-phuong-dac-khu"),
        ("UBND cấp xã", "xa-phuong-dac-khu"),
        ("Ủy ban nhân dân phường, xã, đặc khu", "xa-phuong-dac-khu"),
        ("Sở, ban, ngành", "so-ban-nganh"),
        ("các địa phương", "xa-phuong-dac-khu"),
    ],
)
def test_a_collective_is_a_group_in_whatever_order_it_is_written(cast: Cast, name: str, group: str) -> None:
    found = Directory(DAY).bodies([name])
    assert (found.group, found.agencies, found.asked, found.doubts) == (cast.group(group).pk, (), (), ())


def test_a_part_of_a_group_is_proposed_as_the_group_and_doubted(cast: Cast) -> None:
    found = Directory(DAY).bodies(["UBND các xã, phường"])
    assert found.group == cast.group("xa-phuong-dac-khu").pk
    assert found.doubts == ("văn bản ghi “UBND các xã, phường”, nhóm là “UBND các xã, phường, đặc khu”",)


def test_two_groups_are_one_group_and_the_members_of_the_other(cast: Cast) -> None:
    found = Directory(DAY).bodies(["các sở, ban, ngành", "UBND các xã, phường, đặc khu"])
    assert found.group == cast.group("so-ban-nganh").pk
    assert codes(found.agencies) == ["phuquy", "muine"]


def test_whom_a_passage_excepts_is_left_out_of_the_group(cast: Cast) -> None:
    passage = "UBND các xã, phường, đặc khu (trừ UBND phường Mũi Né) kiểm tra cơ sở vật chất các trường học."
    found = Directory(DAY).bodies(["UBND các xã, phường, đặc khu"], passage=passage)
    assert (found.group, codes(found.excluded)) == (cast.group("xa-phuong-dac-khu").pk, ["muine"])


def test_an_exception_that_is_not_understood_is_doubted(cast: Cast) -> None:
    passage = "Các sở, ban, ngành, trừ Sở Hải đảo, rà soát."
    assert Directory(DAY).bodies(["các sở, ban, ngành"], passage=passage).doubts == (
        "chưa rõ trừ “Sở Hải đảo” là cơ quan nào",
    )


def test_what_is_excepted_from_the_work_is_no_agency_left_out(cast: Cast) -> None:
    passage = "Sở Tài chính tổng hợp, trừ các công trình đã được bố trí vốn."
    found = Directory(DAY).bodies(["Sở Tài chính"], passage=passage)
    assert (codes(found.agencies), found.excluded, found.doubts) == (["stc"], (), ())


@pytest.mark.parametrize("name", ["các cơ quan, đơn vị liên quan", "cơ quan có liên quan", "các đơn vị"])
def test_nobody_in_person_stays_a_note(cast: Cast, name: str) -> None:
    found = Directory(DAY).bodies([name])
    assert (found.agencies, found.group, found.asked, found.vague) == ((), None, (), (name,))


def test_the_committee_itself_and_ministries_are_given_no_work(cast: Cast) -> None:
    found = Directory(DAY).bodies(["Chủ tịch Ủy ban nhân dân tỉnh", "Chính phủ"])
    assert (found.agencies, found.asked) == ((), ())
    assert found.vague == ("Chủ tịch Ủy ban nhân dân tỉnh", "Chính phủ")


def test_two_candidates_are_asked_and_an_unknown_one_is_offered_for_entering(cast: Cast) -> None:
    for code in ("stc", "sxd"):
        Alias.objects.create(agency=cast.agency(code), text="Sở Đô thị", plain=name_key("Sở Đô thị"))
    found = Directory(DAY).bodies(["Sở Đô thị", "Ban Quản lý Hồ Sông Lũy"])
    assert (found.agencies, found.asked) == ((), ("Sở Đô thị", "Ban Quản lý Hồ Sông Lũy"))
    passage = Passage(0, 1, asked=tuple(("leads", name) for name in found.asked))
    two, unknown = asks(cast.actor("chanhvp"), passage, DAY)
    assert [name for _, name in two.found] == ["Sở Tài chính", "Sở Xây dựng"]
    assert (unknown.found, unknown.add_url.split("?")[0]) == ((), "/quan-tri/co-quan/them/")
    assert asks(cast.actor("vanthu"), passage, DAY)[1].add_url == "", "who may not enter agencies gets no link"


def test_a_narrower_collective_is_asked_with_the_group_to_choose(cast: Cast) -> None:
    name = "UBND các xã, phường, đặc khu ven biển"
    found = Directory(DAY).bodies([name])
    assert (found.group, found.asked) == (None, (name,))
    [ask] = asks(cast.actor("vanthu"), Passage(0, 1, asked=(("leads", name),)), DAY)
    assert ask.groups == ((cast.group("xa-phuong-dac-khu").pk, "UBND các xã, phường, đặc khu"),)


@pytest.mark.parametrize("name", [row[1] for row in AGENCIES.values()])
def test_the_name_of_an_agency_is_no_collective(name: str) -> None:
    assert terms_of(name) == frozenset()
