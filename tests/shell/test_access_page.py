"""`/nhat-ky/tra-cuu/`: what doors leave in the access log, and how the auditor finds it with the acts of the journal."""

from __future__ import annotations

import ast
import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from giaoviec.assignments.actions.claims import claim
from giaoviec.journal import access_log, indexing, segments
from giaoviec.journal.models import AccessLine
from giaoviec.site.access_telling import KINDS
from tests.cast import DAY, Cast, make_cast
from tests.shell.story import desk as page
from tests.shell.story import given, text, when

pytestmark = pytest.mark.django_db
HERE = "/nhat-ky/tra-cuu/"


@pytest.fixture
def cast(set_day: Callable[[date], None]) -> Cast:
    set_day(DAY)
    return make_cast()


def said() -> list[dict[str, Any]]:
    """Every line of the access log."""
    lines = [line for path in segments.paths() for line in path.read_text().splitlines()]
    return [json.loads(line.partition(" ")[2]) for line in lines]


def kinds() -> list[tuple[str, str]]:
    return [(line["kind"], line["path"]) for line in said()]


# ---- what doors leave


def test_who_opens_a_thing_leaves_one_line_however_often_he_looks_in_a_minute(cast: Cast) -> None:
    row = given(cast)
    client = cast.client("sxd.vanphong")
    for _ in range(3):
        assert client.get(f"/viec/{row.pk}/").status_code == 200
    [line] = said()
    person = cast.people["sxd.vanphong"]
    assert (line["kind"], line["path"], line["person"]) == ("view", f"/viec/{row.pk}/", person.pk)
    assert line["address"] == "127.0.0.1"


def test_the_parts_that_a_page_fetches_are_the_same_view(cast: Cast) -> None:
    row = given(cast)
    for path in (f"/viec/{row.pk}/", f"/viec/{row.pk}/phieu/"):
        assert cast.client("sxd.vanphong").get(path).status_code == 200
    assert kinds() == [("view", f"/viec/{row.pk}/")]


def test_signing_in_and_failing_to_leave_lines(cast: Cast) -> None:
    client = cast.client("chanhvp")
    client.post("/dang-xuat/")
    client.post("/dang-nhap/", {"username": "chanhvp", "password": "sai"}, REMOTE_ADDR="10.1.2.3")
    assert [line["kind"] for line in said()] == ["signed_out", "sign_in_failed"]
    assert (said()[1]["address"], said()[1].get("person")) == ("10.1.2.3", None)


def test_a_list_is_no_view_of_a_thing(cast: Cast) -> None:
    cast.client("sxd.vanphong").get("/viec/")
    assert said() == []


def test_an_export_is_one_line_and_not_also_a_view(cast: Cast) -> None:
    cast.client("chanhvp").get("/viec/xuat.csv?tim=mat")
    [line] = said()
    assert (line["kind"], line["path"], line["query"]) == ("export", "/viec/xuat.csv", "tim=…")


@pytest.mark.parametrize("path", ["/viec/{row}/", "/viec/987654321/", "/nhat-ky/"])
def test_a_door_that_stays_shut_leaves_a_line(cast: Cast, path: str) -> None:
    path = path.format(row=given(cast).pk)
    assert cast.client("stc.chuyenvien").get(path).status_code == 404
    assert kinds() == [("denied", path)]


def test_what_a_form_refuses_leaves_a_line_with_its_status(cast: Cast) -> None:
    row = given(cast)
    response = cast.client("sxd.vanphong").post(f"/viec/{row.pk}/bao-cao-hoan-thanh/", {"content": ""})
    assert [(line["kind"], line.get("status")) for line in said()] == [("refused", response.status_code)]


def test_a_form_of_the_administration_that_meets_a_secret_leaves_the_rule_and_no_word(cast: Cast) -> None:
    cast.client("chanhvp").post("/danh-sach/luu/", {"name": "TUYỆT MẬT", "address": "/viec/?tinh=x"})
    assert [line["kind"] for line in said()] == ["secret", "refused"]
    assert said()[0]["rule"]
    assert "MẬT" not in json.dumps(said(), ensure_ascii=False).upper()


def test_each_kind_that_is_noted_has_a_word() -> None:
    noted = set()
    for path in (Path(settings.PACKAGE_DIR)).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("access_log.note", "note_here")):
                noted |= {one.value for one in node.args[:1] if isinstance(one, ast.Constant)}
    assert noted - KINDS.keys() == set()
    assert {"view", "export", "denied"} <= noted


# ---- the page


@pytest.fixture
def lived(cast: Cast) -> dict[str, Any]:
    """The directive given; Sở Xây dựng looked, reported, exported; a stranger to it was turned away."""
    row = given(cast)
    claim(row.pk, content="Đã xong.", **when(cast, "sxd.vanphong"))
    cast.client("sxd.vanphong").get(f"/viec/{row.pk}/")
    cast.client("sxd.vanphong").get("/viec/xuat.csv")
    cast.client("stc.chuyenvien").get(f"/viec/{row.pk}/", REMOTE_ADDR="10.1.2.3")
    indexing.fill()
    return {"row": row.pk, "sxd": cast.agency("sxd").pk}


def words(body: str) -> list[str]:
    return re.findall(r'<td class="strong">(.*?)</td>', body)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Không được vào", "Xuất", "Xem", "Báo cáo hoàn thành", "Giao việc", "Vào sổ"]),
        ("nguoi=ngo thi yen", ["Xuất", "Xem", "Báo cáo hoàn thành"]),
        ("loai=export", ["Xuất"]),
        ("loai=change", ["Báo cáo hoàn thành", "Giao việc", "Vào sổ"]),
        ("doi_tuong=assignment&so={row}", ["Không được vào", "Xem", "Báo cáo hoàn thành", "Giao việc"]),
        ("co_quan={sxd}&loai=view", ["Xem"]),
        ("dia_chi=10.1.2.3", ["Không được vào"]),
        ("tu=25/11/2026", []),
        ("den=22/11/2026", []),
        ("dia_chi=xx&so=-1&tu=yy&truoc=zz&nguoi=khong co ai", []),
    ],
)
def test_who_saw_exported_and_changed_what_is_found(
    cast: Cast, lived: dict[str, Any], query: str, found: list[str]
) -> None:
    body = page(cast, "kiemtoan", f"{HERE}?{query.format(**lived)}")
    assert sorted(words(body)) == sorted(found)
    if not found:
        assert "Không có dòng nào như vậy" in body


def test_a_line_says_who_of_which_agency_from_where_about_what(cast: Cast, lived: dict[str, Any]) -> None:
    seen = text(page(cast, "kiemtoan", f"{HERE}?loai=view"))
    assert f"Ngô Thị Yến Sở Xây dựng Xem Công việc {lived['row']} 127.0.0.1" in seen


def test_pages_follow_one_another_without_gap_or_repetition(cast: Cast) -> None:
    given(cast)
    for number in range(70):
        access_log.note("view", actor=None, at=when(cast, "chanhvp")["at"], path=f"/viec/{number + 1}/")
    indexing.fill()
    path, found = HERE, []
    while path:
        body = page(cast, "kiemtoan", path)
        found += re.findall(r"<td>(.*?)</td>", body)
        older = re.search(r'rel="next" href="(.*?)"|href="([^"]*)" rel="next"', body)
        path = (older[1] or older[2]).replace("&amp;", "&") if older else ""
    things = [thing for thing in found if thing.startswith("Công việc")]
    assert len([thing for thing in things if thing in {f"Công việc {n}" for n in range(1, 71)}]) >= 70
    assert len(found) == 72


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_is_carried_away_whole_and_that_is_noted(cast: Cast, lived: dict[str, Any], form: str) -> None:
    response = cast.client("kiemtoan").get(f"{HERE}xuat.{form}?loai=export")
    data = b"".join(response) if response.streaming else response.content
    if form == "csv":
        rows = [line.split(";") for line in data.decode("utf-8-sig").splitlines()]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        assert sheet is not None
        rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [row[1:5] for row in rows] == [
        ["Ai", "Cơ quan", "Loại", "Thao tác"], ["Ngô Thị Yến", "Sở Xây dựng", "Xuất", "Xuất"],
    ]  # fmt: skip
    assert kinds()[-1] == ("export", f"{HERE}xuat.{form}")


def test_who_looks_here_is_in_the_log_too(cast: Cast) -> None:
    page(cast, "kiemtoan", f"{HERE}?loai=view")
    assert kinds() == [("view", HERE)]


def test_an_empty_log_says_so(cast: Cast) -> None:
    assert "Chưa có dòng nào" in page(cast, "kiemtoan", HERE)


def test_only_the_auditor_looks_here(cast: Cast) -> None:
    for username in ("chanhvp", "chutich", "thanhtra", "quantri", "stc.giamdoc"):
        for path in (HERE, f"{HERE}xuat.csv", f"{HERE}xuat.xlsx"):
            assert cast.client(username).get(path).status_code == 404


def test_the_page_costs_the_same_however_long_it_is_and_reading_writes_nothing(cast: Cast) -> None:
    given(cast)
    client = cast.client("kiemtoan")

    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(HERE).status_code == 200
        return [query["sql"] for query in seen]

    asked()
    few = asked()
    for number in range(60):
        access_log.note("view", actor=None, at=when(cast, "chanhvp")["at"], path=f"/viec/{number + 1}/")
    indexing.fill()
    many = asked()
    assert len(many) <= len(few) + 2
    assert [sql for sql in many if not sql.startswith("SELECT")] == []


def test_a_long_log_is_read_by_an_index(cast: Cast) -> None:
    at = when(cast, "chanhvp")["at"]
    AccessLine.objects.bulk_create(
        AccessLine(segment="s", line=n, at=at, kind=f"k{n % 50}", person_id=n % 50, subject="x", subject_id=n % 50)
        for n in range(5000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE journal_accessline")
    for column, index in (("kind", "access_kind"), ("person_id", "access_person")):
        way = AccessLine.objects.filter(**{column: "7"}).order_by("-id")[:51].explain()
        assert index in way
        assert "TEMP B-TREE" not in way
