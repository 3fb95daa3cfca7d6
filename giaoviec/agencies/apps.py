from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "giaoviec.agencies"
    verbose_name = "Cơ quan"
