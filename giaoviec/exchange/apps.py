from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "giaoviec.exchange"
    verbose_name = "Trao đổi văn bản"
