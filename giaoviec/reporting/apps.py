from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "giaoviec.reporting"
    verbose_name = "Số liệu, báo cáo"

    def ready(self) -> None:
        """The day on which a period is over opens its reports; standing requests are opened again on theirs."""
        from giaoviec.oversight.actions.tick import ALSO
        from giaoviec.reporting.actions.asked_turns import open_turns
        from giaoviec.reporting.actions.complying import close_year
        from giaoviec.reporting.actions.opening import close_period

        ALSO.extend([close_period, close_year, open_turns])
