"""A step is split at a block: everybody keeps what they had, in the half where it stands now."""

import pytest
from wagtail.models import PageLogEntry

from confidential.services import open_sealed
from courses.content_entries import fixed_id
from courses.models import StepPage
from courses.progress import services
from courses.progress.models import CheckAnswer, LearningStep, Reflection, StepCompletion
from courses.redoing import can_be_taken_back, take_back
from courses.reshaping.models import Reshaping
from courses.rounds.models import RedoRound
from foundation.refusals import Refusal
from tests.courses.reshaping.making import RIGHT, long_step, page, split
from tests.courses.rounds import ask_again
from tests.courses.world import World, answer, complete, exercise_of, publish_signed, sign
from tests.figures import course_standing

RATED = {"value": 7}


@pytest.fixture
def long(world):
    step = long_step(world.risk)
    world.steps["long"] = step
    return step


def rate(world, person, now):
    exercise = exercise_of(world.place("long"), "rating")
    answer(world, "long", "rating", person, exercise.done_well(), now)


def talk(world: World, person, now):
    place = world.place("long")
    exercise = exercise_of(place, "conversation")
    turn = exercise.prompt(fixed_id("opening"))
    line = services.begin_reflection(place=place, exercise=turn, person=person, now=now)
    from confidential import services as words

    words.save_words(line, {"words": "I would wait."}, base=0, tab="0" * 16, now=now)
    services.keep_line(reflection=line, place=place, exercise=exercise, now=now)
    answer(world, "long", "conversation", person, {"way": [fixed_id("tip")]}, now)
    return line


@pytest.fixture
def done(world, long, cast, now):
    """Anna has finished it, Ben has answered in both halves, Farah in the first alone."""
    for person in (cast.anna, cast.ben):
        answer(world, "long", "check", person, RIGHT, now)
        rate(world, person, now)
        talk(world, person, now)
    complete(world, "long", cast.anna, now)
    answer(world, "long", "check", cast.farah, RIGHT, now)
    return long


def rows(model, step):
    return {(row.person.first_name, str(row.block_id)) for row in model.objects.filter(step=step.translation_key)}


def finished(step):
    rows = StepCompletion.objects.filter(step=step.translation_key).counting()
    return {row.person.first_name for row in rows.select_related("person")}


def test_the_second_half_is_a_step_of_its_own_after_the_first(world, long, cast, now):
    second = page(split(long, cast.eddie, now).slug)
    assert [step.title for step in world.place("long").module.steps][-2:] == ["Long", "Second half"]
    assert [child.block_type for child in page("long").body] == ["text", "check"]
    assert [child.block_type for child in second.body] == ["text", "rating", "conversation", "takeaway"]
    assert (second.live, second.slug, second.minutes, second.required) == (True, "second-half", 4, True)
    assert second.translation_key != long.translation_key


def test_everybody_keeps_what_they_had_where_it_stands_now(world, done, cast, now):
    second = split(done, cast.eddie, now)
    anna, ben, farah = (person.first_name for person in (cast.anna, cast.ben, cast.farah))
    assert (finished(done), finished(second)) == ({anna}, {anna})
    check, rating, talked = (fixed_id(key) for key in ("check", "rating", "conversation"))
    assert rows(CheckAnswer, done) == {(anna, check), (ben, check), (farah, check)}
    assert rows(CheckAnswer, second) == {(name, key) for name in (anna, ben) for key in (rating, talked)}
    assert rows(Reflection, done) == set()
    assert rows(Reflection, second) == {(anna, fixed_id("opening")), (ben, fixed_id("opening"))}
    assert all(answer.passed for answer in CheckAnswer.objects.all())


def test_who_was_half_way_goes_on_in_both_halves(world, done, cast, now, sign_in):
    second = split(done, cast.eddie, now)
    world.steps["second-half"] = page(second.slug)
    for slug in ("long", "second-half"):
        complete(world, slug, cast.ben, now)
    with pytest.raises(Refusal):
        complete(world, "second-half", cast.farah, now)


def test_private_words_open_for_their_writer_in_their_half(world, done, cast, now, sign_in):
    second = split(done, cast.eddie, now)
    line = Reflection.objects.get(person=cast.ben)
    assert open_sealed(line, viewer=cast.ben, now=now) == {"words": "I would wait."}
    world.steps["second-half"] = page(second.slug)
    assert "I would wait." in sign_in(cast.ben).get(world.url("second-half")).content.decode()
    assert "I would wait." not in sign_in(cast.ben).get(world.url("long")).content.decode()


def test_words_of_a_turn_that_has_gone_go_with_their_conversation(world, done, cast, now):
    raw = [dict(block) for block in done.body.raw_data]
    turns = raw[4]["value"]["turns"]
    raw[4] = {**raw[4], "value": {**raw[4]["value"], "turns": [{**turns[0], "id": fixed_id("new turn")}, turns[1]]}}
    step = page("long")
    step.body = StepPage.body.field.to_python(raw)
    publish_signed(step)
    second = split(page("long"), cast.eddie, now)
    assert {key for _name, key in rows(Reflection, second)} == {fixed_id("opening")}


def test_a_finished_module_stays_finished(world, done, cast, now):
    from courses.progress.models import ModuleCompletion

    ModuleCompletion.objects.create(module_key=world.risk.translation_key, person=cast.anna, completed_at=now)
    before = course_standing(cast.anna)[1]
    split(done, cast.eddie, now)
    after = course_standing(cast.anna)[1]
    assert (after.complete, after.steps_done - before.steps_done, after.steps_total - before.steps_total) == (
        True,
        1,
        1,
    )


def test_what_is_to_be_done_again_is_so_in_both_halves_and_undone_in_each(world, done, cast, now):
    ask_again(page("long"))
    second = page(split(page("long"), cast.eddie, now).slug)
    assert (finished(done), finished(second)) == (set(), set())
    asked = RedoRound.objects.filter(step=second.translation_key)
    assert list(asked.values_list("from_version", "before_version")) == [(2, 0)]
    assert can_be_taken_back(second)
    take_back(page=second, person=cast.eddie, now=now)
    assert (finished(done), finished(second)) == (set(), {cast.anna.first_name})


def test_the_history_says_what_was_done_and_by_whom(world, done, cast, now):
    split(done, cast.eddie, now)
    line = PageLogEntry.objects.get(action="courses.split")
    assert (line.page_id, line.data) == (done.pk, {"title": "Second half", "people": 1})
    by = PageLogEntry.objects.filter(action="wagtail.publish", user=cast.eddie).values_list("page", flat=True)
    assert set(by) == {done.pk, page("second-half").pk}


@pytest.fixture
def gate(world, cast, now):
    """A step of the module that gates authorisation, finished by Anna."""
    step = long_step(world.role)
    world.steps["long"] = step
    answer(world, "long", "check", cast.anna, RIGHT, now)
    rate(world, cast.anna, now)
    talk(world, cast.anna, now)
    complete(world, "long", cast.anna, now)
    return step


def test_learners_keep_the_whole_until_a_clinical_lead_has_approved(world, gate, cast, now):
    second = split(gate, cast.eddie, now)
    assert (page("long").has_unpublished_changes, page(second.slug).live) == (True, False)
    assert len(page("long").body) == 6
    assert rows(CheckAnswer, gate) == {
        (cast.anna.first_name, fixed_id(key)) for key in ("check", "rating", "conversation")
    }
    sign(world.role)
    from courses.signing.services import publish_approved

    publish_approved(module=world.role, by=cast.eddie)
    assert (finished(gate), finished(second)) == ({cast.anna.first_name}, {cast.anna.first_name})
    assert Reshaping.objects.open().count() == 0
    assert world.place("long").module.review is not None


def test_the_first_half_waits_and_the_second_is_not_shown_alone(world, gate, cast, now):
    second = split(gate, cast.eddie, now)
    sign(world.role)
    with pytest.raises(Refusal, match="Second half"):
        page("long").get_latest_revision().publish()
    page(second.slug).get_latest_revision().publish()
    assert [step.title for step in world.place("long").module.steps][-1:] == ["Long"]
    page("long").get_latest_revision().publish()
    assert [step.title for step in world.place("long").module.steps][-2:] == ["Long", "Second half"]
    assert finished(second) == {cast.anna.first_name}


def test_an_old_version_put_back_drops_the_plan(world, gate, cast, now):
    whole = gate.latest_revision
    second = split(gate, cast.eddie, now)
    whole.as_object().save_revision().publish()
    page(second.slug).delete()
    assert finished(gate) == {cast.anna.first_name}
    again = split(page("long"), cast.eddie, now, at="rating")
    assert Reshaping.objects.get().other == again.translation_key


def test_a_draft_that_nobody_has_is_two_drafts(world, cast, now):
    step = world.risk.add_child(
        instance=StepPage(slug="fresh", title="Fresh", live=False, body=long_step(world.risk).body)
    )
    step.save_revision()
    second = split(step, cast.eddie, now)
    assert (page("fresh").live, page(second.slug).live) == (False, False)
    assert not LearningStep.objects.filter(pk__in=[step.translation_key, second.translation_key]).exists()
    page(second.slug).get_latest_revision().publish()
    page("fresh").get_latest_revision().publish()
    assert [step.title for step in world.place("reflecting").module.steps][-2:] == ["Fresh", "Second half"]


def refused(step, cast, now) -> str:
    with pytest.raises(Refusal) as refusal:
        split(step, cast.eddie, now)
    return str(refusal.value)


def test_what_must_be_done_first_is_said(world, long, cast, now):
    long.save_revision()
    StepPage.objects.filter(pk=long.pk).update(has_unpublished_changes=True)
    assert refused(long, cast, now).startswith("“Long” has a draft that is not published.")
    StepPage.objects.filter(pk=long.pk).update(has_unpublished_changes=False, expire_at=now)
    assert refused(long, cast, now) == "“Long” has a schedule. Take it away first."
    StepPage.objects.filter(pk=long.pk).update(expire_at=None, locked=True)
    assert refused(long, cast, now) == "“Long” is locked or in a workflow. Finish that first."
    StepPage.objects.filter(pk=long.pk).update(locked=False)
    page("long").create_alias(parent=world.risk, update_slug="also")
    assert refused(long, cast, now).startswith("“Long” is shown in two places.")
