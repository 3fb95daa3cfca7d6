"""A small part of Markdown, for our own guide: headings, paragraphs, lists, tables, quotes, pictures, links, emphasis.

Everything is escaped; no HTML passes. Links lead within the product only: others are shown as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from giaoviec.agencies.text import plain

HEADING = re.compile(r"^(#{1,4})\s+(.+?)\s*#*$")
ITEM = re.compile(r"^(\s*)(?:[-*]|(\d{1,3})[.)])\s+(.*)$")
INLINE = re.compile(
    r"(?P<code>`[^`]+`)|(?P<image>!\[(?P<alt>[^\]]*)\]\((?P<src>[^)\s]+)\))"
    r"|(?P<link>\[(?P<text>[^\]]+)\]\((?P<href>[^)\s]+)\))|(?P<strong>\*\*(?P<bold>.+?)\*\*)|(?P<em>\*(?P<slant>[^*\s][^*]*)\*)"
)
DIVIDER = re.compile(r"^\|?[\s:|-]+\|[\s:|-]*$")
PICTURE = re.compile(r"^anh/([a-z0-9-]+\.png)$")
PAGE = re.compile(r"^(?:\./)?([a-z0-9-]+)\.md(#[\w-]+)?$")

Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text, for a table of contents."""

    level: int
    text: str
    anchor: str


def render(text: str, *, root: str) -> Markup:
    """The text as HTML; pages and pictures beside it stand under `root` ("/huong-dan/")."""
    return Markup("\n").join(_blocks(text.replace("\r\n", "\n").split("\n"), root))


def headings(text: str) -> list[Heading]:
    """The headings of a text, in order."""
    found = (HEADING.match(line) for line in _outside_code(text.split("\n")))
    return [Heading(len(match[1]), _bare(match[2]), anchor(match[2])) for match in found if match]


def title(text: str) -> str:
    """The first heading, without marks."""
    return next((heading.text for heading in headings(text)), "")


def anchor(heading: str) -> str:
    """The name of a heading's place in the address: "han-ghi-bang-chu"."""
    return plain(_bare(heading)).replace(" ", "-")


def links(text: str) -> list[str]:
    """Every address that a text names, pictures too, as written."""
    return [match["href"] or match["src"] for match in INLINE.finditer(text) if match["link"] or match["image"]]


# ---- blocks


def _blocks(lines: Sequence[str], root: str) -> Iterator[Markup]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
            continue
        end, block = _block(lines, at, root)
        yield block
        at = end


def _block(lines: Sequence[str], at: int, root: str) -> tuple[int, Markup]:
    line = lines[at]
    if line.startswith("```"):
        return _code(lines, at)
    if match := HEADING.match(line):
        level, words = len(match[1]), match[2]
        return at + 1, Markup('<h{} id="{}">{}</h{}>').format(level, anchor(words), _inline(words, root), level)
    if ITEM.match(line):
        return _list(lines, at, root)
    if line.lstrip().startswith("|") and at + 1 < len(lines) and DIVIDER.match(lines[at + 1]):
        return _table(lines, at, root)
    if line.startswith(">"):
        end = _while(lines, at, lambda one: one.startswith(">"))
        inner = [one[1:].removeprefix(" ") for one in lines[at:end]]
        return end, Markup("<blockquote>{}</blockquote>").format(Markup("").join(_blocks(inner, root)))
    if re.fullmatch(r"\s*(?:-{3,}|\*{3,})\s*", line):
        return at + 1, Markup("<hr>")
    end = _while(lines, at, lambda one: bool(one.strip()) and not _begins(one), least=1)
    return end, _paragraph(" ".join(one.strip() for one in lines[at:end]), root)


def _begins(line: str) -> bool:
    return bool(HEADING.match(line) or ITEM.match(line)) or line.startswith((">", "```", "|"))


def _while(lines: Sequence[str], at: int, fits: Callable[[str], bool], *, least: int = 0) -> int:
    end = at + least
    while end < len(lines) and fits(lines[end]):
        end += 1
    return end


def _paragraph(text: str, root: str) -> Markup:
    """A picture alone is a figure, with its words under it."""
    match = INLINE.fullmatch(text)
    if match and match["image"]:
        return Markup("<figure>{}<figcaption>{}</figcaption></figure>").format(_inline(text, root), match["alt"])
    return Markup("<p>{}</p>").format(_inline(text, root))


def _code(lines: Sequence[str], at: int) -> tuple[int, Markup]:
    end = _while(lines, at, lambda one: not one.startswith("```"), least=1)
    return end + 1, Markup("<pre><code>{}</code></pre>").format("\n".join(lines[at + 1 : end]))


def _list(lines: Sequence[str], at: int, root: str) -> tuple[int, Markup]:
    first = ITEM.match(lines[at])
    assert first is not None
    indent, kind = len(first[1]), "ol" if first[2] else "ul"
    items: list[Markup] = []
    while at < len(lines) and (match := ITEM.match(lines[at])) and len(match[1]) == indent and _kind(match) == kind:
        end = _while(lines, at, lambda one: _within(one, indent), least=1)
        items.append(_item([match[3], *(one[indent + 2 :] for one in lines[at + 1 : end])], root))
        at = _while(lines, end, lambda one: not one.strip())
        if at < len(lines) and not ITEM.match(lines[at]):
            at = end
            break
    return at, Markup("<{0}>{1}</{0}>").format(kind, Markup("").join(items))


def _kind(match: re.Match[str]) -> str:
    return "ol" if match[2] else "ul"


def _within(line: str, indent: int) -> bool:
    """Whether a line goes on with the item: it is indented further, or is the rest of its sentence."""
    deeper = len(line) - len(line.lstrip()) > indent
    return bool(line.strip()) and (deeper or not _begins(line))


def _item(lines: Sequence[str], root: str) -> Markup:
    words = [line.strip() for line in lines[: _while(lines, 0, lambda one: not ITEM.match(one), least=1)]]
    rest = Markup("").join(_blocks([line.removeprefix(" ") for line in lines[len(words) :]], root))
    return Markup("<li>{}{}</li>").format(_inline(" ".join(filter(None, words)), root), rest)


def _table(lines: Sequence[str], at: int, root: str) -> tuple[int, Markup]:
    end = _while(lines, at, lambda one: one.lstrip().startswith("|"))
    rows = [[cell.strip() for cell in one.strip().strip("|").split("|")] for one in lines[at:end]]
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(_inline(cell, root)) for cell in rows[0])
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(_inline(cell, root)) for cell in row))
        for row in rows[2:]
    )
    table = Markup('<table class="table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(head, body)
    return end, Markup('<div class="scroll">{}</div>').format(table)


def _outside_code(lines: Sequence[str]) -> Iterator[str]:
    inside = False
    for line in lines:
        inside ^= line.startswith("```")
        if not inside:
            yield line


# ---- within a line


def _inline(text: str, root: str) -> Markup:
    parts, last = [], 0
    for match in INLINE.finditer(text):
        parts += [escape(text[last : match.start()]), _mark(match, root)]
        last = match.end()
    return Markup("").join([*parts, escape(text[last:])])


def _mark(match: re.Match[str], root: str) -> Markup:
    if match["code"]:
        return Markup("<code>{}</code>").format(match["code"][1:-1])
    if match["image"]:
        return _picture(match, root)
    if match["link"]:
        words, href = _inline(match["text"], root), _address(match["href"], root)
        return Markup('<a href="{}">{}</a>').format(href, words) if href else words
    if match["strong"]:
        return Markup("<strong>{}</strong>").format(_inline(match["bold"], root))
    return Markup("<em>{}</em>").format(_inline(match["slant"], root))


def _picture(match: re.Match[str], root: str) -> Markup:
    known = PICTURE.match(match["src"])
    if known is None:
        return escape(match["alt"])
    return Markup('<img src="{}anh/{}" alt="{}" loading="lazy">').format(root, known[1], match["alt"])


def _address(href: str, root: str) -> str:
    """Another page of the guide, a page of the product, a place on this page; empty for anything else."""
    if page := PAGE.match(href):
        slug = "" if page[1] == "index" else f"{page[1]}/"
        return f"{root}{slug}{page[2] or ''}"
    if href.startswith("#") or (href.startswith("/") and not href.startswith("//")):
        return href
    return ""


def _bare(text: str) -> str:
    return re.sub(r"[*`]", "", text).strip()
