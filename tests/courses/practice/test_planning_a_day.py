"""A trainer plans a practice day, changes it and invites to it; everybody who is invited is told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from courses.practice import services
from courses.practice.models import DayState, How, PracticeDay, PracticePlace
from delivery.models import Effect
from foundation.refusals import IllegalMove, Refusal
from people.models import Role
from tests.courses.practice.making import a_day, a_held_day, a_plan, place_of
from tests.people import appoint


def mails(kind):
    found = Effect.objects.filter(kind=f"mail:{kind}").order_by("recipient__first_name")
    return list(found.values_list("recipient__first_name", flat=True))


def form_of(cast, **more):
    day = (cast.now + timedelta(days=7)).date()
    said = {"local_date": f"{day:%Y-%m-%d}", "local_start": "09:30", "minutes": "300", "how": "together"}
    return said | {"place": "the boat house", "capacity": "12", "trainers": [str(cast.tess.pk)], **more}


def test_a_trainer_plans_a_day_and_is_led_to_whom_to_invite(cast, sign_in):
    answer = sign_in(cast.tess).post("/practice/plan/", form_of(cast))
    day = PracticeDay.objects.get()
    assert answer["Location"] == f"/practice/{day.pk}/invite/"
    assert (day.programme, day.state, day.place, day.zone) == (
        cast.thames,
        "planned",
        "the boat house",
        "Europe/London",
    )
    assert [trainer.person for trainer in day.trainers.all()] == [cast.tess]


def test_the_same_plan_sent_twice_is_one_day(cast):
    assert a_day(cast) == a_day(cast)
    assert PracticeDay.objects.count() == 1


def test_a_day_in_one_place_needs_its_address(cast, sign_in):
    answer = sign_in(cast.tess).post("/practice/plan/", form_of(cast, place=""))
    assert answer.status_code == 422
    assert "Write where it is: people need the address." in answer.content.decode()
    assert 'value="300"' in answer.content.decode()


def test_a_day_by_video_needs_none(cast):
    assert a_day(cast, how=How.VIDEO, place="").place == ""


def test_nobody_but_a_trainer_of_the_programme_plans_one(cast):
    appoint(cast.odette, Role.TRAINER, cast.dales, cast.now - timedelta(days=1))
    for person in (cast.cora, cast.sam, cast.anna, cast.odette):
        with pytest.raises(Refusal, match="Only a trainer of this programme"):
            services.plan_day(programme=cast.thames, plan=a_plan(cast), by=person, now=cast.now)


def test_who_runs_it_is_a_trainer_of_the_programme(cast):
    with pytest.raises(Refusal, match="Sam Reyes is not a trainer of this programme now"):
        a_day(cast, trainers=(cast.sam,))


def test_whoever_is_invited_is_told_once(cast):
    day = a_day(cast, cast.anna, cast.ben)
    services.invite(day=day, people=[cast.anna], by=cast.tess, now=cast.now)
    assert mails("practice_invited") == ["Anna", "Ben"]
    assert PracticePlace.objects.count() == 2


def test_only_facilitators_of_the_programme_are_offered(cast, sign_in):
    day = a_day(cast, cast.ben)
    page = sign_in(cast.tess).get(f"/practice/{day.pk}/invite/").content.decode()
    names = [person.name for person in (cast.anna, cast.ben, cast.farah, cast.olu, cast.sam) if person.name in page]
    assert names == ["Anna Okoye", "Farah Aziz"]


def test_somebody_elsewhere_cannot_be_invited(cast):
    day = a_day(cast)
    assert services.invite(day=day, people=[cast.olu], by=cast.tess, now=cast.now) == []
    assert mails("practice_invited") == []


def test_a_change_tells_everybody_who_has_not_said_no(cast):
    day = a_day(cast, cast.anna, cast.ben, cast.farah)
    services.answer_invitation(day=day, by=cast.ben, answer="no", now=cast.now)
    plan = a_plan(cast, place="the chapel")
    for _press in range(2):
        services.change_day(day=day, plan=plan, by=cast.tess, now=cast.now)
    day.refresh_from_db()
    assert (day.place, mails("practice_changed")) == ("the chapel", ["Anna", "Farah"])


def test_a_full_day_takes_nobody_more(cast, sign_in):
    day = a_day(cast, cast.anna, cast.ben, cast.farah, capacity=3)
    PracticePlace.objects.exclude(person=cast.anna).update(answer="yes", answered_at=cast.now)
    day.capacity = 2
    PracticeDay.objects.filter(pk=day.pk).update(capacity=2)
    sign_in(cast.anna).post(reverse("practice:answer", args=[day.pk]), {"answer": "yes"})
    assert place_of(day, cast.anna).answer == ""
    with pytest.raises(Refusal, match="All places on this day are taken"):
        services.answer_invitation(day=day, by=cast.anna, answer="yes", now=cast.now)


def test_whoever_is_invited_answers_by_a_press_and_may_change_it(cast, sign_in):
    day, anna = a_day(cast, cast.anna), sign_in(cast.anna)
    for answer in ("yes", "cannot"):
        anna.post(f"/practice/{day.pk}/answer/", {"answer": answer})
        assert place_of(day, cast.anna).answer == answer
    assert "Your answer: cannot come on that day." in anna.get(f"/practice/{day.pk}/").content.decode()


def test_an_answer_stays_once_the_day_has_begun(cast):
    day = a_day(cast, cast.anna, days=-1)
    with pytest.raises(Refusal, match="has begun or is over"):
        services.answer_invitation(day=day, by=cast.anna, answer="no", now=cast.now)


def test_my_day_says_what_waits_and_then_what_is_ahead(cast, sign_in):
    day, anna = a_day(cast, cast.anna), sign_in(cast.anna)
    assert "Answer: are you coming?" in anna.get("/me/").content.decode()
    services.answer_invitation(day=day, by=cast.anna, answer="yes", now=cast.now)
    page = anna.get("/me/").content.decode()
    assert ("Answer: are you coming?" in page, "Open this day" in page) == (False, True)


def test_cancelling_tells_everybody_and_gives_a_reason_from_a_list(cast, sign_in):
    day = a_day(cast, cast.anna, cast.ben)
    tess = sign_in(cast.tess)
    assert tess.post(f"/practice/{day.pk}/cancel/", {"reason": "she is ill"}).status_code == 422
    tess.post(f"/practice/{day.pk}/cancel/", {"reason": "too_few"})
    day.refresh_from_db()
    assert (day.state, day.cancel_reason, mails("practice_cancelled")) == ("cancelled", "too_few", ["Anna", "Ben"])
    page = sign_in(cast.anna).get("/practice/").content.decode()
    assert "Cancelled: too few people can come." in page


def test_what_was_held_is_not_cancelled(cast):
    with pytest.raises(IllegalMove):
        services.cancel_day(day=a_held_day(cast, cast.anna), by=cast.tess, reason="place", now=cast.now)


def test_the_database_keeps_a_day_that_is_over(cast):
    from django.db import DatabaseError, transaction

    day = a_held_day(cast, cast.anna)
    with pytest.raises(DatabaseError), transaction.atomic():
        PracticeDay.objects.filter(pk=day.pk).update(place="elsewhere")
    day.refresh_from_db()
    assert (day.state, day.place) == (DayState.HELD, "the boat house")
