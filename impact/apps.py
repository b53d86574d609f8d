from django.apps import AppConfig


class ImpactConfig(AppConfig):
    name = "impact"

    def ready(self) -> None:
        from impact import registrations  # noqa: PLC0415 -- app ready

        registrations.register()
