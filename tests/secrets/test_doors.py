"""No page takes words or files from people past the secret gate (6.2): the map of addresses against the code itself."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from giaoviec.documents import gate
from giaoviec.documents.models import Habit
from giaoviec.intake.gate import judge_text
from giaoviec.regulation.asking import AskingForm

GATES = {gate.guard, gate.guard_file, gate.let_pass, judge_text}
POSTS = {"POST", "require_POST", "require_http_methods", "FILES", "body"}

NO_WORDS = frozenset(
    """
    tim/ tim/hieu/ danh-sach/<int:pk>/thu-tu/ van-ban/vao-so/xem-truoc/ van-ban/nhap/bo/ van-ban/<int:pk>/
    van-ban/<int:pk>/khong-co-nhiem-vu/ viec/lich-thay-doi/ viec-thuong-ky/<int:pk>/ phoi-hop/<int:pk>/
    phoi-hop/<int:pk>/in/ phoi-hop/<int:pk>/word/ don-doc/nhieu/ don-doc/<int:pk>/word/ don-doc/<int:pk>/in/
    kiem-tra/ke-hoach/<int:year>/word/ kiem-tra/<int:pk>/word/<slug:which>/ bao-cao-chu-tich/<int:pk>/word/
    bao-cao/yeu-cau/<int:pk>/word/ bao-cao/yeu-cau/<int:pk>/tong-hop.<slug:form> bao-cao/<int:pk>/tep/<slug:form>/
    bao-cao/<int:pk>/dinh-chinh/<int:number>/tep/<slug:form>/ danh-gia/nam/<int:year>/xuat.<slug:form> tu-cach/ ca-nhan/lich/
    van-hanh/xoa/<int:pk>/xac-nhan/ van-hanh/xoa/<int:pk>/bien-ban.pdf
    tuan-thu/bao-cao/<int:pk>/tep/<slug:form>/ tuan-thu/bao-cao/<int:pk>/dinh-chinh/<int:number>/tep/<slug:form>/
    trao-doi/<int:pk>/ trao-doi/<int:pk>/gan/<int:document_id>/
    """.split()
)
"""Addresses that take an act and keep no words: ids, ticks, days, choices from lists; a preview; what is searched."""


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern), pattern.callback


def reached(view: Callable[..., Any]) -> tuple[set[object], set[str]]:
    """Every function of the product that a view may come to call, and every name that they use."""
    waiting: list[object] = [view]
    seen: set[object] = set()
    names: set[str] = set()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            calls, used = _beyond(one)
            waiting.extend(calls)
            names |= used
    return seen, names


@cache
def _beyond(one: object) -> tuple[frozenset[object], frozenset[str]]:
    """What one function or class names, and what of ours these names lead to."""
    calls: set[object] = set()
    names: set[str] = set()
    for function in _functions(one):
        used = set(_names(function.__code__))
        names |= used
        calls.update(_ours(function, used))
    return frozenset(calls), frozenset(names)


def _functions(one: object) -> Iterator[FunctionType]:
    """The functions behind what is called: what a decorator wraps, what a closure holds, the methods of a class."""
    if isinstance(one, FunctionType):
        yield one
        if wrapped := getattr(one, "__wrapped__", None):
            yield from _functions(wrapped)
        for cell in one.__closure__ or ():
            try:
                held = cell.cell_contents
            except ValueError:
                continue
            if isinstance(held, FunctionType) and _is_ours(held):
                yield from _functions(held)
    elif inspect.isclass(one):
        for value in (value for kind in one.__mro__ if _is_ours(kind) for value in vars(kind).values()):
            function = getattr(value, "fget", None) or getattr(value, "func", None) or getattr(value, "__func__", value)
            if isinstance(function, FunctionType):
                yield function


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
        elif isinstance(constant, str):
            yield constant


def _ours(function: FunctionType, names: set[str]) -> Iterator[object]:
    for name in names & set(function.__globals__):
        value = function.__globals__[name]
        if isinstance(value, ModuleType) and value.__name__.startswith("giaoviec"):
            yield from (found for other in names if _is_ours(found := getattr(value, other, None)))
        else:
            yield from _held(value)


def _held(value: object) -> Iterator[object]:
    """What stands in a table of the code: functions and classes in lists, dictionaries and small records."""
    if _is_ours(value):
        yield value
    elif isinstance(value, dict | list | tuple | set | frozenset):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _held(one)
    elif dataclasses.is_dataclass(value) and str(type(value).__module__).startswith("giaoviec"):
        yield type(value)
        for column in dataclasses.fields(value):
            yield from _held(getattr(value, column.name, None))


def _is_ours(value: object) -> bool:
    callable_ = isinstance(value, FunctionType) or inspect.isclass(value)
    return callable_ and str(getattr(value, "__module__", "")).startswith("giaoviec")


@cache
def doors() -> dict[str, bool]:
    """Addresses that take what is posted, and whether the gate stands behind each."""
    found = {}
    for path, view in routes():
        functions, names = reached(view)
        if POSTS & names:
            found[path] = bool(GATES & functions)
    return found


def test_every_address_that_takes_words_or_files_comes_by_the_gate() -> None:
    assert {path for path, is_gated in doors().items() if not is_gated} - NO_WORDS == set()


def test_no_address_stands_in_the_list_of_those_without_words_that_is_gated_or_gone() -> None:
    assert {path for path in NO_WORDS if doors().get(path, True)} == set()


def test_the_pages_of_the_main_job_are_among_the_gated_doors() -> None:
    gated = {path for path, is_gated in doors().items() if is_gated}
    assert {"van-ban/vao-so/", "van-ban/nhap/", "gop-y/", "quan-tri/co-quan/them/", "don-doc/<int:pk>/"} <= gated


def _takes_words(request: HttpRequest) -> HttpResponse:
    Habit.objects.create(phrase=request.POST["phrase"])
    return HttpResponse()


def test_a_door_that_is_opened_without_the_gate_is_seen() -> None:
    functions, names = reached(_takes_words)
    assert POSTS & names
    assert not GATES & functions


def test_every_form_of_a_page_judges_its_words_itself_or_says_which_its_action_judges() -> None:
    """A form that is no `AskingForm` is judged by the action that takes it, of a document; or nothing of it is kept."""
    bare = {kind for kind in _forms(forms.Form) if kind.__module__.startswith("giaoviec") and not _asks(kind)}
    assert {kind.__name__ for kind in bare} <= {
        "RegisterForm", "CorrectForm", "ReasonForm", "JournalForm", "AccessForm",
    }  # fmt: skip


def _forms(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from _forms(one)


def _asks(kind: type) -> bool:
    texts = [one for one in getattr(kind, "base_fields", {}).values() if type(one) is forms.CharField]
    return issubclass(kind, AskingForm) or not texts
