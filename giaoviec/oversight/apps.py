from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "giaoviec.oversight"
    verbose_name = "Theo dõi, đôn đốc"
