"""A handout is saved through one view, by those who take part or have begun the course, and never shown in place."""

import os
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from courses.handouts import services
from courses.progress.models import Enrolment
from people.models import Role
from tests.courses.handouts.making import PDF, a_handout, a_step_with, pdf, streamed, upload, word
from tests.courses.world import complete
from tests.people import appoint, make_person


def url_of(handout, course: str = "groups") -> str:
    return reverse("courses:handout", args=[course, handout.pk])


def test_it_comes_whole_to_be_saved_and_nothing_else(cast, sign_in, handout):
    response = sign_in(cast.anna).get(url_of(handout))
    assert streamed(response) == PDF
    assert {
        name: response[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "Content-Length",
            "Cache-Control",
            "Content-Security-Policy",
            "X-Content-Type-Options",
        )
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="contact-card.pdf"',
        "Content-Length": str(len(PDF)),
        "Cache-Control": "no-store, private",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }


def test_it_is_read_in_pieces(cast, sign_in, world):
    large = pdf(lambda made: made.pages[0].contents_add(os.urandom(300_000)))
    handout = a_handout(cast, content=large)
    a_step_with(world, handout)
    pieces = list(sign_in(cast.anna).get(url_of(handout)).streaming_content)
    assert (max(map(len, pieces)) <= 64 * 1024, sum(map(len, pieces)) > 300_000) == (True, True)


def test_a_word_document_says_what_it_is(cast, sign_in, handout):
    services.change_handout(
        handout=handout, title="Überblick <b>\r\n", purpose="P", upload=upload(word()), by=cast.eddie, now=cast.now
    )
    response = sign_in(cast.anna).get(url_of(handout))
    assert (response["Content-Type"].split(".")[-1], response["Content-Disposition"]) == (
        "document",
        'attachment; filename="uberblick-b.docx"',
    )


def test_head_says_the_same_without_the_file(cast, sign_in, handout):
    response = sign_in(cast.anna).head(url_of(handout))
    assert (response.status_code, response["Content-Length"], response.getvalue()) == (200, str(len(PDF)), b"")


@pytest.mark.parametrize("role", list(Role))
def test_whose_role_opens_it(cast, sign_in, handout, role):
    somebody = make_person("Somebody New")
    appoint(somebody, role, cast.dales, cast.now - timedelta(days=1))
    opens = role in (Role.FACILITATOR, Role.SUPERVISOR, Role.TRAINER, Role.COORDINATOR)
    assert sign_in(somebody).get(url_of(handout)).status_code == (200 if opens else 404)


def test_an_ended_appointment_opens_nothing_and_a_begun_course_stays_open(cast, sign_in, handout, world):
    cast.farah.appointments.update(ends_at=cast.now - timedelta(microseconds=1))
    client = sign_in(cast.farah)
    assert client.get(url_of(handout)).status_code == 404
    complete(world, "reading", cast.farah, cast.now)
    assert client.get(url_of(handout)).status_code == 200


def test_having_begun_another_course_opens_nothing(cast, sign_in, handout):
    Enrolment.objects.create(person=cast.gwen, course_key=uuid4(), course_title="Another", started_at=cast.now)
    assert sign_in(cast.gwen).get(url_of(handout)).status_code == 404


def test_what_no_published_step_shows_is_not_there(cast, sign_in, world, handout):
    client = sign_in(cast.anna)
    unused = a_handout(cast, "Not out yet")
    assert [client.get(url_of(unused)).status_code, client.get(url_of(handout, "other")).status_code] == [404, 404]
    page = world.risk.get_children().get(slug="printing")
    page.specific.unpublish()
    assert client.get(url_of(handout)).status_code == 404
    assert client.get(reverse("courses:handout", args=["groups", uuid4()])).status_code == 404


def test_a_removed_one_is_gone_at_once(cast, sign_in, world, handout):
    client = sign_in(cast.anna)
    page = world.risk.get_children().get(slug="printing").specific
    page.body = [(child.block_type, child.value) for child in page.body if child.block_type != "handout"]
    page.save_revision().publish()
    services.remove_handout(handout=handout, by=cast.eddie, now=cast.now)
    assert client.get(url_of(handout)).status_code == 404


def test_one_that_is_not_drawn_yet_says_so(cast, sign_in, handout):
    handout.file = None
    handout.save()
    response = sign_in(cast.anna).get(url_of(handout), follow=True)
    assert (response.redirect_chain, "still being made" in response.content.decode()) == (
        [("/courses/groups/", 302)],
        True,
    )
