"""Practice days of the cast: Tess Marlow runs them, at half past nine."""

from datetime import time, timedelta

from django.utils import timezone

from confidential.services import save_words
from courses.practice.models import How, PracticeDay, PracticePlace, PracticeRecord
from courses.practice.observing import services as observing
from courses.practice.observing.models import ObservedAnswer, ObservedPractice, Shadowing
from courses.practice.recording import Line, record_day
from courses.practice.services import Plan, ask_for_adjustments, invite, plan_day
from people.models import User
from tests.people import Cast

CAME = Line(came=True, question="said", roles=("speaker", "listener"))


def a_plan(cast: Cast, *, days: int = 7, trainers: tuple[User, ...] = (), **facts) -> Plan:
    said = {"how": How.TOGETHER, "local_start": time(9, 30), "minutes": 300, "place": "the boat house", "capacity": 12}
    day = timezone.localdate(cast.now) + timedelta(days=days)
    return Plan(trainers=trainers or (cast.tess,), local_date=day, **{**said, **facts})


def a_day(cast: Cast, *invited: User, **facts) -> PracticeDay:
    """Planned a week ahead, or `days` from now, which may be past."""
    day = plan_day(programme=cast.thames, plan=a_plan(cast, **facts), by=cast.tess, now=cast.now)
    if invited:
        invite(day=day, people=invited, by=cast.tess, now=cast.now)
    return day


def place_of(day: PracticeDay, person: User) -> PracticePlace:
    return PracticePlace.objects.select_related("day__programme", "person", "text").get(day=day, person=person)


def asked_for(cast: Cast, person: User, words: str, **facts) -> PracticePlace:
    """What would help `person`, sent to the trainers of a day."""
    place = place_of(a_day(cast, person, **facts), person)
    save_words(place, {"adjustments": words}, base=0, tab="", now=cast.now)
    ask_for_adjustments(day=place.day, by=person, now=cast.now)
    return place_of(place.day, person)


def a_held_day(cast: Cast, *people: User, line: Line = CAME, days: int = -1, **facts) -> PracticeDay:
    """Yesterday, with the same recorded of each."""
    day = a_day(cast, *people, days=days, **facts)
    lines = {place_of(day, person).pk: line for person in people}
    return record_day(day=day, lines=lines, by=cast.tess, now=cast.now)


def a_record(cast: Cast, person: User, **more) -> PracticeRecord:
    day = a_held_day(cast, person, **more)
    return PracticeRecord.objects.select_related("place__day__programme", "by").get(place__day=day)


def an_occasion(cast: Cast, person: User, *, days: int = -2, **facts) -> observing.Occasion:
    day = timezone.localdate(cast.now) + timedelta(days=days)
    return observing.Occasion(person=person, local_date=day, **{"group": cast.birch, "group_agreed": True, **facts})


def shadowed(cast: Cast, person: User, **facts) -> Shadowing:
    return observing.record_shadowing(occasion=an_occasion(cast, person, **facts), by=cast.tess, now=cast.now)


def observed(cast: Cast, person: User, *, show: bool = True, days: int = -2, **lines: str) -> ObservedPractice:
    """By Tess; with these lines, shown."""
    begun = observing.begin_observed(occasion=an_occasion(cast, person, days=days), by=cast.tess, now=cast.now)
    save_words(begun, lines, base=0, tab="", now=cast.now)
    if show:
        observing.show_observed(observed=begun, by=cast.tess, now=cast.now)
    found = ObservedPractice.objects.select_related("text", "person", "observer", "programme", "group")
    return found.get(pk=begun.pk)


def answered(cast: Cast, person: User) -> ObservedAnswer:
    reply = observed(cast, person, frame="on time").reply
    save_words(reply, {"answer": "I was late"}, base=0, tab="", now=cast.now)
    return observing.answer_observed(answer=reply, by=person, now=cast.now)
