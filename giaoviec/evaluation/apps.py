from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "giaoviec.evaluation"
    verbose_name = "Đánh giá"
