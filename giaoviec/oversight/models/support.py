"""What the Office does so that work moves; for now the suggestion box (Articles 8.1d and 13)."""

from __future__ import annotations

from django.db import models

from giaoviec.agencies.models import Agency
from giaoviec.journal.models import Fact

KINDS = [("regulation", "Về Quy chế"), ("product", "Về phần mềm"), ("support", "Cần hỗ trợ")]


class Suggestion(Fact):
    """A difficulty with the Regulation (13), or an idea or trouble with the product (8.1d), and its answer."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="suggestions")
    kind = models.CharField(max_length=12, choices=KINDS)
    content = models.TextField()
    letter = models.CharField(max_length=200, default="", blank=True)
    answer = models.TextField(default="")
    answered_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_act = models.UUIDField(null=True)
    answered_by_text = models.CharField(max_length=300, default="")
