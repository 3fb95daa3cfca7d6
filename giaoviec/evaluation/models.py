"""What evaluation keeps (12): schemes, the round of a year with its sheets and frozen lines, contests, the lock."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models

from giaoviec.agencies.models import Agency, Unit
from giaoviec.journal.models import Fact
from giaoviec.rules import schemes as formulas
from giaoviec.rules import scoring
from giaoviec.rules.scoring import EQUAL, Band, Sums, band
from giaoviec.rules.standing import CELL_NAMES, Cell


class Scheme(Fact):
    """A formula that the province dated over the shipped one: `values` is `rules.schemes.Scheme.dump`, `reason` why."""

    effective_from = models.DateField()
    values = models.TextField()
    reason = models.TextField()

    class Meta:
        ordering = ["effective_from", "id"]

    @property
    def scheme(self) -> formulas.Scheme:
        return formulas.Scheme.load(json.loads(self.values))


class Stage(models.TextChoices):
    """Where a round is. A provisional one goes no further: it is made anew."""

    MAKING = "making", "đang lập phiếu"
    PROVISIONAL = "provisional", "tạm tính"
    OPEN = "open", "đang nhận kiến nghị"
    LOCKED = "locked", "đã khóa"


class Round(Fact):
    """The sheets of a year: the days `first`–`last`, as known at `known_at`, by the scheme of that day.

    `done` of `total` subjects are written while it is made. `contest_until` is the last day for contests. `ground`:
    JSON of `rules.ranking.Ground` by kind of sheet.
    """

    year = models.PositiveSmallIntegerField()
    first = models.DateField()
    last = models.DateField()
    known_at = models.DateTimeField()
    scheme_values = models.TextField()
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.MAKING)
    contest_until = models.DateField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    ground = models.TextField(default="{}")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [models.UniqueConstraint(fields=["year"], name="round_once", condition=models.Q(voided_at=None))]

    def __str__(self) -> str:
        return f"Đánh giá năm {self.year}"

    @property
    def scheme(self) -> formulas.Scheme:
        return formulas.Scheme.load(json.loads(self.scheme_values))

    @property
    def provisional(self) -> bool:
        """Whether the year had not ended when it was made."""
        return self.stage == Stage.PROVISIONAL

    @property
    def is_final(self) -> bool:
        """Whether its sheets are those of the whole year."""
        return self.stage in (Stage.OPEN, Stage.LOCKED)


class Kind(models.TextChoices):
    """Whom a sheet is about."""

    AGENCY = "agency", "Cơ quan"
    HEAD = "head", "Thủ trưởng cơ quan"
    UNIT = "unit", "Phòng, ban"
    OFFICER = "officer", "Công chức"


PERSONS = (Kind.HEAD, Kind.OFFICER)
INSIDE = (Kind.UNIT, Kind.OFFICER)


class Sheet(models.Model):
    """A subject's year: what its tasks add up to in each part, points, and its place with what moves that.

    Points are of 100, a person's of the scheme's `results` (70): then the general ones come on top. `label`, `post`,
    `group` (in which it is ranked) as on the last day. Without a task that counts there are no points and no rank.
    `amended` is what granted contests make of the points, beside them. A head's sheet is made of the lines of his
    agency's, `base`.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=8, choices=Kind)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="sheets")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="sheets")
    base = models.ForeignKey("self", models.CASCADE, null=True, related_name="heads")
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=200)
    post = models.CharField(max_length=200, default="", blank=True)
    group = models.CharField(max_length=12)
    works = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    quantity_got = models.PositiveIntegerField()
    quantity_of = models.PositiveIntegerField()
    quality_got = models.PositiveIntegerField()
    quality_of = models.PositiveIntegerField()
    timeliness_got = models.PositiveIntegerField()
    timeliness_of = models.PositiveIntegerField()
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    spread = models.FloatField()
    rank = models.PositiveIntegerField(null=True)
    rank_first = models.PositiveIntegerField(null=True)
    rank_last = models.PositiveIntegerField(null=True)
    rank_best = models.PositiveIntegerField(null=True)
    rank_worst = models.PositiveIntegerField(null=True)
    steady = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    low = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    amended = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["round", "kind", "rank"], name="sheet_rank")]

    def __str__(self) -> str:
        return self.label

    @property
    def sums(self) -> Sums:
        return (
            (self.quantity_got, self.quantity_of),
            (self.quality_got, self.quality_of),
            (self.timeliness_got, self.timeliness_of),
        )

    @property
    def of_person(self) -> bool:
        return self.kind in PERSONS

    @property
    def inside(self) -> bool:
        """Whether it is the agency's own affair: made of what it gave on inside, and decided there."""
        return self.kind in INSIDE

    def score(self, scheme: formulas.Scheme) -> scoring.Score:
        """As it was made."""
        return scoring.of_sums(self.sums, weights=self.weights(scheme), out_of=self.out_of(scheme), spread=self.spread)

    def weights(self, scheme: formulas.Scheme) -> tuple[int, int, int]:
        return EQUAL if self.of_person else scheme.weights

    def out_of(self, scheme: formulas.Scheme) -> int:
        return scheme.results if self.of_person else formulas.WHOLE

    @property
    def stands(self) -> Decimal | None:
        """The points that count: the amended ones where there are."""
        return self.points if self.amended is None else self.amended

    def whole(self, general: Decimal | None) -> Decimal | None:
        """Points of 100: a person's with the general ones, None while these are not given."""
        if self.stands is None or not self.of_person:
            return self.stands
        return None if general is None else self.stands + general

    def band(self, scheme: formulas.Scheme, general: Decimal | None) -> Band | None:
        whole = self.whole(general)
        return None if whole is None else band(whole, scheme)


class SheetLine(models.Model):
    """A task on a sheet, as it stood: what it gave (per cent, None: did not count there), and why in words.

    The dearest come first. `values` is what the digest of the sheet is made of.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    assignment_id = models.BigIntegerField()
    content = models.TextField()
    paper = models.CharField(max_length=200)
    given_on = models.DateField()
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    cell = models.CharField(max_length=24)
    quantity = models.PositiveSmallIntegerField(null=True)
    quality = models.PositiveSmallIntegerField(null=True)
    timeliness = models.PositiveSmallIntegerField(null=True)
    why = models.TextField()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["assignment_id"], name="sheet_line_assignment")]
        constraints = [models.UniqueConstraint(fields=["sheet", "position"], name="sheet_line_place")]

    @property
    def given(self) -> tuple[int | None, int | None, int | None]:
        return self.quantity, self.quality, self.timeliness

    @property
    def mark(self) -> scoring.Mark:
        """As the rule book takes it."""
        return scoring.Mark(self.assignment_id, self.given, self.why)

    @property
    def cell_vi(self) -> str:
        return CELL_NAMES[Cell(self.cell)]

    @property
    def values(self) -> str:
        """As the digest takes it."""
        said: list[Any] = [self.position, self.assignment_id, self.cell, *self.given, self.why]
        said += [day.isoformat() if day else "" for day in (self.given_on, self.due_on, self.done_on)]
        return json.dumps([*said, self.content, self.paper], ensure_ascii=False, separators=(",", ":"))


class GeneralPoints(Fact):
    """What people judge of a person's year, of the scheme's `general` (30); a later row supersedes."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="general_points")
    points = models.DecimalField(max_digits=5, decimal_places=2)
    reason = models.TextField()


class Contest(Fact):
    """A line that somebody contests: why, what is answered, what is decided with which per cents (`sheets_frozen`).

    One open contest a line. `before` and `after` are the points of the sheet then and after it; `after` is None where
    it was refused.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="contests")
    line = models.ForeignKey(SheetLine, models.CASCADE, related_name="contests")
    reason = models.TextField()
    answer = models.TextField(default="", blank=True)
    answered_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_text = models.CharField(max_length=300, default="", blank=True)
    decide_by = models.DateField()
    granted = models.BooleanField(null=True)
    decision = models.TextField(default="", blank=True)
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_text = models.CharField(max_length=300, default="", blank=True)
    quantity = models.PositiveSmallIntegerField(null=True)
    quality = models.PositiveSmallIntegerField(null=True)
    timeliness = models.PositiveSmallIntegerField(null=True)
    before = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    after = models.DecimalField(max_digits=5, decimal_places=2, null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"], name="contest_open_once", condition=models.Q(decided_at=None, voided_at=None)
            )
        ]

    @property
    def is_open(self) -> bool:
        return self.decided_at is None

    @property
    def given(self) -> tuple[int | None, int | None, int | None]:
        """What the decision says that the task gives."""
        return self.quantity, self.quality, self.timeliness


class YearLock(Fact):
    """A year is locked: nothing of it changes any more. `digest` is over its sheets, amendments and general points."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="lock")
    digest = models.CharField(max_length=64)
