"""Editors of now list, add, rename, replace and remove handouts in the Wagtail admin; nobody else gets there."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.handouts import services
from courses.handouts.models import Handout
from foundation.refusals import Refusal
from tests.courses.handouts.making import PDF, a_handout, a_step_with, shown, streamed, upload, word
from tests.courses.world import TAKEAWAY

LIST, NEW = "/admin/handouts/", "/admin/handouts/new/"


def edit_url(handout: Handout) -> str:
    return f"/admin/handouts/edit/{handout.pk}/"


def rows(client) -> list[list[str]]:
    html = BeautifulSoup(client.get(LIST).content, "html.parser")
    listed = html.select("table.listing tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row("td")] for row in listed]


def sent(**facts) -> dict:
    return {"title": "Contact card", "purpose": "Whom to ring.", **facts}


def test_the_list_says_what_where_and_since_when(cast, sign_in, world, handout):
    a_handout(cast, "Another")
    found = rows(sign_in(cast.eddie))
    assert [(row[0].split(" Edit")[0], *row[1:4]) for row in found] == [
        ("Another", f"PDF, {len(PDF)}\xa0bytes".replace("\xa0", " "), "1", "Nowhere yet"),
        ("Contact card", f"PDF, {len(PDF)}\xa0bytes".replace("\xa0", " "), "1", "Printing"),
    ]


def test_an_editor_adds_one(cast, sign_in):
    client = sign_in(cast.eddie)
    assert client.post(NEW, sent(upload=upload(word(), "x.docx"))).status_code == 302
    handout = Handout.objects.get()
    assert (handout.title, handout.purpose, handout.file.extension, handout.file.is_public, handout.file.owner) == (
        "Contact card",
        "Whom to ring.",
        "docx",
        False,
        None,
    )
    assert list(ModelLogEntry.objects.values_list("action", "user", "object_id")) == [
        ("wagtail.create", cast.eddie.pk, str(handout.pk))
    ]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"upload": upload(b"<html>", "card.pdf")}, "neither a PDF nor a Word document"),
        ({}, "This field is required."),
        ({"upload": upload(), "title": ""}, "This field is required."),
        ({"upload": upload(b"")}, "The submitted file is empty."),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field_and_nothing_is_stored(cast, sign_in, private_root, facts, says):
    for file in facts.values():
        if hasattr(file, "seek"):
            file.seek(0)
    response = sign_in(cast.eddie).post(NEW, sent(**facts))
    assert (response.status_code, says in response.content.decode()) == (200, True)
    assert (Handout.objects.exists(), private_root.exists()) == (False, False)


def test_renaming_keeps_the_file(cast, sign_in, handout):
    sign_in(cast.eddie).post(edit_url(handout), sent(title="Card"))
    renamed = Handout.objects.get()
    assert (renamed.title, renamed.file_id) == ("Card", handout.file_id)


def test_a_replaced_file_is_what_learners_get(cast, sign_in, handout):
    sign_in(cast.eddie).post(edit_url(handout), sent(upload=upload(word()), note="Now to fill in."))
    response = sign_in(cast.anna).get(reverse("courses:handout", args=["groups", handout.pk]))
    assert streamed(response) == word()


def test_a_new_file_says_what_is_different(cast, sign_in, handout):
    response = sign_in(cast.eddie).post(edit_url(handout), sent(upload=upload(word())))
    assert "Write in one line what is different in the new file." in response.content.decode()
    assert Handout.objects.get().version == 1


def test_one_that_a_step_shows_is_not_removed(cast, sign_in, handout):
    client = sign_in(cast.eddie)
    address = f"/admin/handouts/delete/{handout.pk}/"
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert ("prevent it from being deleted" in page.get_text(), page.find(string="Yes, delete")) == (True, None)
    answer = client.post(address, follow=True).content.decode()
    assert ("“Printing” shows this handout" in answer, Handout.objects.standing().count()) == (True, 1)


def test_one_in_a_step_that_was_taken_down_is_not_removed_either(cast, world, handout):
    world.risk.get_children().get(slug="printing").specific.unpublish()
    with pytest.raises(Refusal, match="Printing"):
        services.remove_handout(handout=handout, by=cast.eddie, now=cast.now)


def test_an_unused_one_is_removed_with_its_file(cast, sign_in, world, private_root, django_capture_on_commit_callbacks):
    unused, client = a_handout(cast), sign_in(cast.eddie)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/handouts/delete/{unused.pk}/")
    assert (list(private_root.rglob("*.*")), rows(client)) == ([], [])
    for address in (edit_url(unused), f"/admin/handouts/file/{unused.pk}/", f"/admin/handouts/delete/{unused.pk}/"):
        assert client.get(address).status_code == 404


def test_removing_twice_is_once_and_changing_then_is_refused(cast, world):
    unused = a_handout(cast)
    removed = services.remove_handout(handout=unused, by=cast.eddie, now=cast.now)
    later = cast.now + timedelta(days=1)
    assert services.remove_handout(handout=unused, by=cast.eddie, now=later).removed_at == removed.removed_at
    with pytest.raises(Refusal, match="has been removed"):
        services.change_handout(handout=unused, title="T", purpose="P", by=cast.eddie, now=later)


def test_the_chooser_offers_those_that_stand_with_their_purpose(cast, sign_in, world, handout):
    services.remove_handout(handout=a_handout(cast, "Gone"), by=cast.eddie, now=cast.now)
    html = sign_in(cast.eddie).get("/admin/choose-handout/").json()["html"]
    links = BeautifulSoup(html, "html.parser").select("[data-chooser-modal-choice]")
    assert ([link.get_text(strip=True) for link in links], "Whom to ring." in html) == (["Contact card"], True)


def test_a_removed_one_is_not_published_in_a_step(cast, world):
    from courses.blocks import StepBlocks

    gone = services.remove_handout(handout=a_handout(cast), by=cast.eddie, now=cast.now)
    blocks = StepBlocks()
    with pytest.raises(Exception, match="StreamBlock"):
        blocks.clean(blocks.to_python([shown(gone), TAKEAWAY]))


def test_an_editor_looks_at_the_file(cast, sign_in, handout):
    response = sign_in(cast.eddie).get(f"/admin/handouts/file/{handout.pk}/")
    assert (streamed(response), response["Content-Disposition"]) == (PDF, 'attachment; filename="contact-card.pdf"')
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_nobody_but_an_editor_of_now_gets_there(cast, sign_in, handout):
    addresses = [
        LIST,
        NEW,
        edit_url(handout),
        f"/admin/handouts/delete/{handout.pk}/",
        f"/admin/handouts/file/{handout.pk}/",
        f"/admin/handouts/versions/{handout.pk}/",
        "/admin/choose-handout/",
        "/admin/choose-handout/create/",
        "/admin/choose-handout/results/",
        f"/admin/choose-handout/chosen/{handout.pk}/",
    ]
    editor = sign_in(cast.eddie)
    assert [editor.get(address).status_code for address in addresses] == [200] * len(addresses)
    for name, person in cast.by_relation().items():
        if name != "editor":
            client = sign_in(person)
            assert {(address, client.get(address).status_code) for address in addresses} == {
                (address, 404) for address in addresses
            }
    cast.eddie.appointments.update(ends_at=cast.now - timedelta(microseconds=1))
    assert [editor.get(address).status_code for address in addresses] == [404] * len(addresses)
    assert editor.post(NEW, sent(upload=upload())).status_code == 404
    assert Handout.objects.count() == 1


def test_the_list_costs_the_same_at_one_and_at_fifteen(cast, sign_in, world):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        client = sign_in(cast.eddie)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    a_step_with(world, a_handout(cast, "Handout 0"))
    at_one = cost()
    a_step_with(world, *[a_handout(cast, f"Handout {number}") for number in range(1, 15)], slug="many")
    assert (cost(), len(rows(sign_in(cast.eddie)))) == (at_one, 15)
