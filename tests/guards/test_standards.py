"""The tables of standards say what is true: each test they name exists, no requirement is left out, persons' data are
the listed ones; and what of the standards no other test holds."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client

from giaoviec.agencies import passwords
from giaoviec.settings import ROOT

TABLES = ("docs/asvs.md", "docs/level-3.md", "docs/personal-data.md", "SECURITY.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
DATED = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
LEVELS = {"1": 70, "2": 183}
"""Requirements of ASVS 5.0.0 at levels 1 and 2."""


def rows(table: str) -> list[list[str]]:
    """The cells of each row of a document's tables, heads left out."""
    lines = (ROOT / table).read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [row for row in cells if row[0] not in ("no.", "rule", "data") and not set(row[0]) <= {"-", " "}]


@cache
def functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8")) if (ROOT / path).exists() else ast.Module([], [])
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("table", TABLES)
def test_every_test_that_a_table_names_exists(table: str) -> None:
    named = NAMED.findall((ROOT / table).read_text(encoding="utf-8"))
    assert named
    assert [f"{path}::{name}" for path, name in named if name not in functions(path)] == []


@pytest.mark.parametrize("table", ["docs/asvs.md", "docs/level-3.md"])
def test_each_row_names_a_test_or_a_dated_reason(table: str) -> None:
    assert [row[0] for row in rows(table) if not NAMED.search(row[-1]) and not DATED.search(row[-1])] == []


def test_no_requirement_of_the_standard_is_left_out() -> None:
    numbered = [row for row in rows("docs/asvs.md") if re.fullmatch(r"\d+\.\d+\.\d+", row[0])]
    assert len({row[0] for row in numbered}) == len(numbered)
    assert {level: sum(row[1] == level for row in numbered) for level in LEVELS} == LEVELS
    assert {row[0].partition(".")[0] for row in numbered} == {str(chapter) for chapter in range(1, 18)}


# ---- persons' data

ABOUT_PERSONS = re.compile(
    r"(^|_)(username|email|phone|signer|address|browser|leader|addressee|birth\w*|gender|cccd|nation\w*|religion|photo)($|_)"
)


def _fields() -> Iterator[str]:
    """Every stored field of an account, and of the other models that are ours each whose name speaks of a person."""
    for model in apps.get_models():
        if model.__module__.startswith("giaoviec."):
            for field in model._meta.local_fields:
                if model is get_user_model() or ABOUT_PERSONS.search(field.name):
                    yield f"{model._meta.app_label}.{model.__name__}.{field.name}"


def test_the_model_fields_about_persons_are_exactly_the_listed_ones() -> None:
    listed = re.findall(r"`(\w+\.\w+\.\w+)`", (ROOT / "docs/personal-data.md").read_text(encoding="utf-8"))
    assert sorted(_fields()) == sorted(listed)


# ---- what no other test holds


@pytest.fixture
def over_https(settings: Any) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True


@pytest.mark.django_db
def test_an_answer_over_https_carries_every_header_of_the_table(over_https: None) -> None:
    answer = Client().get("/dang-nhap/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert (answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("nosniff", "same-origin")
    assert (answer["Cross-Origin-Opener-Policy"], answer["Cross-Origin-Resource-Policy"]) == ("same-origin",) * 2
    assert "Access-Control-Allow-Origin" not in answer


COOKIES = """
import json
from giaoviec import settings as s
names = "SESSION_COOKIE CSRF_COOKIE".split()
print(json.dumps([[getattr(s, f"{n}_{k}") for k in ("NAME", "SECURE", "HTTPONLY", "SAMESITE")] for n in names]))
"""


def test_cookies_over_https_are_host_only_secure_and_closed_to_scripts(tmp_path: Path) -> None:
    environ = os.environ | {"PUBLIC_URL": "https://giaoviec.example", "DATA_DIR": str(tmp_path)}
    said = subprocess.run([sys.executable, "-c", COOKIES], env=environ, cwd=ROOT, check=True, capture_output=True)
    assert json.loads(said.stdout) == [
        ["__Host-giaoviec", True, True, "Lax"], ["__Host-giaoviec-csrf", True, True, "Strict"],
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/dang-nhap/", "/healthz", "/khong-co/"])
def test_every_kind_of_answer_names_its_type_and_letters(path: str) -> None:
    assert Client().get(path)["Content-Type"].lower().replace(" ", "").endswith(";charset=utf-8")


@pytest.mark.django_db
def test_what_is_sent_by_trace_does_not_come_back() -> None:
    answer = Client().generic("TRACE", "/dang-nhap/", headers={"X-Sent": "khong-duoc-tra-lai"})
    assert b"khong-duoc-tra-lai" not in answer.content + str(answer.headers).encode()


@pytest.mark.django_db
def test_a_password_that_everybody_tries_first_is_refused() -> None:
    sentence = "Mật khẩu này nằm trong danh sách mật khẩu hay dùng, dễ bị đoán; hãy chọn mật khẩu khác."
    person = get_user_model()(pk=1, username="an", name="Lê An")
    assert sentence in passwords.faults("1qaz2wsx", person)
    assert passwords.faults("Mây trắng-2 bên sông", person) == []
