"""What somebody who has only just come must know: who is there for them, when they meet, and who acts next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from foundation.days import local_day
from groups.models import Facilitation, GroupSession, PeerGroup
from people.models import Appointment, Authorisation, Invitation, Role, SupervisionAssignment, User
from people.queries import supervision_of
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.queries import next_meeting_of


@dataclass(frozen=True)
class Company:
    """Whom a facilitator works with. `coordinator` is looked up only where something waits for one."""

    supervision: SupervisionAssignment | None
    group: PeerGroup | None
    partner: User | None
    meeting: SupervisionMeeting | None
    session: GroupSession | None
    coordinator: User | None

    @property
    def session_comes_first(self) -> bool:
        """Which of the two dates is the nearer one; a session and a meeting of one pair share a clock."""
        if self.session is None or self.meeting is None:
            return self.session is not None
        session, meeting = self.session, self.meeting
        return (session.local_date, session.local_start) < (meeting.local_date, meeting.local_start)


def company_of(person: User, programmes: Iterable[UUID], now: datetime) -> Company:
    """Five queries at most."""
    supervision = supervision_of(person, now)
    group, partner = _pair(person, now)
    complete = supervision and partner
    return Company(
        supervision,
        group,
        partner,
        meeting=next_meeting_of(person, now) if supervision else None,
        session=_next_session(group, now) if group else None,
        coordinator=None if complete else _coordinator(person, programmes, now),
    )


def _pair(person: User, now: datetime) -> tuple[PeerGroup | None, User | None]:
    """The group whose pair `person` is in (the latest, should there be two), and the other one of the pair."""
    own = Facilitation.objects.current(now).filter(person=person).order_by("-starts_at", "pk").values("group")[:1]
    places = list(Facilitation.objects.current(now).filter(group__in=own).select_related("group__programme", "person"))
    partner = next((place.person for place in places if place.person_id != person.pk), None)
    return (places[0].group if places else None), partner


def _next_session(group: PeerGroup, now: datetime) -> GroupSession | None:
    planned = GroupSession.objects.filter(group=group, state=GroupSession.State.PLANNED)
    ahead = planned.filter(local_date__gte=local_day(now, group.programme.zone))
    return ahead.order_by("local_date", "local_start").first()


def _coordinator(person: User, programmes: Iterable[UUID], now: datetime) -> User | None:
    """Who has coordinated longest, and is somebody else."""
    posts = Appointment.objects.current(now).filter(role=Role.COORDINATOR, programme__in=list(programmes))
    post = posts.exclude(person=person).select_related("person").order_by("starts_at", "pk").first()
    return post.person if post else None


def invitation_of(person: User) -> Invitation | None:
    """The invitation by which `person` became a facilitator. None for who was there before there were any."""
    accepted = Invitation.objects.filter(accepted_by=person, role=Role.FACILITATOR)
    return accepted.select_related("programme", "invited_by").order_by("-accepted_at", "pk").first()


def is_authorised(person: User, now: datetime) -> bool:
    return Authorisation.objects.current(now).filter(person=person).exists()


def has_held_a_meeting(supervisor: User) -> bool:
    return SupervisionMeeting.objects.held().filter(supervisor=supervisor).exists()
