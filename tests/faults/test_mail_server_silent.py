"""The mail server takes each call and says nothing: each mail waits for it, and nothing else does."""

import time

from delivery.models import MAILS
from tests.faults.conftest import Crowd
from tests.faults.test_killed_at_random import issue

CERTIFICATES = 6
# Less than so many mails wait, one after the other: twenty seconds each.
MADE_WITHIN = 90.0


def test_certificates_are_made_while_every_mail_waits(crowd: Crowd, post_office):
    post_office.is_silent = True
    crowd.site.start("server", "worker")
    cora = crowd.visitor(crowd.people["coordinator"])
    for path in crowd.people["issue"][:CERTIFICATES]:
        issue(cora, path)
    until = time.monotonic() + MADE_WITHIN
    while files(crowd) < CERTIFICATES:
        assert time.monotonic() < until, f"{files(crowd)} of {CERTIFICATES} files"
        time.sleep(0.2)
    assert (mails(crowd, "pending"), post_office.received) == (CERTIFICATES, [])


def files(crowd: Crowd) -> int:
    return int(crowd.site.rows("SELECT count(*) FROM certificates_certificatefile")[0][0])


def mails(crowd: Crowd, state: str) -> int:
    counted = "SELECT count(*) FROM delivery_effect WHERE kind LIKE ? AND state = ?"
    return int(crowd.site.rows(counted, f"{MAILS}%", state)[0][0])
