"""What can be done to a supervision agreement, as the access trail says it."""

from django.utils.translation import gettext_lazy as _

from confidential.deeds import Deed


class AgreementDeed(Deed):
    OFFERED = "offered", _("%(who)s offered you an agreement on supervision")
    ACKNOWLEDGED = "acknowledged", _("%(who)s agreed to your supervision agreement")
    WITHDRAWN = "withdrawn", _("%(who)s's offer of an agreement was withdrawn")
    CHANGE_OFFERED = "change_offered", _("%(who)s offered to change your supervision agreement")
    CHANGE_AGREED = "change_agreed", _("%(who)s agreed to a change of your supervision agreement")
    CHANGE_WITHDRAWN = "change_withdrawn", _("%(who)s's offer to change your agreement was withdrawn")


DEEDS: dict[str, type[Deed]] = {
    "supervision.SupervisionAgreement": AgreementDeed,
}
