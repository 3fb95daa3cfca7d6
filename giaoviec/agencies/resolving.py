"""Which agency a text means: names, short names, aliases, codes, and old names followed to their successors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from giaoviec.agencies.models import Agency, AgencyName, Alias, SuccessionPart
from giaoviec.agencies.text import name_key

_PROVINCE = re.compile(r"^(.+?) tinh \w+(?: \w+)?$")


def resolve(text: str, on: date) -> tuple[Agency, ...]:
    """The agencies that a text may mean on a day, in official order: none, one, or several to choose from."""
    return Resolver(on).resolve(text)


class Resolver:
    """All names in memory for one day: for texts with many names (a directive, an import). Four queries in all."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.agencies = {agency.pk: agency for agency in Agency.objects.all()}
        self.by_key: dict[str, set[int]] = defaultdict(set)
        for agency in self.agencies.values():
            self._learn(agency.pk, [agency.name, agency.short_name, agency.code, agency.identity_code])
        for pk, name, short in AgencyName.objects.filter(voided_at=None).values_list("agency", "name", "short_name"):
            self._learn(pk, [name, short])
        for pk, text in Alias.objects.values_list("agency", "text"):
            self._learn(pk, [text])
        self.successors: dict[int, list[int]] = defaultdict(list)
        parts = SuccessionPart.objects.filter(succession__voided_at=None, succession__on__lte=on)
        for predecessor, successor in parts.values_list("predecessor", "successor").order_by("id"):
            if successor is not None and successor != predecessor:
                self.successors[predecessor].append(successor)

    def resolve(self, text: str) -> tuple[Agency, ...]:
        """See `resolve`."""
        key = name_key(text)
        found = self._alive(self.by_key.get(key, ()))
        if not found and (match := _PROVINCE.match(key)):
            found = self._alive(self.by_key.get(match[1], ()))
        return tuple(sorted(found, key=lambda agency: (agency.position, agency.pk)))

    def _learn(self, pk: int, texts: Iterable[str]) -> None:
        for key in map(name_key, texts):
            if key:
                self.by_key[key].add(pk)

    def _alive(self, ids: Iterable[int]) -> set[Agency]:
        """The agencies themselves where they exist on the day, else those that took their work over."""
        waiting, seen, found = list(ids), set[int](), set[Agency]()
        while waiting:
            pk = waiting.pop()
            if pk in seen:
                continue
            seen.add(pk)
            agency = self.agencies[pk]
            if agency.dissolved_on is None or agency.dissolved_on > self.on:
                found.add(agency)
            else:
                waiting.extend(self.successors[pk])
        return {agency for agency in found if agency.founded_on <= self.on}
