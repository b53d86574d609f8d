"""A log that comes again says first what has changed since its reader answered it, paragraph by paragraph."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from confidential.models import AccessEntry
from people.models import SupervisionAssignment
from supervision.logs.answering import release_reading
from supervision.logs.changes import ChangedAnswer, changes
from supervision.logs.prompts import PROMPTS
from supervision.logs.services import redact_log
from tests.people import assign
from tests.supervision.world import draft_reading, share_again, shared_log

FIRST = "I said little.\n\nThey went round in circles."
LATER = "I said little.\n\nThey were afraid, and so was I."
PROMPT = {prompt.key: prompt for prompt in PROMPTS}


def answered_by(cast, version):
    reading = draft_reading(cast, version)
    release_reading(reading=reading, by=version.reader, outcome="read", meeting=None, now=cast.now)
    version.log.refresh_from_db()
    return version


def said(cast, sign_in, version, reader=None) -> list[str]:
    """The lines of the part of the page that says what has changed."""
    page = sign_in(reader or cast.sam).get(reverse("desk:log", args=[version.pk]))
    part = BeautifulSoup(page.content, "html.parser").find(attrs={"aria-labelledby": "since-answered"})
    return [" ".join(line.split()) for line in part.get_text("\n").split("\n\n") if line.strip()] if part else []


@pytest.fixture
def answered(cast):
    return answered_by(cast, shared_log(cast, cast.anna, stirred=FIRST, working_on="Being alone with it."))


def test_what_is_new_and_what_was_taken_out(cast, sign_in, answered):
    again = share_again(cast, answered, stirred=LATER, working_on="Being alone with it.")
    assert said(cast, sign_in, again) == [
        "Since you answered version 1",
        "What it stirred",
        "Taken out",
        "They went round in circles.",
        "New",
        "They were afraid, and so was I.",
    ]


def test_nothing_in_a_first_version(cast, sign_in):
    assert said(cast, sign_in, shared_log(cast, cast.anna, stirred=FIRST)) == []


def test_nothing_where_the_version_before_was_not_answered(cast, sign_in):
    again = share_again(cast, shared_log(cast, cast.anna, stirred=FIRST), stirred=LATER)
    assert said(cast, sign_in, again) == []


def test_the_last_version_that_was_answered_counts(cast, sign_in, answered):
    second = answered_by(cast, share_again(cast, answered, stirred=LATER))
    third = share_again(cast, second, stirred=LATER + "\n\nI slept on it.")
    assert said(cast, sign_in, third)[0] == "Since you answered version 2"
    assert "They went round in circles." not in said(cast, sign_in, third)


def test_an_earlier_version_says_nothing_of_a_later_one(cast, sign_in, answered):
    share_again(cast, answered, stirred="wombat: what came later")
    assert said(cast, sign_in, answered) == []


def test_words_that_are_deleted_are_not_compared(cast, sign_in, answered):
    again = share_again(cast, answered, stirred=LATER)
    redact_log(log=again.log, by=cast.anna, now=cast.now)
    page = sign_in(cast.sam).get(reverse("desk:log", args=[again.pk])).content.decode()
    assert ["since-answered" in page, "circles" in page, "afraid" in page] == [False, False, False]


def test_a_new_supervisor_reads_nothing_of_what_another_answered(cast, sign_in, answered):
    supervision = SupervisionAssignment.objects.current(cast.now).get(facilitator=cast.anna)
    supervision.ends_at = cast.now
    supervision.save()
    assign(cast.anna, cast.stella, cast.thames, cast.now)
    again = share_again(cast, answered, stirred=LATER)
    page = sign_in(cast.stella).get(reverse("desk:log", args=[again.pk])).content.decode()
    assert ["afraid" in page, "since-answered" in page, "circles" in page] == [True, False, False]


def test_that_the_version_before_was_opened_is_on_the_trail(cast, sign_in, answered):
    again = share_again(cast, answered, stirred=LATER)
    read = AccessEntry.objects.filter(actor=cast.sam, record_id=answered.pk, at__gt=cast.now - timedelta(days=1))
    before = read.count()
    said(cast, sign_in, again)
    assert read.count() == before + 1


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({}, {}, []),
        ({"stirred": "a"}, {"stirred": "a"}, []),
        ({"stirred": "a\n\nb"}, {"stirred": "  a\nb  "}, []),
        ({"stirred": "a"}, {}, [("stirred", ["a"], [])]),
        ({}, {"stirred": "a"}, [("stirred", [], ["a"])]),
        ({"stirred": "a\nb"}, {"stirred": "b\na"}, [("stirred", [], [])]),
        ({"stirred": "a\na"}, {"stirred": "a"}, [("stirred", [], [])]),
        ({"stirred": "a"}, {"stirred": "b", "working_on": "c"}, [("working_on", [], ["c"]), ("stirred", ["a"], ["b"])]),
    ],
)
def test_paragraphs_are_compared(before, after, found):
    expected = [ChangedAnswer(PROMPT[key], gone, new) for key, gone, new in found]
    assert list(changes(before, after)) == expected
