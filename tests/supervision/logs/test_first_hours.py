"""After a death or serious harm a page comes before the log: who leads, what to do, the way on. Nothing is locked."""

import pytest

from delivery.models import Effect
from supervision.concerns.models import Concern
from supervision.concerns.services import acknowledge_concern, agree_plan, close_concern
from supervision.logs.models import SessionLog
from tests.factories import help_service
from tests.supervision.world import alder_session, concern, day, draft_log

HEADINGS = [
    "Who leads now",
    "In the first 24 hours",
    "The next session",
    "You",
    "When you have spoken to someone",
]


def url_of(session) -> str:
    return f"/logs/for/{session.pk}/first-hours/"


def page(client, url: str) -> str:
    return client.get(url).content.decode()


def test_it_says_who_leads_what_to_do_and_where_to_go_on(cast, sign_in):
    drawn = page(sign_in(cast.anna), url_of(alder_session(cast)))
    places = [drawn.index(f"<h2>{heading}</h2>") for heading in HEADINGS]
    assert places == sorted(places)
    assert "<strong>Sam Reyes</strong>" in drawn
    # The governance lead and the deputy come after those who lead.
    assert drawn.index("Sam Reyes</strong>") < drawn.index("No answer? Then:") < drawn.index("Gwen")
    assert 'href="/concerns/raise/?kind=death"' in drawn


def test_help_for_oneself_is_what_editors_keep(cast, sign_in):
    help_service(cast, name="The Lantern line", what_for="to talk", strength="soon", need="talk", phone="0300 123 4567")
    drawn = page(sign_in(cast.anna), url_of(alder_session(cast)))
    assert drawn.index("<h2>You</h2>") < drawn.index("The Lantern line") < drawn.index("Your log")


def test_the_log_saves_what_is_typed_and_leads_there_and_back(cast, sign_in):
    session = alder_session(cast)
    log, anna = draft_log(cast, cast.anna, session), sign_in(cast.anna)
    log.refresh_from_db()
    sent = {"part-stirred": "I went cold", "action": "first_hours", "revision": log.text.version}
    answer = anna.post(f"/logs/{log.pk}/", sent)
    assert answer.headers["Location"] == url_of(session)
    assert f'href="/logs/{log.pk}/">Go on with my log</a>' in page(anna, url_of(session))
    assert "I went cold" in page(anna, f"/logs/{log.pk}/")


def test_after_a_concern_about_it_the_page_stands_before_the_log_which_opens(cast, sign_in):
    concern(cast, cast.anna, category="death", urgency="today")
    session, anna = alder_session(cast), sign_in(cast.anna)
    start = f"/logs/for/{session.pk}/"
    assert anna.post(start).headers["Location"] == url_of(session)
    # It is begun already, and nothing stands between it and its writer.
    log = SessionLog.objects.get(session=session, owner=cast.anna)
    assert anna.get(f"/logs/{log.pk}/").status_code == 200
    assert anna.post(start, {"seen": "1"}).headers["Location"] == f"/logs/{log.pk}/"


@pytest.mark.parametrize("said", [{"category": "participant"}, {"category": "death", "by": "ben"}])
def test_another_concern_or_anothers_changes_nothing(cast, sign_in, said):
    raiser = getattr(cast, said.pop("by", "anna"))
    concern(cast, raiser, **said)
    session = alder_session(cast)
    answer = sign_in(cast.anna).post(f"/logs/for/{session.pk}/")
    log = SessionLog.objects.get(session=session, owner=cast.anna)
    assert answer.headers["Location"] == f"/logs/{log.pk}/"


def test_what_was_raised_is_gone_on_with_and_not_raised_twice(cast, sign_in):
    raised = concern(cast, cast.anna, category="death", urgency="today")
    anna = sign_in(cast.anna)
    drawn = page(anna, "/logs/first-hours/")
    assert (f'href="/concerns/{raised.pk}/"' in drawn, "?kind=death" in drawn) == (True, False)
    assert 'href="/logs/first-hours/"' in page(anna, f"/concerns/{raised.pk}/")


def test_whoever_receives_the_concern_is_not_sent_there(cast, sign_in):
    raised = concern(cast, cast.anna, category="death", urgency="today")
    assert "first-hours" not in page(sign_in(cast.sam), f"/concerns/{raised.pk}/")


def test_a_closed_one_stands_before_nothing(cast, sign_in):
    raised = concern(cast, cast.anna, category="death", urgency="today")
    acknowledge_concern(concern=raised, by=cast.sam, now=cast.now)
    agree_plan(concern=raised, by=cast.sam, words="We meet.", look_again_on=day(cast, 3), now=cast.now)
    close_concern(concern=raised, by=cast.sam, outcome="supported", now=cast.now)
    session, anna = alder_session(cast), sign_in(cast.anna)
    assert anna.post(f"/logs/for/{session.pk}/").headers["Location"] != url_of(session)


@pytest.mark.parametrize(("kind", "ticked"), [("death", "death"), ("?", None)])
def test_the_concern_that_it_leads_to_knows_what_it_is_about(cast, sign_in, kind, ticked):
    first = {"urgency": "today", "about": "none"}
    answer = sign_in(cast.anna).post(f"/concerns/raise/?kind={kind}", first)
    assert answer.context["form"]["category"].value() == ticked


def test_a_session_without_a_log_leads_to_ones_logs(cast, sign_in):
    session = alder_session(cast)
    session.session_facilitators.filter(person=cast.anna).update(answer="not_there")
    drawn = page(sign_in(cast.anna), url_of(session))
    assert ("Start my log" in drawn, 'href="/logs/">My logs</a>' in drawn) == (False, True)


def test_the_session_and_the_log_lead_there(cast, sign_in):
    session = alder_session(cast)
    anna = sign_in(cast.anna)
    assert f'href="{url_of(session)}"' in page(anna, f"/sessions/{session.pk}/")
    log = draft_log(cast, cast.anna, session)
    assert 'value="first_hours"' in page(anna, f"/logs/{log.pk}/")


def test_nobody_is_mailed_and_nothing_is_kept(cast, sign_in):
    session, before = alder_session(cast), Effect.objects.count()
    page(sign_in(cast.anna), url_of(session))
    assert (Effect.objects.count(), Concern.objects.count(), SessionLog.objects.count()) == (before, 0, 0)


def test_nobody_else_finds_it_by_the_session(cast, sign_in):
    session = alder_session(cast)
    for person in (cast.sam, cast.cora, cast.farah):
        assert sign_in(person).get(url_of(session)).status_code == 404
