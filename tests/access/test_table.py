"""Who gets in where: each address × method × account × whose thing it is, against the table beside this file.

`ACCESS_TABLE=write` writes the table anew from what the product does; the difference is then read and committed.
A denied request changes nothing, and a stranger's thing looks like one that is not there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from giaoviec import clock
from giaoviec.agencies.models import Agency, Person, Session
from giaoviec.cli import main as giaoviec
from giaoviec.journal import keeping
from tests.access.routes import WORDS, Route, example, missing, routes
from tests.cast import DAY, signed_in

TABLE = Path(__file__).with_name("table.txt")
ACCOUNTS = (
    "chutich", "pct.kinhte", "troly", "chanhvp", "vanthu", "theodoi", "stc.giamdoc", "stc.vanphong", "stc.chuyenvien",
    "sxd.vanphong", "sxd.truongphong", "xa.phuquy", "xa.phuquy.vanthu", "noivu", "thanhtra", "kiemtoan", "hatang",
    "quantri", "",
)  # fmt: skip
"""The columns of the table; the last is somebody who is not signed in."""
IN, OUT, NO_METHOD = "+", ".", "-"
OF = {"stc": "Sở Tài chính", "sxd": "Sở Xây dựng"}
"""Whose thing: the accounts of Sở Tài chính meet their own and another agency's, and those of Sở Xây dựng too."""
NOTHING = "none"
EVENING = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b(?!.*agencies_session|.* SET .?seen_at.? = [^,]*WHERE)", re.IGNORECASE)
"""Statements that change something, but the session and when its person was last seen (once a minute)."""


@dataclass(frozen=True)
class Cell:
    """One row of the table before it is tried: an address with its values."""

    method: str
    name: str
    whose: str
    address: str

    @property
    def key(self) -> str:
        return f"{self.method:4} {self.name} {self.whose}"


def cells(method: str, agencies: dict[str, Agency]) -> Iterator[Cell]:
    """Each address once when it has no parameters; else with a thing of either agency, and with one of nobody."""
    for route in routes():
        words = WORDS.get(route.path)
        name = route.parameters[-1] if route.parameters else ""
        for word in words or [""]:
            chosen = {name: word} if words else {}
            title = re.sub(rf"<[a-z]+:{name}>", word, route.path) if words else route.path
            yield from _of_things(method, title or "/", route, chosen, agencies)


def _of_things(
    method: str, title: str, route: Route, chosen: dict[str, Any], agencies: dict[str, Agency]
) -> Iterator[Cell]:
    if not route.parameters:
        yield Cell(method, title, "all", route.fill({}))
        return
    found = {code: example(route, agency, chosen) for code, agency in agencies.items()}
    if len({str(values) for values in found.values()}) == 1:  # It is nobody's in particular.
        found = {"any": found.popitem()[1]}
    for whose, values in found.items():
        if values is not None:
            yield Cell(method, title, whose, route.fill(missing(route) | values | chosen))
    yield Cell(method, title, NOTHING, route.fill(missing(route) | chosen))


@pytest.fixture
def province(
    set_day: Callable[[date], None], settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Agency]:  # fmt: skip
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(clock, "now", lambda: EVENING)  # What has happened by now depends on the hour.
    set_day(DAY)
    assert giaoviec(["demo", "--size", "small"]) == 0
    return {code: Agency.objects.get(names__name=name) for code, name in OF.items()}


@pytest.mark.django_db(transaction=True)  # A province that is committed: in a savepoint each request costs four times.
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_each_address_lets_in_whom_the_table_names_and_no_other(method: str, province: dict[str, Agency]) -> None:
    tried = list(cells(method, province))
    people = {person.username: person for person in Person.objects.filter(username__in=ACCOUNTS)}
    clients = {name: signed_in(people[name]) if name else Client() for name in ACCOUNTS}
    seen = {cell.key: _row(list(clients.values()), cell) for cell in tried}
    if os.environ.get("ACCESS_TABLE") == "write":
        _write(method, seen)
    assert seen == {key: verdicts for key, verdicts in table().items() if key.startswith(method)}


def _row(clients: list[Client], cell: Cell) -> str:
    """All accounts before one door; a technical account's session lasts five minutes, which a slow machine needs."""
    Session.objects.update(seen_at=clock.now())
    return "".join(_try(client, cell) for client in clients)


def _try(client: Client, cell: Cell) -> str:
    """What somebody without the form's fields meets: in, out, or no such method. Nothing of it stays."""
    written: list[str] = []
    cookies = SimpleCookie(client.cookies)
    with transaction.atomic(), connection.execute_wrapper(_keep_writes(written)):
        answer: Any = client.generic(cell.method, cell.address, content_type="application/x-www-form-urlencoded")
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    client.cookies = cookies  # Whoever signed out is signed in again, as the database has it.
    if written:  # What was kept of an event that is gone must not be believed of the next one with its number.
        keeping.forget()
    assert answer.status_code < 500, f"{cell.key}: {answer.status_code}"
    if answer.status_code == 405:
        return NO_METHOD
    if answer.status_code in (403, 404) or _to_the_door(answer):
        assert not written, f"{cell.key}: denied, and yet {written[0][:200]}"
        return OUT
    return IN


def _keep_writes(written: list[str]) -> Callable[..., Any]:
    def keep(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if WRITES.match(sql):
            written.append(sql)
        return execute(sql, *rest)

    return keep


def _to_the_door(answer: Any) -> bool:
    return answer.status_code == 302 and str(answer.headers["Location"]).startswith("/dang-nhap/")


# ---- the table itself


def table() -> dict[str, str]:
    """What stands in the file: one line a row, `method address whose verdicts`."""
    rows = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return {f"{method:4} {path} {whose}": verdicts for method, path, whose, verdicts in rows}


def _write(method: str, seen: dict[str, str]) -> None:
    kept = {
        key: verdicts for key, verdicts in (table() if TABLE.exists() else {}).items() if not key.startswith(method)
    }
    width = max(map(len, [*kept, *seen])) + 2
    lines = [f"{key:{width}}{verdicts}" for key, verdicts in (kept | seen).items()]
    columns = [f"# {number:2} {name or 'nobody signed in'}" for number, name in enumerate(ACCOUNTS, 1)]
    head = ["# Who gets in where. Columns, + in, . not found, - no such method:", *columns]
    TABLE.write_text("\n".join([*head, *sorted(lines, key=lambda line: (line.split()[1], line.split()[0]))]) + "\n")


def test_who_is_not_signed_in_finds_the_door_the_pulse_and_nothing_else() -> None:
    open_to_all = {key.split()[1] for key, verdicts in table().items() if verdicts[-1] == IN}
    assert open_to_all == {"dang-nhap/", "healthz", "readyz"}


def test_a_thing_that_is_not_there_lets_nobody_in() -> None:
    let_in = {key.split()[1] for key, verdicts in table().items() if key.endswith(NOTHING) and IN in verdicts}
    assert let_in == {"huong-dan/<slug:slug>/"}  # A page of the guide that is gone leads to its start.


def test_who_looks_after_the_machines_opens_no_page_of_business() -> None:
    technical = [ACCOUNTS.index("hatang"), ACCOUNTS.index("quantri")]
    opened = {key.split()[1] for key, verdicts in table().items() if IN in [verdicts[place] for place in technical]}
    assert {path for path in opened if not path.startswith(TECHNICAL)} == BESIDE


TECHNICAL = (
    "quan-tri/", "van-hanh/", "ca-nhan/", "mat-khau/", "tu-cach/", "dang-nhap/", "dang-xuat/", "huong-dan/", "quy-che/",
    "gop-y/", "healthz", "readyz", "metrics",
)  # fmt: skip
BESIDE = {
    "/", "viec-phai-lam/",  # one's own desk
    "van-ban/nhap/", "van-ban/nhap/bo/", "van-ban/phong-cho/", "van-ban/phong-cho/<slug:key>/<slug:slug>/",
    "viec/lich-thay-doi/",  # what a change of the calendar moves, of what one sees
}  # fmt: skip


def test_an_agencys_people_reach_nothing_of_another_agency() -> None:
    own, other = ACCOUNTS.index("stc.vanphong"), ACCOUNTS.index("sxd.vanphong")
    crossing = {
        key.split()[1]
        for key, verdicts in table().items()
        if (key.endswith(" stc") and verdicts[other] == IN) or (key.endswith(" sxd") and verdicts[own] == IN)
    }
    assert {path for path in crossing if not path.startswith(SHARED)} == set()


SHARED = ("bao-cao/yeu-cau/", "van-ban/<int:pk>/tep/")
"""What the example has in common: a request that both were asked, a document that both have work of."""
