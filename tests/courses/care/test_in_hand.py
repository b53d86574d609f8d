"""On the admin's front page an editor sees their own drafts, and what waits for whom."""

from bs4 import BeautifulSoup

from courses.signing.services import send


def panel(client):
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    return " ".join(page.select_one("[id*=in-hand]").get_text(" ", strip=True).split())


def draft(step, title, person):
    step.title = title
    step.save_revision(user=person)


def test_own_drafts_are_listed_and_nobody_elses(cast, world, sign_in):
    draft(world.steps["reading"], "Mine", cast.eddie)
    draft(world.steps["checking"], "Of another", cast.lena)
    told = panel(sign_in(cast.eddie))
    assert ("Mine" in told, "Of another" in told) == (True, False)


def test_what_was_sent_says_for_whom_it_waits(cast, world, sign_in):
    draft(world.steps["reading"], "Read anew", cast.eddie)
    send(module=world.role, by=cast.eddie, kind="review", note="", now=cast.now)
    told = panel(sign_in(cast.eddie))
    assert "Your role for a clinical lead, sent by Eddie Park on" in told


def test_with_nothing_in_hand_it_says_so(cast, world, sign_in):
    assert "You have no draft that is not published." in panel(sign_in(cast.eddie))
