from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_migrate

from foundation.drills import drills as what_is_tried


class ConfidentialConfig(AppConfig):
    name = "confidential"

    def ready(self) -> None:
        from confidential import drills, middleware, services, triggers  # noqa: PLC0415 -- app ready

        services.register_kept_copies()
        triggers.guard_own_tables()
        what_is_tried.register("sealed texts open", drills.open_every_text)
        user_logged_out.connect(middleware.note_signing_out, dispatch_uid="the device forgets at sign-out")
        post_migrate.connect(triggers.install_after_migrate, dispatch_uid="append-only triggers")
