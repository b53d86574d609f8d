"""A log brings back what its owner meant to try, asks about difference every third time, and helps first at night."""

from datetime import timedelta

import pytest

from supervision.logs.asking import asking_of
from supervision.logs.models import SessionLog
from supervision.logs.services import withdraw_log
from supervision.logs.sharing import share_log
from tests.factories import held_session
from tests.supervision.world import alder_session, draft_log, write

TRY = "Wait three breaths."


def page_of(sign_in, person, log):
    return sign_in(person).get(f"/logs/{log.pk}/").content.decode()


def asked(log, now):
    return asking_of(SessionLog.objects.select_related("session", "programme", "owner", "text").get(pk=log.pk), now)


def test_what_was_meant_to_be_tried_comes_back_the_next_time(cast, sign_in):
    draft_log(cast, cast.anna, alder_session(cast, days_ago=17), next_time="Something older.")
    draft_log(cast, cast.anna, alder_session(cast, days_ago=10), next_time=TRY)
    page = page_of(sign_in, cast.anna, draft_log(cast, cast.anna, alder_session(cast)))
    assert ("Last time you wrote that you would try:" in page, TRY in page, "older" in page) == (True, True, False)


def test_nothing_is_brought_back_where_there_is_nothing(cast, sign_in):
    draft_log(cast, cast.anna, alder_session(cast, days_ago=10), stirred="no plan")
    page = page_of(sign_in, cast.anna, draft_log(cast, cast.anna, alder_session(cast)))
    assert "Last time you wrote" not in page


def test_nor_what_another_wrote_or_what_was_said_of_another_group(cast, sign_in):
    session = alder_session(cast, days_ago=10)
    draft_log(cast, cast.ben, session, next_time=TRY)
    other = held_session(cast, cast.birch, cast.farah, cast.anna, days_ago=10)
    draft_log(cast, cast.anna, other, next_time=TRY)
    assert asked(draft_log(cast, cast.anna, alder_session(cast)), cast.now).meant_to_try == ""


def test_nor_what_was_withdrawn(cast, sign_in):
    log = draft_log(cast, cast.anna, alder_session(cast, days_ago=10), next_time=TRY)
    share_log(log=log, by=cast.anna, now=cast.now, about_partner=False, check_in_please=False, weighed=True)
    withdraw_log(log=log, by=cast.anna, now=cast.now)
    assert asked(draft_log(cast, cast.anna, alder_session(cast)), cast.now).meant_to_try == ""


def test_every_third_log_asks_about_difference_in_the_open(cast):
    logs = []
    for number in range(6):
        log = draft_log(cast, cast.anna, alder_session(cast, days_ago=40 - number * 7))
        SessionLog.objects.filter(pk=log.pk).update(started_at=cast.now + timedelta(minutes=number))
        logs.append(log)
    open_in = ["inclusion" in [prompt.key for prompt in asked(log, cast.now).open] for log in logs]
    assert open_in == [False, False, True, False, False, True]
    for log in logs:
        asking = asked(log, cast.now)
        assert len(asking.open) + len(asking.folded) == 11


@pytest.mark.parametrize(("hour", "first"), [(19, False), (20, True), (23, True), (3, True), (9, False)])
def test_whom_to_ring_comes_before_the_boxes_late_in_the_day(cast, hour, first):
    log = draft_log(cast, cast.anna, alder_session(cast))
    winter_evening = cast.now.replace(month=1, day=15, hour=hour)
    assert asked(log, winter_evening).worry_first is first


def test_it_is_on_the_page_once_wherever_it_stands(cast, sign_in, monkeypatch):
    log = draft_log(cast, cast.anna, alder_session(cast))
    for first in (False, True):
        monkeypatch.setattr("supervision.logs.asking._is_late", lambda *_given, first=first: first)
        page = page_of(sign_in, cast.anna, log)
        worry, box = page.index("Did anything worry you?"), page.index("What was the session really about?")
        assert (page.count("Did anything worry you?"), worry < box) == (1, first)


def test_what_a_partner_sees_has_none_of_it(cast, sign_in):
    draft_log(cast, cast.anna, alder_session(cast, days_ago=10), next_time=TRY)
    log = draft_log(cast, cast.ben, alder_session(cast))
    write(log, {"stirred": "mine"}, cast.now)
    assert TRY not in page_of(sign_in, cast.ben, log)
