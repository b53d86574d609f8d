"""What My day says of the plan to those who write it."""

from foundation.cards import Card
from foundation.days import local_day
from foundation.http import Request
from people.models import Programme
from people.plans.permissions import WRITERS
from people.plans.queries import newest_plans


def plans_card(request: Request) -> Card | None:
    """Above everything while one is missing or due; a line at the end otherwise."""
    ids = {pk for role in WRITERS for pk in request.roles.get(role, [])}
    if not ids:
        return None
    plans = newest_plans(ids)
    programmes = [
        (programme, plans.get(programme.pk)) for programme in Programme.objects.filter(pk__in=ids).order_by("name")
    ]
    rows = [
        (programme, plan, plan is None, bool(plan and plan.is_due(local_day(request.now, programme.zone))))
        for programme, plan in programmes
    ]
    pressing = any(missing or due for _programme, _plan, missing, due in rows)
    return Card("people/card_plans.html", {"rows": rows}, place="people.plans.pressing" if pressing else "")
