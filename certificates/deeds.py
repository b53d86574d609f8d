"""What can be done to a certificate, as the access trail says it."""

from django.utils.translation import gettext_lazy as _

from confidential.deeds import Deed


class CertificateDeed(Deed):
    ISSUED = "issued", _("%(who)s issued your certificate")
    REPLACED = "replaced", _("%(who)s replaced a certificate of yours")
    REVOKED = "revoked", _("%(who)s revoked a certificate of yours")


DEEDS: dict[str, type[Deed]] = {
    "certificates.Certificate": CertificateDeed,
}
