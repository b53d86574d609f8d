"""Who presented is written down, and who has not for a while is said to the supervisor when it helps."""

import pytest
from django.urls import reverse

from supervision.hours.counting import BACP, FULL, Asked
from supervision.hours.queries import statement_of
from supervision.hours.services import set_enough_rule
from supervision.meetings.coming.services import write_line
from supervision.meetings.points.queries import presented_last
from tests.supervision.desk.test_preparing import prepare
from tests.supervision.meetings.several.making import ALDER, ANNAS, BIRCH, several
from tests.supervision.world import day, meeting_in, shared_log


@pytest.fixture
def both(cast):
    return several(cast)


def on(cast, days_ago: int) -> str:
    return f"{day(cast, -days_ago):%-d %B %Y}"


def test_it_is_said_since_when_somebody_has_not_presented(cast, both):
    both.meet(30, presented=[cast.ben])
    both.meet(10, presented=[cast.anna])
    known = presented_last(cast.sam, [*both.four, cast.olu], cast.now)
    assert {person.first_name: known[person.pk].words for person in both.four} == {
        "Anna": f"presented on {on(cast, 10)}",
        "Ben": f"has not presented since {on(cast, 30)}",
        "Farah": "has not presented yet",
        "Hana": "has not presented yet",
    }
    assert set(known) == {person.pk for person in both.four}


def test_nothing_is_said_where_nobody_was_asked(cast, both):
    both.meet(10, cast.anna, cast.ben)
    assert presented_last(cast.sam, both.four, cast.now) == {}


def test_planning_and_recording_show_it(cast, sign_in, both):
    both.meet(10, presented=[cast.anna])
    sam = sign_in(cast.sam)
    pages = [reverse("meetings:plan"), reverse("meetings:record", args=[meeting_in(cast, 3, *both.four).pk])]
    for url in pages:
        page = sam.get(url).content.decode()
        assert f"(presented on {on(cast, 10)})" in page
        assert "(has not presented yet)" in page


def test_the_page_of_the_meeting_says_it_to_the_supervisor_and_to_themselves(cast, sign_in, both):
    held = both.meet(10, presented=[cast.anna])
    said = {
        person.first_name: "Who presented" in sign_in(person).get(held.get_absolute_url()).content.decode()
        for person in (cast.sam, *both.four)
    }
    assert said == {"Sam": True, "Anna": True, "Ben": False, "Farah": False, "Hana": False}


def test_the_agenda_is_by_person(cast, sign_in, both):
    both.meet(10, presented=[cast.ben])
    shared_log(cast, cast.anna, questions="why do I hurry?")
    meeting = meeting_in(cast, 3, *both.four)
    write_line(meeting=meeting, by=cast.farah, words="can we begin with endings?", now=cast.now)
    page = prepare(cast, sign_in, meeting)
    assert [
        (item.person.first_name, item.presented.words, line, [str(question.words) for question in item.questions])
        for item, line in page.context["agenda"]
    ] == [
        ("Farah", "has not presented yet", "can we begin with endings?", []),
        ("Hana", "has not presented yet", "", []),
        ("Anna", "has not presented yet", "", ["why do I hurry?"]),
        ("Ben", f"presented on {on(cast, 10)}", "", []),
    ]
    shown = page.content.decode()
    assert [shown.count("can we begin with endings?"), shown.count("why do I hurry?")] == [1, 1]


def test_each_pairs_part_shows_what_it_took_from_the_last_one(cast, sign_in, both):
    both.meet_with_points()
    parts = prepare(cast, sign_in, meeting_in(cast, 3, *both.four)).context["preparation"].pairs
    assert [[str(words) for _who, words in part.apart] for part in parts] == [
        [ALDER, ANNAS],
        [BIRCH, "Farah takes the clock"],
    ]


@pytest.mark.parametrize(("rule", "credited"), [(FULL, [50, 50]), (BACP, [25, 25])])
def test_hours_count_all_who_were_there_of_whatever_pair(cast, both, rule, credited):
    """Four were there, and once three: by `bacp` half of the time each."""
    set_enough_rule(programme=cast.thames, asked=Asked(rule, 90, "month"), by=cast.cora, now=cast.now)
    both.meet(4)
    both.meet(2, came=both.four[:3])
    lines = statement_of(cast.anna, cast.thames, None, cast.now).lines
    assert [line.present for line in lines] == [4, 3]
    assert [line.credit.minutes for line in lines] == credited
    assert [line.present for line in statement_of(both.hana, cast.thames, None, cast.now).lines] == [4]
