#!/usr/bin/env python3
"""Set up, run, test and measure Giao Việc: `python3 dev.py run`, `python3 dev.py test`. Standard library only."""

from __future__ import annotations

import argparse
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PIP = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes"]
GIAOVIEC = [str(PYTHON), "-m", "giaoviec.cli"]
LOCKS = {"runtime": ROOT / "requirements" / "runtime.lock", "test": ROOT / "requirements" / "test.lock"}
ACCOUNTS = """\
  chutich          Chủ tịch UBND tỉnh               stc.giamdoc      Giám đốc Sở Tài chính
  pct.kinhte       Phó Chủ tịch                     stc.vanphong     đầu mối Sở Tài chính
  troly            trợ lý của Chủ tịch              stc.chuyenvien   chuyên viên Sở Tài chính
  chanhvp          Chánh Văn phòng                  sxd.vanphong     đầu mối Sở Xây dựng
  vanthu           văn thư Văn phòng                sxd.truongphong  trưởng phòng, Sở Xây dựng
  theodoi          chuyên viên theo dõi             xa.phuquy        đầu mối đặc khu Phú Quý
  noivu            đánh giá, Sở Nội vụ              xa.phuquy.vanthu văn thư đặc khu Phú Quý
  thanhtra         thành viên đoàn kiểm tra         kiemtoan         kiểm toán
  hatang           hạ tầng                          quantri quantri2 quản trị kỹ thuật"""


def main() -> int:
    if sys.version_info < (3, 11):
        print(f"dev.py: Python 3.11 or newer is needed, this is {sys.version.split()[0]}", file=sys.stderr)
        return 1
    arguments, rest = _parser().parse_known_args()
    try:
        status: int = arguments.do(arguments, rest)
    except subprocess.CalledProcessError as fault:
        print(f"dev.py: {' '.join(map(str, fault.cmd[:4]))} … ended with status {fault.returncode}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    setup = verbs.add_parser("setup", help="make .venv from the hashed lock")
    setup.add_argument("--dev", action="store_true", help="the tools for tests and checks too")
    setup.set_defaults(do=do_setup)
    verbs.add_parser("run", help="set up, make a demonstration province, serve it").set_defaults(do=do_run)
    verbs.add_parser("test", help="set up and run the suite; further words go to pytest").set_defaults(do=do_test)
    verbs.add_parser("bench", help="measure; a name measures only that").set_defaults(do=do_bench)
    verbs.add_parser("faults", help="let things go wrong; NAME only that, --long all").set_defaults(do=do_faults)
    verbs.add_parser("bundle", help="one signed archive that installs without a network").set_defaults(do=do_bundle)
    return parser


def do_setup(arguments: argparse.Namespace, _rest: list[str]) -> int:
    set_up(dev=arguments.dev)
    return 0


def do_run(_arguments: argparse.Namespace, _rest: list[str]) -> int:
    """Serve `http://127.0.0.1:8000`, with a demonstration where the database is empty."""
    set_up()
    if _giaoviec("prepare") == "empty":
        print("making a demonstration province …", flush=True)
        _giaoviec("demo", "--size", "small", DEMO_PASSWORD=_password())
    signal.signal(signal.SIGTERM, _interrupt)
    server = subprocess.Popen([*GIAOVIEC, "serve", "--tied"], cwd=ROOT, env=_environment(), stdin=subprocess.PIPE)
    try:
        if _answers(server):
            _greet()
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        return 0


def do_test(_arguments: argparse.Namespace, rest: list[str]) -> int:
    """Run the suite on the database of DATABASE_URL, two processes at once unless told otherwise."""
    set_up(dev=True)
    _giaoviec("prepare", "--static")
    parallel = [] if any(word.startswith(("-n", "--numprocesses")) for word in rest) else ["-n", "2"]
    return subprocess.call([PYTHON, "-m", "pytest", *parallel, *rest], cwd=ROOT, env=_environment())


def do_bench(_arguments: argparse.Namespace, rest: list[str]) -> int:
    set_up(dev=True)
    _giaoviec("prepare", "--static")
    return subprocess.call([PYTHON, "-m", "bench", *rest], cwd=ROOT, env=_environment())


def do_faults(_arguments: argparse.Namespace, rest: list[str]) -> int:
    set_up(dev=True)
    _giaoviec("prepare", "--static")
    return subprocess.call([PYTHON, "-m", "faults", *rest], cwd=ROOT, env=_environment())


def do_bundle(_arguments: argparse.Namespace, rest: list[str]) -> int:
    set_up()
    return subprocess.call([PYTHON, "-m", "bundling", *rest], cwd=ROOT, env=_environment())


# Set-up


def set_up(*, dev: bool = False) -> None:
    """Make `.venv` from the locks; nothing where they have not changed since the last time."""
    if not PYTHON.exists() or not any((VENV / "lib").glob("python3.*/site-packages/pip")):
        print("making .venv …", flush=True)
        _make_venv()
    for kind, lock in LOCKS.items():
        if kind == "runtime" or dev:
            _install(kind, lock)
    _link_project()


def _make_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True, capture_output=True)
    except subprocess.CalledProcessError:
        shutil.rmtree(VENV, ignore_errors=True)
        print("dev.py: this Python cannot make a venv; on Debian: apt-get install python3-venv", file=sys.stderr)
        raise


def _install(kind: str, lock: Path) -> None:
    stamp = VENV / f".{kind}.stamp"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print(f"installing {lock.relative_to(ROOT)} …", flush=True)
    subprocess.run([PYTHON, *PIP, "-r", lock], check=True)
    stamp.write_text(digest)


def _link_project() -> None:
    """Put the checkout on the interpreter's path and the command beside it: no build step, no network."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    library = next((VENV / "lib").glob("python3.*"), VENV / "lib" / version)
    _write(library / "site-packages" / "giaoviec.pth", f"{ROOT}\n")
    script = VENV / "bin" / "giaoviec"
    _write(script, f"#!{PYTHON}\nimport sys\n\nfrom giaoviec.cli import main\n\nsys.exit(main())\n")
    script.chmod(0o755)


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


# Running


def _environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "giaoviec.settings", "PYTHONUTF8": "1"}


def _giaoviec(*words: str, **environment: str) -> str:
    """Run a verb and return what it printed."""
    done = subprocess.run(
        [*GIAOVIEC, *words], cwd=ROOT, env=_environment() | environment, check=True, stdout=subprocess.PIPE
    )
    return done.stdout.decode().strip()


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _data() -> Path:
    return Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()


def _password() -> str:
    """The one password of the demonstration, kept so that the next start prints the same."""
    chosen = os.environ.get("DEMO_PASSWORD")
    kept = _data() / "keys" / "demo-password"
    if kept.exists() and not chosen:
        return kept.read_text().strip()
    password = chosen or f"giaoviec-{secrets.token_hex(3)}"
    kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(password)
    return password


def _answers(server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server answers, at most a minute; false where it ended before."""
    for _ in range(1200):
        if server.poll() is not None:
            return False
        try:
            urllib.request.urlopen(f"{_address()}/healthz", timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def _address() -> str:
    host = os.environ.get("HOST") or "127.0.0.1"
    return f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{os.environ.get('PORT') or 8000}"


def _greet() -> None:
    print(f"\nGiao Việc: {os.environ.get('PUBLIC_URL') or _address()}\n")
    if (_data() / "demonstration").exists():
        print(f"{ACCOUNTS}\n\n  mật khẩu chung: {_password()}\n")
    print(f"(Ctrl-C to stop; data in {_data()})", flush=True)


if __name__ == "__main__":
    sys.exit(main())
