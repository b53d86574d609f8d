"""What somebody is reminded of, and at which hours, is theirs to say."""

import pytest

from delivery.reminders.models import ReminderSettings
from foundation.exports import exports

URL = "/me/reminders/"
MINE = {"wanted": ["log_shared"], "earliest": "9", "latest": "19"}


def test_what_is_chosen_is_kept_and_shown(cast, rows, sign_in):
    client = sign_in(cast.anna)
    assert client.post(URL, MINE).url == URL
    row = ReminderSettings.objects.get(person=cast.anna)
    assert (row.earliest, row.latest, row.off) == (9, 19, ["authorised"])
    page = client.get(URL).content.decode()
    assert ('value="log_shared" id="id_wanted_1" checked' in " ".join(page.split()), "19:00" in page) == (True, True)


def test_kinds_that_concern_another_role_are_not_offered(cast, rows, sign_in):
    assert "Kind authorised" in sign_in(cast.anna).get(URL).content.decode()
    assert "Kind authorised" not in sign_in(cast.sam).get(URL).content.decode()


def test_and_stay_as_they_were_chosen(cast, rows, sign_in):
    ReminderSettings.objects.create(person=cast.sam, off=["authorised"])
    sign_in(cast.sam).post(URL, {"earliest": "8", "latest": "21"})
    assert ReminderSettings.objects.get(person=cast.sam).off == ["authorised"]


@pytest.mark.parametrize("hour", ["3", "23", "x", ""])
def test_an_hour_at_night_is_refused_and_nothing_is_lost(cast, rows, sign_in, hour):
    answer = sign_in(cast.anna).post(URL, {**MINE, "earliest": hour})
    assert (answer.status_code, ReminderSettings.objects.exists()) == (422, False)
    assert answer.context["form"].data["latest"] == "19"


def test_it_is_in_the_file_of_my_data(cast, rows, now):
    part = dict(exports)["reminders"]
    assert part(cast.anna, now) == {}
    ReminderSettings.objects.create(person=cast.anna, off=["authorised"])
    assert part(cast.anna, now) == {
        "not_before": "08:00",
        "not_after": "21:00",
        "turned_off": ["Kind authorised"],
    }
