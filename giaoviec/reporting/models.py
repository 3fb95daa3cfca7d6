"""What reporting keeps: the tally from which figures of a million assignments are read in a moment."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """How much the assignments last acted on in a month (or year) add to each atom of `reporting.columns`, by agency.

    Written by triggers in the transaction that changes an assignment or a duty, as differences, so that writers never
    wait for each other; `actions.compact` adds up what has the same key. `updates_…` are by the month of the due date.
    """

    kind = models.CharField(max_length=5, choices=[("month", "tháng"), ("year", "năm")])
    start = models.DateField()
    agency_id = models.BigIntegerField()
    total = models.IntegerField(default=0)
    done_on_time = models.IntegerField(default=0)
    done_late = models.IntegerField(default=0)
    open_ended_done = models.IntegerField(default=0)
    withdrawn = models.IntegerField(default=0)
    claimed = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    dated_under_way = models.IntegerField(default=0)
    dated_not_started = models.IntegerField(default=0)
    claimed_in_time = models.IntegerField(default=0)
    claimed_late = models.IntegerField(default=0)
    open_ended_claimed = models.IntegerField(default=0)
    open_ended_open = models.IntegerField(default=0)
    ever_returned = models.IntegerField(default=0)
    extended = models.IntegerField(default=0)
    original_done_on_time = models.IntegerField(default=0)
    original_done_late = models.IntegerField(default=0)
    original_claimed_late = models.IntegerField(default=0)
    confirmed = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    updates_owed = models.IntegerField(default=0)
    updates_met = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["kind", "start"], name="tally_span")]
