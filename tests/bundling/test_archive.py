"""A bundle is believed whole or not at all: what is not as it was signed is named, and nothing is touched."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from bundling.installer import archive
from bundling.installer.archive import InstallFault, checked, contents
from bundling.installer.cli import main as installer
from bundling.installer.ed25519 import ORDER, verifies
from bundling.making import seal

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()
FILES = {"source/a.py": b"x = 1\n" * 50, "source/docs/b.md": "Giao Việc".encode(), "wheels/c-1.whl": bytes(range(256))}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    path = tmp_path / "giaoviec.zip"
    seal(path, FILES, {"version": "1.2.3", "commit": ""}, KEY)
    return path


def altered(bundle: Path, at: int) -> Path:
    data = bytearray(bundle.read_bytes())
    data[at] ^= 0x55
    path = bundle.with_name("altered.zip")
    path.write_bytes(data)
    return path


def repacked(bundle: Path, *, drop: str = "", **more: bytes) -> Path:
    path = bundle.with_name("repacked.zip")
    with ZipFile(bundle) as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != drop:
                new.writestr(name, more.pop(name, old.read(name)))
        for name, data in more.items():
            new.writestr(name, data)
    return path


def test_a_bundle_as_it_was_made_is_believed(bundle):
    found = checked(bundle, PUBLIC)
    with ZipFile(bundle) as held:
        assert dict(contents(found, held)) == FILES
    assert found.version == "1.2.3"


def test_the_same_files_give_the_same_bytes(bundle, tmp_path):
    seal(tmp_path / "again.zip", dict(reversed(FILES.items())), {"version": "1.2.3", "commit": ""}, KEY)
    assert (tmp_path / "again.zip").read_bytes() == bundle.read_bytes()


def test_no_changed_byte_changes_what_is_installed(bundle):
    """Of every seventh byte: the bundle is refused, or (a date in the zip's own tables) what it would lay down is the same."""
    refused, size = 0, bundle.stat().st_size
    for at in range(0, size, 7):
        path = altered(bundle, at)
        try:
            found = checked(path, PUBLIC)
        except InstallFault:
            refused += 1
            continue
        with ZipFile(path) as held:
            assert dict(contents(found, held)) == FILES, at
    assert refused > size // 7 // 2


def test_a_changed_file_is_named(bundle):
    path = repacked(bundle, **{"source/a.py": b"x = 2\n" * 50})
    with pytest.raises(InstallFault, match=r"^Gói đã bị sửa hoặc hỏng ở source/a\.py: lấy lại gói, không cài gì\.$"):
        checked(path, PUBLIC)


def test_a_missing_file_is_named(bundle):
    with pytest.raises(InstallFault, match=r"^Gói thiếu tệp wheels/c-1\.whl: lấy lại gói, không cài gì\.$"):
        checked(repacked(bundle, drop="wheels/c-1.whl"), PUBLIC)


def test_a_file_that_nobody_signed_is_named(bundle):
    with pytest.raises(InstallFault, match=r"^Trong gói có tệp không được ký: extra\.py"):
        checked(repacked(bundle, **{"extra.py": b""}), PUBLIC)


def test_another_signer_is_refused(bundle):
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    for key in (other, "khóa", ""):
        with pytest.raises(InstallFault, match=r"^Chữ ký của gói không đúng với khóa"):
            checked(bundle, key)


def test_a_file_may_not_leave_its_folder(tmp_path):
    seal(tmp_path / "b.zip", {"../out.py": b""}, {"version": "1", "commit": ""}, KEY)
    with pytest.raises(InstallFault, match=r"^Tên tệp trong gói ra ngoài thư mục: \.\./out\.py\.$"):
        checked(tmp_path / "b.zip", PUBLIC)


def test_a_bundle_for_another_python_is_refused(bundle, monkeypatch):
    monkeypatch.setattr(archive, "platform", lambda: {"python": "3.99"})
    with pytest.raises(InstallFault, match=r"^Gói này dành cho python 3\.1\d; máy này là 3\.99: lấy gói đúng loại\.$"):
        checked(bundle, PUBLIC)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all"])
def test_what_is_no_bundle_is_refused(tmp_path, data):
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(InstallFault, match="không phải gói cài đặt nguyên vẹn"):
        checked(tmp_path / "x.zip", PUBLIC)


def test_the_command_names_the_damage_and_lays_nothing_down(bundle, tmp_path, capsys):
    prefix = tmp_path / "prefix"
    at = bundle.read_bytes().index(bytes(range(256))) + 100
    assert installer(["--prefix", str(prefix), "install", str(altered(bundle, at)), "--key", PUBLIC]) == 1
    assert (
        capsys.readouterr().err == "installer: Gói đã bị sửa hoặc hỏng ở wheels/c-1.whl: lấy lại gói, không cài gì.\n"
    )
    assert not prefix.exists()


# The signature


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_what_cryptography_signs_is_good(seed, message):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    assert verifies(key.public_key().public_bytes_raw(), message, key.sign(message))


@given(st.binary(max_size=60), st.integers(0, 95), st.integers(1, 255))
def test_a_changed_key_or_signature_is_judged_as_cryptography_judges_it(message, at, by):
    changed = bytearray(KEY.public_key().public_bytes_raw() + KEY.sign(message))
    changed[at] ^= by
    public, signature = bytes(changed[:32]), bytes(changed[32:])
    assert verifies(public, message, signature) is _accepted(public, message, signature) is False


def test_a_signature_has_one_form_only():
    signature = KEY.sign(b"")
    s = int.from_bytes(signature[32:], "little") + ORDER
    assert not verifies(bytes.fromhex(PUBLIC), b"", signature[:32] + s.to_bytes(32, "little"))
    assert not verifies(bytes.fromhex(PUBLIC), b"", signature + b"\0")


def _accepted(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
