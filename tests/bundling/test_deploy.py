"""The samples in `deploy/`: units that start what the installer lays, a proxy that believes nobody."""

from __future__ import annotations

import re
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from configparser import RawConfigParser
from datetime import UTC, datetime, timedelta
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from giaoviec.environment import ROOT

DEPLOY = ROOT / "deploy"
UNITS = {"giaoviec": "serve", "giaoviec-web": "serve --web", "giaoviec-work": "serve --work"}


@pytest.mark.parametrize(("name", "verb"), UNITS.items())
def test_a_unit_starts_what_the_installer_lays_and_may_write_only_data(name, verb):
    unit = RawConfigParser(strict=False)
    unit.optionxform = str
    unit.read(DEPLOY / f"{name}.service", encoding="utf-8")
    service = unit["Service"]
    assert service["ExecStart"] == f"/opt/giaoviec/current/venv/bin/giaoviec {verb}"
    assert service["EnvironmentFile"] == "/opt/giaoviec/giaoviec.env"
    assert (service["User"], service["NoNewPrivileges"], service["CapabilityBoundingSet"]) == ("giaoviec", "yes", "")
    assert (service["ProtectSystem"], service["ReadWritePaths"]) == ("strict", "/opt/giaoviec/data /dev/shm")


def test_the_proxies_let_the_product_itself_say_that_a_file_is_too_large(settings):
    limits = [
        int(re.search(pattern, (DEPLOY / name).read_text())[1])
        for name, pattern in (("nginx.conf", r"client_max_body_size (\d+)m"), ("Caddyfile", r"max_size (\d+)MB"))
    ]
    assert limits == [60, 60]
    assert all(limit * 10**6 > settings.UPLOAD_LIMIT for limit in limits)


@pytest.mark.nginx
def test_nginx_passes_the_true_caller_and_drops_what_he_claims(proxied):
    answer = asked(
        proxied, "/viec/", {"X-Forwarded-For": "10.9.8.7", "Forwarded": "for=10.9.8.7", "X-Forwarded-Host": "x"}
    )
    assert answer.startswith("200 ")
    assert "X-Forwarded-For: 127.0.0.1" in answer
    assert "X-Forwarded-Proto: https" in answer
    assert "10.9.8.7" not in answer
    assert "X-Forwarded-Host" not in answer


@pytest.mark.nginx
def test_nginx_does_not_hand_out_the_measures(proxied):
    assert asked(proxied, "/metrics", {}).startswith("404 ")


def asked(port: int, path: str, headers: dict[str, str]) -> str:
    context = ssl._create_unverified_context()
    connection = HTTPSConnection("127.0.0.1", port, context=context, timeout=30)
    connection.request("GET", path, headers={"Host": "giaoviec.tinh.example", **headers})
    answer = connection.getresponse()
    return f"{answer.status} {answer.read().decode()}"


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[int]:
    """The port of an nginx with our sample, before a server that says what headers came to it."""
    behind = HTTPServer(("127.0.0.1", 0), Saying)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    port, plain = free_port(), free_port()
    certify(tmp_path)
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("/etc/ssl/giaoviec", str(tmp_path)),
        ("127.0.0.1:8000", f"127.0.0.1:{behind.server_port}"),
    ):
        assert old in site
        site = site.replace(old, new)
    (tmp_path / "site.conf").write_text(site, encoding="utf-8")
    places = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log;"
        f"events {{}} http {{ access_log off; {places} include {tmp_path}/site.conf; }}"
    )
    command = ["nginx", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "error.log")]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
    server = subprocess.Popen(command)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()
        behind.shutdown()
        behind.server_close()


class Saying(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = "\n".join(f"{name}: {value}" for name, value in self.headers.items()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None: ...


def certify(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "giaoviec.tinh.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx did not listen in half a minute")
