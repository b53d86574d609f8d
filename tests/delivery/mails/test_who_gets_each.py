"""Each kind of mail goes to those alone whom it is for, holds nothing of anybody, and leads where they may go."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from delivery.mail import notices
from delivery.models import MAILS, Effect
from delivery.reminders.services import remind
from delivery.services import deliver, handlers
from people.models import User
from tests.access import access_table
from tests.access.relations import Access, only
from tests.delivery.mails.elsewhere import ELSEWHERE
from tests.delivery.mails.scenes import SCENES, SECRET
from tests.delivery.reminders.conftest import LONDON
from tests.delivery.reminders.scenes import SCENES as REMINDERS
from tests.guards.repository import ROOT
from tests.test_access_table import answer, verdict

KINDS = sorted({*SCENES, *REMINDERS})
# Each page that a mail leads to -> the last kind of those that do.
PAGES = {notices[kind].page: kind for kind in KINDS}
# Wagtail's own admin, of which the access table says nothing (tests/test_editors_admin.py).
OF_THE_ADMIN = {"wagtailadmin_home": Access(only("editor")), "sign_off": Access(only("editor", "clinical_lead"))}
# All that any of them says. Whom it greets, what is registered of its kind, and where it leads: nothing of a record.
LETTER = """Hello {name},

{sentence}
Sign in to see it: {url}

{choose}We keep emails free of confidential information.
This site is not an emergency service and is not monitored.

Holdfast
"""
CHOOSE = "Choose which reminders you get, and when: {url}\n\n"


@pytest.fixture
def now(kind):
    """For a reminder half past midnight, so that the day lies ahead; of the next Monday for what comes on Mondays."""
    if kind not in REMINDERS:
        return timezone.now()
    today = timezone.localtime(timezone.now(), LONDON).replace(hour=0, minute=30, second=0, microsecond=0)
    return today + (-today.weekday() % 7) * timedelta(days=1) if REMINDERS[kind].on_mondays else today


def make_scene(cast, kind):
    if kind in REMINDERS:
        REMINDERS[kind].make(cast, 1)
        remind(cast.now.replace(hour=10))
    else:
        SCENES[kind].happens(cast)


def sent(cast, kind):
    """Every mail of this kind that is on its way once its scene is made: one effect each."""
    make_scene(cast, kind)
    written = "reminders" if kind in REMINDERS else kind
    for effect in Effect.objects.filter(kind=f"{MAILS}{written}").select_related("recipient"):
        deliver(effect, cast.now.replace(hour=10) if kind in REMINDERS else cast.now)
    return [message for message in mail.outbox if str(notices[kind].sentence) in message.body]


def letter_to(person, kind):
    choose = CHOOSE.format(url=settings.BASE_URL + reverse("reminders:choices")) if kind in REMINDERS else ""
    url = settings.BASE_URL + reverse(notices[kind].page)
    return LETTER.format(name=person.first_name, sentence=notices[kind].sentence, url=url, choose=choose)


def told(kind):
    return (REMINDERS if kind in REMINDERS else SCENES)[kind].told


def again(person):
    """As they are now: a scene may have ended their sessions."""
    return User.objects.get(pk=person.pk)


def opened(client, page):
    """What the page answers, where it is not the way to sign in. Some lead on to the one record that there is."""
    answered = client.get(reverse(page), follow=True)
    return answered.status_code if "/accounts/login/" not in str(answered.redirect_chain) else "sign in"


def words_of(cast):
    """What no mail holds: names of people, code names of groups, and what somebody wrote in a scene."""
    people = cast.by_relation().values()
    names = {name for person in people for name in (person.first_name, person.last_name)}
    return names | {group.code_name for group in (cast.alder, cast.birch, cast.cedar)} | {SECRET}


def test_every_kind_of_mail_has_a_scene_or_a_test_elsewhere():
    kinds = {kind.removeprefix(MAILS) for kind, _handler in handlers if kind.startswith(MAILS)}
    assert {"without a scene": kinds - {*KINDS, *ELSEWHERE}, "gone": {*KINDS, *ELSEWHERE} - kinds} == {
        "without a scene": set(),
        "gone": set(),
    }
    assert {*SCENES} & {*REMINDERS} | {*KINDS} & {*ELSEWHERE} == set()


@pytest.mark.parametrize(("file", "test"), sorted({*ELSEWHERE.values()}))
def test_the_tests_elsewhere_stand(file, test):
    assert (ROOT / file).read_text().count(f"\ndef {test}(") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_those_whom_it_is_for_get_it_and_it_holds_nothing_of_anybody(cast, sign_in, kind):
    messages = sent(cast, kind)
    assert sorted(message.to for message in messages) == [[f"{name}@example.org"] for name in sorted(told(kind))]
    people = {person.email: person for person in cast.by_relation().values()}
    for message in messages:
        person = people[message.to[0]]
        said = f"{message.subject} {message.body.removeprefix(f'Hello {person.first_name},')}"
        assert words_of(cast) & {*re.findall(r"[\w'-]+", said)} == set()
        assert (message.subject, message.body) == (str(notices[kind].subject), letter_to(person, kind))
        assert opened(sign_in(again(person)), notices[kind].page) == 200


# Who may open what is asked of both databases by the access table.
@pytest.mark.once
@pytest.mark.parametrize(("page", "kind"), sorted(PAGES.items()))
def test_where_it_leads_opens_for_those_alone_whom_the_access_table_names(cast, sign_in, page, kind):
    make_scene(cast, kind)
    access = {**access_table(), **OF_THE_ADMIN}[page]
    assert (access.subject, {getattr(cast, name).pk for name in told(kind)} - opens_for(cast, access)) == ("", set())
    people = {"anonymous": None, **cast.by_relation()}
    clients = {relation: sign_in(again(person)) if person else Client() for relation, person in people.items()}
    found = {relation: answer(client, "get", reverse(page)) for relation, client in clients.items()}
    assert found == {relation: verdict(relation, access.get, access) for relation in people}


def opens_for(cast, access):
    return {person.pk for relation, person in cast.by_relation().items() if relation in access.get}
