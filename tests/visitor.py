"""Somebody in front of the product with a plain browser: opens pages, fills in what he sees, presses buttons.

No script runs and no style is read: what he can do, everybody can. Fields, buttons and links are found by the words
that stand on them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

SILENT = ("script", "style", "template", "noscript")
FIELDS = "self::input or self::select or self::textarea"


@dataclass
class Visitor:
    """`page` is what he looks at, `status` its answer, `here` its address; redirects are followed."""

    client: Client
    here: str = "/"
    status: int = 0
    content: bytes = b""
    page: Any = None
    typed: dict[str, Any] = field(default_factory=dict)

    # ---- looking

    def open(self, path: str, *, status: int | None = 200) -> Visitor:
        """Goes to an address, and expects that answer (None: any)."""
        target = urljoin(self.here, path)
        self.arrived(self.client.get(target.partition("#")[0], follow=True), target)
        assert status in (None, self.status), f"{path}: {self.status}\n{self.text[:600]}"
        return self

    @property
    def text(self) -> str:
        """Everything that can be read on the page, each stretch of spaces as one."""
        return _words(self.page)

    @property
    def main(self) -> str:
        """What can be read in the page's own part, without masthead and foot."""
        return _words(self.page.xpath("//main")[0])

    def sees(self, *sentences: str) -> bool:
        """Whether all of these stand on the page."""
        return all(sentence in self.text for sentence in sentences)

    def section(self, heading: str) -> str:
        """What can be read in the part of the page under a heading; empty where there is none."""
        for head in self.page.xpath("//main//section//*[self::h2 or self::h3]"):
            if _words(head).startswith(heading):
                return _words(next(head.iterancestors("section")))
        return ""

    def particular(self, term: str) -> str:
        """What stands beside a term: in a list of particulars or of facts."""
        for head in self.page.xpath("//dt"):
            if _words(head) == term:
                return _words(head.getnext())
        raise AssertionError(f"no “{term}” on {self.here}: {[_words(one) for one in self.page.xpath('//dt')]}")

    def errors(self) -> dict[str, str]:
        """The sentence at each field that was refused, by the field's name; "" for what belongs to no field."""
        found = {}
        for control in self.page.xpath("//*[@aria-invalid='true']"):
            said = [self.page.get_element_by_id(name, None) for name in control.get("aria-describedby", "").split()]
            words = [_words(one) for one in said if one is not None and "hint" not in one.get("class", "")]
            found[control.get("name")] = " ".join(words)
        for alert in self.page.xpath("//main//*[contains(@class, 'notice')]"):
            found.setdefault("", _words(alert))
        return found

    def value(self, name: str) -> Any:
        """What a field holds."""
        return _value(self._field(name), self.typed)

    def buttons(self) -> list[str]:
        """The words on the buttons and on the links that look like buttons."""
        found = self.page.xpath("//main//button | //main//a[contains(concat(' ', @class, ' '), ' btn ')]")
        return [_words(one) for one in found]

    def main_button(self) -> str:
        """The words on the button that sends the page's form."""
        return _words(self.page.xpath("//main//form//button[contains(@class, 'primary')]")[0])

    # ---- doing

    def fill(self, **values: Any) -> Visitor:
        """Fills in fields by their names: text; the words or the value of an option (a list of them where several may
        be chosen); True or False for a box; (name, bytes) for a file, or a list of them."""
        for name, value in values.items():
            control = self._field(name)
            self.typed[name] = _chosen(control, value) if control.tag == "select" else value
        return self

    def press(self, words: str) -> Visitor:
        """Presses a button: its form is sent with everything in it."""
        button = self._button(words)
        form = self._form_of(button)
        data = self._sent(form)
        if name := button.get("name"):
            data.setdefault(name, []).append(button.get("value", ""))
        target = urljoin(self.here, button.get("formaction") or form.get("action") or self.here)
        way = self.client.post if form.get("method", "get").lower() == "post" else self.client.get
        self.arrived(way(urlsplit(target)._replace(fragment="").geturl(), data, follow=True), target)
        return self

    def follow(self, words: str) -> Visitor:
        """Follows the first link on which these words stand."""
        links = [link for link in self.page.xpath("//a[@href]") if _words(link).startswith(words)]
        assert links, f"no link “{words}” on {self.here}: {[_words(one) for one in self.page.xpath('//main//a')]}"
        return self.open(links[0].get("href"))

    def arrived(self, answer: Any, target: str) -> None:
        """He looks at an answer now."""
        chain = getattr(answer, "redirect_chain", [])
        self.here = urljoin(target, chain[-1][0]) if chain else target
        self.status, self.typed = answer.status_code, {}
        self.content = answer.getvalue() if answer.streaming else answer.content
        if "html" in answer.headers.get("Content-Type", ""):
            self.page = html.document_fromstring(self.content.decode())

    def _field(self, name: str) -> Any:
        found = self.page.xpath(f"//*[{FIELDS}][@name=$name]", name=name)
        assert found, f"no field “{name}” on {self.here}: {self.page.xpath(f'//*[{FIELDS}]/@name')}"
        return found[0]

    def _button(self, words: str) -> Any:
        shown = self.page.xpath("//button[not(@hidden)]")
        named = [one for one in shown if _words(one) == words or one.get("aria-label") == words]
        assert named, f"no button “{words}” on {self.here}: {[_words(one) for one in shown]}"
        return named[0]

    def _form_of(self, control: Any) -> Any:
        if owner := control.get("form"):
            return self.page.get_element_by_id(owner)
        return next(control.iterancestors("form"))

    def _sent(self, form: Any) -> dict[str, list[Any]]:
        """What a browser would send of a form."""
        data: dict[str, list[Any]] = {}
        for control in self.page.xpath(f"//*[{FIELDS}][@name][not(@disabled)]"):
            owner, value = control.get("form"), _value(control, self.typed)
            mine = owner == form.get("id") if owner else form in control.iterancestors()
            if mine and value is not None:
                data.setdefault(control.get("name"), []).extend(value if isinstance(value, list) else [value])
        return data


def _value(control: Any, typed: dict[str, Any]) -> Any:
    """What a control sends; None where it sends nothing."""
    given, kind = typed.get(control.get("name")), control.get("type", "text")
    if kind == "radio":
        ticked = control.get("checked") is not None if given is None else control.get("value") == given
        return control.get("value") if ticked else None
    if kind == "checkbox":
        return control.get("value", "on") if (control.get("checked") is not None if given is None else given) else None
    if kind == "file":
        files = given if isinstance(given, list) else [given] if given else []
        return [SimpleUploadedFile(name, data) for name, data in files] or None
    return _kept(control) if given is None else given


def _kept(control: Any) -> Any:
    """What a control holds as the page came."""
    if control.tag == "select":
        return _selected(control)
    return (control.text or "").removeprefix("\n") if control.tag == "textarea" else control.get("value", "")


def _selected(control: Any) -> Any:
    options = control.xpath(".//option")
    chosen = [_of_option(one) for one in options if one.get("selected") is not None]
    if control.get("multiple") is not None:
        return chosen
    return chosen[-1] if chosen else _of_option(options[0]) if options else None


def _chosen(control: Any, wanted: Any) -> Any:
    """The values of the options that are wanted, by their words or values; what is not offered is sent as it is."""
    known = {_words(one): _of_option(one) for one in control.xpath(".//option")}
    if isinstance(wanted, list | tuple):
        return [known.get(str(one), str(one)) for one in wanted]
    return known.get(str(wanted), str(wanted))


def _of_option(option: Any) -> str:
    return str(option.get("value", option.text or ""))


def _words(element: Any) -> str:
    """What can be read in an element: no scripts, no keys beside a button's words."""
    parts: list[str] = []
    _collect(element, parts)
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", "".join(parts)).strip())


def _collect(element: Any, parts: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    if not (element.tag == "kbd" and element.getparent() is not None and element.getparent().tag == "button"):
        parts.append(element.text or "")
        for child in element:
            _collect(child, parts)
            parts.append(child.tail or "")
    if element.tag not in ("a", "b", "em", "i", "kbd", "q", "span", "strong", "time"):
        parts.append(" ")
