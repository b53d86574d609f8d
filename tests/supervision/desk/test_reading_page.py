"""Answering on the page: save, release, release and next. Whatever happened meanwhile, no word is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from confidential.services import open_sealed
from supervision.logs.answering import release_reading, reply_to_reading
from supervision.logs.models import Reading
from supervision.logs.services import withdraw_log
from tests.supervision.world import (
    alder_session,
    assignment,
    draft_reading,
    held_meeting,
    meeting_in,
    share_again,
    shared_log,
    write,
)

WORDS = "you let the silence do the work"


@pytest.fixture
def version(cast):
    return shared_log(cast, cast.anna)


@pytest.fixture
def sam(cast, sign_in):
    return sign_in(cast.sam)


def page_of(version) -> str:
    return reverse("desk:log", args=[version.pk])


def filled(sam, version, **changes):
    revision = sam.get(page_of(version)).context["words"].revision
    usual = {"revision": revision, "action": "release", "outcome": "read", "part-notes": WORDS, "part-questions": ""}
    return usual | changes


def words_of(cast, version) -> dict[str, str]:
    reading = Reading.objects.select_related("text").get(version=version)
    return {key: words for key, words in open_sealed(reading, viewer=cast.sam, now=cast.now).items() if words}


def test_save_draft_keeps_it_to_oneself(cast, sam, version):
    saved = sam.post(page_of(version), filled(sam, version, action="save"), follow=True)
    assert "Saved as a draft. Only you can see it." in saved.content.decode()
    assert words_of(cast, version) == {"notes": WORDS}
    assert Reading.objects.get().released_at is None


def test_release(cast, sam, version):
    done = sam.post(page_of(version), filled(sam, version), follow=True)
    shown = done.content.decode()
    assert ["Sent. The author can read your answer now." in shown, WORDS in shown] == [True, True]
    assert "<textarea" not in shown
    version.log.refresh_from_db()
    assert version.log.state == "read"


def test_release_as_discussed(cast, sam, version):
    meeting = held_meeting(cast, 1)
    sam.post(page_of(version), filled(sam, version, outcome="discussed", meeting=str(meeting.pk)))
    assert Reading.objects.get().meeting == meeting


def test_release_and_next_goes_along_the_row_and_ends_at_the_desk(cast, sam):
    session = alder_session(cast)
    first, second = shared_log(cast, cast.anna, session), shared_log(cast, cast.ben, session)
    one = sam.post(page_of(first), filled(sam, first, action="next"))
    assert one["Location"] == page_of(second)
    other = sam.post(page_of(second), filled(sam, second, action="next"), follow=True)
    assert other.redirect_chain == [("/desk/", 302)]
    assert "Nothing else is waiting to be read." in other.content.decode()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"outcome": ""}, "Choose whether you have read it, or read and discussed it."),
        ({"outcome": "approved"}, "approved"),
        ({"outcome": "discussed"}, "Choose the meeting in which you discussed it, or choose “I have read this”."),
        ({"outcome": "discussed", "meeting": "nonsense"}, "That meeting has changed."),
        ({"part-questions": "b" * 20_001}, "longer than 20000 characters"),
    ],
)
def test_bad_input_is_named_and_the_words_stay(cast, sam, version, changes, says):
    answer = sam.post(page_of(version), filled(sam, version, **changes))
    shown = answer.content.decode()
    assert (answer.status_code, says in shown, WORDS in shown) == (422, True, True)
    assert Reading.objects.get().released_at is None


def test_a_meeting_that_lies_ahead_is_not_offered(cast, sam, version):
    meeting_in(cast, 2)
    assert [pk for pk, _ in sam.get(page_of(version)).context["form"]["meeting"].field.choices] == [""]


def test_a_double_click_is_no_trouble(cast, sam, version):
    posted = filled(sam, version)
    answers = [sam.post(page_of(version), posted, follow=True) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert words_of(cast, version) == {"notes": WORDS}


def test_words_from_another_tab_after_the_release_are_shown_and_not_added(cast, sam, version):
    posted = filled(sam, version)
    sam.post(page_of(version), posted)
    late = sam.post(page_of(version), posted | {"part-notes": "and another thing"})
    assert (late.status_code, "and another thing" in late.content.decode()) == (409, True)
    assert "already sent an answer" in late.content.decode()
    assert words_of(cast, version) == {"notes": WORDS}


def test_two_tabs_keep_both_texts_and_release_neither(cast, sam, version):
    posted = filled(sam, version)
    write(Reading.objects.get(), {"notes": "what the other tab said"}, cast.now)
    answer = sam.post(page_of(version), posted)
    reading = Reading.objects.get()
    assert answer["Location"] == reverse("words:choose", args=[reading.text_id])
    both = sam.get(answer["Location"]).content.decode()
    assert [WORDS in both, "what the other tab said" in both, reading.released_at] == [True, True, None]


def test_taken_back_meanwhile(cast, sam, version):
    posted = filled(sam, version)
    withdraw_log(log=version.log, by=cast.anna, now=cast.now)
    answer = sam.post(page_of(version), posted)
    shown = answer.content.decode()
    assert (answer.status_code, WORDS in shown, "has withdrawn this log" in shown) == (409, True, True)
    assert words_of(cast, version) == {"notes": WORDS}
    assert Reading.objects.get().released_at is None


def test_what_was_taken_back_leaves_a_line_without_a_word_of_it(cast, sign_in, sam):
    version = shared_log(cast, cast.anna, stirred="wombat")
    draft_reading(cast, version, notes=WORDS)
    withdraw_log(log=version.log, by=cast.anna, now=cast.now)
    shown = sam.get(page_of(version))
    assert shown.status_code == 200
    texts = [text in shown.content.decode() for text in ("Withdrawn by its author", WORDS, "wombat")]
    assert texts == [True, True, False]
    for person in (cast.stella, cast.grace, cast.ben, cast.cora):
        assert sign_in(person).get(page_of(version)).status_code == 404


def test_shared_anew_meanwhile(cast, sam, version):
    posted = filled(sam, version)
    second = share_again(cast, version)
    answer = sam.post(page_of(version), posted)
    shown = answer.content.decode()
    assert (answer.status_code, WORDS in shown, page_of(second) in shown) == (409, True, True)
    assert "newer version" in shown
    # The draft has come along to the newer version.
    assert WORDS in sam.get(page_of(second)).content.decode()


def test_no_longer_ones_own_supervisee_meanwhile(cast, sam, version):
    posted = filled(sam, version)
    supervision = assignment(cast.anna, cast.sam)
    supervision.ends_at = cast.now + timedelta(microseconds=1)
    supervision.save()
    answer = sam.post(page_of(version), posted)
    shown = answer.content.decode()
    assert (answer.status_code, WORDS in shown, "what stirred Anna" in shown) == (409, True, False)
    assert "no longer supervise the author of this log" in shown
    # They are on the page to copy: what would be saved could not be opened again.
    assert words_of(cast, version) == {}
    assert sam.get(page_of(version)).status_code == 404


def test_a_reply_stands_under_the_answer_and_is_a_line_on_its_authors_trail(cast, sam, version):
    reading = release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    reply_to_reading(reading=reading, by=cast.anna, words="that helped, thank you", now=cast.now)
    assert "Anna Okoye has replied to your answer" in sam.get("/desk/").content.decode()
    assert "that helped, thank you" in sam.get(page_of(version)).content.decode()
    assert "has replied to your answer" not in sam.get("/desk/").content.decode()
