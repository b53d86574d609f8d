"""Two neighbouring steps become one: who finished either keeps it, and nothing that did not count counts now."""

import pytest
from wagtail.models import PageLogEntry

from confidential.services import open_sealed, save_words
from courses.content_entries import fixed_id
from courses.models import StepPage
from courses.own.models import Bookmark, Note
from courses.own.services import begin_note
from courses.progress.models import CheckAnswer, StepCompletion
from courses.redoing import take_back
from courses.signing.services import publish_approved
from foundation.refusals import Refusal
from tests.courses.reshaping.making import NOTE, RIGHT, WRONG, blocks_of, merge, page, two_steps
from tests.courses.rounds import ask_again
from tests.courses.world import RATING, REFLECTION, TAKEAWAY, TEXT, answer, complete, exercise_of, make_step, sign
from tests.figures import course_standing


@pytest.fixture
def two(world):
    world.steps["first"], world.steps["second"] = two_steps(world.risk)
    return world.steps["first"], world.steps["second"]


def rate(world, person, now):
    answer(world, "second", "rating", person, exercise_of(world.place("second"), "rating").done_well(), now)


def finish(world, slug, person, now):
    if slug == "first":
        answer(world, "first", "check", person, RIGHT, now)
    else:
        rate(world, person, now)
    complete(world, slug, person, now)


@pytest.fixture
def done(world, two, cast, now):
    """Anna has finished both, Ben the first, Farah the second; Olu has answered in the second."""
    for slug, person in (("first", cast.anna), ("second", cast.anna), ("first", cast.ben), ("second", cast.farah)):
        finish(world, slug, person, now)
    rate(world, cast.olu, now)
    return two


def versions(step):
    rows = StepCompletion.objects.filter(step=step.translation_key).select_related("person")
    return {row.person.first_name: row.content_version for row in rows}


def test_the_first_has_the_words_of_both_and_the_second_is_taken_down(world, two, cast, now):
    first, second = two
    merge(first, second, cast.eddie, now)
    assert blocks_of(first) == [
        ("text", fixed_id("text")),
        ("check", fixed_id("check")),
        ("text", fixed_id("takeaway")),
        ("text", fixed_id("second text")),
        ("rating", fixed_id("rating")),
        ("takeaway", fixed_id("second takeaway")),
    ]
    assert (page("first").minutes, page("second").live) == (8, False)
    assert [step.title for step in world.place("first").module.steps][-1] == "First"


def test_who_finished_either_keeps_it_and_who_finished_both_has_nothing_new(world, done, cast, now):
    first, second = done
    merge(first, second, cast.eddie, now)
    anna, ben, farah = (person.first_name for person in (cast.anna, cast.ben, cast.farah))
    assert versions(first) == {anna: 2, ben: 1, farah: 1}
    told = [[news.notes for news in course_standing(person)[1].changed] for person in (cast.anna, cast.ben, cast.farah)]
    assert told == [[], [(NOTE,)], [(NOTE,)]]


def test_answers_come_along_and_who_was_half_way_goes_on(world, done, cast, now):
    first, second = done
    merge(first, second, cast.eddie, now)
    assert not CheckAnswer.objects.filter(step=second.translation_key).exists()
    with pytest.raises(Refusal):
        complete(world, "first", cast.olu, now)
    answer(world, "first", "check", cast.olu, RIGHT, now)
    complete(world, "first", cast.olu, now)
    assert versions(first)[cast.olu.first_name] == 2


def test_the_old_address_leads_on_and_so_does_one_that_led_to_it(world, done, cast, now, sign_in):
    first, second = done
    was = world.url("second")
    second = page("second")
    second.slug = "renamed"
    second.save_revision().publish()
    client, renamed = sign_in(cast.anna), world.url("second")
    merge(first, page("renamed"), cast.eddie, now)
    for address in (was, renamed):
        assert client.get(address)["Location"] == world.url("first")


def test_notes_and_bookmarks_come_along_and_two_notes_stay_two(world, done, cast, now):
    first, second = done
    for slug, person, words in (
        ("first", cast.anna, "one"),
        ("second", cast.anna, "two"),
        ("second", cast.farah, "three"),
    ):
        note = begin_note(step=world.steps[slug].translation_key, person=person, now=now)
        save_words(note, {"words": words}, base=0, tab="0" * 16, now=now)
        Bookmark.objects.create(step_id=world.steps[slug].translation_key, person=person, marked_at=now)
    merge(first, second, cast.eddie, now)
    there = {(note.step_id, open_sealed(note, viewer=note.person, now=now)["words"]) for note in Note.objects.all()}
    one, other = first.translation_key, second.translation_key
    assert there == {(one, "one"), (other, "two"), (one, "three")}
    assert set(Bookmark.objects.values_list("step", "person")) == {(one, cast.anna.pk), (one, cast.farah.pk)}


def test_an_answer_that_was_taken_back_does_not_count_in_the_whole(world, two, cast, now):
    first, _second = two
    rate(world, cast.ben, now)
    ask_again(page("second"))
    rate(world, cast.olu, now)
    merge(first, page("second"), cast.eddie, now)
    for person in (cast.ben, cast.olu):
        answer(world, "first", "check", person, RIGHT, now)
    complete(world, "first", cast.olu, now)
    with pytest.raises(Refusal):
        complete(world, "first", cast.ben, now)


def test_a_later_version_there_is_no_later_version_here(world, done, cast, now):
    """What counted in the second counts until everyone must redo the whole."""
    first, second = done
    second = page("second")
    for version in (2, 3, 4):
        second.content_version, second.change_note = version, "New"
        second.save_revision().publish()
    merge(first, page("second"), cast.eddie, now)
    ask_again(page("first"))
    assert not StepCompletion.objects.filter(step=first.translation_key).counting().exists()
    answer(world, "first", "check", cast.olu, RIGHT, now)
    with pytest.raises(Refusal):
        complete(world, "first", cast.olu, now)


def test_the_history_of_the_one_says_so(world, done, cast, now):
    merge(*done, cast.eddie, now)
    line = PageLogEntry.objects.get(action="courses.merged")
    assert (line.page_id, line.data) == (done[0].pk, {"title": "Second", "people": 3})
    assert PageLogEntry.objects.filter(action="wagtail.unpublish", page=done[1].pk).count() == 1


def test_taking_back_a_redo_of_the_whole_gives_back_what_was_kept(world, done, cast, now):
    first, second = done
    merge(first, second, cast.eddie, now)
    ask_again(page("first"))
    assert take_back(page=page("first"), person=cast.eddie, now=now) == 3


@pytest.fixture
def gate(world, cast, now):
    world.steps["first"], world.steps["second"] = two_steps(world.role)
    finish(world, "second", cast.anna, now)
    return world.steps["first"], world.steps["second"]


def test_where_a_clinical_lead_must_approve_both_stay_until_then(world, gate, cast, now):
    first, second = gate
    merge(first, second, cast.eddie, now)
    assert (page("second").live, len(page("first").body), versions(first)) == (True, 3, {})
    sign(world.role)
    publish_approved(module=world.role, by=cast.eddie)
    assert (page("second").live, len(page("first").body), versions(first)) == (False, 6, {cast.anna.first_name: 1})


def test_what_changed_meanwhile_is_not_lost(world, gate, cast, now):
    first, second = gate
    merge(first, second, cast.eddie, now)
    changed = page("second")
    changed.title = "Second thoughts"
    changed.save_revision()
    sign(world.role)
    page("second").get_latest_revision().publish()
    with pytest.raises(Refusal, match="has changed since"):
        page("first").get_latest_revision().publish()
    assert page("second").live


def refused(stays, goes, cast, now) -> str:
    with pytest.raises(Refusal) as refusal:
        merge(stays, goes, cast.eddie, now)
    return str(refusal.value)


def test_two_that_do_not_fit_are_refused(world, two, cast, now):
    first, second = two
    StepPage.objects.filter(pk=first.pk).update(required=False)
    assert refused(first, second, cast, now).startswith("One of the two counts towards the module")
    StepPage.objects.filter(pk=first.pk).update(required=True, minutes=5)
    assert refused(first, second, cast, now).startswith("Together they take 9 minutes")
    writing = make_step(world.risk, "writing", [TEXT, REFLECTION, TAKEAWAY])
    assert refused(world.steps["reflecting"], writing, cast, now).startswith("The two have blocks in common")
    assert refused(page("checking"), make_step(world.role, "copied", [TEXT, RATING]), cast, now).startswith("The two")


def test_not_while_people_are_to_do_one_of_them_again(world, done, cast, now):
    ask_again(page("second"))
    assert refused(done[0], page("second"), cast, now).startswith("“Second” is to be done again by people")
    for person in (cast.anna, cast.farah):
        finish(world, "second", person, now)
    merge(done[0], page("second"), cast.eddie, now)
    assert set(versions(done[0])) == {cast.anna.first_name, cast.ben.first_name, cast.farah.first_name}
    assert WRONG != RIGHT
