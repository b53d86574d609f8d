"""A mail says that something is waiting, and nothing else."""

import uuid

import pytest
from django.core import mail

from delivery.mail import notices, notify
from delivery.models import Effect
from delivery.services import deliver_due

ABOUT = uuid.UUID("00000000-0000-4000-8000-000000000001")


def test_a_notice_goes_once_with_an_id_that_comes_from_its_effect(cast, now):
    for _ in range(2):
        notify(cast.sam, "something_waiting", about=ABOUT, now=now)
    deliver_due(now)
    assert [(m.to, m.extra_headers) for m in mail.outbox] == [
        (
            [cast.sam.email],
            {
                "Message-ID": f"<{Effect.objects.get().pk}@example.org>",
                "Auto-Submitted": "auto-generated",
            },
        )
    ]


def test_no_notice_names_anybody_but_the_one_who_gets_it(cast, now):
    for name, _ in notices:
        notify(cast.sam, name, about=ABOUT, now=now)
    deliver_due(now, most=len(list(notices)))
    others = [person.last_name for person in cast.by_relation().values() if person != cast.sam]
    told = [name for name in others if any(name in m.body + m.subject for m in mail.outbox)]
    assert (len(mail.outbox), told) == (len(list(notices)), [])


def test_a_notice_that_nobody_defined_fails_where_it_is_written(cast, now):
    with pytest.raises(LookupError):
        notify(cast.sam, "no_such_notice", about=ABOUT, now=now)
