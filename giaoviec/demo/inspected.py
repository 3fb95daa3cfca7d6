"""Inspections: one concluded, with a closing that did not hold, one under way, one proposed; and second looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from giaoviec.agencies.models import Person
from giaoviec.assignments.actions import doing
from giaoviec.assignments.actions.give import give
from giaoviec.assignments.completeness import NewTask
from giaoviec.demo.scene import Scene, agency
from giaoviec.oversight.actions import inspection, inspection_ending, inspection_sheets, inspection_team, second_looks
from giaoviec.oversight.models import SecondLook, Sheet
from giaoviec.oversight.queries import second_looks as looks
from giaoviec.rules.access import Actor
from giaoviec.rules.inspections import InspectionKind, TeamRole, Verdict
from giaoviec.rules.tasks import Deliverable, DueSource

V = Verdict
CONCLUDED = (V.GENUINE, V.GENUINE, V.FALSE, V.GENUINE, V.INCOMPLETE, V.GENUINE, V.GENUINE, V.NOT_SEEN)
UNDER_WAY = (V.GENUINE, V.GENUINE)


@dataclass(slots=True)
class Play:
    """An inspection of one agency: its days from today backwards, its team, what it finds (as far as it has come)."""

    scene: Scene
    code: str
    kind: InspectionKind
    number: str
    seed: str
    proposed: int
    first: int
    last: int
    team: tuple[tuple[str, TeamRole], ...]
    size: int
    verdicts: tuple[Verdict, ...]
    concluded: int = 0
    pk: int = field(default=0)

    def plan(self) -> None:
        scene = self.scene
        scene.plan(scene.ago(self.proposed), 9, self._propose)
        scene.plan(scene.ago(self.proposed - 1), 8, self._decide)
        scene.plan(scene.ago(self.proposed - 1), 14, self._gather)
        scene.plan(scene.ago(self.first), 8, self._begin)
        for place in range(len(self.verdicts)):
            day = scene.ago(max(self.first - 1 - place // 2, 1))
            scene.plan(day, 9 + (place % 2) * 5 + place / 10, partial(self._fill, place))

    def _days(self) -> dict[str, date]:
        ahead = self.scene.ahead
        return {
            "first_on": self.scene.ago(self.first),
            "last_on": ahead(-self.last) if self.last < 0 else self.scene.ago(self.last),
        }

    def _propose(self, on: date, at: datetime) -> None:
        said = self.scene.say(f"inspection_{self.kind.value}")
        made = inspection.propose(
            kind=self.kind, agencies=[agency(self.code)], reason=said[0], content=said[1],
            by=self.scene.actor("theodoi"), on=on, at=at, **self._days(),
        )  # fmt: skip
        self.pk = made.pk

    def _decide(self, on: date, at: datetime) -> None:
        inspection.decide(
            self.pk, agree=True, number=self.number, seed=self.seed, by=self.scene.actor("chutich"), on=on, at=at
        )

    def _gather(self, on: date, at: datetime) -> None:
        for place, (username, role) in enumerate(self.team):
            person = Person.objects.get(username=username).pk
            then = at + timedelta(minutes=3 * place)
            inspection_team.join(self.pk, person=person, role=role, by=self.scene.actor("theodoi"), on=on, at=then)

    def _begin(self, on: date, at: datetime) -> None:
        by, then = self.scene.actor("theodoi"), at + timedelta(minutes=25)
        inspection.begin(self.pk, by=by, on=on, at=at)
        until = on - timedelta(days=1)
        inspection_sheets.draw_sample(
            self.pk, agency=agency(self.code), size=self.size, since=until - timedelta(days=300), until=until,
            by=by, on=on, at=then,
        )  # fmt: skip

    def _fill(self, place: int, on: date, at: datetime) -> None:
        evidence, remark = self.scene.say(f"sheet_{self.verdicts[place].value}")
        for sheet in Sheet.objects.filter(inspection=self.pk, voided_at=None).order_by("id")[place : place + 1]:
            inspection_sheets.fill(
                sheet.pk, inspection=self.pk, verdict=self.verdicts[place], evidence=evidence, remark=remark,
                by=self._member(), on=on, at=at,
            )  # fmt: skip

    def _member(self) -> Actor:
        """The head of the team: of the Office, in his own post."""
        return self.scene.actor(self.team[0][0])


def plan(scene: Scene) -> None:
    year = scene.today.year
    head, member = TeamRole.HEAD, TeamRole.MEMBER
    over = Play(
        scene, "stc", InspectionKind.ROUTINE, "1874/QĐ-UBND", f"kiem-tra-{year}-03", 40, 34, 28,
        (("theodoi.tonghop", head), ("thanhtra", member), ("sxd.chuyenvien2", member)), len(CONCLUDED), CONCLUDED,
        concluded=26,
    )  # fmt: skip
    on_going = Play(
        scene, "sxd", InspectionKind.SUDDEN, "2216/QĐ-UBND", f"dot-xuat-{year}-07", 7, 4, -4,
        (("theodoi.kinhte", head), ("thanhtra", member), ("stc.chuyenvien2", member)), 6, UNDER_WAY,
    )  # fmt: skip
    over.plan()
    on_going.plan()
    scene.plan(scene.ago(over.concluded), 9, partial(_conclude, over))
    scene.plan(scene.ago(1), 16, partial(_wait_for_chairman, scene))
    for weeks in (4, 3, 2, 1):
        monday = scene.today - timedelta(days=scene.today.weekday(), weeks=weeks - 1)
        scene.plan(monday, 0.1, partial(_draw_week, scene, weeks))


def _conclude(play: Play, on: date, at: datetime) -> None:
    """The conclusion, what is reopened by it, and the task that follows from it."""
    scene, words = play.scene, play.scene.say("conclusion")
    pk, head = play.pk, scene.actor("theodoi")
    inspection_ending.conclude(
        pk, number=words["number"], nature=words["nature"], degree=words["degree"], cause=words["cause"],
        demands=words["demands"], responsibilities={agency(play.code): words["responsibility"]}, by=head, on=on, at=at,
    )  # fmt: skip
    scene.plan(scene.after(on, 1), 9, partial(_reopen, play))
    scene.plan(scene.after(on, 2), 9, partial(_follow, play, words["task"]))


def _reopen(play: Play, on: date, at: datetime) -> None:
    sheet = Sheet.objects.filter(inspection=play.pk, verdict=Verdict.FALSE).order_by("id").first()
    if sheet:
        inspection_ending.reopen_closing(
            sheet.pk,
            inspection=play.pk,
            reason="",
            due_on=play.scene.ahead(8),
            by=play.scene.actor("chanhvp"),
            on=on,
            at=at,
        )


def _follow(play: Play, task: str, on: date, at: datetime) -> None:
    """Registered as any document, and what it demands given at once."""
    scene = play.scene
    clerk, signer = scene.actor("vanthu"), scene.actor("chutich").label
    document = inspection_ending.register_conclusion(play.pk, signer=signer, by=clerk, on=on, at=at)
    due_on = scene.ahead(14)
    leads, unit = (agency(play.code),), scene.actor("theodoi").unit_id
    new = NewTask(
        content=task, leads=leads, due_text=f"trước ngày {due_on:%d/%m/%Y}", due_on=due_on,
        due_source=DueSource.DOCUMENT, deliverable=Deliverable.REPORT, monitoring_unit_id=unit,
    )  # fmt: skip
    (row,) = give(document, [new], by=clerk, on=on, at=at + timedelta(minutes=20))
    scene.plan(scene.after(on, 2), 15, partial(_begun, scene, row.pk, agency(play.code)))


def _begun(scene: Scene, pk: int, agency_id: int, on: date, at: datetime) -> None:
    doing.update(pk, content=scene.say("follow_up"), by=scene.speaker(agency_id), on=on, at=at)


def _wait_for_chairman(scene: Scene, on: date, at: datetime) -> None:
    """A proposal that lies on his desk this morning."""
    reason, content = scene.say("inspection_sudden")
    first_on, last_on = scene.ahead(5), scene.ahead(12)
    inspection.propose(
        kind=InspectionKind.SUDDEN, agencies=[agency("bqlkcn")], reason=reason, content=content, first_on=first_on,
        last_on=last_on, by=scene.actor("theodoi"), on=on, at=at,
    )  # fmt: skip


# ---- second looks


def _draw_week(scene: Scene, weeks: int, on: date, at: datetime) -> None:
    second_looks.draw_week(on=on, at=at, seed=f"xem-lai-{on:%G-W%V}")
    if weeks > 1:
        for place, row in enumerate(SecondLook.objects.filter(on=on, looked_at=None).order_by("id")):
            holds = not (weeks == 3 and place == 0)
            scene.plan(scene.after(on, 2), 10 + place / 10, partial(_look, scene, row.pk, holds))


def _look(scene: Scene, pk: int, holds: bool, on: date, at: datetime) -> None:
    row = SecondLook.objects.get(pk=pk)
    others = (scene.actor(name) for name in ("theodoi", "theodoi.tonghop", "chanhvp.pho"))
    by = next(one for one in others if not one.persons & looks.confirmers(row))
    second_looks.look(pk, holds=holds, note="" if holds else scene.say("look_failed"), by=by, on=on, at=at)
