"""What stands between the network and the pages: proxies, headers, uploads."""

from __future__ import annotations

import ipaddress
import logging
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from giaoviec.site.headers import BrowserHeaders
from giaoviec.site.proxies import TrustedProxies

FORM = RequestFactory()


def _seen_through_proxies(**headers: Any) -> tuple[str, str]:
    seen: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    TrustedProxies(view)(FORM.get("/", **headers))
    request = seen[0]
    assert not [name for name in request.META if name.startswith("HTTP_X_FORWARDED")]
    return request.META["REMOTE_ADDR"], str(request.scheme)


@pytest.fixture
def proxies(settings):
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("10.0.0.0/24")]


@pytest.mark.parametrize(
    ("peer", "hops", "address"),
    [
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("203.0.113.66", "127.0.0.1", "203.0.113.66"),
    ],
)
def test_an_address_is_believed_only_from_a_trusted_proxy(proxies, peer, hops, address):
    assert _seen_through_proxies(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=hops)[0] == address


def test_https_is_believed_only_from_a_trusted_proxy(proxies):
    forwarded = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}
    assert _seen_through_proxies(REMOTE_ADDR="10.0.0.1", **forwarded)[1] == "https"
    assert _seen_through_proxies(REMOTE_ADDR="203.0.113.66", **forwarded)[1] == "http"


def test_every_answer_forbids_what_is_inline_or_elsewhere_and_every_cache():
    response = BrowserHeaders(lambda _request: HttpResponse())(FORM.get("/"))
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert response.headers["Cache-Control"] == "no-store"


def test_a_view_may_set_a_stricter_policy_of_its_own():
    own = HttpResponse(headers={"Content-Security-Policy": "sandbox"})
    assert BrowserHeaders(lambda _request: own)(FORM.get("/")).headers["Content-Security-Policy"] == "sandbox"


def test_an_upload_stays_in_memory():
    request = FORM.post("/", {"note": "ghi chú", "file": SimpleUploadedFile("a.txt", b"x" * 3_000_000)})
    file = request.FILES["file"]
    assert type(file).__name__ == "InMemoryUploadedFile"
    assert (file.size, file.read()) == (3_000_000, b"x" * 3_000_000)


def test_of_a_file_over_the_limit_only_the_size_is_kept_and_the_rest_of_the_form_is_there(settings):
    settings.UPLOAD_LIMIT = 100_000
    files = [SimpleUploadedFile("a.bin", b"x" * 300_000), SimpleUploadedFile("b.txt", b"tiny")]
    request = FORM.post("/", {"note": "ghi chú", "large": files[0], "small": files[1]})
    assert (request.FILES["large"].size, request.FILES["large"].read()) == (300_000, b"")
    assert (request.FILES["small"].size, request.FILES["small"].read()) == (4, b"tiny")
    assert request.POST["note"] == "ghi chú"


def test_a_file_of_exactly_the_limit_is_kept(settings):
    settings.UPLOAD_LIMIT = 200_000
    request = FORM.post("/", {"file": SimpleUploadedFile("a.bin", b"x" * 200_000)})
    assert len(request.FILES["file"].read()) == 200_000


@pytest.mark.django_db  # The page of the refusal names the province.
def test_a_strange_host_name_is_refused(client):
    logging.disable(logging.ERROR)
    try:
        assert client.get("/healthz", headers={"host": "elsewhere.example"}).status_code == 400
    finally:
        logging.disable(logging.NOTSET)
