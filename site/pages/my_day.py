"""What belongs to the person who is signed in: My day, the account, and my data."""

import json

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from confidential.models import AccessEntry
from courses.written import not_asked_any_more
from foundation.cards import cards_for
from foundation.days import stamp
from foundation.exports import exports
from foundation.http import Request
from pages.access_words import sentence
from people.models import Appointment, User
from people.queries import membership_of
from people.second_factor.services import BY_OPERATOR
from people.telephones.queries import number_of

TRAIL_PAGE = 50
# Where each card is on My day, from the top.
PLACES = (
    # Somebody may be in danger, or somebody else in your account.
    "concerns.to_act_on.unseen",
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
    "courses.continue",
    "pages.first_steps",
    "overlooked.coordinator",
    "people.declare",
    "cover.supervisor.covering",
    "certificates.ready",
    "desk.summary",
    "concerns.to_act_on",
    "overlooked.own",
    "agreements.waiting",
    "certificates.missing",
    "meetings.mine.unanswered",
    # What is new.
    "cover.facilitator",
    "groups.news",
    "attendance.put_right",
    "courses.changed",
    "courses.modules",
    # What is under way.
    "meetings.mine",
    "logs.answers",
    "logs.replies",
    "logs.sessions",
    "check_ins.worried",
    # Once every module is finished: what is new in them, after what waits in practice.
    "courses.continue.through",
    # What may be looked up.
    "confidence.figures",
    "cover.supervisor",
    "courses.modules.through",
    "people.plans",
)


@require_GET
def my_day(request: Request) -> HttpResponse:
    """The cards that the apps offer this person, the most pressing first."""
    offered = cards_for(request)
    return render(request, "pages/my_day.html", {"cards": [offered[place] for place in PLACES if place in offered]})


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
    page = Paginator(_trail_of(request.user), TRAIL_PAGE).get_page(request.GET.get("page"))
    lines = [(entry, sentence(entry)) for entry in page.object_list]
    context = {"page": page, "lines": lines, "not_asked": not_asked_any_more(request.user)}
    return render(request, "pages/my_data.html", context)


def _trail_of(user: User) -> QuerySet[AccessEntry]:
    """What others did to what is the user's, the newest first."""
    others = AccessEntry.objects.filter(owner=user).exclude(Q(actor=user) & ~Q(action=BY_OPERATOR))
    return others.select_related("actor").order_by("-at", "-pk")


@require_POST
def take_my_data(request: Request) -> HttpResponse:
    """Everything the apps hold about this person, their own words in clear, as one JSON file, at once."""
    parts = {name: part(request.user, request.now) for name, part in exports}
    trail = [{"at": stamp(entry.at), "what": sentence(entry)} for entry in _trail_of(request.user)]
    held = {
        "name": request.user.full_name,
        "email": request.user.email,
        "taken_at": stamp(request.now),
        **parts,
        "opened_or_changed_by_others": trail,
    }
    written = json.dumps(held, indent=2, ensure_ascii=False, default=str)
    response = HttpResponse(written, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="my-data-{request.now:%Y-%m-%d}.json"'
    return response
