"""Two devices' words, side by side: nothing goes before the writer chooses, and then only what they chose against."""

from datetime import timedelta

import pytest
from django.urls import reverse

from confidential.models import AccessEntry, KeptCopy, SealedText
from confidential.services import LONGEST_PART, freeze, open_sealed, save_words, text_of

DESK = {"hard": "from the desk", "went_well": "the ending"}
PHONE = {"hard": "from the phone", "went_well": "the ending"}


@pytest.fixture
def clashed(log):
    save_words(log, DESK, base=0, tab="desk", now=log.started_at)
    save_words(log, PHONE, base=0, tab="phone", now=log.started_at)
    return log


@pytest.fixture
def anna(cast, sign_in):
    return sign_in(cast.anna)


def choose_url(log):
    return reverse("words:choose", args=[log.text_id])


def standing(log):
    text_of(log)
    copies = KeptCopy.objects.filter(original=log.text_id).order_by("kept_at", "pk")
    return tuple(dict(open_sealed(record, viewer=log.owner, now=log.started_at)) for record in (log, *copies))


def answer(log, keep, **override):
    copy = KeptCopy.objects.filter(original=log.text_id).select_related("text").earliest("kept_at")
    return {
        "keep": keep,
        "copy": copy.pk,
        "revision": text_of(log).version,
        "copy_revision": copy.text.version,
    } | override


def test_both_texts_are_shown_part_by_part_and_nothing_is_deleted(anna, clashed):
    response = anna.get(choose_url(clashed))
    shown = [
        [(part.label, str(part.current), str(part.copy)) for part in response.context[name]]
        for name in ("parts", "same")
    ]
    assert shown == [
        [("What was hard?", "from the desk", "from the phone")],
        [("What went well?", "the ending", "the ending")],
    ]
    page = response.content.decode()
    assert [page.count(words) for words in ("from the desk", "from the phone", "the ending")] == [1, 1, 1]
    assert standing(clashed) == (DESK, PHONE)


@pytest.mark.parametrize(
    ("keep", "hard"),
    [("current", "from the desk"), ("copy", "from the phone"), ("both", "from the desk\n\nfrom the phone")],
)
def test_the_writer_keeps_one_the_other_or_both(anna, clashed, keep, hard):
    response = anna.post(choose_url(clashed), answer(clashed, keep))
    assert (response.status_code, response.url) == (302, choose_url(clashed))
    assert standing(clashed) == ({"hard": hard, "went_well": "the ending"},)
    assert anna.get(choose_url(clashed)).url == f"/logs/{clashed.pk}/"
    assert SealedText.objects.count() == 1


def test_the_choice_is_on_the_trail_without_a_word_of_either(anna, clashed):
    anna.post(choose_url(clashed), answer(clashed, "copy"))
    assert list(AccessEntry.objects.values_list("actor", "action", "reason")) == [(clashed.owner_id, "chose copy", "")]


def test_where_one_begins_with_the_other_both_is_the_longer(anna, log):
    save_words(log, {"hard": "the silence", "went_well": ""}, base=0, tab="desk", now=log.started_at)
    save_words(log, {"hard": "the silence after", "went_well": "we laughed"}, base=0, tab="phone", now=log.started_at)
    anna.post(choose_url(log), answer(log, "both"))
    assert standing(log) == ({"hard": "the silence after", "went_well": "we laughed"},)


def test_sending_the_choice_twice_is_choosing_once(anna, clashed):
    twice = answer(clashed, "both")
    anna.post(choose_url(clashed), twice)
    assert anna.post(choose_url(clashed), twice).status_code == 302
    assert standing(clashed) == ({"hard": "from the desk\n\nfrom the phone", "went_well": "the ending"},)


@pytest.mark.parametrize("changed", ["desk", "phone"])
def test_a_choice_between_texts_that_have_changed_meanwhile_is_refused(anna, clashed, changed):
    said = answer(clashed, "copy")
    base = 1 if changed == "desk" else 0
    save_words(clashed, {"hard": f"more from the {changed}"}, base=base, tab=changed, now=clashed.started_at)
    before = standing(clashed)
    response = anna.post(choose_url(clashed), said)
    assert (response.status_code, response.context["form"].non_field_errors()) == (
        422,
        ["These words have changed since you opened this page. Nothing was done; check both again."],
    )
    assert f"more from the {changed}" in response.content.decode()
    assert standing(clashed) == before


@pytest.mark.parametrize("said", [{}, {"keep": ""}, {"keep": "neither"}, {"copy": "x"}, {"revision": ""}])
def test_an_answer_that_is_none_changes_nothing(anna, clashed, said):
    response = anna.post(choose_url(clashed), answer(clashed, "copy") | said if said else {})
    assert (response.status_code, standing(clashed)) == (422, (DESK, PHONE))


def test_both_together_may_be_too_long_and_then_both_stay(anna, log):
    save_words(log, {"hard": "a" * LONGEST_PART}, base=0, tab="desk", now=log.started_at)
    save_words(log, {"hard": "b" * LONGEST_PART}, base=0, tab="phone", now=log.started_at)
    response = anna.post(choose_url(log), answer(log, "both"))
    assert (response.status_code, len(standing(log))) == (422, 2)


def test_a_copy_beside_a_closed_record_is_read_and_let_go_not_put_in(anna, clashed):
    freeze(clashed)
    assert anna.post(choose_url(clashed), answer(clashed, "copy")).status_code == 422
    assert anna.post(choose_url(clashed), answer(clashed, "current")).status_code == 302
    assert standing(clashed) == (DESK,)


def test_several_copies_are_settled_one_after_the_other_oldest_first(anna, clashed):
    later = clashed.started_at + timedelta(minutes=1)
    save_words(clashed, {"hard": "from the tablet"}, base=0, tab="tablet", now=later)
    for hard in ("from the phone", "from the tablet"):
        assert anna.get(choose_url(clashed)).context["parts"][0].copy == hard
        anna.post(choose_url(clashed), answer(clashed, "copy"))
    assert standing(clashed) == ({"hard": "from the tablet", "went_well": "the ending"},)


@pytest.mark.parametrize("person", ["ben", "farah", "sam", "grace", "cora", "eddie", "olu"])
def test_nobody_else_sees_or_settles_it(clashed, cast, sign_in, person):
    client = sign_in(getattr(cast, person))
    answers = [client.get(choose_url(clashed)), client.post(choose_url(clashed), answer(clashed, "copy"))]
    assert [(response.status_code, b"from the" in response.content) for response in answers] == [(404, False)] * 2
    assert standing(clashed) == (DESK, PHONE)


def test_a_copys_own_address_leads_to_the_choice(anna, clashed):
    copy = KeptCopy.objects.get()
    assert anna.get(reverse("words:choose", args=[copy.text_id])).url == choose_url(clashed)


def test_a_copy_of_another_text_cannot_be_put_into_this_one(anna, clashed, cast, policy):
    from supervision.models import SessionLog
    from tests.factories import held_session

    session = held_session(cast, cast.alder, cast.anna, days_ago=10)
    other = SessionLog.objects.create(
        programme=cast.thames, session=session, owner=cast.anna, started_at=cast.now, state_changed_at=cast.now
    )
    save_words(other, {"hard": "another log"}, base=0, tab="desk", now=cast.now)
    anna.post(choose_url(other), answer(clashed, "copy") | {"revision": 1})
    assert (standing(other), standing(clashed)) == (({"hard": "another log"},), (DESK, PHONE))


def test_signed_out_people_are_asked_to_sign_in(client, clashed):
    response = client.get(choose_url(clashed))
    assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("account_login"))
