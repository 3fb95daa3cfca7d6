"""Argon2 takes 100 MiB a check: so many at once on a machine and no more, the rest wait or are told when to come again."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.test import Client

from giaoviec.agencies import passwords
from giaoviec.journal.errors import Refused
from tests.cast import Cast, make_cast

ANOTHER_PROCESS = """
import fcntl, sys
held = [open(f"{sys.argv[1]}/locks/password-{number}", "a") for number in range(2)]
for file in held:
    fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(settings: Any, tmp_path: Any) -> Any:
    settings.DATA_DIR = tmp_path
    (tmp_path / "locks").mkdir()
    return tmp_path


@pytest.fixture
def full(folder: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Another process of this machine holds every place; the one who comes does not wait."""
    monkeypatch.setattr(passwords, "WAIT_SECONDS", -1.0)
    other = subprocess.Popen(
        [sys.executable, "-c", ANOTHER_PROCESS, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    yield other
    other.kill()
    other.communicate()


def test_threads_with_real_argon2_all_get_their_turn_and_never_more_than_two_at_once(
    folder: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    stored = make_password("Bien xanh, cat trang 2026!")
    inside, most, right, watch = [0], [0], [], threading.Lock()
    verify = Argon2PasswordHasher.verify

    def counted(self: Any, password: str, encoded: str) -> bool:
        with watch:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        try:
            return verify(self, password, encoded)
        finally:
            with watch:
                inside[0] -= 1

    monkeypatch.setattr(Argon2PasswordHasher, "verify", counted)

    def check() -> None:
        with passwords.turn():
            right.append(check_password("Bien xanh, cat trang 2026!", stored))

    monkeypatch.setattr(passwords, "WAIT_SECONDS", 60.0)
    threads = [threading.Thread(target=check) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert right == [True] * 6
    assert 1 <= most[0] <= 2


def test_the_places_are_the_machines_and_a_killed_process_gives_its_own_back(full: Any) -> None:
    with pytest.raises(Refused, match="nhiều người đăng nhập cùng lúc"), passwords.turn():
        pytest.fail("there was a place")
    full.kill()
    full.wait()
    with passwords.turn():
        pass


@pytest.mark.django_db
def test_the_page_says_when_to_come_again_and_counts_no_failure(full: Any, client: Client) -> None:
    make_cast()
    for username in ("vanthu", "khong.co"):
        answer = client.post("/dang-nhap/", {"username": username, "password": "sai"})
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert "nhiều người đăng nhập cùng lúc" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["vanthu", "khong.co"])
def test_a_known_and_an_unknown_name_cost_one_argon2_each(
    username: str, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast: Cast = make_cast()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    person = cast.person("vanthu")
    person.set_password("Bien xanh, cat trang 2026!")
    person.save()
    costs: list[tuple[str, int, int]] = []
    verify, encode = Argon2PasswordHasher.verify, Argon2PasswordHasher.encode

    def verified(self: Any, password: str, encoded: str) -> bool:
        costs.append(("argon2", self.params().memory_cost, self.params().time_cost))
        return verify(self, password, encoded)

    def encoded(self: Any, password: str, salt: str) -> str:
        costs.append(("argon2", self.params().memory_cost, self.params().time_cost))
        return encode(self, password, salt)

    monkeypatch.setattr(Argon2PasswordHasher, "verify", verified)
    monkeypatch.setattr(Argon2PasswordHasher, "encode", encoded)
    assert client.post("/dang-nhap/", {"username": username, "password": "sai"}).status_code == 422
    assert costs == [("argon2", 102400, 2)]
