from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "giaoviec.assignments"
    verbose_name = "Nhiệm vụ"
