"""What the screens of enquiries read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from foundation.days import local_day
from groups.enquiries.links import digest_of
from groups.enquiries.models import SETTLED, Enquiry, EnquiryState
from groups.enquiries.words import Company, Intent, Times
from groups.models import GroupSession, PeerGroup
from people.models import Appointment, Programme, Role, User

SATURDAY = 5
# Working days within which somebody decides. Bank holidays are not known here: then it is a day early.
READ_WITHIN = 2
OPEN_GROUPS = (PeerGroup.State.RECRUITING, PeerGroup.State.RUNNING)
# In hours of a weekday.
SLOTS = (
    (0, 9, Times.EARLY),
    (11, 14, Times.LUNCH),
    (14, 17, Times.AFTERNOON),
    (17, 19, Times.EVENING),
    (19, 24, Times.LATE),
)


def taking_enquiries(now: datetime) -> QuerySet[Programme]:
    """Programmes that somebody coordinates, by name: an enquiry to another would be read by nobody."""
    coordinating = Appointment.objects.current(now).filter(role=Role.COORDINATOR, programme=OuterRef("pk"))
    return Programme.objects.filter(Exists(coordinating)).order_by("name", "pk")


def enquiry_behind(token: str) -> Enquiry | None:
    """The one to whose sender this link was mailed, while it is there."""
    return Enquiry.objects.select_related("programme", "group__programme").filter(digest=digest_of(token)).first()


def inbox(programme: Programme, user: User, now: datetime, intent: str = "") -> QuerySet[Enquiry]:
    """What is to be decided or under way in a programme that `user` coordinates: who has waited longest first."""
    found = Enquiry.objects.visible_to(user, now).open().filter(programme=programme)
    if intent in Intent.values:
        found = found.filter(intent=intent)
    return found.select_related("group").order_by("confirmed_at", "pk")


def settled_counts(programme: Programme) -> list[tuple[str, int]]:
    """What became of all that were settled, in words: nothing else of them is left."""
    rows = Enquiry.objects.filter(programme=programme, state__in=SETTLED).values("state").order_by("state")
    return [(str(EnquiryState(row["state"]).label), row["number"]) for row in rows.annotate(number=Count("pk"))]


def waiting_before(enquiry: Enquiry) -> int:
    """How many of the same intent have been on the programme's list for longer."""
    waiting = Enquiry.objects.filter(programme=enquiry.programme_id, intent=enquiry.intent, state=EnquiryState.WAITING)
    return waiting.filter(confirmed_at__lt=enquiry.confirmed_at).exclude(pk=enquiry.pk).count()


@dataclass(frozen=True)
class ToRead:
    """Of one programme: how many wait for a decision, since when the first does, and how many for too long."""

    programme: Programme
    number: int
    since: datetime
    overdue: int


def to_read(programmes: Iterable[UUID], now: datetime) -> list[ToRead]:
    """One query, and one for the programmes' names. Nothing is opened."""
    new = Enquiry.objects.filter(programme__in=list(programmes), state=EnquiryState.NEW)
    late = Count("pk", filter=Q(state_at__lte=working_days_before(now, READ_WITHIN)))
    counted: Any = new.values("programme").annotate(number=Count("pk"), since=Min("state_at"), overdue=late)
    found = {row["programme"]: row for row in counted.order_by("programme")}
    named = Programme.objects.filter(pk__in=found).order_by("name", "pk") if found else []
    return [ToRead(**found[programme.pk] | {"programme": programme}) for programme in named]


def working_days_before(now: datetime, days: int) -> datetime:
    """So many days earlier, those counted that begin on a weekday: from Tuesday noon, two are Friday noon."""
    moment = now
    while days:
        moment -= timedelta(days=1)
        days -= local_day(moment).weekday() < SATURDAY
    return moment


def coming_to_groups_of(user: User, now: datetime) -> list[tuple[PeerGroup, int]]:
    """The groups of `user` to which somebody comes whom the pair has not looked at yet, with how many."""
    accepted = Count("enquiries", filter=Q(enquiries__state=EnquiryState.ACCEPTED))
    groups: Any = PeerGroup.objects.facilitated_by(user, now).annotate(coming=accepted).filter(coming__gt=0)
    return [(group, group.coming) for group in groups.order_by("code_name")]


@dataclass(frozen=True)
class Suggestion:
    """A group that takes people: when it meets next, and what fits."""

    group: PeerGroup
    next_session: GroupSession | None
    is_for_them: bool
    fits_times: bool
    fits_company: bool

    @property
    def is_full(self) -> bool:
        return self.group.expected is not None and self.group.expected >= self.group.capacity

    @property
    def rank(self) -> tuple[bool, bool, bool, bool, datetime]:
        begins = self.next_session.starts_at if self.next_session else datetime.max.replace(tzinfo=UTC)
        return not self.is_for_them, self.is_full, not self.fits_times, not self.fits_company, begins


def suggestions(enquiry: Enquiry, now: datetime) -> list[Suggestion]:
    """Groups of the programme that take people, what fits best first. Two queries, however many groups."""
    groups = PeerGroup.objects.filter(programme=enquiry.programme_id, state__in=OPEN_GROUPS).select_related("specialty")
    following = _next_sessions(enquiry.programme, now)
    found = [_suggested(enquiry, group, following.get(group.pk)) for group in groups.order_by("code_name", "pk")]
    return sorted(found, key=lambda suggestion: suggestion.rank)


def _suggested(enquiry: Enquiry, group: PeerGroup, following: GroupSession | None) -> Suggestion:
    slot = slot_of(following.local_date, following.local_start) if following else None
    mixed = group.specialty_id is None
    return Suggestion(
        group,
        following,
        is_for_them=group.pk == enquiry.group_id,
        fits_times=slot in enquiry.times,
        fits_company=enquiry.company in ("", Company.EITHER, Company.MIXED if mixed else Company.SAME),
    )


def _next_sessions(programme: Programme, now: datetime) -> dict[UUID, GroupSession]:
    """The next one that is planned in each of its groups."""
    today = local_day(now, programme.zone)
    ahead = GroupSession.objects.planned().filter(programme=programme, local_date__gte=today)
    found: dict[UUID, GroupSession] = {}
    for session in ahead.order_by("local_date", "local_start", "pk"):
        if session.starts_at > now:
            found.setdefault(session.group_id, session)
    return found


def next_session_of(group: PeerGroup, now: datetime) -> GroupSession | None:
    return _next_sessions(group.programme, now).get(group.pk)


def slot_of(day: date, start: time) -> str | None:
    """Which of the six times it is; None for what none of them names."""
    if day.weekday() >= SATURDAY:
        return Times.WEEKEND
    found = (slot for begins, ends, slot in SLOTS if begins <= start.hour + start.minute / 60 < ends)
    return next(found, None)
