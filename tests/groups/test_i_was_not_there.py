"""Both of a pair hear of a session that is credited to them, and either can say "I was not there"."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from certificates.queries import standing_of
from certificates.services import ensure_award
from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import Refusal
from groups.exports import sessions_of
from groups.models import GroupSession, SessionFacilitator
from groups.news.models import SessionNews
from groups.queries import news_for
from groups.services import say_whether_there
from supervision.logs.queries import sessions_without_a_log
from supervision.logs.services import start_log
from supervision.logs.sharing import share_log
from tests.figures import sessions_cofacilitated
from tests.groups.entering import record
from tests.supervision.world import draft_log


def told(person) -> list[str]:
    """What is new to them, by kind."""
    return sorted(SessionNews.objects.filter(person=person).values_list("kind", flat=True))


def mails(person) -> int:
    return Effect.objects.filter(kind="mail:session_news", recipient=person).count()


def deny(cast, session, person=None):
    return say_whether_there(session=session, person=person or cast.ben, there=False, now=cast.now)


def count(cast, person) -> int:
    """The same in every place that counts."""
    direct = sessions_cofacilitated(person, cast.thames.pk)
    award = ensure_award(cast.thames)
    standing = standing_of(person, cast.thames, cast.now)
    of_sessions = next(entry for entry in standing.awards if entry.award == award).items
    words = next(item.detail for item in of_sessions if item.label == "Sessions co-facilitated")
    assert words.startswith(str(direct))
    return direct


def test_who_is_credited_by_another_is_told_once_by_mail_without_content(cast):
    record(cast)
    assert (told(cast.ben), told(cast.anna), mails(cast.ben), mails(cast.anna)) == (["credited"], [], 1, 0)


def test_the_same_facts_again_tell_nobody_again(cast):
    session = record(cast)
    record(cast, by=cast.ben)
    record(cast, session=session, base_revision=1, attending=9)
    assert (told(cast.ben), mails(cast.ben)) == (["credited"], 1)


def test_cover_is_told_too(cast):
    record(cast, facilitators=[cast.anna, cast.farah])
    assert (told(cast.farah), told(cast.ben)) == (["credited"], [])


def test_whoever_was_not_there_says_so_and_it_does_not_count_for_them_alone(cast):
    session = record(cast)
    assert (count(cast, cast.anna), count(cast, cast.ben)) == (1, 1)
    deny(cast, session)
    assert (count(cast, cast.anna), count(cast, cast.ben)) == (1, 0)
    assert (told(cast.ben), told(cast.anna), mails(cast.anna)) == ([], ["presence"], 1)


def test_saying_it_twice_is_once(cast):
    session = record(cast)
    first = deny(cast, session)
    again = deny(cast, session)
    assert (first.answered_at, mails(cast.anna)) == (again.answered_at, 1)
    assert AccessEntry.objects.filter(action="said: not there").count() == 1


def test_it_is_taken_back_by_a_press_and_the_partner_hears_that_as_well(cast):
    session = record(cast)
    deny(cast, session)
    later = cast.now.replace(microsecond=0)
    say_whether_there(session=session, person=cast.ben, there=True, now=later)
    assert (count(cast, cast.ben), told(cast.anna), mails(cast.anna)) == (1, ["presence"], 2)
    assert [news.absent for news in news_for(cast.anna, cast.now)] == [False]


def test_both_statements_are_kept_whatever_else_is_put_right(cast):
    session = record(cast)
    deny(cast, session)
    record(cast, session=session, base_revision=1, attending=9)
    place = SessionFacilitator.objects.get(session=session, person=cast.ben)
    assert (place.disputed, count(cast, cast.ben)) == (True, 0)
    session.refresh_from_db()
    assert session.state == "held"


def test_the_file_of_my_data_has_what_i_said(cast):
    session = record(cast)
    deny(cast, session)
    assert [(item["facilitators"], item["you_say"]) for item in sessions_of(cast.ben, cast.now)] == [
        (["Anna Okoye", "Ben Walsh"], "I was not there")
    ]
    assert [item["you_say"] for item in sessions_of(cast.anna, cast.now)] == [None]


def test_whoever_is_not_named_has_nothing_to_say(cast, sign_in):
    session = record(cast, facilitators=[cast.anna])
    answers = [
        sign_in(person).post(f"/sessions/{session.pk}/presence/", {"answer": "not_there"}).status_code
        for person in (cast.ben, cast.farah, cast.sam, cast.cora)
    ]
    assert answers == [404, 404, 404, 404]
    assert count(cast, cast.anna) == 1


def test_an_empty_press_changes_nothing(cast, sign_in):
    session = record(cast)
    for answer in ({}, {"answer": "maybe"}):
        sign_in(cast.ben).post(f"/sessions/{session.pk}/presence/", answer)
    assert count(cast, cast.ben) == 1


def test_whoever_is_taken_out_of_the_record_is_told(cast):
    session = record(cast)
    SessionNews.objects.all().delete()
    record(cast, session=session, base_revision=1, facilitators=[cast.anna])
    assert (told(cast.ben), mails(cast.ben)) == (["uncredited"], 2)


# The log --------------------------------------------------------------------------------------------------------------


def test_there_is_no_log_of_a_session_one_was_not_at_until_it_is_taken_back(cast, sign_in):
    session = record(cast)
    deny(cast, session)
    with pytest.raises(Refusal, match="You said that you were not at this session"):
        start_log(session=session, owner=cast.ben, now=cast.now)
    assert list(sessions_without_a_log(cast.ben)) == []
    assert "Start my log" not in sign_in(cast.ben).get(f"/sessions/{session.pk}/").content.decode()
    say_whether_there(session=session, person=cast.ben, there=True, now=cast.now)
    assert list(sessions_without_a_log(cast.ben)) == [session]
    assert start_log(session=session, owner=cast.ben, now=cast.now).state == "draft"


def test_a_draft_of_before_is_kept_and_not_shared(cast):
    session = record(cast)
    log = draft_log(cast, cast.ben, session, stirred="A quiet evening.")
    deny(cast, session)
    with pytest.raises(Refusal, match="What you have written is kept"):
        share_log(log=log, by=cast.ben, now=cast.now)
    log.refresh_from_db()
    assert log.state == "draft"
    say_whether_there(session=session, person=cast.ben, there=True, now=cast.now)
    assert share_log(log=log, by=cast.ben, now=cast.now).number == 1


# The pages ------------------------------------------------------------------------------------------------------------


def news_on_my_day(client) -> list[str]:
    cards = [card for card in client.get("/me/").context["cards"] if card.template == "groups/card_news.html"]
    return [item.kind for card in cards for item in card.context["news"]]


def test_my_day_says_who_recorded_it_and_both_answers_are_a_press(cast, sign_in):
    session, ben, anna = record(cast), sign_in(cast.ben), sign_in(cast.anna)
    page = ben.get("/me/").content.decode()
    assert "Anna Okoye recorded the session of Alder on " in page
    ben.post(f"/sessions/{session.pk}/presence/", {"answer": "not_there", "my_day": "1"})
    assert (news_on_my_day(ben), news_on_my_day(anna)) == ([], ["presence"])
    assert "Ben Walsh says about the session of Alder on " in anna.get("/me/").content.decode()
    anna.post("/sessions/news/", {"session": str(session.pk)})
    assert news_on_my_day(anna) == []


def test_i_was_there_ends_the_question(cast, sign_in):
    session, ben = record(cast), sign_in(cast.ben)
    ben.post(f"/sessions/{session.pk}/presence/", {"answer": "there", "my_day": "1"})
    assert (news_on_my_day(ben), count(cast, cast.ben), told(cast.anna)) == ([], 1, [])


def test_seeing_news_takes_away_ones_own_and_nobody_elses(cast, sign_in):
    session = record(cast, facilitators=[cast.ben, cast.farah])
    sign_in(cast.ben).post("/sessions/news/", {"session": str(session.pk)})
    sign_in(cast.ben).post("/sessions/news/", {"session": "nonsense"})
    assert (told(cast.ben), told(cast.farah)) == ([], ["credited"])


def test_the_sessions_page_shows_both_statements_to_those_who_see_the_facts(cast, sign_in):
    session = record(cast)
    deny(cast, session)
    for person in (cast.anna, cast.sam, cast.cora):
        page = " ".join(sign_in(person).get(f"/sessions/{session.pk}/").content.decode().split())
        assert "Ben Walsh, who says: I was not there" in page
    assert "I was there after all" in sign_in(cast.ben).get(f"/sessions/{session.pk}/").content.decode()


def test_news_that_nobody_put_away_is_old_after_90_days(cast, sign_in):
    record(cast, days_ago=3)
    SessionNews.objects.update(at=cast.now - timedelta(days=91))
    record(cast, days_ago=4)
    assert news_on_my_day(sign_in(cast.ben)) == ["credited"]
    call_command("tidy", stdout=StringIO())
    assert SessionNews.objects.count() == 1


def test_many_pieces_of_news_cost_no_more_than_one(cast, sign_in, django_assert_max_num_queries):
    ben, counts = sign_in(cast.ben), []
    ben.get("/me/")
    for days in (3, 4, 5, 6, 7, 8, 9):
        record(cast, days_ago=days)
        with django_assert_max_num_queries(22) as asked:
            ben.get("/me/")
        counts.append(len(asked))
    assert (counts[0], GroupSession.objects.count()) == (counts[-1], 7)
