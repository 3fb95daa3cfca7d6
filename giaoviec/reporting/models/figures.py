"""What reporting keeps so that the figures of any day are read in a moment, however many assignments there are.

All of it is made from facts and can be made again: `actions.fold` keeps it, figures are the same without it.
"""

from __future__ import annotations

from django.db import models


class Histogram(models.Model):
    """What is added to each counter in a day, month or year, by a key of a dimension: the sum up to a day is its count.

    `dimension` is one of `sources.KEYS`. Days may lie ahead: tomorrow's overdue ones are known today.
    """

    dimension = models.CharField(max_length=10)
    key = models.CharField(max_length=90)
    kind = models.CharField(max_length=5, choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm")])
    start = models.DateField()
    done_on_time = models.IntegerField(default=0)
    done_late = models.IntegerField(default=0)
    under_way_in_time = models.IntegerField(default=0)
    under_way_overdue = models.IntegerField(default=0)
    not_started_in_time = models.IntegerField(default=0)
    not_started_overdue = models.IntegerField(default=0)
    open_ended_done = models.IntegerField(default=0)
    open_ended_updated = models.IntegerField(default=0)
    open_ended_silent = models.IntegerField(default=0)
    withdrawn = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    claimed = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    ever_returned = models.IntegerField(default=0)
    extended = models.IntegerField(default=0)
    original_done_on_time = models.IntegerField(default=0)
    original_done_late = models.IntegerField(default=0)
    original_overdue = models.IntegerField(default=0)
    confirmed = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    updates_owed = models.IntegerField(default=0)
    updates_met = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dimension", "kind", "start", "key"], name="histogram_once")]


class Trace(models.Model):
    """The steps of one assignment that are in the histogram now, so that they can be taken out again.

    `steps`: JSON [[day as its ordinal, agency, {place in `Histogram`'s counters: change}], …]; `keys`: JSON {dimension:
    key} of what does not change with the day.
    """

    assignment_id = models.BigIntegerField(primary_key=True)
    keys = models.TextField()
    steps = models.TextField()


class Stale(models.Model):
    """An assignment that changed since its steps were taken; written by triggers, whichever code made the change."""

    assignment_id = models.BigIntegerField()


class Folding(models.Model):
    """How often the histogram was brought up to date: a reader that sees it move reads again."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    turn = models.BigIntegerField(default=0)
