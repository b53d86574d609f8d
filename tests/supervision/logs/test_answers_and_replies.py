"""What comes back: released answers, who opened what and when, and a reply that is never lost."""

import pytest

from confidential.models import AccessEntry
from confidential.services import open_sealed
from delivery.models import Effect
from foundation.refusals import Refusal
from people.models import SupervisionAssignment
from supervision.logs.answering import release_reading, reply_to_reading
from supervision.logs.models import LogReply
from supervision.logs.services import withdraw_log
from tests.supervision.world import draft_reading, share_again, shared_log


@pytest.fixture
def version(cast):
    return shared_log(cast, cast.anna, stirred="a heron")


@pytest.fixture
def reading(cast, version):
    return release_reading(
        reading=draft_reading(cast, version, notes="a kind note", questions="and the silence"),
        by=cast.sam,
        outcome="read",
        now=cast.now,
    )


def sent(words: str) -> dict[str, str]:
    return {"part-words": words, "revision": "0", "tab": "a" * 16, "sequence": "1"}


def page_of(client, version) -> str:
    return client.get(f"/logs/{version.log.pk}/").content.decode()


def test_an_answer_shows_only_once_it_is_released(cast, sign_in, version):
    drafted, anna = draft_reading(cast, version, notes="a kind note"), sign_in(cast.anna)
    assert "a kind note" not in page_of(anna, version)
    release_reading(reading=drafted, by=cast.sam, outcome="read", now=cast.now)
    page = page_of(anna, version)
    assert "a kind note" in page
    assert "I have read this" in page


def test_it_says_who_opened_the_log(cast, sign_in, version):
    anna = sign_in(cast.anna)
    assert "No one has opened it yet." in page_of(anna, version)
    sign_in(cast.sam).get(f"/desk/logs/{version.pk}/")
    assert "Opened by Sam Reyes on " in page_of(anna, version)
    assert AccessEntry.objects.filter(record_id=version.pk, action="read").count() == 1


def test_answers_wait_until_they_are_seen(cast, sign_in, reading):
    anna = sign_in(cast.anna)
    assert [log.pk for log in anna.get("/logs/").context["shelf"].answers] == [reading.version.log.pk]
    anna.get(f"/logs/{reading.version.log.pk}/")
    assert anna.get("/logs/").context["shelf"].answers == []


def test_a_second_answer_waits_again(cast, sign_in, version, reading):
    anna = sign_in(cast.anna)
    anna.get(f"/logs/{version.log.pk}/")
    later = cast.now.replace(year=cast.now.year + 1)
    second = draft_reading(cast, share_again(cast, version))
    release_reading(reading=second, by=cast.sam, outcome="read", now=later)
    assert [log.pk for log in anna.get("/logs/").context["shelf"].answers] == [version.log.pk]


def test_a_reply_is_sealed_and_told_without_content(cast, sign_in, version, reading):
    sign_in(cast.anna).post(f"/logs/{version.log.pk}/readings/{reading.pk}/reply/", sent("thank you\r\nfor this"))
    reply = LogReply.objects.get()
    assert open_sealed(reply, viewer=cast.sam, now=cast.now) == {"reply": "thank you\nfor this"}
    effect = Effect.objects.get(kind="mail:log_reply")
    assert (effect.recipient, effect.object_id) == (cast.sam, reply.pk)
    assert "thank you" in page_of(sign_in(cast.anna), version)


def test_a_double_submit_is_one_reply(cast, sign_in, version, reading):
    anna = sign_in(cast.anna)
    for _ in range(2):
        anna.post(f"/logs/{version.log.pk}/readings/{reading.pk}/reply/", sent("thank you"))
    assert LogReply.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Write something first."),
        ("  \n ", "Write something first."),
        ("x" * 20_001, "This is longer than 20000 characters"),
        ("number 943 476 5919", "There is a valid NHS number or a date of birth in these words."),
    ],
)
def test_a_refused_reply_keeps_its_words(cast, sign_in, version, reading, words, said):
    page = sign_in(cast.anna).post(f"/logs/{version.log.pk}/readings/{reading.pk}/reply/", sent(words))
    assert (page.status_code, LogReply.objects.count()) == (422, 0)
    [error] = page.context["reply"].errors["words"]
    assert error[: len(said)] == said
    assert page.context["reply"]["words"].value() == words


def test_a_reply_after_the_log_was_taken_back_is_shown_and_not_lost(cast, sign_in, version, reading):
    withdraw_log(log=version.log, by=cast.anna, now=cast.now)
    page = sign_in(cast.anna).post(f"/logs/{version.log.pk}/readings/{reading.pk}/reply/", sent("thank you"))
    assert (page.status_code, b"thank you" in page.content, LogReply.objects.count()) == (409, True, 0)


def test_a_reply_to_somebody_who_supervises_no_more_is_refused(cast, version, reading):
    SupervisionAssignment.objects.filter(supervisor=cast.sam).update(ends_at=cast.now)
    with pytest.raises(Refusal, match="Sam Reyes can no longer open this log"):
        reply_to_reading(reading=reading, by=cast.anna, words="thank you", now=cast.now)


def test_a_draft_answer_cannot_be_replied_to(cast, sign_in, version):
    drafted = draft_reading(cast, version)
    answer = sign_in(cast.anna).post(f"/logs/{version.log.pk}/readings/{drafted.pk}/reply/", sent("hello"))
    assert (answer.status_code, LogReply.objects.count()) == (404, 0)


def test_an_answer_to_another_log_is_not_found_under_this_one(cast, sign_in, version, reading):
    bens = shared_log(cast, cast.ben, version.log.session)
    answer = sign_in(cast.ben).post(f"/logs/{bens.log.pk}/readings/{reading.pk}/reply/", sent("hello"))
    assert (answer.status_code, LogReply.objects.count()) == (404, 0)
