"""Addresses of lists that numbers lead to: the filters of `/viec/` are part of the product's surface."""

from __future__ import annotations

from urllib.parse import urlencode


def work(**asked: object) -> str:
    """The list of assignments, narrowed: work(tinh_hinh="qua-han", co_quan=5) → /viec/?tinh-hinh=qua-han&co-quan=5."""
    said = {name.replace("_", "-"): value for name, value in asked.items() if value not in (None, "")}
    return f"/viec/?{urlencode(said)}" if said else "/viec/"
