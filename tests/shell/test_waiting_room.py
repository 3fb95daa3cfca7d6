"""Files of which nobody can tell whether they are secret (6.2): in memory, a quarter of an hour, two persons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from giaoviec import clock
from giaoviec.documents import files, waiting
from giaoviec.documents.actions import admitting
from giaoviec.documents.gate import Secret
from giaoviec.documents.models import Admission, Blob, Refusal
from giaoviec.duties.models import Notice
from giaoviec.intake.shapes import Extraction
from giaoviec.journal.errors import Refused, Stale
from giaoviec.journal.models import Event
from tests.cast import DAY, make_cast, signed_in
from tests.intake.papers import saved
from tests.shell.world import World

pytestmark = pytest.mark.django_db
PHOTO = saved(Image.linear_gradient("L").resize((600, 800)), "JPEG")


@pytest.fixture
def world(set_day: Callable[[date], None], settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The province; a room of its own that counts as memory; every file is one that cannot be read."""
    settings.DATA_DIR, settings.WAITING_DIR = tmp_path / "data", tmp_path / "room"
    monkeypatch.setattr(waiting, "in_memory", lambda: True)
    monkeypatch.setattr("giaoviec.documents.gate.extract", lambda _name, data, progress=None: unread(data))
    set_day(DAY)
    return World(make_cast())


def unread(data: bytes) -> Extraction:
    return Extraction("", "scan", unread=("ảnh không đọc được chữ",), sha256=files.hashlib.sha256(data).hexdigest())


def handed_in(
    world: World, who: str = "sxd.vanphong", data: bytes = PHOTO, at: datetime | None = None
) -> files.NewFile:
    return files.keep("anh.jpg", data, channel="form", person_id=world.who(who).person_id, at=at or world.at())


def waits(world: World, who: str = "sxd.vanphong") -> waiting.Item:
    with pytest.raises(Secret):
        handed_in(world, who)
    return waiting.items(world.at())[0]


def by(world: World, who: str) -> dict[str, Any]:
    return {"by": world.who(who), "on": world.day, "at": world.at()}


def test_a_file_that_cannot_be_read_waits_in_memory_and_nothing_of_it_is_stored(world: World) -> None:
    with pytest.raises(Secret, match="15 phút"):
        handed_in(world)
    assert Blob.objects.count() == 0
    assert [item.name for item in waiting.items(world.at())] == ["anh.jpg"]
    assert [row.rule for row in Refusal.objects.all()] == ["unread"]
    assert not (Path(waiting.settings.DATA_DIR) / "files").exists()


def test_two_persons_let_it_in_and_its_owner_hands_it_in_again(world: World) -> None:
    item = waits(world)
    admitting.attest(item.id, **by(world, "sxd.vanphong"))
    admitting.confirm(item.id, **by(world, "sxd.giamdoc"))
    assert waiting.items(world.at()) == []
    assert handed_in(world).sha256 == item.sha256
    assert Admission.objects.get().by_id == world.who("sxd.giamdoc").person_id


def test_another_person_or_other_bytes_are_not_let_in_by_it(world: World) -> None:
    item = waits(world)
    admitting.attest(item.id, **by(world, "sxd.vanphong"))
    admitting.confirm(item.id, **by(world, "vanthu"))
    with pytest.raises(Secret):
        handed_in(world, "stc.vanphong")
    with pytest.raises(Secret):
        handed_in(world, data=PHOTO + b"\0")


@pytest.mark.parametrize("who", ["sxd.vanphong", "stc.giamdoc", "sxd.truongphong", "quantri", "kiemtoan"])
def test_the_owner_and_strangers_cannot_be_the_second_person(world: World, who: str) -> None:
    item = waits(world)
    admitting.attest(item.id, **by(world, "sxd.vanphong"))
    with pytest.raises(Refused):
        admitting.confirm(item.id, **by(world, who))
    assert Admission.objects.count() == 0


def test_nobody_confirms_what_its_owner_has_not_attested(world: World) -> None:
    item = waits(world)
    with pytest.raises(Refused):
        admitting.confirm(item.id, **by(world, "vanthu"))


def test_after_a_quarter_of_an_hour_it_is_gone(world: World) -> None:
    item = waits(world)
    late = datetime.fromisoformat(item.at) + timedelta(minutes=15)
    assert waiting.items(late) == []
    assert list(Path(waiting.settings.WAITING_DIR).glob("*.bin")) == []
    with pytest.raises(Stale, match="15 phút"):
        admitting.attest(item.id, by=world.who("sxd.vanphong"), on=world.day, at=late)


def test_what_the_second_person_calls_secret_is_gone_at_once(world: World) -> None:
    item = waits(world)
    admitting.attest(item.id, **by(world, "sxd.vanphong"))
    admitting.refuse(item.id, **by(world, "vanthu"))
    assert waiting.items(world.at()) == []
    with pytest.raises(Secret):
        handed_in(world)


def test_the_journal_and_the_notices_say_nothing_of_the_file(world: World) -> None:
    item = waits(world)
    admitting.attest(item.id, **by(world, "sxd.vanphong"))
    admitting.confirm(item.id, **by(world, "vanthu"))
    told = [*Notice.objects.values_list("text", flat=True), *Event.objects.values_list("facts", flat=True)]
    assert not any("anh.jpg" in one or item.sha256 in one for one in told)
    assert len([one for one in told if "người thứ hai" in one]) == 6


def test_a_marked_file_never_waits(world: World) -> None:
    with pytest.raises(Secret):
        files.keep("[MẬT] a.jpg", PHOTO, channel="form", person_id=world.who("vanthu").person_id, at=world.at())
    assert waiting.items(world.at()) == []


def test_a_room_that_is_full_or_not_in_memory_refuses_as_before(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST", 0)
    with pytest.raises(Secret, match="Nếu văn bản không mật"):
        handed_in(world)
    monkeypatch.undo()
    assert waiting.items(world.at()) == []


def test_a_folder_on_a_disk_is_told_from_memory(settings: Any, tmp_path: Path) -> None:
    settings.WAITING_DIR = tmp_path / "room"
    assert waiting.in_memory() is (waiting._kind_of(tmp_path) in waiting.IN_MEMORY)
    settings.WAITING_DIR = "/dev/shm/giaoviec-test"
    assert waiting.in_memory()
    Path(settings.WAITING_DIR).rmdir()


def test_what_waited_is_gone_when_the_product_starts(world: World) -> None:
    waits(world)
    waiting.empty()
    assert waiting.items(world.at()) == []


def test_on_the_page_each_sees_what_he_may_and_strangers_nothing(world: World) -> None:
    with pytest.raises(Secret):
        handed_in(world, at=clock.now())
    item = waiting.items(clock.now())[0]
    owner, second, stranger = (signed_in(world.cast.person(who)) for who in ("sxd.vanphong", "vanthu", "stc.vanphong"))
    here = "/van-ban/phong-cho/"
    page = owner.get(here).content.decode()
    assert "Tôi cam đoan không mật" in page and "Tôi đã xem" not in page
    assert "anh.jpg" not in second.get(here).content.decode()
    assert second.get(f"{here}{item.id}/trang-1.png").status_code == 404
    owner.post(f"{here}{item.id}/cam-doan/")
    assert "Tôi đã xem, xác nhận không mật" in second.get(here).content.decode()
    shown = second.get(f"{here}{item.id}/trang-1.png")
    assert (shown.status_code, shown["Content-Type"], shown["Cache-Control"]) == (200, "image/png", "no-store")
    assert "anh.jpg" not in stranger.get(here).content.decode()
    assert stranger.post(f"{here}{item.id}/xac-nhan/").status_code == 404
    assert second.post(f"{here}{item.id}/xac-nhan/").status_code == 302
    assert signed_in(world.cast.person("kiemtoan")).get(here).status_code == 404


def test_a_photograph_without_words_comes_onto_a_form_after_two_persons(world: World) -> None:
    """The suggestion box takes a letter with a file, as every other form does."""
    client = signed_in(world.cast.person("sxd.vanphong"))
    said = {"kind": "product", "content": "Góp ý về màn hình", "letter": "12/SXD-VP"}
    first = client.post("/gop-y/", {**said, "files": SimpleUploadedFile("anh.jpg", PHOTO)})
    assert first.status_code == 422 and "Phòng chờ" in first.content.decode()
    now = clock.now()
    item = waiting.items(now)[0]
    admitting.attest(item.id, **by(world, "sxd.vanphong") | {"at": now})
    admitting.confirm(item.id, **by(world, "sxd.giamdoc") | {"at": now})
    assert client.post("/gop-y/", {**said, "files": SimpleUploadedFile("anh.jpg", PHOTO)}).status_code == 302
