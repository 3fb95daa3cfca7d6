"""Addresses of the Office's oversight; each room names its own."""

from django.urls import URLPattern, path

from giaoviec.oversight.views import support

app_name = "oversight"

SUPPORT: list[URLPattern] = [
    path("gop-y/", support.box, name="box"),
    path("gop-y/<int:pk>/", support.detail, name="suggestion"),
    path("gop-y/<int:pk>/tra-loi/", support.answering, name="answer"),
    path("gop-y/<int:pk>/tep/<int:file_id>/", support.file, name="file"),
    path("viec-thuong-ky/<int:pk>/", support.standing, name="standing"),
]

urlpatterns = [*SUPPORT]
