"""The guide as it lies in `docs/guide/`: every link leads somewhere, every picture is there, every role has its start."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

from giaoviec.rules.moves import RULES
from giaoviec.rules.roles import Role
from giaoviec.site import markdown
from giaoviec.site.views.guide import STARTS, folder

ROOT = Path(settings.BASE_DIR)
MOST_OF_ONE, MOST_IN_ALL = 120 * 1024, 1536 * 1024
PAGES = sorted(folder().glob("*.md"))
PICTURES = sorted((folder() / "anh").glob("*.png"))
TEMPLATES = sorted((ROOT / "giaoviec").glob("*/templates/**/*.html"))
SLUGS = {page.stem for page in PAGES}


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def leads_somewhere(href: str, page: Path) -> bool:
    """Whether a link of a page ends at a heading of its own, at a file beside it, or at a page of the product."""
    path, _, place = href.partition("#")
    if path.startswith("/"):
        return answered(path.partition("?")[0])
    target = folder() / path if path else page
    if not target.is_file():
        return False
    return not place or place in {heading.anchor for heading in markdown.headings(text_of(target))}


def answered(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_and_picture_of_a_page_leads_somewhere(page: Path) -> None:
    assert [href for href in markdown.links(text_of(page)) if not leads_somewhere(href, page)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_one_title_and_is_composed_unicode(page: Path) -> None:
    text = text_of(page)
    assert [heading.level for heading in markdown.headings(text)].count(1) == 1
    assert text.startswith("# ")
    assert unicodedata.is_normalized("NFC", text)


def test_a_link_astray_is_noticed() -> None:
    page = folder() / "index.md"
    assert leads_somewhere("van-thu.md", page) and leads_somewhere("/viec/?tinh-hinh=tat-ca", page)
    assert not leads_somewhere("khong-co.md", page)
    assert not leads_somewhere("van-thu.md#khong-co", page)
    assert not leads_somewhere("/khong-co-trang-nay/", page)


def test_every_page_is_reached_from_the_start() -> None:
    reached, ahead = set[str](), ["index"]
    while ahead:
        slug = ahead.pop()
        if slug not in reached:
            reached.add(slug)
            ahead += [
                href.removesuffix(".md")
                for href in markdown.links(text_of(folder() / f"{slug}.md"))
                if href.endswith(".md")
            ]
    assert reached == SLUGS


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_every_role_has_its_start(role: Role) -> None:
    assert STARTS[role] in SLUGS


def test_every_page_that_a_screen_names_is_there() -> None:
    named = {
        (template.name, slug)
        for template in TEMPLATES
        for slug in re.findall(r"/huong-dan/([a-z0-9-]+)/", text_of(template))
    }
    assert {(name, slug) for name, slug in named if slug not in SLUGS} == set()
    assert ("gop_y.html", "gop-y") in named


def test_every_move_is_explained_by_its_name() -> None:
    whole = "\n".join(map(text_of, PAGES))
    silent = {"Chuyển cơ quan kế thừa"}  # no button: an act of a succession
    assert [rule.vi for rule in RULES.values() if rule.vi not in whole and rule.vi not in silent] == []


def test_every_picture_is_shown_and_is_light() -> None:
    shown = {href for page in PAGES for href in markdown.links(text_of(page)) if href.startswith("anh/")}
    assert {f"anh/{picture.name}" for picture in PICTURES} == shown
    sizes = {picture.name: picture.stat().st_size for picture in PICTURES}
    assert {name: size for name, size in sizes.items() if size > MOST_OF_ONE} == {}
    assert sum(sizes.values()) <= MOST_IN_ALL


def test_the_readme_shows_a_picture_of_the_guide() -> None:
    assert re.findall(r"docs/guide/(anh/[a-z-]+\.png)", text_of(ROOT / "README.md")) == ["anh/ban-viec.png"]
    assert (folder() / "anh" / "ban-viec.png") in PICTURES


def test_an_installed_package_carries_the_guide() -> None:
    """What is no part of the package goes along as data files, to where the settings look without a checkout."""
    kept = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["data-files"]
    carried = {
        Path(folder_, path.name).relative_to("share/giaoviec/docs/guide"): path
        for folder_, globs in kept.items()
        for path in (found for pattern in globs for found in ROOT.glob(pattern))
        if folder_.startswith("share/giaoviec/docs/guide")
    }
    wanted = {path.relative_to(folder()): path for path in (*PAGES, *PICTURES)}
    assert carried == wanted
