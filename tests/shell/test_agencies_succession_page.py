"""The page on which agencies are merged and renamed: one act, with the open work that is given to it from above."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import path

from giaoviec import clock
from giaoviec import urls as product
from giaoviec.agencies.models import Agency, Succession
from giaoviec.agencies.views.succession import succession_page
from giaoviec.journal.actions import Act
from giaoviec.journal.errors import Refused
from giaoviec.journal.models import Event
from tests.cast import Cast, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

PAGE = "/quan-tri/co-quan/sap-xep/"
MOVED: list[int] = []


def move_work(a: Act, row: Succession) -> int:
    if row.basis == "không chuyển được":
        raise Refused("Còn việc không chuyển được.")
    MOVED.append(row.pk)
    return 7


urlpatterns = [path(PAGE.strip("/") + "/", succession_page(move_work)), *product.urlpatterns]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def send(cast: Cast, **facts: Any) -> Any:
    day = f"{clock.today():%d/%m/%Y}"
    data = {"kind": "merge", "predecessors": [cast.agency("skhcn").pk], "basis": "NQ 15", "day": day, **facts}
    return cast.client("chanhvp").post(PAGE, data)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_merger_is_recorded_and_work_moved_in_one_act(cast: Cast) -> None:
    assert send(cast, successors=[cast.agency("stc").pk]).status_code == 302
    row = Succession.objects.get()
    assert MOVED[-1] == row.pk
    assert Event.objects.get().act == row.act
    assert Agency.objects.get(code="skhcn").dissolved_on == clock.today()


def test_a_new_agency_takes_the_place_of_the_first_predecessor(cast: Cast) -> None:
    assert send(cast, new_name="Sở Khoa học, Công nghệ và Chuyển đổi số", new_code="skhcds").status_code == 302
    new, old = Agency.objects.get(code="skhcds"), cast.agency("skhcn")
    assert (new.position, new.kind, new.founded_on) == (old.position, old.kind, clock.today())


def test_nothing_is_stored_where_work_cannot_be_moved(cast: Cast) -> None:
    response = send(cast, successors=[cast.agency("stc").pk], basis="không chuyển được")
    assert (response.status_code, "Còn việc không chuyển được." in text(response)) == (409, True)
    assert not Succession.objects.exists()
    assert Agency.objects.get(code="skhcn").dissolved_on is None


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"basis": ""}, "Căn cứ pháp lý"),
        ({"day": "32/01/2026"}, "Ngày không đúng; hãy ghi theo dạng 24/11/2026."),
        ({"day": "01/01/2126"}, "Ngày có hiệu lực không được sau ngày ghi nhận"),
        ({"new_name": "Sở Mới"}, "Cơ quan kế thừa mới lập cần cả tên và mã"),
        ({}, "Sáp nhập có đúng một cơ quan kế thừa."),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_stays(cast: Cast, facts: dict[str, Any], sentence: str) -> None:
    response = send(cast, **facts)
    assert response.status_code == 422
    assert sentence in text(response)
    assert 'value="NQ 15"' in text(response) or "basis" in facts


def test_the_page_is_the_head_of_the_offices(cast: Cast) -> None:
    assert cast.client("chanhvp").get(PAGE).status_code == 200
    assert cast.client("quantri").get(PAGE).status_code == 404
