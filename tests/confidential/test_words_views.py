"""What the script hears: saved, both kept, sign in again, refused; and nothing for anybody else."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from confidential.models import KeptCopy, SealedText
from confidential.services import LONGEST_PART, begin_words, freeze, open_sealed, save_words, text_of

TAB, OTHER_TAB = "0123456789abcdef", "fedcba9876543210"


@pytest.fixture
def anna(cast, sign_in):
    return sign_in(cast.anna)


@pytest.fixture
def url(log):
    return reverse("words:save", args=[begin_words(log, now=log.started_at).pk])


def sent(words="the silence", revision=0, **more):
    return {"revision": revision, "tab": TAB, "sequence": 1, "part-hard": words} | more


def words_of(log):
    text_of(log)
    return dict(open_sealed(log, viewer=log.owner, now=log.started_at))


def test_words_are_saved_and_the_time_is_told_as_on_the_wall(anna, url, log):
    response = anna.post(url, sent())
    text = text_of(log)
    told = f"{timezone.localtime(text.saved_at):%H:%M}"
    assert (response.status_code, response.json()) == (200, {"revision": 1, "saved": told})
    assert words_of(log) == {"hard": "the silence"}


def test_the_script_and_the_form_send_the_same_text_with_different_line_ends(anna, url, log):
    anna.post(url, sent("one\ntwo"))
    assert anna.post(url, sent("one\r\ntwo", revision=1, sequence=2)).json()["revision"] == 1
    assert words_of(log) == {"hard": "one\ntwo"}


def test_words_on_an_older_version_are_kept_and_the_answer_leads_to_them(anna, url, log):
    anna.post(url, sent("from the desk"))
    response = anna.post(url, sent("from the phone", tab=OTHER_TAB))
    choose = reverse("words:choose", args=[log.text_id or begin_words(log, now=log.started_at).pk])
    assert (response.status_code, response.json()) == (409, {"revision": 1, "choose": choose})
    assert (words_of(log), KeptCopy.objects.count()) == ({"hard": "from the desk"}, 1)


def test_a_repeat_of_an_unheard_request_with_more_words_is_no_clash(anna, url, log):
    anna.post(url, sent("one"))
    assert anna.post(url, sent("one two", sequence=2)).json()["revision"] == 2


@pytest.mark.parametrize(
    "spoiled", [{"revision": "x"}, {"revision": ""}, {"tab": "<b>"}, {"tab": ""}, {"sequence": "-1"}]
)
def test_words_of_spoiled_origin_are_still_saved_or_kept(anna, url, log, spoiled):
    assert anna.post(url, sent() | spoiled).status_code in (200, 409)
    copies = [dict(open_sealed(copy, viewer=log.owner, now=log.started_at)) for copy in KeptCopy.objects.all()]
    assert {"hard": "the silence"} in [words_of(log), *copies]


def test_signed_out_is_told_where_to_sign_in_and_nothing_is_saved(client, url, log):
    response = client.post(url, sent())
    sign_in = f"{reverse('account_login')}?next=%2Fwords%2Fsigned-in%2F"
    assert (response.status_code, response.json()) == (401, {"sign_in": sign_in})
    assert words_of(log) == {}


@pytest.mark.parametrize(
    "person", ["ben", "farah", "sam", "stella", "grace", "cora", "eddie", "olu", "oscar", "odette"]
)
def test_nobody_elses_words_can_be_written(url, log, cast, sign_in, person):
    assert sign_in(getattr(cast, person)).post(url, sent()).status_code == 404
    assert words_of(log) == {}


def test_a_text_that_is_not_there_is_404(anna, url):
    assert anna.post(reverse("words:save", args=[uuid.uuid4()]), sent()).status_code == 404


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_only_post_saves(anna, url, method):
    assert getattr(anna, method)(url).status_code == 405


def test_the_token_against_forgery_is_asked_for(cast, url, log):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.anna)
    assert client.post(url, sent()).status_code == 403
    client.get(reverse("words:signed_in"))
    token = client.cookies["csrftoken"].value
    assert client.post(url, sent(), headers={"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"part-hard": "x" * (LONGEST_PART + 1)}, "longer than 20,000 characters"),
        ({f"part-p{number}": "x" for number in range(41)}, "too many answers"),
        ({"part-<script>": "x"}, "This page is out of date"),
        ({"part-": "x"}, "This page is out of date"),
        ({"part-" + "x" * 50: "x"}, "This page is out of date"),
    ],
    ids=["too long", "too many", "a tag", "no name", "a long name"],
)
def test_what_cannot_be_saved_is_refused_in_words(anna, url, log, parts, message):
    response = anna.post(url, {"revision": 0, "tab": TAB, "sequence": 1} | parts)
    assert response.status_code == 422 and message in response.json()["message"]
    assert words_of(log) == {}


def test_more_than_a_form_may_hold_is_refused_without_a_fault(anna, url, log):
    assert anna.post(url, sent("x" * 3_000_000)).status_code == 413
    assert words_of(log) == {}


def test_frozen_words_are_refused(anna, url, log):
    save_words(log, {"hard": "shared"}, base=0, tab=TAB, now=log.started_at)
    freeze(log)
    response = anna.post(url, sent("changed", revision=1, sequence=2))
    assert (response.status_code, response.json()) == (
        422,
        {"message": "This can no longer be changed. Your words are still on this page: copy them first."},
    )
    assert words_of(log) == {"hard": "shared"}


def test_a_kept_copy_is_not_written_to_by_its_own_address(anna, url, log):
    anna.post(url, sent("from the desk"))
    anna.post(url, sent("from the phone", tab=OTHER_TAB))
    copy = KeptCopy.objects.get()
    assert anna.post(reverse("words:save", args=[copy.text_id]), sent("planted", revision=0)).status_code == 422


def test_words_are_in_no_answer_and_in_no_cache(anna, url):
    response = anna.post(url, sent())
    assert (b"silence" in response.content, response["Cache-Control"]) == (False, "no-store, private")


def test_saving_is_a_constant_and_small_number_of_queries(anna, url, log, django_assert_num_queries):
    anna.post(url, sent("one"))
    # Session, person; the text, its record; begin, lock, write, commit.
    with django_assert_num_queries(9):
        anna.post(url, sent("one two", revision=1, sequence=2))


def test_staying_signed_in_starts_the_sessions_time_again(anna):
    from django.contrib.sessions.models import Session

    Session.objects.update(expire_date=timezone.now() + timezone.timedelta(minutes=4))
    assert anna.post(reverse("words:keep")).status_code == 204
    assert Session.objects.get().expire_date > timezone.now() + timezone.timedelta(hours=11)


def test_nobody_stays_signed_in_who_is_not(client, db):
    response = client.post(reverse("words:keep"))
    assert (response.status_code, set(response.json())) == (401, {"sign_in"})


def test_signing_in_again_ends_on_a_page_that_sends_the_writer_back(client, cast):
    from tests.people import PASSWORD

    url = f"{reverse('account_login')}?next={reverse('words:signed_in')}"
    response = client.post(url, {"login": "anna@example.org", "password": PASSWORD}, follow=True)
    assert "Go back to your other tab; your words save themselves." in response.content.decode()


def test_signing_out_has_the_device_forget_and_an_expired_session_does_not(anna, cast):
    assert "Clear-Site-Data" not in anna.get(reverse("words:signed_in"))
    response = anna.post(reverse("account_logout"))
    assert response["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in anna.get(reverse("words:signed_in"))


def test_no_seal_is_left_over(anna, url, log):
    anna.post(url, sent())
    assert SealedText.objects.count() == 1
