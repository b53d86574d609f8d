"""The first pages of a facilitator and of a supervisor. Each yields to the ordinary My day by itself."""

from courses.cards import learner
from courses.progress.queries import first_unfinished
from foundation.cards import Card
from foundation.http import Request
from people.models import Role
from supervision.beginning.queries import company_of, has_held_a_meeting, invitation_of, is_authorised
from supervision.cover.queries import cover_around
from supervision.desk.cards import desk_card
from supervision.desk.queries import pairs_of
from supervision.meetings.queries import supervisees_of

# What would only say, before there is anything, that there is nothing.
FACILITATORS = frozenset(
    {
        "certificates.missing",
        "courses.continue",
        "courses.modules",
        "cover.facilitator",
        "logs.answers",
        "logs.sessions",
        "meetings.to_come",
        "overlooked.own",
    }
)
SUPERVISORS = frozenset({"courses.continue", "courses.modules", "cover.supervisor", "desk.summary"})


def facilitators_page(request: Request) -> Card | None:
    """Until the first step is done. Not for those who practise already, trained before there was this training."""
    finished, outline = learner(request)
    step = first_unfinished(outline, finished) if finished and not finished.steps else None
    if step is None or is_authorised(request.user, request.now):
        return None
    company = company_of(request.user, request.roles[Role.FACILITATOR], request.now)
    context = {"company": company, "step": step, "invitation": invitation_of(request.user)}
    return Card("supervision/beginning/facilitator.html", context, instead_of=FACILITATORS)


def supervisors_page(request: Request) -> Card | None:
    """Until their first meeting is recorded; what waits on their desk is in it. Facilitators have a page already."""
    if Role.FACILITATOR in request.roles or has_held_a_meeting(request.user):
        return None
    context = {
        "pairs": pairs_of(list(supervisees_of(request.user, request.now)), request.now),
        "cover": cover_around(request.user, request.now),
        "desk": desk_card(request).context,
    }
    return Card("supervision/beginning/supervisor.html", context, instead_of=SUPERVISORS)
