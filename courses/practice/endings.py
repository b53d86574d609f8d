"""Planned practice days when a trainer's role ends, and places on them when a facilitator's does."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.practice.models import CancelReason, DayTrainer, PracticeDay, PracticePlace
from courses.practice.queries import trainers_of, with_trainers
from courses.practice.services import cancel_day, hand_day, take_off
from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.models import Role, User

STAY, HAND, CANCEL, TAKE_OFF = "stay", "hand", "cancel", "take_off"


def when(day: PracticeDay) -> str:
    """ "3 December 2026 at 09:30"."""
    words = {"day": f"{day.local_date:%-d %B %Y}", "clock": f"{day.local_start:%H:%M}"}
    return _("%(day)s at %(clock)s") % words


def find_days(occasion: Occasion) -> Sequence[Hanging]:
    """Days that are planned and not recorded, and are run by a trainer whose role ends."""
    if occasion.subject.role != Role.TRAINER:
        return []
    gone = occasion.subject.person
    planned = PracticeDay.objects.planned().filter(programme=occasion.programme, trainers__person=gone)
    others = [person for person in trainers_of(occasion.programme, occasion.at) if person != gone]
    days = with_trainers(planned).order_by("local_date", "local_start", "pk")
    return [_of_day(occasion, day, gone, others) for day in days]


def _of_day(occasion: Occasion, day: PracticeDay, gone: User, others: Sequence[User]) -> Hanging:
    beside: list[DayTrainer] = list(day.trainers.all())
    staying = [trainer.person for trainer in beside if trainer.person in others]
    choices = [_stays(day, gone, staying)] if staying else []
    choices += [_handed(day, gone, person) for person in others if person not in staying]
    words = _("Practice day on %(when)s") % {"when": when(day)}
    return Hanging(day.pk, words, [*choices, _off(occasion, day, gone)], about=gone)


def _stays(day: PracticeDay, gone: User, staying: Sequence[User]) -> Choice:
    names = {"who": ", ".join(person.name for person in staying), "when": when(day), "gone": gone.name}
    said = _("%(gone)s no longer runs the practice day on %(when)s with you.") % names
    return Choice(
        STAY,
        _("%(who)s runs it") % names,
        partial(hand_day, day=day, gone=gone, to=None),
        tuple(telling(person, said) for person in staying),
    )


def _handed(day: PracticeDay, gone: User, to: User) -> Choice:
    names = {"who": to.name, "when": when(day), "gone": gone.name}
    said = _("You run the practice day on %(when)s, in place of %(gone)s.") % names
    return Choice(
        f"{HAND}-{to.pk}",
        _("%(who)s runs it instead") % names,
        partial(hand_day, day=day, gone=gone, to=to),
        (telling(to, said),),
    )


def _off(occasion: Occasion, day: PracticeDay, gone: User) -> Choice:
    said = _("The practice day on %(when)s is cancelled.") % {"when": when(day)}
    invited = PracticePlace.objects.kept().filter(day=day).select_related("person").order_by("pk")

    def carry_out() -> None:
        cancel_day(day=day, by=None, reason=CancelReason.LEFT, now=occasion.now)
        hand_day(day=day, gone=gone, to=None)

    return Choice(
        CANCEL,
        gettext_lazy("Cancel it"),
        carry_out,
        tuple(telling(place.person, said, mail=False) for place in invited),
    )


def telling(person: User, words: str, **more: Any) -> Telling:
    return Telling(person, words, reverse("practice:list"), **more)


def find_places(occasion: Occasion) -> Sequence[Hanging]:
    """Invitations of a facilitator whose role ends, to days that are planned."""
    if occasion.subject.role != Role.FACILITATOR:
        return []
    places = PracticePlace.objects.kept().filter(
        day__programme=occasion.programme, day__state="planned", person=occasion.subject.person
    )
    ordered = places.select_related("day", "person", "text").order_by("day__local_date", "day__local_start", "pk")
    return [_of_place(occasion, place) for place in ordered]


def _of_place(occasion: Occasion, place: PracticePlace) -> Hanging:
    names = {"when": when(place.day), "who": place.person.name}
    said = _("%(who)s is not coming to the practice day on %(when)s.") % names
    tells = tuple(telling(trainer.person, said) for trainer in place.day.trainers.select_related("person"))
    choice = Choice(
        TAKE_OFF, gettext_lazy("They are no longer invited"), partial(take_off, place=place, now=occasion.now), tells
    )
    return Hanging(place.pk, _("Practice day on %(when)s") % names, [choice], about=place.person)


OF_TRAINERS = Entry(gettext_lazy("Practice days"), frozenset({Event.ROLE_ENDS}), find_days)
OF_PLACES = Entry(gettext_lazy("Invitations to practice days"), frozenset({Event.ROLE_ENDS}), find_places)
