"""Without a mail server: messages in a folder, one file each, whole or not there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from giaoviec import clock


class FolderBackend(BaseEmailBackend):
    """Write each message to `MAIL_DIR` as `<moment>-<random>.eml`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        settings.MAIL_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            _write(message)
        return len(email_messages)


def _write(message: EmailMessage) -> None:
    name = f"{clock.now():%Y%m%dT%H%M%S}-{uuid4().hex}.eml"
    own = settings.MAIL_DIR / f".{name}"
    with open(own, "wb") as file:
        file.write(message.message().as_bytes())
        file.flush()
        os.fsync(file.fileno())
    own.rename(settings.MAIL_DIR / name)
