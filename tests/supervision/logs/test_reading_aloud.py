"""A log as one plain document: in order, under headings, with nothing between; opened as a log is opened."""

import re

from bs4 import BeautifulSoup

from confidential.models import AccessEntry
from supervision.logs.answering import release_reading, reply_to_reading
from supervision.logs.services import redact_log, withdraw_log
from tests.supervision.world import alder_session, draft_log, draft_reading, share_again, shared_log, write

DAY = re.compile(r" on \d\d? \w+ \d{4}$")


def own(log) -> str:
    return f"/logs/{log.pk}/aloud/"


def at_the_desk(version) -> str:
    return f"/desk/logs/{version.pk}/aloud/"


def document(client, url: str) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def lines(page: BeautifulSoup) -> list[tuple[str, str]]:
    """What is heard, in order: the kind of line and its words; days left out."""
    heard = page.article.find_all(["h1", "h2", "h3", "p"])
    return [(item.name, DAY.sub("", " ".join(item.get_text().split()))) for item in heard]


def answered(cast):
    version = shared_log(cast, cast.anna, stirred="Wanting to rescue.\n\nAnd being moved.", next_time="Wait.")
    reading = release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    reply_to_reading(reading=reading, by=cast.anna, words="It was fear.", now=cast.now)
    return version


WRITTEN = [
    ("h3", "What did the group stir in you, during it and afterwards?"),
    ("p", "Wanting to rescue."),
    ("p", "And being moved."),
    ("h3", "What will you try, or hold on to, next time?"),
    ("p", "Wait."),
]


def test_its_owner_hears_the_log_the_answer_and_the_reply_in_order(cast, sign_in):
    heard = lines(document(sign_in(cast.anna), own(answered(cast).log)))[1:]
    assert heard == [
        ("h2", "Version 1, shared with Sam Reyes"),
        *WRITTEN,
        ("h2", "What Sam Reyes answered"),
        ("p", "“I have read this”."),
        ("h3", "What they want to say"),
        ("p", "a kind note"),
        ("h3", "Questions to think about"),
        ("p", "what did you feel"),
        ("h2", "What you replied"),
        ("p", "It was fear."),
        ("p", "The end."),
    ]


def test_its_reader_hears_the_same_log(cast, sign_in):
    heard = lines(document(sign_in(cast.sam), at_the_desk(answered(cast))))[1:]
    assert heard == [
        ("h2", "Version 1, shared"),
        *WRITTEN,
        ("h2", "What you answered"),
        ("p", "“I have read this”."),
        ("h3", "What you want to say"),
        ("p", "a kind note"),
        ("h3", "Questions to think about"),
        ("p", "what did you feel"),
        ("h2", "What Anna Okoye replied"),
        ("p", "It was fear."),
        ("p", "The end."),
    ]


def test_help_stands_above_it_and_nothing_in_it_is_to_press(cast, sign_in):
    version = answered(cast)
    for client, url in ((sign_in(cast.anna), own(version.log)), (sign_in(cast.sam), at_the_desk(version))):
        page = document(client, url)
        assert [link["href"] for link in page.header.select(".hf-header__row a")] == ["/", "/help/"]
        assert page.article.find_all(["a", "button", "textarea", "input", "details"]) == []


def test_a_draft_is_heard_by_its_owner(cast, sign_in):
    log = draft_log(cast, cast.anna, alder_session(cast), stirred="only mine")
    heard = lines(document(sign_in(cast.anna), own(log)))
    assert heard[1:4] == [
        ("h2", "What you wrote. Only you can read it."),
        ("h3", "What did the group stir in you, during it and afterwards?"),
        ("p", "only mine"),
    ]


def test_an_empty_draft_says_so(cast, sign_in):
    log = draft_log(cast, cast.anna, alder_session(cast), stirred=" ")
    assert ("p", "You had not written anything.") in lines(document(sign_in(cast.anna), own(log)))


def test_words_are_shown_as_words(cast, sign_in):
    version = shared_log(cast, cast.anna, stirred="<b>loud</b>")
    for client, url in ((sign_in(cast.anna), own(version.log)), (sign_in(cast.sam), at_the_desk(version))):
        assert document(client, url).article.find_all("b") == []


def test_it_is_opened_as_the_log_is_and_leaves_its_line(cast, sign_in):
    version = shared_log(cast, cast.anna)
    sam = sign_in(cast.sam)
    document(sam, at_the_desk(version))
    sam.get(f"/desk/logs/{version.pk}/")
    reads = AccessEntry.objects.filter(action="read")
    assert [(entry.record_id, entry.actor, entry.owner) for entry in reads] == [(version.pk, cast.sam, cast.anna)]


def test_the_reader_hears_neither_the_partner_nor_what_is_not_shared(cast, sign_in):
    session = alder_session(cast)
    version = shared_log(cast, cast.anna, session, stirred="shared words")
    shared_log(cast, cast.ben, session, stirred="a heron")
    write(version.log, {"stirred": "a later draft"}, cast.now)
    heard = document(sign_in(cast.sam), at_the_desk(version)).get_text()
    assert ["shared words" in heard, "heron" in heard, "a later draft" in heard] == [True, False, False]
    # And of the other one's no trail is left.
    assert not AccessEntry.objects.filter(action="read", owner=cast.ben).exists()


def test_an_answer_that_is_not_sent_is_heard_by_nobody(cast, sign_in):
    version = shared_log(cast, cast.anna)
    draft_reading(cast, version, notes="not yet said")
    for client, url in ((sign_in(cast.anna), own(version.log)), (sign_in(cast.sam), at_the_desk(version))):
        assert "not yet said" not in document(client, url).get_text()


def test_the_version_that_was_asked_for_is_the_one_that_is_heard(cast, sign_in):
    first = shared_log(cast, cast.anna, stirred="at first")
    share_again(cast, first, stirred="once more")
    anna, log = sign_in(cast.anna), first.log
    heard = [document(anna, own(log) + query).get_text() for query in ("", "?version=1", "?draft")]
    assert ["at first" in text for text in heard] == [False, True, False]
    assert "There is a newer version." in document(sign_in(cast.sam), at_the_desk(first)).get_text()


def test_what_was_taken_back_is_said_to_be(cast, sign_in):
    version = shared_log(cast, cast.anna, stirred="a heron")
    withdraw_log(log=version.log, by=cast.anna, now=cast.now)
    assert "heron" not in sign_in(cast.sam).get(at_the_desk(version)).content.decode()
    heard = [document(sign_in(cast.anna), own(version.log) + query).h2.get_text() for query in ("", "?version=1")]
    assert ["Only you" in heading for heading in heard] == [True, False]


def test_deleted_words_are_said_to_be_deleted(cast, sign_in):
    version = answered(cast)
    redact_log(log=version.log, by=cast.anna, now=cast.now)
    heard = lines(document(sign_in(cast.anna), own(version.log)))
    assert heard[2] == ("p", "Its words were deleted.")


def test_the_pages_lead_there(cast, sign_in):
    version = shared_log(cast, cast.anna)
    assert f'href="{own(version.log)}?version=1"' in sign_in(cast.anna).get(f"/logs/{version.log_id}/").content.decode()
    sam = sign_in(cast.sam)
    assert f'href="{at_the_desk(version)}"' in sam.get(f"/desk/logs/{version.pk}/").content.decode()
    draft = draft_log(cast, cast.ben, alder_session(cast, days_ago=9))
    assert f'href="{own(draft)}"' in sign_in(cast.ben).get(f"/logs/{draft.pk}/").content.decode()
