"""What the drill says of certificates that are not whole."""

import pytest

from certificates.drills import verify_every_certificate
from certificates.files import make_file
from certificates.models import Certificate
from confidential import triggers
from delivery.models import Effect


@pytest.fixture
def by_hand(certificate):
    """`by_hand(number=9)` changes the row past every guard, as somebody with the database file could."""

    def change(**columns):
        triggers.remove()
        Certificate.objects.update(**columns)
        triggers.install()

    return change


def what_is_wrong() -> list[str]:
    return [broken.partition(": ")[2] for broken in verify_every_certificate().broken]


def test_a_certificate_with_its_file_is_whole(certificate, now):
    make_file(certificate, now)
    tried = verify_every_certificate()
    assert (tried.count, tried.broken) == (1, [])


def test_one_whose_file_is_being_made_is_whole(certificate):
    assert what_is_wrong() == []


def test_one_whose_file_was_never_made_is_named(certificate):
    Effect.objects.update(state=Effect.State.DEAD)
    assert what_is_wrong() == ["it has no file, and none is being made"]


@pytest.mark.parametrize(
    ("columns", "wrong"),
    [
        ({"number": 9}, "its number is not the one on the paper"),
        ({"code": "0" * 16}, "its code is not the one that is looked for"),
        ({"expires_on": "2099-01-01"}, "its dates are not those on the paper"),
    ],
)
def test_a_row_that_says_something_else_than_the_paper_is_named(certificate, by_hand, columns, wrong):
    by_hand(**columns)
    assert what_is_wrong() == [wrong]
