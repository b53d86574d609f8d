"""The published steps of a site, and people who are new to it. Import it once Django is set up for that site."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from courses.outline import current_outline
from courses.segments import body_of
from courses.sending import one_press
from people.models import Programme, Role, User
from people.services import appoint


@dataclass(frozen=True)
class Step:
    """One published step, with what is answered in it. `number` is its place in the module."""

    module: str
    number: int
    slug: str
    url: str
    one_press: bool
    exercises: tuple[Any, ...]


def steps() -> list[Step]:
    outline = current_outline()
    return [
        Step(module.slug, number, step.slug, step.url, one_press(step, body), tuple(body.exercises))
        for module in outline.modules()
        for number, step in enumerate(module.steps, 1)
        for body in [body_of(outline, step)]
    ]


def make_newcomer(address: str, password: str) -> None:
    """A facilitator who signs in with the password alone, and has done nothing."""
    person = User.objects.create_user(address, password, first_name="New", last_name="Comer")
    programme = Programme.objects.order_by("name").first()
    assert programme is not None
    appoint(person=person, role=Role.FACILITATOR, programme=programme, now=timezone.now())
