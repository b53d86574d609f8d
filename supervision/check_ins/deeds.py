"""What can be done to a wish that somebody checks in, as the access trail says it."""

from django.utils.translation import gettext_lazy as _

from confidential.deeds import Deed


class CheckInDeed(Deed):
    ASKED = "asked", _("%(who)s asked for a check-in")
    TAKEN_BACK = "taken_back", _("%(who)s no longer asks for a check-in")
    PASSED_ON = "passed_on", _("The check-in that %(who)s asked for is with someone else now")
    IN_TOUCH = "in_touch", _("%(who)s noted that they have been in touch with you")


DEEDS: dict[str, type[Deed]] = {
    "supervision.CheckIn": CheckInDeed,
}
