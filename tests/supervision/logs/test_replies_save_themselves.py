"""A reply to an answer saves itself while it is written; nobody sees it until it is sent; then no draft is left."""

import re

import pytest

from confidential.models import EarlierWords, KeptCopy
from confidential.services import open_sealed
from supervision.logs.answering import release_reading
from supervision.logs.exports import logs_of
from supervision.logs.models import LogReply, ReplyDraft
from supervision.logs.services import redact_log
from tests.supervision.world import draft_reading, shared_log

WORDS = "Thank you. I had not thought of the silence in that way."


@pytest.fixture
def reading(cast):
    version = shared_log(cast, cast.anna, stirred="a heron")
    drafted = draft_reading(cast, version, notes="kind")
    return release_reading(reading=drafted, by=cast.sam, outcome="read", now=cast.now)


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def page_of(client, reading):
    return client.get(f"/logs/{reading.version.log_id}/").content.decode()


def autosave(client, reading, words, *, sequence=1, revision="0", tab="a" * 16):
    url = re.search(r'data-words="([^"]+)"', page_of(client, reading))[1]
    sent = {"part-words": words, "revision": revision, "tab": tab, "sequence": sequence}
    return client.post(url, sent, headers={"Sec-Fetch-Mode": "cors"})


def send(client, reading, words, revision="0", tab="a" * 16):
    url = f"/logs/{reading.version.log_id}/readings/{reading.pk}/reply/"
    return client.post(url, {"part-words": words, "revision": revision, "tab": tab, "sequence": "9"})


def drafted(cast):
    return open_sealed(ReplyDraft.objects.get(), viewer=cast.anna, now=cast.now).get("words", "")


def test_what_was_typed_is_there_on_the_way_back(client, reading):
    assert autosave(client, reading, WORDS).status_code == 200
    assert page_of(client, reading).count(WORDS) == 1


def test_whoever_answered_sees_nothing_of_it_before_it_is_sent(client, reading, sign_in, cast):
    autosave(client, reading, WORDS)
    for person in (cast.sam, cast.clara, cast.ben, cast.cora):
        for path in (f"/desk/logs/{reading.version_id}/", f"/logs/{reading.version.log_id}/", "/desk/"):
            assert WORDS not in sign_in(person).get(path).content.decode()


def test_sending_leaves_no_draft_behind(client, reading, cast):
    autosave(client, reading, WORDS)
    assert send(client, reading, WORDS, revision="1").status_code == 302
    assert (LogReply.objects.count(), drafted(cast)) == (1, "")
    assert (KeptCopy.objects.count(), EarlierWords.objects.count()) == (0, 0)
    assert page_of(client, reading).count(WORDS) == 1


def test_a_second_click_is_one_reply_and_no_quarrel(client, reading):
    for _ in range(2):
        answer = send(client, reading, WORDS)
        assert (answer.status_code, answer["Location"]) == (302, f"/logs/{reading.version.log_id}/")
    assert (LogReply.objects.count(), KeptCopy.objects.count()) == (1, 0)


def test_what_another_tab_has_written_since_stays_a_draft(client, reading, cast):
    autosave(client, reading, "From the other tab.")
    send(client, reading, WORDS, revision="0", tab="b" * 16)
    assert (LogReply.objects.count(), drafted(cast)) == (1, "From the other tab.")


def test_a_refused_reply_is_saved_as_a_draft(client, reading, cast):
    words = "Ring 943 476 5919, as we said."
    assert send(client, reading, words).status_code == 422
    assert (LogReply.objects.count(), drafted(cast)) == (0, words)


def test_destroying_the_words_of_a_log_destroys_the_draft(client, reading, cast):
    autosave(client, reading, WORDS)
    redact_log(log=reading.version.log, by=cast.anna, now=cast.now)
    assert drafted(cast) == ""


def test_my_data_holds_it(client, reading, cast):
    autosave(client, reading, WORDS)
    assert [log["reply_not_sent"] for log in logs_of(cast.anna, cast.now)] == [WORDS]


# On My day ------------------------------------------------------------------------------------------------------------


def unsent(client) -> list:
    cards = [card for card in client.get("/me/").context["cards"] if card.template.endswith("card_replies.html")]
    return [draft.log_id for card in cards for draft in card.context["drafts"]]


def test_my_day_leads_back_to_a_reply_that_was_not_sent(client, reading):
    assert unsent(client) == []
    autosave(client, reading, WORDS)
    assert unsent(client) == [reading.version.log_id]
    day = client.get("/me/").content.decode()
    assert (f'href="/logs/{reading.version.log_id}/"' in day, WORDS in day) == (True, False)


def test_once_sent_or_emptied_it_is_gone_from_there(client, reading):
    autosave(client, reading, WORDS)
    autosave(client, reading, "", sequence=2, revision="1")
    assert unsent(client) == []
    autosave(client, reading, WORDS, sequence=3, revision="2")
    assert unsent(client) == [reading.version.log_id]
    send(client, reading, WORDS, revision="3")
    assert unsent(client) == []


def test_what_another_tab_wrote_after_it_was_sent_is_there_again(client, reading):
    send(client, reading, "Thank you.")
    autosave(client, reading, "And one more thing.", revision="1", tab="b" * 16)
    assert unsent(client) == [reading.version.log_id]


def test_nobody_else_has_it_on_their_day(client, reading, sign_in, cast):
    autosave(client, reading, WORDS)
    assert [unsent(sign_in(person)) for person in (cast.sam, cast.ben, cast.clara, cast.cora)] == [[], [], [], []]


def test_withdrawn_or_deleted_it_is_not_asked_for_any_more(client, reading, cast):
    autosave(client, reading, WORDS)
    redact_log(log=reading.version.log, by=cast.anna, now=cast.now)
    assert unsent(client) == []
