"""Leave begins: its days in each programme, who stands in, and what becomes of the meetings inside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.days import local_day
from foundation.http import Request
from foundation.seen import NOT_ASKED
from people.endings.days import last_day
from people.endings.models import Ending, Event
from people.endings.queries import hanging_on
from people.endings.registry import Kind, Occasion, Telling, Words
from people.endings.services import end
from people.models import Appointment, Programme, Role, SupervisionAssignment, User
from supervision.cover import queries
from supervision.cover.forms import Away, CoverForm, from_address
from supervision.cover.services import set_cover


@dataclass(frozen=True)
class Leave:
    """The days in each programme; `pk` names it in the list of what ended."""

    pk: UUID
    supervisor: User
    days: Sequence[Away]


def leave_occasion(supervisor: User, days: Sequence[Away], now: datetime) -> Occasion:
    return Occasion(
        Event.LEAVE_BEGINS,
        days[0].programme,
        Leave(uuid4(), supervisor, days),
        at=now,
        now=now,
        by=supervisor,
        gone=supervisor,
        until=max(absence.ends_at for absence in days),
    )


def programmes_supervised(request: Request) -> list[Programme]:
    return list(Programme.objects.filter(pk__in=request.roles.get(Role.SUPERVISOR, [])).order_by("name", "pk"))


def form_for(request: Request, data: Mapping[str, Any] | None, **more: Any) -> CoverForm:
    programmes = programmes_supervised(request)
    if not programmes:
        raise Http404
    colleagues = queries.who_may_cover(request.user, [programme.pk for programme in programmes], request.now)
    return CoverForm(data, programmes, colleagues, **more)


class LeaveBegins(Kind):
    button = gettext_lazy("Set this leave")

    def load(self, request: Request, _pk: UUID | None = None, /, **more: Any) -> Occasion:
        """As chosen on the page of leave and cover: its days and covers stand in the address."""
        form = form_for(request, from_address(programmes_supervised(request), **more))
        if not form.is_valid():
            raise Http404
        return leave_occasion(request.user, form.leave(), request.now)

    def again(self, ending: Ending, now: datetime) -> Occasion:
        """Whom it is about: its windows may have changed since."""
        return Occasion(
            Event.LEAVE_BEGINS, ending.programme, ending, at=ending.at, now=now, by=ending.by, gone=ending.by
        )

    def title(self, _occasion: Occasion) -> str:
        return _("Before your leave")

    def sentences(self, occasion: Occasion) -> Sequence[Words]:
        return [said_of(absence) for absence in occasion.subject.days]

    def lead(self, _occasion: Occasion) -> str:
        """Each sentence names its own programme."""
        return ""

    def said(self, _occasion: Occasion) -> str:
        return _("Your leave is set. Everyone concerned has been told.")

    def back(self, _request: Request, _occasion: Occasion) -> str:
        return reverse("cover:list")

    @transaction.atomic
    def perform(self, occasion: Occasion, choices: Mapping[str, str]) -> None:
        """Raises Refusal as `set_cover` does; then nothing is set in any programme."""
        leave: Leave = occasion.subject
        windows = [
            set_cover(
                supervisor=leave.supervisor,
                cover=absence.cover,
                programme=absence.programme,
                starts_at=absence.starts_at,
                ends_at=absence.ends_at,
                now=occasion.now,
            )
            for absence in leave.days
        ]
        begun = replace(occasion, subject=replace(leave, pk=windows[0].pk), seen=NOT_ASKED)
        end(occasion=begun, choices=choices)

    def decided(self, _occasion: Occasion) -> Sequence[object]:
        """One's own leave: nobody else decides it."""
        return ()

    def locked(self, occasion: Occasion) -> Occasion:
        return occasion

    def ended_at(self, occasion: Occasion) -> datetime | None:
        """The same leave twice is told once, unless a meeting was planned inside it since."""
        done = Ending.objects.of(occasion.event, occasion.programme, occasion.subject.pk).filter(called_off_at=None)
        before = done.order_by("-done_at").first()
        return before.done_at if before and not hanging_on(occasion) else None

    def carry_out(self, occasion: Occasion) -> None:
        """Its windows are set already, and bite by themselves."""

    def tells(self, occasion: Occasion) -> Sequence[Telling]:
        leave: Leave = occasion.subject
        return [telling for absence in leave.days for telling in tellings(leave.supervisor, absence, occasion.now)]


def said_of(away: Away) -> str:
    words = {"programme": away.programme.name, "cover": away.cover, **_days_of(away)}
    if away.cover is None:
        return _("%(programme)s: you have no cover from %(first)s to %(last)s. The coordinators are told") % words
    return _("%(programme)s: %(cover)s covers for you from %(first)s to %(last)s") % words


def _days_of(away: Away) -> dict[str, str]:
    return dates_of(away.programme, away.starts_at, away.ends_at)


def dates_of(programme: Programme, starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    """Its first and last day, as they are written there."""
    first = local_day(starts_at, programme.zone)
    return {"first": f"{first:%-d %B %Y}", "last": last_day(ends_at, programme)}


def supervised_in(programme: Programme, supervisor: User, now: datetime) -> list[User]:
    assignments = SupervisionAssignment.objects.current(now).filter(supervisor=supervisor, programme=programme)
    return [
        assignment.facilitator
        for assignment in assignments.select_related("facilitator").order_by("facilitator__sort_name", "pk")
    ]


def tellings(supervisor: User, away: Away, now: datetime) -> list[Telling]:
    words = {"who": supervisor.name, "cover": away.cover, "programme": away.programme.name, **_days_of(away)}
    supervised = supervised_in(away.programme, supervisor, now)
    if away.cover:
        to_supervisees = _("%(who)s is away from %(first)s to %(last)s. %(cover)s covers: ring them instead.") % words
        own = _("You cover for %(who)s from %(first)s to %(last)s, in %(programme)s.") % words
        # The cover gets a mail about the window itself.
        return [
            *(Telling(person, to_supervisees) for person in supervised),
            Telling(away.cover, own, reverse("cover:list"), mail=False),
        ]
    to_supervisees = _("%(who)s is away from %(first)s to %(last)s, with no cover. Your coordinator is told.") % words
    said = _("%(who)s is away from %(first)s to %(last)s, with no cover in %(programme)s. Find a cover.") % words
    posts = Appointment.objects.current(now).filter(role=Role.COORDINATOR, programme=away.programme)
    coordinators = [post.person for post in posts.select_related("person").order_by("person__sort_name", "pk")]
    return [
        *(Telling(person, to_supervisees) for person in supervised),
        *(Telling(coordinator, said, reverse("people:roster")) for coordinator in coordinators),
    ]
