"""The screens: what they say when there is nothing, when input is bad, and how many queries they need."""

from datetime import timedelta

import pytest

from groups.models import Facilitation, GroupSession
from people.models import Authorisation
from tests.factories import held_session
from tests.groups.entering import record, typed

SIX_THEMES = ["workload", "sleep", "exams", "joy", "pay", "error"]


def test_the_form_starts_with_today_and_both_of_the_pair(cast, sign_in):
    form = sign_in(cast.anna).get("/sessions/new/").context["form"]
    assert form["local_date"].value() == form.today
    assert form["state"].value() == "held"
    assert form["facilitators"].value() == [str(cast.anna.pk), str(cast.ben.pk)]


def test_one_form_saves_and_leads_to_the_session(cast, sign_in):
    answer = sign_in(cast.anna).post("/sessions/new/", typed(cast, covering=""))
    session = GroupSession.objects.get()
    assert answer.headers["Location"] == f"/sessions/{session.pk}/"
    assert (session.attending, session.themes, session.recorded_by) == (7, ["workload", "joy"], cast.anna)


def test_somebody_covering_is_named_and_may_then_write(cast, sign_in):
    alone = typed(cast, facilitators=[str(cast.anna.pk)], covering=str(cast.farah.pk))
    sign_in(cast.anna).post("/sessions/new/", alone)
    session = GroupSession.objects.get()
    assert {place.person for place in session.session_facilitators.all()} == {cast.anna, cast.farah}
    assert sign_in(cast.farah).get(f"/sessions/{session.pk}/edit/").status_code == 200


@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        ({"local_date": ""}, "local_date", "Enter the date."),
        ({"local_date": "31/31/2026"}, "local_date", "Enter the date as day, month and year, for instance 24/11/2026."),
        ({"local_start": "half past six"}, "local_start", "Enter the time like this: 18:30."),
        ({"minutes": "long"}, "minutes", "Enter the minutes as a number."),
        ({"attending": "seven"}, "attending", "Enter a number."),
        ({"attending": ""}, "attending", "Enter how many came. If no one did, choose “Nobody came” above."),
        (
            {"attending": "3", "newcomers": "4"},
            "newcomers",
            "There are more newcomers than people attending. Check both numbers.",
        ),
        ({"facilitators": []}, "facilitators", "Tick who facilitated."),
        ({"state": "cancelled"}, "cancel_reason", "Choose why it was cancelled."),
        ({"themes": SIX_THEMES}, "themes", "You ticked 6. Choose up to five."),
        (
            {"facilitators": ["somebody"]},
            "facilitators",
            "Select a valid choice. somebody is not one of the available choices.",
        ),
    ],
)
def test_bad_input_is_said_beside_its_field_and_the_rest_is_kept(cast, sign_in, answers, field, said):
    page = sign_in(cast.anna).post("/sessions/new/", typed(cast, **answers))
    assert (page.status_code, GroupSession.objects.count()) == (200, 0)
    assert page.context["form"].errors[field] == [said]
    kept = "themes" if field != "themes" else "minutes"
    assert page.context["form"][kept].value() == (["workload", "joy"] if kept == "themes" else "45")


def test_a_future_day_is_refused_on_the_form_and_nothing_is_lost(cast, sign_in):
    page = sign_in(cast.anna).post("/sessions/new/", typed(cast, days_ago=-3))
    assert page.context["form"].non_field_errors() == [
        "This day is in the future, so you can only plan the session. Record it once it has taken place."
    ]
    assert page.context["form"]["attending"].value() == "7"


def test_an_empty_post_is_a_form_with_errors(cast, sign_in):
    page = sign_in(cast.anna).post("/sessions/new/", {})
    assert (page.status_code, GroupSession.objects.count()) == (200, 0)


@pytest.mark.parametrize("wanted", ["nonsense", "11111111-1111-1111-1111-111111111111"])
def test_a_group_that_is_not_there_is_not_found(cast, sign_in, wanted):
    assert sign_in(cast.anna).get(f"/sessions/new/?group={wanted}").status_code == 404


def test_before_authorisation_the_page_says_why_instead_of_a_form(cast, sign_in):
    Authorisation.objects.filter(person=cast.anna).update(ends_at=cast.now)
    for page in (sign_in(cast.anna).get("/sessions/new/"), sign_in(cast.anna).post("/sessions/new/", typed(cast))):
        assert "You are not authorised to co-facilitate in this programme at present" in page.content.decode()
        assert "form" not in page.context
    assert GroupSession.objects.count() == 0


def test_a_facilitator_without_a_group_is_told_what_comes_next(cast, sign_in):
    Facilitation.objects.filter(person=cast.farah).update(ends_at=cast.now)
    page = sign_in(cast.farah).get("/sessions/new/").content.decode()
    assert "You don't have a group yet" in page
    assert (
        "Your sessions are shown here once you facilitate a group."
        in sign_in(cast.farah).get("/sessions/").content.decode()
    )


@pytest.mark.parametrize("path", ["/groups/", "/sessions/"])
def test_an_empty_list_says_what_to_do_next(cast, sign_in, path):
    assert b"hf-empty" in sign_in(cast.eddie).get(path).content


def test_lists_take_the_same_queries_for_1_and_30_sessions(cast, sign_in, django_assert_max_num_queries):
    anna, counts = sign_in(cast.anna), {}
    anna.get("/groups/")
    paths = ["/sessions/", f"/groups/{cast.alder.pk}/", "/groups/"]
    for sessions in (1, 30):
        for days in range(GroupSession.objects.count() + 1, sessions + 1):
            held_session(cast, cast.alder, cast.anna, cast.ben, days_ago=days)
        for path in paths:
            with django_assert_max_num_queries(15) as asked:
                anna.get(path)
            counts.setdefault(path, []).append(len(asked))
    assert {path: one == thirty for path, (one, thirty) in counts.items()} == dict.fromkeys(paths, True)


def test_the_form_and_the_session_page_keep_within_twelve_queries(cast, sign_in, django_assert_max_num_queries):
    session, anna = record(cast), sign_in(cast.anna)
    anna.get("/groups/")
    for path in ("/sessions/new/", f"/sessions/{session.pk}/", f"/sessions/{session.pk}/edit/"):
        with django_assert_max_num_queries(12):
            assert anna.get(path).status_code == 200


def test_planned_sessions_come_first_and_overdue_ones_ask(cast, sign_in):
    anna = sign_in(cast.anna)
    day = (cast.now + timedelta(days=5)).date().isoformat()
    anna.post("/sessions/new/", typed(cast, state="planned", local_date=day))
    GroupSession.objects.update(local_date=(cast.now - timedelta(days=2)).date())
    anna.post("/sessions/new/", typed(cast, state="planned", local_date=day))
    diary = anna.get("/sessions/").context["diary"]
    assert (len(diary.coming), len(diary.to_record)) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "cancelled", "cancel_reason": "holiday"}, "The session is recorded as cancelled."),
        ({}, "The facts are saved. Your own log is next, when you have a moment."),
    ],
)
def test_the_message_says_what_was_entered(cast, sign_in, changes, said):
    page = sign_in(cast.anna).post("/sessions/new/", typed(cast, **changes), follow=True)
    assert [str(message) for message in page.context["messages"]] == [said]


def test_three_who_facilitated_are_one_too_many(cast, sign_in):
    page = sign_in(cast.anna).post("/sessions/new/", typed(cast, covering=str(cast.farah.pk)))
    said = "A session has two facilitators at most. Untick the one who was away."
    assert (page.context["form"].errors["covering"], GroupSession.objects.count()) == ([said], 0)
