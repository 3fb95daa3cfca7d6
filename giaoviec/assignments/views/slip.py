"""`/viec/<id>/phieu/`: the printed slip of an assignment; `/van-ban/<id>/phieu/`: those of a whole document."""

from __future__ import annotations
