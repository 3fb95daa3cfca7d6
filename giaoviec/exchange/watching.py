"""The watched folder: packages laid into `den` are taken in, answers are laid into `di`; other programs carry them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from giaoviec.documents.gate import Secret
from giaoviec.exchange.actions import owe, receive, settle
from giaoviec.exchange.leaving import send
from giaoviec.journal.errors import Refused

IN, OUT, REFUSED = "den", "di", "khong-nhan"
ENDINGS = (".edxml", ".xml")


def turn(*, on: date, at: datetime) -> str:
    """One turn: in, tied, owed, out. May be cut off anywhere and run again: nothing is lost or doubled."""
    folder: Path | None = settings.EXCHANGE_DIR
    taken, refused = take_in(folder, on=on, at=at) if folder else (0, 0)
    settle(on=on, at=at)
    owe(at=at)
    sent, failed = send(folder / OUT, at=at) if folder else (0, 0)
    return f"{taken} gói nhận, {refused} gói không nhận, {sent} trạng thái gửi, {failed} chưa gửi được"


def take_in(folder: Path, *, on: date, at: datetime) -> tuple[int, int]:
    """Takes in what lies in `den`, then takes it away; (taken, refused).

    What is refused is laid aside in `khong-nhan` with the reason beside it, also what may be secret: a person hands it
    in on the page, and the waiting room decides. Of what is secret nothing is kept (6.2).
    """
    lying = folder / IN
    lying.mkdir(parents=True, exist_ok=True)
    taken = refused = 0
    for path in sorted(one for one in lying.iterdir() if one.suffix.lower() in ENDINGS and one.is_file()):
        try:
            receive(path.read_bytes(), by=None, on=on, at=at)
        except Refused as no:
            refused += 1
            if isinstance(no, Secret) and not no.unsure:
                path.unlink()
            else:
                _lay_aside(path, folder / REFUSED, no.sentence)
            continue
        path.unlink()
        taken += 1
    return taken, refused


def _lay_aside(path: Path, folder: Path, sentence: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{path.name}.txt").write_text(f"{sentence}\n", encoding="utf-8")
    path.replace(folder / path.name)
