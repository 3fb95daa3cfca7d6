"""The calendar and the profile as rows and pages: drafted, changed, confirmed, previewed, dated."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from giaoviec.regulation import actions, preview, queries
from giaoviec.regulation.drafting import draft
from giaoviec.regulation.models import CalendarYear, ProfileVersion
from giaoviec.regulation.preview import Reckoned
from giaoviec.rules import profile as rules
from giaoviec.rules.calendar import CALENDAR, DayKind, Year
from giaoviec.rules.profiles import BINH_THUAN, CAO_NGUYEN_XANH
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
HOLIDAY = (DayKind.HOLIDAY, "nghỉ bão")


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def every_call_looks_at_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "CHECK_SECONDS", 0.0)
    queries.forget()


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def change(year: int, days: dict[date, tuple[DayKind, str]], **facts: Any) -> CalendarYear:
    facts = {"confirmed": False, "reason": "thông báo mới", **facts}
    return actions.change_calendar(year, days, **facts, by=None, on=ON, at=AT)


# The calendar


def test_without_rows_the_shipped_years_hold() -> None:
    assert queries.calendar() == CALENDAR
    assert queries.calendar().add(date(2026, 11, 20), 3) == date(2026, 11, 26)


def test_a_changed_year_holds_from_the_next_look_in_every_process() -> None:
    days = {**CALENDAR.years[2026].days, date(2026, 11, 25): HOLIDAY}
    change(2026, days, confirmed=True, notice="Công điện số 9/CĐ-UBND")
    assert queries.calendar().add(date(2026, 11, 20), 3) == date(2026, 11, 27)
    CalendarYear.objects.update(voided_at=AT)  # as another process would
    assert queries.calendar().add(date(2026, 11, 20), 3) == date(2026, 11, 26)


def test_a_look_costs_nothing_within_the_second(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(queries, "CHECK_SECONDS", 60.0)
    queries.calendar()
    with django_assert_num_queries(0):
        queries.calendar()
        queries.profile_on(ON)


@pytest.mark.parametrize(
    ("days", "facts", "field", "sentence"),
    [
        ({date(2027, 1, 1): HOLIDAY}, {}, "days", "Ngày 01/01/2027 không thuộc năm 2026."),
        ({date(2026, 3, 2): (DayKind.MADE_UP, "x")}, {}, "days", "vốn là ngày làm việc, không làm bù được"),
        ({date(2026, 3, 7): (DayKind.SWAPPED_OFF, "x")}, {}, "days", "vốn là ngày nghỉ hằng tuần"),
        ({date(2026, 3, 2): (DayKind.HOLIDAY, " ")}, {}, "days", "chưa ghi tên ngày nghỉ"),
        ({}, {}, "days", "Lịch chưa có ngày nghỉ nào."),
        ({date(2026, 3, 2): HOLIDAY}, {"confirmed": True}, "notice", "phải ghi số, ngày của thông báo"),
        ({date(2026, 3, 2): HOLIDAY}, {"reason": ""}, "reason", "Lịch năm 2026 đã có; hãy ghi lý do thay đổi."),
        (dict(CALENDAR.years[2027].days), {"year": 2027, "notice": CALENDAR.years[2027].notice}, "days", "không có gì"),
    ],
)
def test_a_year_that_does_not_fit_is_refused(
    days: dict[date, tuple[DayKind, str]], facts: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Refused) as no:
        change(facts.pop("year", 2026), days, **facts)
    assert no.value.field == field
    assert sentence in no.value.sentence
    assert not CalendarYear.objects.exists()


def test_a_draft_of_a_year_to_come_knows_tet_and_the_days_off_in_lieu() -> None:
    year = draft(2029)
    assert year.kind(date(2029, 2, 13)) is DayKind.HOLIDAY
    assert year.kind(date(2029, 11, 26)) is DayKind.HOLIDAY
    assert not year.confirmed
    with pytest.raises(ValueError, match="2014–2100"):
        draft(2013)


def test_a_year_is_confirmed_with_its_notice_and_the_journal_keeps_a_digest_of_the_reason(cast: Cast) -> None:
    actions.confirm_year(2027, "Thông báo số 12/TB-VP ngày 01/12/2026", by=cast.actor("chanhvp"), on=ON, at=AT)
    assert queries.calendar().unconfirmed(date(2027, 1, 1), date(2027, 12, 31)) == ()
    event = Event.objects.get()
    assert (event.verb, event.subject_id, event.actor) == ("change_calendar", 2027, "Nguyễn Đức Thắng")
    assert "đối chiếu" not in event.facts


# What a change moves


ROWS = [
    Reckoned(1, "trong 3 ngày làm việc", date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 26)),
    Reckoned(2, "25/11/2026", date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 25)),
    Reckoned(3, "trong 3 ngày làm việc", date(2026, 11, 20), date(2026, 11, 20), date(2026, 12, 15)),
    Reckoned(4, "không ai hiểu", date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 26)),
]


def test_only_due_dates_that_were_reckoned_in_working_days_move() -> None:
    days = {**CALENDAR.years[2026].days, date(2026, 11, 25): HOLIDAY}
    new = preview.proposed(CALENDAR, 2026, preview.written(days))
    found = preview.moved(ROWS, CALENDAR, new)
    assert [(row.id, row.old, row.new) for row in found] == [(1, date(2026, 11, 26), date(2026, 11, 27))]
    assert preview.moved(ROWS, CALENDAR, CALENDAR) == ()


def test_the_days_of_an_address_are_of_its_year() -> None:
    with pytest.raises(ValueError, match="không thuộc năm 2026"):
        preview.proposed(CALENDAR, 2026, ["2027-01-01:holiday"])


def test_every_month_is_shown_from_monday_to_sunday() -> None:
    shown = dict(preview.months(Year(2026, {})))
    assert all(len(week) == 7 for weeks in shown.values() for week in weeks)
    assert [day for day in shown[11][0] if day] == [(date(2026, 11, 1), DayKind.WEEKEND)]
    assert sum(day is not None for weeks in shown.values() for week in weeks for day in week) == 365


# Pages of the calendar


def rows_of(days: dict[date, tuple[DayKind, str]]) -> dict[str, list[str]]:
    return {
        "ngay": [f"{day:%d/%m/%Y}" for day in days],
        "loai": [kind.value for kind, _ in days.values()],
        "ten": [name for _, name in days.values()],
    }


def test_a_year_is_previewed_then_written_on_its_page(cast: Cast) -> None:
    client = cast.client("chanhvp")
    assert "Lịch làm việc" in text(client.get("/quan-tri/lich/"))
    rows = rows_of({**CALENDAR.years[2026].days, date(2026, 11, 25): HOLIDAY})
    seen = text(client.post("/quan-tri/lich/2026/", {**rows, "buoc": "xem"}))
    assert "Thứ Tư, 25/11/2026: ngày làm việc → <strong>ngày nghỉ lễ, tết</strong> (nghỉ bão)" in seen
    assert "/viec/lich-thay-doi/?nam=2026&amp;ngay=2026-01-01%3Aholiday" in seen
    assert not CalendarYear.objects.exists()
    again = client.post("/quan-tri/lich/2026/", {**rows, "buoc": "ghi"})
    assert (again.status_code, "hãy ghi lý do thay đổi" in text(again), "nghỉ bão" in text(again)) == (422, True, True)
    sent = {**rows, "buoc": "ghi", "reason": "bão số 12", "confirmed": "on", "notice": "CĐ 9"}
    assert client.post("/quan-tri/lich/2026/", sent).status_code == 302
    assert queries.calendar().kind(date(2026, 11, 25)) is DayKind.HOLIDAY
    assert "bão số 12" in text(client.get("/quan-tri/lich/2026/"))


def test_a_swap_adds_both_its_days(cast: Cast) -> None:
    rows = rows_of(dict(CALENDAR.years[2027].days))
    sent = {**rows, "off": "04/01/2027", "worked": "09/01/2027", "reason": "hoán đổi", "buoc": "ghi"}
    assert cast.client("quantri").post("/quan-tri/lich/2027/", sent).status_code == 302
    year = queries.calendar().years[2027]
    assert (year.kind(date(2027, 1, 4)), year.kind(date(2027, 1, 9))) == (DayKind.SWAPPED_OFF, DayKind.MADE_UP)


def test_a_year_not_entered_is_offered_as_a_draft(cast: Cast) -> None:
    client = cast.client("quantri")
    page = text(client.get("/quan-tri/lich/2028/"))
    assert "dự thảo, chưa lưu" in page
    assert not CalendarYear.objects.exists()
    assert client.post("/quan-tri/lich/2028/", {**rows_of(dict(draft(2028).days)), "buoc": "ghi"}).status_code == 302
    assert queries.calendar().knows(date(2028, 1, 3))
    assert client.get("/quan-tri/lich/1999/").status_code == 404


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({"ngay": ["31/02/2026"], "loai": ["holiday"], "ten": ["x"]}, "“31/02/2026”: Ngày không đúng"),
        ({"ngay": ["1/3"], "loai": ["lạ"], "ten": ["x"]}, "Loại ngày phải chọn trong danh sách."),
        ({"ngay": ["2/3"], "loai": ["holiday"], "ten": ["x"], "off": ["02/03/2026"]}, "Hoán đổi cần cả ngày nghỉ"),
    ],
)
def test_a_wrong_row_is_told_and_stays_as_typed(cast: Cast, rows: dict[str, list[str]], sentence: str) -> None:
    response = cast.client("quantri").post("/quan-tri/lich/2026/", {**rows, "buoc": "xem"})
    assert response.status_code == 422
    assert sentence in text(response)
    assert f'value="{rows["ngay"][0]}"' in text(response)


# The profile


def test_without_rows_the_shipped_profile_holds_and_the_invented_one_does_not() -> None:
    assert queries.profile_on(ON) == BINH_THUAN
    assert queries.profile_on(date(2010, 1, 1)) == BINH_THUAN
    assert CAO_NGUYEN_XANH not in queries.profiles()


def numbers(values: dict[str, Any], day: date) -> dict[str, Any]:
    return actions.changed_profile(BINH_THUAN, values, effective_from=day)


def test_a_number_changed_from_a_day_on_leaves_the_days_before_as_they_were() -> None:
    data = numbers({"first_update_days": 5}, date(2027, 1, 1))
    actions.load_profile(data, reason="QĐ 1/2027", by=None, on=ON, at=AT)
    assert queries.profile_on(date(2026, 12, 31))["first_update_days"] == 3
    assert queries.profile_on(date(2027, 1, 1))["first_update_days"] == 5
    assert queries.profile_on(date(2027, 1, 1)).code == "binh-thuan-2015-tu-2027-01-01"


def test_a_profile_of_the_same_day_supersedes_and_the_old_row_is_kept() -> None:
    day = BINH_THUAN.effective_from
    for days in (4, 5):
        actions.load_profile(numbers({"verify_days": days}, day), reason="sửa", by=None, on=ON, at=AT)
    assert queries.profile_on(ON)["verify_days"] == 5
    assert ProfileVersion.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"numbers": {}}, "Thiếu con số “register_days”"),
        ({"province": ""}, "Thiếu tên tỉnh"),
        ({"effective_from": "mai"}, "Ngày effective_from phải ghi theo dạng"),
        ({"thua": 1}, "Mục “thua” không có trong hồ sơ quy chế"),
        ({}, "Hồ sơ này đã có hiệu lực đúng như vậy"),
    ],
)
def test_a_profile_that_does_not_fit_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused) as no:
        actions.load_profile({**rules.dump(BINH_THUAN), **change}, reason="thử", by=None, on=ON, at=AT)
    assert sentence in no.value.sentence
    assert not ProfileVersion.objects.exists()


def test_another_provinces_profile_is_checked_previewed_and_loaded_from_a_file(cast: Cast) -> None:
    client = cast.client("chanhvp")
    content = json.dumps(rules.dump(CAO_NGUYEN_XANH), ensure_ascii=False).encode()
    file = SimpleUploadedFile("ho-so.json", content)
    seen = client.post("/quan-tri/ho-so/", {"file": file, "effective_from": "01/01/2027"})
    assert "Tệp hợp lệ. Chưa có gì được lưu." in text(seen)
    assert not ProfileVersion.objects.exists()
    sent = {"text": content.decode(), "effective_from": "01/01/2027", "buoc": "nap"}
    assert "Chưa ghi lý do." in text(client.post("/quan-tri/ho-so/", sent))
    assert client.post("/quan-tri/ho-so/", {**sent, "reason": "trình diễn"}).status_code == 302
    assert queries.profile_on(date(2027, 1, 1)).province == CAO_NGUYEN_XANH.province
    assert queries.profile_on(date(2026, 12, 31)) == BINH_THUAN


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.json", b"{", "Tệp không đọc được"),
        ("a.toml", b"= 1", "Tệp không đọc được"),
        ("a.json", b"[]", "Tệp hồ sơ phải là một bảng"),
        ("a.json", b"{}", "Thiếu mã hồ sơ (code)."),
        ("a.json", b"\xff\xfe\x00", "Tệp không đọc được"),
    ],
)
def test_a_broken_profile_file_is_told_at_its_field(cast: Cast, name: str, content: bytes, sentence: str) -> None:
    response = cast.client("chanhvp").post("/quan-tri/ho-so/", {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert sentence in text(response)


def test_numbers_are_changed_on_a_page_after_a_preview(cast: Cast) -> None:
    client = cast.client("chanhvp")
    form = client.get("/quan-tri/ho-so/binh-thuan-2015/sua/").context
    assert form is None  # Jinja gives no context: the form is rebuilt from the profile
    from giaoviec.regulation.values import initial

    sent = {key: value for key, value in initial(BINH_THUAN).items() if value is not False}
    sent |= {"verify_days": "4", "effective_from": "01/01/2027", "reason": "QĐ 5/2026"}
    seen = text(client.post("/quan-tri/ho-so/binh-thuan-2015/sua/", {**sent, "buoc": "xem"}))
    assert "<td>3</td><td><strong>4</strong></td>" in seen
    assert not ProfileVersion.objects.exists()
    wrong = client.post("/quan-tri/ho-so/binh-thuan-2015/sua/", {**sent, "verify_days": "99", "buoc": "ghi"})
    assert (wrong.status_code, "Phải là số nguyên từ 1 đến 30." in text(wrong)) == (422, True)
    early = client.post("/quan-tri/ho-so/binh-thuan-2015/sua/", {**sent, "effective_from": "01/01/2015", "buoc": "ghi"})
    assert "Ngày hiệu lực không được trước ngày 04/07/2015" in text(early)
    response = client.post("/quan-tri/ho-so/binh-thuan-2015/sua/", {**sent, "buoc": "ghi"})
    assert response["Location"] == "/quan-tri/ho-so/binh-thuan-2015-tu-2027-01-01/"
    page = text(client.get(response["Location"] + "?so-voi=binh-thuan-2015"))
    assert "QĐ 5/2026" in page
    assert "1 chỗ khác" in page


@pytest.mark.parametrize("address", ["/quan-tri/ho-so/", "/quan-tri/ho-so/binh-thuan-2015/", "/quan-tri/lich/2026/"])
@pytest.mark.parametrize("username", ["vanthu", "stc.giamdoc", "chutich", "kiemtoan"])
def test_for_others_these_pages_do_not_exist(cast: Cast, username: str, address: str) -> None:
    assert cast.client(username).get(address).status_code == 404
