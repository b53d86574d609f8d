"""A concern: a risk raised by a person, with an audience of its own. It holds no name of whom it is about.

Who receives it is nowhere stored as a list: it follows from who supervises, who covers and who leads governance at
the moment of asking, so that a supervisor's leaving or a cover's end moves it at that instant.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from confidential.models import SealedRecord
from foundation.refusals import Moves
from people.models import (
    Appointment,
    CoverWindow,
    CoverWindowQuerySet,
    NoticeHold,
    Programme,
    Role,
    SupervisionAssignment,
    User,
)


class Category(models.TextChoices):
    DEATH = "death", _("a death or serious harm")
    PARTICIPANT = "participant", _("the safety of someone in the group")
    PATIENT = "patient", _("the safety of patients, or whether a doctor is fit to practise")
    SAFEGUARDING = "safeguarding", _("safeguarding of a child or an adult")
    ABUSE = "abuse", _("abuse, violence, sexual harassment or discrimination at work")
    CONFIDENTIALITY = "confidentiality", _("a breach of confidentiality")
    OWN = "own", _("my own wellbeing")
    CONDUCT = "conduct", _("how someone behaves in the group")


class Urgency(models.TextChoices):
    NOW = "now", _("Now: someone may be at risk, and help has been rung")
    NOT_RUNG = "not_rung", _("Now: someone may be at risk, and no one has been rung yet")
    TODAY = "today", _("Today: it is serious")
    NEXT = "next", _("It can wait until we next talk")


# Those who would read it are told at the press, before any words.
AT_ONCE = (Urgency.NOW, Urgency.NOT_RUNG)


class About(models.TextChoices):
    """A role, so that the concern never reaches whoever holds it."""

    NOBODY = "", _("none of these")
    SUPERVISOR = "supervisor", _("my supervisor")
    COVER = "cover", _("the cover for my supervisor")
    PARTNER = "partner", _("my co-facilitator")
    COORDINATOR = "coordinator", _("a coordinator")
    GOVERNANCE = "governance", _("the governance lead")
    DEPUTY = "deputy", _("the deputy of the governance lead")


class ConcernState(models.TextChoices):
    RAISED = "raised", _("raised")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    PLANNED = "planned", _("plan agreed")
    CLOSED = "closed", _("closed")


class Outcome(models.TextChoices):
    SUPPORTED = "supported", _("support is in place")
    PASSED_ON = "passed_on", _("another service or process has taken it on")
    RESOLVED = "resolved", _("it was talked through, and nothing more is needed")
    ADVISED = "advised", _("advice was given, and the person who raised it acts on it")
    LEARNING = "learning", _("the programme learns from it")
    NOT_REACHED = "not_reached", _("no one could be reached")
    ELSEWHERE = "elsewhere", _("it was followed up elsewhere")


CONCERN_MOVES = Moves(
    {
        ConcernState.RAISED: [ConcernState.ACKNOWLEDGED],
        ConcernState.ACKNOWLEDGED: [ConcernState.PLANNED],
        ConcernState.PLANNED: [ConcernState.CLOSED],
        # Opened again by those with whom it is, who have it then; or by whoever raised it, to be acknowledged anew.
        ConcernState.CLOSED: [ConcernState.ACKNOWLEDGED, ConcernState.RAISED],
    }
)


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """Whoever raised it, and those with whom it is. Never a person it is about."""
        return self.filter(Q(raised_by=user) | with_them(user, now))

    def received_by(self, user: User, now: datetime) -> Self:
        """Those for `user` to act on."""
        return self.filter(with_them(user, now))

    def known_to_exist(self, person: User, now: datetime, roles: Collection[Role] = (Role.COORDINATOR,)) -> Self:
        """Of the programmes in which `person` holds one of `roles`: that there is one, and its state.

        Not one that may be about them, nor one that they raised: nobody can tell one from the other by a number.
        """
        appointments = Appointment.objects.current(now).filter(person=person, role__in=roles)
        known = self.filter(~is_excluded(person), programme__in=appointments.values("programme"))
        return known.exclude(raised_by=person)

    def open(self) -> Self:
        return self.exclude(state=ConcernState.CLOSED)


def with_them(user: User, now: datetime) -> Q:
    """On a concern: `user` is, at `now`, among those with whom it is."""
    supervising = SupervisionAssignment.objects.supervised_by(user, now).filter(seat_of_concern())
    appointments = Appointment.objects.current(now).filter(person=user, programme=OuterRef("programme"))
    governs, deputises = (Exists(appointments.filter(role=role)) for role in (Role.GOVERNANCE, Role.DEPUTY))
    receives = Q(Exists(supervising)) | (Q(governs) & with_governance(now)) | (Q(deputises) & with_deputy(now))
    away = NoticeHold.objects.open().filter(person=user)
    return receives & Q(~Exists(away)) & Q(~is_excluded(user)) & ~Q(raised_by=user)


def seat_of_concern() -> Q:
    """On an assignment, inside a query over concerns: the one by which the concern reached its supervisor."""
    return Q(supervisor=OuterRef("supervisor"), facilitator=OuterRef("raised_by"), programme=OuterRef("programme"))


def with_governance(now: datetime) -> Q:
    """On a concern: sent or handed on there, late, for everybody, or open with nobody in the supervisor's seat."""
    still_supervised = SupervisionAssignment.objects.current(now).filter(seat_of_concern())
    is_open = ~Q(state=ConcernState.CLOSED)
    late = (is_open & Q(due_at__lte=now)) | Q(escalated_at__isnull=False)
    away = NoticeHold.objects.open().filter(person=OuterRef("supervisor"))
    left = is_open & (Q(~Exists(still_supervised)) | Q(Exists(away)))
    sent = Q(supervisor=None) | Q(handed_on_at__isnull=False) | Q(deputy_at__lte=now)
    return sent | late | left | Q(Exists(_excluded_cover(now)))


def with_deputy(now: datetime) -> Q:
    """On a concern: for everybody, late a second time, or with a governance lead where no lead can have it."""
    excluded = ExcludedPerson.objects.filter(concern=OuterRef(OuterRef("pk"))).values("person")
    leads = Appointment.objects.current(now).filter(role=Role.GOVERNANCE, programme=OuterRef("programme"))
    free = leads.exclude(person__in=excluded).exclude(person=OuterRef("raised_by"))
    free = free.exclude(person__in=NoticeHold.objects.open().values("person"))
    return Q(deputy_at__lte=now) | (with_governance(now) & Q(~Exists(free)))


def _excluded_cover(now: datetime) -> CoverWindowQuerySet:
    """Inside a query over concerns: leave that began while it was open, with a cover from whom it is kept.

    The governance lead stands in for that cover, and keeps what they took on when the leave is over.
    """
    open_until = Coalesce(OuterRef("closed_at"), Value(now, output_field=models.DateTimeField()))
    excluded = ExcludedPerson.objects.filter(concern=OuterRef(OuterRef("pk"))).values("person")
    return CoverWindow.objects.filter(
        supervisor=OuterRef("supervisor"),
        programme=OuterRef("programme"),
        starts_at__lte=open_until,
        ends_at__gt=OuterRef("raised_at"),
        cover__in=excluded,
    )


def is_excluded(user: User) -> Exists:
    return Exists(ExcludedPerson.objects.filter(concern=OuterRef("pk"), person=user))


class Concern(SealedRecord):
    """Its words are frozen as they are written; the parts are `spoken_to` (codes), `done` and `reach`.

    One "now" is there, and told, before its words: until `written_at` it has neither words nor a category.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="concerns")
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="concerns_raised")
    raised_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)
    category = models.CharField(max_length=16, choices=Category, blank=True)
    urgency = models.CharField(max_length=8, choices=Urgency)
    about = models.CharField(max_length=12, choices=About, blank=True)
    # Whose supervisee raised it; empty when it went to the governance lead at once.
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=14, choices=ConcernState, default=ConcernState.RAISED)
    # By when it should be acknowledged, have a plan, or be looked at again; then the governance lead has it too.
    due_at = models.DateTimeField()
    # From then on the governance lead and the deputy have it, whoever else does. Empty on one closed before.
    deputy_at = models.DateTimeField(null=True)
    look_again_on = models.DateField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    escalated_at = models.DateTimeField(null=True)
    handed_on_at = models.DateTimeField(null=True)
    plan_agreed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    redacted_at = models.DateTimeField(null=True)

    raised_by_id: UUID
    supervisor_id: UUID | None
    programme_id: UUID
    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="raised") | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="a_concern_says_who_acknowledged_it",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="a_closed_concern_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return f"concern of {self.raised_at:%d %b %Y}"

    @property
    def writer_id(self) -> UUID:
        return self.raised_by_id

    def is_late(self, now: datetime) -> bool:
        """Whether what comes next, an acknowledgement, a plan or another look, should have happened by now."""
        return self.state != ConcernState.CLOSED and self.due_at <= now


class ExcludedPerson(models.Model):
    """Somebody whom a concern may be about (`holders.py`): they never learn that it exists. Insert-only."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="excluded")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "supervision_keptfrom"
        constraints = [models.UniqueConstraint(fields=["concern", "person"], name="kept_once_from_a_person")]

    def __str__(self) -> str:
        return "excluded from a concern"


class ConcernNote(SealedRecord):
    """What was agreed or added, how it was closed, why it was opened again; part `words`. Insert-only."""

    class Kind(models.TextChoices):
        PLAN = "plan", _("What we agreed")
        NOTE = "note", _("Added")
        CLOSING = "closing", _("How it was closed")
        REOPENED = "reopened", _("Why it was opened again")

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # Of a plan.
    look_again_on = models.DateField(null=True)
    # Of a closing, which may have no words.
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)

    concern_id: UUID
    author_id: UUID

    def __str__(self) -> str:
        return f"note on {self.concern}"

    @property
    def writer_id(self) -> UUID:
        return self.author_id
