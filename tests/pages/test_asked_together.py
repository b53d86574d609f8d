"""What My day and the desk ask in one prepared statement: what each question finds by itself, and nothing is kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation import cards
from foundation.cards import card_questions
from foundation.days import local_day
from foundation.prepared_together import PreparedTogether
from groups.models import GroupSession
from people.models import Appointment, Role, User
from supervision.desk.queries import ON_THE_DESK, TO_ANSWER
from tests.access.world import kwargs_for
from tests.supervision import world

# Records of Anna's, each in a card of hers, of her supervisor, or of somebody else.
RECORDS = (
    "proposal",
    "practice_place",
    "answered_log",
    "agreement",
    "cover_window",
    "planned_meeting",
    "concern",
    "cohort",
)


@pytest.fixture
def practice(cast):
    for name in (*RECORDS, "check_in"):
        kwargs_for(name, cast)
    world.shared_log(cast, cast.anna, world.alder_session(cast, 20), stirred="words that no page of a list shows")
    return cast


def held(row):
    return {**vars(row), "_state": None, "_prefetched_objects_cache": None} if hasattr(row, "_state") else row


def asked_of(prepared, person, now):
    """What the questions find together, and what each finds alone."""
    together = [[held(row) for row in rows] for rows in prepared.answers(person, now)]
    return together, [[held(row) for row in ask(person, now)] for ask in prepared.asks]


def everything():
    return PreparedTogether([question.ask for _, question in card_questions])


def test_each_question_of_a_card_finds_what_it_finds_alone(practice):
    prepared, found = everything(), 0
    for person in practice.by_relation().values():
        for now in (practice.now, practice.now + timedelta(days=40)):
            together, alone = asked_of(prepared, person, now)
            assert together == alone
            found += sum(bool(rows) for rows in together)
    assert found >= 20


@pytest.mark.parametrize("prepared", [ON_THE_DESK, TO_ANSWER])
def test_so_does_each_of_the_desk(practice, prepared):
    for person in (practice.sam, practice.clara, practice.anna):
        together, alone = asked_of(prepared, person, practice.now)
        assert together == alone


def test_it_is_one_query_and_one_for_what_stands_beside_the_rows(practice):
    prepared = everything()
    for person, most in ((practice.sam, 2), (practice.eddie, 1)):
        with CaptureQueriesContext(connection) as asked:
            prepared.answers(person, practice.now)
        assert len(asked) == most


def test_a_day_and_an_instant_are_those_of_whoever_asks(cast):
    """From before midnight to after it, also where that is another day than in UTC."""
    asked = PreparedTogether(
        [
            lambda _person, now: GroupSession.objects.filter(local_date__lte=local_day(now) - timedelta(days=2)),
            lambda person, now: Appointment.objects.filter(person=person, starts_at__lte=now - timedelta(days=30)),
        ]
    )
    world.alder_session(cast, 3)
    begun = Appointment.objects.get(person=cast.anna).starts_at
    for hours in range(0, 49, 7):
        now = begun + timedelta(days=29, hours=hours)
        together, alone = asked_of(asked, cast.anna, now)
        assert together == alone
        sessions, _ = asked_of(asked, cast.anna, cast.now - timedelta(hours=hours))
        assert sessions == asked_of(asked, cast.anna, cast.now - timedelta(hours=hours))[1]


@pytest.mark.parametrize(
    "ask",
    [
        lambda person, _now: User.objects.filter(first_name=person.pk.hex[-4:]),
        lambda _person, now: Appointment.objects.filter(starts_at__year=now.year),
        lambda _person, now: Appointment.objects.filter(role=Role.EDITOR) if now.year < 1903 else User.objects.all(),
        lambda _person, _now: Appointment.objects.filter(pk__in=[]),
    ],
)
def test_what_cannot_be_prepared_is_refused(cast, ask):
    with pytest.raises(ValueError, match="prepared question"):
        PreparedTogether([ask]).answers(cast.anna, cast.now)


def kept() -> str:
    """All that the process keeps of the statements: their SQL, and the values that are the same for everybody."""
    wrapped = [read.made for read in (ON_THE_DESK, TO_ANSWER) if read.made]
    statements = [made.statement for made in [*wrapped, *(read.made for read in PREPARED.values())]]
    waiting = [question.answered.query.answered for statement in statements for question in statement.questions]
    assert [question for question in waiting if hasattr(question, "found")] == []
    return "\n".join(f"{statement.sql} {statement.values}" for statement in statements)


PREPARED: dict[tuple[cards.CardQuestion, ...], PreparedTogether] = {}


@pytest.fixture
def remembered(monkeypatch):
    """The statements that cards make, where the test can look at them."""

    def prepared(questions):
        return PREPARED.setdefault(questions, PreparedTogether([question.ask for question in questions]))

    PREPARED.clear()
    monkeypatch.setattr(cards, "_prepared", prepared)


@pytest.mark.usefixtures("remembered")
def test_no_statement_holds_a_word_a_name_or_a_key_of_anybody(practice, sign_in):
    for person in practice.by_relation().values():
        sign_in(person).get("/me/")
    sign_in(practice.sam).get("/desk/")
    found = kept()
    people = [word for user in User.objects.all() for word in (user.first_name, user.last_name, user.email) if word]
    keys = [key for user in User.objects.all() for key in (str(user.pk), user.pk.hex)]
    programmes = [str(practice.thames.pk), practice.thames.pk.hex, practice.thames.name]
    assert len(PREPARED) >= 4
    assert [word for word in [*people, *keys, *programmes, "words that no page"] if f"'{word}'" in found] == []


def test_a_role_that_ends_takes_its_cards_away_at_once(practice, sign_in):
    sam, anna = sign_in(practice.sam), sign_in(practice.anna)
    desk, day = sam.get("/desk/").content.decode(), sam.get("/me/").content.decode()
    assert ("Anna" in desk, "/desk/" in day, "Anna" in day) == (True, True, True)
    Appointment.objects.filter(person=practice.sam).update(ends_at=practice.now)
    day = sam.get("/me/").content.decode()
    assert (sam.get("/desk/").status_code, "/desk/" in day, "Anna" in day) == (404, False, False)
    Appointment.objects.filter(person=practice.anna).update(ends_at=practice.now)
    assert [card.template for card in anna.get("/me/").context["cards"] if "logs" in card.template] == []
