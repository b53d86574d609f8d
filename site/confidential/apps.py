from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ConfidentialConfig(AppConfig):
    name = "confidential"

    def ready(self) -> None:
        from confidential import services, triggers  # noqa: PLC0415 -- app ready

        services.register_kept_copies()
        triggers.guard_own_tables()
        post_migrate.connect(triggers.install_after_migrate, dispatch_uid="append-only triggers")
