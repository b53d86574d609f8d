"""Half past midnight in British summer time on 1 July. In UTC it is still 30 June; for the people here it is July."""

import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from certificates import services
from certificates.models import Certificate
from certificates.pdf import draw
from certificates.queries import standing_of
from foundation.days import first_instant, last_day, local_day, stamp
from supervision.templatetags.waiting import waited
from tests.certificates import making
from tests.people import stand_in

HALF_PAST_MIDNIGHT = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
JULY = "1 July 2026"
NEW_YORK = "America/New_York"


@pytest.fixture
def now(monkeypatch) -> datetime:
    monkeypatch.setattr("config.middleware.timezone.now", lambda: HALF_PAST_MIDNIGHT)
    return HALF_PAST_MIDNIGHT


@pytest.fixture
def course(cast) -> None:
    making.publish_course()


def page(client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def in_new_york(cast) -> None:
    """The programme's own wall: there it is half past seven in the evening of 30 June."""
    cast.thames.zone = NEW_YORK
    cast.thames.save()


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("", date(2026, 7, 1)),
        ("Europe/London", date(2026, 7, 1)),
        (NEW_YORK, date(2026, 6, 30)),
        ("Australia/Sydney", date(2026, 7, 1)),
        ("UTC", date(2026, 6, 30)),
    ],
)
def test_a_day_is_that_of_the_wall_in_its_zone(zone, day):
    assert local_day(HALF_PAST_MIDNIGHT, zone) == day


def test_what_ends_at_midnight_had_the_day_before_as_its_last():
    begins = first_instant(date(2026, 7, 1), "Europe/London")
    assert (begins, last_day(begins)) == (datetime(2026, 6, 30, 23, tzinfo=UTC), date(2026, 6, 30))


def test_an_export_writes_the_hour_on_the_wall():
    assert (stamp(HALF_PAST_MIDNIGHT), stamp(None)) == ("2026-07-01T00:30:00+01:00", None)


@pytest.fixture(params=["", NEW_YORK], ids=["London", "New York"])
def first_and_last(request, cast) -> tuple[str, str]:
    """The day where the programme is, and the same two years on."""
    if not request.param:
        return JULY, "1 July 2028"
    in_new_york(cast)
    return "30 June 2026", "30 June 2028"


def test_issue_paper_register_and_check_say_the_day_of_the_programme(cast, sign_in, first_and_last):
    first, last = first_and_last
    award = making.meet_the_award(cast)
    appointment = cast.anna.appointments.get()
    asked = page(sign_in(cast.cora), reverse("certificates:issue", args=[appointment.pk, award.slug]))
    certificate = services.issue_certificate(award=award, person=cast.anna, by=cast.cora, now=cast.now)
    detail = page(sign_in(cast.anna), f"/certificates/{certificate.pk}/")
    register = page(sign_in(cast.cora), "/certificates/register/")
    checked = page(Client(), f"/verify/{certificate.code}/")
    assert (last in asked, first in detail, last in detail) == (True, True, True)
    assert f"Issued on {first}, valid until {last}." in register
    assert (first in checked, last in checked) == (True, True)


def test_the_paper_says_it_too(cast, first_and_last):
    certificate = making.annas_certificate(cast)
    said = "".join(
        "".join(other_page.extract_text() for other_page in PdfReader(BytesIO(draw(certificate.facts))).pages).split()
    )
    assert [day for day in first_and_last if day.replace(" ", "") not in said] == []


def test_an_authorisation_of_that_half_hour_is_of_the_first(cast, sign_in, first_and_last, course):
    person = making.ready_newcomer(cast)
    services.authorise(person=person, programme=cast.thames, by=cast.cora, now=cast.now)
    standing = standing_of(person, cast.thames, cast.now)
    assert f"{standing.authorised_on:%-d %B %Y}" == first_and_last[0]
    assert f"You have been authorised since {first_and_last[0]}." in page(sign_in(person), "/certificates/")


def test_a_certificate_is_over_once_its_last_day_is_over_there(cast, first_and_last):
    certificate = making.annas_certificate(cast)
    zone = cast.thames.zone
    ends = first_instant(certificate.expires_on + timedelta(days=1), zone)
    by_id = Certificate.objects.with_standing().get()
    around = [by_id.status(local_day(at, zone)).name for at in (ends - timedelta(minutes=1), ends)]
    assert around == ["VALID", "EXPIRED"]


def test_what_was_done_on_the_day_of_a_revocation_counts_no_more(cast, first_and_last):
    award = making.meet_the_award(cast)
    certificate = services.issue_certificate(
        award=award, person=cast.anna, by=cast.cora, now=cast.now - timedelta(days=1)
    )
    services.revoke_certificate(certificate=certificate, by=cast.gwen, reason="Issued in error.", now=cast.now)
    (entry,) = standing_of(cast.anna, cast.thames, cast.now).awards
    assert f"{entry.counted_until:%-d %B %Y}" == first_and_last[0]


def test_cover_from_tomorrow_is_called_so(cast, sign_in, first_and_last):
    first = local_day(cast.now, cast.thames.zone) + timedelta(days=1)
    stand_in(
        cast.grace,
        cast.stella,
        cast.thames,
        first_instant(first, cast.thames.zone),
        first_instant(first + timedelta(days=3), cast.thames.zone),
    )
    said = page(sign_in(cast.stella), reverse("cover:list"))
    assert [f"{day:%a %-d %b}" in said for day in (first, first + timedelta(days=2))] == [True, True]


def test_what_waits_an_hour_waits_since_yesterday_and_a_minute_since_today(now):
    ages = (timedelta(minutes=1), timedelta(hours=1), timedelta(hours=26))
    assert [waited(now - age, now) for age in ages] == ["since today", "since yesterday", "for 2 days"]


def test_ones_own_data_is_written_by_the_clock_on_the_wall(cast, sign_in):
    held = json.loads(sign_in(cast.anna).post("/me/data/download/").content)
    assert held["taken_at"] == "2026-07-01T00:30:00+01:00"
