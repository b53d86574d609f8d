"""Peer groups, their pairs, and the facts of each meeting. A number attending, never names."""

from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from foundation.dated import Dated, DatedQuerySet
from foundation.days import local_day
from foundation.models import Identified
from foundation.refusals import Moves
from foundation.walltime import AtWallTime, check_zone
from groups.about.columns import SaidOfAGroup
from groups.themes import THEMES, check_themes
from people.models import Appointment, Programme, Role, Specialty, SupervisionAssignment, User

PAIR = 2
OPEN = Q(ends_at__isnull=True)
SHORTEST, LONGEST = 5, 240
MOST_ATTENDING = 40
# For so long somebody who left a pair is offered to record what took place while they were in it.
LATELY = timedelta(days=90)


def coordinated_by(user: User, now: datetime) -> models.QuerySet[Appointment]:
    """For `Exists` on a row with a programme: whether `user` coordinates it."""
    return Appointment.objects.current(now).filter(person=user, role=Role.COORDINATOR, programme=OuterRef("programme"))


def programmes_coordinated_by(user: User, now: datetime) -> Any:
    """Their keys, for `__in`."""
    return Appointment.objects.current(now).filter(person=user, role=Role.COORDINATOR).values("programme")


def supervised_facilitations(user: User, now: datetime) -> "FacilitationQuerySet":
    """Places in pairs held by people whom `user` supervises or covers, in the programme of the group."""
    supervising = SupervisionAssignment.objects.supervised_by(user, now).filter(
        facilitator=OuterRef("person"), programme=OuterRef("group__programme")
    )
    supervised = SupervisionAssignment.objects.supervised_by(user, now).values("facilitator")
    return Facilitation.objects.current(now).filter(Exists(supervising), person__in=supervised)


class PeerGroupQuerySet(models.QuerySet["PeerGroup"]):
    def facilitated_by(self, user: User, now: datetime) -> Self:
        """Those with `user` in their pair now."""
        return self.filter(pk__in=Facilitation.objects.current(now).filter(person=user).values("group"))

    def left_by(self, user: User, now: datetime) -> Self:
        """Those whose pair `user` was in until lately: a session of before may still be waiting to be recorded."""
        left = Facilitation.objects.filter(person=user, ends_at__gt=now - LATELY, ends_at__lte=now)
        now_in = Facilitation.objects.current(now).filter(person=user).values("group")
        return self.filter(pk__in=left.values("group")).exclude(pk__in=now_in)

    def visible_to(self, user: User, now: datetime) -> Self:
        """Its pair, their supervisors and the programme's coordinators."""
        paired: Any = Facilitation.objects.current(now).filter(person=user).values("group")
        supervised = supervised_facilitations(user, now).values("group")
        coordinated = PeerGroup.objects.filter(programme__in=programmes_coordinated_by(user, now)).values("pk")
        return self.filter(pk__in=paired.union(supervised, coordinated))


class PeerGroup(Identified, SaidOfAGroup):
    """A group under a code name. It has no list of members."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        RECRUITING = "recruiting", _("recruiting")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        ENDING = "ending", _("ending")
        ENDED = "ended", _("ended")

    # An ending is announced, with its last sessions; what has ended is not begun again under the same name.
    MOVES = Moves(
        {
            "proposed": ["recruiting", "ended"],
            "recruiting": ["running", "paused", "ended"],
            "running": ["paused", "ending"],
            "paused": ["recruiting", "running", "ending"],
            "ending": ["running", "ended"],
            "ended": [],
        }
    )

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="groups")
    code_name = models.CharField(_("code name"), max_length=60)
    specialty = models.ForeignKey(
        Specialty, on_delete=models.PROTECT, null=True, blank=True, help_text=_("Empty for a mixed group.")
    )
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    # What it needs most (`health/needs.py`), 0 for nothing. Kept by the worker alone: a list is sorted by it.
    need = models.PositiveSmallIntegerField(default=0, editable=False)
    objects = PeerGroupQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code_name"], name="code_name_once_a_programme")]
        indexes = [models.Index(fields=["programme", "need", "code_name"], name="groups_by_need")]

    def __str__(self) -> str:
        return self.code_name

    @property
    def is_over(self) -> bool:
        return self.state == self.State.ENDED


class FacilitationQuerySet(DatedQuerySet["Facilitation"]):
    def current(self, now: datetime) -> Self:
        """Those that hold while the group has not ended and the person is a facilitator of its programme."""
        running = super().current(now).exclude(group__state=PeerGroup.State.ENDED)
        return running.filter(Exists(self._in_post().current(now)))

    def overlapping(self, begins: datetime, ends: datetime | None = None) -> Self:
        """Those that hold at some instant from `begins` on, up to `ends` if there is one: by their dates alone."""
        lasting = self.filter(Q(ends_at=None) | Q(ends_at__gt=begins))
        return lasting.filter(starts_at__lt=ends) if ends else lasting

    def holding_within(self, begins: datetime, ends: datetime) -> Self:
        """Those that held at some instant from `begins` up to `ends`, in the same sense."""
        in_post = self._in_post().filter(
            Q(ends_at=None) | Q(ends_at__gt=begins) & Q(ends_at__gt=OuterRef("starts_at")), starts_at__lt=ends
        )
        return self.overlapping(begins, ends).filter(Exists(in_post))

    @staticmethod
    def _in_post() -> DatedQuerySet[Appointment]:
        return Appointment.objects.filter(
            person=OuterRef("person"), programme=OuterRef("group__programme"), role=Role.FACILITATOR
        )


class Facilitation(Identified, Dated):
    """A person's place in a group's pair. There are two places, so there are never three people."""

    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, related_name="facilitations")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="facilitations")
    place = models.PositiveSmallIntegerField()
    objects = FacilitationQuerySet.as_manager()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(place__in=[1, PAIR]), name="a_pair_has_two_places"),
            models.UniqueConstraint(fields=["group", "place"], condition=OPEN, name="one_in_a_place"),
            models.UniqueConstraint(fields=["group", "person"], condition=OPEN, name="one_place_in_a_group"),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"


def facilitating(user: User, now: datetime) -> Q:
    """On a session: `user` is in the group's pair now, or facilitated this one."""
    was_there = SessionFacilitator.objects.filter(session=OuterRef("pk"), person=user)
    pair = Facilitation.objects.current(now).filter(group=OuterRef("group"), person=user)
    return Q(Exists(was_there)) | Q(Exists(pair))


def close_to(user: User, now: datetime) -> Q:
    """On a session: `user` facilitates it, or supervises or covers somebody who does."""
    supervised_pair = supervised_facilitations(user, now).filter(group=OuterRef("group"))
    supervised = SupervisionAssignment.objects.supervised_by(user, now).filter(
        facilitator__session_places__session=OuterRef("pk"), programme=OuterRef("programme")
    )
    return facilitating(user, now) | Q(Exists(supervised_pair)) | Q(Exists(supervised))


class GroupSessionQuerySet(models.QuerySet["GroupSession"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """The group's pair, whoever facilitated it, their supervisors, and coordinators: facts, no words."""
        return self.filter(close_to(user, now) | Exists(coordinated_by(user, now)))

    def with_themes_for(self, user: User, now: datetime) -> Self:
        """Those whose themes `user` may see: coordinators are often colleagues of the participants, and do not."""
        return self.filter(close_to(user, now))

    def of(self, user: User, now: datetime) -> Self:
        """Of the groups whose pair `user` is in, and those that `user` facilitated elsewhere."""
        was_there: Any = SessionFacilitator.objects.filter(person=user).values("session")
        pairs = Facilitation.objects.current(now).filter(person=user).values("group")
        return self.filter(pk__in=was_there.union(GroupSession.objects.filter(group__in=pairs).values("pk")))

    def held(self) -> Self:
        return self.filter(state=GroupSession.State.HELD)

    def planned(self) -> Self:
        """Those that are planned, of groups that have not ended."""
        return self.filter(state=GroupSession.State.PLANNED).exclude(group__state=PeerGroup.State.ENDED)

    def facilitated_by(self, user: User) -> Self:
        """Those that name `user`, who has not said that they were not there."""
        return self.filter(pk__in=SessionFacilitator.objects.counted().filter(person=user).values("session"))


class GroupSession(Identified, AtWallTime):
    """The facts of one meeting of a group: one row, whoever of the pair comes first.

    A group may meet twice on a day, but not twice at a time: group, day and start say which meeting it is.

    `local_date` and `local_start` are wall time in `zone`: a session planned for 18:30 stays at 18:30 when
    the clocks change.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")
        NOBODY_CAME = "nobody_came", _("nobody came")

    class CancelReason(models.TextChoices):
        FACILITATOR_UNWELL = "facilitator", _("a facilitator could not come")
        ROTA = "rota", _("rota or service pressure")
        TECHNICAL = "technical", _("technical trouble")
        HOLIDAY = "holiday", _("holiday")
        GROUP_ENDED = "ended", _("the group or its pair has ended")
        # Given by a change of the series, never chosen: nobody had touched the session.
        PLAN = "plan", _("the group meets on other days")
        OTHER = "other", _("another reason")

    # Facts are put right by the pair: a session marked held may turn out to have been empty, a cancelled one to
    # have taken place. A day once recorded never becomes a plan again, except that a cancelled one may.
    MOVES = Moves(
        {
            "planned": ["planned", "held", "nobody_came", "cancelled"],
            "held": ["held", "nobody_came", "cancelled"],
            "nobody_came": ["nobody_came", "held", "cancelled"],
            "cancelled": ["cancelled", "held", "nobody_came", "planned"],
        }
    )

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sessions")
    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, related_name="sessions")
    local_date = models.DateField(_("date"))
    local_start = models.TimeField(_("start"))
    zone = models.CharField(max_length=60, validators=[check_zone])
    state = models.CharField(_("what happened"), max_length=12, choices=State, default=State.PLANNED)
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=12, choices=CancelReason, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=45, validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    attending = models.PositiveSmallIntegerField(
        _("number attending"), null=True, blank=True, validators=[MaxValueValidator(MOST_ATTENDING)]
    )
    newcomers = models.PositiveSmallIntegerField(_("of these, new"), default=0)
    themes = models.JSONField(_("themes"), default=list, blank=True, validators=[check_themes])
    agreement_restated = models.BooleanField(_("the group agreement was restated"), default=False)
    ended_on_time = models.BooleanField(_("it ended on time"), default=False)
    technical_problem = models.BooleanField(_("there was a technical problem"), default=False)
    signposting_offered = models.BooleanField(_("we suggested a service to someone"), default=False)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    # When it was planned for, once it is known what happened: the columns above then say what did.
    planned_date = models.DateField(_("planned for"), null=True)
    planned_start = models.TimeField(_("planned start"), null=True)
    planned_minutes = models.PositiveSmallIntegerField(_("planned minutes"), null=True)
    # The series that made it, the day of the series that it stands for, and since when somebody's hand decides.
    series = models.ForeignKey("groups.Series", on_delete=models.PROTECT, null=True, related_name="sessions")
    series_day = models.DateField(null=True)
    touched_at = models.DateTimeField(null=True)
    # Raised by every change, so that two people who change the facts at once are told of each other.
    revision = models.PositiveIntegerField(default=0)
    facilitators = models.ManyToManyField(
        User, verbose_name=_("who facilitated"), through="SessionFacilitator", related_name="sessions"
    )

    programme_id: UUID
    group_id: UUID
    recorded_by_id: UUID | None
    series_id: UUID | None
    objects = GroupSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "local_date", "local_start"], name="a_group_meets_once_at_a_time"),
            models.UniqueConstraint(fields=["series", "series_day"], name="one_session_for_a_day_of_a_series"),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(attending__gt=0, recorded_by__isnull=False),
                name="a_held_session_has_people_and_a_recorder",
            ),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="cancelled_says_why"),
            models.CheckConstraint(
                condition=Q(attending__isnull=True) | Q(newcomers__lte=models.F("attending")),
                name="newcomers_are_among_those_attending",
            ),
        ]
        indexes = [models.Index(fields=["programme", "state", "local_date", "group"], name="sessions_by_state_and_day")]

    def __str__(self) -> str:
        return f"{self.group} on {self.local_date:%d %b %Y}"

    @property
    def revised(self) -> int:
        return self.revision

    @property
    def is_dropped(self) -> bool:
        """Taken out by a change of the series, and by nobody's hand."""
        return self.state == self.State.CANCELLED and self.cancel_reason == self.CancelReason.PLAN

    @property
    def was_at_another_time(self) -> bool:
        """Whether it is known to have been planned for another time than it took place."""
        planned = (self.planned_date, self.planned_start, self.planned_minutes)
        return self.planned_date is not None and planned != (self.local_date, self.local_start, self.minutes)

    @property
    def began_after_the_end(self) -> bool:
        """Whether its group had ended by then, so that it cannot have taken place."""
        return self.group.ended_at is not None and self.starts_at >= self.group.ended_at

    @property
    def theme_words(self) -> list[str]:
        return [str(THEMES[code]) for code in self.themes if code in THEMES]

    @classmethod
    def tick_fields(cls) -> "list[models.BooleanField[Any, Any]]":
        """What can be ticked of a session that took place."""
        return [field for field in cls._meta.concrete_fields if isinstance(field, models.BooleanField)]

    @property
    def ticks(self) -> list[tuple[str, bool]]:
        """The same in words, each with whether it was so."""
        return [(capfirst(str(field.verbose_name)), getattr(self, field.name)) for field in self.tick_fields()]

    @property
    def entered_days_after(self) -> int:
        """How many days after the session its facts were entered; 0 on the day itself."""
        return max((local_day(self.recorded_at, self.zone) - self.local_date).days, 0) if self.recorded_at else 0


class SessionFacilitatorQuerySet(models.QuerySet["SessionFacilitator"]):
    def counted(self) -> Self:
        """Those who have not said that they were not there: a session counts for them and for nobody else."""
        return self.exclude(answer=SessionFacilitator.Answer.NOT_THERE)


class SessionFacilitator(models.Model):
    """Who facilitated: one or both of the pair, or somebody covering; and what they say of it themselves.

    Being named is what the recorder says. An answer is what the person says: where the two differ, both are kept.
    """

    class Answer(models.TextChoices):
        THERE = "there", _("I was there")
        NOT_THERE = "not_there", _("I was not there")

    session = models.ForeignKey(GroupSession, on_delete=models.CASCADE, related_name="session_facilitators")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="session_places")
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)

    person_id: UUID
    session_id: UUID
    objects = SessionFacilitatorQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="once_in_a_session")]

    def __str__(self) -> str:
        return f"{self.person} at {self.session}"

    @property
    def disputed(self) -> bool:
        return self.answer == self.Answer.NOT_THERE


# The rest of this app's tables: one noun a file.
from groups.about.models import GroupChange  # noqa: E402, F401
from groups.apart.models import NotWith  # noqa: E402, F401
from groups.apologies.models import Apology  # noqa: E402, F401
from groups.availability.models import Availability  # noqa: E402, F401
from groups.enquiries.models import Enquiry  # noqa: E402, F401
from groups.health.models import SessionCounts  # noqa: E402, F401
from groups.hosts.models import VideoHosts  # noqa: E402, F401
from groups.joining.models import GroupLink  # noqa: E402, F401
from groups.moves.models import GroupMove  # noqa: E402, F401
from groups.news.models import SessionNews  # noqa: E402, F401
from groups.pairing.models import Pairing, PairingRow  # noqa: E402, F401
from groups.protected_time.letters.models import LetterTemplate  # noqa: E402, F401
from groups.protected_time.models import ProtectedTime  # noqa: E402, F401
from groups.series.models import Series  # noqa: E402, F401
from groups.stand_ins.models import AloneDecision, StandInOffer  # noqa: E402, F401
