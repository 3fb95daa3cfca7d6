"""Makes the guide's pictures anew: `.venv/bin/python docs/guide/make_pictures.py`.

Fills a small demonstration of its own in a temporary folder, serves it on a free port, and photographs its pages as
each role sees them. Needs Chromium; writes `docs/guide/anh/*.png`.
"""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OUT = HERE / "anh"
SIZE: ViewportSize = {"width": 1366, "height": 768}
MOST = 120 * 1024
"""Bytes of one picture, at most."""
MOST_IN_ALL = 1536 * 1024
COLOURS = (128, 64, 32, 16)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
PATIENCE = 120
"""Seconds that a page, or the start of the server, may take on a busy machine."""

SHOTS = (
    ("ban-viec", "stc.vanphong", "/", ""),
    ("sang-nay", "chutich", "/", ""),
    ("danh-sach", "theodoi", "/viec/", ""),
    ("trang-viec", "stc.vanphong", "/viec/?tinh-hinh=dang-thuc-hien", "#noi-dung table .c-what a"),
    ("vao-so", "vanthu", "/van-ban/vao-so/", ""),
    ("giao-viec", "vanthu", "/", "main a[href$='/giao-viec/']"),
    ("co-quan", "chanhvp", "/co-quan/", ""),
    ("quy-che", "vanthu", "/quy-che/", ""),
)
"""Name of the picture, who looks, where he goes, and the link that he follows from there (empty: none)."""


def main() -> int:
    """Make all pictures; 1 where they weigh too much together."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as (url, password), _browser() as browser:
        sizes = [_shoot(browser, url, password, *shot) for shot in SHOTS]
    sys.stdout.write(f"{len(sizes)} pictures, {sum(sizes) // 1024} KiB\n")
    return int(sum(sizes) > MOST_IN_ALL)


# ---- the demonstration


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[tuple[str, str]]:
    """The address of a small demonstration that lives in `folder`, and its one password."""
    password, port = f"anh-{secrets.token_hex(8)}", _free_port()
    environment = _environment(folder, port, password)
    command = [sys.executable, "-m", "giaoviec.cli"]
    for words in (["prepare"], ["demo", "--size", "small"]):
        subprocess.run([*command, *words], cwd=ROOT, env=environment, check=True)
    server = subprocess.Popen([*command, "serve", "--web"], cwd=ROOT, env=environment)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, server)
        yield url, password
    finally:
        server.terminate()
        server.wait()


def _environment(folder: Path, port: int, password: str) -> Mapping[str, str]:
    own = {"DATA_DIR": str(folder), "PORT": str(port), "HOST": "127.0.0.1", "DEMO_PASSWORD": password}
    given = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PUBLIC_URL", "TODAY")}
    return {**given, **own, "DJANGO_SETTINGS_MODULE": "giaoviec.settings", "PYTHONUTF8": "1", "WEB_PROCESSES": "1"}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/healthz", timeout=5):  # noqa: S310
            return
        time.sleep(0.3)
    raise SystemExit("make_pictures: the server does not answer")


# ---- the pictures


@contextlib.contextmanager
def _browser() -> Iterator[Browser]:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


def _shoot(browser: Browser, url: str, password: str, name: str, who: str, path: str, follow: str) -> int:
    """Photograph one page; its size in bytes."""
    context = browser.new_context(base_url=url, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport=SIZE)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    _sign_in(page, who, password)
    page.goto(path)
    if follow:
        page.goto(page.locator(follow).first.get_attribute("href") or path)
    page.wait_for_load_state("networkidle")
    drawn = _small(page.screenshot())
    context.close()
    (OUT / f"{name}.png").write_bytes(drawn)
    sys.stdout.write(f"{name}.png: {len(drawn) // 1024} KiB\n")
    return len(drawn)


def _sign_in(page: Page, who: str, password: str) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(who)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("navigation").first.wait_for()


def _small(png: bytes) -> bytes:
    """The picture with as many colours as fit into `MOST` bytes."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST:
            return out.getvalue()
    raise SystemExit("make_pictures: a picture does not fit into its size")


if __name__ == "__main__":
    sys.exit(main())
