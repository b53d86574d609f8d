"""What can be certified, what it takes, and each issue of it: frozen facts, a stored file, and what happened since."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from foundation.refusals import Moves
from people.models import Appointment, Programme, Role, User

if TYPE_CHECKING:
    from certificates.facts import Facts


class Award(Identified):
    """Something that a programme certifies."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="awards")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField()
    valid_months = models.PositiveSmallIntegerField(
        _("months it is valid"), default=24, validators=[MinValueValidator(6)]
    )
    what_it_proves = models.TextField(_("what it proves"), max_length=600)
    what_it_is_not = models.TextField(_("what it is not"), max_length=600)
    # The name of this wording: raised with every change of the two texts, and frozen into each certificate.
    wording = models.CharField(_("version of the wording"), max_length=20)

    class Meta:
        verbose_name = _("award")
        constraints = [models.UniqueConstraint(fields=["programme", "slug"], name="award_slug_once_a_programme")]

    def __str__(self) -> str:
        return self.name


class AwardRule(models.Model):
    """One thing that an award takes. How each kind is counted stands in `counting.py`."""

    class Kind(models.TextChoices):
        AUTHORISED = "authorised", _("authorised to co-facilitate")
        SESSIONS = "sessions", _("sessions co-facilitated")
        SUPERVISIONS = "supervisions", _("supervision meetings attended")

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="rules")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    threshold = models.PositiveSmallIntegerField(_("how many"), default=1, validators=[MinValueValidator(1)])
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    award_id: UUID

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["award", "kind"], name="one_rule_of_a_kind"),
            models.CheckConstraint(condition=Q(threshold__gte=1), name="a_rule_asks_for_something"),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.threshold} x {self.get_kind_display()}"


class NumberSeries(models.Model):
    """The last certificate number of a programme. Raised in the transaction that issues, so there are no gaps."""

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="+")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = _("number series")

    def __str__(self) -> str:
        return f"{self.programme}: {self.last}"


class Status(models.TextChoices):
    """How a certificate stands on a day. The words are for its holder and for anybody who checks it."""

    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("No longer current")
    REPLACED = "replaced", _("Replaced")


# What may still become of a certificate that stands so. An end is final.
ENDINGS = Moves({Status.VALID: [Status.REVOKED, Status.REPLACED], Status.EXPIRED: [Status.REVOKED]})


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """Its holder, and those who keep the register of its programme."""
        return self.filter(Q(person=user) | Q(programme__in=_registered_for(user, now)))

    def registered_for(self, user: User, now: datetime) -> Self:
        """The register: every certificate of the programmes that `user` coordinates or governs."""
        return self.filter(programme__in=_registered_for(user, now))

    def with_standing(self) -> Self:
        """With what `status` asks for: whether it was revoked, and the code of a successor."""
        events = CertificateEvent.objects.filter(certificate=OuterRef("pk"))
        return self.annotate(
            revoked=Exists(events.filter(kind=CertificateEvent.Kind.REVOKED)),
            replaced=Exists(events.filter(kind=CertificateEvent.Kind.REPLACED)),
            successor_code=Subquery(events.filter(kind=CertificateEvent.Kind.REPLACED).values("successor__code")[:1]),
        )

    def earned(self) -> Self:
        """Without those that stand in for another: a replacement is no renewal."""
        return self.exclude(Exists(CertificateEvent.objects.filter(successor=OuterRef("pk"))))


def _registered_for(user: User, now: datetime) -> Any:
    """The keys of the programmes whose register `user` keeps."""
    roles = (Role.COORDINATOR, Role.GOVERNANCE)
    return Appointment.objects.current(now).filter(person=user, role__in=roles).values("programme")


class Certificate(Identified):
    """One issue of an award. The row is insert-only: what is printed stays as it was on the day."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="certificates")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="certificates")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="certificates")
    # 1 for the first; each later issue to the same person, a renewal or a replacement, takes the next.
    cycle = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=16, editable=False)
    # What a check looks for: whoever times the answers learns nothing about codes that are nearly right.
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    facts: "Facts" = models.JSONField()  # type: ignore[assignment]
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    # The last day on which it is valid.
    expires_on = models.DateField()

    award_id: UUID
    person_id: UUID
    programme_id: UUID
    # Only on rows that came through `with_standing`.
    revoked: bool
    replaced: bool
    successor_code: str | None
    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        constraints = [
            models.UniqueConstraint(fields=["award", "person", "cycle"], name="issued_once_a_cycle"),
            models.UniqueConstraint(fields=["programme", "number"], name="a_number_once_a_programme"),
            models.CheckConstraint(condition=~Q(person=F("issued_by")), name="nobody_issues_to_themselves"),
            models.CheckConstraint(condition=Q(expires_on__gt=F("issued_on")), name="expires_after_its_issue"),
            models.CheckConstraint(condition=Q(number__gte=1, cycle__gte=1), name="numbers_and_cycles_from_one"),
        ]

    def __str__(self) -> str:
        return f"certificate {self.facts['number']}"

    def status(self, today: date) -> Status:
        """How it stands on `today`, a day in the programme's zone. Needs `with_standing`."""
        if self.revoked:
            return Status.REVOKED
        if self.replaced:
            return Status.REPLACED
        return Status.EXPIRED if today > self.expires_on else Status.VALID


class CertificateEvent(models.Model):
    """What happened to a certificate. Insert-only; the newest state follows from these rows."""

    class Kind(models.TextChoices):
        ISSUED = "issued", _("issued")
        REVOKED = "revoked", _("revoked")
        REPLACED = "replaced", _("replaced")

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    successor = models.ForeignKey(Certificate, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["certificate", "kind"], name="each_event_once"),
            models.CheckConstraint(condition=Q(kind="issued") | ~Q(reason=""), name="a_later_event_says_why"),
            models.CheckConstraint(
                condition=Q(kind="replaced", successor__isnull=False)
                | (~Q(kind="replaced") & Q(successor__isnull=True)),
                name="replaced_names_its_successor",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("certificate")), name="nothing_succeeds_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.get_kind_display()}"


class CertificateFile(models.Model):
    """The one file of a certificate, kept under its digest in the private storage. Insert-only."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="file")
    name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="a_file_is_not_empty")]

    def __str__(self) -> str:
        return self.name
