"""The copy for days without a server: the figures of the screens, by right, sealed, nothing fetched, no script."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import sync_playwright

from giaoviec import cli
from giaoviec.ops.schedule import ensure_schedule
from giaoviec.reporting import queries as figures
from giaoviec.reporting.figure_pages.tables import NATIONAL
from giaoviec.site import formats
from giaoviec.site.snapshot import making, present, sealing
from tests.abilities import CHROMIUM_FLAGS, chromium
from tests.shell.counted import Counted
from tests.shell.reporting import make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(set_day: Callable[[date], None], settings, tmp_path) -> Counted:
    settings.DATA_DIR, settings.KEYS_DIR = tmp_path / "data", tmp_path / "data" / "keys"
    made = make_year()
    set_day(made.day)
    return made


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: object) -> tuple[int, str, str]:
        status = cli.main(["snapshot", *map(str, words)])
        return (status, *capsys.readouterr())

    return run


@pytest.fixture
def copy(year: Counted, run: Run, tmp_path: Path) -> Path:
    assert run("--out", tmp_path / "copy.html")[0] == 0
    return tmp_path / "copy.html"


def page_of(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes())


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_its_figures_are_those_of_the_screens(year: Counted, copy: Path) -> None:
    found = figures.figures(figures.ALL, year.day, by="agency")
    page = page_of(copy)
    four = [text_of(cell) for cell in page.xpath("//*[@class='fig']/*[@class='n']")]
    assert four == [formats.number(found.figures[name].value) for name in NATIONAL]
    assert (found.figures["total"].value, found.figures["national_under_way_overdue"].value) == (5, 1)
    drawn = {row[0]: row[1:] for row in cells_of(page, "co-quan")}
    counted = [row for row in found.rows if row.figures["total"].value]
    assert set(drawn) == {row.label for row in counted} | {"Cộng"}
    for label, row in [*((row.label, row.figures) for row in counted), ("Cộng", found.figures)]:
        told = [formats.number(row[name].value) for name in ("total", *NATIONAL)]
        assert drawn[label][: len(told)] == told
        assert drawn[label][-2] == formats.percent(row["rate_national"].value)


def cells_of(page: html.HtmlElement, panel: str) -> list[list[str]]:
    rows = page.xpath(f"//*[@id='{panel}']//tbody/tr | //*[@id='{panel}']//tfoot/tr")
    return [[text_of(cell) for cell in row] for row in rows]


def test_every_open_assignment_stands_there_with_its_document_and_the_late_one_leads_to_it(
    year: Counted, copy: Path
) -> None:
    page = page_of(copy)
    shown = {int(one.get("id").removeprefix("viec-")) for one in page.xpath("//*[starts-with(@id, 'viec-')]")}
    assert shown == {year.rows[name].pk for name in ("late", "back", "stuck", "open_ended")}
    late = year.rows["late"].pk
    assert page.xpath("//*[@id='qua-han']//a/@href") == [f"#viec-{late}"]
    assert f"giao ngày {formats.day(year.rows['late'].given_on)}" in text_of(page.get_element_by_id(f"viec-{late}"))


def test_no_link_leads_out_and_every_anchor_is_there(copy: Path) -> None:
    page = page_of(copy)
    ids = set(page.xpath("//@id"))
    for link in page.xpath("//@href | //@src | //@action"):
        assert link.startswith("#") and link[1:] in ids, link
    assert not page.xpath("//script | //form | //link | //iframe | //object | //*[@onclick]")
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; font-src data:"]


def test_it_says_when_for_whom_and_of_which_version_it_is(year: Counted, copy: Path, run: Run) -> None:
    status, said, _ = run("--verify", copy)
    [told] = page_of(copy).xpath("//meta[@name='giaoviec-snapshot']/@content")
    assert status == 0
    assert said.startswith(f"Nguyên vẹn. {told} SHA-256 ")
    assert formats.day(year.day) in told and "bản của Trần Quang Minh" in told and "phiên bản" in told


def test_an_agency_sees_its_own_work_and_the_table_of_all(year: Counted, run: Run, tmp_path: Path) -> None:
    assert run("--out", tmp_path / "stc.html", "--as", "stc.giamdoc")[0] == 0
    page = page_of(tmp_path / "stc.html")
    shown = [one.get("id") for one in page.xpath("//*[starts-with(@id, 'viec-')]")]
    assert shown == [f"viec-{year.rows['late'].pk}"]
    assert not page.xpath("//*[@id='cho']")


@pytest.mark.parametrize("who", ["quantri", "hatang"])
def test_the_technical_roles_get_none(year: Counted, run: Run, tmp_path: Path, who: str) -> None:
    status, _, fault = run("--out", tmp_path / "none.html", "--as", who)
    assert (status, (tmp_path / "none.html").exists()) == (1, False)
    assert fault.startswith("giaoviec snapshot: ") and fault.count("\n") == 1


def test_nobody_of_that_name_is_refused_in_words(year: Counted, run: Run, tmp_path: Path) -> None:
    fault = run("--out", tmp_path / "none.html", "--as", "khongco")[2]
    said = "Không có tài khoản khongco đang giữ chức vụ; chọn người xem bằng --as USERNAME."
    assert fault == f"giaoviec snapshot: {said}\n"


def test_another_agency_is_not_told_what_was_told_of_the_work(year: Counted, run: Run, tmp_path: Path) -> None:
    year.do("sxd.vanphong", "update", year.rows["stuck"], content="Đã họp với chủ đầu tư.")
    for who, told in (("chutich", True), ("sxd.vanphong", True), ("noivu", False)):
        assert run("--out", tmp_path / f"{who}.html", "--as", who)[0] == 0
        assert ("Đã họp với chủ đầu tư." in (tmp_path / f"{who}.html").read_text()) is told


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda data: data.replace(b"<main", b"<main ", 1), "Bản chụp đã bị sửa sau khi ký"),
        (lambda data: data[:-40], "Tệp không có dấu ký trọn vẹn"),
        (lambda data: data.rpartition(sealing.OPENING)[0], "Tệp không có dấu ký trọn vẹn"),
        (lambda data: data + b"<p>more</p>", "Tệp không có dấu ký trọn vẹn"),
        (lambda data: resealed(data, b"<main", b"<main "), "Bản chụp không do khóa"),
    ],
)
def test_a_copy_that_was_touched_is_named(copy: Path, run: Run, spoil: Callable[[bytes], bytes], sentence: str) -> None:
    copy.write_bytes(spoil(copy.read_bytes()))
    status, _, fault = run("--verify", copy)
    assert status == 1 and fault.startswith(f"giaoviec snapshot: {sentence}")


def resealed(data: bytes, old: bytes, new: bytes) -> bytes:
    """Changed, with the digest of the change and the signature as it was."""
    page, _, seal = data.rpartition(sealing.OPENING)
    said = json.loads(seal.removesuffix(sealing.CLOSING))
    page = page.replace(old, new, 1)
    other = json.loads(sealing.sealed(page).rpartition(sealing.OPENING)[2].removesuffix(sealing.CLOSING))
    return page + sealing.OPENING + json.dumps(said | {"sha256": other["sha256"]}).encode() + sealing.CLOSING


def test_another_key_is_not_ours(copy: Path, run: Run) -> None:
    status, _, fault = run("--verify", copy, "--signer", "ab" * 32)
    assert status == 1 and "không do khóa" in fault


def test_words_of_people_stay_words(year: Counted, run: Run, tmp_path: Path) -> None:
    year.do("sxd.vanphong", "update", year.rows["stuck"], content="<script>alert(1)</script> --> xong")
    assert run("--out", tmp_path / "copy.html")[0] == 0
    assert not page_of(tmp_path / "copy.html").xpath("//script")
    assert run("--verify", tmp_path / "copy.html")[0] == 0


def test_each_morning_one_is_left_and_the_eighth_goes(year: Counted, settings, tmp_path: Path) -> None:
    settings.SNAPSHOT_DIR = tmp_path / "copies"
    settings.SNAPSHOT_DIR.mkdir()
    for day in range(1, 9):
        (settings.SNAPSHOT_DIR / f"giao-viec-2026-11-0{day}.html").write_text("")
    (settings.SNAPSHOT_DIR / "của tôi.html").write_text("")
    assert making.make_daily() == f"giao-viec-{year.day}.html"
    kept = {f"giao-viec-2026-11-0{day}.html" for day in range(3, 9)}
    left = {path.name for path in settings.SNAPSHOT_DIR.iterdir()}
    assert left == kept | {f"giao-viec-{year.day}.html", "của tôi.html"}


def test_it_is_on_the_schedule_only_where_a_place_is_named(year: Counted, settings, tmp_path: Path) -> None:
    from django_q.models import Schedule

    for folder, there in ((tmp_path, True), (None, False)):
        settings.SNAPSHOT_DIR = folder
        ensure_schedule()
        assert Schedule.objects.filter(name="snapshot").exists() is there


def test_what_is_too_much_is_left_out_and_said(year: Counted, run: Run, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(present, "MOST", 3)
    assert run("--out", tmp_path / "copy.html")[0] == 0
    page = page_of(tmp_path / "copy.html")
    assert len(page.xpath("//*[starts-with(@id, 'viec-')]")) == 3
    assert "Còn 1 việc đang mở không in trong tệp này; số liệu ở trên vẫn tính đủ." in text_of(page)


@pytest.mark.browser
def test_a_browser_without_scripts_opens_it_from_a_stick_and_fetches_nothing(year: Counted, copy: Path) -> None:
    late, fetched = f"#viec-{year.rows['late'].pk}", []
    with sync_playwright() as started:  # Here and not in a fixture: no database is asked while its loop runs.
        browser = started.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_FLAGS))
        page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
        page.on("request", lambda request: fetched.append(request.url))
        page.on("console", lambda message: fetched.append(message.text))
        page.goto(copy.as_uri())
        assert not page.locator(late).is_visible()
        page.locator("#qua-han a").click()
        page.locator(late).wait_for(state="visible")
        browser.close()
    assert fetched == [copy.as_uri()]
