"""A course is taken to another site, or beside itself, as one zip: what comes in is what went out, as drafts."""

from wagtail.models import Page

from courses.progress.models import LearningStep
from tests.courses.transfer.carrying import contents, exported, imported, said
from tests.courses.world import CONVERSATION, TAKEAWAY, make_step


def test_a_copy_says_the_same_under_keys_of_its_own(world, now):
    make_step(world.risk, "talking", [CONVERSATION, TAKEAWAY])
    made = imported(exported(world.course, now), now, copy=True)
    assert said(made.course, ids=False) == said(world.course, ids=False)
    keys = set(Page.objects.descendant_of(made.course, inclusive=True).values_list("translation_key", flat=True))
    ours = set(Page.objects.descendant_of(world.course, inclusive=True).values_list("translation_key", flat=True))
    assert (keys & ours, made.course.slug) == (set(), "groups-2")


def test_all_that_comes_in_is_a_draft_and_no_learners_rows_are_made(world, now):
    steps = LearningStep.objects.count()
    made = imported(exported(world.course, now), now, copy=True)
    assert not Page.objects.descendant_of(made.course, inclusive=True).live().exists()
    assert LearningStep.objects.count() == steps


def test_where_the_course_is_gone_it_comes_back_under_its_own_keys(world, now):
    before, content = said(world.course, ids=True), exported(world.course, now)
    LearningStep.objects.all().delete()
    world.course.delete()
    made = imported(content, now)
    assert said(made.course, ids=True) == before


def test_out_again_it_is_the_same_file_to_the_byte(world, now):
    content = exported(world.course, now)
    LearningStep.objects.all().delete()
    world.course.delete()
    assert contents(exported(imported(content, now).course, now)) == contents(content)
