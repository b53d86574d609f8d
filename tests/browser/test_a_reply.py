"""A reply to a supervisor's answer saves itself like any other text."""

import uuid

from tests.browser.conftest import sign_in
from tests.browser.writing import WRITER, saved

ANSWERED = """
    SELECT log.id FROM supervision_sessionlog log JOIN people_user person ON person.id = log.owner_id
    JOIN supervision_logversion version ON version.log_id = log.id
    JOIN supervision_reading reading ON reading.version_id = version.id
    WHERE reading.released_at IS NOT NULL AND log.state IN ('read', 'discussed') AND person.email = ?
    AND NOT EXISTS (SELECT 1 FROM supervision_logversion later
                    WHERE later.log_id = log.id AND later.number > version.number)
"""


def test_a_reply_to_an_answer_is_there_on_the_way_back(phone, site):
    address = f"/logs/{uuid.UUID(str(site.rows(ANSWERED, f'{WRITER}@example.org')[0][0]))}/"
    sign_in(phone, WRITER)
    phone.goto(address)
    phone.get_by_label("Your reply").fill("Thank you. I had not seen it so.")
    saved(phone)
    phone.goto("/me/")
    phone.goto(address)
    assert phone.get_by_label("Your reply").input_value() == "Thank you. I had not seen it so."
