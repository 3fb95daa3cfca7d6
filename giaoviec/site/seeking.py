"""`/tim/`: one box for everything: texts with marks or none, symbols, agencies; abbreviations are written out.

What is found is grouped by what it is, each find leading to the thing that it stands in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.db.models import Model

from giaoviec.agencies.models import Agency
from giaoviec.agencies.queries import directory
from giaoviec.agencies.resolving import Resolver
from giaoviec.agencies.text import plain
from giaoviec.assignments.models import Claim, Explanation, Message, Obstacle, Update
from giaoviec.assignments.queries import visible
from giaoviec.documents import search
from giaoviec.documents.models import Attachment, Document
from giaoviec.documents.queries import visible as visible_documents
from giaoviec.documents.search import Hit
from giaoviec.rules.access import Actor
from giaoviec.site.links import work

LIMIT = 60
AGENCIES = 8
SYMBOL = re.compile(r"\d+(?:/[\w.-]+)+|\d+-[\w]+(?:/[\w.-]+)*")

ABBREVIATIONS = MappingProxyType(
    {
        "ubnd": "ủy ban nhân dân",
        "hđnd": "hội đồng nhân dân",
        "tbkl": "thông báo kết luận",
        "gpmb": "giải phóng mặt bằng",
        "đtc": "đầu tư công",
        "tthc": "thủ tục hành chính",
        "cchc": "cải cách hành chính",
        "cđs": "chuyển đổi số",
        "ntm": "nông thôn mới",
        "qlnn": "quản lý nhà nước",
        "ktxh": "kinh tế - xã hội",
        "qpan": "quốc phòng, an ninh",
        "pccc": "phòng cháy, chữa cháy",
        "atgt": "an toàn giao thông",
        "attp": "an toàn thực phẩm",
        "bvmt": "bảo vệ môi trường",
        "tnmt": "tài nguyên và môi trường",
        "nnmt": "nông nghiệp và môi trường",
        "nsnn": "ngân sách nhà nước",
        "qsdđ": "quyền sử dụng đất",
        "bhyt": "bảo hiểm y tế",
        "bhxh": "bảo hiểm xã hội",
        "thpt": "trung học phổ thông",
    }
)
"""What the administration shortens, as documents write it out. Names of agencies are the directory's own."""

GROUPS = MappingProxyType(
    {
        "document": "Văn bản",
        "task": "Nhiệm vụ",
        "story": "Tình hình, báo cáo, trao đổi",
        "file": "Trong tệp",
    }
)
STORY: dict[str, type[Model]] = {
    "update": Update,
    "claim": Claim,
    "explanation": Explanation,
    "obstacle": Obstacle,
    "message": Message,
}
WORDS = {
    "update": "tình hình thực hiện",
    "claim": "báo cáo hoàn thành",
    "explanation": "giải trình",
    "obstacle": "vướng mắc",
    "message": "trao đổi",
}


@dataclass(frozen=True, slots=True)
class Find:
    """One find: the thing, the words around the place in three parts, where it comes from."""

    group: str
    title: str
    href: str
    before: str
    match: str
    after: str
    note: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was found for a query, and what it was read as."""

    finds: Sequence[Find]
    agencies: Sequence[tuple[str, str, str]]
    readings: Sequence[str]
    most: bool

    def of(self, group: str) -> list[Find]:
        return [find for find in self.finds if find.group == group]

    @property
    def total(self) -> int:
        return len(self.finds) + len(self.agencies)


def seek(actor: Actor, query: str, *, on: date) -> Found:
    """What somebody may see that answers the query; at most `LIMIT` texts."""
    query = unicodedata.normalize("NFC", " ".join(query.split()))[:300]
    named = _agencies(query, on)
    readings = _readings(query)
    hits: dict[tuple[str, int, str], Hit] = {}
    for reading in readings:
        if len(hits) < LIMIT:
            for hit in search.find(actor, reading, LIMIT - len(hits)):
                hits.setdefault((hit.subject, hit.subject_id, hit.part), hit)
    finds = [*_by_symbol(actor, query), *_finds(actor, list(hits.values()))]
    unique = {(find.group, find.href, find.before): find for find in finds}
    return Found(
        finds=list(unique.values()),
        agencies=[(agency.name, agency.short_name, work(co_quan=agency.pk)) for agency in named],
        readings=readings[1:],
        most=len(hits) >= LIMIT,
    )


def _readings(query: str) -> list[str]:
    """The query as typed, then with its abbreviations written out, where it has any; a symbol stays as it is."""
    if SYMBOL.search(query):
        return [query]
    written = re.sub(r"[^\W_]+", lambda match: _written_out(match[0]), query)
    return [query] if written.casefold() == query.casefold() else [query, written]


def _written_out(word: str) -> str:
    known = ABBREVIATIONS.get(word.casefold())
    if known is None and word.isupper():
        known = next((long for short, long in ABBREVIATIONS.items() if plain(short) == plain(word)), None)
    return known or word


def _agencies(query: str, on: date) -> list[Agency]:
    """The agencies that the whole query names (short names and aliases too), then those whose name holds its words."""
    named = list(Resolver(on).resolve(query))
    words = plain(query).split()
    if not named and words:
        named = [agency for agency in directory(on) if all(word in plain(agency.name).split() for word in words)]
    return named[:AGENCIES]


def _by_symbol(actor: Actor, query: str) -> list[Find]:
    """Documents by their number and symbol, where the query holds one."""
    match = SYMBOL.search(query)
    if match is None:
        return []
    rows = visible_documents(actor).filter(full_symbol__icontains=match[0]).order_by("-issued_on", "-id")
    return [_document(row, exact=True) for row in rows.defer("text")[:10]]


def _document(row: Document, *, exact: bool) -> Find:
    note = f"{row.issuer_text}, {row.issued_on:%d/%m/%Y}"
    return Find("document", str(row), f"/van-ban/{row.pk}/", row.summary, "", "", note, exact)


def _finds(actor: Actor, hits: Sequence[Hit]) -> list[Find]:
    """The hits with the thing that each stands in; what leads nowhere for this actor is left out."""
    tasks = _assignments_of_tasks(actor, [hit.subject_id for hit in hits if hit.subject == "task"])
    stories = _assignments_of_stories(actor, hits)
    files = _names_of_files([_file_id(hit) for hit in hits])
    found = []
    for hit in hits:
        place = _place(hit, tasks, stories, files)
        if place:
            group, href, note = place
            about = hit.document if hit.document == hit.summary else f"{hit.document}: {hit.summary}"
            title = f"{note} ({hit.document})" if group == "file" else about[:140]
            found.append(Find(group, title, href, hit.before, hit.match, hit.after, _note(hit, group, note), hit.exact))
    return found


def _place(
    hit: Hit,
    tasks: dict[int, list[tuple[int, str]]],
    stories: dict[tuple[str, int], tuple[int, str]],
    files: dict[int, str],
) -> tuple[str, str, str] | None:
    """(group, address, words) of a hit."""
    if file := _file_id(hit):
        return "file", f"/van-ban/{hit.document_id}/tep/{file}/", files.get(file, "tệp")
    if hit.subject == "document":
        return "document", f"/van-ban/{hit.document_id}/", ""
    if hit.subject == "task" and (assignments := tasks.get(hit.subject_id)):
        if len(assignments) > 1:
            return "task", work(nhiem_vu=hit.subject_id), f"{len(assignments)} cơ quan được giao"
        return "task", f"/viec/{assignments[0][0]}/", assignments[0][1]
    if story := stories.get((hit.subject, hit.subject_id)):
        return "story", f"/viec/{story[0]}/", f"{WORDS[hit.subject]} của {story[1]}"
    return None


def _note(hit: Hit, group: str, words: str) -> str:
    day = f"{hit.issued_on:%d/%m/%Y}"
    return f"{words}, {day}" if words and group != "file" else day


def _assignments_of_tasks(actor: Actor, tasks: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    rows = visible(actor).filter(task_id__in=set(tasks), parent=None).order_by("agency__position", "id")
    found: dict[int, list[tuple[int, str]]] = {}
    for task, pk, agency in rows.values_list("task_id", "pk", "agency__name"):
        found.setdefault(task, []).append((pk, agency))
    return found


def _assignments_of_stories(actor: Actor, hits: Sequence[Hit]) -> dict[tuple[str, int], tuple[int, str]]:
    found: dict[tuple[str, int], tuple[int, str]] = {}
    for subject, model in STORY.items():
        asked = [hit.subject_id for hit in hits if hit.subject == subject]
        if asked:
            rows = model._default_manager.filter(pk__in=asked, assignment__in=visible(actor).values("pk"))
            for pk, assignment, agency in rows.values_list("pk", "assignment_id", "assignment__agency__name"):
                found[subject, pk] = (assignment, agency)
    return found


def _file_id(hit: Hit) -> int:
    """The attachment that the words stand in; 0 where they are the document's own."""
    kind, _, pk = hit.part.partition(":")
    return int(pk) if kind == "file" and pk.isdecimal() else 0


def _names_of_files(files: Iterable[int]) -> dict[int, str]:
    return dict(Attachment.objects.filter(pk__in=set(files) - {0}).values_list("pk", "name"))
