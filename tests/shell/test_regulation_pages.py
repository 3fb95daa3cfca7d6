"""The Regulation's page, and what links it with rules, tests and screens."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import Resolver404, resolve

from giaoviec.regulation import queries, tracing
from giaoviec.regulation.screens import REASONS, SCREENS, Screen, clauses_of
from giaoviec.rules.citation import Cite
from tests.cast import Cast, make_cast


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def is_page(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


@pytest.mark.django_db
def test_the_regulation_is_read_article_by_article_with_a_place_for_each_clause() -> None:
    cast: Cast = make_cast()
    page = text(cast.client("stc.chuyenvien").get("/quy-che/"))
    missing = [piece.code for piece in queries.pieces() if f'id="{piece.cite.anchor}"' not in page]
    assert missing == []
    assert "Không quá 01 ngày làm việc, khi văn bản chỉ đạo, điều hành" in page
    link = 'href="/van-ban/vao-so/">Vào sổ văn bản</a>'
    assert link not in page, "a screen that this reader cannot open is named, not linked"
    assert link in text(cast.client("vanthu").get("/quy-che/"))
    assert "<dt>Cập nhật lần đầu nhiệm vụ có thời hạn (ngày làm việc)</dt><dd>3</dd>" in page


@pytest.mark.django_db
def test_every_link_inside_the_page_has_its_place_and_no_place_is_named_twice() -> None:
    page = text(make_cast().client("vanthu").get("/quy-che/"))
    places = re.findall(r'id="([^"]+)"', page)
    assert sorted(places) == sorted(set(places))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(places)


def test_the_text_is_found_where_the_package_is_and_docs_lead_to_it() -> None:
    shipped = queries.text_of(queries.MAIN_TEXT)
    assert shipped.startswith(" QUYẾT ĐỊNH")
    linked = Path(__file__).parents[2] / "docs" / "regulation" / queries.MAIN_TEXT
    assert linked.read_text(encoding="utf-8") == shipped
    assert queries.text_of("khong-co.txt") == ""


def test_each_code_of_the_tables_is_a_leaf_clause_and_has_screens_or_a_reason_but_not_both() -> None:
    leaves = {clause.code for clause in queries.clauses()}
    assert set(SCREENS) | set(REASONS) <= leaves
    assert set(SCREENS) & set(REASONS) == set()


def test_a_page_knows_its_clauses() -> None:
    assert "QC 7.2.c" in set(clauses_of("/viec/57/"))
    assert list(clauses_of("/gop-y/")) == ["QC 8.1.d", "QC 13"]
    assert list(clauses_of("/khong-co/")) == []


def test_a_screen_about_one_thing_is_reached_by_its_list() -> None:
    assert Screen("Công việc", "/viec/<id>/").link == "/viec/"
    assert Screen("Bàn việc", "/").link == "/"


@pytest.mark.parametrize("path", sorted({screen.path for screens in SCREENS.values() for screen in screens}))
def test_every_screen_named_is_a_page(path: str) -> None:
    assert is_page(path.replace("<id>", "1"))


def test_tests_are_found_by_the_clause_that_they_name(tmp_path: Path) -> None:
    (tmp_path / "test_article_7.py").write_text(
        'def test_a(): "QC 7.1"\n\n@mark("QC 7.2.b#1")\ndef test_b(): pass\n\ndef help(): "QC 9.1"\n', encoding="utf-8"
    )
    found = tracing.tests_by_clause(tmp_path)
    assert found == {"QC 7.1": ["test_article_7.py::test_a"], "QC 7.2.b#1": ["test_article_7.py::test_b"]}
    assert tracing.tests_by_clause(tmp_path / "khong-co") == {}


def test_a_trace_leads_from_the_clause_to_rule_and_screen() -> None:
    by_code = {row.clause.code: row for row in tracing.traces()}
    row = by_code["QC 7.2.b#1"]
    assert "giaoviec.rules.calendar.Calendar.add" in row.rules
    assert next(screen.title for screen in row.screens) == "Bàn việc"
    assert by_code["QC 3.4"].is_carried_out
    assert Cite(row.clause.code).anchor == "qc-7-2-b-1"
