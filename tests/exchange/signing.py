"""Keys, certificates and signed files made for a test."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from lxml import etree
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore
from signxml import XMLSigner

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Key:
    """A private key with its certificate and that of who issued it."""

    private: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    issuer: x509.Certificate

    def signer(self) -> SimpleSigner:
        store = SimpleCertificateStore()
        store.register(asn1.Certificate.load(der(self.issuer)))
        raw = self.private.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        own = asn1.Certificate.load(der(self.certificate))
        return SimpleSigner(signing_cert=own, signing_key=keys.PrivateKeyInfo.load(raw), cert_registry=store)


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def make(name: str, *, until: datetime = AT + timedelta(days=300)) -> Key:
    """A signer's key under a root of its own; the certificate says `name`."""
    root = ec.generate_private_key(ec.SECP256R1())
    top = _certificate("Gốc thử nghiệm", root, "Gốc thử nghiệm", root, ca=True, until=AT + timedelta(days=3000))
    own = ec.generate_private_key(ec.SECP256R1())
    return Key(own, _certificate(name, own, "Gốc thử nghiệm", root, ca=False, until=until), top)


def trust(folder: Path, key: Key) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "goc.pem").write_bytes(key.issuer.public_bytes(serialization.Encoding.PEM))
    return folder


def signed_package(data: bytes, key: Key) -> bytes:
    root = etree.fromstring(data)
    done = XMLSigner(signature_algorithm="ecdsa-sha256").sign(root, key=key.private, cert=[key.certificate])
    return bytes(etree.tostring(done))


def signed_pdf(key: Key, pdf: bytes, field: str = "Ky") -> bytes:
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    _alone(lambda: sign_pdf(writer, PdfSignatureMetadata(field_name=field), key.signer(), output=out))
    return out.getvalue()


def detached(key: Key, data: bytes) -> bytes:
    signed = _alone(lambda: asyncio.run(key.signer().async_sign_general_data(data, "sha256", detached=True)))
    return bytes(signed.dump())


def _certificate(
    name: str,
    own: ec.EllipticCurvePrivateKey,
    issuer: str,
    by: ec.EllipticCurvePrivateKey,
    *,
    ca: bool,
    until: datetime,
) -> x509.Certificate:
    usage = dict.fromkeys(
        "key_encipherment data_encipherment key_agreement encipher_only decipher_only crl_sign".split(), False
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - timedelta(days=600))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=not ca, key_cert_sign=ca, **usage), critical=True
        )
    )
    return builder.sign(by, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _alone(sign: Callable[[], Any]) -> Any:
    """In a thread of its own: where a browser was tested before, this one runs a loop already."""
    with ThreadPoolExecutor(1) as one:
        return one.submit(sign).result()
