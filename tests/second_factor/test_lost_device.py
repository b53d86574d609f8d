"""Whoever has lost their device speaks with a coordinator or governance lead, who removes their second factor."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import Refusal
from people.models import Role, User
from people.second_factor.queries import resettable_by, whom_to_ring
from people.second_factor.services import reset_second_factor
from tests.people import PASSWORD, appoint
from tests.second_factor.conftest import app_of, with_both, with_password

SPOKEN = {"spoken": "on", "reason": "She rang me; I know her voice"}


def factors(person) -> int:
    return Authenticator.objects.filter(user=person).count()


def reset_page(person) -> str:
    return f"/second-factor/reset/{person.pk}/"


@pytest.fixture
def cora(cast):
    """Signed in with both factors."""
    app_of(cast.cora)
    return with_both(cast.cora)


def test_a_coordinator_removes_it_after_speaking_with_them(cast, cora):
    app_of(cast.sam)
    answer = cora.post(reset_page(cast.sam), SPOKEN)
    assert (answer.status_code, factors(cast.sam), factors(cast.cora)) == (302, 0, 2)


@pytest.mark.parametrize("left_out", ["spoken", "reason"])
def test_without_having_spoken_or_without_a_reason_nothing_happens(cast, cora, left_out):
    app_of(cast.sam)
    answer = cora.post(reset_page(cast.sam), {name: value for name, value in SPOKEN.items() if name != left_out})
    assert (answer.status_code, list(answer.context["form"].errors), factors(cast.sam)) == (422, [left_out], 2)


def test_their_sessions_end_and_the_next_one_asks_for_a_new_factor(cast, cora):
    app_of(cast.sam)
    before = with_both(cast.sam)
    cora.post(reset_page(cast.sam), SPOKEN)
    assert before.get("/desk/")["Location"] == "/accounts/login/?next=/desk/"
    after = with_password(cast.sam)
    assert after.get("/desk/", follow=True).redirect_chain[-1][0] == "/second-factor/?next=%2Fdesk%2F"


def test_the_password_stands(cast, cora):
    app_of(cast.sam)
    cora.post(reset_page(cast.sam), SPOKEN)
    cast.sam.refresh_from_db()
    assert cast.sam.check_password(PASSWORD) is True


def test_they_are_told_by_mail_and_the_trail_says_who_and_why(cast, cora):
    app_of(cast.sam)
    cora.post(reset_page(cast.sam), SPOKEN)
    assert list(Effect.objects.values_list("kind", "recipient__email")) == [
        ("mail:second_factor_reset", "sam@example.org")
    ]
    entry = AccessEntry.objects.get(action="reset_second_factor")
    assert (entry.actor, entry.owner, entry.record_id, entry.reason) == (
        cast.cora,
        cast.sam,
        cast.sam.pk,
        SPOKEN["reason"],
    )


def test_removing_it_twice_writes_and_tells_once(cast):
    app_of(cast.sam)
    done = [reset_second_factor(person=cast.sam, by=cast.cora, reason="twice", now=cast.now) for _ in range(2)]
    assert (done, AccessEntry.objects.count(), Effect.objects.count()) == ([True, False], 1, 1)


def names(people) -> list[str]:
    return [person.first_name for person in people]


def test_whose_second_factor_each_may_remove(cast, superuser):
    """Everybody has one. Nobody removes their own; a governance lead's is left to their like."""
    everybody = [*cast.by_relation().values(), superuser]
    for person in everybody:
        app_of(person)
    appoint(superuser, Role.FACILITATOR, cast.thames, cast.now)
    may = {
        name: set(names(resettable_by(getattr(cast, name), cast.now)))
        for name in (
            "cora",
            "gwen",
            "odette",
            "sam",
            "anna",
            "eddie",
        )
    }
    there = cast.thames.appointments.values("person")
    thames = {person.first_name for person in User.objects.filter(pk__in=there)} - {"Una"}
    assert may == {
        "cora": thames - {"Cora", "Gwen", "Dora"},
        "gwen": thames - {"Gwen"},
        "odette": {"Olu", "Oscar"},
        "sam": set(),
        "anna": set(),
        "eddie": set(),
    }


def test_who_has_roles_in_two_programmes_is_in_reach_of_both_coordinators(cast):
    app_of(cast.sam)
    appoint(cast.sam, Role.SUPERVISOR, cast.dales, cast.now)
    assert [names(resettable_by(by, cast.now)) for by in (cast.cora, cast.odette)] == [["Sam"], ["Sam"]]


def test_a_governance_lead_anywhere_is_beyond_every_coordinator(cast):
    app_of(cast.sam)
    appoint(cast.sam, Role.GOVERNANCE, cast.dales, cast.now)
    with pytest.raises(Refusal):
        reset_second_factor(person=cast.sam, by=cast.cora, reason="asked", now=cast.now)
    assert (factors(cast.sam), names(resettable_by(cast.gwen, cast.now))) == (2, ["Sam"])


def test_a_coordinators_own_is_removed_by_another(cast):
    app_of(cast.cora)
    with pytest.raises(Refusal):
        reset_second_factor(person=cast.cora, by=cast.cora, reason="mine", now=cast.now)
    assert reset_second_factor(person=cast.cora, by=cast.gwen, reason="She came by", now=cast.now) is True


def test_whom_to_ring_is_whoever_can_help(cast):
    def told(person):
        return [appointment.person.first_name for appointment in whom_to_ring(person, cast.now)]

    assert {name: told(getattr(cast, name)) for name in ("anna", "sam", "cora", "gwen", "olu")} == {
        "anna": ["Cora", "Gwen"],
        "sam": ["Cora", "Gwen"],
        "cora": ["Gwen"],
        "gwen": [],
        "olu": ["Odette"],
    }


def test_the_page_tells_it_also_to_somebody_half_way_in(cast, client):
    """Without the device the password leads no further than to the question for the code."""
    app_of(cast.sam)
    halfway = with_password(cast.sam)
    assert [a.person for a in halfway.get("/second-factor/lost/").context["appointments"]] == [cast.cora, cast.gwen]
    assert list(client.get("/second-factor/lost/").context["appointments"]) == []


def test_the_operator_removes_it_from_the_machine(cast, capsys):
    app_of(cast.gwen)
    call_command("reset_second_factor", "GWEN@example.org", "--reason", "Rang the help desk")
    assert (factors(cast.gwen), AccessEntry.objects.get().action) == (0, "reset_second_factor_by_operator")
    assert capsys.readouterr().out == "Removed. They set up a new second factor after signing in.\n"
    lines = with_password_and_page(cast.gwen)
    assert lines == ["The people who run this site removed your second step for signing in"]


def with_password_and_page(person) -> list[str]:
    app_of(person)
    return [sentence for _entry, sentence in with_both(person).get("/me/data/").context["lines"]]


def test_the_operator_is_told_of_an_unknown_address(db):
    with pytest.raises(CommandError, match=r"^Nobody signs in with nobody@example\.org\.$"):
        call_command("reset_second_factor", "nobody@example.org", "--reason", "x")
