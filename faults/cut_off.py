"""In a network namespace of its own: `python -m faults.cut_off FOLDER` walks the journey and prints a line a step.

FOLDER holds `one.zip`, `two.zip` and `key`. Each step is done by the commands that an administrator types.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from lxml import html

PORT = 8000
PASSWORD = "Hanh trinh khep kin 2026!"
SUMMARY = "Chỉ thị về hành trình khép kín"
TEXT = "Sở Tài chính báo cáo kết quả thực hiện hành trình khép kín về Ủy ban nhân dân tỉnh trước ngày 15/12/2026."


class Journey:
    """An installation in FOLDER/giaoviec, and what was seen on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.prefix = folder, folder / "giaoviec"
        self.saved = Path()

    def steps(self) -> dict[str, Callable[[], str]]:
        return {
            "cut off": self.cut_off,
            "install": self.install,
            "work": self.work,
            "backup": self.backup,
            "destroy": self.destroy,
            "restore, compare": self.restore,
            "certificate": self.certificate,
            "upgrade": self.upgrade,
            "return": self.go_back,
        }

    def cut_off(self) -> str:
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        cards = [line.split(":")[0].strip() for line in Path("/proc/net/dev").read_text().splitlines()[2:]]
        assert cards == ["lo"], cards
        return "no network card but lo"

    def install(self) -> str:
        key = (self.folder / "key").read_text()
        self._do(sys.executable, self.folder / "one.zip", "--prefix", self.prefix, "install", "--key", key)
        self._set("BACKUP_COPY_DIR", self.folder / "second-place")
        self._set("DEMO_PASSWORD", PASSWORD)
        self._set("PORT", PORT)
        return self._giaoviec("doctor").splitlines()[1].removeprefix("ok").strip()

    def work(self) -> str:
        self._giaoviec("demo", "--size", "small")
        self._served(self._register_and_give)
        return "a demonstration; one directive registered and given over HTTP"

    def backup(self) -> str:
        said = self._giaoviec("backup", "create", "--prove")
        self.saved = self.folder / "second-place" / Path(said.splitlines()[-1]).name
        self._giaoviec("backup", "export-keys", "--out", self.folder / "keys.txt")
        return said.splitlines()[0]

    def destroy(self) -> str:
        shutil.rmtree(self.prefix / "data")
        (self.prefix / "data").mkdir(mode=0o700)
        return "the data folder with its keys"

    def restore(self) -> str:
        again = self.prefix / "data-again"
        said = self._giaoviec("backup", "restore", self.saved, "--key", self.folder / "keys.txt", "--into", again)
        self._set("DATA_DIR", again)
        self._giaoviec("prepare")
        self._giaoviec("journal", "verify")
        self._served(self._find)
        return f"{said.splitlines()[0]} The directive is there."

    def certificate(self) -> str:
        said = self._giaoviec("backup", "create", "--prove")
        paper = next(line for line in said.splitlines() if line.startswith("Biên bản: ")).removeprefix("Biên bản: ")
        data = Path(paper).read_bytes()
        assert data.startswith(b"%PDF-"), paper
        return f"PDF of {len(data)} bytes"

    def upgrade(self) -> str:
        said = self._installer("upgrade", self.folder / "two.zip")
        self._served(self._find)
        return said.splitlines()[-1].partition(". Khởi động")[0]

    def go_back(self) -> str:
        said = self._installer("return")
        self._served(self._find)
        return said.splitlines()[-1].partition(";")[0]

    # By hand

    def _register_and_give(self, browser: OpenerDirector, at: str) -> None:
        page = _send(browser, f"{at}/van-ban/vao-so/", {
            "type": "directive", "symbol_text": "1987/CT-UBND", "issued_on": "24/11/2026", "summary": SUMMARY,
            "signer": "Trần Quang Minh", "drafting_none": "on", "text": TEXT,
        })  # fmt: skip
        for step in ("mo:1", "nhiem-vu", "giao"):
            page = _send(browser, page, {"buoc": step})
        self._find(browser, at)

    def _find(self, browser: OpenerDirector, at: str) -> None:
        found = browser.open(f"{at}/van-ban/?{urlencode({'q': SUMMARY})}", timeout=120).read().decode()
        assert SUMMARY in found, found[:2000]

    def _served(self, deed: Callable[[OpenerDirector, str], None]) -> None:
        """Does something as the Office's clerk, on the product as it serves."""
        at = f"http://127.0.0.1:{PORT}"
        server = subprocess.Popen([self.prefix / "bin" / "giaoviec", "serve", "--tied"], stdin=subprocess.PIPE)
        try:
            browser = build_opener(HTTPCookieProcessor(CookieJar()))
            _wait(server, browser, at)
            _send(browser, f"{at}/dang-nhap/", {"username": "vanthu", "password": PASSWORD})
            deed(browser, at)
        finally:
            server.terminate()
            server.wait()

    def _set(self, name: str, value: object) -> None:
        path = self.prefix / "giaoviec.env"
        kept = [line for line in path.read_text().splitlines() if not line.startswith(f"{name}=")]
        path.write_text("\n".join([*kept, f"{name}={value}", ""]))

    def _giaoviec(self, *words: object) -> str:
        return self._do(self.prefix / "bin" / "giaoviec", *words)

    def _installer(self, *words: object) -> str:
        return self._do(self.prefix / "bin" / "installer", *words)

    def _do(self, *words: object) -> str:
        done = subprocess.run([str(word) for word in words], check=True, stdout=subprocess.PIPE)
        return done.stdout.decode().strip()


def _send(browser: OpenerDirector, page: str, given: dict[str, str]) -> str:
    """Fills the form of a page that has these fields and sends it; the address that it leads to."""
    forms = html.fromstring(browser.open(page, timeout=120).read()).xpath("//form[@method='post']")
    form = next(one for one in forms if given.keys() <= set(one.xpath(".//@name")))
    shown = [(name, value) for name, value in form.form_values() if name not in given]
    where = urljoin(page, form.get("action") or page)
    answer = browser.open(where, urlencode([*shown, *given.items()]).encode(), timeout=120)
    return str(answer.url)


def _wait(server: subprocess.Popen[bytes], browser: OpenerDirector, at: str) -> None:
    for _ in range(600):
        assert server.poll() is None, "the server ended"
        try:
            browser.open(f"{at}/healthz", timeout=60).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer in a minute")


def main() -> None:
    os.environ.pop("DATABASE_URL", None)
    for name, step in Journey(Path(sys.argv[1])).steps().items():
        began = time.monotonic()
        what = step()
        sys.stdout.write(json.dumps([name, time.monotonic() - began, what]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
