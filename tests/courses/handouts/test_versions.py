"""A new file of a handout is a new version: editors keep the ones before, and whoever saved one is told of the next."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from courses.handouts import services
from courses.handouts.exports import handouts_saved
from courses.handouts.models import Handout, HandoutVersion, SavedHandout
from tests.courses.handouts.making import PDF, a_handout, streamed, upload, word

STEP, COURSE = "/courses/groups/risk/printing/", "/courses/groups/"
NOTE = "The number of the ward is new."


def replace(cast, handout: Handout, note: str = NOTE, days: int = 1) -> Handout:
    return services.change_handout(
        handout=handout,
        title=handout.title,
        purpose=handout.purpose,
        upload=upload(word()),
        note=note,
        by=cast.eddie,
        now=cast.now + timedelta(days=days),
    )


def save(client, handout: Handout) -> None:
    streamed(client.get(reverse("courses:handout", args=["groups", handout.pk])))


def news(client, address: str) -> list[str]:
    html = BeautifulSoup(client.get(address).content, "html.parser")
    return [" ".join(found.get_text().split()) for found in html.select(".hf-handout__changed")]


def rows(client, handout: Handout) -> list[list[str]]:
    html = BeautifulSoup(client.get(f"/admin/handouts/versions/{handout.pk}/").content, "html.parser")
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row("td")] for row in html.select("table.listing tbody tr")
    ]


def test_editors_keep_each_file_with_who_when_and_what_is_different(cast, sign_in, handout):
    handout = replace(cast, handout)
    client = sign_in(cast.eddie)
    assert [(row[0], row[2], row[3]) for row in rows(client, handout)] == [
        ("2, the newest", str(cast.eddie), NOTE),
        ("1", str(cast.eddie), ""),
    ]
    earlier = client.get(f"/admin/handouts/versions/{handout.pk}/1/")
    assert (streamed(earlier), earlier["Content-Disposition"]) == (PDF, 'attachment; filename="contact-card-1.pdf"')
    assert client.get(f"/admin/handouts/versions/{handout.pk}/2/").status_code == 404


def test_learners_get_the_newest_alone(cast, sign_in, handout):
    replace(cast, handout)
    for person in (cast.anna, cast.sam, cast.lena):
        client = sign_in(person)
        assert client.get(f"/admin/handouts/versions/{handout.pk}/").status_code == 404
        assert client.get(f"/admin/handouts/versions/{handout.pk}/1/").status_code == 404


def test_whoever_saved_it_reads_on_the_step_and_in_the_list_what_is_new(cast, sign_in, handout):
    anna, farah = sign_in(cast.anna), sign_in(cast.farah)
    save(anna, handout)
    assert [news(anna, STEP), news(anna, COURSE)] == [[], []]
    handout = replace(cast, handout)
    said = [found for address in (STEP, COURSE) for found in news(anna, address)]
    assert [sentence.split("(")[0] + sentence.split("): ")[1] for sentence in said] == [
        f"New since you saved it {NOTE}"
    ] * 2
    # Farah has never saved it: to her nothing of it is new.
    assert [news(farah, STEP), news(farah, COURSE)] == [[], []]
    save(anna, handout)
    assert [news(anna, STEP), news(anna, COURSE)] == [[], []]


def test_a_new_name_is_no_news(cast, sign_in, handout):
    anna = sign_in(cast.anna)
    save(anna, handout)
    services.change_handout(handout=handout, title="Card", purpose="P", by=cast.eddie, now=cast.now)
    assert (news(anna, STEP), Handout.objects.get().version) == ([], 1)


def test_asking_for_its_size_is_not_saving_it(cast, sign_in, handout):
    sign_in(cast.anna).head(reverse("courses:handout", args=["groups", handout.pk]))
    assert SavedHandout.objects.count() == 0


def test_ones_own_data_say_what_was_saved(cast, sign_in, handout):
    save(sign_in(cast.anna), handout)
    save(sign_in(cast.sam), handout)
    (row,) = handouts_saved(cast.anna, cast.now)
    assert (row["handout"], row["version"]) == ("Contact card", 1)


def test_removing_takes_every_version(cast, world, private_root, django_capture_on_commit_callbacks):
    handout = replace(cast, a_handout(cast))
    assert len(list(private_root.rglob("*.*"))) == 2
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_handout(handout=handout, by=cast.eddie, now=cast.now)
    assert (list(private_root.rglob("*.*")), HandoutVersion.objects.count()) == ([], 0)


@pytest.fixture
def add(cast, sign_in):
    """An editor adds a handout where a step's is chosen."""

    def sent(**facts):
        data = {"title": "Card", "purpose": "Whom to ring.", "upload": upload(), **facts}
        return sign_in(cast.eddie).post("/admin/choose-handout/create/", data).json()

    return sent


def test_one_is_added_where_it_is_chosen(add, cast):
    answer = add()
    handout = Handout.objects.get()
    assert (answer["step"], answer["result"]["id"], answer["result"]["title"]) == ("chosen", str(handout.pk), "Card")
    assert (handout.put_by, handout.version) == (cast.eddie, 1)


def test_what_cannot_be_kept_is_said_there_too(add):
    assert "neither a PDF nor a Word document" in add(upload=upload(b"<html>"))["htmlFragment"]
    assert Handout.objects.count() == 0
