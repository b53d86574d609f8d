"""What says that somebody is at risk, or that an account has changed, obeys no hour, no choice and no cap."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from delivery.mail import notices, notify
from delivery.reminders.rules import reminders
from delivery.reminders.services import choose_reminders, remind
from delivery.services import deliver_due
from people.notices import NOTICES
from supervision.concerns.escalation import NOTICE
from supervision.concerns.services import raise_alarm
from tests.delivery.reminders.conftest import LONDON
from tests.delivery.reminders.scenes import SCENES
from tests.people import Cast

A_DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.localtime(timezone.now(), LONDON).replace(hour=0, minute=30, second=0, microsecond=0)


@pytest.fixture
def night(cast: Cast, now):
    """Three in the morning. Everybody has turned all of it off, and Sam had the reminder of the day before."""
    SCENES["meeting_tomorrow"].make(cast, 1)
    at_ten = now.replace(hour=10, minute=0)
    remind(at_ten)
    deliver_due(at_ten, most=200)
    assert "sam@example.org" in {sent.to[0] for sent in mail.outbox}
    for person in cast.by_relation().values():
        choose_reminders(person=person, earliest=12, latest=17, off=sorted([*notices_by_name(), NOTICE]))
    mail.outbox.clear()
    return now.replace(hour=3, minute=0) + A_DAY


def notices_by_name():
    return [name for name, _notice in notices]


def sent_at(night):
    deliver_due(night, most=200)
    return sorted((sent.to[0].partition("@")[0], sent.subject) for sent in mail.outbox)


def test_a_concern_reaches_everybody_at_once_at_three_in_the_morning(cast, night):
    raise_alarm(by=cast.anna, programme=cast.thames, urgency="now", about="", now=night)
    told = {name for name, _subject in sent_at(night)}
    assert told == {"clara", "dora", "gwen", "sam"}


@pytest.mark.parametrize("name", sorted(NOTICES))
def test_so_does_what_changes_an_account(cast, night, name):
    notify(cast.sam, name, about=cast.sam.pk, now=night)
    assert sent_at(night) == [("sam", str(NOTICES[name].subject))]


def test_none_of_them_is_a_reminder():
    names = {name for name, _rule in reminders}
    assert names & {*NOTICES, NOTICE, "something_waiting"} == set()
    assert not [name for name in names if "concern" in name]
