"""The seal of a snapshot: its SHA-256 and an Ed25519 signature, in a comment behind the page's last tag.

The seal covers every byte before it. The key is that of backup manifests (`ops.backups.keys`); its public half, in hex,
is printed on the page and told to whoever must verify a copy elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management import CommandError

from giaoviec.ops.backups import keys

OPENING, CLOSING = b"<!-- giaoviec-seal ", b" -->\n"
WRITTEN = re.compile(rb'<meta name="giaoviec-snapshot" content="([^"]*)">')


def sealed(page: bytes) -> bytes:
    """The page with its seal."""
    said = {
        "sha256": hashlib.sha256(page).hexdigest(),
        "signature": keys.signing_key().sign(page).hex(),
        "signer": keys.signer(),
    }
    return page + OPENING + json.dumps(said, sort_keys=True).encode() + CLOSING


def verified(data: bytes, *, signer: str) -> str:
    """What an untouched snapshot of that signer (hex) says of itself; `CommandError` where another is before us."""
    page, _, rest = data.rpartition(OPENING)
    try:
        said = json.loads(rest.removesuffix(CLOSING)) if page and rest.endswith(CLOSING) else {}
        signature, digest, by = bytes.fromhex(said["signature"]), said["sha256"], said["signer"]
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer))
    except (ValueError, KeyError, TypeError):
        raise CommandError("Tệp không có dấu ký trọn vẹn: không phải bản chụp, hoặc đã bị cắt.") from None
    if hashlib.sha256(page).hexdigest() != digest:
        raise CommandError("Bản chụp đã bị sửa sau khi ký: mã SHA-256 không khớp nội dung.")
    try:
        key.verify(signature, page)
    except InvalidSignature:
        raise CommandError(f"Bản chụp không do khóa {signer[:16]}… ký (tệp ghi khóa {str(by)[:16]}…).") from None
    written = WRITTEN.search(page)
    return f"{written[1].decode() if written else ''} SHA-256 {digest}, khóa ký {signer}."
