"""Who plans, moves or cancels a session does not do it behind the other's back."""

from datetime import time, timedelta

from delivery.models import Effect
from groups.news.models import SessionNews
from groups.services import plan_session
from tests.groups.entering import record
from tests.verbs import cancel_session


def plan(cast, days: int, start=time(18, 30), by=None, **more):
    day = (cast.now + timedelta(days=days)).date()
    return plan_session(group=cast.alder, by=by or cast.anna, local_date=day, local_start=start, now=cast.now, **more)


def told(person) -> list[str]:
    return sorted(SessionNews.objects.filter(person=person).values_list("kind", flat=True))


def mails(person) -> int:
    return Effect.objects.filter(kind="mail:session_news", recipient=person).count()


def test_a_planned_session_is_told_to_the_partner(cast):
    plan(cast, 7)
    assert (told(cast.ben), mails(cast.ben), told(cast.anna), mails(cast.anna)) == (["planned"], 1, [], 0)


def test_one_that_is_moved_says_from_when_to_when(cast, sign_in):
    session = plan(cast, 7)
    SessionNews.objects.all().delete()
    moved = plan(cast, 8, time(19), session=session, base_revision=1)
    news = SessionNews.objects.get()
    assert (news.person, news.kind, news.was_date, news.was_start) == (
        cast.ben,
        "moved",
        session.local_date,
        time(18, 30),
    )
    page = sign_in(cast.ben).get("/me/").content.decode()
    assert f"Anna Okoye moved a session of Alder from {session.local_date:%a} {session.local_date.day} " in page
    assert (moved.pk, mails(cast.ben)) == (session.pk, 2)


def test_one_that_moves_twice_unseen_says_when_it_was_at_first(cast):
    session = plan(cast, 7)
    plan(cast, 8, session=session, base_revision=1)
    plan(cast, 9, session=session, base_revision=2)
    assert SessionNews.objects.get(kind="moved").was_date == session.local_date


def test_the_same_plan_again_tells_nobody(cast):
    plan(cast, 7)
    plan(cast, 7)
    plan(cast, 7, by=cast.ben)
    assert (mails(cast.ben), mails(cast.anna)) == (1, 0)


def test_cover_is_told_of_a_plan_that_names_them(cast):
    plan(cast, 7, facilitators=[cast.anna, cast.farah])
    assert (told(cast.farah), told(cast.ben)) == (["planned"], ["planned"])


def test_a_cancelled_session_is_told_with_its_reason_and_nothing_before(cast, sign_in):
    session = plan(cast, 7)
    cancel_session(session=session, by=cast.anna, reason="rota", now=cast.now)
    assert told(cast.ben) == ["cancelled"]
    assert "rota or service pressure" in sign_in(cast.ben).get("/me/").content.decode()


def test_a_held_one_that_turns_out_to_have_been_on_another_day_is_told(cast):
    session = record(cast)
    SessionNews.objects.all().delete()
    record(cast, session=session, base_revision=1, days_ago=4)
    assert told(cast.ben) == ["moved"]
