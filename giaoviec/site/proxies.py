"""Who is asking, when a proxy stands in front: its headers are believed only from `TRUSTED_PROXIES`."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class TrustedProxies:
    """Set the caller's address and scheme from a trusted proxy's headers; drop everybody else's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        if _trusted(meta.get("REMOTE_ADDR", "")):
            _believe(request)
        for name in FORWARDED:
            meta.pop(name, None)
        return self.get_response(request)


def _believe(request: HttpRequest) -> None:
    meta = request.META
    hops = [hop.strip() for hop in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    while hops and _trusted(meta["REMOTE_ADDR"]):
        meta["REMOTE_ADDR"] = hops.pop()
    if meta.get("HTTP_X_FORWARDED_PROTO") == "https":
        meta["wsgi.url_scheme"] = "https"


def _trusted(address: str) -> bool:
    try:
        caller = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(caller in network for network in settings.TRUSTED_PROXIES)
