"""What supervisor and facilitator agreed before the first session."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from people.models import SupervisionAssignment


class SupervisionAgreement(Identified):
    """One for each assignment. The supervisor offers it; it stands once the facilitator acknowledges it."""

    class Contact(models.TextChoices):
        PHONE = "phone", _("by phone, in an emergency of the group at any time")
        MAIL = "mail", _("by e-mail, answered within two working days")
        BOTH = "both", _("by phone for anything urgent, by e-mail otherwise")

    assignment = models.OneToOneField(SupervisionAssignment, on_delete=models.PROTECT, related_name="agreement")
    weeks_between = models.PositiveSmallIntegerField(
        _("weeks between meetings"), default=4, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes of a meeting"), default=60, validators=[MinValueValidator(15), MaxValueValidator(180)]
    )
    contact = models.CharField(_("contact between meetings"), max_length=8, choices=Contact, default=Contact.BOTH)
    # Which wording of the limits of confidentiality the two have seen (agreements/wording.py).
    wording = models.CharField(max_length=20)
    offered_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"agreement: {self.assignment}"
