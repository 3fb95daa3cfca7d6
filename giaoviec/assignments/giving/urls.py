"""Addresses of the giving screen; `assignments.urls` takes them in."""

from django.urls import path

from giaoviec.assignments.giving import views

urlpatterns = [
    path("van-ban/<int:pk>/giao-viec/", views.page, name="giving"),
    path("van-ban/han/", views.due, name="giving_due"),
    path("viec/suc-tai/", views.load_meter, name="giving_load"),
]
