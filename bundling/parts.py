"""What the product is made of: each package with version, hash and licence, as CycloneDX says it."""

from __future__ import annotations

import email
import hashlib
import io
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from zipfile import ZipFile

FIT = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "LGPL-2.1-only", "LGPL-3.0-only", "MIT", "MIT-0", "MIT-CMU",
    "MPL-2.0", "OFL-1.1", "PSF-2.0", "Zlib",
}  # fmt: skip
"""Licences under which a package may be shipped unchanged beside a product under Apache-2.0."""
ROW = re.compile(r"^\| ([a-z0-9][A-Za-z0-9_.-]*) \| ([A-Z0-9][A-Za-z0-9. -]*) \|", re.MULTILINE)


class UnknownLicence(Exception):
    """A package that nobody has judged may not be shipped."""


@dataclass(frozen=True)
class Part:
    """A package of the bundle."""

    name: str
    version: str
    sha256: str
    licence: str


def plain(name: str) -> str:
    """A package's name as the lock writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licences(table: str) -> dict[str, str]:
    """The table of `docs/licences.md`: each package's licence as an SPDX expression."""
    return {plain(name): licence for name, licence in ROW.findall(table)}


def unfit(expression: str) -> set[str]:
    """The licences of an expression that are not fit to ship; of a choice one is enough."""
    choices = [set(choice.split(" AND ")) - FIT for choice in expression.split(" OR ")]
    return min(choices, key=len)


def listed(wheels: Mapping[str, bytes], known: Mapping[str, str]) -> list[Part]:
    """The packages of wheels. `UnknownLicence` for one without a line in the table, or with one that is not fit."""
    return [_part(data, known) for _, data in sorted(wheels.items())]


def _part(wheel: bytes, known: Mapping[str, str]) -> Part:
    with ZipFile(io.BytesIO(wheel)) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        said = email.message_from_bytes(archive.read(name))
    package = plain(said["Name"])
    licence = known.get(package, "")
    if not licence or unfit(licence):
        raise UnknownLicence(f"docs/licences.md: {package} {said['Version']} has no line with a licence fit to ship")
    return Part(package, said["Version"], hashlib.sha256(wheel).hexdigest(), licence)


def as_cyclonedx(version: str, parts: list[Part]) -> bytes:
    """A CycloneDX 1.5 list in JSON; the same parts give the same bytes."""
    components = [
        {
            "type": "library",
            "name": part.name,
            "version": part.version,
            "purl": f"pkg:pypi/{part.name}@{part.version}",
            "hashes": [{"alg": "SHA-256", "content": part.sha256}],
            "licenses": [{"expression": part.licence}],
        }
        for part in parts
    ]
    product = {"type": "application", "name": "giaoviec", "version": version}
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([product, components]))
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": {**product, "licenses": [{"expression": "Apache-2.0"}]}},
        "components": components,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()
