"""A refusal that no view foresaw is shown as a sentence, and nothing is lost or changed."""

from supervision.logs.services import withdraw_log
from tests.supervision import world


def test_a_crafted_part_posted_to_a_page_that_came_too_late(cast, sign_in):
    version = world.shared_log(cast, cast.anna)
    world.draft_reading(cast, version)
    withdraw_log(log=version.log, by=cast.anna, now=cast.now)
    response = sign_in(cast.sam).post(f"/desk/logs/{version.pk}/", {"part-../../etc": "x", "action": "release"})
    assert (response.status_code, "That was not done" in response.content.decode()) == (422, True)
