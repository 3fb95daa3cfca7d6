"""A document comes in, is registered, judged and given, in memory: each as its action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from giaoviec.assignments.models import Series, Task
from giaoviec.days import day_of
from giaoviec.demo import deeds_office as office
from giaoviec.demo import orders
from giaoviec.demo.ledger import Row
from giaoviec.demo.living import Living
from giaoviec.demo.orders import Order
from giaoviec.demo.papers import Form, Line, Numbers, Paper, compose
from giaoviec.demo.phrases import Field
from giaoviec.demo.tales import Tale
from giaoviec.demo.world import World
from giaoviec.documents.models import Document, Passage
from giaoviec.duties.models import Duty
from giaoviec.journal.actions import Act, Salted
from giaoviec.regulation.queries import profile_on
from giaoviec.rules.access import Actor
from giaoviec.rules.deadlines import next_turn
from giaoviec.rules.documents import TYPES_BY_CODE, Issuer, Source, group_of
from giaoviec.rules.duties import DutyKind, due
from giaoviec.rules.profile import Profile
from giaoviec.rules.roles import Role
from giaoviec.rules.symbol import Symbol

MINISTERS = ("Lê Văn Tường", "Nguyễn Quốc Khải", "Trần Hữu Đạo")
CHIEFS_TITLE = {Issuer.GOVERNMENT_OFFICE: "PHÓ CHỦ NHIỆM", Issuer.PRIME_MINISTER: "THỦ TƯỚNG"}


@dataclass(slots=True)
class Plan:
    """A document that is to come: when, in what form, what it orders; `given_on` None: nobody has got to it yet."""

    issued_on: date
    form: Form
    topic: Field
    orders: list[Order]
    registered_on: date
    given_on: date | None
    summary: str = ""


@dataclass(slots=True)
class Registry:
    """Registers, judges and gives; keeps the numbers of documents, and the last tasks of each field."""

    world: World
    numbers: Numbers = field(default_factory=Numbers)
    last_task: dict[str, Row] = field(default_factory=dict)
    given: int = 0

    # ---- registering

    def take_in(self, plan: Plan) -> tuple[Row, list[Tale]]:
        """The document and the tales of its assignments, which are still to be told."""
        world = self.world
        unit = plan.topic.unit
        plan.summary = plan.summary or world.phrases.say("documents.summaries", plan.issued_on, field=plan.topic.name)
        symbol = self.numbers.next(plan.form, unit, plan.issued_on, world.between((1, 9))) if plan.form.symbol else ""
        paper = self._paper(plan, symbol)
        at = world.moment(plan.registered_on)
        document = self._register(plan, symbol, paper, at)
        if plan.given_on is None:
            return document, []
        at = min(world.now, max(world.moment(plan.given_on), at + timedelta(minutes=11)))
        if paper.places:
            self._judge(document, paper, at - timedelta(minutes=2))
        return document, self._give(plan, document, paper, at)

    def _paper(self, plan: Plan, symbol: str) -> Paper:
        if plan.form.kind == "oral":
            return Paper("", ())
        if plan.form.kind == "programme":
            return self._programme(plan)
        signer, title = self._signer(plan)
        return compose(
            plan.form, symbol=symbol, summary=plan.summary, on=plan.issued_on, to=self._to(plan),
            body=list(self._body(plan)), signer=signer, title=title,
        )  # fmt: skip

    def _programme(self, plan: Plan) -> Paper:
        rows = [f"{each.content}\t{self._names(each)}\t{each.due or 'thường xuyên'}" for each in plan.orders]
        places, at = [], 0
        for number, row in enumerate(rows, start=1):
            places.append((at, at + len(row), number))
            at += len(row) + 1
        return Paper("\n".join(rows), tuple(places))

    def _to(self, plan: Plan) -> list[str]:
        return list(dict.fromkeys(self._names(each) for each in plan.orders))

    def _names(self, each: Order) -> str:
        if each.group:
            return str(self.world.province.groups[each.group]["name"])
        return ", ".join(self.world.province.names[pk] for pk in each.leads)

    def _body(self, plan: Plan) -> list[Line]:
        phrases, on = self.world.phrases, plan.issued_on
        lines = [Line(phrases.say("documents.openings", on, field=plan.topic.name))]
        for number, each in enumerate(plan.orders, start=1):
            orders.word(self.world, each, on)
            names = self._names(each)
            helpers = ", ".join(self.world.province.names[pk] for pk in each.helpers)
            with_whom = f" chủ trì, phối hợp với {helpers}" if helpers else ""
            when = f"; hoàn thành {each.due}" if each.due else "; thực hiện thường xuyên, định kỳ báo cáo kết quả"
            content = each.content[0].lower() + each.content[1:]
            lines.append(Line(f"{number}. Giao {names}{with_whom} {content}{when}.", number))
        if self.world.happens(0.7):
            lines.append(Line(phrases.say("documents.closings", on)))
        return lines

    def _register(self, plan: Plan, symbol: str, paper: Paper, at: datetime) -> Row:
        world, form = self.world, plan.form
        by = world.province.actors["vanthu"]
        parts = Symbol.parse(symbol) if symbol else None
        group = group_of(form.issuer, form.type, form.authority, oral=form.kind == "oral")
        signer, title = self._signer(plan)
        a = world.book.act(
            "register", by=by, on=day_of(at), at=at, subject="document", subject_id=None, group=group,
            issued_on=plan.issued_on,
        )  # fmt: skip
        national = form.issuer not in (Issuer.COMMITTEE, Issuer.CHAIRMAN, Issuer.OFFICE)
        summary = self._oral_words(plan) if form.kind == "oral" else plan.summary
        document = world.book.add(
            Document,
            **a.row(
                kind=form.kind, source=form.source, directed_by_id=self._directed_by(plan), group=group,
                issuer_id=self._issuer(form), issuer_text=form.issuer.vi, type=form.type,
                number=parts.number if parts else "", symbol=parts.symbol if parts else "",
                full_symbol=parts.text if parts else "", symbol_key=parts.key if parts else "", summary=summary,
                issued_on=plan.issued_on, received_on=plan.registered_on if national else None,
                signer="" if form.kind == "oral" else signer, signer_title="" if form.kind == "oral" else title,
                signing_authority=f"{form.authority}." if form.authority else "", urgency=form.urgency,
                field=plan.topic.name, text=paper.text,
                taken_down_by="Nguyễn Đức Thắng" if form.kind == "oral" else "",
                **self._drafted(plan),
            ),
        )  # fmt: skip
        a.subject_id = document["id"]
        a.note(summary=Salted(summary), files=world.enclosures.of_document(document))
        self._index(a, document)
        self._owe_forwarding(a, document, plan)
        return document

    def _index(self, a: Act, document: Row) -> None:
        head = [
            TYPES_BY_CODE[document["type"]].name_vi, document["full_symbol"], document["summary"],
            document["issuer_text"], document["signer"],
            self.world.province.names.get(document["drafting_agency_id"], document["drafting_text"]), document["field"],
        ]  # fmt: skip
        self.world.book.index(a, "document", document["id"], document["id"], ". ".join(filter(None, head)))
        if document["text"]:
            self.world.book.index(a, "document", document["id"], document["id"], document["text"], part="text")

    def _owe_forwarding(self, a: Act, document: Row, plan: Plan) -> None:
        profile = profile_on(plan.issued_on)
        day = due(
            DutyKind.REGISTER, document["received_on"] or plan.issued_on, profile=profile, calendar=self.world.calendar
        )
        duty = self.world.book.add(
            Duty,
            **a.row(
                kind=DutyKind.REGISTER, agency_id=self.world.ground.office_id, role=Role.CLERK, due_on=day,
                subject="document", subject_id=document["id"], awaited_by_id=a.by.agency_id if a.by else None,
            ),
        )  # fmt: skip
        document["_duty"] = duty

    # ---- who directs, who signs

    def _vice(self, plan: Plan) -> Actor:
        vices = [actor for actor in self.world.province.actors.values() if actor.role is Role.VICE_CHAIRMAN]
        return next((actor for actor in vices if plan.topic.name in actor.directs_fields), vices[0])

    def _directed_by(self, plan: Plan) -> int | None:
        if plan.form.source is Source.VICE_CHAIRMAN:
            return self._vice(plan).person_id
        return self.world.province.actors["chutich"].person_id if plan.form.source is Source.CHAIRMAN else None

    def _signer(self, plan: Plan) -> tuple[str, str]:
        form, actors = plan.form, self.world.province.actors
        if form.issuer in CHIEFS_TITLE or form.issuer is Issuer.GOVERNMENT:
            return MINISTERS[len(plan.summary) % 3], CHIEFS_TITLE.get(form.issuer, "THỦ TƯỚNG")
        if form.authority == "TL":
            return actors["chanhvp"].label, "CHÁNH VĂN PHÒNG"
        if form.authority == "KT" or form.source is Source.VICE_CHAIRMAN:
            return self._vice(plan).label, "PHÓ CHỦ TỊCH"
        return actors["chutich"].label, "CHỦ TỊCH"

    def _issuer(self, form: Form) -> int | None:
        if form.issuer in (Issuer.COMMITTEE, Issuer.CHAIRMAN):
            return self.world.ground.committee_id
        return self.world.ground.office_id if form.issuer is Issuer.OFFICE else None

    def _drafted(self, plan: Plan) -> Row:
        first = plan.orders[0].leads if plan.orders else []
        if first and self.world.happens(0.4):
            return {"drafting_agency_id": first[0], "drafting_text": ""}
        return {"drafting_text": "không ghi"}

    def _oral_words(self, plan: Plan) -> str:
        day = f"{plan.issued_on:%d/%m/%Y}"
        return self.world.phrases.say("documents.oral", plan.issued_on, content=plan.orders[0].content, day=day)

    # ---- judging and giving

    def _judge(self, document: Row, paper: Paper, at: datetime) -> None:
        plain = [(start, end) for start, end, task in paper.places if not task]
        if not plain:
            return
        a = self.world.book.act(
            "judge", by=self.world.province.actors["vanthu"], on=day_of(at), at=at, subject="document",
            subject_id=document["id"], passages=len(plain),
        )  # fmt: skip
        for start, end in plain:
            values = a.row(document_id=document["id"], start=start, end=end, verdict="not_task")
            self.world.book.add(Passage, **values)

    def _give(self, plan: Plan, document: Row, paper: Paper, at: datetime) -> list[Tale]:
        world = self.world
        unit = world.province.units[plan.topic.unit]["id"]
        by = world.province.actors["vanthu"] if world.happens(0.7) else world.province.monitor(unit)
        a = world.book.act("give", by=by, on=day_of(at), at=at, subject="document", subject_id=document["id"])
        profile = profile_on(plan.issued_on)
        places = {task: (start, end) for start, end, task in paper.places if task}
        tales = []
        for number, each in enumerate(plan.orders, start=1):
            tales += self.give_one(a, document, profile, each, number, places.get(number))
        made = [tale.life.id for tale in tales]
        a.touch("assignment", *made)
        a.note(tasks=len(plan.orders), assignments=made)
        document.update(judged_on=a.on, judged_at=a.at, judged_act=a.id, has_tasks=True)
        document["_duty"].update(met_on=a.on, met_at=a.at, met_act=a.id)
        return tales

    def give_one(
        self, a: Act, document: Row, profile: Profile, each: Order, number: int, place: tuple[int, int] | None
    ) -> list[Tale]:
        values = orders.columns(self.world, each, issued_on=document["issued_on"], given_on=a.on)
        values["monitoring_unit_id"] = self.world.province.units[each.topic.unit]["id"]
        if each.group:
            values["given_to_group_id"] = self.world.province.groups[each.group]["id"]
        if each.series:
            values["series_id"] = self._begin_series(a, document, each, values)["id"]
        start, end = place or (None, None)
        point = str(number) if place and document["kind"] == "written" else ""
        task = self.world.book.add(
            Task, **a.row(document_id=document["id"], position=number, start=start, end=end, point=point, **values)
        )
        self.last_task[each.topic.code] = task
        self.world.book.index(a, "task", task["id"], document["id"], task["content"])
        if place:
            passage = a.row(document_id=document["id"], start=start, end=end, verdict="task", task_id=task["id"])
            self.world.book.add(Passage, **passage)
        lives = self._begin(a, task, document, profile, each.leads, each.helpers)
        return [Tale(self.world, life, each.what, play=each.play) for life in lives]

    def _begin(
        self, a: Act, task: Row, document: Row, profile: Profile, leads: Sequence[int], helpers: Sequence[int]
    ) -> list[Living]:
        lives = [office.begin(self.world.ground, a, task, document, profile, agency, move="give") for agency in leads]
        every = list(leads)
        for life in lives:
            life.leads = every
        office.add_collaborators(lives, a, [pk for pk in helpers if pk not in leads])
        office.owe_and_tell(lives, a)
        self.given += len(lives)
        return lives

    # ---- work that comes again

    def _begin_series(self, a: Act, document: Row, each: Order, values: Row) -> Row:
        found = orders.deadline(self.world, each.due, issued_on=document["issued_on"], given_on=a.on)
        rule = str(found.rule)
        next_on = next_turn(rule, values["due_on"] or a.on, self.world.calendar)
        return self.world.book.add(Series, **a.row(document_id=document["id"], rule=rule, next_on=next_on))

    def next_turns(self, document: Row, series: Row, last: Row, leads: Sequence[int], what: str) -> list[Tale]:
        """Each turn is given by the calendar on the day after the one before fell due."""
        world, tales = self.world, []
        profile = profile_on(document["issued_on"])
        while series["next_on"] and last["due_on"] < world.today:
            day = last["due_on"] + timedelta(days=1)
            a = world.book.act(
                "next_turn", by=None, on=day, at=world.ground.tick(day).at + timedelta(seconds=20),
                subject="document", subject_id=document["id"], series=series["id"],
            )  # fmt: skip
            values = {name: last[name] for name in TURNING}
            last = world.book.add(Task, **a.row(document_id=document["id"], due_on=series["next_on"], **values))
            world.book.index(a, "task", last["id"], document["id"], last["content"])
            lives = self._begin(a, last, document, profile, leads, ())
            a.touch("assignment", *(life.id for life in lives))
            tales += [Tale(world, life, what) for life in lives]
            series["next_on"] = next_turn(series["rule"], series["next_on"], world.calendar)
        return tales


TURNING = (
    "position", "point", "content", "task_class", "deliverable", "deliver_to", "product", "due_text", "due_why",
    "due_source", "cycle", "monitoring_unit_id", "field", "notes", "written_report", "starred", "series_id",
    "start", "end",
)  # fmt: skip
"""What one turn takes over from the one before."""
