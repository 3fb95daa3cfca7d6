"""Every address of the product from its URL map, and for each an example of a thing of one agency, or of nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Model, QuerySet
from django.urls import URLPattern, URLResolver, get_resolver

from giaoviec.agencies.models import Agency, Alias, Delegation, GroupMember, Membership, Unit
from giaoviec.assignments.models import Assignment, Claim, Collaboration, Explanation, Obstacle, ObstacleCase
from giaoviec.assignments.views.moves import BY_SLUG
from giaoviec.documents.models import Attachment, Document, DocumentKind, Habit
from giaoviec.duties.models import Duty
from giaoviec.evaluation.models import Contest, SheetLine
from giaoviec.exchange.models import Received
from giaoviec.journal.models import Event
from giaoviec.ops.models import Backup, Incident, Purge
from giaoviec.oversight.models import (
    ChairmanReport,
    Draw,
    Inspection,
    LeaderAct,
    OwnRegulation,
    ProposalRun,
    ReportLine,
    SecondLook,
    Sheet,
    Suggestion,
    Urging,
)
from giaoviec.oversight.views.inspection import STEPS as INSPECTION_STEPS
from giaoviec.oversight.views.reports_up import STEPS as REPORT_STEPS
from giaoviec.reporting.models import AskedReport, Report
from giaoviec.site.models import SavedList

MISSING = 987_654_321
NOT_OURS = ("static/",)
Found = dict[str, Any] | None


@dataclass(frozen=True)
class Route:
    """An address with its parameters' names, as the URL map states it."""

    path: str
    parameters: tuple[str, ...]

    def fill(self, values: dict[str, Any]) -> str:
        """The address with these values in the places of its parameters."""
        filled = self.path
        for part in self.path.split("<")[1:]:
            inner = part.partition(">")[0]
            filled = filled.replace(f"<{inner}>", str(values[inner.rpartition(":")[2]]))
        return f"/{filled}"


def routes() -> list[Route]:
    """All addresses, in the order of the map."""
    return [route for route in _walk(get_resolver().url_patterns) if not route.path.startswith(NOT_OURS)]


def _walk(patterns: Sequence[URLPattern | URLResolver], before: str = "") -> Iterator[Route]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        else:
            yield Route(path, tuple(pattern.pattern.converters))


# ---- examples: the longest beginning of an address says what its numbers are of


def example(route: Route, agency: Agency, chosen: dict[str, Any]) -> Found:
    """Values of a route's parameters that name a thing of an agency; None where the demonstration has none of it."""
    beginnings = [known for known in EXAMPLES if route.path.startswith(known)]
    found = EXAMPLES[max(beginnings, key=len)](agency) if beginnings else None
    return found if found is not None and {*route.parameters} <= {*found, *chosen} else None


def missing(route: Route) -> dict[str, Any]:
    """Values that name nothing."""
    odd = {"act": "00000000-0000-0000-0000-000000000000", "year": 1901}
    return {name: odd.get(name, MISSING) for name in route.parameters}


def _one(rows: QuerySet[Any]) -> Found:
    row = rows.order_by("pk").first()
    return None if row is None else {"pk": row.pk}


def _of(model: type[Model], path: str, **more: Any) -> Callable[[Agency], Found]:
    return lambda agency: _one(model._default_manager.filter(**{path: agency}, **more))


def _any(model: type[Model], **more: Any) -> Callable[[Agency], Found]:
    return lambda _agency: _one(model._default_manager.filter(**more))


def _itself(agency: Agency) -> Found:
    return {"pk": agency.pk, "agency": agency.pk}


def _document(agency: Agency) -> Found:
    """A document whose work is this agency's alone."""
    others = Assignment.objects.exclude(agency=agency).values("document")
    mine = Document.objects.filter(assignments__agency=agency, assignments__parent=None)
    return _one(mine.exclude(pk__in=others)) or _one(mine)


def _with_file(subject: str, rows: QuerySet[Any], name: str = "pk") -> Found:
    hung = Attachment.objects.filter(subject=subject, subject_id__in=rows.values("pk"), voided_at=None)
    file = hung.order_by("pk").first()
    return None if file is None else {name: file.subject_id, "file_id": file.pk, "number": 1}


def _document_file(agency: Agency) -> Found:
    return _with_file("document", Document.objects.filter(assignments__agency=agency))


def _assignment_file(agency: Agency) -> Found:
    claims = Claim.objects.filter(assignment__agency=agency, assignment__parent=None, voided_at=None)
    found = _with_file("claim", claims)
    return found and found | {"pk": Claim.objects.get(pk=found["pk"]).assignment_id}


def _assignment(agency: Agency) -> Found:
    return _one(Assignment.objects.filter(agency=agency, parent=None, stage="under_way"))


def _renamed(find: Callable[[Agency], Found], name: str) -> Callable[[Agency], Found]:
    def found(agency: Agency) -> Found:
        values = find(agency)
        return None if values is None else {name: values["pk"]}

    return found


def _sheet(agency: Agency) -> Found:
    row = Sheet.objects.filter(assignment__agency=agency).order_by("pk").first()
    return None if row is None else {"pk": row.inspection_id, "sheet_id": row.pk}


def _draw(agency: Agency) -> Found:
    row = Draw.objects.filter(inspected__agency=agency).order_by("pk").first()
    return None if row is None or row.inspected is None else {"pk": row.inspected.inspection_id, "draw_id": row.pk}


def _inspection(agency: Agency) -> Found:
    found = _one(Inspection.objects.filter(inspected__agency=agency))
    return found and found | {"which": "ket-luan"}


def _act(_agency: Agency) -> Found:
    return {"act": Event.objects.order_by("-id").values_list("act", flat=True)[0]}


def _person(agency: Agency) -> Found:
    seat = Membership.objects.filter(agency=agency).order_by("pk")[0]
    return {"pk": seat.person_id, "post": seat.pk}


def _alias(agency: Agency) -> Found:
    row = Alias.objects.filter(agency=agency).order_by("pk").first()
    return None if row is None else {"pk": agency.pk, "alias": row.pk}


def _group(agency: Agency) -> Found:
    row = GroupMember.objects.filter(agency=agency).order_by("pk").first()
    return None if row is None else {"pk": agency.pk, "group": row.group_id}


def _unit(agency: Agency) -> Found:
    row = Unit.objects.filter(agency=agency).order_by("pk").first()
    return None if row is None else {"pk": agency.pk, "unit": row.pk}


def _report(agency: Agency) -> Found:
    found = _one(Report.objects.filter(agency=agency))
    return found and found | {"key": "ket-qua", "form": "docx", "number": 1}


def _asked(agency: Agency) -> Found:
    found = _one(AskedReport.objects.filter(answers__agency=agency))
    return found and found | {"form": "xlsx", "agency": agency.pk}


def _compliance(_agency: Agency) -> Found:
    found = _one(Report.objects.filter(kind="compliance"))
    return found and found | {"key": "danh-gia", "form": "docx", "number": 1}


def _evaluated(agency: Agency) -> Found:
    row = SheetLine.objects.filter(sheet__agency=agency, sheet__kind="agency").order_by("pk").first()
    return None if row is None else {"pk": row.sheet_id, "line": row.pk}


def _fixed(**values: Any) -> Callable[[Agency], Found]:
    return lambda _agency: values


EXAMPLES: dict[str, Callable[[Agency], Found]] = {
    "gia-han/": _of(Assignment, "agency", extension_rows__isnull=False),
    "danh-sach/": _any(SavedList),
    "lich/": _fixed(token="khong-co-dia-chi-nay"),
    "huong-dan/<slug:slug>/": _fixed(slug="index"),
    "huong-dan/anh/": _fixed(name="khong-co.png"),
    "van-ban/<int:pk>/": _document,
    "van-ban/<int:pk>/tep/": _document_file,
    "quan-tri/thoi-quen-doc/": _any(Habit),
    "viec/cay/": _renamed(_document, "document_id"),
    "viec/hoan-tac/": _act,
    "viec/<int:pk>/": _assignment,
    "viec/<int:pk>/tep/": _assignment_file,
    "chuong-trinh/": _any(Document, kind=DocumentKind.PROGRAMME),
    "co-quan/": _itself,
    "gop-y/": _of(Suggestion, "agency"),
    "viec-thuong-ky/": _of(Duty, "agency", assignment_id=None),
    "vuong-mac/nhom/": _of(ObstacleCase, "obstacles__assignment__agency"),
    "vuong-mac/viec/": _assignment,
    "vuong-mac/<int:pk>/": _of(Obstacle, "assignment__agency"),
    "ngay-cua-ai/co-quan/": _itself,
    "ngay-cua-ai/viec/": _assignment,
    "giai-trinh/": _of(Explanation, "assignment__agency"),
    "huong-dan-viec/": _assignment,
    "quy-che-noi-bo/<int:pk>/": _itself,
    "quy-che-noi-bo/<int:pk>/tep/": lambda agency: _with_file(
        "own_regulation", OwnRegulation.objects.filter(agency=agency)
    ),
    "phoi-hop/": _of(Collaboration, "agency"),
    "don-doc/lap/": _any(ProposalRun),
    "don-doc/viec/": _assignment,
    "don-doc/<int:pk>/": _of(Urging, "agency"),
    "kiem-tra/ke-hoach/": _fixed(year=2026),
    "kiem-tra/ty-le/": _itself,
    "kiem-tra/viec/": _renamed(_assignment, "assignment"),
    "kiem-tra/xem-lai/": _of(SecondLook, "assignment__agency"),
    "kiem-tra/<int:pk>/": _inspection,
    "kiem-tra/<int:pk>/mau/": _draw,
    "kiem-tra/<int:pk>/phieu/": _sheet,
    "chi-dao/viec/": _assignment,
    "chi-dao/co-quan/": _itself,
    "chi-dao/<int:pk>/": _of(LeaderAct, "agency"),
    "bao-cao-chu-tich/<int:pk>/": _any(ChairmanReport),
    "bao-cao-chu-tich/dong/": _of(ReportLine, "agency"),
    "so-lieu/xuat.": _fixed(form="csv"),
    "so-lieu/danh-sach/xuat.": _fixed(form="csv"),
    "so-lieu/chenh-lech/xuat.": _fixed(form="csv"),
    "so-lieu/van-ban/": _document,
    "bao-cao/<int:pk>/": _report,
    "bao-cao/yeu-cau/": _asked,
    "so-lieu/cong-viec/xuat.": _fixed(form="csv"),
    "tuan-thu/xuat.": _fixed(form="csv"),
    "tuan-thu/bao-cao/": _compliance,
    "tuan-thu/<slug:slug>/": _fixed(slug="qc-7-1", form="csv"),
    "danh-gia/nam/": _fixed(year=2025, form="xlsx"),
    "danh-gia/kien-nghi/": _of(Contest, "sheet__agency"),
    "danh-gia/<int:pk>/": _evaluated,
    "van-ban/phong-cho/": _fixed(key="khong-co-tep-nay", slug="xac-nhan"),
    "van-hanh/sao-luu/": _any(Backup),
    "van-hanh/xoa/": _any(Purge),
    "van-hanh/su-co/": _any(Incident),
    "trao-doi/": _any(Received),
    "trao-doi/<int:pk>/tep/": lambda _agency: _with_file("received", Received.objects.all()),
    "ca-nhan/buoc-hai/": _any(Authenticator),
    "ca-nhan/uy-quyen/": _any(Delegation),
    "ca-nhan/phien/": _fixed(mark="khong-co-phien-nay"),
    "quan-tri/co-quan/<int:pk>/": _itself,
    "quan-tri/co-quan/<int:pk>/ten-khac/": lambda agency: _alias(agency) or _itself(agency),
    "quan-tri/co-quan/<int:pk>/nhom/": lambda agency: _group(agency) or _itself(agency),
    "quan-tri/co-quan/<int:pk>/phong-ban/": lambda agency: _unit(agency) or _itself(agency),
    "quan-tri/nguoi-dung/": _person,
    "quan-tri/ho-so/": _fixed(code="binh-thuan-2015"),
    "quan-tri/lich/": _fixed(year=2026),
}
"""By the beginning of an address: what its parameters may be. The longest that fits is taken."""

WORDS: dict[str, Sequence[str]] = {
    "viec/<int:pk>/<slug:slug>/": sorted(BY_SLUG),
    "kiem-tra/<int:pk>/<slug:slug>/": sorted(INSPECTION_STEPS),
    "bao-cao-chu-tich/<int:pk>/<slug:step>/": sorted(REPORT_STEPS),
}
"""Addresses of which each word is an act of its own, and so a row of its own in the table."""
