"""Signatures verified on arrival: XMLDSig of a package, PAdES in its PDF files, CMS beside any file.

Who, when, whether all is covered, whether the certificate leads to the trust list. Nothing is fetched: no CRL, no OCSP.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import io
from collections.abc import Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from giaoviec.exchange.edxml.shapes import File, Signature
from giaoviec.exchange.edxml.tree import Element, local

_DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
_DETACHED = ".p7s"
CERTIFICATES = (".pem", ".crt", ".cer", ".der")


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom to trust, as data: certificates (DER) of a folder's files, and the moment of arrival."""

    roots: tuple[bytes, ...]
    at: datetime

    @classmethod
    def of(cls, folder: Path | None, at: datetime) -> Trust:
        """The certificates in a folder, PEM or DER; without one nobody is trusted. `at` has a time zone."""
        files = sorted(folder.iterdir()) if folder and folder.is_dir() else []
        found = [der for file in files if file.suffix.lower() in CERTIFICATES for der in _certificates(file)]
        return cls(tuple(found), at)


def in_package(root: Element, trust: Trust, warnings: list[str]) -> list[Signature]:
    """What the XMLDSig of a package shows; none where it has none."""
    signed = list(root.iter(f"{_DSIG}Signature"))
    if len(signed) > 1:
        warnings.append(f"Gói có {len(signed)} chữ ký số XML; mới kiểm tra chữ ký đầu.")
    return [_xmldsig(root, one, trust) for one in signed[:1]]


def in_files(files: Iterable[File], trust: Trust) -> list[Signature]:
    """What the signatures in PDF files, and the CMS signatures beside files, show."""
    there = {file.name: file for file in files}
    found: list[Signature] = []
    for file in there.values():
        if file.data[:1024].lstrip().startswith(b"%PDF-") and b"/ByteRange" in file.data:
            found += _pades(file, trust)
        elif file.name.casefold().endswith(_DETACHED):
            found.append(_cms(file, there.get(file.name[: -len(_DETACHED)]), trust))
    return found


def _xmldsig(root: Element, element: Element, trust: Trust) -> Signature:
    from signxml import InvalidCertificate, InvalidInput, InvalidSignature

    said = next((one.text or "" for one in element.iter("*") if local(one) == "SigningTime"), "")
    certificates = [_decoded(one.text or "") for one in element.iter(f"{_DSIG}X509Certificate")]
    for der in filter(None, certificates):
        try:
            covered = _covered(root, der)
        except (InvalidSignature, InvalidInput, InvalidCertificate, ValueError, TypeError, LookupError):
            continue
        known = _trusted(der, certificates, trust)
        return Signature(
            kind="XMLDSig", signer=_name(der), at=said, intact=True, whole="edXML" in covered, trusted=known
        )
    signer = next((_name(der) for der in certificates if der), "")
    return Signature(kind="XMLDSig", signer=signer, at=said)


def _covered(root: Element, der: bytes) -> set[str]:
    """The names of the elements that a signature by this certificate covers; raises where it does not hold."""
    from cryptography.x509 import load_der_x509_certificate
    from signxml import SignatureConfiguration, XMLVerifier

    config = SignatureConfiguration(expect_references=False)
    found = XMLVerifier().verify(root, x509_cert=load_der_x509_certificate(der), expect_config=config)
    results = found if isinstance(found, list) else [found]
    return {local(one.signed_xml) for one in results if one.signed_xml is not None}


def _trusted(der: bytes, others: Iterable[bytes], trust: Trust) -> bool:
    from asn1crypto.x509 import Certificate
    from pyhanko_certvalidator import CertificateValidator
    from pyhanko_certvalidator.errors import PathError, ValidationError

    chain = [Certificate.load(one) for one in others if one and one != der]
    validator = CertificateValidator(
        Certificate.load(der), intermediate_certs=chain, validation_context=_context(trust)
    )
    try:
        _finished(validator.async_validate_usage(set()))
    except (PathError, ValidationError, ValueError, TypeError):
        return False
    return True


def _pades(file: File, trust: Trust) -> list[Signature]:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import async_validate_pdf_signature

    try:
        signed = PdfFileReader(io.BytesIO(file.data), strict=False).embedded_signatures
        checks = [partial(async_validate_pdf_signature, one) for one in signed]
    except Exception:  # pyHanko may raise anything on a broken file; that it cannot be verified is the finding
        return [Signature(kind="PAdES", on=file.name)]
    return [_checked("PAdES", file.name, check, trust) for check in checks]


def _cms(file: File, signed: File | None, trust: Trust) -> Signature:
    from asn1crypto.cms import ContentInfo
    from pyhanko.sign.validation import async_validate_cms_signature, async_validate_detached_cms

    name = signed.name if signed else file.name
    try:
        content = ContentInfo.load(_decoded(_armour_off(file.data)) or file.data)["content"]
        inside = content["encap_content_info"]["content"].native is not None
    except (ValueError, TypeError, KeyError):
        return Signature(kind="CMS", on=name)
    if inside:
        return _checked("CMS", file.name, partial(async_validate_cms_signature, content), trust)
    if signed is None:
        return Signature(kind="CMS", on=name)
    return _checked("CMS", name, partial(async_validate_detached_cms, signed.data, content), trust)


def _checked(kind: str, on: str, check: Any, trust: Trust) -> Signature:
    """What pyHanko finds; whatever goes wrong means that the signature does not hold."""
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
    try:
        status = _finished(check(signer_validation_context=_context(trust), key_usage_settings=usage))
    except Exception:  # as above: a signature that cannot be verified is no signature
        return Signature(kind=kind, on=on)
    said = status.signer_reported_dt
    return Signature(
        kind=kind,
        on=on,
        signer=_name(status.signing_cert.dump()),
        at=f"{said:%d/%m/%Y %H:%M}" if said else "",
        intact=bool(status.intact and status.valid),
        whole=_is_whole(status),
        trusted=bool(status.trusted),
    )


def _is_whole(status: Any) -> bool:
    """Of a PDF: all of it, or its revision with nothing after but what signing adds. CMS covers all or nothing."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel as Level

    coverage = getattr(status, "coverage", Level.ENTIRE_FILE)
    if coverage is Level.ENTIRE_FILE:
        return True
    return coverage is Level.ENTIRE_REVISION and status.modification_level in (
        ModificationLevel.NONE,
        ModificationLevel.LTA_UPDATES,
        ModificationLevel.FORM_FILLING,
    )


def _context(trust: Trust) -> Any:
    from asn1crypto.x509 import Certificate
    from pyhanko_certvalidator import ValidationContext

    roots = [Certificate.load(root) for root in trust.roots]
    return ValidationContext(trust_roots=roots, moment=trust.at, best_signature_time=trust.at, allow_fetching=False)


def _name(der: bytes) -> str:
    from asn1crypto.x509 import Certificate

    try:
        said = Certificate.load(der).subject.native
        names = (said.get("common_name"), said.get("organization_name"))
        return ", ".join(dict.fromkeys(str(name) for name in names if name))[:200]
    except (ValueError, TypeError, KeyError):
        return ""


def _certificates(file: Path) -> Iterator[bytes]:
    from asn1crypto import pem

    data = file.read_bytes()
    if not pem.detect(data):
        yield data
        return
    for _, _, der in pem.unarmor(data, multiple=True):
        yield der


def _armour_off(data: bytes) -> str:
    text = data.decode("ascii", "replace")
    return "".join(line for line in text.splitlines() if not line.startswith("-----"))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _finished(checking: Coroutine[Any, Any, Any]) -> Any:
    """What an asynchronous check of pyHanko comes to, in a thread of its own: the caller's may run a loop already."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, checking).result()
