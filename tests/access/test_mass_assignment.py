"""What a form does not ask, nobody can say: to whatever takes a post, a word for every column of every model is added.

The pages of a province are opened by somebody who may, their forms are filled in and sent twice: as they are, and with
those words besides. Both times the same is written, or the second time nothing. So with addresses that no form leads to.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from lxml import html
from psycopg.types.json import Jsonb

from giaoviec import clock
from giaoviec.agencies.models import Agency, Membership, Person, Session
from giaoviec.cli import main as giaoviec
from giaoviec.journal import keeping
from tests.access.test_table import ACCOUNTS, EVENING, IN, NOTHING, OF, cells, table
from tests.cast import DAY, make_cast, signed_in
from tests.secrets.test_doors import reached

NUMBER = "978645312"
WORD, DAY_BEFORE = f"chen-{NUMBER}", "1999-01-02"
ADDED = re.compile(f"{NUMBER}|{DAY_BEFORE}")
"""What nobody of the province would write."""
CHANGES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b(?!.*(agencies_session|django_q_))", re.IGNORECASE)
BY_CHANCE = re.compile(r"[0-9a-f]{32}|[0-9a-f-]{36}|md5\$\S+|[\w-]{40,}|\d+")
"""Parts of what is written that differ each time: ids of acts, digests, one-time passwords, numbers from a sequence."""
DRAFT = '{"fields": '
"""A draft keeps what was typed as it is, and gives it back to the same form, which takes the fields that it asks."""
Data = dict[str, list[str]]
Written = list[tuple[str, str]]


@cache
def columns() -> dict[str, str]:
    """Each column of each model, with a word that would change it: ids, owners, stages, numbers, days, rights."""
    return {
        name: _word(column)
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        for name in (column.name, column.attname)
    }


def _word(column: Any) -> str:
    if isinstance(column, models.BooleanField):
        return "on"
    if isinstance(column, models.DateField):
        return DAY_BEFORE
    return NUMBER if isinstance(column, models.IntegerField | models.ForeignKey) else WORD


def with_more(data: Data) -> Data:
    """What somebody sends who adds a field for each column that the form has none for."""
    return {**{name: [word] for name, word in columns().items()}, **data}


# ---- what is written


def written(do: Callable[[], Any]) -> tuple[Any, Written, list[str]]:
    """The answer, what was changed (but for chance), and what of it nobody of the province wrote. Nothing of it stays."""
    changes: list[tuple[str, Any]] = []
    with transaction.atomic(), connection.execute_wrapper(_keep(changes)):
        answer = do()
        transaction.set_rollback(True)
    if changes:
        keeping.forget()
    values = [(sql, value) for sql, sent in changes for value in _values(sent) if not str(value).startswith(DRAFT)]
    added = [f"{value!s:.60} in {sql:.90}" for sql, value in values if ADDED.search(str(value))]
    return answer, [(sql, _without_chance(value)) for sql, value in values], added


def _keep(changes: list[tuple[str, Any]]) -> Callable[..., Any]:
    def keep(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        if CHANGES.match(sql):
            changes.append((sql, params))
        return execute(sql, params, *rest)

    return keep


def _values(sent: Any) -> Iterator[Any]:
    for one in sent.values() if isinstance(sent, dict) else sent or ():
        if isinstance(one, list | tuple):
            yield from _values(one)
        else:
            yield json.dumps(one.obj) if isinstance(one, Jsonb) else one  # Its own text is cut short.


def _without_chance(value: Any) -> str:
    return str(value) if isinstance(value, bool) else BY_CHANCE.sub("#", str(value))


# ---- forms, filled in


def forms(page: Any, here: str) -> Iterator[tuple[str, Data]]:
    """Each form of a page that posts to an address of ours, with what somebody might fill in."""
    for form in page.xpath("//form[translate(@method, 'POST', 'post') = 'post']"):
        data: Data = {}
        for control in form.xpath(".//*[self::input or self::select or self::textarea][@name][not(@disabled)]"):
            value = _filled(control)
            if value is not None and control.get("name") not in data:
                data[control.get("name")] = [value]
        for button in form.xpath(".//button[@name]")[:1]:
            data[button.get("name")] = [button.get("value", "")]
        yield urlsplit(urljoin(here, form.get("action") or here)).path, data


def _filled(control: Any) -> str | None:
    kind = control.get("type", "text")
    if control.tag == "select":
        options = [one.get("value", one.text or "") for one in control.xpath(".//option")]
        chosen = [one.get("value", one.text or "") for one in control.xpath(".//option[@selected]")]
        return next((one for one in [*chosen, *options] if one), None)
    if kind in ("file", "password"):
        return None
    kept = control.text if control.tag == "textarea" else control.get("value")
    if kept or kind == "hidden":
        return str(kept or "").strip()
    if control.get("inputmode") == "numeric":
        return "25/11/2026" if "/" in control.get("placeholder", "") else "1"
    return "a@lamdong.example" if kind == "email" else "Nội dung ghi thử"


@cache
def asked(address: str) -> frozenset[str]:
    """The fields of every form that the view of an address may use: what its page asks at another time."""
    kinds: list[Any] = [
        one for one in reached(resolve(address).func)[0] if inspect.isclass(one) and issubclass(one, BaseForm)
    ]
    return frozenset(name for kind in kinds for name in kind.base_fields)


# ---- over the whole province


@pytest.fixture
def province(
    set_day: Callable[[date], None], settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Agency]:  # fmt: skip
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(clock, "now", lambda: EVENING)
    set_day(DAY)
    assert giaoviec(["demo", "--size", "small"]) == 0
    return {code: Agency.objects.get(names__name=name) for code, name in OF.items()}


def opened(method: str, province: dict[str, Agency]) -> Iterator[tuple[str, str]]:
    """(account, address): one who may for each address of the product."""
    verdicts = table()
    for cell in cells(method, province):
        row = verdicts.get(cell.key, "")
        if cell.whose != NOTHING and IN in row[:-1] and not cell.name.startswith("dang-xuat/"):
            yield ACCOUNTS[row.index(IN)], cell.address


@pytest.mark.django_db(transaction=True)
def test_no_address_takes_a_column_that_its_form_does_not_ask(province: dict[str, Agency]) -> None:
    clients = {name: signed_in(Person.objects.get(username=name)) for name in ACCOUNTS if name}
    sent = dict[tuple[str, ...], tuple[str, str, Data]]()
    for account, address in opened("GET", province):
        for target, data in _found(clients[account], address):
            sent.setdefault((_kind(target), *sorted(data)), (account, target, data))
    for account, address in opened("POST", province):
        sent.setdefault((_kind(address),), (account, address, {}))
    tried = [_try(clients[account], address, data) for account, address, data in sent.values()]
    assert [fault for _, faults in tried for fault in faults] == []
    assert sum(changed for changed, _ in tried) >= CARRIED_OUT, f"of {len(tried)}"


CARRIED_OUT = 30
"""At least so many of the forms are taken as they are filled in here, and change something: else nothing is tried."""


def _kind(address: str) -> str:
    return re.sub(r"\d+", "#", address)


def _found(client: Client, address: str) -> list[tuple[str, Data]]:
    Session.objects.update(seen_at=clock.now())
    answer: Any = client.get(address)
    if answer.streaming or "html" not in answer.headers.get("Content-Type", "") or not answer.content:
        return []
    return list(forms(html.document_fromstring(answer.content.decode()), address))


def _try(client: Client, address: str, data: Data) -> tuple[bool, list[str]]:
    Session.objects.update(seen_at=clock.now())
    _, plain, _ = written(lambda: _post(client, address, data))
    answer, more, added = written(
        lambda: _post(client, address, with_more({name: [] for name in asked(address)} | data))
    )
    faults = [f"{address}: {one}" for one in added]
    if more not in (plain, []) and not faults:
        first = next((pair for pair in zip(plain, more, strict=False) if pair[0] != pair[1]), ("", more[-1]))
        faults = [f"{address}: {answer.status_code}: {first[0]!s:.200} became {first[1]!s:.200}"]
    return bool(plain) and more == plain, faults


def _post(client: Client, address: str, data: Data) -> Any:
    cookies = SimpleCookie(client.cookies)
    try:
        answer: Any = client.post(address, data)
        if answer.streaming:
            b"".join(answer.streaming_content)
        return answer
    finally:
        client.cookies = cookies


# ---- and it would be seen


@pytest.mark.django_db
@pytest.mark.parametrize(
    "believing", [{"to_on"}, {"role"}, {"title"}, {"agency_id"}, {"person_id"}], ids=lambda names: next(iter(names))
)
def test_an_address_that_believes_what_it_is_given_is_seen(believing: set[str]) -> None:
    post = make_cast().membership("vanthu")

    def believe(data: Data) -> HttpResponse:
        columns = {name: values[0] for name, values in data.items() if name in believing}
        Membership.objects.filter(pk=post.pk).update(fields=[], **columns)
        return HttpResponse()

    with connection.constraint_checks_disabled():
        _, plain, _ = written(lambda: believe({}))
        _, more, added = written(lambda: believe(with_more({})))
    assert plain and more != plain and len(added) == 1


@pytest.mark.django_db
def test_a_right_that_is_ticked_besides_is_seen_though_its_word_is_an_ordinary_one() -> None:
    person = make_cast().person("vanthu")

    def believe(data: Data) -> None:
        Person.objects.filter(pk=person.pk).update(is_active="is_active" not in data)

    _, plain, _ = written(lambda: believe({}))
    _, more, _ = written(lambda: believe(with_more({})))
    assert (plain[0][1], more[0][1]) == ("True", "False")
