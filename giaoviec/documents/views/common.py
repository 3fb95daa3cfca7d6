"""What several pages of documents need."""

from __future__ import annotations

from collections.abc import Callable

from django import forms

from giaoviec.journal.errors import Refused
from giaoviec.regulation.asking import said


def trying(form: forms.Form, do: Callable[[], object]) -> int:
    """Carries out an act where the form is right: 200, or the status of what refused it, said at its field."""
    if not form.is_valid():
        return 422
    try:
        do()
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, said(no))
        return no.status
    return 200
