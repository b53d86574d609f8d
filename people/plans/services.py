"""Writing a programme's plan: each saving adds a version."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from people.models import Programme, User
from people.plans.models import PlanText, ProgrammePlan
from people.plans.permissions import can_write
from people.plans.queries import plan_of

WHO_WRITES = _("Only a coordinator or governance lead of the programme can change its plan. Ask one of them.")


@transaction.atomic
def write_plan(*, programme: Programme, by: User, said: PlanText, now: datetime) -> ProgrammePlan:
    """Add a version, which is the plan from now on; the one before stays beside it. The same words again are once."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if not can_write(by, programme, now):
        raise Refusal(WHO_WRITES)
    plan = plan_of(programme)
    if plan and plan.says(said):
        return plan
    return ProgrammePlan.objects.create(
        programme=programme,
        number=plan.number + 1 if plan else 1,
        order_of_calls=said.order_of_calls,
        emergency_contacts=said.emergency_contacts,
        on_call=said.on_call,
        review_on=said.review_on,
        written_by=by,
        written_at=now,
    )


def refuse_without_a_plan(programme: Programme) -> None:
    """No group begins where nobody has written down whom to ring."""
    if plan_of(programme) is None:
        raise Refusal(
            _(
                "%(programme)s has no plan yet for when someone is not safe. First fill in the "
                "programme's plan: you find it on My day. Then start the group."
            )
            % {"programme": programme.name}
        )
