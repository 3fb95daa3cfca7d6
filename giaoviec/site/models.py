"""Lists that a person keeps."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedList(models.Model):
    """ "Danh sách của tôi": a list page's filters under a name."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_lists")
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=60, default="/viec/")
    query = models.CharField(max_length=1000)
    position = models.PositiveIntegerField(default=100)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="saved_list_once")]
