"""Writing a draft: it saves without a script, says who can read it, and loses nothing on bad input."""

import pytest

from confidential.models import KeptCopy
from confidential.services import open_sealed
from supervision.logs.prompts import PROMPTS
from supervision.logs.services import withdraw_log
from tests.supervision.world import alder_session, draft_log, shared_log


def words_of(log, cast) -> dict[str, str]:
    log.refresh_from_db()
    return {key: text for key, text in open_sealed(log, viewer=cast.anna, now=cast.now).items() if text}


def posted(page, action: str = "save", **parts: str) -> dict[str, str]:
    words = page.context["words"]
    return {"revision": str(words.revision), "tab": words.tab, "action": action} | {
        f"part-{key}": text for key, text in parts.items()
    }


def test_four_prompts_stand_open_and_the_rest_is_folded(cast, sign_in):
    log = draft_log(cast, cast.anna, alder_session(cast))
    page = sign_in(cast.anna).get(f"/logs/{log.pk}/")
    assert [field.name for field in page.context["open_fields"]] == ["working_on", "stirred", "questions", "next_time"]
    shown = {field.name for field in page.context["open_fields"] + page.context["folded_fields"]}
    assert shown == {prompt.key for prompt in PROMPTS}


def test_the_page_says_who_can_read_it_and_whom_to_ring(cast, sign_in):
    log = draft_log(cast, cast.anna, alder_session(cast))
    page = sign_in(cast.anna).get(f"/logs/{log.pk}/").content.decode()
    for said in (
        "Only you. After you share it: you and Sam Reyes",
        "No one watches this page as you write.",
        "may be in danger, ring first.",
        "Report it through your employer",
        "is not an alarm",
    ):
        assert said in page


def test_the_save_button_works_without_a_script(cast, sign_in):
    log, anna = draft_log(cast, cast.anna, alder_session(cast), stirred="before"), sign_in(cast.anna)
    answer = anna.post(f"/logs/{log.pk}/", posted(anna.get(f"/logs/{log.pk}/"), stirred="after", mood="low"))
    assert answer.headers["Location"] == f"/logs/{log.pk}/"
    assert words_of(log, cast) == {"stirred": "after", "mood": "low"}


def test_looking_at_it_before_sharing_saves_it_first(cast, sign_in):
    log, anna = draft_log(cast, cast.anna, alder_session(cast)), sign_in(cast.anna)
    answer = anna.post(f"/logs/{log.pk}/", posted(anna.get(f"/logs/{log.pk}/"), action="share", stirred="new"))
    assert answer.headers["Location"] == f"/logs/{log.pk}/share/"
    assert words_of(log, cast) == {"stirred": "new"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<script>alert(1)</script>", True),
        ("{{ user.password }} {% load x %}", True),
        ("\u202e\U0001f642\x0b", True),
        ("x" * 20_000, True),
        ("x" * 20_001, False),
    ],
)
def test_hostile_and_long_input_is_saved_or_stays_on_the_page(cast, sign_in, text, kept):
    log, anna = draft_log(cast, cast.anna, alder_session(cast), stirred="before"), sign_in(cast.anna)
    answer = anna.post(f"/logs/{log.pk}/", posted(anna.get(f"/logs/{log.pk}/"), stirred=text))
    assert answer.status_code == (302 if kept else 422)
    assert words_of(log, cast) == {"stirred": text if kept else "before"}
    if not kept:
        assert answer.context["words"]["stirred"].value() == text
    assert b"<script>alert" not in anna.get(f"/logs/{log.pk}/").content


def test_two_tabs_lose_nothing_and_lead_to_a_choice(cast, sign_in):
    log, anna = draft_log(cast, cast.anna, alder_session(cast)), sign_in(cast.anna)
    first, second = (posted(anna.get(f"/logs/{log.pk}/"), stirred=text) for text in ("first tab", "second tab"))
    anna.post(f"/logs/{log.pk}/", first)
    answer = anna.post(f"/logs/{log.pk}/", second)
    assert answer.headers["Location"] == f"/words/{log.text_id}/choose/"
    copy = KeptCopy.objects.get()
    assert words_of(log, cast)["stirred"] == "first tab"
    assert open_sealed(copy, viewer=cast.anna, now=cast.now)["stirred"] == "second tab"


def test_words_that_come_after_a_withdrawal_are_shown_and_not_lost(cast, sign_in):
    log, anna = draft_log(cast, cast.anna, alder_session(cast), stirred="before"), sign_in(cast.anna)
    late = posted(anna.get(f"/logs/{log.pk}/"), stirred="typed meanwhile")
    withdraw_log(log=log, by=cast.anna, now=cast.now)
    answer = anna.post(f"/logs/{log.pk}/", late)
    assert answer.status_code == 409
    assert b"typed meanwhile" in answer.content
    assert words_of(log, cast) == {"stirred": "before"}


def test_after_sharing_the_draft_goes_on_and_says_that_it_is_private(cast, sign_in):
    version, anna = shared_log(cast, cast.anna, stirred="shared"), sign_in(cast.anna)
    assert anna.get(f"/logs/{version.log.pk}/").context["changed"] is False
    draft = anna.get(f"/logs/{version.log.pk}/?draft")
    answer = anna.post(f"/logs/{version.log.pk}/", posted(draft, stirred="more, for myself"))
    assert answer.headers["Location"] == f"/logs/{version.log.pk}/?draft"
    page = anna.get(f"/logs/{version.log.pk}/")
    assert page.context["changed"] is True
    assert "You have written more since you shared it. Only you can see that." in page.content.decode()


@pytest.mark.parametrize("who", ["partner", "peer", "reader", "supervisor", "former_supervisor", "coordinator"])
def test_nobody_else_saves_into_a_draft(cast, sign_in, who):
    log = draft_log(cast, cast.anna, alder_session(cast), stirred="mine")
    client = sign_in(cast.by_relation()[who])
    attempts = {"revision": "1", "tab": "0" * 16, "part-stirred": "theirs"}
    answers = [client.post(path, attempts).status_code for path in (f"/logs/{log.pk}/", f"/words/{log.text_id}/save/")]
    assert answers == [404, 404]
    assert words_of(log, cast) == {"stirred": "mine"}
