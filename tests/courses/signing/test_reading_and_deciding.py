"""An editor sends a module; a clinical lead reads it as one document, and approves it or sends it back."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse

from courses.models import ModulePage, StepPage
from courses.outline import current_outline
from courses.signing import services
from courses.signing.models import ClinicalSignOff
from delivery.services import deliver_due
from foundation.refusals import IllegalMove, Refusal
from people.models import Role
from tests.people import appoint, make_person

POST = "Consultant psychiatrist"


@pytest.fixture
def module(world) -> ModulePage:
    return ModulePage.objects.get(pk=world.role.pk)


@pytest.fixture
def drafted(module, cast) -> StepPage:
    """Eddie has given a step another title."""
    step = StepPage.objects.get(slug="reading")
    step.title = "Reading, slowly"
    step.save_revision(user=cast.eddie)
    return step


@pytest.fixture
def sent(module, drafted, cast, now) -> ClinicalSignOff:
    return services.send(module=module, by=cast.eddie, kind="review", note="The title.", now=now)


def decide(client, sign_off, **given):
    return client.post(reverse("sign_off_decide", args=[sign_off.pk]), given)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", BeautifulSoup(answer.content, "html.parser").find("main").get_text(" "))


def states() -> list[str]:
    return list(ClinicalSignOff.objects.exclude(sent_by=None).order_by("sent_at").values_list("state", flat=True))


def document(client, module):
    return client.get(reverse("sign_off_module", args=[module.translation_key]))


def test_the_lead_reads_it_all_with_what_is_new_marked(cast, module, sent, sign_in):
    page = document(sign_in(cast.lena), module)
    html = BeautifulSoup(page.content, "html.parser")
    read = html.find_all("details")
    assert [fold.find("summary").get_text(" ", strip=True) for fold in read] == [
        "Your role as approved before",
        "Reading, slowly changed",
        "Checking as approved before",
        "Acting as approved before",
    ]
    assert [mark.get_text(" ", strip=True) for mark in html.find_all(["ins", "del"])[2:]] == [
        "gone: Reading",
        "new: Reading, slowly",
    ]
    # Right answers and what is said to each, which no learner sees before they answer.
    assert "Time and turns are yours." in text_of(page)
    assert "From the editor The title." in text_of(page)


def test_approved_it_shows_name_post_and_day_to_learners_and_is_published(cast, module, sent, sign_in, now):
    assert decide(sign_in(cast.lena), sent, approve="1", post=POST).status_code == 302
    review = next(found for found in current_outline().modules() if found.slug == "role").review
    assert (review.name, review.post, review.changed) == ("Lena Frost", POST, False)
    assert StepPage.objects.get(slug="reading").title == "Reading"
    sign_in(cast.eddie).post(reverse("sign_off_publish", args=[module.translation_key]))
    assert StepPage.objects.get(slug="reading").title == "Reading, slowly"


def test_sent_back_it_has_a_reason_and_comments_for_the_editor(cast, module, drafted, sent, sign_in):
    lena, field = sign_in(cast.lena), f"comment-{drafted.translation_key}"
    refused = decide(lena, sent, send_back="1", reason=" ", **{field: "Slowly how?"})
    assert (refused.status_code, "Slowly how?" in refused.content.decode()) == (422, True)
    decide(lena, sent, send_back="1", reason="Say to whom.", **{field: "Slowly how?"})
    assert states() == ["sent_back"]
    page = text_of(document(sign_in(cast.eddie), module))
    assert "What Lena Frost asks for Say to whom." in page
    assert "Reading, slowly: Slowly how?" in page
    sign_in(cast.eddie).post(reverse("sign_off_publish", args=[module.translation_key]))
    assert StepPage.objects.get(slug="reading").title == "Reading"


def test_without_a_post_nothing_is_approved(cast, sent, sign_in):
    assert decide(sign_in(cast.lena), sent, approve="1", post="").status_code == 422
    assert states() == ["waiting"]


def test_nobody_approves_what_they_wrote(cast, module, drafted, now, sign_in):
    """A lead who is an editor too."""
    appoint(cast.lena, Role.EDITOR, cast.thames, now)
    drafted.title = "Reading, my way"
    drafted.save_revision(user=cast.lena)
    drafted.save_revision(user=cast.eddie)
    sent = services.send(module=module, by=cast.eddie, kind="review", note="", now=now)
    with pytest.raises(Refusal, match="You wrote part of this"):
        services.approve(sign_off=sent, by=cast.lena, post=POST, comments={}, now=now)
    assert "You wrote part of this" in text_of(document(sign_in(cast.lena), module))


def test_nor_what_they_sent(cast, module, drafted, now):
    appoint(cast.lena, Role.EDITOR, cast.thames, now)
    appoint(cast.sam, Role.CLINICAL_LEAD, cast.thames, now)
    sent = services.send(module=module, by=cast.lena, kind="review", note="", now=now)
    with pytest.raises(Refusal, match="You wrote part of this"):
        services.approve(sign_off=sent, by=cast.lena, post=POST, comments={}, now=now)
    services.approve(sign_off=sent, by=cast.sam, post=POST, comments={}, now=now)


@pytest.mark.parametrize("name", ["eddie", "cora", "gwen", "sam", "anna"])
def test_nobody_but_a_clinical_lead_decides(cast, sent, sign_in, name):
    assert decide(sign_in(getattr(cast, name)), sent, approve="1", post=POST).status_code == 404
    assert states() == ["waiting"]


def test_a_lead_whose_role_has_ended_decides_nothing(cast, sent, sign_in, now):
    cast.lena.appointments.update(ends_at=now)
    assert decide(sign_in(cast.lena), sent, approve="1", post=POST).status_code == 404


def test_what_is_sent_again_replaces_what_waits_and_its_old_page(cast, module, drafted, sent, now):
    drafted.title = "Reading, twice"
    drafted.save_revision(user=cast.eddie)
    services.send(module=module, by=cast.eddie, kind="review", note="", now=now)
    with pytest.raises(IllegalMove):
        services.approve(sign_off=sent, by=cast.lena, post=POST, comments={}, now=now)
    assert sorted(states()) == ["replaced", "waiting"]


def test_what_is_edited_after_it_was_sent_is_not_approved_with_it(cast, module, drafted, sent, now):
    drafted.title = "Reading, unread"
    drafted.save_revision(user=cast.eddie)
    services.approve(sign_off=sent, by=cast.lena, post=POST, comments={}, now=now)
    with pytest.raises(Refusal):
        services.publish_approved(module=module, by=cast.eddie)
    with pytest.raises(Refusal):
        drafted.get_latest_revision().publish()


def test_where_nothing_changed_nothing_is_sent(cast, module, now):
    with pytest.raises(Refusal, match="nothing to send"):
        services.send(module=module, by=cast.eddie, kind="review", note="", now=now)


def test_where_there_is_no_lead_the_editor_is_told_whom_to_ask(cast, module, drafted, now):
    cast.lena.appointments.all().delete()
    with pytest.raises(Refusal, match="Ask a coordinator to invite one"):
        services.send(module=module, by=cast.eddie, kind="review", note="", now=now)


def test_mails_say_that_something_waits_and_where_and_no_more(cast, sent, now):
    services.approve(sign_off=sent, by=cast.lena, post=POST, comments={}, now=now)
    deliver_due(now)
    found = [(message.to[0], message.subject, "/admin/sign-off/" in message.body) for message in mail.outbox]
    assert sorted(found) == [
        ("eddie@example.org", "A module was approved", True),
        ("lena@example.org", "A module waits for your sign-off", True),
    ]
    told = " ".join(message.body for message in mail.outbox)
    assert [word for word in ("Reading", "Your role", "Frost", "Park", "The title.") if word in told] == []


def test_the_list_says_what_waits_for_whom(cast, sent, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.eddie)
    with django_assert_max_num_queries(12):
        page = text_of(client.get(reverse("sign_off")))
    assert "Your role Waits for a clinical lead Sent by Eddie Park" in page
    assert "Distress and risk Approved Approved by Dr Rhian Price, Consultant psychiatrist" in page


# Spelling.


@pytest.fixture
def other(cast, now):
    """A second editor."""
    person = make_person("Edna Cole")
    appoint(person, Role.EDITOR, cast.thames, now)
    return person


def retitled(slug, title, by):
    step = StepPage.objects.get(slug=slug)
    step.title = title
    step.save_revision(user=by)
    return step


def test_a_second_editor_approves_a_spelling_and_the_lead_stays_reader(cast, module, other, now):
    retitled("checking", "Cheking", cast.eddie)
    sent = services.send(module=module, by=cast.eddie, kind="correction", note="", now=now)
    with pytest.raises(Refusal, match="You wrote part of this"):
        services.approve(sign_off=sent, by=cast.eddie, post="", comments={}, now=now)
    with pytest.raises(Refusal, match="Another content editor"):
        services.approve(sign_off=sent, by=cast.lena, post="", comments={}, now=now)
    services.approve(sign_off=sent, by=other, post="", comments={}, now=now)
    services.publish_approved(module=module, by=cast.eddie)
    assert StepPage.objects.get(slug="checking").title == "Cheking"
    review = next(found for found in current_outline().modules() if found.slug == "role").review
    assert (review.name, review.changed) == ("Dr Rhian Price", False)


@pytest.mark.parametrize("title", ["Checking it", "Choosing", "Checking 2", "Rechecking"])
def test_more_than_a_spelling_goes_to_the_lead(cast, module, other, now, title):
    retitled("checking", title, cast.eddie)
    with pytest.raises(Refusal, match="more than a few spellings"):
        services.send(module=module, by=cast.eddie, kind="correction", note="", now=now)


def test_many_small_corrections_are_no_small_correction(cast, module, other, now):
    """Counted from what the lead read."""
    retitled("checking", "Chekking", cast.eddie)
    sent = services.send(module=module, by=cast.eddie, kind="correction", note="", now=now)
    services.approve(sign_off=sent, by=other, post="", comments={}, now=now)
    retitled("checking", "Chekkink", cast.eddie)
    with pytest.raises(Refusal, match="more than a few spellings"):
        services.send(module=module, by=cast.eddie, kind="correction", note="", now=now)
