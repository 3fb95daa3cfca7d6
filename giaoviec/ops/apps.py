from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "giaoviec.ops"
    verbose_name = "Vận hành"
