"""Every app names its own paths from the root; here they are only put together."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

APPS = (
    "site",
    "documents",
    "assignments",
    "duties",
    "oversight",
    "reporting",
    "evaluation",
    "correspondence",
    "exchange",
    "agencies",
    "regulation",
    "journal",
    "ops",
)


def _has_urls(app: str) -> bool:
    return find_spec(f"giaoviec.{app}") is not None and find_spec(f"giaoviec.{app}.urls") is not None


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"giaoviec.{app}.urls")) for app in APPS if _has_urls(app)
]

handler400 = "giaoviec.site.failing.bad_request"
handler403 = "giaoviec.site.failing.forbidden"
handler404 = "giaoviec.site.failing.not_found"
handler500 = "giaoviec.site.failing.broken"
