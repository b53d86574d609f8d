"""A week says when somebody is at home and awake: it is in its own row, and in no mail, cache, effect or draft."""

from datetime import timedelta

from delivery.reminders.services import remind
from delivery.services import deliver_due
from foundation.days import local_day
from groups.availability.models import Availability
from tests.canary.places import cached, mailed, tables
from tests.groups.availability.making import a_week
from tests.groups.pairing.drawing import matched, somebody_waiting

A_DAY = timedelta(days=1)


def test_whoever_looks_finds_it_in_its_own_table_alone(cast, sign_in):
    ida = somebody_waiting(cast, "Ida Berg", "mon 18:30-20:30", "fri 06:00-07:30")
    somebody_waiting(cast, "Jan Cole", "mon 18:00-20:30")
    a_week(cast.anna, cast.now, "mon 18:30-20:30", "fri 06:00-07:30")
    matched(cast)
    sign_in(cast.cora).get("/pairing/")
    sign_in(ida).get("/me/week/")
    Availability.objects.update(valid_until=local_day(cast.now) - A_DAY)
    remind(cast.now.replace(hour=10) + A_DAY)
    deliver_due(cast.now + 2 * A_DAY, most=200)
    digits = Availability.objects.get(person=ida).week
    found = [place for places in (tables(), cached(), mailed()) for place, content in places if digits in content]
    assert found == ["table groups_availability"] * 2
