"""Fingerprints of texts that are shown as evidence: kept when they come, and asked which others are nearly the same."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from giaoviec.documents.models import Attachment, PrintBand, TextPrint
from giaoviec.journal.actions import Act
from giaoviec.rules.likeness import ALIKE, bands, fingerprint, likeness, packed, unpacked

LOOKED_AT = 50
"""Fingerprints that share the most bands with a text and are held against it whole."""


@dataclass(frozen=True, slots=True)
class Like:
    """A text that is nearly the same: the thing it was shown with, its file, the share of common text."""

    subject_id: int
    attachment_id: int | None
    share: float


def keep(a: Act, subject: str, subject_id: int, text: str, *, attachment: Attachment | None = None) -> None:
    """Keeps the fingerprint of a text within an open act; of one that is too short to have one nothing is kept."""
    found = fingerprint(text)
    if found is None:
        return
    made = TextPrint.objects.create(
        subject=subject, subject_id=subject_id, attachment=attachment, print=packed(found), act=a.id
    )
    PrintBand.objects.bulk_create([PrintBand(print=made, value=value) for value in bands(found)])


def alike(text: str, *, subject: str, besides: Collection[int] = ()) -> list[Like]:
    """The texts of things of a kind that are nearly the same as this one, the likest first; two statements."""
    asked = fingerprint(text)
    if asked is None:
        return []
    met = PrintBand.objects.filter(value__in=bands(asked)).order_by().values_list("print_id")
    nearest = [pk for pk, _ in met.annotate(met=Count("id")).order_by("-met", "-print_id")[:LOOKED_AT]]
    found = TextPrint.objects.filter(pk__in=nearest, subject=subject).exclude(subject_id__in=besides)
    shares = [
        Like(pk, attachment, likeness(asked, unpacked(bytes(print_))))
        for pk, attachment, print_ in found.values_list("subject_id", "attachment_id", "print")
    ]
    return sorted((like for like in shares if like.share >= ALIKE), key=lambda like: -like.share)


def void(act: uuid.UUID) -> None:
    """Forgets the fingerprints that an act kept, when it is taken back."""
    TextPrint.objects.filter(act=act).delete()
