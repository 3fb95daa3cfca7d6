"""Word files: the running text in print order with list numbers and notes; headers, boxes and comments apart."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from giaoviec.intake.confine import allow_cpu
from giaoviec.intake.docx_numbers import Numbers, read_numbers
from giaoviec.intake.docx_package import Package, open_package
from giaoviec.intake.docx_styles import Styles, read_styles
from giaoviec.intake.docx_walk import Block, Walk
from giaoviec.intake.docx_xml import Element, attribute, child, children, local
from giaoviec.intake.legacy import convert_line, find_converter
from giaoviec.intake.ocr import can_read
from giaoviec.intake.shapes import Aside, AsideKind, Cell, Extraction, Limits
from giaoviec.intake.sniff import broken_refusal, pages_refusal
from giaoviec.intake.stamps import Stamp, stamps_of_picture
from giaoviec.intake.text import mend

_ASIDES: dict[str, AsideKind] = {"hdr": "header", "ftr": "footer", "comments": "comment"}
_NOT_CONTENT = ("styles", "numbering", "settings", "fontTable", "webSettings", "theme", "glossary")
_PROPERTIES = ("title", "subject", "keywords", "category", "description", "contentStatus")
_FEW_LETTERS = 40
_MOST_PICTURES = 20
_CPU_FIRST, _CPU_PER_PICTURE = 10, 6


def read(data: bytes, *, limits: Limits, progress: Callable[[int, int], None]) -> Extraction:
    """The text of a .docx; cells carry the places of its tables. ``Refused`` for what is broken, locked or hostile."""
    del progress
    package = open_package(data, limits)
    _check_pages(package, limits)
    main_name = _main_part(package)
    body = child(package.xml(main_name), "body")
    if body is None:
        raise broken_refusal()
    walk = Walk(read_styles(package.xml("word/styles.xml")), read_numbers(package.xml("word/numbering.xml")))
    blocks = list(walk.blocks(body))
    parts = list(_other_parts(package, main_name))
    text, cells = _assemble([*blocks, *_notes(walk, parts)])
    pressed = [stamp.text for stamp in _stamps(package)]
    stamps = (Aside("pressed", said) for said in pressed if said)
    asides = (*_own_asides(walk), *_part_asides(parts, walk.styles), *_properties(package), *stamps)
    unread = (*_unread(package, walk, text), *(("dấu trong hình không đọc được",) if "" in pressed else ()))
    return Extraction(text=text, kind="docx", cells=cells, asides=asides, unread=unread)


def _stamps(package: Package) -> Iterator[Stamp]:
    """What is pressed on the pictures of a document: a stamp may come as one."""
    if not can_read():
        return
    for number, picture in enumerate(islice(package.pictures(), _MOST_PICTURES), start=1):
        allow_cpu(_CPU_FIRST + _CPU_PER_PICTURE * number)
        yield from stamps_of_picture(picture)


def _main_part(package: Package) -> str:
    for relation in children(package.xml("_rels/.rels"), "Relationship"):
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            target = posixpath.normpath((attribute(relation, "Target") or "").lstrip("/"))
            if target in package.names:
                return target
    return "word/document.xml"


def _check_pages(package: Package, limits: Limits) -> None:
    written = child(package.xml("docProps/app.xml"), "Pages")
    pages = (written.text or "") if written is not None else ""
    if pages.strip().isdigit() and int(pages) > limits.pages:
        raise pages_refusal(int(pages), limits.pages)


def _other_parts(package: Package, main_name: str) -> Iterator[Element]:
    for name in sorted(package.names):
        folder, _, base = name.rpartition("/")
        if folder == "word" and base.endswith(".xml") and name != main_name and not base.startswith(_NOT_CONTENT):
            root = package.xml(name)
            if root is not None:
                yield root


def _notes(walk: Walk, parts: Iterable[Element]) -> Iterator[Block]:
    """Foot- and endnotes after the text, numbered as they are met."""
    found: dict[str, Element] = {}
    for root in parts:
        kind = local(root).removesuffix("s")
        found |= {f"{kind}:{attribute(note, 'id')}": note for note in root if kind in ("footnote", "endnote")}
    for number, key in enumerate(list(walk.notes), start=1):
        if key in found:
            texts = [block.text.strip() for block in walk.blocks(found[key])]
            yield Block(f"[{number}] " + " ".join(filter(None, texts)), None)


def _assemble(blocks: list[Block]) -> tuple[str, tuple[Cell, ...]]:
    """One line a paragraph; a cell spans its paragraphs."""
    texts = [unicodedata.normalize("NFC", block.text) for block in blocks]
    if converter := find_converter("\n".join(texts)):
        texts = [unicodedata.normalize("NFC", convert_line(text, converter=converter)) for text in texts]
    cells: dict[object, Cell] = {}
    place = 0
    for block, text in zip(blocks, texts, strict=True):
        if block.spot:
            start = cells[block.spot].start if block.spot in cells else place
            cells[block.spot] = Cell(*block.spot, start, place + len(text))
        place += len(text) + 1
    return "\n".join(texts), tuple(cells.values())


def _own_asides(walk: Walk) -> Iterator[Aside]:
    yield from (Aside("textbox", mend(box)) for box in walk.boxes if box.strip())
    if walk.hidden:
        yield Aside("hidden", mend("\n".join(walk.hidden)))


def _part_asides(parts: Iterable[Element], styles: Styles) -> Iterator[Aside]:
    for root in parts:
        kind = _ASIDES.get(local(root))
        if kind is None:
            continue
        walk = Walk(styles, Numbers())
        owners = list(root) if kind == "comment" else [root]
        text = mend("\n".join(block.text for owner in owners for block in walk.blocks(owner)))
        if text.strip():
            yield Aside(kind, text)
        yield from _own_asides(walk)


def _properties(package: Package) -> Iterator[Aside]:
    core = package.xml("docProps/core.xml")
    for element in core if core is not None else ():
        if local(element) in _PROPERTIES and (element.text or "").strip():
            yield Aside("property", mend(element.text or ""))
    for element in children(package.xml("docProps/custom.xml"), "property"):
        value = " ".join(str(text) for text in element.itertext()).strip()
        yield Aside("property", mend(f"{attribute(element, 'name') or ''}: {value}"))
        yield Aside("property", mend(value))


def _unread(package: Package, walk: Walk, text: str) -> Iterator[str]:
    if walk.foreign:
        yield "một phần văn bản là tệp khác chèn vào"
    if any(name.startswith("word/embeddings/") and not name.endswith(".xlsx") for name in package.names):
        yield "tệp đính trong văn bản"
    if walk.pictures and sum(map(str.isalpha, text)) < _FEW_LETTERS:
        yield "nội dung chỉ có hình ảnh"
