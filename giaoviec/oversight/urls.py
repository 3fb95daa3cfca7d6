"""Addresses of the suggestion box and of what is ticked off."""

from django.urls import path

from giaoviec.oversight import views

app_name = "oversight"
urlpatterns = [
    path("gop-y/", views.box, name="box"),
    path("gop-y/<int:pk>/", views.detail, name="suggestion"),
    path("gop-y/<int:pk>/tra-loi/", views.answering, name="answer"),
    path("gop-y/<int:pk>/tep/<int:file_id>/", views.file, name="file"),
    path("viec-thuong-ky/<int:pk>/", views.standing, name="standing"),
]
