"""`/van-ban/`: the list of documents: filters in the address, sorted, page by page, as CSV and Excel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from giaoviec import clock
from giaoviec.agencies.access import Request, need
from giaoviec.agencies.queries import monitoring_units
from giaoviec.documents import exporting, queries, search
from giaoviec.documents.forms import grouped_types
from giaoviec.documents.models import Document, DocumentKind
from giaoviec.documents.queries import ORDERS, Cursor, Filters
from giaoviec.journal import access_log
from giaoviec.journal.doors import opens
from giaoviec.rules.access import may
from giaoviec.rules.documents import TYPES_BY_CODE, Group, Source

SIZE = 50
EXPORTED = 20_000
NAMES = {"q": "query", "nguoi-giao": "source", "nhom": "group", "loai": "type", "linh-vuc": "field", "xet": "judged"}
JUDGED = {"cho": "open", "da-giao": "given", "khong": "none"}
JUDGED_VI = {"open": "Chưa giao việc", "given": "Đã giao việc", "none": "Không có nhiệm vụ"}


@need("search")
@require_GET
def page(request: Request) -> HttpResponse:
    """A page of the list."""
    filters, order = read(request)
    cursor = _cursor(request)
    rows, before, after = queries.page(found(request, filters), order=order, cursor=cursor, size=SIZE)
    context = {
        "rows": rows,
        "types": {code: kind.name_vi for code, kind in TYPES_BY_CODE.items()},
        "sources": {source.value: source.vi for source in Source},
        "dues": queries.register_dues([row.pk for row in rows if row.judged_at is None]),
        "filters": filters,
        "chips": list(_chips(request, filters)),
        "menus": _menus(request, filters),
        "order": order,
        "orders": {name: _url(request, xep=name) for name in ORDERS},
        "previous": _turn(request, "truoc", rows[0]) if before and rows else None,
        "next": _turn(request, "sau", rows[-1]) if after and rows else None,
        "first_url": _url(request) if cursor else None,
        "kept": {name: value for name, value in request.GET.items() if name not in ("q", "sau", "truoc")},
        "beside": [(label, address) for label, address in _beside(request) if opens(request.actor, address)],
        "may_register": may(request.actor, "register") is None,
        "today": clock.today(),
    }
    return render(request, "documents/danh_sach.html", context)


def _beside(request: Request) -> Iterator[tuple[str, str]]:
    """Where else one may go from the list."""
    yield "Chương trình năm", "/chuong-trinh/"
    yield "Báo cáo bằng văn bản", "/bao-cao-van-ban/"
    yield "Xuất Excel", f"{reverse('documents:excel')}?{urlencode(request.GET)}"
    yield "CSV", f"{reverse('documents:csv')}?{urlencode(request.GET)}"


@need("export")
@require_GET
def csv(request: Request) -> HttpResponse:
    """What the list shows, all pages, as CSV."""
    return _noted(request, "csv", exporting.csv(_exported(request)))


@need("export")
@require_GET
def excel(request: Request) -> HttpResponse:
    """What the list shows, all pages, as an Excel workbook."""
    return _noted(request, "xlsx", exporting.excel(_exported(request)))


def read(request: Request) -> tuple[Filters, str]:
    """The filters and the order that an address asks for; what it cannot mean counts as not asked."""
    asked = {field: request.GET.get(name, "").strip() for name, field in NAMES.items()}
    asked["judged"] = JUDGED.get(asked["judged"], "")
    year, order = request.GET.get("nam", ""), request.GET.get("xep", "moi")
    known: dict[str, set[Any]] = {"source": set(Source), "group": set(Group), "type": set(TYPES_BY_CODE)}
    right = {name: value for name, value in asked.items() if name not in known or value in known[name]}
    kind = request.GET.get("hinh-thuc", "")
    filters = Filters(
        **right,
        year=int(year) if year.isdecimal() and 1900 < int(year) < 2200 else None,
        kind=kind if kind in DocumentKind.values else "",
    )
    return filters, order if order in ORDERS else "moi"


def found(request: Request, filters: Filters) -> QuerySet[Document]:
    """The documents that the asker may see and that fit; where words are asked, those that hold them."""
    rows = queries.listed(request.actor, filters)
    return rows.filter(pk__in=search.documents_with(request.actor, filters.query)) if filters.query else rows


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter as `ui.chips` draws it."""

    label: str
    url: str
    on: bool
    kind: str = ""
    count: int | None = None


def _chips(request: Request, filters: Filters) -> Iterator[Chip]:
    """What is asked, each chip taking itself away, then what one most likely asks next."""
    if filters.query:
        yield Chip(f"“{filters.query}”", _url(request, q=""), True)
    for name, label in _asked(filters).items():
        yield Chip(label, _url(request, **{name: ""}), True)
    for slug, judged in JUDGED.items():
        if not filters.judged:
            kind = {"open": "soon", "given": "done", "none": "given"}[judged]
            yield Chip(JUDGED_VI[judged], _url(request, xet=slug), False, kind)


def _asked(filters: Filters) -> dict[str, str]:
    labels = {
        "nguoi-giao": Source(filters.source).vi if filters.source else "",
        "nhom": Group(filters.group).vi if filters.group else "",
        "loai": TYPES_BY_CODE[filters.type].name_vi if filters.type else "",
        "nam": f"Năm {filters.year}" if filters.year else "",
        "linh-vuc": f"Lĩnh vực {filters.field}" if filters.field else "",
        "hinh-thuc": str(DocumentKind(filters.kind).label).capitalize() if filters.kind else "",
        "xet": JUDGED_VI.get(filters.judged, ""),
    }
    return {name: label for name, label in labels.items() if label}


def _menus(request: Request, filters: Filters) -> list[tuple[str, list[tuple[str, str]]]]:
    """The chips that open: what else may be asked, as links."""
    today = clock.today()
    types = [pair for _, pairs in grouped_types() for pair in pairs]
    fields = sorted({name for unit in monitoring_units(today) for name in unit.fields})
    offered: list[tuple[str, str, str, list[tuple[str, str]]]] = [
        ("Người giao", "nguoi-giao", filters.source, [(s.value, s.vi) for s in Source]),
        ("Nhóm", "nhom", filters.group, [(g.value, g.vi) for g in Group]),
        ("Loại", "loai", filters.type, types),
        ("Năm", "nam", str(filters.year or ""), [(str(y), str(y)) for y in range(today.year, today.year - 6, -1)]),
        ("Lĩnh vực", "linh-vuc", filters.field, [(name, name) for name in fields]),
        ("Hình thức", "hinh-thuc", filters.kind, [(k.value, str(k.label)) for k in DocumentKind]),
    ]
    return [
        (title, [(label, _url(request, **{name: value})) for value, label in choices])
        for title, name, asked, choices in offered
        if choices and not asked
    ]


def _url(request: Request, **changes: str) -> str:
    """This list with some filters changed, from its first page on."""
    kept = {name: value for name, value in request.GET.items() if name not in ("sau", "truoc")}
    asked = {name: value for name, value in (kept | changes).items() if value}
    return f"{request.path}?{urlencode(asked)}" if asked else request.path


def _turn(request: Request, way: str, row: Document) -> str:
    link = _url(request)
    return f"{link}{'&' if '?' in link else '?'}{way}={row.issued_on.isoformat()}_{row.pk}"


def _cursor(request: Request) -> Cursor | None:
    for way in ("sau", "truoc"):
        day, _, pk = request.GET.get(way, "").partition("_")
        try:
            return Cursor(date.fromisoformat(day), int(pk), back=way == "truoc")
        except ValueError:
            continue
    return None


def _exported(request: Request) -> QuerySet[Document]:
    filters, order = read(request)
    return found(request, replace(filters)).order_by(*ORDERS[order])[:EXPORTED]


def _noted(request: Request, form: str, response: HttpResponse) -> HttpResponse:
    access_log.note("export", actor=request.actor, at=clock.now(), path=request.path, form=form)
    return response
