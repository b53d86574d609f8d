"""The worker dies at the worst moment: the mail server has the mail, and nobody has noted it yet."""

import time

from tests.faults.test_killed_at_random import DRAINED_WITHIN, issue, two_minutes_pass, wait_until_drained


def test_the_mail_goes_once_more_with_the_same_id(crowd, post_office):
    site = crowd.site
    site.start("server", "worker")
    # The words are kept by the mail server, then the line is cut before it has said so.
    post_office.fails_at.add("250")
    issue(crowd.visitor(crowd.people["coordinator"]), crowd.people["issue"][0])
    wait_for_mail(post_office)
    site.kill("worker")
    post_office.fails_at.clear()
    two_minutes_pass(crowd)
    site.change("UPDATE delivery_effect SET next_at = created_at")
    site.start("worker")
    wait_until_drained(crowd)
    assert len(post_office.received) == 2
    assert len(set(post_office.received)) == 1


def wait_for_mail(post_office) -> None:
    until = time.monotonic() + DRAINED_WITHIN
    while not post_office.received:
        assert time.monotonic() < until
        time.sleep(0.01)
