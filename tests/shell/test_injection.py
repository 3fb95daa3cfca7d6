"""Strings made to break out, in every field of every form that a person reaches: refused or stored inert, never a 500."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from faults.posting import forms_of, send
from giaoviec.documents.files import disposition
from tests.cast import signed_in
from tests.shell.world import World, make_world

pytestmark = pytest.mark.django_db

EVIL = (
    "\"'><zq onload=alert(1)></zq><script>zq()</script>{{7*7}}${7*7}",
    '=HYPERLINK("http://127.0.0.1/";"zq")',
    "zq\r\nBcc: zq@example.vn\r\nX-Zq: 1",
    "../../../etc/passwd%00.zq",
    "zq\x00\x1b[2J\u202e\ud800"[:-1] + "\ufeff",
    "' OR 1=1; DROP TABLE journal_event; -- zq",
    "99999999999999999999999999999999",
    "zq" * 60_000,
)
PEOPLE = ("vanthu", "stc.vanphong", "chanhvp", "quantri")
PAGES = 9
"""The pages of each person whose forms are sent."""


@pytest.fixture
def world(db: None, set_day: Callable[[date], None], settings: Any, tmp_path: Path) -> Iterator[World]:
    settings.DATA_DIR = tmp_path
    made = make_world()
    set_day(made.day)
    made.give("stc")
    logging.disable(logging.WARNING)
    yield made
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("username", PEOPLE)
def test_what_is_made_to_break_out_is_refused_or_lies_still(world: World, username: str) -> None:
    client = signed_in(world.cast.person(username))
    client.raise_request_exception = False
    forms = list(forms_of(client, PAGES))
    assert forms
    broken = []
    for place, (page, form) in enumerate(forms):
        for words in (EVIL[0], EVIL[place % len(EVIL)]):
            status, address = send(client, page, form, careful=True, words=words)
            broken += [(address, words[:30])] * (status >= 500)
    assert broken == []
    assert [page for page, _ in forms if breaks_out(client, page)] == []


def breaks_out(client: Client, page: str) -> bool:
    """Whether an element or a script of what was sent stands on the page."""
    tree = html.document_fromstring(client.get(page, follow=True).content)
    return bool(tree.xpath("//zq | //script[contains(., 'zq()')]"))


def test_what_stands_unescaped_on_a_page_is_seen() -> None:
    class Leaking:
        def get(self, *_: object, **__: object) -> Any:
            return type("Answer", (), {"content": f"<p>{EVIL[0]}</p>".encode()})

    assert breaks_out(Leaking(), "/")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query",
    ["?q=%00", "?q=%ff%fe", "?trang=-1", "?trang=99999999999999999999", "?q=a&q=b&trang=1&trang=x", "?tu=0000-00-00",
     "?co-quan=99999999999999999999", "?q=" + "a" * 5000, "?q=%27%22%3Czq%3E", "?sap-xep=%0d%0aX-Zq:1"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/tim/", "/danh-sach/", "/van-ban/", "/viec/", "/nhat-ky/"])
def test_odd_parameters_never_break_a_page(world: World, path: str, query: str) -> None:
    client = world.cast.client("chanhvp")
    client.raise_request_exception = False
    answer = client.get(path + query)
    assert answer.status_code < 500
    assert "X-Zq" not in answer.headers and b"<zq" not in answer.content


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 2**64, 10**40])
@pytest.mark.parametrize("path", ["/viec/{}/", "/van-ban/{}/", "/don-doc/{}/", "/danh-sach/{}/"])
def test_a_number_of_any_size_is_not_there(world: World, path: str, number: int) -> None:
    client = world.cast.client("chanhvp")
    client.raise_request_exception = False
    assert client.get(path.format(number)).status_code in (302, 404, 405)


@pytest.mark.parametrize(
    "next", ["//evil.vn", "https://evil.vn", "/\\evil.vn", "javascript:zq()", "\r\n//evil.vn", "///evil.vn"]
)
def test_signing_in_leads_nowhere_else(world: World, next: str) -> None:
    from tests.cast import PASSWORD

    answer = Client().post("/dang-nhap/", {"username": "vanthu", "password": PASSWORD, "next": next})
    assert answer.status_code != 302 or answer["Location"] == "/"


@pytest.mark.parametrize(
    "name", ["a\r\nX-Zq: 1.txt", 'a";filename="b.exe', "a\u202etxt.exe", "../../a.txt", "a;b\x00.txt"]
)
def test_the_name_of_a_file_stays_within_its_header(name: str) -> None:
    made = disposition(name)
    assert "\r" not in made and "\n" not in made and "\x00" not in made
    assert made.count('filename="') <= 1


def test_a_part_of_a_form_that_is_no_utf8_is_answered(world: World) -> None:
    client = world.cast.client("vanthu")
    client.raise_request_exception = False
    evil = SimpleUploadedFile("\u202e\r\nzq.docx", io.BytesIO(b"\xff\xfe\x00").read())
    assert client.post("/gop-y/", {"words": b"\xff\xfe".decode("latin-1"), "files": evil}).status_code < 500
    raw = client.generic("POST", "/gop-y/", b"words=%ff%fe&words=%00", content_type="application/x-www-form-urlencoded")
    assert raw.status_code < 500
