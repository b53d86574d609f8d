"""What a refusal says: when it works again, and what to do sooner. The same for every address, known or not."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from foundation.refusals import Refusal
from people.signing_in.limits import AttemptKind

SENTENCES: dict[str, Promise] = {
    "password": _(
        "There were too many tries. You can try again in %(wait)s. To get in sooner, use “I have "
        "forgotten my password”: we email you a link. Choose a new password in this browser."
    ),
    "code": _(
        "There were too many tries. You can try again in %(wait)s. A passkey works now. If you "
        "have none, choose a new password by email in this browser, then sign in with it and a "
        "code."
    ),
    "mail": _(
        "Links were asked for several times, for this address or from your network. We can send "
        "the next one in %(wait)s. If one came, use the newest; it may be in your junk email. If "
        "none came, ring your coordinator."
    ),
    "enquiry": _(
        "Several enquiries were sent, for this address or from your network. We can take the next one in %(wait)s. "
        "If an email came, its link still works."
    ),
}


class TooManyTries(Refusal):
    def __init__(self, kind: AttemptKind, *, until: datetime, now: datetime) -> None:
        super().__init__(SENTENCES[kind.name] % {"wait": in_words(until - now)})
        self.until = until

    def in_a_form(self) -> ValidationError:
        return ValidationError(str(self.message), code="too_many_tries")


def in_words(wait: timedelta) -> str:
    """Rounded up: who comes back then is let in."""
    minutes = -(-int(-(-wait.total_seconds() // 1)) // 60)
    if minutes <= 90:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = -(-minutes // 60)
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
