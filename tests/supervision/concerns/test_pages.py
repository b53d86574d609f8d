"""The pages of a concern: numbers first, a short form, what the raiser sees, and what a coordinator does not."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from delivery.models import Effect
from delivery.services import deliver_due
from people.models import CoverWindow
from people.plans.models import PlanText
from people.plans.services import write_plan
from supervision.concerns.models import Concern
from supervision.concerns.services import acknowledge_concern
from tests.factories import help_service
from tests.supervision.world import alder_session, concern, day, draft_log

RAISE, LIST = "/concerns/raise/", "/concerns/"


def form(**more) -> dict[str, object]:
    return {
        "spoken_to": ["partner"],
        "urgency": "today",
        "category": "patient",
        "about": "none",
        "done": "we rang together",
        "reach": "07700 900123, after six",
        **more,
    }


def page(client, url: str) -> str:
    return client.get(url).content.decode()


def test_the_numbers_come_before_the_form_and_nothing_promises_to_watch(cast, sign_in):
    help_service(cast)
    drawn = page(sign_in(cast.anna), RAISE)
    marks = ("tel:999", "It may be tomorrow before anyone sees this.", '<form method="post" novalidate>')
    order = [drawn.index(mark) for mark in marks]
    assert order == sorted(order)


def test_whom_the_programmes_plan_says_to_ring_stands_before_the_form(cast, sign_in):
    said = PlanText("999, then Sam.", "With Cora.", "01234 567890, weekdays 9 to 17", cast.now.date())
    write_plan(programme=cast.thames, by=cast.cora, said=said, now=cast.now)
    drawn = page(sign_in(cast.anna), RAISE)
    nobody_watches = "It may be tomorrow before anyone sees this."
    marks = ("01234 567890, weekdays 9 to 17", nobody_watches, '<form method="post" novalidate>')
    order = [drawn.index(mark) for mark in marks]
    assert order == sorted(order)
    assert "01234 567890" not in page(sign_in(cast.olu), RAISE)


def test_one_press_raises_it_and_leads_to_the_page_that_says_who_has_it(cast, sign_in):
    CoverWindow.objects.all().delete()
    anna = sign_in(cast.anna)
    answer = anna.post(RAISE, form())
    raised = Concern.objects.get()
    assert answer.headers["Location"] == f"/concerns/{raised.pk}/"
    drawn = page(anna, f"/concerns/{raised.pk}/")
    assert "It has not been acknowledged yet." in drawn
    assert "It is with Sam Reyes." in drawn
    acknowledge_concern(concern=raised, by=cast.sam, now=cast.now)
    assert "Sam Reyes acknowledged it on" in page(anna, f"/concerns/{raised.pk}/")


def test_late_it_says_do_not_wait(cast, sign_in, monkeypatch):
    raised = concern(cast, cast.anna, urgency="today")
    monkeypatch.setattr("config.middleware.timezone.now", lambda: cast.now + timedelta(hours=24))
    assert "Do not wait: ring." in page(sign_in(cast.anna), f"/concerns/{raised.pk}/")


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"spoken_to": []}, "spoken_to", "Tick who you have spoken to. If you could not reach anyone, tick that."),
        ({"reach": ""}, "reach", "Write your phone number and when you can speak."),
        ({"category": ""}, "category", "Choose what fits best."),
        ({"done": "x" * 301}, "done", "This is longer than 300 characters. Shorten it; say the rest when you speak."),
        (
            {"done": "Mr Smith rang"},
            "identifies_nobody",
            "Some words are marked. Change them, or tick that they do not identify anyone.",
        ),
    ],
)
def test_an_error_is_told_beside_its_field_and_keeps_every_word(cast, sign_in, change, field, said):
    sent = form(**change)
    answer = sign_in(cast.anna).post(RAISE, sent)
    shown = answer.context["form"]
    assert (answer.status_code, shown.errors[field], Concern.objects.count()) == (422, [said], 0)
    for name in ("done", "reach"):
        assert shown[name].value() == sent[name]
    for name in ("urgency", "about"):
        assert answer.context["first"][name].value() == sent[name]


def test_marked_words_may_be_kept_by_saying_so(cast, sign_in):
    sign_in(cast.anna).post(RAISE, form(done="Mr Smith rang", identifies_nobody="on"))
    assert Concern.objects.count() == 1


def test_a_coordinator_sees_that_one_exists_and_nothing_else_of_it(cast, sign_in):
    raised = concern(cast, cast.anna, category="abuse", urgency="today", done="a heron", reach="the pond")
    drawn = page(sign_in(cast.cora), LIST)
    assert "In your programme" in drawn
    hidden = ("Anna", "abuse", "heron", "pond", "today", str(raised.pk), "Sam")
    assert [word for word in hidden if word in drawn] == []
    assert sign_in(cast.cora).get(f"/concerns/{raised.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("about", "name"),
    [
        ("supervisor", "sam"),
        ("cover", "clara"),
        ("partner", "ben"),
        ("coordinator", "cora"),
        ("governance", "gwen"),
        ("deputy", "dora"),
    ],
)
def test_the_person_it_is_about_cannot_see_that_it_exists(cast, sign_in, monkeypatch, about, name):
    raised, client = concern(cast, cast.anna, about=about, urgency="now"), sign_in(getattr(cast, name))
    for hours in (0, 2):
        monkeypatch.setattr("config.middleware.timezone.now", lambda hours=hours: cast.now + timedelta(hours=hours))
        assert client.get(f"/concerns/{raised.pk}/").status_code == 404
        assert "You have no concerns to see here." in page(client, LIST)
        assert str(raised.pk) not in page(client, "/me/")
    deliver_due(cast.now + timedelta(hours=2))
    assert not Effect.objects.filter(recipient=getattr(cast, name)).exists()


def test_the_governance_lead_sees_one_only_once_it_is_with_them(cast, sign_in, monkeypatch, settings):
    settings.CONCERN_HOURS = {"now": 1, "today": 1}
    raised, gwen = concern(cast, cast.anna, urgency="today"), sign_in(cast.gwen)
    assert "You have no concerns to see here." in page(gwen, LIST)
    assert gwen.get(f"/concerns/{raised.pk}/").status_code == 404
    monkeypatch.setattr("config.middleware.timezone.now", lambda: cast.now + timedelta(hours=1))
    assert "Anna Okoye" in page(gwen, LIST)
    assert gwen.get(f"/concerns/{raised.pk}/").status_code == 200


def test_lists_and_my_day_hold_no_word_of_it(cast, sign_in):
    concern(cast, cast.anna, done="a heron", reach="the pond")
    for person in (cast.anna, cast.sam, cast.clara):
        for url in (LIST, "/me/", "/desk/"):
            drawn = sign_in(person).get(url).content.decode()
            assert "heron" not in drawn
            assert "pond" not in drawn


def test_the_receiver_acknowledges_plans_and_closes_it_on_its_page(cast, sign_in):
    raised, sam = concern(cast, cast.anna), sign_in(cast.sam)
    url = f"/concerns/{raised.pk}/"
    sam.post(f"{url}acknowledge/")
    refused = sam.post(f"{url}plan/", {"words": "", "look_again_on": ""})
    assert (refused.status_code, refused.context["plan_form"].errors) == (
        422,
        {
            "words": ["Write in a line what you agreed: who does what, by when."],
            "look_again_on": ["Choose the day when you will look at it again."],
        },
    )
    sam.post(f"{url}plan/", {"words": "ring again on Friday", "look_again_on": day(cast, 5).isoformat()})
    refused = sam.post(f"{url}close/", {"outcome": "", "words": "all said"})
    assert (refused.status_code, refused.context["close_form"]["words"].value()) == (422, "all said")
    sam.post(f"{url}close/", {"outcome": "resolved", "words": ""})
    drawn = page(sign_in(cast.anna), url)
    assert "ring again on Friday" in drawn
    assert "it was talked through, and nothing more is needed" in drawn


def test_my_data_holds_what_i_raised_and_what_i_wrote(cast, sign_in):
    raised = concern(cast, cast.anna, done="a heron")
    acknowledge_concern(concern=raised, by=cast.sam, now=cast.now)
    held = json.loads(sign_in(cast.anna).post(reverse("pages:take_my_data")).content)["concerns_i_raised"]
    assert [(item["state"], item["words"]["done"]) for item in held] == [("acknowledged", "a heron")]


def test_the_lists_take_as_many_queries_for_thirty_as_for_one(cast, sign_in, django_assert_max_num_queries):
    for count in (1, 29):
        for _ in range(count):
            concern(cast, cast.anna)
        for person in (cast.anna, cast.sam, cast.cora, cast.gwen):
            client = sign_in(person)
            client.get(LIST)
            with django_assert_max_num_queries(9):
                client.get(LIST)


def test_what_nobody_has_acknowledged_comes_first(cast, sign_in):
    older, newer = concern(cast, cast.anna, now=cast.now - timedelta(hours=2)), concern(cast, cast.ben)
    acknowledge_concern(concern=older, by=cast.sam, now=cast.now)
    shown = sign_in(cast.sam).get(LIST).context["around"].to_act_on
    assert [other_concern.pk for other_concern in shown] == [newer.pk, older.pk]


def test_the_ways_to_it_stand_where_somebody_is_worried(cast, sign_in):
    session = alder_session(cast)
    log = draft_log(cast, cast.anna, session)
    anna = sign_in(cast.anna)
    for url in ("/me/", f"/sessions/{session.pk}/", f"/logs/{log.pk}/"):
        assert f'href="{RAISE}"' in page(anna, url)
    assert 'href="/concerns/"' in page(anna, "/help/").partition("<main")[2]
    assert "/concerns/" not in page(Client(), "/help/")
    assert f'href="{RAISE}"' not in page(sign_in(cast.sam), f"/sessions/{session.pk}/")


def test_what_a_coordinator_sees_has_a_day_and_no_minute(cast, sign_in):
    late, due_now = (concern(cast, cast.anna, urgency="today", now=cast.now - timedelta(days=days)) for days in (3, 1))
    drawn = sign_in(cast.cora).get(LIST)
    days = [timezone.localtime(item.raised_at) for item in (late, due_now)]
    assert [f"{at:%H:%M}" in drawn.content.decode() for at in days] == [False, False]
    existing = drawn.context["around"].existing
    assert [(existence.raised_on, existence.late) for existence in existing] == [
        (days[0].date(), True),
        (days[1].date(), False),
    ]
