"""A crowd for a running site: `python -m tests.faults.crowd 200 20` writes it and prints who is there, as JSON.

Everybody is signed in already: what is tried here is not the door.
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402 -- Django first
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from certificates.services import ensure_award  # noqa: E402
from delivery.reminders.models import ReminderSettings  # noqa: E402
from delivery.reminders.rules import reminders  # noqa: E402
from groups.models import PeerGroup  # noqa: E402
from people.models import Appointment, Authorisation, User  # noqa: E402
from tests.certificates import making  # noqa: E402
from tests.people import Cast, make_cast  # noqa: E402
from tests.supervision.world import draft_log  # noqa: E402


@transaction.atomic
def make_crowd(ready: int, writing: int) -> dict[str, Any]:
    """`ready` facilitators whom Cora may certify, of whom the first `writing` have a log to share."""
    cast = make_cast(timezone.now())
    award = ensure_award(cast.thames)
    award.rules.filter(kind="supervisions").delete()
    people = [ready_for_the_award(cast, number) for number in range(ready)]
    turn_reminders_off()
    appointments = Appointment.objects.filter(person__in=people).values_list("pk", flat=True)
    return {
        "coordinator": session_of(cast.cora),
        "issue": [f"/readiness/{pk}/issue/{award.slug}/" for pk in appointments],
        "writers": [writer(cast, person) for person in people[:writing]],
        "reader": session_of(cast.sam),
    }


def ready_for_the_award(cast: Cast, number: int) -> User:
    person = making.newcomer(cast, f"Una{number} Evans")
    making.supervised(cast, person)
    Authorisation.objects.create(person=person, programme=cast.thames, confirmed_by=cast.cora, starts_at=cast.now)
    group = PeerGroup.objects.create(programme=cast.thames, code_name=f"Group {number}", state="running")
    making.sessions(cast, 6, group=group, facilitators=[person])
    return person


def turn_reminders_off() -> None:
    """A reminder leaves by the hour of the day. Mails that are counted here are those that somebody's press sends."""
    off = [name for name, _rule in reminders]
    ReminderSettings.objects.bulk_create(ReminderSettings(person=person, off=off) for person in User.objects.all())


def writer(cast: Cast, person: User) -> dict[str, str]:
    log = draft_log(cast, person, person.session_places.all()[0].session)
    return {"session": session_of(person), "log": str(log.pk), "text": str(log.text_id)}


def session_of(person: User) -> str:
    """The cookie of somebody who has signed in."""
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return str(store.session_key)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(make_crowd(int(sys.argv[1]), int(sys.argv[2]))))
