"""Decision 26/2015/QĐ-UBND itself: its three articles issue the Regulation, say since when, and who answers for it."""

from __future__ import annotations

import pytest

from giaoviec.cli import main as giaoviec
from tests.regulation.province import Province


def test_the_regulation_is_in_the_product_and_the_decision_asks_nothing_of_it(province: Province) -> None:
    """QĐ 1, QĐ 3: no behaviour; the page says so beside each."""
    page = province.at("xa.phuquy", "/quy-che/")
    assert page.sees("QUYẾT ĐỊNH", "Quyết định này có hiệu lực thi hành sau 10 ngày kể từ ngày ký ban hành.")
    for anchor, reason in {
        "qd-1": "Điều khoản ban hành; phần mềm không phải làm gì.",
        "qd-3": "Điều khoản về trách nhiệm thi hành; phần mềm không phải làm gì.",
    }.items():
        [beside] = page.page.xpath(f"//*[@id='{anchor}']/following-sibling::details[1]")
        assert reason in beside.text_content()


def test_a_document_is_bound_from_the_tenth_day_after_signing(province: Province) -> None:
    """QĐ 2: signed on 24 June 2015, in force from 4 July: an older document owes no day of 7.1."""
    older = province.registered(issued_on="03/07/2015", symbol_text="7/CT-UBND")
    bound = province.registered(issued_on="04/07/2015", symbol_text="8/CT-UBND")
    assert province.at("vanthu", f"/van-ban/{older.pk}/").sees("trước khi Quy chế có hiệu lực")
    assert province.at("vanthu", f"/van-ban/{bound.pk}/").sees("Chưa giao việc.", "Thứ Hai, 06/07/2015")
    assert not province.at("vanthu", f"/van-ban/{older.pk}/").sees("Chưa giao việc.")


def test_the_profile_of_the_regulation_says_since_when(province: Province) -> None:
    """QĐ 2, on the page of profiles."""
    assert province.at("chanhvp", "/quan-tri/ho-so/").sees("04/07/2015")


@pytest.mark.parametrize("word", ["QĐ 1", "QĐ 2", "QC 7.2.b#1", "QC 13"])
def test_the_trace_leads_from_each_article_to_what_carries_it_out(
    province: Province, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    assert giaoviec(["trace"]) == 0
    [row] = [line.split("\t") for line in capsys.readouterr().out.splitlines() if line.split("\t")[0] == word]
    assert row[2] != "–"
    assert row[3] != "–" or row[4]


def test_every_clause_that_is_carried_out_is_tested(province: Province, capsys: pytest.CaptureFixture[str]) -> None:
    """Clauses of reports, inspections, evaluation and operation come with their own screens."""
    later = {"QC 8.1.c", "QC 8.1.đ", "QC 8.3.c", "QC 8.3.d", "QC 9.2", "QC 9.3", "QC 9.4", "QC 10.1"}
    later |= {"QC 12.1", "QC 12.2", "QC 12.3"}
    giaoviec(["trace"])
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()[1:]]
    untested = {code for code, _, tests, _, reason in rows if tests == "–" and not reason}
    assert untested <= later
