from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "giaoviec.reporting"
    verbose_name = "Số liệu, báo cáo"

    def ready(self) -> None:
        """The day on which a period is over opens its reports."""
        from giaoviec.oversight.actions.tick import ALSO
        from giaoviec.reporting.actions.opening import close_period

        ALSO.append(close_period)
