"""A telephone number is for those who work with a person now, and for nobody else, on no other page."""

from datetime import timedelta

import pytest
from django.core import mail

from delivery.services import deliver_due
from foundation.exports import exports
from people.models import Telephone
from people.telephones.queries import telephones_for
from people.telephones.services import give_telephone, take_back_telephone
from tests.supervision import world

NUMBERS = {
    "anna": "07700 900001",
    "ben": "07700 900002",
    "farah": "07700 900003",
    "sam": "07700 900004",
    "stella": "07700 900005",
    "grace": "07700 900006",
    "clara": "07700 900007",
    "carl": "07700 900008",
    "cora": "07700 900009",
    "gwen": "07700 900010",
    "olu": "07700 900011",
    "oscar": "07700 900012",
}
# Who sees whose, of all those above. Clara covers for Sam now; Grace's and Carl's part ended yesterday.
SEEN = {
    "anna": {"ben", "sam", "clara"},
    "ben": {"anna", "sam", "clara"},
    "farah": {"stella"},
    "sam": {"anna", "ben"},
    "stella": {"farah"},
    "clara": {"anna", "ben"},
    "olu": {"oscar"},
    "oscar": {"olu"},
}


@pytest.fixture
def given(cast):
    for name, number in NUMBERS.items():
        give_telephone(person=getattr(cast, name), number=number, now=cast.now)


def seen_by(cast, name, now=None) -> set[str]:
    return {found.person.first_name.lower() for found in telephones_for(getattr(cast, name), now or cast.now).values()}


def test_everybody_sees_the_numbers_of_those_they_work_with_now(cast, given):
    found = {name: seen_by(cast, name) for name in cast.__dataclass_fields__ if hasattr(getattr(cast, name), "email")}
    assert {name: people for name, people in found.items() if people} == SEEN


def test_a_number_goes_at_the_instant_the_supervision_ends(cast, given):
    end = cast.now + timedelta(hours=1)
    held = world.assignment(cast.anna, cast.sam)
    held.ends_at = end
    held.save(update_fields=["ends_at"])
    before = end - timedelta(microseconds=1)
    assert ("anna" in seen_by(cast, "sam", before), "anna" in seen_by(cast, "sam", end)) == (True, False)
    assert ("sam" in seen_by(cast, "anna", before), "sam" in seen_by(cast, "anna", end)) == (True, False)
    assert ("anna" in seen_by(cast, "clara", before), "anna" in seen_by(cast, "clara", end)) == (True, False)


def test_a_number_goes_at_the_instant_the_place_in_the_pair_ends(cast, given):
    place = cast.alder.facilitations.get(person=cast.ben)
    place.ends_at = cast.now
    place.save(update_fields=["ends_at"])
    assert ("ben" in seen_by(cast, "anna"), "anna" in seen_by(cast, "ben")) == (False, False)


def test_who_takes_it_back_is_seen_no_longer(cast, given):
    take_back_telephone(person=cast.sam)
    assert seen_by(cast, "anna") == {"ben", "clara"}
    assert Telephone.objects.filter(person=cast.sam).count() == 0


def test_nothing_is_shown_that_nobody_gave(cast):
    assert telephones_for(cast.anna, cast.now) == {}


TYPED = [
    ("07700 900123", "07700 900123"),
    ("  07700\t900-123 ", "07700 900 123"),
    ("+44 (0)7700 900123", "+44 0 7700 900123"),
    ("\uff10\uff17\uff17\uff10\uff10\u2009900\u2013123", "07700 900 123"),
    ("\u202a07700900123\u202c", "07700900123"),
]


@pytest.mark.parametrize(("typed", "kept"), TYPED)
def test_a_number_is_kept_in_plain_digits_however_it_was_typed(cast, sign_in, typed, kept):
    assert sign_in(cast.anna).post("/me/telephone/", {"number": typed}).status_code == 302
    assert Telephone.objects.get().number == kept


@pytest.mark.parametrize(
    "typed",
    [
        "not a number",
        "12345",
        "0770 CALL ME",
        "1" * 16,
        "+",
        "07700 900123 x4",
        "0" * 80,
        "\u0660\u0667\u0667\u0660\u0660 900123",
    ],
)
def test_what_is_no_number_is_refused_and_stays_in_the_form(cast, sign_in, typed):
    response = sign_in(cast.anna).post("/me/telephone/", {"number": typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Write a telephone number: digits, with spaces if you like" in page
    assert f'value="{typed}"' in page
    assert Telephone.objects.count() == 0


def test_an_empty_field_takes_it_back(cast, sign_in, given):
    sign_in(cast.anna).post("/me/telephone/", {"number": " "})
    assert Telephone.objects.filter(person=cast.anna).exists() is False


def test_it_is_in_the_file_of_my_data(cast, given):
    assert dict(exports)["telephone"](cast.anna, cast.now) == {
        "number": "07700 900001",
        "given": cast.now.isoformat(),
    }
    assert dict(exports)["telephone"](cast.tara, cast.now) is None


# The pages that say to ring somebody, with whose number each shows.
RINGING = {
    "/help/": {"anna": {"ben", "sam", "clara"}, "farah": {"stella"}, "cora": set()},
    "/concerns/raise/": {"anna": {"ben", "sam", "clara"}},
    "/groups/{alder}/": {"anna": set(), "cora": set()},
}


def shown(page: str) -> set[str]:
    return {name for name, number in NUMBERS.items() if number in page}


@pytest.mark.parametrize("path", RINGING)
def test_the_number_is_where_the_page_says_to_ring(cast, sign_in, given, path):
    address = path.format(alder=cast.alder.pk)
    found = {name: shown(sign_in(getattr(cast, name)).get(address).content.decode()) for name in RINGING[path]}
    assert found == RINGING[path]


def test_the_page_of_a_concern_shows_each_side_the_other(cast, sign_in, given):
    concern = world.concern(cast, cast.anna)
    pages = {
        name: sign_in(getattr(cast, name)).get(f"/concerns/{concern.pk}/").content.decode()
        for name in ("anna", "sam", "clara")
    }
    assert {name: shown(page) for name, page in pages.items()} == {
        "anna": {"ben", "sam", "clara"},
        "sam": {"anna"},
        "clara": {"anna"},
    }


@pytest.mark.parametrize("path", ["/people/", "/readiness/", "/groups/", "/concerns/", "/people/invitations/"])
def test_it_is_on_no_list(cast, sign_in, given, path):
    assert shown(sign_in(cast.cora).get(path).content.decode()) == set()


def test_it_is_in_no_mail(cast, given):
    world.concern(cast, cast.anna)
    deliver_due(cast.now)
    assert mail.outbox
    assert {name for item in mail.outbox for name in shown(item.body + item.subject)} == set()
