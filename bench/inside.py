"""What is measured inside a process of the product, in the environment of a place: `python -m bench.inside JOB`."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bench import figures, reports, urging, warning
from bench.seats import cookie

Statement = tuple[str, Any]


def main(job: str) -> None:
    import django

    django.setup()
    print(json.dumps(JOBS[job]()))


# ---- who asks, and for what


def ready() -> dict[str, Any]:
    """Cookies of the accounts that ask, the assignment with the longest story, words that stand in few texts."""
    from django.db.models import Count

    from giaoviec.assignments.models import Assignment, Task

    rows = Assignment.objects.filter(agency__code="stc", parent=None).annotate(n=Count("updates")).order_by("-n")[:1]
    task = Task.objects.order_by("-id")[200]
    return {
        "cookies": {name: cookie(name) for name in ("stc.vanphong", "chanhvp", "theodoi")},
        "assignment": rows[0].pk,
        "phrase": " ".join(task.content.split()[4:9]),
        "exported": _agency_with(5_000),
        "number": task.content.rsplit("hồ sơ ", 1)[-1].rstrip(")"),
    }


def seats() -> dict[str, Any]:
    """Everybody with a post: his role, his cookie, and of a liaison the work under way that he can tell of."""
    from giaoviec.agencies.models import Membership

    rows = Membership.objects.filter(to_on=None, person__is_active=True).select_related("person").order_by("id")
    return {"seats": [(row.role, cookie(row.person.username), _under_way(row)) for row in rows]}


def _under_way(post: Any) -> list[int]:
    from giaoviec.assignments.models import Assignment
    from giaoviec.rules.moves import Stage

    if post.role != "liaison":
        return []
    rows = Assignment.objects.filter(agency=post.agency_id, parent=None, stage=Stage.UNDER_WAY, voided_at=None)
    return list(rows.order_by("due_on", "id").values_list("id", flat=True)[:40])


def _agency_with(number: int) -> int:
    """The agency whose assignments are nearest to a number."""
    from django.db.models import Count

    from giaoviec.assignments.models import Assignment

    counted = Assignment.objects.filter(parent=None).order_by().values_list("agency_id").annotate(n=Count("id"))
    return int(min(counted, key=lambda row: abs(row[1] - number))[0])


# ---- writes


def writes() -> dict[str, Any]:
    """Seconds of giving one and of an update with a note, by the action and by the same statements bare."""
    return {"update": _compare(_updates()), "give": _compare(_gives())}


def _compare(deeds: Iterator[Callable[[], object]], rounds: int = 60) -> dict[str, float]:
    """Actions and bare statements take turns; each is a transaction of its own, with one commit."""
    acted, bare = [], []
    statements: list[Statement] = []
    for number in range(2 * rounds):
        deed = next(deeds)
        if number % 2:
            acted.append(_timed(deed))
        else:
            _rewind(_rehearsed(deed))
            statements = _rehearsed(deed)
            _rewind(statements)
            bare.append(_timed(partial(_bare, statements)))
    return {"action": statistics.median(acted[3:]), "bare": statistics.median(bare[3:]), "statements": len(statements)}


def _timed(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def _rehearsed(deed: Callable[[], object]) -> list[Statement]:
    """The statements of an action that is then taken back."""
    from django.db import connection, transaction

    noted: list[Statement] = []

    def spying(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            noted.append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(spying):
            deed()
        transaction.set_rollback(True)
    return noted


def _rewind(statements: list[Statement]) -> None:
    """PostgreSQL takes no keys back with a transaction: the bare inserts are to get the same ones."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    tables = {sql.split('"')[1] for sql, _ in statements if sql.startswith("INSERT")} - {"journal_event"}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM \"{table}\"))")


def _bare(statements: list[Statement]) -> None:
    """On the driver's own connection: begin, the statements, one commit."""
    from django.db import connection

    raw: Any = connection.connection
    if connection.vendor == "sqlite":
        raw.execute("BEGIN IMMEDIATE")
        for sql, params in statements:
            raw.execute(sql.replace("%s", "?"), params or ()).fetchall()
        raw.execute("COMMIT")
        return
    with raw.transaction(), raw.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            if cursor.description:
                cursor.fetchall()


def _updates() -> Iterator[Callable[[], object]]:
    from giaoviec import clock
    from giaoviec.agencies.queries import office
    from giaoviec.assignments.actions.doing import update
    from giaoviec.assignments.models import Assignment

    open_ones = Assignment.objects.filter(stage="under_way", parent=None).exclude(agency=office())
    for number, row in enumerate(open_ones.select_related("agency").order_by("-id")[:400].iterator()):
        by = _speaker(row.agency_id)
        if by is not None:
            what = f"Đã hoàn thành thêm {number} hạng mục, còn lại thực hiện trong tháng sau."
            moment: dict[str, Any] = {"on": clock.today(), "at": clock.now()}
            yield partial(update, row.pk, content=what, by=by, **moment)


def _gives() -> Iterator[Callable[[], object]]:
    from giaoviec import clock
    from giaoviec.agencies import principals
    from giaoviec.agencies.models import Agency, Person, Unit
    from giaoviec.assignments.actions.give import NewTask, give
    from giaoviec.documents.models import Document

    clerk = principals.principal(Person.objects.get(username="vanthu"), day=clock.today()).posts[0].actor
    unit = Unit.objects.filter(agency__kind="office").first()
    lead = Agency.objects.get(code="stc")
    assert unit is not None
    for number, document in enumerate(Document.objects.filter(kind="written").order_by("-id")[:400].iterator()):
        task = NewTask(
            content=f"Rà soát, báo cáo kết quả thực hiện nội dung số {number}", leads=(lead.pk,),
            monitoring_unit_id=unit.pk, due_on=clock.today(), due_text="trong ngày",
        )  # fmt: skip
        moment: dict[str, Any] = {"on": clock.today(), "at": clock.now()}
        yield partial(give, document, [task], by=clerk, **moment)


def _speaker(agency: int) -> Any:
    from giaoviec import clock
    from giaoviec.agencies import principals
    from giaoviec.agencies.models import Membership

    post = Membership.objects.filter(agency=agency, role="liaison", to_on=None).select_related("person").first()
    return principals.principal(post.person, day=clock.today()).posts[0].actor if post else None


# ---- reads


def search() -> dict[str, Any]:
    """Seconds of finding a phrase, with marks and without."""
    from giaoviec import clock
    from giaoviec.agencies import principals
    from giaoviec.agencies.models import Person
    from giaoviec.agencies.text import plain
    from giaoviec.documents.search import find

    by = principals.principal(Person.objects.get(username="chanhvp"), day=clock.today()).posts[0].actor
    known = ready()
    asked = {"marks": known["phrase"], "none": plain(known["phrase"]), "number": f'"{known["number"]}"'}
    return {name: _often(partial(find, by, words, 50)) for name, words in asked.items()}


def _often(deed: Callable[[], object], times: int = 40) -> float:
    deed()
    return statistics.median(_timed(deed) for _ in range(times))


def size() -> dict[str, Any]:
    from giaoviec.agencies.models import Agency
    from giaoviec.assignments.models import Assignment
    from giaoviec.documents.models import SearchEntry

    return {
        "assignments": Assignment.objects.count(),
        "agencies": Agency.objects.filter(dissolved_on=None).count(),
        "texts": SearchEntry.objects.count(),
    }


JOBS: dict[str, Callable[[], dict[str, Any]]] = {
    "ready": ready, "seats": seats, "writes": writes, "search": search, "size": size, "urge": urging.urge,
    "live": warning.live, "warn": warning.warn, "alike": warning.alike,
    "reports": reports.printing, "freezing": reports.freezing, "figures": figures.pages,
}  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
