"""Two taps at the same instant, as a slow telephone sends them, are one answer, one reflection, one completion."""

from courses.content_entries import fixed_id
from courses.progress import services
from courses.progress.models import CheckAnswer, Enrolment, ModuleCompletion, Reflection, StepCompletion
from tests.courses.world import answer, complete, exercise_of, write

RIGHT = {"options": [fixed_id("structure")]}


def test_the_first_answers_of_three_taps_are_one(world, cast, at_once):
    def tap():
        return answer(world, "checking", "check", cast.anna, RIGHT, cast.now).pk

    assert len(set(at_once(tap, tap, tap))) == 1
    assert (CheckAnswer.objects.get().attempts, Enrolment.objects.count()) == (1, 1)


def test_two_different_first_answers_are_two_tries_of_one(world, cast, at_once):
    def tap(option):
        return lambda: answer(world, "checking", "check", cast.anna, {"options": [fixed_id(option)]}, cast.now).pk

    assert len(set(at_once(tap("solutions"), tap("assess")))) == 1
    assert CheckAnswer.objects.get().attempts == 2


def test_first_answers_of_two_people_do_not_meet(world, cast, at_once):
    def tap(person):
        return lambda: answer(world, "checking", "check", person, RIGHT, cast.now).person_id

    assert at_once(tap(cast.anna), tap(cast.ben)) == [cast.anna.pk, cast.ben.pk]
    assert CheckAnswer.objects.count() == 2


def test_three_pages_begin_one_reflection(world, cast, at_once):
    place = world.place("reflecting")
    exercise = exercise_of(place, "reflection")

    def begin():
        return services.begin_reflection(place=place, exercise=exercise, person=cast.anna, now=cast.now).pk

    assert len(set(at_once(begin, begin, begin))) == 1
    assert Reflection.objects.count() == 1


def test_ones_own_line_kept_twice_opens_the_options_once(world, cast, at_once):
    line = write(world, "acting", "scenario", cast.anna, "I hear you.", cast.now)
    place = world.place("acting")
    exercise = exercise_of(place, "scenario")

    def keep():
        return services.keep_line(reflection=line, place=place, exercise=exercise, now=cast.now).pk

    assert len(set(at_once(keep, keep))) == 1


def test_the_last_step_finished_twice_finishes_its_module_once(world, cast, at_once):
    answer(world, "choosing", "many", cast.anna, {"options": [fixed_id("names"), fixed_id("stories")]}, cast.now)

    def finish():
        return complete(world, "choosing", cast.anna, cast.now).pk

    assert len(set(at_once(finish, finish))) == 1
    assert (StepCompletion.objects.count(), ModuleCompletion.objects.count()) == (1, 0)
