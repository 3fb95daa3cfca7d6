"""Every package that is shipped has a licence that somebody judged, and stands in the parts list."""

from __future__ import annotations

import json
from importlib.metadata import distribution
from io import BytesIO
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from bundling.parts import FIT, UnknownLicence, as_cyclonedx, licences, listed, plain, unfit
from giaoviec.environment import ROOT

TABLE = licences((ROOT / "docs" / "licences.md").read_text(encoding="utf-8"))
SAME = {  # how packages write, beside SPDX, what we write as SPDX
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "LGPL v3": "LGPL-3.0-only",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "Apache-2.0 AND BSD-3-Clause",
}


def locked() -> list[str]:
    lines = (ROOT / "requirements" / "runtime.lock").read_text().splitlines()
    wanted = [Requirement(line.split(" \\")[0]) for line in lines if line[:1].isalnum()]
    return sorted(plain(one.name) for one in wanted if one.marker is None or one.marker.evaluate())


def test_each_package_of_the_lock_has_a_line_and_no_line_is_left_over():
    assert sorted(TABLE) == locked()


def test_each_licence_is_fit_to_ship():
    assert {name: unfit(licence) for name, licence in TABLE.items() if unfit(licence)} == {}


def test_a_line_says_what_the_package_itself_says():
    other = {}
    for name, licence in TABLE.items():
        said = distribution(name).metadata
        own = said.get("License-Expression") or (said.get("License") or "").split("\n")[0]
        if own and len(own) < 60 and not own.startswith("Copyright") and SAME.get(own, own) != licence:
            other[name] = (own, licence)
    assert other == {}


@pytest.mark.parametrize(
    ("expression", "left"),
    [
        ("MIT", set()),
        ("GPL-3.0-only", {"GPL-3.0-only"}),
        ("GPL-3.0-only OR MIT", set()),
        ("MIT AND GPL-3.0-only", {"GPL-3.0-only"}),
        ("SSPL-1.0 OR GPL-3.0-only AND MIT", {"SSPL-1.0"}),
    ],
)
def test_of_a_choice_one_licence_is_enough_of_a_sum_none_may_be_unfit(expression, left):
    assert unfit(expression) == left
    assert "GPL-3.0-only" not in FIT


def wheel(name: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    return out.getvalue()


def test_a_package_that_nobody_judged_is_not_shipped():
    for known in ({}, {"new-one": "GPL-3.0-only"}):
        with pytest.raises(UnknownLicence, match=r"new-one 1\.0 has no line with a licence fit to ship"):
            listed({"new_one-1.0.whl": wheel("New_One")}, known)


def test_the_parts_list_names_each_package_with_version_hash_and_licence():
    said = json.loads(as_cyclonedx("1.2.3", listed({"a.whl": wheel("Some_Thing")}, {"some-thing": "MIT"})))
    assert (said["bomFormat"], said["specVersion"], said["metadata"]["component"]["version"]) == (
        "CycloneDX",
        "1.5",
        "1.2.3",
    )
    (part,) = said["components"]
    assert (part["name"], part["purl"]) == ("some-thing", "pkg:pypi/some-thing@1.0")
    assert (part["licenses"], part["hashes"][0]["alg"]) == ([{"expression": "MIT"}], "SHA-256")
