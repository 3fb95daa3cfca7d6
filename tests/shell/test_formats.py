"""How days, numbers, names and texts are written on the screens."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from giaoviec.site import formats


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (formats.day(date(2026, 11, 4)), "04/11/2026"),
        (formats.day(None), ""),
        (formats.day_short(date(2026, 11, 4)), "04/11"),
        (formats.day_long(date(2026, 11, 24)), "Thứ Ba, 24/11/2026"),
        (formats.day_long(date(2026, 11, 29)), "Chủ Nhật, 29/11/2026"),
        (formats.quarter(date(2026, 9, 30)), "quý III/2026"),
        (formats.number(1234567), "1.234.567"),
        (formats.number(Decimal("1234.5")), "1.234,5"),
        (formats.number(0), "0"),
        (formats.number(None), ""),
        (formats.number(2.345, 2), "2,35"),
        (formats.percent(0.9863), "98,63%"),
        (formats.percent(702 / 1248, 1), "56,3%"),
        (formats.percent(1), "100,00%"),
        (formats.percent(None), "–"),
        (formats.size(0), "0 B"),
        (formats.size(18_400), "18 KB"),
        (formats.size(1_234_567), "1,2 MB"),
        (formats.name_short("Nguyễn Thị Thanh Hà"), "Thanh Hà"),
        (formats.name_short("Trần Bảo"), "Bảo"),
        (formats.name_short("Hà"), "Hà"),
        (formats.vi_join([]), ""),
        (formats.vi_join(["a"]), "a"),
        (formats.vi_join(["a", "b", "c"]), "a, b và c"),
        (formats.vi_join(["a", "b"], "hoặc"), "a hoặc b"),
        (formats.capital("đảng và Nhà nước"), "Đảng và Nhà nước"),
        (formats.capital(""), ""),
        (formats.shortened("hồ sơ trực tuyến", 16), "hồ sơ trực tuyến"),
        (formats.shortened("hồ sơ trực tuyến", 15), "hồ sơ trực…"),
    ],
)
def test_it_is_written_as_the_administration_writes_it(written: str, expected: str) -> None:
    assert written == expected


def test_a_moment_is_told_in_vietnamese_time() -> None:
    late_in_london = datetime(2026, 11, 22, 17, 42, tzinfo=UTC)
    assert formats.moment(late_in_london) == "23/11, 00:42"
    assert formats.moment_long(late_in_london) == "00:42 ngày 23/11/2026"
    assert formats.day(late_in_london) == "23/11/2026"
    assert formats.machine(late_in_london) == "2026-11-23T00:42+07:00"


def test_a_moment_of_another_year_shows_its_year() -> None:
    noon = datetime(2025, 12, 31, 5, 0, tzinfo=UTC)
    assert formats.moment(noon, date(2026, 1, 2)) == "31/12/2025, 12:00"
    assert formats.moment(noon, date(2025, 12, 31)) == "31/12, 12:00"


def test_text_becomes_paragraphs_and_its_markup_stays_text() -> None:
    assert formats.lines("một\r\nhai\n\n\n<b>ba</b>") == "<p>một<br>hai</p><p>&lt;b&gt;ba&lt;/b&gt;</p>"
    assert formats.lines("\n \n") == ""
