"""Small looks at WordprocessingML, by local names: Word writes the same tags in two namespaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

Element: TypeAlias = Any  # an lxml element; lxml has no types


def local(element: Element) -> str:
    """The tag without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along ``path`` of local names."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that local name."""
    if element is not None:
        yield from (one for one in element if local(one) == name)


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def value_of(element: Element | None, *path: str) -> str | None:
    """``w:val`` at the end of ``path``."""
    return attribute(child(element, *path), "val")


def switched_on(element: Element | None, *path: str) -> bool:
    """Whether an on/off property stands at ``path`` and is not switched off."""
    found = child(element, *path)
    return found is not None and (attribute(found, "val") or "1") not in ("0", "false", "off", "none")
