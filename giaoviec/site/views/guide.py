"""`/huong-dan/`: the guide in the product: the same files as in `docs/guide/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET
from markupsafe import Markup

from giaoviec.agencies.access import Request, signed_in
from giaoviec.journal.doors import opens
from giaoviec.rules.access import Actor
from giaoviec.rules.roles import Role
from giaoviec.site import markdown

ROOT = "/huong-dan/"
SLUG = re.compile(r"[a-z0-9-]+")
LINK = re.compile(r'<a href="(/[^"]*)">(.*?)</a>')
STARTS = {
    Role.CHAIRMAN: "chu-tich",
    Role.VICE_CHAIRMAN: "chu-tich",
    Role.ASSISTANT: "tro-ly",
    Role.OFFICE_HEAD: "lanh-dao-van-phong",
    Role.CLERK: "van-thu",
    Role.MONITOR: "chuyen-vien-theo-doi",
    Role.AGENCY_HEAD: "thu-truong-co-quan",
    Role.LIAISON: "lanh-dao-van-phong-phu-trach",
    Role.AGENCY_CLERK: "lanh-dao-van-phong-phu-trach",
    Role.UNIT_HEAD: "chuyen-vien",
    Role.OFFICER: "chuyen-vien",
    Role.EVALUATOR: "danh-gia",
    Role.INSPECTOR: "kiem-tra",
    Role.INFRASTRUCTURE: "ha-tang",
    Role.ADMINISTRATOR: "quan-tri",
    Role.AUDITOR: "kiem-toan",
}
"""Which page each role starts with."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the guide."""

    slug: str
    title: str
    html: Markup
    headings: tuple[markdown.Heading, ...]

    @property
    def url(self) -> str:
        return ROOT if self.slug == "index" else f"{ROOT}{self.slug}/"


def folder() -> Path:
    """Where the guide lies."""
    return Path(settings.DOCS_DIR) / "guide"


@signed_in
@require_GET
def page(request: Request, slug: str = "index") -> HttpResponse:
    """A page of the guide; one that is not there leads to the guide's start."""
    pages = leaves()
    leaf = pages.get(slug)
    if leaf is None and slug != "index":
        return redirect(ROOT)
    html = _for(request.actor, leaf.html) if leaf else ""
    context = {
        "leaf": leaf,
        "html": html,
        "pages": list(pages.values()),
        "start": pages.get(STARTS[request.actor.role]),
    }
    return render(request, "site/huong_dan.html", context)


def _for(actor: Actor, html: Markup) -> Markup:
    """The page with links to what this reader cannot open as plain words: the guide is one for all."""
    return Markup(LINK.sub(lambda link: link[0] if opens(actor, link[1]) else link[2], html))  # noqa: S704 ours already


@signed_in
@require_GET
def picture(request: Request, name: str) -> FileResponse:
    """A picture of the guide."""
    path = folder() / "anh" / name
    if not re.fullmatch(r"[a-z0-9-]+\.png", name) or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


def leaves() -> dict[str, Leaf]:
    """All pages by slug: the start first, the others by title in the order of their files' names."""
    found = [path for path in sorted(folder().glob("*.md")) if SLUG.fullmatch(path.stem)]
    found.sort(key=lambda path: (path.stem != "index", path.stem))
    return {path.stem: _leaf(path, path.stat().st_mtime_ns) for path in found}


@lru_cache(maxsize=200)
def _leaf(path: Path, changed: int) -> Leaf:
    """A page as it was when its file last changed."""
    text = path.read_text(encoding="utf-8")
    parts = tuple(heading for heading in markdown.headings(text) if heading.level == 2)
    return Leaf(path.stem, markdown.title(text) or path.stem, markdown.render(_body(text), root=ROOT), parts)


def _body(text: str) -> str:
    """The text without its title, which stands in the page's head."""
    lines = text.lstrip().split("\n")
    return "\n".join(lines[1:]) if lines and lines[0].startswith("# ") else text
