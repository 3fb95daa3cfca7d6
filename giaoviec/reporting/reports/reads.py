"""Reports as an actor may see them, what was frozen of them, and whether that is still whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from django.db.models import Q, QuerySet

from giaoviec.documents.files import open_bytes
from giaoviec.reporting.models import OUT, Amendment, RenderedFile, Report, Snapshot, Stage
from giaoviec.reporting.models import Line as Frozen
from giaoviec.reporting.reports.building import asked_of, built
from giaoviec.reporting.reports.content import Content, of_stored
from giaoviec.reporting.reports.lines import OVERDUE, Line, digest_of, lines, of_values
from giaoviec.reporting.reports.paper import Signed
from giaoviec.rules.access import Actor, may


def visible(actor: Actor) -> QuerySet[Report]:
    """The province's leaders and the Office see the Office's reports and what agencies sent, an agency its own; the
    evaluator and the auditor the Office's frozen ones."""
    rows = Report.objects.filter(voided_at=None).select_related("agency")
    own = Q(agency=actor.agency_id, of_office=actor.is_office)
    if may(actor, "see_reports") is None:
        return rows.filter(Q(of_office=True) | Q(stage__in=OUT) | own)
    if may(actor, "see_reports", agency_id=actor.agency_id) is None:
        return rows.filter(own)
    if may(actor, "see_frozen") is None:
        return rows.filter(of_office=True, stage=Stage.FROZEN)
    return rows.none()


def get(actor: Actor, pk: int) -> Report | None:
    """One report through what the actor may see; None for a stranger."""
    return visible(actor).filter(pk=pk).first()


def replacement(actor: Actor, report: Report) -> Report | None:
    """The report that an agency writes in the place of one that was sent back, where the actor may see it."""
    return visible(actor).filter(replaces=report).first()


def siblings(report: Report) -> list[Report]:
    """The agencies' reports of the Office's period, in official order, whatever came of them."""
    rows = Report.objects.filter(
        kind=report.kind, first=report.first, last=report.last, of_office=False, voided_at=None
    ).exclude(stage=Stage.SENT_BACK)  # fmt: skip
    return list(rows.select_related("agency").order_by("agency__position", "agency_id"))


# ---- what it says


def snapshot_of(report: Report) -> Snapshot | None:
    return Snapshot.objects.filter(report=report).first()


def said(report: Report) -> tuple[Content, list[Line]]:
    """What a report says with its late lines: as it was frozen, else as it stands now."""
    snapshot = snapshot_of(report)
    if snapshot is not None:
        return of_stored(snapshot.content), frozen_lines(snapshot, only=OVERDUE)
    asked = asked_of(report)
    late = lines(asked.scope, only=OVERDUE)
    return built(asked, report=report, late=late), late


def frozen_lines(snapshot: Snapshot, *, only: Sequence[str] = ()) -> list[Line]:
    """The lines as they were frozen, in their order; `only` of these cells."""
    rows = Frozen.objects.filter(snapshot=snapshot).order_by("position")
    if only:
        rows = rows.filter(cell__in=only)
    return [of_values(values) for values in rows.values_list("values", flat=True).iterator(chunk_size=5000)]


def lines_of(report: Report, *, only: Sequence[str] = (), agency: str = "") -> list[Line]:
    """The lines behind a number: as frozen, else as they stand now; of one agency by its id."""
    snapshot = snapshot_of(report)
    found = frozen_lines(snapshot, only=only) if snapshot else lines(asked_of(report).scope, only=only)
    return [line for line in found if not agency or str(line.agency_id) == agency]


def signed_of(report: Report) -> Signed:
    """What the signing put on the paper."""
    return Signed(
        report.full_number, report.signed_on, report.signer_name, report.signer_authority, report.signer_post
    )  # fmt: skip


# ---- what was kept


def file_of(report: Report, form: str, amendment: int | None = None) -> RenderedFile | None:
    """The kept file of a form; of an amendment by its number."""
    rows = RenderedFile.objects.filter(report=report, form=form).select_related("attachment__blob")
    if amendment is None:
        return rows.filter(amendment=None).first()
    return rows.filter(amendment__number=amendment).first()


def amendments(report: Report) -> list[Amendment]:
    return list(Amendment.objects.filter(report=report, voided_at=None).prefetch_related("files"))


def whole_digest(content: str, digests: Sequence[str]) -> str:
    """The digest of a frozen report: of its content and of the digest of each line, in order."""
    sum_of = hashlib.sha256(content.encode())
    for digest in digests:
        sum_of.update(digest.encode())
    return sum_of.hexdigest()


def left_digest(snapshot: Snapshot) -> str:
    """The digest of what a purge (6.2) left: of the content, and of each line's digest with that of what stands now."""
    rows = Frozen.objects.filter(snapshot=snapshot).order_by("position").values_list("values", "digest", "purged")
    digests = [digest + digest_of(values) if purged else digest for values, digest, purged in rows]
    return whole_digest(snapshot.content, digests)


def purged_lines(snapshot: Snapshot) -> int:
    """How many of its lines were purged (6.2)."""
    return Frozen.objects.filter(snapshot=snapshot, purged=True).count()


def damage(report: Report) -> list[str]:
    """What is no longer as it was frozen, as sentences; none where everything is whole. Every line and file is read."""
    snapshot = snapshot_of(report)
    if snapshot is None:
        return ["Báo cáo chưa chốt."]
    return [*_wrong_lines(snapshot), *_wrong_amendments(report), *_wrong_files(report)]


def _wrong_lines(snapshot: Snapshot) -> Iterator[str]:
    rows = Frozen.objects.filter(snapshot=snapshot).order_by("position")
    columns = rows.values_list("position", "values", "digest", "purged")
    digests = []
    for position, values, digest, purged in columns.iterator(chunk_size=5000):
        now = digest_of(values)
        digests.append(digest + now if purged else digest)
        if now != digest and not purged:
            yield f"Dòng {position} không còn như khi chốt."
    if len(digests) != snapshot.lines:
        yield f"Còn {len(digests)} trong {snapshot.lines} dòng đã chốt."
    if whole_digest(snapshot.content, digests) != (snapshot.purged_digest or snapshot.digest):
        yield "Số liệu, nội dung không còn như khi chốt."


def _wrong_amendments(report: Report) -> Iterator[str]:
    for row in amendments(report):
        if hashlib.sha256(row.changes.encode()).hexdigest() != (row.purged_digest or row.digest):
            yield f"Bản đính chính lần {row.number} không còn như khi ghi."


def _wrong_files(report: Report) -> Iterator[str]:
    for kept in RenderedFile.objects.filter(report=report).select_related("attachment__blob"):
        try:
            with open_bytes(kept.attachment.blob) as data:
                same = hashlib.sha256(data.read()).hexdigest() == kept.attachment.blob_id
        except OSError:
            same = False
        if not same:
            yield f"Tệp {kept.attachment.name} không còn như khi chốt."
