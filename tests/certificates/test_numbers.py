"""Certificate numbers: each once, none left out, whatever rolls back in between."""

import pytest
from django.db import transaction

from certificates.models import Certificate, NumberSeries
from certificates.services import authorise, ensure_award, issue_certificate, next_number
from delivery.models import Effect
from groups.models import PeerGroup
from people.models import Authorisation
from tests.certificates import making


def certified(cast, name: str):
    """One more facilitator of Thames with all that the award takes."""
    person = making.newcomer(cast, name)
    making.supervised(cast, person)
    Authorisation.objects.create(person=person, programme=cast.thames, confirmed_by=cast.cora, starts_at=cast.now)
    group = PeerGroup.objects.create(programme=cast.thames, code_name=f"Group of {name}", state="running")
    making.sessions(cast, 6, group=group, facilitators=[person])
    return person


@pytest.fixture
def award(cast):
    """The award without its supervision meetings, so that many people can be given it quickly."""
    award = ensure_award(cast.thames)
    award.rules.filter(kind="supervisions").delete()
    return award


def test_they_run_from_one_in_each_programme(cast, award):
    people = [certified(cast, name) for name in ("Una One", "Tom Two", "Thea Three")]
    numbers = [issue_certificate(award=award, person=person, by=cast.cora, now=cast.now).number for person in people]
    assert numbers == [1, 2, 3]
    making.sessions(cast, 6, group=cast.cedar, facilitators=[cast.olu])
    outside = ensure_award(cast.dales)
    outside.rules.filter(kind="supervisions").delete()
    theirs = issue_certificate(award=outside, person=cast.olu, by=cast.odette, now=cast.now)
    assert (theirs.number, theirs.facts["number"]) == (1, "DALES-0001")


def test_a_rollback_gives_its_number_back(cast, award):
    una, tom = certified(cast, "Una One"), certified(cast, "Tom Two")
    with pytest.raises(RuntimeError), transaction.atomic():
        issue_certificate(award=award, person=una, by=cast.cora, now=cast.now)
        raise RuntimeError("something failed after the issue")
    assert not Certificate.objects.exists()
    assert not Effect.objects.filter(kind="certificates.pdf").exists()
    assert issue_certificate(award=award, person=tom, by=cast.cora, now=cast.now).number == 1
    assert issue_certificate(award=award, person=una, by=cast.cora, now=cast.now).number == 2


def test_two_clicks_at_once_issue_one(cast, award, at_once):
    una = certified(cast, "Una One")

    def click():
        return issue_certificate(award=award, person=una, by=cast.cora, now=cast.now).pk

    first, second = at_once(click, click)
    assert first == second
    assert list(Certificate.objects.values_list("pk", "number")) == [(first, 1)]


def test_two_people_at_once_get_two_numbers(cast, award, at_once):
    una, tom = certified(cast, "Una One"), certified(cast, "Tom Two")

    def give(person):
        return lambda: issue_certificate(award=award, person=person, by=cast.cora, now=cast.now).number

    assert sorted(at_once(give(una), give(tom))) == [1, 2]


def test_many_takers_with_rollbacks_leave_neither_gap_nor_double(cast, at_once):
    """8 threads try 8 times each; every third attempt is rolled back."""

    def take() -> list[int]:
        taken: list[int] = []
        for attempt in range(1, 9):
            try:
                with transaction.atomic():
                    number = next_number(cast.thames)
                    if attempt % 3 == 0:
                        raise RuntimeError
                taken.append(number)
            except RuntimeError:
                continue
        return taken

    found = at_once(*[take] * 8)
    numbers = sorted(number for result in found for number in result)
    assert numbers == list(range(1, 8 * 6 + 1))
    assert NumberSeries.objects.get().last == 48


def test_two_confirmations_at_once_are_one_authorisation(cast, at_once):
    making.publish_course()
    nia = making.ready_newcomer(cast)

    def click():
        return authorise(person=nia, programme=cast.thames, by=cast.cora, now=cast.now).pk

    first, second = at_once(click, click)
    assert first == second
