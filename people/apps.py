from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from allauth.account.signals import password_reset  # noqa: PLC0415 -- app ready
        from allauth.mfa import signals  # noqa: PLC0415

        from people import registrations, sessions  # noqa: PLC0415
        from people.second_factor import proof  # noqa: PLC0415
        from people.signing_in import counting, places  # noqa: PLC0415

        user_logged_in.connect(sessions.begin, dispatch_uid="a session begins")
        user_logged_in.connect(places.remember, dispatch_uid="a browser is known")
        password_reset.connect(places.remember, dispatch_uid="a browser is known by a mail")
        password_reset.connect(counting.lift_for_a_new_password, dispatch_uid="old tries no longer count")
        signals.authenticator_added.connect(proof.count_what_was_set_up, dispatch_uid="a factor is set up")
        signals.authenticator_removed.connect(proof.forget_what_was_removed, dispatch_uid="a factor is removed")
        signals.authenticator_used.connect(proof.renew_the_key, dispatch_uid="a factor is given")
        registrations.register()
