"""What is wrong with a set, as one clear sentence."""

from __future__ import annotations

from django.core.management import CommandError


class BackupFault(CommandError):
    """A set that cannot be made, read or trusted; the text says what is wrong and what to do."""
