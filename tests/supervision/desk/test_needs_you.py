"""The desk begins with what needs the supervisor; the pairs below are one line each, by need, and can be searched."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from people.models import CoverWindow, SupervisionAssignment
from tests.people import assign
from tests.supervision.world import held_meeting, meeting_in


@pytest.fixture
def two_pairs(cast):
    """Farah of Birch is overdue; Anna and Ben of Alder met ten days ago."""
    CoverWindow.objects.all().delete()
    SupervisionAssignment.objects.filter(facilitator=cast.farah).delete()
    held_meeting(cast, 10)
    return assign(cast.farah, cast.sam, cast.thames, cast.now - timedelta(days=80))


def desk(client, **asked) -> BeautifulSoup:
    return BeautifulSoup(client.get("/desk/", asked).content, "html.parser").main


def lines(page: BeautifulSoup) -> list[str]:
    found = page.select("details > summary > .nhsuk-details__summary-text")
    return [" ".join(line.get_text().split()) for line in found][:-1]


def test_who_is_overdue_comes_first_and_is_named_on_top(cast, two_pairs, sign_in):
    page = desk(sign_in(cast.sam))
    assert lines(page) == ["Birch: Farah Aziz", "Alder: Anna Okoye, Ben Walsh"]
    top = page.find(attrs={"aria-labelledby": "needs-you"})
    assert top.find("a", href=f"{reverse('meetings:plan')}?with={two_pairs.pk}")
    assert "Anna" not in top.get_text()


def test_with_a_date_planned_nothing_is_asked(cast, two_pairs, sign_in):
    meeting_in(cast, 3, cast.farah)
    assert desk(sign_in(cast.sam)).find(attrs={"aria-labelledby": "needs-you"}) is None


def test_it_is_searched_by_name_and_by_group(cast, two_pairs, sign_in):
    sam = sign_in(cast.sam)
    assert [lines(desk(sam, q=asked)) for asked in ("farah", "ALD")] == [
        ["Birch: Farah Aziz"],
        ["Alder: Anna Okoye, Ben Walsh"],
    ]
    assert "No one of this name or group." in desk(sam, q="nobody").get_text()
