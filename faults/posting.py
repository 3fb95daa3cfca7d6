"""In a process of its own: marked words and a marked file are put into every form that a page shows, and sent.

`python -m faults.posting PAGES [--open]`: so many pages for each person; `--open` takes the gate away, to show that the
search finds what leaks. Prints how many forms were sent and what answered.
"""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter, deque
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

import django
from lxml import html

CANARY = "zqcanary7731"
MARKED = f"MẬT - Kế hoạch {CANARY}"
PEOPLE = ("vanthu", "stc.vanphong", "chanhvp", "theodoi", "chutich", "stc.giamdoc", "quantri", "hatang")
DAY = date(2026, 11, 24)
GIVEN = {"numeric": "24/11/2026"}


def main() -> None:
    pages, is_open = int(sys.argv[1]), "--open" in sys.argv
    django.setup()
    from django.conf import settings
    from django.test.utils import setup_test_environment

    setup_test_environment()
    settings.TODAY = DAY
    settings.DEMONSTRATION_MARK.write_text(settings.DATABASE_DIGEST)
    if is_open:
        _open_the_gate()
    logging.getLogger("django.request").setLevel(logging.WARNING)
    sys.stdout.write(json.dumps(_sent(pages)))


def _open_the_gate() -> None:
    from giaoviec.documents import gate
    from giaoviec.intake.gate import CLEAN
    from giaoviec.regulation import asking

    gate.intake_gate.judge_text = lambda _text, where="document": CLEAN  # type: ignore[assignment]
    gate.intake_gate.judge_file = lambda _name, _data, _extraction: CLEAN  # type: ignore[assignment]
    asking.judge_text = gate.intake_gate.judge_text  # type: ignore[attr-defined]


def _sent(pages: int) -> dict[str, Any]:
    from giaoviec.documents.models import Refusal
    from tests.cast import signed_in
    from tests.shell.reporting import make_year

    world = make_year()
    answers: Counter[str] = Counter()
    doors: set[str] = set()
    for who in PEOPLE:
        client = signed_in(world.cast.person(who))
        for page, form in forms_of(client, pages):
            for careful in (True, False):
                status, address = send(client, page, form, careful=careful)
                doors.add(address)
                answers[str(status)] += 1
    return {"doors": len(doors), "answers": dict(answers), "refusals": Refusal.objects.count(), "sessions": _sessions()}


def forms_of(client: Any, pages: int) -> Any:
    """The forms of the pages that somebody reaches from his desk."""
    waiting, seen = deque(["/"]), set()
    while waiting and len(seen) < pages:
        here = waiting.popleft()
        if _shape(here) in seen:
            continue
        seen.add(_shape(here))
        answer = client.get(here)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        tree = html.fromstring(answer.content)
        for link in tree.xpath("//main//a/@href | //header//a/@href"):
            if link.startswith("/") and not link.startswith(("/static", "/dang-xuat", "/huong-dan", "/quy-che")):
                waiting.append(link)
        yield from ((here, form) for form in tree.xpath("//main//form[@method='post']"))


def _shape(address: str) -> str:
    return "/".join("#" if part.isdigit() else part for part in urlsplit(address).path.split("/"))


def send(client: Any, page: str, form: Any, *, careful: bool, words: str = MARKED) -> tuple[int, str]:
    """`careful`: days and numbers as they should be, so that nothing but the gate stands in the way of the `words`."""
    data: dict[str, Any] = {}
    for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        value = _value(field, careful=careful, words=words)
        if value is not None:
            data[field.get("name")] = value
    address = urljoin(page, form.get("action") or page)
    return client.post(address, data).status_code, _shape(address)


def _value(field: Any, *, careful: bool, words: str) -> Any:
    kind = field.get("type", "")
    if field.tag == "select":
        return next((one for one in field.xpath("./option/@value") if one), "")
    if kind == "file":
        return _file()
    if kind in ("checkbox", "radio"):
        return field.get("value", "on")
    if kind in ("hidden", "submit", "button", "password"):
        return field.get("value", "")
    if careful and field.get("inputmode") in GIVEN:
        return GIVEN[field.get("inputmode")]
    return words


def _file() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.intake.papers import word

    return SimpleUploadedFile("van-ban.docx", word(["ỦY BAN NHÂN DÂN", "Số: 1/UBND-NC", "MẬT", f"Kế hoạch {CANARY}"]))


def _sessions() -> int:
    """Sessions in whose packed words the canary stands."""
    from giaoviec.agencies.models import Session

    return sum(CANARY in json.dumps(row.get_decoded(), ensure_ascii=False) for row in Session.objects.all())


if __name__ == "__main__":
    main()
