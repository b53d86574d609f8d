from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"

    def ready(self) -> None:
        from supervision import registrations  # noqa: PLC0415 -- app ready

        registrations.register()
