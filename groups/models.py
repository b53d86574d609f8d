"""Peer groups, their pairs, and the facts of each meeting. A number attending, never names."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from foundation.dated import Dated, DatedQuerySet
from foundation.days import local_day
from foundation.models import Identified
from foundation.refusals import Moves
from foundation.walltime import instant_of
from groups.themes import THEMES
from people.models import Appointment, Programme, Role, Specialty, SupervisionAssignment, User, check_zone

PAIR = 2
MOST_THEMES = 5
# For so long somebody who left a pair is offered to record what took place while they were in it.
LATELY = timedelta(days=90)


def coordinated_by(user: User, now: datetime) -> models.QuerySet[Appointment]:
    """For `Exists` on a row with a programme: whether `user` coordinates it."""
    return Appointment.objects.current(now).filter(person=user, role=Role.COORDINATOR, programme=OuterRef("programme"))


def supervised_facilitations(user: User, now: datetime) -> "FacilitationQuerySet":
    """Places in pairs held by people whom `user` supervises or covers, in the programme of the group."""
    supervising = SupervisionAssignment.objects.supervised_by(user, now).filter(
        facilitator=OuterRef("person"), programme=OuterRef("group__programme")
    )
    return Facilitation.objects.current(now).filter(Exists(supervising))


class PeerGroupQuerySet(models.QuerySet["PeerGroup"]):
    def facilitated_by(self, user: User, now: datetime) -> Self:
        """Those with `user` in their pair now."""
        return self.filter(Exists(Facilitation.objects.current(now).filter(group=OuterRef("pk"), person=user)))

    def left_by(self, user: User, now: datetime) -> Self:
        """Those whose pair `user` was in until lately: a session of before may still be waiting to be recorded."""
        left = Facilitation.objects.filter(person=user, ends_at__gt=now - LATELY, ends_at__lte=now)
        return self.filter(Exists(left.filter(group=OuterRef("pk")))).exclude(
            Exists(Facilitation.objects.current(now).filter(group=OuterRef("pk"), person=user))
        )

    def visible_to(self, user: User, now: datetime) -> Self:
        """Its pair, their supervisors and the programme's coordinators."""
        mine = Facilitation.objects.current(now).filter(group=OuterRef("pk"), person=user)
        supervised = supervised_facilitations(user, now).filter(group=OuterRef("pk"))
        return self.filter(Exists(mine) | Exists(supervised) | Exists(coordinated_by(user, now)))


class PeerGroup(Identified):
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
    rhythm = models.CharField(_("when it meets"), max_length=80, blank=True)
    platform = models.CharField(_("platform"), max_length=60, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    objects = PeerGroupQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code_name"], name="code_name_once_a_programme")]

    def __str__(self) -> str:
        return self.code_name

    @property
    def is_over(self) -> bool:
        return self.state == self.State.ENDED


class FacilitationQuerySet(DatedQuerySet["Facilitation"]):
    def current(self, now: datetime) -> Self:
        """Those that hold while the group has not ended and the person is a facilitator of its programme."""
        held = super().current(now).exclude(group__state=PeerGroup.State.ENDED)
        return held.filter(Exists(self._in_post().current(now)))

    def holding_within(self, begins: datetime, ends: datetime) -> Self:
        """Those that held at some instant from `begins` up to `ends`, in the same sense."""
        in_post = self._in_post().filter(
            Q(ends_at=None) | Q(ends_at__gt=begins) & Q(ends_at__gt=OuterRef("starts_at")), starts_at__lt=ends
        )
        held = self.filter(Q(ends_at=None) | Q(ends_at__gt=begins), starts_at__lt=ends)
        return held.filter(Exists(in_post))

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
            models.UniqueConstraint(
                fields=["group", "place"], condition=Q(ends_at__isnull=True), name="one_in_a_place"
            ),
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(ends_at__isnull=True), name="one_place_in_a_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"


def end_of(day: date, start: time, minutes: int, zone: str) -> datetime:
    """The instant at which something is over that lasts `minutes`, also where the clocks change meanwhile."""
    return instant_of(day, start, zone).astimezone(UTC) + timedelta(minutes=minutes)


def check_themes(value: Any) -> None:
    if not isinstance(value, list) or not set(value) <= set(THEMES):
        raise ValidationError(_("Choose themes from the list."))
    if len(value) > MOST_THEMES:
        raise ValidationError(_("Choose five themes at most."))


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
        return self.filter(facilitating(user, now))

    def held(self) -> Self:
        return self.filter(state=GroupSession.State.HELD)

    def planned(self) -> Self:
        """Those that are planned, of groups that have not ended."""
        return self.filter(state=GroupSession.State.PLANNED).exclude(group__state=PeerGroup.State.ENDED)

    def facilitated_by(self, user: User) -> Self:
        """Those that name `user`, who has not said that they were not there."""
        return self.filter(Exists(SessionFacilitator.objects.counted().filter(session=OuterRef("pk"), person=user)))


class GroupSession(Identified):
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
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    cancel_reason = models.CharField(max_length=12, choices=CancelReason, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=45, validators=[MaxValueValidator(240)])
    attending = models.PositiveSmallIntegerField(
        _("number attending"), null=True, blank=True, validators=[MaxValueValidator(40)]
    )
    newcomers = models.PositiveSmallIntegerField(_("of these, new"), default=0)
    themes = models.JSONField(_("themes"), default=list, blank=True, validators=[check_themes])
    agreement_restated = models.BooleanField(_("the group agreement was restated"), default=False)
    ended_on_time = models.BooleanField(_("it ended on time"), default=False)
    technical_problem = models.BooleanField(_("there was a technical problem"), default=False)
    signposting_offered = models.BooleanField(_("a service was suggested to someone"), default=False)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    # Raised by every change, so that two people who change the facts at once are told of each other.
    revision = models.PositiveIntegerField(default=0)
    facilitators = models.ManyToManyField(User, through="SessionFacilitator", related_name="sessions")

    programme_id: UUID
    group_id: UUID
    recorded_by_id: UUID | None
    objects = GroupSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "local_date", "local_start"], name="a_group_meets_once_at_a_time"),
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

    def __str__(self) -> str:
        return f"{self.group} on {self.local_date:%d %b %Y}"

    @property
    def starts_at(self) -> datetime:
        """The instant of its wall time."""
        return instant_of(self.local_date, self.local_start, self.zone)

    @property
    def ends_at(self) -> datetime:
        return end_of(self.local_date, self.local_start, self.minutes, self.zone)

    @property
    def began_after_the_end(self) -> bool:
        """Whether its group had ended by then, so that it cannot have taken place."""
        return self.group.ended_at is not None and self.starts_at >= self.group.ended_at

    @property
    def theme_words(self) -> list[str]:
        return [str(THEMES[code]) for code in self.themes if code in THEMES]

    @property
    def entered_days_after(self) -> int:
        """How many days after the session its facts were entered; 0 on the day itself."""
        if self.recorded_at is None:
            return 0
        return max((local_day(self.recorded_at, self.zone) - self.local_date).days, 0)


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


class SessionNews(Identified):
    """What one of the pair did to a session that another has not seen yet. It goes once they have."""

    class Kind(models.TextChoices):
        CREDITED = "credited", _("recorded with you")
        UNCREDITED = "uncredited", _("recorded without you")
        PLANNED = "planned", _("planned")
        MOVED = "moved", _("moved")
        CANCELLED = "cancelled", _("cancelled")
        PRESENCE = "presence", _("who was there")

    session = models.ForeignKey(GroupSession, on_delete=models.CASCADE, related_name="news")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="session_news")
    kind = models.CharField(max_length=12, choices=Kind)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # When it was before it was moved.
    was_date = models.DateField(null=True)
    was_start = models.TimeField(null=True)

    person_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person", "kind"], name="told_once_of_a_kind_of_news")
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.get_kind_display()}, for {self.person}"

    @property
    def leads_on(self) -> bool:
        """Whether there is more to see on the session's page: who is left out may no longer see it."""
        return self.kind not in (self.Kind.CANCELLED, self.Kind.UNCREDITED)
