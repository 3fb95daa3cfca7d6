"""Data for measuring: one lived history, stamped again and again with other keys, agencies and numbers.

Every life is one that the rule book allowed; what differs between two prints is whose it is and which document gave it.
Constraints, indexes and triggers stay on. One event a print is written to the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Field, Model

from giaoviec.agencies.models import Agency
from giaoviec.assignments import models as assignments
from giaoviec.demo.book import MODELS
from giaoviec.demo.history import Size, Story, begin
from giaoviec.demo.ledger import Ledger, insert, much_to_write
from giaoviec.documents import models as documents
from giaoviec.duties import models as duties
from giaoviec.journal.actions import act

PRINT = 2_000
"""Assignments in the history that is stamped."""
STAMPED: tuple[type[Model], ...] = (
    documents.Document, assignments.Series, assignments.Task, assignments.Assignment, documents.Passage,
    documents.Revision, assignments.StageSpell, assignments.DueDate, assignments.TakingUp, assignments.Update,
    assignments.Return, assignments.Claim, assignments.Verification, assignments.Extension, assignments.Obstacle,
    assignments.Explanation, assignments.Message, assignments.Collaboration, assignments.WrittenReport,
    assignments.OutsideWait, duties.Duty, documents.SearchEntry,
)  # fmt: skip
FOUNDED = tuple(model for model in MODELS if model._meta.app_label == "agencies")
OTHERS = 21
"""Agencies of the province that are no communes."""
SUBJECTS = {
    "document": documents.Document, "task": assignments.Task, "assignment": assignments.Assignment,
    "update": assignments.Update, "claim": assignments.Claim, "explanation": assignments.Explanation,
    "message": assignments.Message, "obstacle": assignments.Obstacle,
}  # fmt: skip


def load(
    *, number: int, years: int, agencies: int, seed: int, today: date, now: datetime, password: str,
    tell: Callable[[int], None],
) -> None:  # fmt: skip
    """Founds a province and fills it with `number` assignments of the last `years`, in an empty database."""
    prints = -(-number // PRINT)
    size = Size(years, -(-number // prints), max(1, agencies - OTHERS), staged=False)
    story = begin(size, seed=seed, today=today, now=now, password=password)
    for _ in story.days():
        pass
    book = story.world.book
    book.settle_order()
    with transaction.atomic():
        book.ledger.write(only=FOUNDED)
    press = Press.of(story)
    with much_to_write():
        done = 0
        while done < number:
            with act("load", by=None, on=today, at=now, subject="demonstration", print=press.prints) as a:
                done += press.stamp()
                a.note(assignments=done)
            tell(done)
    book.ledger.reset_sequences()


@dataclass(slots=True)
class Plate:
    """One table's rows as the database takes them, and which columns differ from print to print.

    `keys` are (column, stride); of `subject` the stride of (`subject_id`) depends on the row; `acts` hold the number of
    the act in the history.
    """

    table: str
    columns: list[str]
    rows: list[list[Any]]
    keys: list[tuple[int, int]]
    subject: tuple[int, int] | None
    agencies: list[int]
    acts: list[int]
    numbers: tuple[int, ...]
    content: int | None

    def printed(self, press: Press) -> Iterator[list[Any]]:
        heirs, shift, head = press.heirs, press.prints, f"{press.prints:016x}"
        for row in self.rows:
            new = row.copy()
            for place, stride in self.keys:
                if new[place].__class__ is int:
                    new[place] += stride * shift
            if self.subject:
                named, place = self.subject
                new[place] += press.strides[new[named]] * shift
            for place in self.agencies:
                new[place] = heirs.get(new[place], new[place])
            for place in self.acts:
                if new[place].__class__ is int:
                    new[place] = f"{head}{new[place]:016x}"
            if shift:
                self._mark(new, shift)
            yield new

    def _mark(self, new: list[Any], shift: int) -> None:
        """Another number of the document; words of its own in what was ordered."""
        if self.numbers and new[self.numbers[0]]:
            number, symbol, full, key = self.numbers
            new[number] = f"{new[number]}.{shift}"
            new[full] = f"{new[number]}/{new[symbol]}"
            new[key] = new[full].upper()
        if self.content is not None:
            new[self.content] = f"{new[self.content]} (hồ sơ {shift}.{new[0]})"


@dataclass(slots=True)
class Press:
    """The plates of a history; `heirs` says which agency stands for which in the print that is made."""

    plates: list[Plate]
    size: int
    rings: list[list[int]]
    strides: dict[str, int]
    prints: int = 0
    heirs: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, story: Story) -> Press:
        ledger = story.world.book.ledger
        strides = {model: max((row["id"] for row in ledger.rows(model)), default=0) for model in STAMPED}
        plates = _Engraver(ledger, strides).plates()
        alive = [row for row in story.world.province.by_id.values() if row["dissolved_on"] is None]
        rings = [[row["id"] for row in alive if row["kind"] == kind] for kind in ("commune", "department")]
        named = {name: strides.get(model, 0) for name, model in SUBJECTS.items()}
        return cls(plates, len(ledger.rows(assignments.Assignment)), rings, named)

    def stamp(self) -> int:
        """Writes one print; says how many assignments it has."""
        self.heirs = {
            agency: ring[(place + self.prints * 5) % len(ring)]
            for ring in self.rings
            for place, agency in enumerate(ring)
        }
        for plate in self.plates:
            write(plate.table, plate.columns, plate.printed(self))
        self.prints += 1
        return self.size


def write(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """As `ledger.insert`; of PostgreSQL the rows are text already."""
    if connection.vendor != "postgresql":
        insert(table, columns, rows)
        return
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for chunk in batched(rows, 500):
            copy.write("".join(["\t".join(map(str, row)) + "\n" for row in chunk]))


def batched(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    source = iter(rows)
    while chunk := list(islice(source, size)):
        yield chunk


@dataclass(slots=True)
class _Engraver:
    """Makes plates of the rows of a history."""

    ledger: Ledger
    strides: dict[type[Model], int]
    acts: dict[Any, int] = field(default_factory=dict)

    def plates(self) -> list[Plate]:
        return [self._plate(model) for model in STAMPED]

    def _plate(self, model: type[Model]) -> Plate:
        fields: list[Field[Any, Any]] = list(model._meta.concrete_fields)
        names = [column.attname for column in fields]
        acts = [place for place, column in enumerate(fields) if column.get_internal_type() == "UUIDField"]
        keys = [(place, self._stride(column, model)) for place, column in enumerate(fields)]
        numbered = ("number", "symbol", "full_symbol", "symbol_key") if model is documents.Document else ()
        return Plate(
            table=model._meta.db_table,
            columns=[str(column.column) for column in fields],
            rows=self._rows(model, acts),
            keys=[(place, stride) for place, stride in keys if stride],
            subject=(names.index("subject"), names.index("subject_id")) if "subject" in names else None,
            agencies=[place for place, column in enumerate(fields) if column.related_model is Agency],
            acts=acts,
            numbers=tuple(names.index(name) for name in numbered),
            content=names.index("content") if model is assignments.Task else None,
        )

    def _rows(self, model: type[Model], acts: Sequence[int]) -> list[list[Any]]:
        rows = [row for row in self.ledger.values(model) if not self._elsewhere(model, row)]
        for row in rows:
            for place in acts:
                if row[place] is not None:
                    row[place] = self.acts.setdefault(row[place], len(self.acts) + 1)
        return rows if connection.vendor != "postgresql" else [[_as_text(value) for value in row] for row in rows]

    def _elsewhere(self, model: type[Model], row: Sequence[Any]) -> bool:
        """Duties that hang on nothing stamped."""
        return model is duties.Duty and "agency" in row

    def _stride(self, column: Field[Any, Any], model: type[Model]) -> int:
        """By how much a key is larger in the next print; 0 where it is no key of something stamped."""
        if column.primary_key:
            return self.strides[model]
        if column.related_model is None:
            loose = {"assignment_id": assignments.Assignment, "task_id": assignments.Task}
            return self.strides.get(loose.get(column.attname, Agency), 0)
        return self.strides.get(column.related_model, 0) if isinstance(column.related_model, type) else 0


def _as_text(value: Any) -> Any:
    """A value in PostgreSQL's text form of COPY; whole numbers stay, since keys are reckoned with."""
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
