"""At a meeting of several pairs nothing of one pair is another's: page, list, export, my words, mail."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from confidential.models import AccessEntry
from confidential.services import open_sealed
from delivery.services import deliver_due
from people.models import SupervisionAssignment
from supervision.attendance.services import put_attendance_right
from supervision.meetings.points.models import MeetingPoints
from tests.supervision.meetings.several.making import ALDER, ALL, ANNAS, BIRCH, EVERY_WORD, FARAHS, several


@pytest.fixture
def both(cast):
    return several(cast)


@pytest.fixture
def held(both):
    return both.meet_with_points()


def goes_to_stella(cast, *people) -> None:
    SupervisionAssignment.objects.filter(facilitator__in=people).update(supervisor=cast.stella)


def said_to(client, *addresses: str) -> set[str]:
    """Every word of the meeting that somebody finds on these pages, and in what "my data" hands out."""
    pages = [client.get(address).content.decode() for address in (*addresses, "/meetings/", "/me/", "/words/")]
    pages.append(client.post("/me/data/download/").content.decode())
    return {word for word in EVERY_WORD if any(word in page for page in pages)}


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("anna", {ALL, ALDER, ANNAS}),
        ("ben", {ALL, ALDER}),
        ("farah", {ALL, BIRCH, FARAHS}),
        ("hana", {ALL, BIRCH}),
        ("sam", set(EVERY_WORD)),
        *((who, set()) for who in ("stella", "grace", "clara", "carl", "cora", "gwen", "tess", "tara", "olu")),
    ],
)
def test_everybody_reads_their_part_and_no_more(cast, sign_in, both, held, who, reads):
    client = sign_in(both.hana if who == "hana" else getattr(cast, who))
    years = [reverse("year:person", args=[person.pk]) for person in both.four]
    assert said_to(client, held.get_absolute_url(), *years) == reads


def test_what_is_for_one_person_goes_with_them(cast, sign_in, both, held):
    goes_to_stella(cast, cast.anna)
    year = reverse("year:person", args=[cast.anna.pk])
    assert said_to(sign_in(cast.sam), held.get_absolute_url()) == set(EVERY_WORD) - {ANNAS}
    assert said_to(sign_in(cast.stella), held.get_absolute_url(), year) == set()
    assert said_to(sign_in(cast.anna), held.get_absolute_url()) == {ALL, ALDER, ANNAS}


def test_a_pairs_part_closes_once_neither_is_supervised(cast, sign_in, both, held):
    goes_to_stella(cast, cast.anna, cast.ben)
    assert said_to(sign_in(cast.sam), held.get_absolute_url()) == {ALL, BIRCH, FARAHS}


def test_nobody_opens_what_is_anothers(cast, both, held):
    annas = MeetingPoints.objects.get(person=cast.anna, partner=None)
    assert open_sealed(annas, viewer=cast.anna, now=cast.now) == {"points": ANNAS}
    for person in (cast.ben, cast.farah, both.hana, cast.stella, cast.clara):
        with pytest.raises(PermissionDenied):
            open_sealed(annas, viewer=person, now=cast.now)
    # What everybody opens holds nothing of it any more.
    opened = open_sealed(held, viewer=both.hana, now=cast.now)
    assert [words for words in opened.values() if words] == [ALL]


def test_reading_it_is_on_the_trail_of_who_wrote_it(cast, sign_in, both, held):
    for _ in range(2):
        sign_in(cast.anna).get(held.get_absolute_url())
    keys = MeetingPoints.objects.of(cast.anna).values("pk")
    entries = AccessEntry.objects.filter(action="read", record_id__in=keys)
    assert {(entry.actor, entry.owner) for entry in entries} == {(cast.anna, cast.sam)}
    assert entries.count() == 2


def test_no_mail_says_a_word_of_it(cast, both, held):
    deliver_due(cast.now)
    letters = [letter.message().as_string() for letter in mail.outbox]
    assert len(letters) >= 4
    assert [word for word in EVERY_WORD if any(word in letter for letter in letters)] == []


def test_it_never_changes(cast, held):
    rows = MeetingPoints.objects.filter(person=cast.anna)
    for change in (lambda: rows.update(partner=cast.farah), rows.delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        held.attendees.filter(person=cast.anna).update(presented=False)


def test_a_correction_is_seen_by_all_who_were_asked(cast, sign_in, both):
    held = both.meet(1, came=[cast.anna, cast.ben, cast.farah])
    put_attendance_right(meeting=held, person=both.hana, there=True, reason="slip", by=cast.sam, now=cast.now)
    for person in both.four:
        assert "Hana Ito was there" in sign_in(person).get(held.get_absolute_url()).content.decode()
