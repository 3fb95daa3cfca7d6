"""BIÊN BẢN of what was done with the data: a paper of the Office, as PDF."""

from __future__ import annotations

from datetime import date

from giaoviec.agencies.queries import committee
from giaoviec.oversight.papers import place_of
from giaoviec.papers.paper import Block, Letterhead, Paper, Signature
from giaoviec.papers.pdf import render


def minutes(summary: str, blocks: tuple[Block, ...], *, on: date, post: str, recipients: tuple[str, ...]) -> bytes:
    """The minutes as PDF; `post` is who signs by hand."""
    above = committee()
    return render(
        Paper(
            letterhead=Letterhead(above.name.upper(), "VĂN PHÒNG"),
            symbol="BB-VP",
            place=place_of(above),
            on=on,
            type_name="BIÊN BẢN",
            summary=summary,
            blocks=blocks,
            signature=Signature(post=post),
            recipients=recipients,
        )
    )
