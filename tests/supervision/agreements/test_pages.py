"""The pages of an agreement: the supervisor's offer, the facilitator's answer, both people's list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.paging import A_PAGE
from people.models import Role, SupervisionAssignment
from people.services import appoint
from supervision.agreements.models import SupervisionAgreement
from supervision.agreements.services import acknowledge_agreement, offer_agreement
from tests.people import make_person
from tests.supervision.world import agreement, assignment, day


def terms(cast, **more) -> dict[str, object]:
    """What the form of an offer sends."""
    return {"weeks_between": 4, "minutes": 60, "contact": "both", "review_on": f"{day(cast, 365)}", **more}


def test_the_two_of_them_walk_through_it(cast, sign_in):
    sam, anna = sign_in(cast.sam), sign_in(cast.anna)
    offer_url = reverse("agreements:offer", args=[assignment(cast.anna, cast.sam).pk])
    offered = sam.post(offer_url, terms(cast, weeks_between=3, minutes=50, contact="phone"), follow=True)
    assert "Offered. It starts when they agree to it." in offered.content.decode()

    page = reverse("agreements:detail", args=[SupervisionAgreement.objects.get().pk])
    shown = anna.get(page)
    assert "every 3 weeks" in shown.content.decode()
    assert "Nothing goes to ARCP" in shown.content.decode()
    seen = shown.context["form"].initial["offered_at"]
    done = anna.post(page, {"read": "on", "offered_at": seen}, follow=True)
    assert "Agreed. You can both read it here" in done.content.decode()
    assert SupervisionAgreement.objects.get().stands is True
    assert "Agreed on" in sam.get(reverse("agreements:list")).content.decode()


def test_an_agreement_is_read_in_the_words_that_the_two_agreed_to(cast, sign_in):
    offered = agreement(cast, cast.anna, cast.sam)
    SupervisionAgreement.objects.filter(pk=offered.pk).update(wording="2026-11")
    page = sign_in(cast.anna).get(reverse("agreements:detail", args=[offered.pk])).content.decode()
    assert ("If somebody is in danger now" in page, "If someone is in danger now" in page) == (True, False)


def test_a_tick_is_asked_for(cast, sign_in):
    page = reverse("agreements:detail", args=[agreement(cast, cast.anna, cast.sam).pk])
    answer = sign_in(cast.anna).post(page, {})
    assert answer.status_code == 422
    assert "Read the agreement, then tick this box" in answer.content.decode()


@pytest.mark.parametrize(
    "posted", [{}, {"weeks_between": "0", "minutes": "1000", "contact": "pigeon"}, {"weeks_between": "soon"}]
)
def test_bad_terms_are_shown_again(cast, sign_in, posted):
    offer_url = reverse("agreements:offer", args=[assignment(cast.anna, cast.sam).pk])
    answer = sign_in(cast.sam).post(offer_url, posted)
    assert answer.status_code == 422
    assert "Something needs your attention" in answer.content.decode()
    assert SupervisionAgreement.objects.count() == 0


def test_the_facilitator_sees_terms_that_changed_while_the_page_was_open(cast, sign_in):
    offered = agreement(cast, cast.anna, cast.sam)
    page = reverse("agreements:detail", args=[offered.pk])
    anna = sign_in(cast.anna)
    seen = anna.get(page).context["form"].initial["offered_at"]
    offer_agreement(
        assignment=offered.assignment,
        by=cast.sam,
        weeks_between=9,
        minutes=60,
        contact="both",
        now=cast.now + timedelta(microseconds=1),
    )
    answer = anna.post(page, {"read": "on", "offered_at": seen}, follow=True).content.decode()
    assert "The terms changed while you were reading" in answer
    assert "every 9 weeks" in answer


def test_an_acknowledged_agreement_is_not_offered_again(cast, sign_in):
    offered = agreement(cast, cast.anna, cast.sam)
    acknowledge_agreement(agreement=offered, by=cast.anna, now=cast.now)
    offer_url = reverse("agreements:offer", args=[offered.assignment_id])
    assert sign_in(cast.sam).get(offer_url)["Location"] == reverse("agreements:detail", args=[offered.pk])


@pytest.mark.parametrize("who", ["ben", "farah", "stella", "grace", "cora", "eddie", "olu", "oscar", "odette"])
def test_it_is_nobody_elses(cast, sign_in, who):
    page = reverse("agreements:detail", args=[agreement(cast, cast.anna, cast.sam).pk])
    offer_url = reverse("agreements:offer", args=[assignment(cast.anna, cast.sam).pk])
    client = sign_in(getattr(cast, who))
    assert [client.get(page).status_code, client.post(page).status_code] == [404, 404]
    assert [client.get(offer_url).status_code, client.post(offer_url).status_code] == [404, 404]


def test_the_list_says_what_to_do_when_it_is_empty(cast, sign_in):
    assert "No agreement yet" in sign_in(cast.cora).get(reverse("agreements:list")).content.decode()


def test_my_day_asks_the_facilitator_to_read_it_until_it_is_acknowledged(cast, sign_in):
    anna = sign_in(cast.anna)
    offered = agreement(cast, cast.anna, cast.sam)
    assert "An agreement to read" in anna.get("/me/").content.decode()
    acknowledge_agreement(agreement=offered, by=cast.anna, now=cast.now)
    assert "An agreement to read" not in anna.get("/me/").content.decode()


def test_a_long_list_comes_in_pages_with_the_same_queries(cast, sign_in, django_assert_num_queries):
    sam = sign_in(cast.sam)
    sam.get(reverse("agreements:list"))
    with CaptureQueriesContext(connection) as few:
        sam.get(reverse("agreements:list"))
    for number in range(A_PAGE):
        person = make_person(f"Nia{number} New")
        appoint(person=person, role=Role.FACILITATOR, programme=cast.thames, now=cast.now)
        SupervisionAssignment.objects.create(
            programme=cast.thames, facilitator=person, supervisor=cast.sam, starts_at=cast.now
        )
    with django_assert_num_queries(len(few)):
        first = sam.get(reverse("agreements:list"))
    second = sam.get(f"{reverse('agreements:list')}?page=2")
    assert [len(page.context["rows"]) for page in (first, second)] == [A_PAGE, 2]
