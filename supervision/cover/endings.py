"""Leave and cover when a supervisor leaves: theirs ends; whoever they covered for gets another cover, or none."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.endings.days import last_day
from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.models import Appointment, CoverWindow, Role, SupervisionAssignment, User
from supervision.cover.services import close, give_to


def find(occasion: Occasion) -> Sequence[Hanging]:
    if occasion.subject.role != Role.SUPERVISOR:
        return []
    person = occasion.subject.person
    windows = CoverWindow.objects.filter(
        Q(supervisor=person) | Q(cover=person), programme=occasion.programme, ends_at__gt=occasion.at
    )
    named = windows.select_related("supervisor", "cover", "programme").order_by("starts_at", "pk")
    colleagues = _colleagues(occasion)
    return [
        _own(occasion, window) if window.supervisor_id == person.pk else _covered(occasion, window, colleagues)
        for window in named
    ]


def _colleagues(occasion: Occasion) -> list[User]:
    posts = Appointment.objects.current(occasion.now).filter(role=Role.SUPERVISOR, programme=occasion.programme)
    colleagues = posts.exclude(person=occasion.subject.person).select_related("person")
    return [post.person for post in colleagues.order_by("person__sort_name", "pk")]


def _own(occasion: Occasion, window: CoverWindow) -> Hanging:
    said = _("You no longer cover for %(who)s.") % {"who": window.supervisor.name}
    ends = Choice(
        "ends",
        gettext_lazy("It ends with the role"),
        partial(close, window, at=occasion.at, now=occasion.now),
        (Telling(window.cover, said, reverse("cover:list")),) if window.cover else (),
    )
    return Hanging(window.pk, _line(window), [ends], about=window.supervisor)


def _covered(occasion: Occasion, window: CoverWindow, colleagues: Sequence[User]) -> Hanging:
    choices = [_nobody(occasion, window)]
    choices += [_instead(occasion, window, person) for person in _who_can(occasion, window, colleagues)]
    return Hanging(window.pk, _line(window), choices, about=window.supervisor)


def _who_can(occasion: Occasion, window: CoverWindow, colleagues: Sequence[User]) -> list[User]:
    """Neither away then, nor supervised by whoever they would stand in for."""
    assert window.ends_at is not None  # a leave always has an end
    away = CoverWindow.objects.filter(programme=window.programme).overlapping(window.starts_at, window.ends_at)
    assignments = SupervisionAssignment.objects.current(occasion.now).filter(
        supervisor=window.supervisor, programme=window.programme
    )
    covered = {*away.values_list("supervisor", flat=True), *assignments.values_list("facilitator", flat=True)}
    return [person for person in colleagues if person.pk not in covered and person != window.supervisor]


def _nobody(occasion: Occasion, window: CoverWindow) -> Choice:
    said = _("%(who)s no longer covers for you, and you have no cover until %(last)s. Choose another cover.")
    words = {"who": window.cover, "last": _last(window)}
    return Choice(
        "nobody",
        gettext_lazy("There is no cover then; the supervisor is told"),
        partial(_give, window, None, occasion.at, occasion.now),
        (Telling(window.supervisor, said % words, reverse("cover:list")),),
    )


def _instead(occasion: Occasion, window: CoverWindow, to: User) -> Choice:
    own = _("%(new)s covers for you until %(last)s, in place of %(old)s.")
    words = {"new": to.name, "old": window.cover, "who": window.supervisor.name, "last": _last(window)}
    return Choice(
        f"hand:{to.pk}",
        _("%(new)s covers instead") % words,
        partial(_give, window, to, occasion.at, occasion.now),
        (
            Telling(window.supervisor, own % words, reverse("cover:list")),
            Telling(to, _("You cover for %(who)s until %(last)s, in place of %(old)s.") % words, reverse("cover:list")),
        ),
    )


def _line(window: CoverWindow) -> str:
    return _("%(cover)s covers for %(who)s until %(last)s") % {
        "cover": window.cover or _("No one"),
        "who": window.supervisor.name,
        "last": _last(window),
    }


def _last(window: CoverWindow) -> str:
    assert window.ends_at is not None  # a leave always has an end
    return last_day(window.ends_at, window.programme)


def _give(window: CoverWindow, to: User | None, at: datetime, now: datetime) -> None:
    give_to(window, to, at=at, now=now)


ENTRY = Entry(gettext_lazy("Leave and cover"), frozenset({Event.ROLE_ENDS}), find)
