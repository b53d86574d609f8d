"""Who has completed what in a programme, a page at a time, in the order in which it happened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q

from courses.outline import OutlineCourse, current_outline
from courses.progress.models import ModuleCompletion, StepCompletion
from courses.xapi.asking import Asked
from courses.xapi.writing import Activity, Completion
from people.models import Appointment, Programme, Role


@dataclass(frozen=True)
class Found:
    """A completion, and its place in the order: of those of one instant, by part, then by keys."""

    completion: Completion
    place: tuple[Any, ...]


@dataclass(frozen=True)
class Part:
    """One kind of completion: its rows with `at`, and by which columns those of one instant are ordered."""

    name: str
    rows: Any
    ties: tuple[str, ...]

    def page(self, asked: Asked) -> list[Any]:
        """One more than asked for, to know whether there are more. One query."""
        rows = self.rows.filter(_within(asked))
        if asked.ended:
            rows = rows.filter(self._beyond(asked))
        sign = "" if asked.ascending else "-"
        return list(rows.order_by(*(f"{sign}{name}" for name in ("at", *self.ties)))[: asked.limit + 1])

    def _beyond(self, asked: Asked) -> Q:
        """After the place at which the last page ended."""
        at, part, *keys = asked.ended
        further = "gt" if asked.ascending else "lt"
        wanted, same = Q(**{f"at__{further}": at}), Q(at=at)
        if self.name != part:
            comes_after = (self.name > part) == asked.ascending
            return wanted | same if comes_after else wanted
        for name, key in zip(self.ties, keys, strict=True):
            wanted |= same & Q(**{f"{name}__{further}": UUID(key)})
            same &= Q(**{name: UUID(key)})
        return wanted

    def place(self, row: Any) -> tuple[Any, ...]:
        return row["at"], self.name, *(str(row[name]) for name in self.ties)


def _within(asked: Asked) -> Q:
    wanted = Q()
    if asked.since:
        wanted &= Q(at__gt=asked.since)
    if asked.until:
        wanted &= Q(at__lte=asked.until)
    return wanted


def completions_in(programme: Programme, asked: Asked, now: datetime) -> tuple[list[Completion], str]:
    """Of the facilitators of the programme now; and what leads on, empty on the last page.

    A query for steps, one for modules, one for each course there is.
    """
    people = Appointment.objects.current(now).filter(programme=programme, role=Role.FACILITATOR).values("person")
    found = sorted(_found(people, asked), key=attrgetter("place"), reverse=not asked.ascending)
    shown = found[: asked.limit]
    more = asked.going_on(shown[-1].place) if len(found) > asked.limit else ""
    return [item.completion for item in shown], more


def _found(people: Any, asked: Asked) -> Iterator[Found]:
    steps = StepCompletion.objects.filter(person__in=people).annotate(at=F("completed_at"))
    names = ("step__title", "step__module_key", "step__module_title", "content_version")
    part = Part("step", steps.values("at", "step_id", "person_id", *names), ("step_id", "person_id"))
    for row in part.page(asked):
        yield Found(_step(row), part.place(row))
    modules = ModuleCompletion.objects.filter(person__in=people).annotate(at=F("completed_at"))
    part = Part("module", modules.values("at", "module_key", "person_id", "module_title"), ("module_key", "person_id"))
    for row in part.page(asked):
        activity = Activity("module", row["module_key"], row["module_title"])
        yield Found(Completion(activity, row["person_id"], row["at"]), part.place(row))
    for course in current_outline().courses:
        yield from _of_course(course, people, asked)


def _step(row: dict[str, Any]) -> Completion:
    return Completion(
        Activity("step", row["step_id"], row["step__title"]),
        row["person_id"],
        row["at"],
        row["content_version"],
        Activity("module", row["step__module_key"], row["step__module_title"]),
    )


def _of_course(course: OutlineCourse, people: Any, asked: Asked) -> Iterator[Found]:
    """Whoever has finished every module that a published course has: it was complete with the last of them."""
    keys = [module.key for module in course.modules if module.steps]
    done = ModuleCompletion.objects.filter(person__in=people, module_key__in=keys).order_by().values("person_id")
    whole = done.annotate(at=Max("completed_at"), many=Count("pk")).filter(many=len(keys)) if keys else done.none()
    part = Part(f"course {course.key}", whole, ("person_id",))
    for row in part.page(asked) if keys else ():
        activity = Activity("course", course.key, course.title)
        yield Found(Completion(activity, row["person_id"], row["at"]), part.place(row))
