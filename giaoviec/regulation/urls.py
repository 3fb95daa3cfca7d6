"""Addresses of the Regulation, the profile and the calendar."""

from django.urls import path

from giaoviec.regulation import views

app_name = "regulation"

urlpatterns = [
    path("quy-che/", views.regulation, name="regulation"),
    path("quan-tri/ho-so/", views.profiles, name="profiles"),
    path("quan-tri/ho-so/<slug:code>/", views.profile, name="profile"),
    path("quan-tri/ho-so/<slug:code>/sua/", views.profile_edit, name="profile_edit"),
    path("quan-tri/lich/", views.calendar_years, name="calendar"),
    path("quan-tri/lich/<int:year>/", views.calendar_year, name="calendar_year"),
]
