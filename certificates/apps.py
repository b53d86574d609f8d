from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "certificates"

    def ready(self) -> None:
        from certificates import registrations  # noqa: PLC0415 -- app ready

        registrations.register()
