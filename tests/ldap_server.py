"""A real directory server (slapd) in a folder of its own on a free port, stopped by its process."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.abilities import slapd

BASE = "dc=lamdong,dc=example"
READER, READER_PASSWORD = f"cn=doc,{BASE}", "Chỉ để tra cứu 1"
CONFIG = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile {folder}/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile {folder}/cert.pem
TLSCertificateKeyFile {folder}/key.pem
TLSCACertificateFile {folder}/cert.pem
allow bind_anon_cred
database mdb
suffix "{base}"
directory {folder}/data
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{reader}" read by * none
"""
PERSON = """
dn: uid={uid},ou={place},{base}
objectClass: inetOrgPerson
uid: {uid}
cn: {uid}
sn: {uid}
employeeType: {kind}
userPassword: {password}
"""


@dataclass(frozen=True)
class Directory:
    """Where it listens, and the certificate that signed itself. It allows what servers usually allow: a bind with a
    name and no password is taken for an anonymous one."""

    port: int
    secure_port: int
    certificate: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"ldap://127.0.0.1:{self.port}"

    @property
    def secure_url(self) -> str:
        return f"ldaps://127.0.0.1:{self.secure_port}"


@contextmanager
def directory(folder: Path, people: list[tuple[str, str, str, str]]) -> Iterator[Directory]:
    """A server that knows these people: (uid, place, kind, password)."""
    (folder / "data").mkdir()
    _certificate(folder)
    (folder / "slapd.conf").write_text(CONFIG.format(folder=folder, base=BASE, reader=READER))
    (folder / "people.ldif").write_text(_entries(people), encoding="utf-8")
    program = str(slapd())
    conf = ["-f", str(folder / "slapd.conf")]
    subprocess.run([program, "-T", "add", *conf, "-l", str(folder / "people.ldif")], check=True, capture_output=True)
    port, secure = _free(), _free()
    listens = f"ldap://127.0.0.1:{port}/ ldaps://127.0.0.1:{secure}/"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([program, *conf, "-h", listens, "-d", "0"], stdout=log, stderr=log)
    try:
        _wait_for(port, process)
        yield Directory(port, secure, folder / "cert.pem", process)
    finally:
        process.terminate()
        process.wait(20)


def _entries(people: list[tuple[str, str, str, str]]) -> str:
    head = f"dn: {BASE}\nobjectClass: dcObject\nobjectClass: organization\ndc: lamdong\no: Lam Dong\n"
    reader = (
        f"\ndn: {READER}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: doc\n"
        f"userPassword: {READER_PASSWORD}\n"
    )
    places = [
        f"\ndn: ou={place},{BASE}\nobjectClass: organizationalUnit\nou: {place}\n"
        for place in dict.fromkeys(place for _, place, _, _ in people)
    ]
    entries = [
        PERSON.format(uid=uid, place=place, kind=kind, password=password, base=BASE)
        for uid, place, kind, password in people
    ]
    return head + reader + "".join(places) + "".join(entries)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until it takes connections, or is dead."""
    while process.poll() is None:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError(f"slapd ended with {process.returncode}")


def _free() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    form, no = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, no))
