"""The records of the course and of practice behind the routes (`tests/access/world.py`)."""

from courses.models import CoursePage
from courses.refresher.services import pause_refresher
from foundation.days import local_day
from tests.access.subjects import by_pk, subject
from tests.courses.boosters.making import annas_booster
from tests.courses.enrolment.making import a_cohort
from tests.courses.handouts.making import a_handout, a_step_with
from tests.courses.media.making import a_step_with as a_step_showing
from tests.courses.media.making import a_video, shown
from tests.courses.practice import making as practice
from tests.courses.rounds import ask_again
from tests.courses.world import fixed_id, make_world
from tests.people import Cast


@subject("course")
def course(cast: Cast) -> dict[str, object]:
    make_world()
    return {"course": "groups"}


@subject("signed_module")
def signed_module(cast: Cast) -> dict[str, object]:
    return {"module_id": make_world().role.translation_key}


@subject("asked_again")
def asked_again(cast: Cast) -> dict[str, object]:
    return by_pk(ask_again(make_world().steps["reading"]))


@subject("module")
def module(cast: Cast) -> dict[str, object]:
    return {**course(cast), "module": "role"}


@subject("step")
def step(cast: Cast) -> dict[str, object]:
    return {**module(cast), "step": "checking"}


@subject("step_key")
def step_key(cast: Cast) -> dict[str, object]:
    """By its key: everybody has a note and a bookmark of their own, and reports for themselves."""
    make_world()
    return {"step": fixed_id("step", "checking")}


@subject("booster")
def booster(cast: Cast) -> dict[str, object]:
    make_world()
    return by_pk(annas_booster(cast))


@subject("refresher_pause")
def refresher_pause(cast: Cast) -> dict[str, object]:
    return by_pk(pause_refresher(person=cast.anna, first_day=local_day(cast.now), last_day=None, now=cast.now))


@subject("cohort")
def cohort(cast: Cast) -> dict[str, object]:
    """Anna is in it."""
    if not CoursePage.objects.exists():
        make_world()
    return by_pk(a_cohort(cast, cast.anna))


@subject("recording")
def recording(cast: Cast) -> dict[str, object]:
    recording = a_video(cast)
    a_step_showing(make_world(), shown(recording, "video"))
    return {"recording": recording.pk}


@subject("handout")
def handout(cast: Cast) -> dict[str, object]:
    handout = a_handout(cast)
    a_step_with(make_world(), handout)
    return {"course": "groups", "handout": handout.pk}


@subject("check")
def check(cast: Cast) -> dict[str, object]:
    return {**step(cast), "block": fixed_id("check")}


@subject("reflection")
def reflection(cast: Cast) -> dict[str, object]:
    return {**course(cast), "module": "risk", "step": "reflecting", "block": fixed_id("reflection")}


@subject("confidence_before")
def confidence_before(cast: Cast) -> dict[str, object]:
    return {"moment": "before"}


@subject("practice_day")
def practice_day(cast: Cast) -> dict[str, object]:
    """A week ahead, with Anna invited."""
    return by_pk(practice.a_day(cast, cast.anna))


@subject("begun_practice_day")
def begun_practice_day(cast: Cast) -> dict[str, object]:
    return by_pk(practice.a_day(cast, cast.anna, days=-1))


@subject("practice_place")
def practice_place(cast: Cast) -> dict[str, object]:
    return by_pk(practice.a_record(cast, cast.anna).place)


@subject("shadowing")
def shadowing(cast: Cast) -> dict[str, object]:
    return by_pk(practice.shadowed(cast, cast.anna))


@subject("observed_practice")
def observed_practice(cast: Cast) -> dict[str, object]:
    return by_pk(practice.observed(cast, cast.anna, frame="on time"))


@subject("practice_record")
def practice_record(cast: Cast) -> dict[str, object]:
    return by_pk(practice.a_record(cast, cast.anna))


# Words ----------------------------------------------------------------------------------------------------------------


@subject("practice_rule")
def practice_rule(cast: Cast) -> dict[str, object]:
    return {"pk": cast.thames.pk, "kind": "shadowing"}
