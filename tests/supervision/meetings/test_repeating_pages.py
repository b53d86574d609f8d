"""The pages of meetings that repeat: what is typed is shown as a list of meetings, and saved by a second press."""

from datetime import UTC, date, datetime, time

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from groups.series.planning import Plan
from people.models import CoverWindow
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.repeating import services
from supervision.meetings.services import cancel_meeting
from tests.supervision.world import assignment

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
MONDAY, NOON = date(2026, 11, 9), time(12, 30)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def nobody_is_away(cast) -> None:
    CoverWindow.objects.all().delete()


@pytest.fixture(autouse=True)
def the_clock_stands(monkeypatch) -> None:
    monkeypatch.setattr("config.middleware.timezone.now", lambda: NOW)


@pytest.fixture
def sam(cast, sign_in):
    return sign_in(cast.sam)


@pytest.fixture
def page() -> str:
    return reverse("meetings:begin_series")


@pytest.fixture
def typed(cast) -> dict[str, object]:
    return {
        "people": [str(assignment(person, cast.sam).pk) for person in (cast.anna, cast.ben)],
        "weeks": "4",
        "begins_on": "2026-11-09",
        "local_start": "12:30",
        "minutes": "60",
        "mode": "video",
    }


@pytest.fixture
def series(cast):
    """Anna and Ben with Sam, every four weeks."""
    plan = Plan(weeks=4, begins_on=MONDAY, local_start=NOON, minutes=60)
    return services.begin_series(
        supervisor=cast.sam, programme=cast.thames, people=[cast.anna, cast.ben], plan=plan, now=NOW
    )


def hidden(response) -> dict[str, list[str]]:
    """What the page that shows the list would send, whichever of its buttons is pressed."""
    found: dict[str, list[str]] = {}
    for field in BeautifulSoup(response.content, "html.parser").main.find_all("input", type="hidden"):
        if field["name"] != "csrfmiddlewaretoken":
            found.setdefault(field["name"], []).append(field["value"])
    return found


def days(state="planned") -> list[str]:
    rows = SupervisionMeeting.objects.filter(state=state).order_by("local_date")
    return [f"{row.local_date:%d %b} {row.local_start:%H:%M}" for row in rows]


def summary(response) -> str:
    return BeautifulSoup(response.content, "html.parser").find(attrs={"role": "alert"}).get_text(" ", strip=True)


EVERY_FOURTH = ["09 Nov 12:30", "07 Dec 12:30", "04 Jan 12:30"]


def test_the_list_is_shown_first_and_then_saved(cast, sam, page, typed):
    shown = sam.post(page, typed)
    assert (shown.status_code, days()) == (200, [])
    saved = sam.post(page, {**hidden(shown), "action": "save"})
    assert (saved.status_code, saved["Location"]) == (302, reverse("meetings:list"))
    assert days() == EVERY_FOURTH


def test_what_was_typed_can_be_typed_over(sam, page, typed):
    again = sam.post(page, {**hidden(sam.post(page, typed)), "action": "edit"})
    assert (again.status_code, days()) == (200, [])
    assert again.context["form"]["minutes"].value() == "60"


def test_a_list_that_has_changed_is_shown_again(cast, sam, page, typed):
    shown = sam.post(page, typed)
    services.begin_series(
        supervisor=cast.sam,
        programme=cast.thames,
        people=[cast.anna, cast.ben],
        plan=Plan(weeks=4, begins_on=MONDAY, local_start=NOON, minutes=60),
        now=NOW,
    )
    again = sam.post(page, {**hidden(shown), "action": "save"})
    assert (again.status_code, days()) == (422, EVERY_FOURTH)
    assert summary(again) != ""


def test_what_is_wrong_is_said_and_plans_nothing(sam, page, typed):
    far = sam.post(page, {**typed, "begins_on": "2099-01-05"})
    assert (far.status_code, "Choose a first day in the next 12 weeks" in far.content.decode()) == (422, True)
    empty = sam.post(page, {**typed, "people": []})
    assert (empty.status_code, "Choose who is coming." in empty.content.decode()) == (422, True)
    assert days() == []


def change(series, **more) -> dict[str, object]:
    return {"weeks": "4", "begins_on": "2026-11-09", "local_start": "09:00", "minutes": "60", **more}


def test_a_change_of_all_is_shown_first_and_then_saved(cast, sam, series):
    page = reverse("meetings:series", args=[series.pk])
    shown = sam.post(page, change(series))
    assert (shown.status_code, days()) == (200, EVERY_FOURTH)
    saved = sam.post(page, {**hidden(shown), "action": "save"})
    assert (saved.status_code, days()) == (302, ["09 Nov 09:00", "07 Dec 09:00", "04 Jan 09:00"])


def test_a_change_from_one_meeting_on_leaves_the_earlier_ones(cast, sam, series):
    second = SupervisionMeeting.objects.get(local_date=date(2026, 12, 7))
    page = reverse("meetings:series", args=[series.pk])
    assert sam.get(page, {"meeting": str(second.pk)}).context["meeting"] == second
    shown = sam.post(page, change(series, meeting=str(second.pk), scope="later", begins_on="2026-12-07"))
    saved = sam.post(page, {**hidden(shown), "action": "save"})
    assert (saved.status_code, days()) == (302, ["09 Nov 12:30", "07 Dec 09:00", "04 Jan 09:00"])


def test_stopping_shows_what_is_called_off_first(cast, sam, series):
    page = reverse("meetings:series", args=[series.pk])
    shown = sam.post(page, {"action": "stop"})
    assert (shown.status_code, days()) == (200, EVERY_FOURTH)
    stopped = sam.post(page, {**hidden(shown), "action": "stop"})
    assert (stopped.status_code, days(), days("cancelled")) == (302, [], EVERY_FOURTH)


def test_a_change_of_a_list_that_has_changed_is_shown_again(cast, sam, series):
    page = reverse("meetings:series", args=[series.pk])
    shown = sam.post(page, change(series))
    first = SupervisionMeeting.objects.get(local_date=MONDAY)
    cancel_meeting(meeting=first, by=cast.sam, reason="other", now=NOW)
    again = sam.post(page, {**hidden(shown), "action": "save"})
    assert (again.status_code, days()) == (422, EVERY_FOURTH[1:])


def test_nobody_else_changes_it(cast, sign_in, series):
    page = reverse("meetings:series", args=[series.pk])
    people = (cast.stella, cast.anna, cast.cora)
    assert [sign_in(person).post(page, change(series)).status_code for person in people] == [404, 404, 404]
    assert days() == EVERY_FOURTH


def test_it_ends_with_the_last_supervision(cast, sam, series):
    cast.anna.supervised_by.update(ends_at=NOW)
    cast.ben.supervised_by.update(ends_at=NOW)
    assert sam.get(reverse("meetings:series", args=[series.pk])).status_code == 404
