"""What has happened, not yet written: rows, acts, words to be found, notices; and the writing of it all at the end."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction

from giaoviec.agencies import models as agencies
from giaoviec.agencies.text import plain
from giaoviec.assignments import models as assignments
from giaoviec.demo.ledger import Ledger, Row
from giaoviec.documents import models as documents
from giaoviec.documents.files import media_type, path_of
from giaoviec.duties import models as duties
from giaoviec.journal import anchor, chain
from giaoviec.journal.actions import Act, canonical
from giaoviec.journal.models import Event, Head, Touch
from giaoviec.rules.access import Actor
from giaoviec.rules.likeness import bands, fingerprint, packed

MODELS = (
    agencies.Agency, agencies.AgencyName, agencies.Alias, agencies.AgencyGroup, agencies.GroupMember, agencies.Unit,
    agencies.Person, agencies.Membership, agencies.Delegation, agencies.Succession, agencies.SuccessionPart,
    documents.Document, documents.Blob, assignments.Series, assignments.Task, assignments.Assignment,
    documents.Passage, documents.Attachment, documents.TextPrint, documents.PrintBand, documents.Revision,
    assignments.StageSpell, assignments.DueDate,
    assignments.TakingUp, assignments.Update, assignments.Return, assignments.Claim, assignments.Verification,
    assignments.Extension, assignments.Obstacle, assignments.Explanation, assignments.Message,
    assignments.Collaboration, assignments.WrittenReport, assignments.OutsideWait, duties.Duty, duties.Notice,
    duties.TickRun, documents.SearchEntry, Touch, Event,
)  # fmt: skip
"""Every table that a demonstration fills, parents first."""


@dataclass(slots=True)
class Words:
    """A text that is to be found, and since when."""

    at: datetime
    values: Row


@dataclass(slots=True)
class Book:
    """Rows and acts of a stretch of time. `told_since` is the day since which people are told things on their desks."""

    ledger: Ledger
    chance: Random
    now: datetime
    told_since: date
    acts: list[Act] = field(default_factory=list)
    words: dict[tuple[str, int, str], Words] = field(default_factory=dict)
    notices: list[Row] = field(default_factory=list)
    blobs: set[str] = field(default_factory=set)

    def act(
        self, verb: str, *, by: Actor | None, on: date, at: datetime, subject: str, subject_id: int | None, **facts: Any
    ) -> Act:
        """An act that is carried out now; its event is written with all others."""
        made = Act(verb, by, on, at, subject, subject_id, id=self.uuid(at), facts=facts)
        self.acts.append(made)
        return made

    def uuid(self, at: datetime) -> UUID:
        """In the order of time, so that indexes grow at their end."""
        return UUID(int=int(at.timestamp()) << 96 | self.chance.getrandbits(96), version=4)

    def add(self, model: Any, **values: Any) -> Row:
        return self.ledger.add(model, **values)

    def index(
        self,
        a: Act,
        subject: str,
        subject_id: int,
        document: int,
        text: str,
        *,
        part: str = "",
        agency: int | None = None,
    ) -> None:
        """As `documents.search.index`, for texts of less than a stretch: in place of what stood there."""
        marked = unicodedata.normalize("NFC", text)
        values = {
            "subject": subject, "subject_id": subject_id, "document_id": document, "agency_id": agency,
            "act": a.id, "part": part, "marked": marked, "plain": plain(marked),
        }  # fmt: skip
        self.words[subject, subject_id, part] = Words(a.at, values)

    def attach(self, thing: Row, subject: str, name: str, data: bytes, text: str) -> Row:
        """A file on disk by its digest, hanging on a thing since the act that made it; the same bytes once."""
        digest = sha256(data).hexdigest()
        if digest not in self.blobs:
            self.blobs.add(digest)
            path = path_of(digest)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            self.add(documents.Blob, sha256=digest, size=len(data), created_at=thing["recorded_at"])
        since = {column: thing[column] for column in ("on", "recorded_at", "act", "by_id", "by_text")}
        values = {"subject_id": thing["id"], "blob_id": digest, "name": name, "text": text}
        made = self.add(documents.Attachment, subject=subject, media_type=media_type(name), **values, **since)
        if subject == "claim":
            self._print(made)
        return made

    def _print(self, file: Row) -> None:
        """As `documents.prints.keep`."""
        found = fingerprint(file["text"])
        if found is None:
            return
        kept = self.add(
            documents.TextPrint, subject=file["subject"], subject_id=file["subject_id"], attachment_id=file["id"],
            print=packed(found), act=file["act"],
        )  # fmt: skip
        for value in bands(found):
            self.add(documents.PrintBand, print_id=kept["id"], value=value)

    def tell(
        self, a: Act, *, agency: int, kind: str, subject: str, subject_id: int, text: str, key: str, **who: Any
    ) -> None:
        """As `duties.actions.tell`; only what is not long ago stays on desks."""
        if a.on < self.told_since:
            return
        self.notices.append(
            {
                "agency_id": agency, "kind": kind, "subject": subject, "subject_id": subject_id, "text": text,
                "key": key, "on": a.on, "at": a.at, "act": a.id, **who,
            }
        )  # fmt: skip

    def write(self) -> int:
        """Writes everything in one transaction and forgets it; the journal's head moves on. Says how many rows."""
        self.settle_order()
        with transaction.atomic(savepoint=False):  # SQLite's journal of a savepoint is walked at each row
            head = Head.objects.select_for_update().get(pk=1)
            self._events(head)
            written = self.ledger.write()
            Head.objects.filter(pk=1).update(event_id=head.event_id, digest=head.digest)
            self.ledger.reset_sequences()
            transaction.on_commit(lambda: anchor.drop(head.event_id, head.digest))
        return written

    def settle_order(self) -> None:
        """Keys of what is listed by key follow time."""
        for words in sorted(self.words.values(), key=lambda words: words.at):
            self.ledger.add(documents.SearchEntry, **words.values)
        for notice in sorted(self.notices, key=lambda notice: notice["at"]):
            self.ledger.add(duties.Notice, **notice)
        self.words, self.notices = {}, []

    def _events(self, head: Head) -> None:
        """One event an act, in the order of time, each over the one before."""
        for a in sorted(self.acts, key=lambda act: act.at):
            self._touches(a)
            values: Row = {
                "id": head.event_id + 1, "act": a.id, "at": a.at, "on": a.on, "verb": a.verb,
                "actor_id": a.by.person_id if a.by else None, "actor": a.label,
                "agency_id": a.by.agency_id if a.by else None, "subject": a.subject, "subject_id": a.subject_id,
                "facts": canonical(a), "previous": head.digest,
            }  # fmt: skip
            head.digest = chain.digest([values[name] for name in chain.COLUMNS])
            head.event_id += 1
            self.ledger.add(Event, digest=head.digest, **values)
        self.acts = []

    def _touches(self, a: Act) -> None:
        for subject, pk in sorted(a.touched - {(a.subject, a.subject_id)}):
            self.ledger.add(Touch, act=a.id, subject=subject, subject_id=pk)


def is_empty(tables: Iterable[Any] = (agencies.Agency, agencies.Person, documents.Document, Event)) -> bool:
    """Whether nobody has entered anything yet."""
    return not any(model._default_manager.exists() for model in tables)
