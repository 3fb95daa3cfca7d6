import pytest
from tests.cast import PEOPLE, DAY, make_cast
from tests.shell.story import given, directive, when
from giaoviec.oversight.actions import tick
from tests.shell.story import at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("username", list(PEOPLE))
def test_smoke(username, set_day):
    set_day(DAY)
    cast = make_cast()
    given(cast)
    given(cast, "stc", None)
    given(cast, "sxd", DAY)
    directive(cast, "31/CT-UBND")
    tick(on=DAY, at=at())
    for path in (
        "/",
        "/viec-phai-lam/",
        "/tim/",
        "/tim/?q=sat lo",
        "/danh-sach/",
        "/danh-sach/luu/",
        "/gop-y/",
        "/nhat-ky/",
        "/nhat-ky/kiem-tra/",
        "/huong-dan/",
        "/khong-co/",
    ):
        r = cast.client(username).get(path)
        print(username, path, r.status_code)
        assert r.status_code in (200, 302, 404)
