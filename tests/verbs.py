"""What a person does on several screens, or with a form, in one call."""

from collections.abc import Mapping
from datetime import datetime

from groups.facts import SessionFacts
from groups.models import GroupSession
from groups.services import save_facts
from people.endings.models import Event
from people.endings.registry import Occasion
from people.endings.services import end
from people.models import Appointment, User


def cancel_session(
    *, session: GroupSession, by: User, reason: str, now: datetime, base_revision: int | None = None
) -> GroupSession:
    """Say that a session did not take place, and why."""
    facts = SessionFacts(
        local_date=session.local_date,
        local_start=session.local_start,
        state=GroupSession.State.CANCELLED,
        minutes=session.minutes,
        cancel_reason=reason,
    )
    return save_facts(
        group=session.group,
        by=by,
        facts=facts,
        session=session,
        now=now,
        base_revision=session.revision if base_revision is None else base_revision,
    )


def end_appointment(
    *,
    appointment: Appointment,
    now: datetime,
    by: User | None = None,
    at: datetime | None = None,
    choices: Mapping[str, str] | None = None,
) -> Appointment:
    """End a role at `at`, which is now unless it lies ahead, and with it whatever hangs on it."""
    end(
        occasion=Occasion(
            Event.ROLE_ENDS, appointment.programme, appointment, at=at or now, now=now, by=by, gone=appointment.person
        ),
        choices=choices,
    )
    appointment.refresh_from_db(fields=["ends_at"])
    return appointment
