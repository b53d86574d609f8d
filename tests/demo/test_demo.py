"""The demo's story: told once, from today, and never over anybody else's data."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import override_settings

from certificates.models import Certificate
from confidential.models import AccessEntry
from delivery.models import Effect
from demo import people
from groups.models import GroupSession, PeerGroup
from pages.access_words import SENTENCES
from people.models import Appointment, CoverWindow, Specialty, User
from supervision.models import CheckIn, Concern, Reading, SessionLog, SupervisionMeeting
from tests.people import make_person


@pytest.fixture
def seeded(db):
    with override_settings(DEMO=True):
        call_command("seed_demo", stdout=StringIO())


def counted(model, field: str) -> dict[str, int]:
    return dict(Counter(model.objects.values_list(field, flat=True)))


def test_it_is_the_story_that_the_readme_promises(seeded, now):
    assert counted(Appointment, "role") == {
        "facilitator": 12,
        "supervisor": 3,
        "coordinator": 2,
        "governance": 1,
        "deputy": 1,
        "editor": 1,
    }
    assert (PeerGroup.objects.count(), Specialty.objects.count()) == (6, 8)
    assert counted(GroupSession, "state") == {"held": 34, "planned": 4, "cancelled": 2, "nobody_came": 2}
    assert set(counted(SessionLog, "state")) == {"draft", "shared", "read", "discussed", "withdrawn", "void"}
    assert counted(SupervisionMeeting, "state") == {"held": 11, "planned": 3}
    assert counted(Concern, "state") == {"planned": 1}
    assert (CoverWindow.objects.count(), CheckIn.objects.waiting().count()) == (2, 2)
    assert sorted(certificate.status(now.date()).value for certificate in Certificate.objects.with_standing()) == [
        "expired",
        "replaced",
        "revoked",
        "valid",
    ]


def test_telling_it_again_changes_nothing(seeded):
    before = {model: model.objects.count() for model in (User, GroupSession, SessionLog, AccessEntry)}
    with override_settings(DEMO=True):
        call_command("seed_demo", stdout=StringIO())
    assert {model: model.objects.count() for model in before} == before


def test_whoever_was_invited_while_trying_it_is_no_stranger(seeded):
    make_person("Kim Newcomer")
    out = StringIO()
    with override_settings(DEMO=True):
        call_command("seed_demo", stdout=out)
    assert out.getvalue().startswith("The demo's data was already there.")


def test_its_old_notices_are_not_mailed(seeded):
    assert set(Effect.objects.filter(kind__startswith="mail:").values_list("state", flat=True)) == {"done"}


def test_every_line_of_the_trail_has_words(seeded):
    by_others = AccessEntry.objects.exclude(actor=F("owner"))
    told = set(by_others.values_list("record_model", "action"))
    assert told - set(SENTENCES) == set()


def test_whatever_was_answered_was_opened_first(seeded):
    opened = set(AccessEntry.objects.filter(action="read").values_list("record_id", flat=True))
    answered = set(Reading.objects.exclude(released_at=None).values_list("version_id", flat=True))
    assert answered and answered - opened == set()


def test_it_is_not_told_over_somebody_elses_data(db):
    make_person("Real Doctor")
    with override_settings(DEMO=True), pytest.raises(CommandError, match="1 account"):
        call_command("seed_demo")
    assert User.objects.filter(email=people.email("facilitator")).count() == 0


def test_it_is_not_told_under_the_settings_of_a_real_site(db):
    with override_settings(DEMO=False, DEBUG=False), pytest.raises(CommandError, match="not the demo's settings"):
        call_command("seed_demo")
    assert User.objects.count() == 0
