"""Addresses of the exchange."""

from django.urls import path

from giaoviec.exchange import views

app_name = "exchange"
urlpatterns = [
    path("trao-doi/", views.page, name="list"),
    path("trao-doi/<int:pk>/", views.package, name="package"),
    path("trao-doi/<int:pk>/tep/<int:file_id>/", views.file, name="file"),
    path("trao-doi/<int:pk>/vao-so/", views.registering, name="register"),
    path("trao-doi/<int:pk>/gan/<int:document_id>/", views.linking, name="link"),
]
