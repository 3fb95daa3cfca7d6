from django.test import RequestFactory

from tests.cast import make_cast
import pytest

pytestmark = pytest.mark.django_db

def test_cast(django_assert_num_queries):
    cast = make_cast()
    from giaoviec.agencies import queries as q
    from datetime import date
    on = date(2026,11,23)
    assert [a.code for a in q.resolve("Ủy ban nhân dân đặc khu Phú Quý", on)] == ["phuquy"]
    assert [a.code for a in q.resolve("Sở Tài chính tỉnh Lâm Đồng", on)] == ["stc"]
    from giaoviec.agencies.middleware import ActorMiddleware
    from django.conf import settings
    from giaoviec.agencies.sessions import SessionStore
    c = cast.client("vanthu")
    from giaoviec.regulation.queries import profile_on
    profile_on(on)
    def go():
        r = RequestFactory().get("/")
        r.session = SessionStore(c.cookies[settings.SESSION_COOKIE_NAME].value)
        ActorMiddleware(lambda r: r)(r)
        return r
    assert go().actor == cast.actor("vanthu")
    with django_assert_num_queries(1):
        go()
