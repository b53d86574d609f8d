"""allauth's second factor in our words, its secrets under our keys."""

import logging
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from confidential.sealing import SealBroken
from foundation.refusals import Refusal
from people.second_factor import at_rest

log = logging.getLogger("people")


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code did not match. A code works for half a minute, and only once."),
        "cannot_generate_recovery_codes": _("Set up a second step first. Then you get recovery codes."),
    }

    def generate_authenticator_name(self, user: Any, kind: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=kind).count() + 1
        return gettext("My passkey") if number == 1 else gettext("Passkey %(number)d") % {"number": number}

    def encrypt(self, text: str) -> str:
        return at_rest.sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises Refusal for what does not open; the log has the reason, which names the key alone."""
        try:
            return at_rest.opened(encrypted_text)
        except SealBroken as broken:
            log.error("the secret of a second factor does not open: %s", broken)
            raise Refusal(
                _("Your second step cannot be checked here. Speak to your coordinator, as if you had lost your device.")
            ) from broken
