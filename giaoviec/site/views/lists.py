"""`/danh-sach/`: lists that I keep: saved under a name, renamed, put in order, taken away and brought back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from giaoviec import clock
from giaoviec.agencies.access import Request, go, need, say
from giaoviec.agencies.views.common import press
from giaoviec.regulation.asking import attempt
from giaoviec.site import actions
from giaoviec.site.forms import ListForm, NameForm
from giaoviec.site.models import SavedList
from giaoviec.site.undoing import offer

GONE = "dropped_list"
"""Key in a session's data: the list that was taken away last."""

NAMES = {
    "/viec/": "Công việc",
    "/van-ban/": "Văn bản",
    "/co-quan/": "Cơ quan",
    "/viec-phai-lam/": "Việc phải làm",
    "/gop-y/": "Góp ý",
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A kept list as `ui.tabs` draws it."""

    label: str
    url: str
    current: bool


@need("save_list")
@require_GET
def page(request: Request) -> HttpResponse:
    """My lists."""
    return _page(request)


@need("save_list")
@require_GET
def tabs(request: Request) -> HttpResponse:
    """My lists of one page (`duong-dan`, filtered by `loc`), as tabs: a fragment that list pages take in."""
    path, here = request.GET.get("duong-dan", "/viec/"), request.GET.get("loc", "")
    found = [Tab(row.name, address(row), here == row.query) for row in _mine(request).filter(path=path)]
    return render(request, "site/danh_sach_the.html", {"tabs": found})


@need("save_list")
def save(request: Request) -> HttpResponse:
    """Keep the list that is named (`duong-dan`, `loc`), or that one comes from."""
    if request.method != "POST":
        form = ListForm(initial={"address": _asked(request) or _before(request)})
        return render(request, "site/luu_danh_sach.html", {"form": form})
    data = request.POST.copy()
    data.setdefault("address", _before(request))
    form = ListForm(data)
    row = attempt(
        form,
        lambda: actions.save(
            request.actor.person_id, name=form.cleaned_data["name"], address=form.cleaned_data["address"]
        ),
    )
    if row is None:
        return render(request, "site/luu_danh_sach.html", {"form": form}, status=form.status)
    say(request, f"Đã lưu danh sách “{row.name}”.")
    return go(request, address(row))


@need("save_list")
@require_POST
def rename(request: Request, pk: int) -> HttpResponse:
    """Another name."""
    form = NameForm(request.POST)
    row = _find(request, pk)
    if attempt(form, lambda: _renamed(row, form)) is None:
        return _page(request, wrong=(pk, form), status=form.status)
    return go(request, "/danh-sach/")


@need("save_list")
@require_POST
def move(request: Request, pk: int) -> HttpResponse:
    """One place up (`len`) or down."""
    actions.move(_find(request, pk), up=request.POST.get("buoc") == "len")
    return go(request, "/danh-sach/")


@need("save_list")
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Take a list away, with the offer to bring it back."""
    row = _find(request, pk)
    request.session[GONE] = actions.drop(row)
    until = clock.now() + timedelta(minutes=10)
    offer(request, sentence=f"Đã bỏ danh sách “{row.name}”.", url="/danh-sach/hoan-tac/", until=until)
    return go(request, "/danh-sach/")


@need("save_list")
@require_POST
def restore(request: Request) -> HttpResponse:
    """Bring back the list that was taken away last."""
    kept = request.session.pop(GONE, None)
    offer(request, sentence="", url="", until=clock.now())
    if kept is None:
        raise Http404
    refusal = press(lambda: actions.restore(request.actor.person_id, kept))
    say(
        request,
        refusal.sentence if refusal else f"Đã đưa lại danh sách “{kept['name']}”.",
        level="warning" if refusal else "success",
    )
    return go(request, "/danh-sach/")


def address(row: SavedList) -> str:
    return f"{row.path}?{row.query}" if row.query else row.path


def _page(request: Request, *, wrong: tuple[int, NameForm] | None = None, status: int = 200) -> HttpResponse:
    rows = [(row, address(row), NAMES.get(row.path, "")) for row in _mine(request)]
    context = {"rows": rows, "wrong": wrong[0] if wrong else 0, "form": wrong[1] if wrong else None}
    return render(request, "site/danh_sach.html", context, status=status)


def _renamed(row: SavedList, form: NameForm) -> bool:
    actions.rename(row, name=form.cleaned_data["name"])
    return True


def _mine(request: Request):  # type: ignore[no-untyped-def]
    return SavedList.objects.filter(person_id=request.actor.person_id).order_by("position", "id")


def _find(request: Request, pk: int) -> SavedList:
    row: SavedList | None = _mine(request).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _asked(request: Request) -> str:
    path, query = request.GET.get("duong-dan", ""), request.GET.get("loc", "")
    return f"{path}?{query}" if path and query else path


def _before(request: Request) -> str:
    """The page that one comes from, without its host."""
    parts = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
