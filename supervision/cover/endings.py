"""Leave and cover when a supervisor leaves: theirs ends; whoever they covered for gets another cover, or none."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db.models import Q
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
    others = _others(occasion)
    return [_own(occasion, one) if one.supervisor_id == person.pk else _covered(occasion, one, others) for one in named]


def _others(occasion: Occasion) -> list[User]:
    posts = Appointment.objects.current(occasion.now).filter(role=Role.SUPERVISOR, programme=occasion.programme)
    others = posts.exclude(person=occasion.subject.person).select_related("person")
    return [post.person for post in others.order_by("person__sort_name", "pk")]


def _own(occasion: Occasion, window: CoverWindow) -> Hanging:
    said = _("You no longer cover for %(who)s.") % {"who": window.supervisor.name}
    ends = Choice(
        "ends",
        gettext_lazy("It ends with the role"),
        partial(close, window, at=occasion.at, now=occasion.now),
        (Telling(window.cover, said, "/cover/"),) if window.cover else (),
    )
    return Hanging(window.pk, _line(window), [ends], about=window.supervisor)


def _covered(occasion: Occasion, window: CoverWindow, others: Sequence[User]) -> Hanging:
    choices = [_nobody(occasion, window)]
    choices += [_instead(occasion, window, one) for one in _who_can(occasion, window, others)]
    return Hanging(window.pk, _line(window), choices, about=window.supervisor)


def _who_can(occasion: Occasion, window: CoverWindow, others: Sequence[User]) -> list[User]:
    """Neither away then, nor supervised by whoever they would stand in for."""
    assert window.ends_at is not None  # a leave always has an end
    away = CoverWindow.objects.filter(programme=window.programme).overlapping(window.starts_at, window.ends_at)
    held = SupervisionAssignment.objects.current(occasion.now).filter(
        supervisor=window.supervisor, programme=window.programme
    )
    kept = {*away.values_list("supervisor", flat=True), *held.values_list("facilitator", flat=True)}
    return [one for one in others if one.pk not in kept and one != window.supervisor]


def _nobody(occasion: Occasion, window: CoverWindow) -> Choice:
    said = _("%(who)s no longer covers for you, and you have no cover until %(last)s. Choose another cover.")
    words = {"who": window.cover, "last": _last(window)}
    return Choice(
        "nobody",
        gettext_lazy("There is no cover then; the supervisor is told"),
        partial(_give, window, None, occasion.at, occasion.now),
        (Telling(window.supervisor, said % words, "/cover/"),),
    )


def _instead(occasion: Occasion, window: CoverWindow, to: User) -> Choice:
    own = _("%(new)s covers for you until %(last)s, in place of %(old)s.")
    words = {"new": to.name, "old": window.cover, "who": window.supervisor.name, "last": _last(window)}
    return Choice(
        f"hand:{to.pk}",
        _("%(new)s covers instead") % words,
        partial(_give, window, to, occasion.at, occasion.now),
        (
            Telling(window.supervisor, own % words, "/cover/"),
            Telling(to, _("You cover for %(who)s until %(last)s, in place of %(old)s.") % words, "/cover/"),
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
