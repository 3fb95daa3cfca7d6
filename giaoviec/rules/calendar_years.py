"""The calendar's data: lunar dates, the swaps of working days, and the years that were announced."""

from datetime import date

# First day of the lunar year and 10th of the third lunar month, in the Vietnamese calendar (UTC+7), computed with the
# algorithm that Hồ Ngọc Đức published and equal to the dates of the package `holidays` 0.109 for all these years.
LUNAR: dict[int, tuple[tuple[int, int], tuple[int, int]]] = {
    2014: ((1, 31), (4, 9)),
    2015: ((2, 19), (4, 28)),
    2016: ((2, 8), (4, 16)),
    2017: ((1, 28), (4, 6)),
    2018: ((2, 16), (4, 25)),
    2019: ((2, 5), (4, 14)),
    2020: ((1, 25), (4, 2)),
    2021: ((2, 12), (4, 21)),
    2022: ((2, 1), (4, 10)),
    2023: ((1, 22), (4, 29)),
    2024: ((2, 10), (4, 18)),
    2025: ((1, 29), (4, 7)),
    2026: ((2, 17), (4, 26)),
    2027: ((2, 6), (4, 16)),
    2028: ((1, 26), (4, 4)),
    2029: ((2, 13), (4, 23)),
    2030: ((2, 2), (4, 12)),
    2031: ((1, 23), (4, 1)),
    2032: ((2, 11), (4, 19)),
    2033: ((1, 31), (4, 9)),
    2034: ((2, 19), (4, 28)),
    2035: ((2, 8), (4, 17)),
}

SECOND_NATIONAL_DAY_SINCE = 2021  # Labour Code 2019, article 112
CULTURE_DAY_SINCE = 2026  # NQ 28/2026/QH16, in force 1 July 2026

# A swap is (day off, day worked in its place). Those until 2024 are as the package `holidays` 0.109 has them and stand
# in unconfirmed years; 2025 and 2026 were announced and reported in the press. No year is shipped as confirmed: that
# says that a person of the province has compared it with the notice.
SWAPS: tuple[tuple[date, date], ...] = (
    (date(2014, 5, 2), date(2014, 4, 26)),
    (date(2014, 9, 1), date(2014, 9, 6)),
    (date(2015, 1, 2), date(2014, 12, 27)),
    (date(2015, 2, 16), date(2015, 2, 14)),
    (date(2015, 4, 29), date(2015, 4, 25)),
    (date(2018, 12, 31), date(2019, 1, 5)),
    (date(2019, 4, 29), date(2019, 5, 4)),
    (date(2024, 4, 29), date(2024, 5, 4)),
    (date(2025, 5, 2), date(2025, 4, 26)),
    (date(2026, 1, 2), date(2026, 1, 10)),
    (date(2026, 8, 31), date(2026, 8, 22)),
)
ANNOUNCED = {
    year: f"Theo lịch nghỉ lễ, tết năm {year} đã thông báo, ghi theo báo chí; "
    "Văn phòng ghi số, ngày của thông báo khi đối chiếu."
    for year in (2025, 2026)
}

BY_RULE = "Dự kiến theo Bộ luật Lao động; chưa đối chiếu với thông báo nghỉ lễ, tết của năm."
SHIPPED = range(2014, 2028)
