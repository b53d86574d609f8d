"""A director's numbers: of the whole programme, the same whatever is on the page, and none that name a few people."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from foundation.suppression import Quarter, Rules
from groups.models import Facilitation, GroupSession, PeerGroup
from groups.protected_time.models import Standing
from groups.protected_time.queries import figures_of, works_in
from people.models import Appointment, Role
from tests.groups.protected_time.asking import asked
from tests.people import make_people

pytestmark = pytest.mark.django_db
RULES = Rules()
NAMES = ("Ines Aa", "Omar Bb", "Lucy Cc", "Ravi Dd", "Noor Ee", "Jack Ff", "Vera Gg", "Hugo Hh")
THURSDAY, SATURDAY = date(2026, 7, 2), date(2026, 7, 4)


@pytest.fixture
def now() -> datetime:
    """In the fourth quarter of 2026: the third is closed."""
    return datetime(2026, 11, 26, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def groups(cast) -> list[PeerGroup]:
    """Four more groups, so that there are enough of them and of their facilitators."""
    people = list(make_people(*NAMES).values())
    since = cast.now - timedelta(days=300)
    made = [PeerGroup.objects.create(programme=cast.thames, code_name=f"Oak {n}", state="running") for n in range(4)]
    for number, person in enumerate(people):
        Appointment.objects.create(person=person, role=Role.FACILITATOR, programme=cast.thames, starts_at=since)
        Facilitation.objects.create(group=made[number // 2], person=person, place=number % 2 + 1, starts_at=since)
    return made


def meet(group: PeerGroup, day: date, start: time, count: int, **more: str) -> None:
    begun = group.facilitations.get(place=1)
    GroupSession.objects.bulk_create(
        GroupSession(
            group=group,
            programme=group.programme,
            local_date=day + timedelta(weeks=week),
            local_start=start,
            zone="Europe/London",
            recorded_by=begun.person,
            recorded_at=begun.starts_at,
            **({"state": "held", "attending": 6} | more),
        )
        for week in range(count)
    )


def a_quarter_of_sessions(cast, groups) -> None:
    asked(
        cast,
        group=groups[0],
        standing=Standing.AGREED,
        starts_on=date(2026, 7, 1),
        ends_on=date(2026, 9, 30),
    )
    meet(groups[0], THURSDAY, time(12, 30), 12)
    meet(groups[1], THURSDAY, time(12, 30), 9)
    meet(groups[2], SATURDAY, time(10), 4)
    meet(groups[2], THURSDAY, time(18), 5)
    meet(groups[3], THURSDAY, time(18), 3, state="cancelled", cancel_reason="rota", attending=None)


def test_each_session_is_counted_once_and_rounded(cast, groups):
    a_quarter_of_sessions(cast, groups)
    (figure,) = figures_of(cast.thames, RULES, cast.now)
    assert figure.span == (Quarter(2026, 3), Quarter(2026, 3))
    # 30 held: 12 agreed for, 9 by day without, 9 in the evening or at a weekend; 3 cancelled are too few to say.
    assert [figure.held, figure.protected, figure.daytime, figure.evening_or_weekend] == [30, 10, 10, 10]
    assert figure.not_released is None


def test_the_quarter_that_runs_is_not_shown(cast, groups):
    meet(groups[0], date(2026, 10, 1), time(12, 30), 8)
    assert figures_of(cast.thames, RULES, cast.now) == []


def test_too_few_sessions_wait_for_the_next_quarter(cast, groups):
    meet(groups[0], date(2026, 4, 2), time(12, 30), 5)
    meet(groups[1], THURSDAY, time(12, 30), 6)
    (figure,) = figures_of(cast.thames, RULES, cast.now)
    assert (figure.span, figure.held) == ((Quarter(2026, 2), Quarter(2026, 3)), 10)


@pytest.mark.parametrize("fewer", ["groups", "facilitators"])
def test_where_there_are_few_nothing_is_said(cast, groups, fewer):
    a_quarter_of_sessions(cast, groups)
    if fewer == "groups":
        PeerGroup.objects.filter(programme=cast.thames).exclude(pk__in=[groups[0].pk, groups[1].pk]).update(
            state="ended"
        )
    else:
        Facilitation.objects.filter(group__programme=cast.thames, place=2).update(ends_at=cast.now)
    assert figures_of(cast.thames, RULES, cast.now) == []


def test_another_programmes_sessions_are_not_in_them(cast, groups):
    a_quarter_of_sessions(cast, groups)
    before = figures_of(cast.thames, RULES, cast.now)
    meet(cast.cedar, THURSDAY, time(12, 30), 10)
    assert figures_of(cast.thames, RULES, cast.now) == before


def test_a_director_who_facilitates_there_sees_none(cast, groups, sign_in):
    a_quarter_of_sessions(cast, groups)
    address = reverse("protected_time:register")
    page = sign_in(cast.tara).get(address)
    assert page.context["figures"] == figures_of(cast.thames, RULES, page.wsgi_request.now)
    Appointment.objects.create(person=cast.tara, role=Role.FACILITATOR, programme=cast.thames, starts_at=cast.now)
    page = sign_in(cast.tara).get(address)
    assert ("figures" in page.context, page.context["works_there"]) == (False, True)


def test_who_would_know_the_people_behind_the_numbers(cast):
    """Those who facilitate there, and those who supervise or cover there now."""
    people = {name: getattr(cast, name) for name in ("tara", "anna", "sam", "clara", "grace", "oscar", "cora")}
    there = [name for name, person in people.items() if works_in(person, cast.thames, cast.now)]
    assert there == ["anna", "sam", "clara"]


def test_a_coordinator_reads_the_register_without_numbers(cast, groups, sign_in):
    a_quarter_of_sessions(cast, groups)
    page = sign_in(cast.cora).get(reverse("protected_time:register"))
    assert ("figures" in page.context, len(page.context["rows"])) == (False, 1)


def test_numbers_take_as_many_queries_for_a_year_as_for_a_quarter(cast, groups, django_assert_num_queries):
    a_quarter_of_sessions(cast, groups)
    for quarters in (1, 4):
        if quarters > 1:
            for group in groups:
                meet(group, date(2025, 10, 7), time(9), 30)
        with django_assert_num_queries(4):
            assert figures_of(cast.thames, RULES, cast.now)
