"""Advice on a claim (8.1a): what `rules.evidence` finds about it, with a way to the other claims that show the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from giaoviec.agencies.models import Agency, Alias
from giaoviec.assignments import queries
from giaoviec.assignments.models import Assignment, Claim
from giaoviec.documents import prints
from giaoviec.documents.files import NewFile
from giaoviec.documents.models import Attachment
from giaoviec.journal.actions import Act
from giaoviec.rules.access import Actor
from giaoviec.rules.evidence import Asked, Check, File, Finding, Shown, Twin, bare, findings
from giaoviec.rules.symbol import Symbol, SymbolError
from giaoviec.rules.tasks import Deliverable

SUBJECT = "claim"
MOST = 5
"""Other claims that are named."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A finding, and where the other work is, if it may be seen."""

    finding: Finding
    url: str


def keep_prints(a: Act, claim: Claim, attached: Sequence[Attachment]) -> None:
    """Keeps the fingerprints of what a claim shows, within the act that makes it."""
    prints.keep(a, SUBJECT, claim.pk, claim.content)
    for file in attached:
        prints.keep(a, SUBJECT, claim.pk, file.text, attachment=file)


def of_claim(actor: Actor, assignment: Assignment) -> list[Advice]:
    """What is found about the claim that waits to be judged; nothing where none does."""
    claim = Claim.objects.filter(assignment=assignment, voided_at=None, verdict="").order_by("-id").first()
    if claim is None:
        return []
    hung = list(Attachment.objects.filter(subject=SUBJECT, subject_id=claim.pk, voided_at=None).order_by("id"))
    return _advice(
        actor, assignment, content=claim.content, number=claim.product_number, dated_on=claim.product_on,
        signer=claim.product_signer, claimed_on=claim.on, claim_id=claim.pk,
        files=[_Seen(file.name, file.text, file.blob_id) for file in hung],
    )  # fmt: skip


def of_draft(
    actor: Actor,
    assignment: Assignment,
    *,
    content: str,
    number: str,
    dated_on: date | None,
    signer: str,
    files: Sequence[NewFile],
    on: date,
) -> list[Advice]:
    """What would be found about a claim that has not been sent."""
    return _advice(
        actor, assignment, content=content, number=number, dated_on=dated_on, signer=signer, claimed_on=on,
        claim_id=None, files=[_Seen(file.name, file.text, file.sha256) for file in files],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seen:
    name: str
    text: str
    sha256: str


def _advice(
    actor: Actor,
    assignment: Assignment,
    *,
    content: str,
    number: str,
    dated_on: date | None,
    signer: str,
    claimed_on: date,
    claim_id: int | None,
    files: Sequence[_Seen],
) -> list[Advice]:
    task, shown = assignment.task, tuple(File(file.name, file.text) for file in files)
    asked = Asked(
        assignment.content or task.content, task.product, Deliverable(task.deliverable),
        min(assignment.document.issued_on, assignment.given_on), assignment.agency.name, _marks(assignment.agency),
    )  # fmt: skip
    met = list(_same(content, number, dated_on, files, besides=claim_id))
    twins, seen = _twins(actor, assignment, met)
    claim = Shown(content, number, dated_on, signer, claimed_on, shown, _issuer(number, asked))
    return [
        Advice(found, f"/viec/{found.about}/" if found.about in seen else "") for found in findings(asked, claim, twins)
    ]


# ---- whose number it is


def _marks(agency: Agency) -> frozenset[str]:
    """How an agency's documents name it: its short name ("BQL KCN", also "BQL"), its code, its other names."""
    names = [agency.short_name, agency.code, agency.name, *agency.aliases.values_list("text", flat=True)]
    parts = [part for part in agency.short_name.split() if len(part) > 2 and part.isupper()]
    body = ["UBND"] if agency.kind in ("commune", "district") else []
    return frozenset(filter(None, map(bare, [*names, *parts, *body])))


def _issuer(number: str, asked: Asked) -> str:
    """The other agency whose mark stands in a number; empty for none, for several, for what cannot be read."""
    try:
        symbol = Symbol.parse(number)
    except SymbolError:
        return ""
    marks = {part for part in (symbol.body, symbol.unit) if part}
    if {bare(mark) for mark in marks} & asked.marks:
        return ""
    named = set(Agency.objects.filter(short_name__in=marks, dissolved_on=None).values_list("name", flat=True))
    named |= set(Alias.objects.filter(text__in=marks).values_list("agency__name", flat=True))
    return named.pop() if len(named) == 1 else ""


# ---- shown before


@dataclass(frozen=True, slots=True)
class _Met:
    """Another claim that shows the same: how, by which file, how much of it."""

    kind: Check
    claim_id: int
    what: str = ""
    share: float = 1.0


def _same(
    content: str, number: str, dated_on: date | None, files: Sequence[_Seen], *, besides: int | None
) -> Iterator[_Met]:
    own = [besides] if besides else []
    yield from _same_files(files, own)
    for file in files:
        for like in prints.alike(file.text, subject=SUBJECT, besides=own)[:MOST]:
            yield _Met(Check.SAME_TEXT, like.subject_id, file.name, like.share)
    for like in prints.alike(content, subject=SUBJECT, besides=own)[:MOST]:
        yield _Met(Check.SAME_TEXT, like.subject_id, "", like.share)
    if number:
        same = Claim.objects.filter(product_number=number, product_on=dated_on, voided_at=None).exclude(pk__in=own)
        yield from (_Met(Check.SAME_NUMBER, pk) for pk in same.order_by("-id").values_list("pk", flat=True)[:MOST])


def _same_files(files: Sequence[_Seen], own: Iterable[int]) -> Iterator[_Met]:
    names = {file.sha256: file.name for file in files}
    same = Attachment.objects.filter(blob_id__in=names, subject=SUBJECT, voided_at=None).exclude(subject_id__in=own)
    for claim, sha256 in same.order_by("-id").values_list("subject_id", "blob_id")[:MOST]:
        yield _Met(Check.SAME_FILE, claim, names[sha256])


def _twins(actor: Actor, assignment: Assignment, met: Sequence[_Met]) -> tuple[list[Twin], set[int]]:
    """The other claims as the rule book sees them, each once, by what tells most; and which works may be seen."""
    claims = {claim.pk: claim for claim in _claims({one.claim_id for one in met})}
    others = {claim.assignment_id for claim in claims.values()}
    seen = set(queries.visible(actor).filter(pk__in=others).values_list("pk", flat=True))
    twins: dict[int, Twin] = {}
    for one in met:
        claim = claims.get(one.claim_id)
        if claim is not None and claim.assignment_id not in twins:
            twins[claim.assignment_id] = _twin(one, claim, assignment, visible=claim.assignment_id in seen)
    return list(twins.values())[:MOST], seen


def _claims(pks: set[int]) -> QuerySet[Claim]:
    found = Claim.objects.filter(pk__in=pks, voided_at=None, assignment__voided_at=None)
    return found.select_related("assignment__task", "assignment__agency")


def _twin(one: _Met, claim: Claim, assignment: Assignment, *, visible: bool) -> Twin:
    other = claim.assignment
    words = (other.content or other.task.content)[:120]
    return Twin(
        one.kind, other.pk, one.what, f"{words} ({other.agency.short_name})" if visible else "",
        earlier=other.pk == assignment.pk,
        related=other.document_id == assignment.document_id and other.agency_id == assignment.agency_id,
        share=one.share,
    )  # fmt: skip
