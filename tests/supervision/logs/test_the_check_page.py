"""The page before sharing: the exact words, kindly marked, one named reader, and never a stale text."""

import pytest

from confidential.identifiers import MOST_MARKED
from confidential.services import open_sealed
from directory.models import HelpService
from foundation.refusals import Refusal
from people.models import CoverWindow, SupervisionAssignment
from supervision.logs.models import LogVersion
from supervision.logs.services import withdraw_log
from supervision.logs.sharing import share_log
from tests.supervision.world import alder_session, draft_log, write


def draft(cast, **parts):
    return draft_log(cast, cast.anna, alder_session(cast), **parts)


def nobody_covers(cast) -> None:
    CoverWindow.objects.all().delete()


def ticks(page, **more) -> dict[str, str]:
    return {"drawn": str(page.context["form"]["drawn"].value())} | more


def test_it_names_the_one_reader_and_shows_the_words(cast, sign_in):
    nobody_covers(cast)
    log = draft(cast, stirred="a heron", me_now="tired")
    page = sign_in(cast.anna).get(f"/logs/{log.pk}/share/")
    assert [(line.prompt.key, line.words) for line in page.context["draft"].lines] == [("stirred", "a heron")]
    assert page.context["reader"] == cast.sam
    assert "One person can read this: Sam Reyes." in page.content.decode()


def test_it_names_the_cover_beside_the_supervisor(cast, sign_in):
    log, anna = draft(cast, stirred="a heron"), sign_in(cast.anna)
    page = anna.get(f"/logs/{log.pk}/share/")
    said = "Two people can read this: Sam Reyes, and Clara Voss, who covers until the end of "
    assert said in page.content.decode()
    anna.post(f"/logs/{log.pk}/share/", ticks(page))
    said = "Shared with Sam Reyes and Clara Voss only."
    assert said in anna.get(f"/logs/{log.pk}/").content.decode()


def test_one_click_shares_what_is_on_the_page(cast, sign_in):
    nobody_covers(cast)
    log, anna = draft(cast, stirred="a heron"), sign_in(cast.anna)
    answer = anna.post(f"/logs/{log.pk}/share/", ticks(anna.get(f"/logs/{log.pk}/share/")))
    assert answer.headers["Location"] == f"/logs/{log.pk}/"
    assert "Shared with Sam Reyes only." in anna.get(f"/logs/{log.pk}/").content.decode()


def test_a_double_submit_is_one_version(cast, sign_in):
    log, anna = draft(cast, stirred="a heron"), sign_in(cast.anna)
    sent = ticks(anna.get(f"/logs/{log.pk}/share/"))
    answers = [anna.post(f"/logs/{log.pk}/share/", sent).headers["Location"] for _ in range(2)]
    assert (answers, LogVersion.objects.count()) == ([f"/logs/{log.pk}/"] * 2, 1)


def test_a_stale_page_shows_the_new_words_first(cast, sign_in):
    log, anna = draft(cast, stirred="old words", partner="us"), sign_in(cast.anna)
    sent = ticks(anna.get(f"/logs/{log.pk}/share/"), about_partner="on", check_in_please="on")
    write(log, {"stirred": "new words"}, cast.now)
    page = anna.post(f"/logs/{log.pk}/share/", sent)
    assert (page.status_code, LogVersion.objects.count()) == (422, 0)
    assert page.context["draft"].lines[0].words == "new words"
    assert "Your draft has changed in another tab" in page.content.decode()
    form = page.context["form"]
    assert (form["about_partner"].value(), form["check_in_please"].value()) == (True, True)
    anna.post(f"/logs/{log.pk}/share/", ticks(page, about_partner="on"))
    shared = open_sealed(LogVersion.objects.get(), viewer=cast.sam, now=cast.now)
    assert shared == {"stirred": "new words", "partner": "us"}


@pytest.mark.parametrize("drawn", ["", "nonsense", "-1", "99", None])
def test_a_post_that_does_not_say_what_it_saw_shares_nothing(cast, sign_in, drawn):
    log = draft(cast, stirred="a heron")
    sent = {} if drawn is None else {"drawn": drawn}
    page = sign_in(cast.anna).post(f"/logs/{log.pk}/share/", sent)
    assert (page.status_code, LogVersion.objects.count()) == (422, 0)


def test_marked_words_are_kept_only_knowingly(cast, sign_in):
    log, anna = draft(cast, stirred="Dr Patel said so"), sign_in(cast.anna)
    page = anna.get(f"/logs/{log.pk}/share/")
    assert [finding.kind for mark in page.context["draft"].marks for finding in mark.findings] == ["name"]
    asked = anna.post(f"/logs/{log.pk}/share/", ticks(page))
    assert asked.context["form"].errors == {
        "identifies_nobody": [("Some words are marked. Change them, or tick that they do not identify anyone.")]
    }
    assert LogVersion.objects.count() == 0
    anna.post(f"/logs/{log.pk}/share/", ticks(page, identifies_nobody="on"))
    assert LogVersion.objects.count() == 1


def test_a_mark_in_what_stays_private_asks_nothing(cast, sign_in):
    log, anna = draft(cast, stirred="fine", partner="Dr Patel said so"), sign_in(cast.anna)
    anna.post(f"/logs/{log.pk}/share/", ticks(anna.get(f"/logs/{log.pk}/share/")))
    assert LogVersion.objects.count() == 1


def test_a_tick_does_not_let_an_nhs_number_through(cast, sign_in):
    log, anna = draft(cast, stirred="her number 943 476 5919"), sign_in(cast.anna)
    page = anna.get(f"/logs/{log.pk}/share/")
    refused = anna.post(f"/logs/{log.pk}/share/", ticks(page, identifies_nobody="on"))
    assert refused.context["form"].non_field_errors()[0].startswith("There is a valid NHS number")
    assert LogVersion.objects.count() == 0


TOO_MANY = f"More than {MOST_MARKED} passages in these words might identify someone."


def test_more_than_the_page_marks_is_not_let_through_by_a_tick(cast, sign_in):
    log, anna = draft(cast, stirred="Dr Patel said so. " * (MOST_MARKED + 1)), sign_in(cast.anna)
    page = anna.get(f"/logs/{log.pk}/share/")
    refused = anna.post(f"/logs/{log.pk}/share/", ticks(page, identifies_nobody="on"))
    assert (refused.status_code, LogVersion.objects.count()) == (422, 0)
    assert refused.context["form"].non_field_errors()[0].startswith(TOO_MANY)
    write(log, {"stirred": "Dr Patel said so. " * MOST_MARKED}, cast.now)
    page = anna.get(f"/logs/{log.pk}/share/")
    anna.post(f"/logs/{log.pk}/share/", ticks(page, identifies_nobody="on"))
    assert LogVersion.objects.count() == 1


def test_nor_by_asking_elsewhere(cast):
    log = draft(cast, stirred="Dr Patel said so. " * (MOST_MARKED + 1))
    with pytest.raises(Refusal, match=TOO_MANY):
        share_log(log=log, by=cast.anna, now=cast.now)
    assert LogVersion.objects.count() == 0


def test_what_stays_private_is_no_reason(cast, sign_in):
    log, anna = draft(cast, stirred="fine", partner="Dr Patel said so. " * (MOST_MARKED + 1)), sign_in(cast.anna)
    page = anna.get(f"/logs/{log.pk}/share/")
    both = anna.post(f"/logs/{log.pk}/share/", ticks(page, about_partner="on", identifies_nobody="on"))
    assert both.context["form"].non_field_errors()[0].startswith(TOO_MANY)
    anna.post(f"/logs/{log.pk}/share/", ticks(page))
    assert LogVersion.objects.count() == 1


def test_a_number_of_the_nhs_is_shown_among_however_much_else(cast, sign_in):
    log, anna = draft(cast, stirred="fine"), sign_in(cast.anna)
    write(log, {"stirred": "Dr Patel said so. " * MOST_MARKED, "next_time": "943 476 5919"}, cast.now)
    marks = anna.get(f"/logs/{log.pk}/share/").context["draft"].marks
    assert [(mark.key, mark.unmarked, mark.blocks) for mark in marks] == [("stirred", 1, False), ("next_time", 0, True)]


def test_a_helpline_identifies_nobody(cast, sign_in):
    HelpService.objects.update_or_create(
        name="Practitioner line",
        defaults={
            "what_for": "advice",
            "strength": "soon",
            "phone": "0300 0303 300",
            "hours": "weekdays",
            "nations": "England",
            "last_checked": cast.now.date(),
        },
    )
    log = draft(cast, stirred="We named 0300 0303 300, and 0161 496 0123.")
    marks = sign_in(cast.anna).get(f"/logs/{log.pk}/share/").context["draft"].marks
    assert [segment.text for mark in marks for segment in mark.segments if segment.finding] == ["0161 496 0123"]


def test_without_a_supervisor_the_page_says_what_to_do(cast, sign_in):
    log, anna = draft(cast, stirred="a heron"), sign_in(cast.anna)
    sent = ticks(anna.get(f"/logs/{log.pk}/share/"))
    SupervisionAssignment.objects.filter(facilitator=cast.anna).update(ends_at=cast.now)
    for page in (anna.get(f"/logs/{log.pk}/share/"), anna.post(f"/logs/{log.pk}/share/", sent)):
        assert "Ask your coordinator to assign you a supervisor." in page.content.decode()
    assert LogVersion.objects.count() == 0


def test_nothing_written_is_said_kindly(cast, sign_in):
    log = draft(cast, me_now="only for me")
    page = sign_in(cast.anna).get(f"/logs/{log.pk}/share/").content.decode()
    assert "There is nothing to share yet." in page
    assert "Share with Sam Reyes" not in page


def test_words_kept_from_another_device_are_settled_first(cast, sign_in):
    log, anna = draft(cast, stirred="first"), sign_in(cast.anna)
    other = {"revision": "0", "tab": "a" * 16, "sequence": "1", "part-stirred": "other"}
    anna.post(f"/words/{log.text_id}/save/", other)
    assert anna.get(f"/logs/{log.pk}/share/").headers["Location"] == f"/words/{log.text_id}/choose/"


def test_a_log_taken_back_in_another_tab_is_not_shared(cast, sign_in):
    log, anna = draft(cast, stirred="a heron"), sign_in(cast.anna)
    sent = ticks(anna.get(f"/logs/{log.pk}/share/"))
    withdraw_log(log=log, by=cast.anna, now=cast.now)
    assert anna.post(f"/logs/{log.pk}/share/", sent).headers["Location"] == f"/logs/{log.pk}/"
    assert LogVersion.objects.count() == 0
