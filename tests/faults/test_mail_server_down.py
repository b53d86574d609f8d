"""The mail server is away for a day, or hangs up in the middle of a sentence: every mail arrives all the same."""

import uuid
from collections import Counter
from datetime import timedelta

import pytest
from django.test import override_settings

from delivery.mail import notify
from delivery.models import Effect
from delivery.queries import given_up, seconds_behind
from delivery.services import LONGEST_WAIT, deliver_due
from tests.running import free_port

BACKEND = "django.core.mail.backends.smtp.EmailBackend"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(port: int) -> override_settings:
    return override_settings(MAIL_TRANSPORT=BACKEND, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port)


def order_mails(cast, count: int) -> set[tuple[str, str]]:
    """What has to arrive: Message-ID and recipient."""
    for _ in range(count):
        notify(cast.sam, "something_waiting", about=uuid.uuid4(), now=cast.now)
    return {(f"<{pk}@example.org>", cast.sam.email) for pk in Effect.objects.values_list("pk", flat=True)}


@pytest.fixture
def post(post_office):
    post_office.received.clear()
    yield post_office
    # The same server goes on for the other files.
    post_office.fails_at.clear()
    post_office.refuses.clear()


def test_after_a_day_without_a_mail_server_all_is_sent_once(cast, post):
    ordered = order_mails(cast, 20)
    with at(free_port()):
        for hour in range(25):
            deliver_due(cast.now + hour * HOUR)
    assert (post.received, Effect.objects.filter(state="pending").count()) == ([], 20)
    with at(post.port):
        deliver_due(cast.now + DAY + LONGEST_WAIT)
    assert Counter(post.received) == Counter(ordered)
    assert Effect.objects.filter(state="done").count() == 20


@pytest.mark.parametrize(("verb", "times"), [("MAIL", 1), ("RCPT", 1), ("DATA", 1), ("250", 2)])
def test_a_server_that_hangs_up_gets_the_mail_again_with_the_same_id(cast, post, verb, times):
    """Only when it had taken the words and could not say so does it have them twice."""
    ((message_id, recipient),) = order_mails(cast, 1)
    post.fails_at.add(verb)
    with at(post.port):
        deliver_due(cast.now)
        assert Effect.objects.get().state == "pending"
        post.fails_at.clear()
        deliver_due(cast.now + HOUR)
    assert post.received == [(message_id, recipient)] * times
    assert Effect.objects.get().state == "done"


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("550 5.1.1 No such user", "refused"),
        ("553 Not here", "refused"),
        ("450 Try later", "pending"),
        ("421 Busy", "pending"),
    ],
)
def test_an_unknown_address_is_settled_and_a_busy_one_tried_again(cast, post, answer, state):
    post.refuses[cast.sam.email] = answer
    for person in (cast.sam, cast.anna):
        notify(person, "something_waiting", about=uuid.uuid4(), now=cast.now)
    with at(post.port):
        deliver_due(cast.now)
    assert {effect.recipient: effect.state for effect in Effect.objects.all()} == {cast.sam: state, cast.anna: "done"}
    assert (seconds_behind(cast.now + DAY) > 0, given_up()) == (state == "pending", 0)
