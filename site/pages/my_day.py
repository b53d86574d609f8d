"""What belongs to the person who is signed in: My day, the account, and my data."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from confidential.deeds import sentence
from confidential.models import AccessEntry
from courses.written import not_asked_any_more
from foundation.cards import Card, cards_for
from foundation.days import stamp
from foundation.exports import Telling, exports, part, told_together
from foundation.http import Request
from foundation.paging import page_of
from people.deeds import BY_OPERATOR
from people.models import Appointment, User
from people.queries import membership_of
from people.telephones.queries import number_of

# How many cards are open below the first one.
NEXT = 2
# Where each card is on My day, from the top. What waits for you: the first of these is what needs you now.
NEEDS_YOU = (
    # Somebody may be in danger, or somebody else in your account.
    "concerns.to_act_on.unseen",
    "concerns.unacknowledged",
    "people.addresses",
    "check_ins.worried.waits",
    "people.holds",
    "check_ins.waiting",
    "people.plans.pressing",
    # What you must know before you go on.
    "people.told",
    "beginning.facilitator",
    "beginning.supervisor",
    # What only you can do, and others wait for.
    "confidence.ask",
    "logs.came_back",
    "courses.redo",
    "courses.continue",
    "pages.first_steps",
    "overlooked.coordinator",
    "rhythm.own.overdue",
    "rhythm.supervised",
    "rhythm.coordinated",
    "enquiries.to_read",
    "enquiries.overdue",
    "people.declare",
    "cover.supervisor.covering",
    "certificates.ready",
    "meetings.said",
    "desk.summary",
    "enquiries.who_comes",
    "concerns.to_act_on",
    "overlooked.own",
    "agreements.waiting",
    "reviews.waiting",
    "meetings.to_come.unanswered",
    "logs.sessions.waiting",
    "practice.to_come.waiting",
    "groups.protected_time.waiting",
    "groups.protected_time",
    "groups.alone",
)
NEWS = (
    "cover.facilitator",
    "logs.answers",
    "groups.news",
    "groups.apologies",
    "attendance.put_right",
    "courses.changed",
)
UNDER_WAY = (
    "groups.next",
    "groups.needed",
    "practice.to_come",
    "enrolment.dates",
    "rhythm.own",
    "refresher.own",
    "boosters.waiting",
    "reviews.due",
    "agreements.again",
    "availability.say",
    "meetings.to_come",
    "logs.replies",
    "certificates.missing",
    "refresher.lapsed",
    "courses.modules",
    "logs.sessions",
    "check_ins.worried",
    # Once every module is finished: what is new in them, after what waits in practice.
    "courses.continue.through",
)
LOOK_UP = (
    "groups.protected_time.director",
    "certificates.missing.nothing",
    "cases.draw",
    "confidence.figures",
    "impact.report",
    "cover.supervisor",
    "courses.modules.through",
    "people.plans",
)
# What is not open is folded under the heading of its list.
BANDS = (
    (_("Also waiting for you"), NEEDS_YOU),
    (_("What is new"), NEWS),
    (_("Under way"), UNDER_WAY),
    (_("To look up"), LOOK_UP),
)
PLACES = NEEDS_YOU + NEWS + UNDER_WAY + LOOK_UP
# Where somebody may be in danger, and whom to ring: these are open whatever else is on the page.
NEVER_FOLDED = frozenset(
    {
        *NEEDS_YOU[: NEEDS_YOU.index("people.told")],
        "concerns.to_act_on",
        "overlooked.own",
        "check_ins.worried",
        "cover.facilitator",
        "cover.supervisor.covering",
    }
)


@dataclass(frozen=True)
class Fold:
    """A heading, and the cards that are read when it is opened."""

    title: Promise
    cards: list[Card]


@dataclass(frozen=True)
class Day:
    """One thing first, a few more that are open, and the rest folded."""

    first: Card | None
    following: list[Card]
    folds: list[Fold]


def day_of(offered: dict[str, Card]) -> Day:
    """What was offered, in the order of the places."""
    first = next((place for place in NEEDS_YOU if place in offered), None)
    after = [place for place in PLACES if place in offered and place != first]
    foldable = [place for place in after if place not in NEVER_FOLDED]
    folded = set(foldable) - set([place for place in foldable if place not in LOOK_UP][:NEXT])
    folds = [(title, [offered[place] for place in band if place in folded]) for title, band in BANDS]
    return Day(
        first=offered[first] if first else None,
        following=[offered[place] for place in after if place not in folded],
        folds=[Fold(title, cards) for title, cards in folds if cards],
    )


@require_GET
def my_day(request: Request) -> HttpResponse:
    """The cards that the apps offer this person, the most pressing first."""
    offered = cards_for(request)
    context = {"cards": [offered[place] for place in PLACES if place in offered], "day": day_of(offered)}
    return render(request, "pages/my_day.html", context)


@require_GET
def account(request: Request) -> HttpResponse:
    """Who the software thinks you are, and the doors to change it."""
    appointments = Appointment.objects.current(request.now).filter(person=request.user).select_related("programme")
    context = {
        "appointments": appointments.order_by("programme__name", "role"),
        "membership": membership_of(request.user, request.now),
        "telephone": number_of(request.user),
    }
    return render(request, "pages/account.html", context)


@require_GET
def my_data(request: Request) -> HttpResponse:
    """What is held about you, and who has opened your words."""
    page = page_of(request, _trail_of(request.user))
    lines = [(entry, sentence(entry)) for entry in page.object_list]
    context = {"page": page, "lines": lines, "not_asked": not_asked_any_more(request.user)}
    return render(request, "pages/my_data.html", context)


def _trail_of(user: User) -> QuerySet[AccessEntry]:
    """What others did to what is the user's, the newest first."""
    entries = AccessEntry.objects.filter(owner=user).exclude(Q(actor=user) & ~Q(action__in=BY_OPERATOR))
    return entries.select_related("actor").order_by("-at", "-pk")


@part
def _what_others_did(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    trail = _trail_of(user)
    yield (trail,)
    return [{"at": stamp(entry.at), "what": sentence(entry)} for entry in trail]


@require_POST
def take_my_data(request: Request) -> HttpResponse:
    """Everything the apps hold about this person, their own words in clear, as one JSON file, at once."""
    told = told_together([*exports, ("opened_or_changed_by_others", _what_others_did)], request.user, request.now)
    held = {
        "name": request.user.full_name,
        "email": request.user.email,
        "taken_at": stamp(request.now),
        **told,
    }
    written = json.dumps(held, indent=2, ensure_ascii=False, default=str)
    response = HttpResponse(written, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="my-data-{request.now:%Y-%m-%d}.json"'
    return response
