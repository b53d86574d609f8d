"""The coordinator's inbox: what can be done with an enquiry, whom it tells, and what is left of it."""

from datetime import UTC, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from confidential.models import AccessEntry, SealedText
from delivery.services import deliver_due
from foundation.refusals import IllegalMove, Refusal
from groups.enquiries import deciding, queries
from groups.enquiries.models import Enquiry, EnquiryState
from groups.enquiries.services import leave_place, take_place
from groups.enquiries.words import Intent
from groups.models import PeerGroup
from groups.services import plan_session
from people.models import Invitation, Specialty
from tests.groups.enquiries.making import IFOR, accepted, again, confirmed, offered, own_page, unconfirmed

A_MINUTE = timedelta(minutes=1)


def said(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def deeds_of(enquiry: Enquiry) -> list[str]:
    return list(AccessEntry.objects.filter(record_id=enquiry.pk).order_by("pk").values_list("action", flat=True))


def mailed(now) -> list[tuple[str, str]]:
    mail.outbox.clear()
    deliver_due(now + A_MINUTE)
    return [(message.to[0], message.subject) for message in mail.outbox]


def page_of(enquiry: Enquiry, verb: str = "enquiry") -> str:
    return reverse(f"enquiries:{verb}", args=[enquiry.pk])


# The inbox ------------------------------------------------------------------------------------------------------------


def test_the_inbox_lists_who_has_waited_longest_first_and_opens_nothing(cast, sign_in, now):
    young, old = confirmed(cast), confirmed(cast, now - timedelta(days=9), intent=Intent.PROPOSE)
    unconfirmed(cast)
    confirmed(cast, programme=cast.dales)
    page = sign_in(cast.cora).get(reverse("enquiries:inbox"))
    assert [found.pk for found in page.context["page"]] == [old.pk, young.pk]
    assert "Ifor" not in page.content.decode()
    assert not AccessEntry.objects.exists()


def test_it_can_be_narrowed_to_one_intent(cast, sign_in):
    confirmed(cast)
    proposed = confirmed(cast, intent=Intent.PROPOSE)
    page = sign_in(cast.cora).get(reverse("enquiries:inbox"), {"intent": "propose"})
    assert [found.pk for found in page.context["page"]] == [proposed.pk]


def test_the_inbox_asks_as_much_for_thirty_as_for_one(cast, sign_in):
    client, counts = sign_in(cast.cora), []
    for number in (1, 29):
        for _ in range(number):
            confirmed(cast)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse("enquiries:inbox")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_one_enquiry_says_who_asks_and_that_it_was_opened(cast, sign_in):
    enquiry = confirmed(cast)
    page = said(sign_in(cast.cora).get(page_of(enquiry)))
    assert [word for word in ("Ifor", IFOR, "captions, please") if word not in page] == []
    assert deeds_of(enquiry) == ["read"]


def test_what_was_settled_is_counted_and_no_more(cast, sign_in, now):
    deciding.decline(enquiry=confirmed(cast), by=cast.cora, now=now)
    page = said(sign_in(cast.cora).get(reverse("enquiries:inbox")))
    assert "Declined: 1" in page


# A place --------------------------------------------------------------------------------------------------------------


def test_a_place_is_offered_and_answered_by_the_link(cast, sign_in, now):
    enquiry = confirmed(cast)
    sign_in(cast.cora).post(page_of(enquiry, "offer"), {"group": cast.alder.pk})
    assert (again(enquiry).state, deeds_of(enquiry)) == (EnquiryState.OFFERED, ["offered"])
    assert mailed(now) == [(IFOR, "There is news about your enquiry")]
    assert "Alder" not in mail.outbox[0].body
    client = Client()
    assert "offers you a place in a group" in said(client.get(own_page(enquiry)))
    assert again(enquiry).state == EnquiryState.OFFERED
    client.post(own_page(enquiry, "take_place"))
    client.post(own_page(enquiry, "take_place"))
    assert again(enquiry).state == EnquiryState.ACCEPTED
    assert sorted(mailed(now)) == [
        ("anna@example.org", "Something is waiting for you"),
        ("ben@example.org", "Something is waiting for you"),
    ]


def test_who_says_no_is_to_be_decided_again(cast, now):
    enquiry = offered(cast)
    leave_place(enquiry=enquiry, now=now)
    left = again(enquiry)
    assert (left.state, left.group, left.offered_until) == (EnquiryState.NEW, None, None)


def test_an_offer_that_has_run_out_is_not_taken(cast, now):
    enquiry = offered(cast)
    with pytest.raises(Refusal, match="no longer open"):
        take_place(enquiry=enquiry, now=now + deciding.OFFER_KEPT)


def test_an_offer_can_be_taken_back_until_it_is_answered(cast, now):
    enquiry = offered(cast)
    for _ in range(2):
        deciding.take_offer_back(enquiry=enquiry, by=cast.cora, now=now)
    assert (again(enquiry).state, deeds_of(enquiry)) == (EnquiryState.NEW, ["offered", "taken back"])
    with pytest.raises(Refusal, match="no offer to withdraw"):
        deciding.take_offer_back(enquiry=accepted(cast), by=cast.cora, now=now)


def test_of_two_coordinators_the_second_is_refused(cast, now):
    enquiry = confirmed(cast)
    deciding.decline(enquiry=enquiry, by=cast.cora, now=now)
    with pytest.raises(IllegalMove):
        deciding.offer_place(enquiry=enquiry, group=cast.alder, by=cast.cora, now=now)


@pytest.mark.parametrize("state", ["paused", "ending", "ended"])
def test_a_group_that_takes_nobody_is_not_offered(cast, now, state):
    PeerGroup.objects.filter(pk=cast.alder.pk).update(state=state)
    with pytest.raises(Refusal, match="takes nobody now"):
        deciding.offer_place(enquiry=confirmed(cast), group=cast.alder, by=cast.cora, now=now)


def test_a_group_of_another_programme_is_not_offered(cast, now):
    with pytest.raises(Refusal, match="takes nobody now"):
        deciding.offer_place(enquiry=confirmed(cast), group=cast.cedar, by=cast.cora, now=now)


def test_what_fits_their_times_is_suggested_first(cast, now):
    """Birch meets in the evening, which is what they ticked; Alder at noon."""
    ahead = (now + timedelta(days=(7 - now.weekday()) % 7 + 7)).date()
    for group, person, start in ((cast.alder, cast.anna, time(12)), (cast.birch, cast.farah, time(18))):
        plan_session(group=group, by=person, local_date=ahead, local_start=start, now=now)
    found = queries.suggestions(again(confirmed(cast)), now)
    assert [(item.group.code_name, item.fits_times) for item in found] == [("Birch", True), ("Alder", False)]


# Waiting, inviting, handing on ----------------------------------------------------------------------------------------


def test_who_waits_reads_honest_words(cast, now):
    for days in (9, 2):
        enquiry = confirmed(cast, now - timedelta(days=days))
        deciding.let_wait(enquiry=enquiry, by=cast.cora, now=now)
    page = said(Client().get(own_page(enquiry)))
    assert "1 person has waited longer than you." in page
    assert "it may not come" in page


def test_who_would_facilitate_is_invited_and_their_address_goes_along(cast, now):
    medicine = Specialty.objects.get(name="Acute medicine")
    parts = {"specialty": str(medicine.pk), "experience": "yes"}
    enquiry = confirmed(cast, intent=Intent.FACILITATE, parts=parts)
    for _ in range(2):
        deciding.invite_to_facilitate(enquiry=enquiry, by=cast.cora, now=now)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.name, invitation.role, invitation.specialty) == (
        IFOR,
        "Ifor",
        "facilitator",
        medicine,
    )
    assert again(enquiry).text.destroyed_because == "invited as a facilitator"


def test_who_cannot_be_invited_stays_to_be_decided(cast, now):
    enquiry = confirmed(cast, parts={"email": cast.anna.email})
    with pytest.raises(Refusal, match="already"):
        deciding.invite_to_facilitate(enquiry=enquiry, by=cast.cora, now=now)
    assert (again(enquiry).state, again(enquiry).text.destroyed_at) == (EnquiryState.NEW, None)


def test_a_decline_is_kind_and_the_words_go_with_its_mail(cast, now):
    enquiry = confirmed(cast)
    for _ in range(2):
        deciding.decline(enquiry=enquiry, by=cast.cora, now=now)
    assert again(enquiry).text.destroyed_at is None
    assert mailed(now) == [(IFOR, "About your enquiry")]
    left = again(enquiry)
    assert (left.text.destroyed_because, left.times, left.company) == ("declined, and told so", [], "")


def test_another_programme_reads_what_was_handed_on_and_this_one_no_more(cast, sign_in, now):
    enquiry = confirmed(cast)
    answer = sign_in(cast.cora).post(page_of(enquiry, "hand_on"), {"to": cast.dales.pk})
    assert answer["Location"] == f"{reverse('enquiries:inbox')}?programme=thames"
    assert sign_in(cast.cora).get(page_of(enquiry)).status_code == 404
    assert sign_in(cast.odette).get(page_of(enquiry)).status_code == 200
    assert mailed(now) == [(IFOR, "There is news about your enquiry")]


def test_a_group_is_set_up_for_several(cast, sign_in, now):
    several = [confirmed(cast, intent=intent) for intent in (Intent.JOIN, Intent.PROPOSE)]
    confirmed(cast, intent=Intent.FACILITATE)
    sends = {"enquiries": [item.pk for item in several], "code_name": "Rowan", "rhythm": "Tuesdays at noon"}
    sign_in(cast.cora).post(reverse("enquiries:set_up"), sends)
    group = PeerGroup.objects.get(code_name="Rowan")
    assert {(again(item).state, again(item).group) for item in several} == {(EnquiryState.WAITING, group)}
    PeerGroup.objects.filter(pk=group.pk).update(state=PeerGroup.State.RECRUITING)
    assert queries.suggestions(again(several[0]), now)[0].group == group


def test_only_a_coordinator_decides(cast, now):
    enquiry = confirmed(cast)
    for verb in (deciding.let_wait, deciding.decline, deciding.invite_to_facilitate):
        with pytest.raises(Refusal):
            verb(enquiry=enquiry, by=cast.odette, now=now)
    assert again(enquiry).state == EnquiryState.NEW


# My day ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "two_before"),
    [
        (datetime(2026, 12, 1, 12, tzinfo=UTC), datetime(2026, 11, 27, 12, tzinfo=UTC)),
        (datetime(2026, 12, 4, 12, tzinfo=UTC), datetime(2026, 12, 2, 12, tzinfo=UTC)),
        (datetime(2026, 12, 6, 12, tzinfo=UTC), datetime(2026, 12, 3, 12, tzinfo=UTC)),
    ],
)
def test_two_working_days_leave_out_the_weekend(now, two_before):
    assert queries.working_days_before(now, 2) == two_before


def test_the_coordinator_sees_it_at_once_the_deputy_after_two_working_days(cast, sign_in, now):
    enquiry = confirmed(cast)
    assert "1 enquiry to Thames Valley peer groups waits for you" in said(sign_in(cast.cora).get("/me/"))
    assert "wait too long" not in said(sign_in(cast.dora).get("/me/"))
    Enquiry.objects.filter(pk=enquiry.pk).update(state_at=now - timedelta(days=7))
    page = said(sign_in(cast.dora).get("/me/"))
    assert "1 enquiry to Thames Valley peer groups has waited for more than two working days" in page
    assert "Ifor" not in page


def test_what_was_decided_waits_for_nobody(cast, sign_in, now):
    deciding.let_wait(enquiry=confirmed(cast, now - timedelta(days=9)), by=cast.cora, now=now)
    assert "waits for you" not in said(sign_in(cast.cora).get("/me/"))
    assert "wait too long" not in said(sign_in(cast.dora).get("/me/"))


# Who comes ------------------------------------------------------------------------------------------------------------


def test_who_comes_is_shown_once_and_destroyed(cast, sign_in, now):
    enquiry = accepted(cast)
    anna, ben = sign_in(cast.anna), sign_in(cast.ben)
    page = reverse("enquiries:who_comes", args=[cast.alder.pk])
    assert "1 person took a place in Alder" in said(anna.get("/me/"))
    assert "Ifor" not in said(anna.get(page))
    shown = anna.post(page)
    assert [word for word in ("Ifor", IFOR, "captions, please") if word not in said(shown)] == []
    assert shown["Cache-Control"] == "no-store, private"
    for client in (anna, ben):
        assert "Ifor" not in said(client.post(page))
    left = again(enquiry)
    assert (left.state, left.text.destroyed_because) == (EnquiryState.JOINED, "passed on to the facilitators")
    assert deeds_of(enquiry) == ["offered", "passed on"]


def test_nothing_of_who_comes_stays_in_the_database_or_in_a_mail(cast, sign_in, now):
    """The canary's own sweep of every table: a name, an address and words that stand nowhere else."""
    from tests.canary.places import mailed as mails
    from tests.canary.places import tables

    words = {"first_name": "Heronname", "email": "heronaddress@example.org", "practical": "heronpractical"}
    accepted(cast, parts=words)
    deliver_due(now + A_MINUTE)
    shown = sign_in(cast.anna).post(reverse("enquiries:who_comes", args=[cast.alder.pk]))
    assert "heronaddress" in shown.content.decode()
    deliver_due(now + A_MINUTE)
    found = [(place, said_there) for place, said_there in [*tables(), *mails()] if "heron" in said_there.lower()]
    # The mails that were sent to the address itself, before, say nothing but "To".
    assert {place for place, _said in found} <= {"mail to heronaddress@example.org"}
    assert [said_there for _place, said_there in found if "heronname" in said_there.lower()] == []
    text = SealedText.objects.get(record_model="groups.Enquiry")
    assert (bytes(text.ciphertext), bytes(text.wrapped_key)) == (b"", b"")


def test_somebody_who_left_the_pair_sees_nobody(cast, sign_in, now):
    enquiry = accepted(cast)
    cast.alder.facilitations.filter(person=cast.anna).update(ends_at=now)
    assert sign_in(cast.anna).post(reverse("enquiries:who_comes", args=[cast.alder.pk])).status_code == 404
    assert again(enquiry).state == EnquiryState.ACCEPTED


def test_of_the_pair_at_once_one_sees_who_comes(at_once, now):
    from groups.enquiries.passing import pass_on
    from tests.people import make_cast

    cast = make_cast(now)
    accepted(cast)
    answers = at_once(
        *(lambda person=person: len(pass_on(group=cast.alder, by=person, now=now)) for person in (cast.anna, cast.ben))
    )
    assert sorted(answers) == [0, 1]
