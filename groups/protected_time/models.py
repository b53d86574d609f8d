"""Time within working hours, agreed with a training programme director: dated facts, added to and never changed."""

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from foundation.lines import check_one_line
from foundation.models import Identified
from foundation.refusals import Moves
from groups.models import PeerGroup
from people.models import Appointment, Programme, Role, User

# Both roles keep the register; directors answer what they are asked.
REGISTER_ROLES = (Role.COORDINATOR, Role.GOVERNANCE)
DIRECTOR = Role.TPD


class Standing(models.TextChoices):
    ASKED = "asked", _("asked")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


# An agreement is renewed by another one; what was declined or withdrawn can be asked for again.
MOVES = Moves(
    {
        Standing.ASKED: [Standing.ASKED, Standing.AGREED, Standing.DECLINED],
        Standing.AGREED: [Standing.AGREED, Standing.WITHDRAWN],
        Standing.DECLINED: [Standing.ASKED, Standing.AGREED],
        Standing.WITHDRAWN: [Standing.ASKED, Standing.AGREED],
    }
)


class Form(models.TextChoices):
    TEACHING = "teaching", _("within the teaching programme")
    BLEEP_FREE = "bleep_free", _("an hour without the bleep")
    SELF_DEVELOPMENT = "self_development", _("self-development time")
    IN_LIEU = "in_lieu", _("time off in lieu")
    STUDY_LEAVE = "study_leave", _("study leave")
    OTHER = "other", _("another way")


def may_read(user: User, now: datetime) -> models.QuerySet[Appointment]:
    """The appointments by which `user` reads a programme's register."""
    roles = [*REGISTER_ROLES, DIRECTOR]
    return Appointment.objects.current(now).filter(person=user, role__in=roles)


class ProtectedTimeQuerySet(models.QuerySet["ProtectedTime"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """Those who keep the register of its programme, and its training programme directors."""
        return self.filter(programme__in=may_read(user, now).values("programme"))

    def newest(self) -> Self:
        """The last fact of each matter, which is what holds."""
        later = ProtectedTime.objects.filter(matter=OuterRef("matter"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def for_group(self, group: PeerGroup) -> Self:
        """Of this group alone, and of all groups of its programme."""
        return self.filter(Q(group=group) | Q(group=None), programme=group.programme_id)


class ProtectedTime(Identified):
    """One fact of one matter: it was asked, agreed, declined or withdrawn. Insert-only.

    `starts_on` and `ends_on` are the days, both included, for which time is asked or agreed; of what was withdrawn,
    `starts_on` is the first day without. Without `group` it is about every group of the programme.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="protected_times")
    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, null=True, related_name="protected_times")
    # What the facts of one matter have in common, and their order.
    matter = models.UUIDField(editable=False)
    number = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=12, choices=Standing)
    # Somebody with the role, or how a letter would address whoever has no account.
    director = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    with_whom = models.CharField(_("name and post"), max_length=120, blank=True, validators=[check_one_line])
    form = models.CharField(_("how it is given"), max_length=20, choices=Form)
    slot = models.CharField(_("when"), max_length=80, blank=True, validators=[check_one_line])
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True)
    covered_by = models.CharField(_("who covers the work"), max_length=120, blank=True, validators=[check_one_line])
    evidence = models.CharField(_("where this is written"), max_length=120, blank=True, validators=[check_one_line])
    next_step = models.CharField(_("what to do next"), max_length=120, blank=True, validators=[check_one_line])
    next_by = models.DateField(_("by when"), null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    programme_id: UUID
    group_id: UUID | None
    objects = ProtectedTimeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="one_fact_of_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="facts_count_from_one"),
            models.CheckConstraint(
                condition=Q(standing="withdrawn") | Q(ends_on__isnull=False, ends_on__gte=models.F("starts_on")),
                name="protected_time_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"protected time for {self.scope}: {self.get_standing_display()}"

    @property
    def scope(self) -> Any:
        """The group, or all groups of the programme."""
        return self.group.code_name if self.group else _("all groups")

    @property
    def agreed_with(self) -> str:
        return self.director.name if self.director else self.with_whom

    def has_lapsed(self, today: date) -> bool:
        """Agreed, and over without being renewed."""
        return self.standing == Standing.AGREED and self.ends_on is not None and self.ends_on < today
