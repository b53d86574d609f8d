"""Asked with a log or from My day, a check-in is the same: one list, and one ending, "I have been in touch"."""

import pytest
from django.urls import reverse

from supervision.check_ins.models import CheckIn
from supervision.check_ins.queries import asked_by, waiting_for
from supervision.check_ins.services import ask_to_check_in, say_in_touch
from supervision.logs.answering import release_reading
from supervision.logs.services import withdraw_log
from supervision.logs.sharing import share_log
from tests.supervision.world import draft_reading, held_meeting, share_again, shared_log


def asks_sam(cast) -> list[str]:
    return [item.person.first_name for item in waiting_for(cast.sam, cast.now)]


def read(cast, version):
    release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)


def discussed(cast, version):
    reading = draft_reading(cast, version)
    release_reading(reading=reading, by=cast.sam, outcome="discussed", meeting=held_meeting(cast), now=cast.now)


def taken_back(cast, version):
    withdraw_log(log=version.log, by=cast.anna, now=cast.now)


def shared_again_without_asking(cast, version):
    share_again(cast, version)


@pytest.mark.parametrize("deed", [read, discussed, taken_back, shared_again_without_asking])
def test_nothing_that_happens_to_the_log_ends_it(cast, deed):
    deed(cast, shared_log(cast, cast.anna, check_in=True))
    assert (asks_sam(cast), asked_by(cast.anna, cast.now).supervisor) == (["Anna"], cast.sam)


@pytest.mark.parametrize("name", ["sam", "clara"])
def test_having_been_in_touch_ends_it(cast, name):
    shared_log(cast, cast.anna, check_in=True)
    say_in_touch(check_in=CheckIn.objects.get(), by=getattr(cast, name), now=cast.now)
    assert (asks_sam(cast), asked_by(cast.anna, cast.now)) == ([], None)


def test_asked_in_both_places_it_is_one_question(cast):
    from_my_day = ask_to_check_in(by=cast.anna, now=cast.now)
    shared_log(cast, cast.anna, check_in=True)
    assert waiting_for(cast.sam, cast.now) == [from_my_day]


def test_the_same_words_shared_again_ask_again_once_it_was_answered(cast):
    version = shared_log(cast, cast.anna, check_in=True)
    say_in_touch(check_in=CheckIn.objects.get(), by=cast.sam, now=cast.now)
    assert share_log(log=version.log, by=cast.anna, weighed=True, now=cast.now) == version
    assert asks_sam(cast) == []
    assert share_log(log=version.log, by=cast.anna, check_in_please=True, weighed=True, now=cast.now) == version
    assert asks_sam(cast) == ["Anna"]


def test_it_goes_to_the_supervisor_of_the_logs_programme(cast):
    shared_log(cast, cast.anna, check_in=True)
    seeing = {name for name, person in cast.by_relation().items() if waiting_for(person, cast.now)}
    assert seeing == {"reader", "cover"}


def test_it_is_on_my_day_and_on_the_desk(cast, sign_in):
    shared_log(cast, cast.anna, check_in=True)
    sam = sign_in(cast.sam)
    for url in ("/me/", "/desk/"):
        assert sam.get(url).content.decode().count("please check in with me") == 1
    assert "you asked Sam Reyes to check in with you" in sign_in(cast.anna).get("/me/").content.decode()


def test_a_new_share_does_not_ask_again_by_itself(cast, sign_in):
    version, anna = shared_log(cast, cast.anna, check_in=True), sign_in(cast.anna)
    url = reverse("logs:share", args=[version.log_id])
    assert anna.get(url).context["form"]["check_in_please"].value() is True
    say_in_touch(check_in=CheckIn.objects.get(), by=cast.sam, now=cast.now)
    assert anna.get(url).context["form"]["check_in_please"].value() is False
