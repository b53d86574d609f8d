"""Who people are, what they may do and when: accounts, programmes and the dated rows between them."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from foundation.dated import Dated, DatedQuerySet
from foundation.lines import check_one_line
from foundation.models import Identified
from foundation.walltime import check_zone
from people.accounts import NAMES, UserManager
from people.names import LONGEST, LONGEST_KEY, check_name, full_name, same_name, sort_key
from people.pausing import unpaused

# What follows from what somebody is called.
KEYS = ("sort_name", "same_name")


class User(AbstractUser):  # type: ignore[django-manager-missing]  # Wagtail's image names its uploader; untyped
    """A person's account. Further e-mail addresses are allauth's `EmailAddress` rows; doctors rotate employers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = None  # type: ignore[assignment]
    email = models.EmailField(_("email address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=LONGEST, blank=True, validators=[check_name])
    # Empty for who has one name.
    last_name = models.CharField(_("last name"), max_length=LONGEST, blank=True, validators=[check_name])
    # Every list of people is in this order (people/names.py).
    sort_name = models.CharField(max_length=LONGEST_KEY, default="", editable=False)
    # The same for whoever looks alike on a page; `apart` is then what tells them apart (people/namesakes.py).
    same_name = models.CharField(max_length=LONGEST_KEY, default="", editable=False, db_index=True)
    apart = models.CharField(max_length=160, default="", editable=False)
    # Raised whenever every session of theirs must end: another second factor, a lost device.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return f"{self.full_name} ({self.apart})" if self.apart else self.full_name

    @property
    def name(self) -> str:
        """As pages, choices and tables show it: with what tells apart two people of one name."""
        return str(self)

    @property
    def full_name(self) -> str:
        """As a certificate prints it, and as they are addressed."""
        return full_name(self.first_name, self.last_name) or self.email

    @property
    def greeting(self) -> str:
        return self.first_name or self.full_name

    @transaction.atomic
    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """With the keys that follow from the name. Whoever shares the new name, or the old one, is told apart anew."""
        from people.namesakes import tell_apart  # noqa: PLC0415 -- it names this model

        if update_fields is not None and not set(NAMES) & set(update_fields):
            super().save(*args, update_fields=update_fields, **kwargs)
            return
        was = User.objects.filter(pk=self.pk).values_list("same_name", flat=True).first()
        self.key_names()
        named = None if update_fields is None else {*update_fields, *KEYS}
        super().save(*args, update_fields=named, **kwargs)
        if was != self.same_name:
            tell_apart(was, self.same_name)
            self.refresh_from_db(fields=["apart"])

    def key_names(self) -> None:
        self.sort_name, self.same_name = (key(self.first_name, self.last_name) for key in (sort_key, same_name))

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's, which ends all sessions with a new password, and ours, which ends them for other reasons too."""
        of_the_password: str = super()._get_session_auth_hash(secret)  # type: ignore[misc]
        return f"{of_the_password}-{self.sessions_ended}"


class Region(models.Model):
    name = models.CharField(_("name"), max_length=120, unique=True, validators=[check_one_line])
    nation = models.CharField(_("nation"), max_length=40, validators=[check_one_line])

    class Meta:
        verbose_name = _("region")

    def __str__(self) -> str:
        return self.name


class Specialty(models.Model):
    name = models.CharField(_("name"), max_length=120, unique=True, validators=[check_one_line])

    class Meta:
        verbose_name = _("specialty")
        verbose_name_plural = _("specialties")

    def __str__(self) -> str:
        return self.name


class Programme(Identified):
    """One deanery's or trust's running of this. Every row of practice belongs to one."""

    name = models.CharField(_("name"), max_length=120, unique=True, validators=[check_one_line])
    slug = models.SlugField(unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="programmes")
    organisation = models.CharField(_("host organisation"), max_length=160, validators=[check_one_line])
    participants_called = models.CharField(
        _("word for participants"), max_length=60, default="resident doctors", validators=[check_one_line]
    )
    zone = models.CharField(_("time zone"), max_length=60, default="Europe/London", validators=[check_zone])

    class Meta:
        verbose_name = _("programme")

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    FACILITATOR = "facilitator", _("facilitator")
    SUPERVISOR = "supervisor", _("programme supervisor")
    TRAINER = "trainer", _("trainer")
    COORDINATOR = "coordinator", _("coordinator")
    GOVERNANCE = "governance", _("governance lead")
    DEPUTY = "deputy", _("deputy of the governance lead")
    CLINICAL_LEAD = "clinical_lead", _("clinical lead")
    EDITOR = "editor", _("content editor")
    TPD = "tpd", _("training programme director")


class Appointment(Identified, Dated):
    """A role within a programme, between two instants. This is where authority comes from."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="appointments")

    person_id: uuid.UUID
    objects = DatedQuerySet["Appointment"].as_manager()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "role", "programme"], condition=Q(ends_at__isnull=True), name="one_open_appointment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.programme}"

    @property
    def last_day(self) -> str:
        """Of a role that ends: "12 December 2026", where the programme is."""
        from people.endings.days import last_day  # noqa: PLC0415 -- it names these models

        return last_day(self.ends_at, self.programme) if self.ends_at else ""


class Membership(Identified, Dated):
    """A person's specialty and region for a time."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, related_name="memberships")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="memberships")

    objects = DatedQuerySet["Membership"].as_manager()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["person"], condition=Q(ends_at__isnull=True), name="one_open_membership"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.specialty}, {self.region}"


def in_post(role: Role, person: str, now: datetime) -> Exists:
    """On a row with a programme: whether whoever stands in its field `person` holds `role` there at `now`."""
    appointments = Appointment.objects.current(now).filter(
        person=OuterRef(person), programme=OuterRef("programme"), role=role
    )
    return Exists(appointments)


def in_post_within(role: Role, person: str, begins: datetime, ends: datetime) -> Exists:
    """The same, at some instant from `begins` up to `ends`."""
    appointments = Appointment.objects.filter(person=OuterRef(person), programme=OuterRef("programme"), role=role)
    return Exists(appointments.filter(Q(ends_at=None) | Q(ends_at__gt=begins), starts_at__lt=ends))


class CoverWindowQuerySet(DatedQuerySet["CoverWindow"]):
    def current(self, now: datetime) -> Self:
        """Those that are open at `now` while both are supervisors of the programme."""
        return super().current(now).both_in_post(now)

    def both_in_post(self, now: datetime) -> Self:
        """Open or not, those whose two people are supervisors of the programme at `now`."""
        return self.filter(*(in_post(Role.SUPERVISOR, person, now) for person in ("cover", "supervisor")))

    def overlapping(self, starts_at: datetime, ends_at: datetime) -> Self:
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class CoverWindow(Identified, Dated):
    """A supervisor's leave in a programme, between two instants, and who stands in; None where nobody does."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cover_windows")
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="covered_by")
    cover = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="covers")

    supervisor_id: uuid.UUID
    cover_id: uuid.UUID | None
    programme_id: uuid.UUID
    objects = CoverWindowQuerySet.as_manager()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_at__isnull=False), name="cover_has_an_end"),
            models.CheckConstraint(condition=~Q(supervisor=F("cover")), name="nobody_covers_for_themselves"),
            models.UniqueConstraint(fields=["programme", "supervisor", "starts_at"], name="one_cover_from_an_instant"),
        ]

    def __str__(self) -> str:
        return f"{self.cover or 'nobody'} covers for {self.supervisor}"


def seats_of(user: User, now: datetime) -> models.QuerySet[User, Any]:
    """The supervisors whose supervisees are for `user` at `now`: themselves, and whoever they cover for. Keys alone.

    For `__in`, beside the exact rule: a query begins there, and not at every row of a programme.
    """
    covered = CoverWindow.objects.current(now).filter(cover=user).values("supervisor")
    own: Any = User.objects.filter(pk=user.pk).values("pk")
    found: models.QuerySet[User, Any] = own.union(covered)
    return found


class SupervisionAssignmentQuerySet(DatedQuerySet["SupervisionAssignment"]):
    SIDES = ((Role.SUPERVISOR, "supervisor"), (Role.FACILITATOR, "facilitator"))

    def current(self, now: datetime) -> Self:
        """Those that hold while each of the two holds their role in the programme: who has left reads nothing more."""
        return super().current(now).filter(*(in_post(role, person, now) for role, person in self.SIDES))

    def holding_within(self, begins: datetime, ends: datetime) -> Self:
        """Those that held at some instant from `begins` up to `ends`, in the same sense."""
        overlapping = self.filter(Q(ends_at=None) | Q(ends_at__gt=begins), starts_at__lt=ends)
        return overlapping.filter(*(in_post_within(role, person, begins, ends) for role, person in self.SIDES))

    def supervised_by(self, user: User, now: datetime) -> Self:
        """Those that are for `user` to look after at `now`: their own, and while they cover, the other supervisor's."""
        window = CoverWindow.objects.current(now).filter(
            cover=user, supervisor=OuterRef("supervisor"), programme=OuterRef("programme")
        )
        assignments = self.current(now).filter(supervisor__in=seats_of(user, now))
        return assignments.filter(Q(supervisor=user) | Q(Exists(window)) & ~Q(facilitator=user))

    def between(self, *, supervisor_id: object, facilitator_id: object, now: datetime) -> Self:
        return self.current(now).filter(supervisor_id=supervisor_id, facilitator_id=facilitator_id)


class SupervisionAssignment(Identified, Dated):
    """Who supervises whom, and for how long. It ends at an instant; so does every right that hangs on it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="supervision_assignments")
    facilitator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervised_by")
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervises")

    objects = SupervisionAssignmentQuerySet.as_manager()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(facilitator=F("supervisor")), name="nobody_supervises_themselves"),
            models.UniqueConstraint(
                fields=["facilitator", "programme"], condition=Q(ends_at__isnull=True), name="one_open_supervisor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supervisor} supervises {self.facilitator}"


class AuthorisationQuerySet(DatedQuerySet["Authorisation"]):
    def current(self, now: datetime) -> Self:
        return self.given(now).filter(*unpaused(now))

    def given(self, now: datetime) -> Self:
        """Those of people who have been facilitators of the programme without a break since. Some may be paused."""
        return super().current(now).filter(Exists(self._stay().current(now)))

    def holding_within(self, begins: datetime, ends: datetime) -> Self:
        """Those that held at some instant from `begins` up to `ends`, in the same sense."""
        lasting = Q(ends_at=None) | Q(ends_at__gt=begins)
        until = self._stay().filter(Q(ends_at=None) | Q(ends_at__gt=begins) & Q(ends_at__gt=OuterRef("starts_at")))
        return self.filter(lasting, Exists(until), *unpaused(begins), starts_at__lt=ends)

    @staticmethod
    def _stay() -> DatedQuerySet[Appointment]:
        """The time as a facilitator in which it was given. It does not outlive that: who returns is confirmed anew."""
        return Appointment.objects.filter(
            person=OuterRef("person"),
            programme=OuterRef("programme"),
            role=Role.FACILITATOR,
            starts_at__lte=OuterRef("starts_at"),
        )


class Authorisation(Identified, Dated):
    """This person may co-facilitate. Written by `certificates`, read by everything below it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="authorisations")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="authorisations")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    basis = models.JSONField(default=list)  # what stood on the day, item by item, as the coordinator saw it

    objects = AuthorisationQuerySet.as_manager()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(person=F("confirmed_by")), name="nobody_authorises_themselves"),
            models.UniqueConstraint(
                fields=["person", "programme"], condition=Q(ends_at__isnull=True), name="one_open_authorisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} may co-facilitate in {self.programme}"


# The app's further tables, one folder for each noun. They stand on those above, so they come last.
from people.addresses.models import AddressChange  # noqa: E402
from people.endings.models import Ending, Told  # noqa: E402
from people.holds.models import NoticeHold  # noqa: E402
from people.invitations.models import Invitation  # noqa: E402
from people.plans.models import ProgrammePlan  # noqa: E402
from people.proposals.models import SupervisionProposal  # noqa: E402
from people.signing_in.models import Tally  # noqa: E402
from people.telephones.models import Telephone  # noqa: E402

__all__ = [
    "AddressChange",
    "Appointment",
    "Authorisation",
    "CoverWindow",
    "Ending",
    "Invitation",
    "Membership",
    "NoticeHold",
    "Programme",
    "ProgrammePlan",
    "Region",
    "Role",
    "Specialty",
    "SupervisionAssignment",
    "SupervisionProposal",
    "Tally",
    "Telephone",
    "Told",
    "User",
    "check_zone",
    "in_post",
    "seats_of",
]
