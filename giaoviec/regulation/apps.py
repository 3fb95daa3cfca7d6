from django.apps import AppConfig


class RegulationConfig(AppConfig):
    name = "giaoviec.regulation"
    verbose_name = "Quy chế"
