"""What a group is: changed by its pair and by coordinators, with what it was before."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from foundation.refusals import Refusal
from groups.about.models import GroupChange
from groups.about.queries import closing_of
from groups.about.services import change_group, shown
from groups.models import PeerGroup
from groups.moves.queries import history_of
from groups.pairs.endings import group_occasion
from people.endings.services import end
from tests.groups.joining.making import planned_at

A_DAY = timedelta(days=1)


def change(cast, by=None, seen="", **said):
    return change_group(group=cast.alder, by=by or cast.anna, said=said, now=cast.now, seen=seen)


def alder(cast) -> PeerGroup:
    return PeerGroup.objects.get(pk=cast.alder.pk)


def announce(cast) -> None:
    end(occasion=group_occasion(cast.alder, by=cast.cora, at=cast.now + 30 * A_DAY, now=cast.now))


def test_ten_places_unless_told_otherwise(cast):
    assert (alder(cast).capacity, alder(cast).expected) == (10, None)


def test_each_fact_leaves_a_line_with_what_it_was(cast):
    change(cast, capacity=8, expected=6, agreement="What is said stays here.")
    change(cast, by=cast.cora, capacity=8, expected=None, agreement_made_on=date(2026, 1, 14))
    lines = [(line.by, line.words, line.more) for line in history_of(cast.alder, cast.now) if line.by]
    assert sorted(lines) == [
        ("Anna Okoye", "People who usually come: 6. It was: not said.", ""),
        ("Anna Okoye", "Places for people who come: 8. It was: 10.", ""),
        ("Anna Okoye", "The group agreement: there is a new text.", "What is said stays here."),
        ("Cora Lind", "Agreement made: 14 January 2026. It was: not said.", ""),
        ("Cora Lind", "People who usually come: not said. It was: 6.", ""),
    ]


@pytest.mark.parametrize("person", ["farah", "sam", "odette"])
def test_nobody_else_changes_it(cast, person):
    with pytest.raises(Refusal, match="Only the pair of this group and a coordinator"):
        change(cast, by=getattr(cast, person), capacity=8)


def test_the_name_is_the_coordinators_to_change(cast):
    with pytest.raises(Refusal, match="A coordinator changes the name"):
        change(cast, code_name="Elder")
    with pytest.raises(Refusal, match="already a group with that name"):
        change(cast, by=cast.cora, code_name="BIRCH")
    change(cast, by=cast.cora, code_name="Elder")
    assert alder(cast).code_name == "Elder"


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"agreement_made_on": date(2999, 1, 1)}, "on a day that has come"),
        ({"agreement_restated_on": date(2026, 1, 1)}, "restated after it was made"),
        ({"handed_over": "the list, to Birch"}, "Announce its end first"),
    ],
)
def test_what_cannot_be_is_refused(cast, said, refused):
    with pytest.raises(Refusal, match=refused):
        change(cast, **said)
    assert GroupChange.objects.count() == 0


def test_how_it_ends_is_said_once_its_end_is_announced(cast):
    last, _after = planned_at(cast, cast.now + 20 * A_DAY), planned_at(cast, cast.now + 40 * A_DAY)
    assert closing_of(alder(cast)) is None
    announce(cast)
    change(cast, handed_over="the room, to Birch", last_supervision_on=(cast.now + 25 * A_DAY).date())
    closing = closing_of(alder(cast))
    assert closing is not None
    assert closing.last_session == last
    assert alder(cast).handed_over == "the room, to Birch"


def test_a_line_is_neither_changed_nor_deleted(cast):
    change(cast, capacity=8)
    for attempt in (lambda rows: rows.update(after="9"), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt(GroupChange.objects.all())


def test_who_is_overtaken_is_told_and_keeps_what_they_typed(cast, sign_in):
    mark, page = shown(alder(cast)), f"/groups/{cast.alder.pk}/about/"
    form = {"capacity": "8", "rhythm": "Tuesdays", "seen": mark}
    assert sign_in(cast.anna).post(page, form)["Location"] == f"/groups/{cast.alder.pk}/history/"
    late = sign_in(cast.ben).post(page, form | {"rhythm": "Mondays"})
    assert late.status_code == 422
    said = late.content.decode()
    assert ("Anna Okoye changed this group since you opened the page" in said, 'value="Mondays"' in said) == (
        True,
        True,
    )
    assert alder(cast).rhythm == "Tuesdays"


def test_the_pages(cast, sign_in):
    change(cast, expected=6, agreement="What is said stays here.", agreement_made_on=date(2026, 1, 14))
    announce(cast)
    page, about = f"/groups/{cast.alder.pk}/", f"/groups/{cast.alder.pk}/about/"
    for person in (cast.anna, cast.sam, cast.cora):
        said = " ".join(sign_in(person).get(page).content.decode().split())
        assert "10 places. 6 people usually come. The group agreement was made on 14 January 2026." in said
        assert ("The group ends after" in said, "No last session is planned." in said) == (True, True)
    assert "code_name" not in sign_in(cast.anna).get(about).context["form"].fields
    assert "handed_over" in sign_in(cast.cora).get(about).context["form"].fields
