"""An editor cannot put a number on the help page that rings nowhere, or take away the last of a kind."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from directory.models import HelpService, Need
from directory.seed import OFFERED, SERVICES, offers, seed_directory
from foundation.refusals import Refusal

LIST = "/admin/help-services/"
TODAY = date(2026, 11, 23)


def facts(now, **changes):
    return {
        "name": "Line",
        "what_for": "Talking",
        "strength": "urgent",
        "need": "talk",
        "audience": "anyone",
        "position": 1,
        "phone": "0330 123 1245",
        "hours": "Always",
        "nations": "England",
        "shown": "on",
        "last_checked": now.date().isoformat(),
    } | changes


def add(now, **changes) -> HelpService:
    given = {key: value for key, value in facts(now, **changes).items() if key not in ("shown", "last_checked")}
    return HelpService.objects.create(last_checked=now.date(), shown=changes.get("shown", True), **given)


def service(**changes) -> HelpService:
    return HelpService(
        **{
            "name": "Line",
            "what_for": "Talking",
            "strength": "urgent",
            "hours": "Always",
            "nations": "England",
            "phone": "999",
            "last_checked": TODAY,
        }
        | changes
    )


@pytest.mark.parametrize(
    "phone",
    [
        "999",
        "111",
        "112",
        "101",
        "116 123",
        "116123",
        "0330 123 1245",
        "03301231245",
        "(01865) 496012",
        "020 7383 6707",
        "+44 330 123 1245",
        "+44 (0)330 123 1245",
        "0800 1111",
        "0800-068-4141",
        "111, then option 2",
    ],
)
def test_a_number_that_can_be_dialled_is_taken(db, phone):
    service(phone=phone).full_clean()


@pytest.mark.parametrize(
    "phone",
    [
        "not a number",
        "1",
        "12",
        "998",
        "0",
        "00000000000",
        "0330 123",
        "0330 123 12456",
        "0330 CALL NOW",
        "+1 212 555 0100",
        "999 or 111",
        "0330 123 1245 ext 4",
        "ring us",
        "9 9 9 9",
        "()",
        "-",
        "117 123",
        "111, then ask",
    ],
)
def test_a_number_that_rings_nowhere_is_refused(db, phone):
    with pytest.raises(ValidationError) as refused:
        service(phone=phone).full_clean()
    assert set(refused.value.message_dict) == {"phone"}


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("85258", True),
        ("SHOUT to 85258", True),
        ("07700 900123", True),
        ("SHOUT", False),
        ("text us", False),
        ("1", False),
    ],
)
def test_a_text_message_says_where_to(db, text, taken):
    if taken:
        service(text_number=text).full_clean()
        return
    with pytest.raises(ValidationError) as refused:
        service(text_number=text).full_clean()
    assert set(refused.value.message_dict) == {"text_number"}


def test_a_service_that_cannot_be_reached_is_refused(db):
    with pytest.raises(ValidationError) as refused:
        service(phone="").full_clean()
    assert set(refused.value.message_dict) == {"phone"}


def errors(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [item.get_text(" ", strip=True) for item in page.select(".w-field__errors .error-message")]


def test_the_form_says_what_is_wrong_and_the_public_sees_nothing_of_it(cast, sign_in, now):
    ahead = (now.date() + timedelta(days=1)).isoformat()
    told = errors(sign_in(cast.eddie).post(f"{LIST}new/", facts(now, phone="not a number", last_checked=ahead)))
    assert [words.split(".")[0] for words in told] == ["This number cannot be dialled", "This day is in the future"]
    assert HelpService.objects.count() == 0


def test_the_last_of_a_need_stays_whatever_door_is_tried(cast, sign_in, now, client):
    only = add(now)
    other_need = add(now, name="Doctors", need="doctors")
    editor = sign_in(cast.eddie)
    editor.post(f"{LIST}delete/{only.pk}/")
    editor.post(f"{LIST}edit/{only.pk}/", facts(now, shown=""))
    editor.post(f"{LIST}edit/{only.pk}/", facts(now, need="doctors"))
    for door in (
        only.delete,
        HelpService.objects.filter(pk=only.pk).delete,
        HelpService.objects.all().delete,
        lambda: HelpService.objects.filter(pk=only.pk).update(shown=False),
        lambda: HelpService.objects.filter(pk=only.pk).update(need="doctors"),
        HelpService(**{**vars_of(only), "shown": False}).save,
    ):
        with pytest.raises(Refusal):
            door()
    standing = HelpService.objects.order_by("pk").values_list("pk", "need", "shown")
    assert list(standing) == [(only.pk, "talk", True), (other_need.pk, "doctors", True)]
    assert b"0330 123 1245" in client.get("/help/").content


def vars_of(service: HelpService) -> dict:
    return {field.name: getattr(service, field.name) for field in HelpService._meta.fields}


def test_the_refusal_says_what_to_do_next(cast, sign_in, now):
    only = add(now)
    page = sign_in(cast.eddie).post(f"{LIST}delete/{only.pk}/", follow=True)
    said = BeautifulSoup(page.content, "html.parser").select_one(".messages").get_text(" ", strip=True)
    assert "Add another and show it first; then this one can go." in said


def test_with_another_for_the_same_need_it_may_go(db, now):
    first, _second = add(now), add(now, name="Another")
    first.delete()
    assert [other_service.name for other_service in HelpService.objects.all()] == ["Another"]


def test_two_that_are_all_there_is_do_not_go_together(db, now):
    add(now), add(now, name="Another")
    with pytest.raises(Refusal):
        HelpService.objects.filter(need="talk").delete()
    assert HelpService.objects.count() == 2


def test_one_that_is_hidden_is_on_no_page_and_does_not_count_as_the_other(db, now, client):
    only, hidden = add(now), add(now, name="Hidden line", shown=False)
    assert b"Hidden line" not in client.get("/help/").content
    with pytest.raises(Refusal):
        only.delete()
    hidden.delete()
    assert [other_service.name for other_service in HelpService.objects.all()] == ["Line"]


def test_an_editor_sees_what_the_public_sees_now(cast, sign_in, now):
    shown, hidden = add(now), add(now, name="Hidden line", shown=False)
    editor = sign_in(cast.eddie)
    pages = [editor.get(f"{LIST}edit/{item.pk}/").content.decode() for item in (shown, hidden)]
    assert ["The public sees this now:" in page for page in pages] == [True, False]
    assert ["The public does not see this." in page for page in pages] == [False, True]


def test_a_new_site_has_a_service_for_each_need_and_each_nation(db):
    seed_directory(TODAY)
    assert set(HelpService.objects.values_list("need", flat=True)) == set(Need.values)
    crisis = ", ".join(HelpService.objects.filter(need=Need.CRISIS).values_list("nations", flat=True))
    assert sorted(crisis.split(", ")) == ["England", "Northern Ireland", "Scotland", "Wales"]


def test_what_is_missing_is_offered_and_what_an_editor_wrote_is_left_alone(cast, sign_in, now):
    mine = add(now, name="samaritans", phone="0330 094 5717", hours="As we agreed")
    names = [offer.name for offer in offers()]
    assert "Samaritans" not in names
    assert len(names) == len(OFFERED) - 1
    page = BeautifulSoup(sign_in(cast.eddie).get(LIST).content, "html.parser")
    links = {a.get_text(strip=True): a["href"] for a in page.select('a[href*="?offer="]')}
    assert list(links) == names
    form = BeautifulSoup(sign_in(cast.eddie).get(links["Lifeline"]).content, "html.parser")
    value = {name: form.select_one(f'[name="{name}"]').get("value", "") for name in ("name", "phone", "last_checked")}
    # Nobody has rung it: the day is the editor's to write.
    assert value == {"name": "Lifeline", "phone": "0808 808 8000", "last_checked": ""}
    assert form.select_one('[name="shown"]').has_attr("checked") is False
    mine.refresh_from_db()
    assert (HelpService.objects.count(), mine.hours) == (1, "As we agreed")


def test_a_site_that_has_everything_is_offered_only_what_must_be_found_out(db):
    seed_directory(TODAY)
    assert {offer.lacks for offer in offers()} == {True}
    assert len(offers()) == len(OFFERED) - len(SERVICES)


@pytest.mark.parametrize("offer", ["", "x", "-1", "999", "\u0663"])
def test_an_offer_that_is_none_opens_an_empty_form(cast, sign_in, offer):
    page = sign_in(cast.eddie).get(f"{LIST}new/", {"offer": offer})
    form = BeautifulSoup(page.content, "html.parser")
    assert (page.status_code, form.select_one('[name="name"]').get("value", "")) == (200, "")
