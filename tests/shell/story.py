"""What several tests begin with: the cast, a directive, work given from it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from giaoviec.assignments.actions.extensions import ask_extension
from giaoviec.assignments.actions.give import give
from giaoviec.assignments.completeness import NewTask
from giaoviec.assignments.models import Assignment, Extension
from giaoviec.days import HANOI
from giaoviec.documents import actions as documents
from giaoviec.documents.models import Document
from giaoviec.documents.particulars import NewDocument
from giaoviec.rules.tasks import Cycle, TaskClass
from tests.cast import DAY, Cast

ISSUED = DAY - timedelta(days=3)


def at(day: date = DAY, hour: int = 9) -> datetime:
    """A moment of a day in Hà Nội."""
    return datetime.combine(day, time(hour), HANOI).astimezone(UTC)


def when(cast: Cast, username: str, day: date = DAY, hour: int = 9) -> dict[str, Any]:
    """What every action takes."""
    return {"by": cast.actor(username), "on": day, "at": at(day, hour)}


def directive(cast: Cast, symbol: str = "21/CT-UBND", day: date = DAY, **changes: Any) -> Document:
    """A directive of the Committee, registered on a day."""
    usual: dict[str, Any] = {
        "type": "directive",
        "symbol_text": symbol,
        "summary": "Tăng cường phòng, chống sạt lở các tuyến đèo",
        "issued_on": min(ISSUED, day),
        "signer": "Trần Quang Minh",
        "signer_title": "Chủ tịch",
    }
    return documents.register(NewDocument(**(usual | changes)), **when(cast, "vanthu", day))


def given(
    cast: Cast,
    agency: str = "sxd",
    due_on: date | None = date(2026, 12, 4),
    *,
    document: Document | None = None,
    day: date = DAY,
    content: str = "Rà soát các vị trí sạt lở trên đèo Bảo Lộc, báo cáo UBND tỉnh",
    **changes: Any,
) -> Assignment:
    """One task given to one agency on a day: dated where `due_on` is said, else updated each quarter."""
    usual: dict[str, Any] = {
        "content": content,
        "leads": (cast.agency(agency).pk,),
        "monitoring_unit_id": cast.unit("tonghop").pk,
        "task_class": TaskClass.DATED if due_on else TaskClass.OPEN_ENDED,
        "due_on": due_on,
        "cycle": None if due_on else Cycle.QUARTER,
    }
    document = document or directive(cast, f"{100 + Document.objects.count()}/CT-UBND", day)
    [row] = give(document, [NewTask(**(usual | changes))], **when(cast, "vanthu", day))
    return row


def asked(cast: Cast, row: Assignment, wanted: date = date(2026, 12, 20), username: str = "sxd.vanphong") -> Extension:
    """The agency asks for an extension."""
    return ask_extension(row.pk, wanted_on=wanted, cause="disaster", reason="Mưa lũ kéo dài.", **when(cast, username))


def desk(cast: Cast, username: str, path: str = "/") -> str:
    """A page as somebody sees it."""
    response = cast.client(username).get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def text(html: str) -> str:
    """What is read of a page: no tags, one blank between words."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
