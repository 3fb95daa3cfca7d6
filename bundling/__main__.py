"""`dev.py bundle [--out FILE]`: one signed archive that installs, upgrades and goes back without a network."""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from bundling.making import ROOT, make, signing_key
from bundling.parts import UnknownLicence


def main() -> int:
    given = _parser().parse_args()
    key = signing_key(given.key)
    if not given.tree and subprocess.run(["git", "diff", "--quiet", "HEAD"], cwd=ROOT).returncode:
        print("bundle: what is not committed is not in the bundle", file=sys.stderr)
    try:
        path = make(
            given.out,
            revision="" if given.tree else given.revision,
            version=given.version,
            key=key,
            wheels=given.wheels,
        )
    except UnknownLicence as fault:
        print(f"bundle: {fault}", file=sys.stderr)
        return 1
    public = key.public_key().public_bytes_raw().hex()
    path.with_suffix(".key").write_text(f"{public}\n")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    print(f"key     {public}\nsha256  {digest}\n{path}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py bundle", description=__doc__)
    data = Path(os.environ.get("DATA_DIR") or ROOT / "var")
    parser.add_argument("--out", type=Path, help="default dist/giaoviec-VERSION.zip")
    parser.add_argument("--revision", default="HEAD", help="the commit whose source goes in")
    parser.add_argument("--tree", action="store_true", help="the files as they lie here, for a rehearsal")
    parser.add_argument("--version", default="", help="another version number, for a rehearsal")
    parser.add_argument(
        "--key", type=Path, default=Path(os.environ.get("BUNDLE_KEY") or data / "keys" / "bundle-signing"),
        help="the signing key, made where it is missing; also BUNDLE_KEY",
    )  # fmt: skip
    parser.add_argument("--wheels", type=Path, default=ROOT / "var" / "wheels", help="where wheels are kept")
    return parser


if __name__ == "__main__":
    sys.exit(main())
