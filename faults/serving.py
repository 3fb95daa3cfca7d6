"""The product served for a fault on a port of its own, and one signed-in person in front of it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from faults.cluster import free_port
from faults.installation import ROOT, output_of

PATIENCE = 60
FORM = "/van-hanh/su-co/"
KEPT = (302, 303)
"""The answers to what was kept."""
SIGN_IN = (
    "import django; django.setup(); from tests.cast import make_cast;"
    "print(make_cast().client('hatang').cookies['giaoviec'].value)"
)


@dataclass(frozen=True)
class Answer:
    """`status` is 0 where nobody answered in time."""

    status: int
    text: str
    seconds: float
    retry_after: str = ""

    def is_clear(self) -> bool:
        """A page of its own that says in Vietnamese what to do, within 5 s."""
        return self.status == 503 and self.seconds <= 5 and "chưa được lưu" in self.text and bool(self.retry_after)


@dataclass
class Desk:
    """The incidents' page: read, and written with a form."""

    url: str
    cookie: str
    token: str = ""

    def read(self, path: str = FORM) -> Answer:
        return self._ask(path)

    def open(self) -> Answer:
        """The form's own word is kept, so that it can be sent while nothing can be read."""
        answer = self.read()
        if found := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.text):
            self.token = found[1]
        return answer

    def write(self, title: str) -> Answer:
        """An answer of `KEPT` where the incident stands."""
        said = {"title": title, "text": "Đã thấy.", "csrfmiddlewaretoken": self.token}
        return self._ask(FORM, urllib.parse.urlencode(said).encode())

    def recovered(self, title: str) -> float:
        """Seconds until a write was kept again, tried each 0.2 s."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE and self.write(title).status not in KEPT:
            time.sleep(0.2)
        return time.monotonic() - began

    def _ask(self, path: str, data: bytes | None = None) -> Answer:
        cookies = f"giaoviec={self.cookie}; giaoviec-csrf={self.token}"
        asked = urllib.request.Request(f"{self.url}{path}", data, {"Cookie": cookies, "Origin": self.url})
        began = time.monotonic()
        try:
            with _OPENER.open(asked, timeout=PATIENCE) as answer:
                return _answer(answer, began)
        except urllib.error.HTTPError as answer:
            return _answer(answer, began)
        except OSError as fault:
            return Answer(0, str(fault), time.monotonic() - began)


class _Stay(urllib.request.HTTPRedirectHandler):
    """What was kept answers with a way on, which is not gone."""

    def redirect_request(self, *_args: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


def _answer(answer: urllib.error.HTTPError, began: float) -> Answer:
    text = answer.read().decode(errors="replace")
    return Answer(answer.status or 0, text, time.monotonic() - began, answer.headers.get("Retry-After", ""))


@contextmanager
def served(environ: dict[str, str], cookie: str = "") -> Iterator[Desk]:
    """The pages alone, on a province with the cast of the tests; the infrastructure's keeper is signed in, anew where
    no session of his is given."""
    cookie = cookie or output_of(environ, "-c", SIGN_IN).strip()
    port = free_port()
    command = [sys.executable, "-m", "giaoviec.cli", "serve", "--web", "--tied"]
    environ = environ | {"PORT": str(port), "WEB_PROCESSES": "1", "LOG_LEVEL": "ERROR"}
    with open(f"{environ['DATA_DIR']}/serve.log", "wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environ, stdin=subprocess.PIPE, stderr=log)
    try:
        desk = Desk(f"http://127.0.0.1:{port}", cookie)
        end = time.monotonic() + PATIENCE
        while (answer := desk.open()).status != 200:
            if time.monotonic() > end or server.poll() is not None:
                raise RuntimeError(f"the server does not answer: {answer.status} {answer.text[:200]}")
            time.sleep(0.1)
        yield desk
    finally:
        server.terminate()
        server.wait()


def titles(environ: dict[str, str]) -> list[str]:
    """The incidents that are kept."""
    asked = (
        "import django; django.setup(); from giaoviec.ops.models import Incident;"
        "print(*Incident.objects.filter(key='').values_list('title', flat=True), sep='\\n')"
    )
    return output_of(environ, "-c", asked).split()
