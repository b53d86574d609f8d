"""What a person is told by mail when their account or their roles have changed: by the outbox, so that none is lost."""

from django.utils.translation import gettext_lazy as _

from delivery.mail import Notice

# allauth's name for what happened -> ours, subject, sentence.
OF_ALLAUTH = {
    "account/email/password_changed": (
        "password_changed",
        _("Your password was changed"),
        _("Your password was changed. If it was not you, choose a new one now and tell your coordinator."),
    ),
    "account/email/password_set": (
        "password_set",
        _("A password was set"),
        _("A password was set for your account. If it was not you, choose another now and tell your coordinator."),
    ),
    "account/email/password_reset": (
        "password_reset",
        _("Your password was changed"),
        _("Your password was changed by a link in an email. If it was not you, tell your coordinator now."),
    ),
    "mfa/email/totp_activated": (
        "app_added",
        _("An authenticator app was set up"),
        _("You need its code when you sign in. If it was not you, change your password and tell your coordinator."),
    ),
    "mfa/email/totp_deactivated": (
        "app_removed",
        _("Your authenticator app was removed"),
        _("You no longer need its code. If it was not you, change your password and tell your coordinator."),
    ),
    "mfa/email/webauthn_added": (
        "passkey_added",
        _("A passkey was added"),
        _("A passkey was added to your account. If it was not you, change your password and tell your coordinator."),
    ),
    "mfa/email/webauthn_removed": (
        "passkey_removed",
        _("A passkey was removed"),
        _("A passkey no longer signs you in. If it was not you, change your password and tell your coordinator."),
    ),
    "mfa/email/recovery_codes_generated": (
        "codes_made",
        _("New recovery codes were made"),
        _("The old ones no longer work. If it was not you, change your password and tell your coordinator."),
    ),
}
# Changes of addresses have mails of their own, with a way to stop them (people/addresses).
WATCHED = {"account/email/email_changed", "account/email/email_deleted", "account/email/email_confirm"}
SECOND_FACTOR_RESET = "second_factor_reset"
ROLE_GIVEN, ROLE_ENDED, OWN_ROLE_ENDED = "role_given", "role_ended", "own_role_ended"
ACCOUNT_CORRECTED = "account_corrected"


# Name -> what the mail says.
NOTICES = {
    **{name: Notice(subject, sentence, "pages:account") for name, subject, sentence in OF_ALLAUTH.values()},
    SECOND_FACTOR_RESET: Notice(
        subject=_("Your second step was removed"),
        sentence=_(
            "Your second step was removed by someone you asked to do so. You set up a new one "
            "when you next sign in. If you did not ask, tell your coordinator or governance lead "
            "now, and change your password."
        ),
        page="pages:my_day",
    ),
    ACCOUNT_CORRECTED: Notice(
        subject=_("Your account was corrected"),
        sentence=_(
            "A coordinator has corrected your name or your specialty. Your account shows what it "
            "is now; My data shows who changed it. If it is wrong, tell your coordinator."
        ),
        page="pages:account",
    ),
    # Nobody comes into a role that others rely on, or out of it, unseen by whoever answers for the programme.
    ROLE_GIVEN: Notice(
        subject=_("Someone has taken up a role"),
        sentence=_(
            "Someone has taken up a role in your programme. The list of people shows who, and who"
            " gave it. If you did not expect it, speak with the other coordinators or the "
            "governance lead."
        ),
        page="people:roster",
    ),
    ROLE_ENDED: Notice(
        subject=_("A role has ended"),
        sentence=_(
            "Someone's role in your programme has ended. The list of people shows whose, and who "
            "ended it. If you did not expect it, speak with the other coordinators or the "
            "governance lead."
        ),
        page="people:roster",
    ),
    OWN_ROLE_ENDED: Notice(
        subject=_("One of your roles has ended"),
        sentence=_(
            "One of your roles has ended. Your account shows which you still have; My data shows "
            "who ended it. If you did not expect it, speak with your coordinator or governance "
            "lead."
        ),
        page="pages:account",
    ),
}
