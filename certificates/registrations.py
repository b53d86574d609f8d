"""What this app tells the apps below it, at start-up."""

from django.utils.translation import gettext_lazy as _

from certificates import cards as own_cards
from certificates import exports as own_export
from certificates.deeds import DEEDS
from certificates.drills import verify_every_certificate
from certificates.endings import ENTRY as AUTHORISATIONS
from certificates.files import deliver_file
from certificates.reminding import certificates_ending
from certificates.roster import authorisations_of
from confidential import triggers
from confidential.deeds import register_deeds
from delivery.mail import register_notice
from delivery.reminders.rules import register_reminder
from delivery.services import handlers
from foundation.cards import cards, for_role
from foundation.drills import drills
from foundation.exports import exports
from people.endings.registry import entries
from people.models import Role
from people.registry import roster_facts


def register() -> None:
    register_deeds(DEEDS)
    for table in ("Certificate", "CertificateEvent", "CertificateFile"):
        triggers.guard(f"certificates.{table}")
    handlers.register("certificates.pdf", deliver_file)
    register_notice(
        "authorised",
        subject=_("You may co-facilitate"),
        sentence=_("Your authorisation to co-facilitate has been confirmed."),
        page="pages:my_day",
    )
    register_notice(
        "certificate_ready",
        subject=_("Your certificate is ready"),
        sentence=_("Your certificate has been issued and can be downloaded."),
        page="certificates:list",
    )
    register_notice(
        "certificate_ended",
        subject=_("Something about a certificate"),
        sentence=_("Something about your certificate is waiting for you."),
        page="certificates:list",
    )
    register_reminder(
        "certificate_ends",
        title=_("A certificate of yours that ends in three months, and in one"),
        subject=_("Your certificate ends soon"),
        sentence=_("A certificate of yours ends soon and can be renewed."),
        page="certificates:list",
        roles=[Role.FACILITATOR],
        due=certificates_ending,
    )
    cards.register("certificates.missing", for_role(Role.FACILITATOR, own_cards.still_missing))
    cards.register("certificates.ready", for_role(Role.COORDINATOR, own_cards.who_is_ready))
    entries.register("certificates.authorisations", AUTHORISATIONS)
    exports.register("certificates", own_export.certificates)
    drills.register("certificates verify", verify_every_certificate)
    roster_facts.register("certificates.authorised", authorisations_of)
