"""One's own calendar, by a secret address: what stands in it, for whom, and what never does."""

from datetime import time, timedelta

import pytest
from django.test import Client

from delivery.calendar.events import Window, events_of
from delivery.calendar.limits import PER_ADDRESS, SECONDS
from delivery.calendar.models import CalendarAddress
from delivery.calendar.services import digest_of, make_address
from foundation.days import local_day
from groups.models import Facilitation, GroupSession
from groups.services import plan_session
from supervision.meetings.services import cancel_meeting
from tests.courses.practice import making as practice
from tests.delivery.calendar.feed_rules import faults_of
from tests.people import Cast
from tests.supervision import world
from tests.verbs import cancel_session


def plan(cast: Cast, days: int = 7, **more) -> GroupSession:
    day = local_day(cast.now) + timedelta(days=days)
    facts = {"local_date": day, "local_start": time(18, 30), "now": cast.now}
    return plan_session(group=cast.alder, by=cast.ben, **facts | more)


def fetched(secret: str, **headers) -> object:
    return Client().get(f"/calendar/{secret}.ics", headers=headers)


def feed(cast: Cast, person=None, now=None) -> str:
    answer = fetched(make_address(person=person or cast.anna, now=now or cast.now))
    assert (answer.status_code, faults_of(answer.content)) == (200, [])
    return answer.content.decode().replace("\r\n ", "")


def titles(body: str) -> list[str]:
    return [line.removeprefix("SUMMARY:") for line in body.splitlines() if line.startswith("SUMMARY:")]


def test_sessions_meetings_and_practice_days_stand_in_it(cast):
    plan(cast)
    world.meeting_in(cast, 8)
    practice.a_day(cast, cast.anna)
    assert sorted(titles(feed(cast))) == ["Session", "Supervision", "Training"]
    assert titles(feed(cast, cast.farah)) == []


def test_it_says_no_name_place_or_link(cast):
    plan(cast)
    world.meeting_in(cast, 8)
    practice.a_day(cast, cast.anna)
    body = feed(cast).lower()
    for word in ("alder", "anna", "okoye", "ben", "sam", "reyes", "thames", "http", "room", "example.org", "video"):
        assert word not in body.replace("begin", "")


def test_a_move_keeps_the_uid_and_raises_the_sequence(cast):
    session = plan(cast)
    before = feed(cast)
    day = session.local_date + timedelta(days=1)
    later = cast.now + timedelta(hours=1)
    plan(cast, local_date=day, session=session, base_revision=session.revision, now=later)
    after = feed(cast)
    assert (f"UID:{session.pk}" in before, f"UID:{session.pk}" in after) == (True, True)
    assert ("SEQUENCE:1\n" in before.replace("\r", ""), "SEQUENCE:2\n" in after.replace("\r", "")) == (True, True)
    assert f"DTSTAMP:{later:%Y%m%dT%H%M%SZ}" in after


def test_two_fetches_without_a_change_are_the_same_and_the_second_is_304(cast):
    plan(cast)
    secret = make_address(person=cast.anna, now=cast.now)
    first, second = fetched(secret), fetched(secret)
    assert first.content == second.content
    answer = fetched(secret, if_none_match=first["ETag"])
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == "private, no-cache"
    assert (first["Content-Type"], first["X-Robots-Tag"]) == ("text/calendar; charset=utf-8", "noindex, nofollow")


def test_what_is_cancelled_stays_for_thirty_days(cast):
    cancel_session(session=plan(cast), by=cast.ben, reason="rota", now=cast.now)
    meeting = world.meeting_in(cast, 8)
    cancel_meeting(meeting=meeting, by=cast.sam, reason="supervisor", now=cast.now)
    assert titles(feed(cast)) == ["Cancelled: Session", "Cancelled: Supervision"]
    window = Window.around(local_day(cast.now))
    counts = [len(events_of(cast.anna, window, cast.now + timedelta(days=days))) for days in (29, 31)]
    assert counts == [2, 0]


def test_of_a_group_that_somebody_leaves_it_has_what_is_before_that_day(cast):
    plan(cast, 7)
    plan(cast, 21)
    Facilitation.objects.filter(person=cast.anna).update(ends_at=cast.now + timedelta(days=14))
    assert titles(feed(cast)) == ["Session"]
    assert titles(feed(cast, cast.ben)) == ["Session", "Session"]


def test_whoever_said_no_to_a_practice_day_has_it_no_more(cast):
    day = practice.a_day(cast, cast.anna)
    day.places.update(answer="no", answered_at=cast.now)
    assert titles(feed(cast)) == []


def test_the_address_is_kept_as_a_digest_and_shown_once(cast, sign_in):
    client = sign_in(cast.anna)
    page = client.post("/me/calendar/", {"action": "make"})
    secret = page.context["url"].rpartition("/")[2].removesuffix(".ics")
    assert CalendarAddress.objects.get().digest == digest_of(secret)
    assert secret not in client.get("/me/calendar/").content.decode()
    assert ("no-store" in page["Cache-Control"], fetched(secret).status_code) == (True, 200)
    assert "Nobody has fetched it yet." not in client.get("/me/calendar/").content.decode()


def test_a_new_one_ends_the_old_and_stop_ends_both(cast, sign_in):
    old = make_address(person=cast.anna, now=cast.now)
    new = make_address(person=cast.anna, now=cast.now)
    assert (fetched(old).status_code, fetched(new).status_code) == (404, 200)
    sign_in(cast.anna).post("/me/calendar/", {"action": "stop"})
    assert (fetched(new).status_code, CalendarAddress.objects.exists()) == (404, False)


def test_whose_account_is_closed_has_no_calendar(cast):
    secret = make_address(person=cast.anna, now=cast.now)
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(is_active=False)
    assert fetched(secret).status_code == 404


@pytest.mark.parametrize(
    ("program", "family"),
    [
        ("Google-Calendar-Importer", "Google"),
        ("iOS/19.1 (22B83) dataaccessd/1.0", "Apple"),
        ("Microsoft Outlook 16", "Outlook"),
        ("curl/8", "another program"),
    ],
)
def test_it_is_known_which_family_of_programs_looked_on_which_day(cast, program, family):
    fetched(make_address(person=cast.anna, now=cast.now), user_agent=program)
    address = CalendarAddress.objects.get()
    assert (address.fetched_by, address.fetched_on) == (family, local_day(cast.now))


# Too often ------------------------------------------------------------------------------------------------------------


def test_who_fetches_far_too_often_is_told_when_to_come_again(cast, one_instant):
    plan(cast)
    secret = make_address(person=cast.anna, now=cast.now)
    assert [fetched(secret).status_code for _ in range(PER_ADDRESS)] == [200] * PER_ADDRESS
    busy = fetched(secret)
    assert (busy.status_code, busy["Retry-After"]) == (429, "600")
    assert busy.content.decode() == (
        "This calendar was fetched more than 60 times in ten minutes. Set your calendar program to fetch it once an "
        "hour. It answers again in ten minutes, with everything in it."
    )
    assert (busy["Content-Type"], busy["Cache-Control"]) == ("text/plain; charset=utf-8", "private, no-store")
    assert (busy["X-Robots-Tag"], busy.headers.get("ETag")) == ("noindex, nofollow", None)


def test_three_programs_that_ask_each_minute_are_within_it(cast, monkeypatch):
    secret = make_address(person=cast.anna, now=cast.now)
    answers = set()
    for minute in range(30):
        monkeypatch.setattr("config.middleware.timezone.now", lambda now=cast.now + timedelta(minutes=minute): now)
        answers |= {fetched(secret).status_code for _ in range(3)}
    assert answers == {200}


def test_a_fetch_that_brings_nothing_new_counts_too(cast, one_instant, settings):
    settings.CALENDAR_PER_ADDRESS = 2
    secret = make_address(person=cast.anna, now=cast.now)
    tag = fetched(secret)["ETag"]
    assert [fetched(secret, if_none_match=tag).status_code for _ in range(2)] == [304, 429]


def test_one_calendar_fetched_too_often_leaves_the_others(cast, one_instant, settings):
    settings.CALENDAR_PER_ADDRESS = 1
    hers, his = (make_address(person=person, now=cast.now) for person in (cast.anna, cast.ben))
    assert [fetched(secret).status_code for secret in (hers, hers, his, "x" * 43)] == [200, 429, 200, 404]


def test_ten_minutes_later_it_answers_again_with_all_in_it(cast, one_instant, settings, monkeypatch):
    settings.CALENDAR_PER_ADDRESS = 1
    plan(cast)
    secret = make_address(person=cast.anna, now=cast.now)
    assert [fetched(secret).status_code for _ in range(2)] == [200, 429]
    later = cast.now + timedelta(seconds=SECONDS)
    monkeypatch.setattr("config.middleware.timezone.now", lambda: later)
    answer = fetched(secret)
    assert (answer.status_code, titles(answer.content.decode())) == (200, ["Session"])


def test_a_refused_fetch_is_no_fetch_on_the_page(cast, one_instant, settings):
    settings.CALENDAR_PER_ADDRESS = 1
    secret = make_address(person=cast.anna, now=cast.now)
    fetched(secret, user_agent="iOS/19.1")
    fetched(secret, user_agent="Microsoft Outlook 16")
    assert CalendarAddress.objects.get().fetched_by == "Apple"


def test_one_event_can_be_taken_alone(cast, sign_in):
    session = plan(cast)
    plan(cast, 21)
    answer = sign_in(cast.anna).get(f"/me/calendar/{session.pk}.ics")
    assert (titles(answer.content.decode()), faults_of(answer.content)) == (["Session"], [])
    assert sign_in(cast.farah).get(f"/me/calendar/{session.pk}.ics").status_code == 404


def test_it_asks_as_often_for_many_events(cast, django_assert_max_num_queries):
    secret = make_address(person=cast.anna, now=cast.now)
    fetched(secret)
    for count in (1, 12):
        for number in range(count):
            plan(cast, 7 + number + count)
        with django_assert_max_num_queries(8):
            fetched(secret)
