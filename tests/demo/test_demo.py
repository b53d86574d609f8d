"""The demo's story: told once, from today, and never over anybody else's data."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import override_settings

from certificates.models import Certificate
from confidential.deeds import deed_of
from confidential.models import AccessEntry
from delivery.models import Effect
from groups.enquiries.models import Enquiry
from groups.health.needs import Need
from groups.health.queries import health_of
from groups.models import Facilitation, GroupSession, PeerGroup
from groups.moves.models import GroupMove
from groups.protected_time.models import ProtectedTime
from people.models import Appointment, CoverWindow, Specialty, SupervisionProposal, User
from supervision.meetings.actions.models import ActionDate
from supervision.meetings.models import MeetingAttendee, SupervisionAction
from supervision.models import CheckIn, Concern, Reading, SessionLog, SupervisionMeeting
from supervision.reviews.models import SupervisionReview
from tests.figures import course_standing
from tests.people import make_person
from tests.undone import shared_by_several_tests


@pytest.fixture(scope="module")
def story(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Told once for this file, all of whose tests begin with it."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        stack.enter_context(shared_by_several_tests())
        with override_settings(DEMO=True):
            call_command("seed_demo", stdout=StringIO())
        shared = stack.pop_all()
    yield
    with django_db_blocker.unblock():
        shared.close()


@pytest.fixture
def seeded(story, db):
    """As it was when it had been told."""


def counted(model, field: str) -> dict[str, int]:
    return counted_in(model.objects.all(), field)


def counted_in(rows, field: str) -> dict[str, int]:
    return dict(Counter(rows.values_list(field, flat=True)))


def test_it_is_the_story_that_the_readme_promises(seeded, now):
    assert counted(Appointment, "role") == {
        "facilitator": 30,
        "supervisor": 5,
        "trainer": 2,
        "coordinator": 2,
        "tpd": 2,
        "governance": 2,
        "deputy": 2,
        "clinical_lead": 1,
        "editor": 2,
    }
    assert (PeerGroup.objects.count(), Specialty.objects.count()) == (12, 8)
    # What a series plans hangs on the bank holidays of the weeks to come.
    sessions = counted(GroupSession, "state") | {"planned": 0}
    assert sessions == {"held": 107, "planned": 0, "cancelled": 11, "nobody_came": 5}
    ahead = Counter(GroupSession.objects.filter(state="planned").values_list("group__code_name", flat=True))
    assert {name for name, count in ahead.items() if count >= 4} == {
        "Alder",
        "Hazel",
        "Holly",
        "Larch",
        "Rowan",
        "Willow",
    }
    assert set(counted(SessionLog, "state")) == {"draft", "shared", "read", "discussed", "withdrawn", "void"}
    assert counted(SupervisionMeeting, "state") == {"held": 53, "planned": 6}
    assert counted(Concern, "state") == {"planned": 2, "closed": 1}
    assert (CoverWindow.objects.count(), CheckIn.objects.waiting().count()) == (2, 2)
    assert sorted(certificate.status(now.date()).value for certificate in Certificate.objects.with_standing()) == [
        "expired",
        "replaced",
        "revoked",
        "valid",
    ]


def test_three_groups_of_the_dales_have_ended_each_for_another_reason(seeded):
    ended = GroupMove.objects.filter(state="ended").order_by("group__code_name")
    assert list(ended.values_list("group__code_name", "reason")) == [
        ("Birch", "not_released"),
        ("Cedar", "few_came"),
        ("Elm", "meant"),
    ]
    assert Facilitation.objects.filter(group__state="ended", ends_at=None).count() == 0


def test_the_board_of_the_dales_is_worth_printing(seeded, now):
    dales = PeerGroup.objects.filter(programme__slug="dales")
    board = {health.group.code_name: health.needs for health in health_of(dales, now.date(), now) if health.needs}
    assert board == {
        "Holly": [Need.FALLING, Need.LAPSING],
        "Juniper": [Need.NO_NEXT, Need.CANCELLED],
    }
    assert dict(dales.exclude(need=0).values_list("code_name", "need")) == {
        "Holly": Need.FALLING,
        "Juniper": Need.NO_NEXT,
    }


def test_two_directors_have_answered_and_have_something_to_answer(seeded):
    newest = ProtectedTime.objects.newest().order_by("director__last_name", "standing")
    assert [(fact.director.name, fact.standing) for fact in newest] == [
        ("Frances Boyd", "agreed"),
        ("Frances Boyd", "asked"),
        ("Colin Fairley", "agreed"),
        ("Colin Fairley", "agreed"),
        ("Colin Fairley", "asked"),
        ("Colin Fairley", "declined"),
    ]


def test_rhona_and_gareth_have_a_year_of_supervision_with_karin(seeded):
    karin = User.objects.get(email="supervisor.lindqvist@example.org")
    came = MeetingAttendee.objects.attended().filter(meeting__supervisor=karin)
    assert [came.filter(person__first_name=name).count() for name in ("Rhona", "Gareth")] == [12, 10]
    actions = SupervisionAction.objects.filter(meeting__supervisor=karin)
    assert counted_in(actions, "state") == {"done": 6, "dropped": 1, "open": 3}
    assert ActionDate.objects.count() == 1


def test_one_review_is_final_and_one_is_to_be_talked_about(seeded):
    reviews = SupervisionReview.objects.order_by("begun_at")
    assert list(reviews.values_list("facilitator__first_name", "state")) == [("Rhona", "final"), ("Gareth", "both")]


def test_a_pair_has_passed_to_another_supervisor(seeded):
    passed = SupervisionProposal.objects.filter(state="begun").order_by("facilitator__first_name")
    assert list(passed.values_list("facilitator__first_name", "supervisor__first_name")) == [
        ("Lowri", "Karin"),
        ("Zainab", "Karin"),
    ]


def test_people_wait_for_a_place_in_both_programmes(seeded):
    waiting = Enquiry.objects.filter(state="waiting").order_by("programme__slug")
    assert Counter(waiting.values_list("programme__slug", flat=True)) == {"dales": 4, "valley": 2}


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


def test_only_who_is_on_her_way_has_a_new_step_in_what_she_finished(seeded, now):
    news = {
        user.first_name: [standing.title for standing in course_standing(user) if standing.new_steps]
        for user in User.objects.filter(step_completions__isnull=False).distinct()
    }
    assert {name for name, titles in news.items() if titles} == {"Hannah"}
    assert news["Hannah"] == ["Your role and its edges"]


def test_its_old_notices_are_not_mailed(seeded):
    assert set(Effect.objects.filter(kind__startswith="mail:").values_list("state", flat=True)) == {"done"}


def test_every_line_of_the_trail_has_words(seeded):
    by_others = AccessEntry.objects.exclude(actor=F("owner"))
    told = set(by_others.values_list("record_model", "action"))
    assert {line for line in told if deed_of(*line) is None} == set()


def test_whatever_was_answered_was_opened_first(seeded):
    opened = set(AccessEntry.objects.filter(action="read").values_list("record_id", flat=True))
    answered = set(Reading.objects.exclude(released_at=None).values_list("version_id", flat=True))
    assert answered and answered - opened == set()
