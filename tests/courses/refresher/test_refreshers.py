"""Once a year the module on safety is read again and said aloud; a lapse is shown, and people decide what follows."""

from datetime import timedelta

import pytest

from courses.progress.models import ModuleCompletion
from courses.refresher.models import Refresher, RefresherPause
from courses.refresher.queries import MODULE, lapsed_in, refreshers_due, standing_of, standings
from courses.refresher.services import confirm_refresher, end_pause, pause_refresher
from delivery.models import Effect
from delivery.reminders.services import remind
from foundation.days import local_day
from foundation.exports import exports
from foundation.refusals import Refusal
from people.models import Authorisation, CoverWindow
from people.queries import authorisation_of
from tests.courses.boosters.making import authorised

URL = "/me/refresher/"
A_DAY = timedelta(days=1)


def finished(person, days_ago, now):
    """Authorised, and through with the module so many days ago."""
    authorised(person, 10, now)
    ModuleCompletion.objects.create(
        module_key=MODULE, module_title="Safety", person=person, completed_at=now - days_ago * A_DAY
    )


def due(person, now):
    return [row.occasion.rpartition(":")[2] for row in refreshers_due(now, [person.pk])]


@pytest.mark.parametrize(("days", "told"), [(300, []), (330, []), (340, ["soon"]), (365, ["soon"]), (370, ["lapsed"])])
def test_it_is_told_four_weeks_ahead_and_when_it_has_lapsed(cast, now, days, told):
    CoverWindow.objects.all().delete()
    finished(cast.anna, days, now)
    assert due(cast.anna, now) == told


def test_each_is_one_mail_however_long_it_stays_undone(cast, now):
    CoverWindow.objects.all().delete()
    at = now.replace(hour=10)
    finished(cast.anna, 340, at)
    for days in range(0, 200, 10):
        remind(at + days * A_DAY)
    told = Effect.objects.filter(kind="told:refresher_due").order_by("created_at")
    assert [row.key.rpartition(":")[2] for row in told] == ["soon", "lapsed"]


def test_who_is_not_authorised_or_has_not_finished_it_has_none(cast, now):
    assert standing_of(cast.anna, now) is None
    finished(cast.anna, 400, now)
    Authorisation.objects.filter(person=cast.anna).update(ends_at=now)
    assert standing_of(cast.anna, now) is None


def test_a_lapse_takes_no_authorisation(cast, now, sign_in):
    CoverWindow.objects.all().delete()
    finished(cast.anna, 900, now)
    assert authorisation_of(cast.anna, cast.thames.pk, now) is not None
    assert "You are still authorised." in sign_in(cast.anna).get(URL).content.decode()


def test_it_is_confirmed_with_whom_and_when(cast, now, sign_in):
    finished(cast.anna, 340, now)
    day = local_day(now)
    given = {"read_again": "on", "said_to": str(cast.ben.pk), "said_on": f"{day}"}
    assert sign_in(cast.anna).post(URL, given).url == URL
    row = Refresher.objects.get()
    assert (row.person, row.said_to, row.said_on) == (cast.anna, cast.ben, day)
    assert (standing_of(cast.anna, now).since, due(cast.anna, now)) == (day, [])


@pytest.mark.parametrize("left_out", ["read_again", "said_to", "said_on"])
def test_what_is_left_out_is_asked_back_and_the_rest_is_kept(cast, now, sign_in, left_out):
    finished(cast.anna, 340, now)
    given = {"read_again": "on", "said_to": "else", "said_on": f"{local_day(now)}"}
    answer = sign_in(cast.anna).post(
        URL, {**given, left_out: ""} if left_out != "read_again" else given | {left_out: ""}
    )
    assert (answer.status_code, Refresher.objects.exists()) == (422, False)
    assert list(answer.context["form"].errors) == [left_out]


def test_nobody_says_it_to_somebody_who_is_not_offered(cast, now, sign_in):
    finished(cast.anna, 340, now)
    given = {"read_again": "on", "said_to": str(cast.farah.pk), "said_on": f"{local_day(now)}"}
    assert sign_in(cast.anna).post(URL, given).status_code == 422


@pytest.mark.parametrize("days", [1, -341])
def test_a_day_ahead_or_before_the_last_time_is_refused(cast, now, days):
    finished(cast.anna, 340, now)
    with pytest.raises(Refusal, match="Choose the day"):
        confirm_refresher(person=cast.anna, said_to=None, said_on=local_day(now) + days * A_DAY, now=now)


def test_confirming_twice_is_once(cast, now):
    finished(cast.anna, 340, now)
    for _time in range(2):
        confirm_refresher(person=cast.anna, said_to=None, said_on=local_day(now), now=now)
    assert Refresher.objects.count() == 1


def test_leave_and_sickness_stop_the_clock(cast, now, sign_in):
    CoverWindow.objects.all().delete()
    finished(cast.anna, 370, now)
    client, first = sign_in(cast.anna), local_day(now) - 30 * A_DAY
    client.post(f"{URL}away/", {"first_day": f"{first}", "last_day": ""})
    assert (standing_of(cast.anna, now).stopped, due(cast.anna, now)) == (True, [])
    pause = RefresherPause.objects.get()
    client.post(f"{URL}away/{pause.pk}/back/")
    pause.refresh_from_db()
    assert pause.last_day == local_day(now)
    tomorrow = standing_of(cast.anna, now + A_DAY)
    assert (tomorrow.stopped, tomorrow.due > tomorrow.today) == (False, True)


def test_so_does_the_supervisors_absence(cast, now):
    CoverWindow.objects.all().delete()
    finished(cast.anna, 370, now)
    assert due(cast.anna, now) == ["lapsed"]
    CoverWindow.objects.create(
        programme=cast.thames, supervisor=cast.sam, starts_at=now - 60 * A_DAY, ends_at=now - 50 * A_DAY
    )
    assert due(cast.anna, now) == ["lapsed"]
    cast.anna.supervised_by.filter(supervisor=cast.sam).update(starts_at=now - 300 * A_DAY)
    assert due(cast.anna, now) == ["soon"]


def test_two_open_stops_are_refused_and_one_that_never_began_goes(cast, now):
    today = local_day(now)
    pause = pause_refresher(person=cast.anna, first_day=today + A_DAY, last_day=None, now=now)
    with pytest.raises(Refusal, match="stopped already"):
        pause_refresher(person=cast.anna, first_day=today, last_day=None, now=now)
    end_pause(pause=pause, last_day=today)
    assert not RefresherPause.objects.exists()


def test_a_stop_that_ends_before_it_begins_is_asked_back(cast, now, sign_in):
    finished(cast.anna, 10, now)
    today = local_day(now)
    answer = sign_in(cast.anna).post(f"{URL}away/", {"first_day": f"{today}", "last_day": f"{today - A_DAY}"})
    assert (answer.status_code, RefresherPause.objects.exists()) == (422, False)


def test_my_day_says_by_when_it_is_due(cast, now, sign_in):
    CoverWindow.objects.all().delete()
    finished(cast.anna, 340, now)
    due_day = standing_of(cast.anna, now).due
    page = sign_in(cast.anna).get("/me/").content.decode()
    assert f"Your yearly refresher is due by {due_day.day} {due_day:%B %Y}." in page


def test_supervisor_and_coordinator_see_the_name_and_no_one_else_does(cast, now, sign_in):
    CoverWindow.objects.all().delete()
    finished(cast.anna, 400, now)
    finished(cast.olu, 400, now)
    shown = {
        name: "Refreshers that are overdue" in sign_in(getattr(cast, name)).get("/me/").content.decode()
        for name in ("sam", "stella", "cora", "gwen", "ben", "odette")
    }
    assert shown == {"sam": True, "stella": False, "cora": True, "gwen": False, "ben": False, "odette": True}
    assert "<li>Anna Okoye</li>" in sign_in(cast.cora).get("/me/").content.decode()
    assert "<li>Olu Bello</li>" not in sign_in(cast.cora).get("/me/").content.decode()
    assert lapsed_in([cast.thames.pk], cast.cora, now) == [cast.anna]


def test_it_is_in_the_file_of_my_data(cast, now):
    finished(cast.anna, 340, now)
    confirm_refresher(person=cast.anna, said_to=cast.ben, said_on=local_day(now), now=now)
    part = dict(exports)["refreshers"](cast.anna, now)
    assert [row["said_to"] for row in part["done"]] == ["Ben Walsh"]


def test_one_person_takes_as_many_queries_as_all(cast, now, django_assert_max_num_queries):
    for person in (cast.anna, cast.ben, cast.farah):
        finished(person, 400, now)
    with django_assert_max_num_queries(6):
        assert len(standings(now, [cast.anna.pk])) == 1
    with django_assert_max_num_queries(6):
        assert len(standings(now, None)) >= 3
