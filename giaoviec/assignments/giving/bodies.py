"""Whom the names in a document mean on a day: agencies, groups with their exceptions, and what has to be asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from giaoviec.agencies.models import Agency, AgencyGroup, GroupMember
from giaoviec.agencies.queries import Resolver, current, directory, groups
from giaoviec.assignments.giving.choices import NEVER_GIVEN

# Titles that stand for the body they lead. "Chánh Văn phòng X" and "Chánh Thanh tra X" keep their last words.
TITLE = re.compile(
    r"^(?:(?:đề nghị|yêu cầu|giao)\s+)?(?:(?:các )?đồng chí:?\s+)?"
    r"(?:(?:phó |quyền )?(?:chủ tịch|bí thư|tổng giám đốc|giám đốc|thủ trưởng|người đứng đầu|bộ trưởng|cục trưởng|"
    r"chi cục trưởng|chỉ huy trưởng|tư lệnh|trưởng ban|hiệu trưởng|lãnh đạo)(?: của)?\s+|(?:phó )?chánh(?=\s))\s*",
    re.IGNORECASE,
)
EXCEPTION = re.compile(
    r"\(?\b(?:ngoại )?trừ\s+(?P<whom>.{3,200}?)(?:[)\n;.:]|, (?=khẩn|chủ|tổ|rà|thực|triển|phối)|$)", re.I
)
PARTS = re.compile(r"[,;]\s*|\s+và\s+|\s+cùng\s+")
# What collectives are made of; "phường" and "địa phương" differ only in their marks.
TERMS = ("đặc khu", "xã", "phường", "thị xã", "thị trấn", "huyện", "quận", "thành phố", "sở", "ban", "ngành")
WHOLE = {
    "cấp xã": "xã phường đặc_khu",
    "cấp huyện": "huyện thị_xã thành_phố",
    "chính quyền địa phương": "xã phường đặc_khu",
    "các địa phương": "xã phường đặc_khu",
    "địa phương": "xã phường đặc_khu",
    "ban ngành": "ban ngành",
}
FILLING = frozenset("các và tỉnh thuộc trên địa bàn toàn tất cả những của cấp".split())


@dataclass(frozen=True, slots=True)
class Bodies:
    """What the names of one role come to. `asked`: names that mean no agency for certain; `vague`: nobody in person.

    `doubts` say where a group is not quite what the document says.
    """

    agencies: tuple[int, ...] = ()
    group: int | None = None
    excluded: tuple[int, ...] = ()
    asked: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class Directory:
    """The directory of a day in memory: a handful of statements for a document of any length."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.resolver = Resolver(on)
        self.members: dict[int, list[int]] = defaultdict(list)
        alive = directory(on).exclude(kind__in=NEVER_GIVEN).values("pk")
        rows = GroupMember.objects.filter(current(on), agency__in=alive)
        for group, agency in rows.values_list("group_id", "agency_id").order_by("agency__position", "agency_id"):
            self.members[group].append(agency)
        self.groups = [(group, terms_of(group.name)) for group in groups() if self.members[group.pk]]

    def candidates(self, name: str) -> tuple[Agency, ...]:
        """The agencies that a name may mean and that can be given work, with a title or without."""
        plain_name = name.strip(" ,;:.")
        for text in dict.fromkeys([plain_name, TITLE.sub("", plain_name)]):
            if found := self.resolver.resolve(text):
                return tuple(agency for agency in found if agency.kind not in NEVER_GIVEN)
        return ()

    def is_above(self, name: str) -> bool:
        """Whether a name is of a body that is given no work here: the Committee itself, ministries."""
        found = self.resolver.resolve(name.strip(" ,;:.")) or self.resolver.resolve(TITLE.sub("", name))
        return any(agency.kind in NEVER_GIVEN for agency in found)

    def group(self, name: str) -> tuple[AgencyGroup, ...]:
        """The groups that a collective name consists of, widest first; none where a word of it is not understood."""
        wanted = terms_of(TITLE.sub("", name))
        if not wanted:
            return ()
        exact = [group for group, terms in self.groups if terms == wanted]
        if exact:
            return (exact[0],)
        parts = [(group, terms) for group, terms in self.groups if terms and terms <= wanted]
        if parts and frozenset().union(*(terms for _, terms in parts)) == wanted:
            return tuple(group for group, _ in parts)
        return tuple(group for group, terms in self.groups if wanted < terms)[:1]

    def groups_within(self, name: str) -> list[AgencyGroup]:
        """The groups whose kinds of bodies a name speaks of among other words: "các xã, phường, đặc khu ven biển"."""
        spoken = kinds_in(name)
        return [group for group, terms in self.groups if terms and terms <= spoken]

    def bodies(self, names: Sequence[str], *, passage: str = "") -> Bodies:
        """What a list of names means; exceptions ("trừ …") are looked for in the passage too."""
        known: list[int] = []
        asked: list[str] = []
        vague: list[str] = []
        found: list[tuple[str, AgencyGroup]] = []
        for name in names:
            candidates = self.candidates(name)
            if len(candidates) == 1:
                known.append(candidates[0].pk)
            elif not candidates and (held := self.group(EXCEPTION.sub("", name))):
                found += [(name, group) for group in held]
            elif not candidates and is_vague(name):
                vague.append(name)
            elif not self.is_above(name) or candidates:
                asked.append(name)
            else:
                vague.append(name)
        if not found:
            return Bodies(tuple(dict.fromkeys(known)), None, (), tuple(asked), tuple(vague))
        return self._grouped(found, known, asked, vague, passage)

    def _grouped(
        self,
        found: Sequence[tuple[str, AgencyGroup]],
        known: Iterable[int],
        asked: Sequence[str],
        vague: Sequence[str],
        passage: str,
    ) -> Bodies:
        """The first group stays a group; the members of further ones are named one by one, as of this day."""
        name, first = found[0]
        members = set(self.members[first.pk])
        further = [pk for _, group in found[1:] if group != first for pk in self.members[group.pk]]
        texts = [part for text in (name, passage) for match in EXCEPTION.finditer(text) for part in _parts(match)]
        excluded = [
            agency.pk for text in texts for agency in self.candidates(text) if agency.pk in members | set(further)
        ]
        doubts = (
            []
            if terms_of(first.name) <= terms_of(TITLE.sub("", name))
            else [f"văn bản ghi “{name}”, nhóm là “{first.name}”"]
        )
        strange = [text for text in texts if not self.candidates(text)]
        doubts += [f"chưa rõ trừ “{text}” là cơ quan nào" for text in strange]
        leads = dict.fromkeys([*known, *further])
        return Bodies(
            tuple(pk for pk in leads if pk not in excluded),
            first.pk,
            tuple(dict.fromkeys(pk for pk in excluded if pk in members)),
            tuple(asked),
            tuple(vague),
            tuple(doubts),
        )


def is_vague(name: str) -> bool:
    """Whether a name means nobody in person: "các cơ quan, đơn vị có liên quan", "các đơn vị"."""
    low = name.casefold()
    return "liên quan" in low or re.match(r"(?:các|những|mọi)\s+(?:cơ quan|đơn vị|tổ chức|bên)\b", low) is not None


def terms_of(name: str) -> frozenset[str]:
    """The kinds of bodies that a collective is made of; empty where another word stands in it, or it is one body."""
    words = _words(name)
    is_collective = (
        len(set(words)) > 1 or re.search(r"\b(?:các|cấp|toàn|mọi|địa phương)\b", name.casefold()) is not None
    )
    return frozenset(words) if words and is_collective and set(words) <= KINDS else frozenset()


def kinds_in(name: str) -> frozenset[str]:
    """The kinds of bodies that are spoken of in a name, whatever else it says."""
    return frozenset(_words(name)) & KINDS


KINDS = frozenset(term.replace(" ", "_") for term in TERMS)


def _words(name: str) -> list[str]:
    low = re.sub(r"[^\w\s]+", " ", name.casefold().replace("uỷ", "ủy"))
    for phrase, parts in WHOLE.items():
        low = re.sub(rf"\b{phrase}\b", f" {parts} ", low)
    for term in TERMS:
        if " " in term:
            low = re.sub(rf"\b{term}\b", term.replace(" ", "_"), low)
    low = re.sub(r"\b(?:ủy ban nhân dân|ubnd)\b", " ", low)
    return [word for word in low.split() if word not in FILLING]


def _parts(match: re.Match[str]) -> list[str]:
    whole = match["whom"].strip()
    return [part for part in PARTS.split(whole) if part.strip()] if not re.search(r"^các ", whole) else [whole]
