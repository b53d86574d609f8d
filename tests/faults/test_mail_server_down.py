"""The mail server is away for a day, or hangs up in the middle of a sentence: every mail arrives all the same."""

import uuid
from collections import Counter
from datetime import timedelta

import pytest
from django.test import override_settings

from delivery.mail import notify
from delivery.models import Effect
from delivery.services import LONGEST_WAIT, deliver_due
from tests.running import free_port

BACKEND = "django.core.mail.backends.smtp.EmailBackend"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(port: int) -> override_settings:
    return override_settings(EMAIL_BACKEND=BACKEND, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port)


def order_mails(cast, count: int) -> set[tuple[str, str]]:
    """What has to arrive: Message-ID and recipient."""
    for _ in range(count):
        notify(cast.sam, "something_waiting", about=uuid.uuid4(), now=cast.now)
    return {(f"<{pk}@example.org>", cast.sam.email) for pk in Effect.objects.values_list("pk", flat=True)}


@pytest.fixture
def post(post_office):
    post_office.received.clear()
    post_office.fails_at.clear()
    return post_office


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
