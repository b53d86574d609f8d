"""The form, the list that is shown before anything is saved, and the next sessions on My day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from foundation.days import local_day
from groups.models import GroupSession
from groups.series.models import Series
from tests.people import Cast


def url(cast: Cast) -> str:
    return reverse("groups:series", args=[cast.alder.pk])


def typed(cast: Cast, **changes) -> dict[str, str]:
    first = local_day(cast.now) + timedelta(days=3)
    answers = {"weeks": "2", "begins_on": first.isoformat(), "local_start": "18:30", "minutes": "45"}
    return answers | changes


def list_of(client, cast: Cast, **changes):
    """The answer that shows the list, and what its form sends."""
    answer = client.post(url(cast), typed(cast, **changes))
    return answer, dict(answer.context["posted"])


def test_the_list_comes_before_anything_is_saved(cast, sign_in):
    client = sign_in(cast.anna)
    answer, sent = list_of(client, cast)
    assert (answer.status_code, GroupSession.objects.count()) == (200, 0)
    assert {line.what.value for line in answer.context["change"].lines} == {"made"}
    assert client.post(url(cast), {**sent, "action": "save"}).status_code == 302
    assert GroupSession.objects.count() == len(answer.context["change"].lines)


def test_what_was_typed_can_be_typed_over(cast, sign_in):
    client = sign_in(cast.anna)
    _answer, sent = list_of(client, cast, minutes="50")
    form = client.post(url(cast), {**sent, "action": "edit"}).context["form"]
    assert (form["minutes"].value(), GroupSession.objects.count()) == ("50", 0)


def test_whoever_was_overtaken_sees_the_list_anew(cast, sign_in):
    anna, ben = sign_in(cast.anna), sign_in(cast.ben)
    _answer, sent = list_of(anna, cast, local_start="19:00")
    _answer, bens = list_of(ben, cast)
    assert ben.post(url(cast), {**bens, "action": "save"}).status_code == 302
    answer = anna.post(url(cast), {**sent, "action": "save"})
    page = answer.content.decode()
    assert (answer.status_code, Series.objects.get().changed_by) == (422, cast.ben)
    assert "This list has changed since you looked at it." in page
    assert "Ben Walsh changed the series" in page
    again = dict(answer.context["posted"])
    assert (again["local_start"], anna.post(url(cast), {**again, "action": "save"}).status_code) == ("19:00", 302)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"begins_on": ""}, "begins_on", "Enter the date."),
        ({"weeks": "3"}, "weeks", "Choose one of these."),
        ({"local_start": "late"}, "local_start", "Enter the time in hours and minutes, for example 18:30."),
        ({"until": "2020-01-01"}, "until", "The last day is before the first. Check both."),
    ],
)
def test_bad_input_comes_back_with_what_to_do(cast, sign_in, changes, field, said):
    answer = sign_in(cast.anna).post(url(cast), typed(cast, **changes))
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [said])


def test_a_refusal_keeps_what_was_typed(cast, sign_in):
    answer = sign_in(cast.anna).post(url(cast), typed(cast, local_start="03:00"))
    assert (answer.status_code, answer.context["form"]["local_start"].value()) == (422, "03:00")
    assert "Choose a start from 05:00 on." in answer.content.decode()


def planned(cast: Cast, client) -> list[GroupSession]:
    _answer, sent = list_of(client, cast)
    client.post(url(cast), {**sent, "action": "save"})
    return list(GroupSession.objects.order_by("local_date"))


def test_from_a_session_on_this_and_later_ones_change(cast, sign_in):
    client = sign_in(cast.anna)
    sessions = planned(cast, client)
    second = sessions[1]
    form = client.get(url(cast), {"session": str(second.pk)}).context["form"]
    assert (form["scope"].value(), form["begins_on"].value()) == ("later", second.local_date)
    day = second.local_date.isoformat()
    _answer, sent = list_of(client, cast, scope="later", session=str(second.pk), local_start="13:00", begins_on=day)
    client.post(url(cast), {**sent, "action": "save"})
    starts = [f"{row.local_start:%H:%M}" for row in GroupSession.objects.order_by("local_date")]
    assert starts == ["18:30", *["13:00"] * (len(sessions) - 1)]


def test_it_can_be_stopped_before_a_session(cast, sign_in):
    client = sign_in(cast.anna)
    third = planned(cast, client)[2]
    answer = client.post(url(cast), {"action": "stop", "session": str(third.pk)})
    client.post(url(cast), {**dict(answer.context["posted"]), "action": "stop"})
    assert GroupSession.objects.filter(state="planned").count() == 2


def test_my_day_has_the_next_three(cast, sign_in):
    client = sign_in(cast.anna)
    sessions = planned(cast, client)
    page = sign_in(cast.ben).get("/me/").content.decode()
    assert "Your next sessions" in page
    assert [str(session.pk) in page for session in sessions[:4]] == [True, True, True, False]
    assert "Your next sessions" not in sign_in(cast.farah).get("/me/").content.decode()


def test_the_form_asks_as_often_with_many_sessions(cast, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.anna)
    client.get(url(cast))
    with django_assert_max_num_queries(22):
        list_of(client, cast, weeks="4")
    with django_assert_max_num_queries(22):
        list_of(client, cast, weeks="1")
