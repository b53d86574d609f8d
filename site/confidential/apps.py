from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from foundation.drills import drills as what_is_tried
from foundation.drills import sealed_rows
from foundation.exports import exports
from foundation.needs import needs


class ConfidentialConfig(AppConfig):
    name = "confidential"

    def ready(self) -> None:
        from confidential import (  # noqa: PLC0415 -- app ready
            checks,
            drills,
            middleware,
            sealing,
            services,
            triggers,
        )
        from confidential.exports import kept_beside  # noqa: PLC0415 -- app ready

        # Read now, so that a server with a key that is none does not start.
        sealing.keyring()
        services.register_copies()
        exports.register("kept_beside_my_words", kept_beside)
        triggers.guard_own_tables()
        register(checks.keys_are_their_owners_alone, Tags.security, deploy=True)
        what_is_tried.register("sealed texts open", drills.open_every_text)
        sealed_rows.register("confidential.SealedText", drills.open_texts)
        needs.register("sealing keys", drills.keys_that_open_nothing)
        user_logged_out.connect(middleware.note_signing_out, dispatch_uid="the device forgets at sign-out")
        post_migrate.connect(triggers.install_after_migrate, dispatch_uid="append-only triggers")
