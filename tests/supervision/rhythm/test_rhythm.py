"""The rhythm of a supervision, from what the two agreed: shown to them and to whoever can act, and to nobody else."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.refresher.services import pause_refresher
from foundation.days import local_day
from people.models import CoverWindow, Role, SupervisionAssignment
from people.supervised import is_currently_supervised
from supervision.hours.counting import Asked
from supervision.hours.services import set_enough_rule
from supervision.rhythm.pace import State
from supervision.rhythm.queries import in_rhythm, of_coordinator, of_supervisor, overdue, paced
from tests.factories import held_session
from tests.groups.pairing.drawing import agreed
from tests.people import appoint, assign, make_person
from tests.supervision.world import held_meeting, meeting_in


@pytest.fixture
def long_ago(cast):
    """Nobody is away, and Anna and Ben have been supervised by Sam for 50 days, without a meeting."""
    CoverWindow.objects.all().delete()
    for person in (cast.anna, cast.ben):
        agreed(person, cast.sam, cast)
    began(cast, 50)


def began(cast, days: int) -> None:
    supervised = SupervisionAssignment.objects.filter(supervisor=cast.sam, facilitator__in=[cast.anna, cast.ben])
    supervised.update(starts_at=cast.now - timedelta(days=days))


def annas(cast):
    return next(one.rhythm for one in paced(of_supervisor(cast.sam, cast.now), cast.now) if is_hers(one, cast))


def is_hers(one, cast) -> bool:
    return one.assignment.facilitator == cast.anna


def main(client, url: str = "/me/") -> str:
    return " ".join(BeautifulSoup(client.get(url).content, "html.parser").main.get_text(" ").split())


def test_a_meeting_starts_it_anew_for_those_who_were_there(cast, long_ago):
    held_meeting(cast, 10, came=[cast.anna])
    today = local_day(cast.now, cast.thames.zone)
    assert (annas(cast).last, annas(cast).due) == (today - timedelta(days=10), today + timedelta(days=18))
    late = overdue(paced(of_supervisor(cast.sam, cast.now), cast.now))
    assert [one.assignment.facilitator for one in late] == [cast.ben]


def test_with_a_new_supervisor_it_begins_anew(cast, long_ago):
    assert annas(cast).state == State.OVERDUE
    began(cast, 3)
    assert annas(cast).state == State.IN_TIME


@pytest.mark.parametrize("who_is_away", ["anna", "sam"])
def test_ones_own_absence_and_the_supervisors_stop_it(cast, long_ago, who_is_away):
    first = local_day(cast.now, cast.thames.zone) - timedelta(days=20)
    if who_is_away == "anna":
        pause_refresher(person=cast.anna, first_day=first, last_day=None, now=cast.now)
    else:
        CoverWindow.objects.create(
            programme=cast.thames,
            supervisor=cast.sam,
            starts_at=cast.now - timedelta(days=20),
            ends_at=cast.now + timedelta(days=1),
        )
    assert annas(cast).state == State.AWAY
    assert is_currently_supervised(cast.anna, cast.thames, cast.now) is True


def test_the_programme_says_after_how_many_sessions_and_days(cast, long_ago):
    began(cast, 12)
    for days_ago in (8, 6):
        held_session(cast, cast.alder, cast.anna, days_ago=days_ago)
    assert annas(cast).by_sessions is False
    asked = Asked(sessions=2, grace=5)
    set_enough_rule(programme=cast.thames, asked=asked, by=cast.cora, now=cast.now)
    assert (annas(cast).by_sessions, annas(cast).state) == (True, State.OVERDUE)


def test_without_an_agreement_the_programmes_weeks_count(cast):
    CoverWindow.objects.all().delete()
    began(cast, 50)
    assert annas(cast).state == State.OVERDUE
    set_enough_rule(programme=cast.thames, asked=Asked(weeks=12), by=cast.cora, now=cast.now)
    assert annas(cast).state == State.IN_TIME


def test_current_is_agreed_and_not_overdue(cast, long_ago):
    assert is_currently_supervised(cast.anna, cast.thames, cast.now) is False
    held_meeting(cast, 10, cast.anna)
    current = in_rhythm(SupervisionAssignment.objects.current(cast.now), cast.now)
    assert current == {cast.anna.supervised_by.get(supervisor=cast.sam).pk}


def test_an_overdue_one_tells_the_person_what_to_do(cast, long_ago, sign_in):
    shown = main(sign_in(cast.anna))
    assert "The next one was due by" in shown
    assert "Ask Sam Reyes for a time this week." in shown
    assert "You stay authorised, and your groups go on." in shown


def test_a_planned_one_says_that_there_is_nothing_to_do(cast, long_ago, sign_in):
    meeting_in(cast, 3, cast.anna)
    shown = main(sign_in(cast.anna))
    assert "so there is nothing to do." in shown


def test_the_partner_is_not_told(cast, long_ago, sign_in):
    held_meeting(cast, 10, cast.ben)
    assert "overdue" not in main(sign_in(cast.ben))
    assert "overdue" in main(sign_in(cast.anna))


def test_supervisor_and_coordinator_are_asked_what_to_do(cast, long_ago, sign_in):
    sam, cora = main(sign_in(cast.sam)), main(sign_in(cast.cora))
    assert "Supervision that is overdue Anna Okoye" in sam
    assert "Plan a meeting, or ask what is in the way." in sam
    assert "Overdue supervision in your programme" in cora
    assert "Anna Okoye, with Sam Reyes: due by" in cora
    assert "Nobody is paused by this: that is for a person to decide." in cora
    others = (cast.stella, cast.tess, cast.odette)
    assert [who.first_name for who in others if "Anna Okoye" in main(sign_in(who))] == []


def test_a_planned_date_answers_what_they_were_asked(cast, long_ago, sign_in):
    meeting_in(cast, 3)
    shown = [main(sign_in(who)) for who in (cast.sam, cast.cora)]
    assert [words for words in shown if "overdue" in words] == []
    assert "overdue since" in main(sign_in(cast.cora), "/readiness/")


def test_the_board_says_it_and_a_lapse_ends_nothing(cast, long_ago, sign_in):
    assert "Supervision: none planned, overdue since" in main(sign_in(cast.cora), "/readiness/")
    assert SupervisionAssignment.objects.current(cast.now).filter(facilitator=cast.anna).exists()


def test_thirty_take_as_many_queries_as_one(cast, long_ago):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            overdue(paced(of_coordinator(cast.cora, cast.now), cast.now))
        return len(queries)

    few = asked()
    for number in range(30):
        person = make_person(f"P{number} Person")
        appoint(person, Role.FACILITATOR, cast.thames, cast.now - timedelta(days=60))
        assign(person, cast.sam, cast.thames, cast.now - timedelta(days=60))
    assert (asked(), few) == (2, 2)
    assert len(overdue(paced(of_coordinator(cast.cora, cast.now), cast.now))) >= 30
