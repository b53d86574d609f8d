"""Reflections and one's own line in a scenario: saved, sealed, seen by their writer alone."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from confidential import services as sealed
from confidential.models import AccessEntry, SealedText
from courses.content_entries import fixed_id
from courses.progress import services
from courses.progress.models import CheckAnswer, Reflection, StepCompletion
from foundation.exports import exports
from tests.courses.world import complete, exercise_of, words_url, write

SECRET = "I froze, and Tunde laughed"


def keep(client, world, slug, key, text, **more):
    return client.post(words_url(world, slug, key), {"part-words": text, "revision": "0", "tab": "a" * 16, **more})


def page_of(client, world, slug="reflecting"):
    return client.get(world.url(slug)).content.decode()


def opened(person, now, key="reflection"):
    record = Reflection.objects.select_related("text").get(person=person, block_id=fixed_id(key))
    return sealed.open_sealed(record, viewer=person, now=now)


def test_the_save_button_keeps_the_words_without_javascript(cast, world, sign_in, now):
    client = sign_in(cast.anna)
    response = keep(client, world, "reflecting", "reflection", SECRET)
    there = f"{world.url('reflecting')}#exercise-{fixed_id('reflection')}"
    assert (response.status_code, response["Location"]) == (302, there)
    assert opened(cast.anna, now) == {"words": SECRET}
    assert page_of(client, world).count(SECRET) == 1


def test_autosave_reaches_the_same_words(cast, world, sign_in, now):
    client = sign_in(cast.anna)
    page_of(client, world)
    text = SealedText.objects.get(owner=cast.anna)
    response = client.post(
        reverse("words:save", args=[text.pk]),
        {"part-words": SECRET, "revision": "0", "tab": "a" * 16, "sequence": "1"},
    )
    assert (response.status_code, response.json()["revision"]) == (200, 1)
    assert page_of(client, world).count(SECRET) == 1


def test_words_written_in_two_tabs_are_both_kept_and_the_writer_chooses(cast, world, sign_in, now):
    client = sign_in(cast.anna)
    keep(client, world, "reflecting", "reflection", "from the first tab")
    response = keep(client, world, "reflecting", "reflection", "from the second", tab="b" * 16)
    text = SealedText.objects.get(owner=cast.anna, record_model="courses.Reflection")
    assert (response.status_code, response["Location"]) == (302, reverse("words:choose", args=[text.pk]))
    assert opened(cast.anna, now) == {"words": "from the first tab"}
    choice = client.get(response["Location"]).content.decode()
    assert ("from the first tab" in choice, "from the second" in choice) == (True, True)


def test_saying_that_one_has_thought_is_enough_and_keeps_what_was_written(cast, world, sign_in, now):
    client = sign_in(cast.anna)
    keep(client, world, "reflecting", "reflection", "half a sen", decline="1")
    assert (Reflection.objects.get().declined, opened(cast.anna, now)) == (True, {"words": "half a sen"})
    assert "You have thought about it, and that counts." in page_of(client, world)


def test_an_empty_reflection_gets_a_clear_message(cast, world, sign_in):
    response = keep(sign_in(cast.anna), world, "reflecting", "reflection", "   ")
    assert response.status_code == 422
    assert "Write a few words, or choose &quot;I have thought about it" in response.content.decode()


def test_words_that_are_too_long_are_refused_and_stay_on_the_page(cast, world, sign_in, now):
    text = "word " * 5000
    response = keep(sign_in(cast.anna), world, "reflecting", "reflection", text)
    assert response.status_code == 422
    assert text in response.content.decode()
    assert opened(cast.anna, now) == {}


def test_words_come_out_as_they_went_in(cast, world, sign_in, now):
    nasty = "</textarea><script>alert(1)</script>\n{{ 7|add:1 }} 😀 \u202e"
    client = sign_in(cast.anna)
    keep(client, world, "reflecting", "reflection", nasty)
    assert opened(cast.anna, now) == {"words": nasty}
    page = page_of(client, world)
    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;\n{{ 7|add:1 }} 😀 \u202e" in page


def test_nobody_else_sees_them_anywhere(cast, world, sign_in, now):
    reflection = write(world, "reflecting", "reflection", cast.anna, SECRET, now)
    for relation, person in cast.by_relation().items():
        if relation == "owner":
            continue
        client = sign_in(person)
        assert SECRET not in page_of(client, world)
        for method in (client.get, client.post):
            for name in ("words:save", "words:choose"):
                if (method, name) != (client.get, "words:save"):
                    assert method(reverse(name, args=[reflection.text.pk])).status_code == 404
        with pytest.raises(PermissionDenied):
            sealed.open_sealed(reflection, viewer=person, now=now)


def test_ones_own_reads_leave_no_trace(cast, world, sign_in, now):
    write(world, "reflecting", "reflection", cast.anna, SECRET, now)
    page_of(sign_in(cast.anna), world)
    assert AccessEntry.objects.count() == 0


def test_the_words_are_in_no_column_but_the_sealed_one(cast, world, sign_in, now):
    client = sign_in(cast.anna)
    keep(client, world, "reflecting", "reflection", SECRET)
    keep(client, world, "acting", "scenario", SECRET)
    rows = [*Reflection.objects.values(), *CheckAnswer.objects.values(), *SealedText.objects.values()]
    values = [value for row in rows for value in row.values()]
    readable = [str(bytes(value) if isinstance(value, memoryview) else value) for value in values]
    assert [value for value in readable if "froze" in value] == []


def test_marking_as_done_takes_along_what_is_being_written(cast, world, sign_in, now):
    client = sign_in(cast.anna)
    client.post(
        f"{world.url('reflecting')}done/",
        {"part-words": SECRET, "revision": "0", "tab": "a" * 16, "block": fixed_id("reflection"), "version": "1"},
    )
    assert opened(cast.anna, now) == {"words": SECRET}
    assert StepCompletion.objects.count() == 0


@pytest.mark.parametrize("block", ["", "x", "../..", "00000000-0000-4000-8000-000000000000"])
def test_a_made_up_block_beside_the_button_changes_nothing(cast, world, sign_in, block):
    response = sign_in(cast.anna).post(f"{world.url('reading')}done/", {"block": block, "version": "1"})
    assert (response.status_code, Reflection.objects.count()) == (302, 0)


def test_a_scenario_opens_in_three_stages_and_hides_what_is_to_come(cast, world, sign_in, now):
    client = sign_in(cast.anna)
    options, outcomes = ("Answer at once", "Say nothing"), ("She is relieved.", "Goes well", "Costs something")

    def seen():
        page = page_of(client, world, "acting")
        return [text for text in (*options, *outcomes) if text in page]

    assert seen() == []
    assert keep(client, world, "acting", "scenario", " ").status_code == 422
    assert seen() == []
    keep(client, world, "acting", "scenario", SECRET, revision="1")
    assert seen() == list(options)
    assert page_of(client, world, "acting").count(SECRET) == 1
    client.post(f"{world.url('acting')}answer/{fixed_id('scenario')}/", {"option": fixed_id("now")})
    assert seen() == [*options, *outcomes]
    assert opened(cast.anna, now, "scenario") == {"words": SECRET}


def test_what_discusses_a_scenario_is_folded_until_one_has_answered(cast, world, sign_in, now):
    client = sign_in(cast.anna)
    assert "Read on: better after you have given your own answer" in page_of(client, world, "acting")
    keep(client, world, "acting", "scenario", SECRET)
    client.post(f"{world.url('acting')}answer/{fixed_id('scenario')}/", {"option": fixed_id("now")})
    page = page_of(client, world, "acting")
    assert ("Read on: better" in page, "Watch the faces." in page) == (False, True)


def test_a_scenarios_options_cannot_be_chosen_before_the_line(cast, world, sign_in):
    response = sign_in(cast.anna).post(
        f"{world.url('acting')}answer/{fixed_id('scenario')}/", {"option": fixed_id("now")}
    )
    assert (response.status_code, CheckAnswer.objects.count()) == (422, 0)
    assert "Write your own line first." in response.content.decode()
    assert "She is relieved." not in response.content.decode()


def test_a_refused_answer_elsewhere_leaves_the_words_on_the_page(cast, world, sign_in, now):
    write(world, "reflecting", "reflection", cast.anna, SECRET, now)
    response = sign_in(cast.anna).post(f"{world.url('reflecting')}answer/{fixed_id('rating')}/", {"value": "eleven"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Choose a number from 0 to 10" in page
    assert page.count(SECRET) == 1


def test_my_data_holds_ones_own_words_and_nobody_elses(cast, world, now):
    write(world, "reflecting", "reflection", cast.anna, SECRET, now)
    write(world, "reflecting", "reflection", cast.ben, "Ben's own", now)
    complete(world, "reading", cast.anna, now)
    held = exports["learning"](cast.anna, now)
    assert [(item["prompt"], item["words"]) for item in held["reflections"]] == [("Who listened well to me?", SECRET)]
    assert [item["step"] for item in held["steps_finished"]] == ["Reading"]
    assert [item["course"] for item in held["courses"]] == ["Facilitating"]


def test_beginning_twice_at_once_is_beginning_once(cast, world, now):
    place = world.place("reflecting")
    exercise = exercise_of(place, "reflection")
    begun = {services.begin_reflection(place=place, exercise=exercise, person=cast.anna, now=now).pk for _ in range(2)}
    assert len(begun) == 1
