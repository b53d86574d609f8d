"""What a need is called, to a coordinator and to the pair, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groups.health.needs import Need
from groups.health.queries import Health


@dataclass(frozen=True)
class Line:
    """One need: what is so, and what to do about it, with the address where that is done."""

    what: str
    todo: str
    url: str = ""


def _no_pair(health: Health) -> Line:
    return Line(_("It has no pair."), _("Find two who fit"), reverse("pairing:place", args=[health.group.pk]))


def _half_a_pair(health: Health) -> Line:
    url = reverse("pairing:place", args=[health.group.pk])
    return Line(_("One place of its pair is free."), _("Fill the place"), url)


def _not_met(health: Health) -> Line:
    what = _("No session has been recorded since %(day)s.") % {"day": _day(health.known.last_met)}
    return Line(what, _("Ask the pair how the group is"), _page(health))


def _no_next(health: Health) -> Line:
    url = reverse("groups:series", args=[health.group.pk])
    return Line(_("No session is planned."), _("Plan the next ones"), url)


def _cancelled(health: Health) -> Line:
    return Line(_("The last two sessions were cancelled."), _("See why, and ask what would help"), _page(health))


def _solo(health: Health) -> Line:
    what = _("Of the last four sessions, at least two had one facilitator.")
    return Line(what, _("See the pair, and find who can stand in"), reverse("groups:pair", args=[health.group.pk]))


def _falling(health: Health) -> Line:
    what = _("About %(lately)s came to each of the last three sessions, and %(before)s to the three before.") % {
        "lately": health.known.lately,
        "before": health.known.before,
    }
    return Line(what, _("Talk with the pair about it"), _page(health))


def _lapsing(health: Health) -> Line:
    url = reverse("protected_time:matter", args=[health.matter]) if health.matter else ""
    what = (
        _("Its protected time ended on %(day)s.") if health.time_is_over else _("Its protected time ends on %(day)s.")
    )
    return Line(what % {"day": _day(health.known.time_until)}, _("Ask again"), url)


def _ending(health: Health) -> Line:
    url = reverse("groups:end", args=[health.group.pk])
    return Line(_("Its end is announced."), _("See what is decided"), url)


LINES: dict[Need, Callable[[Health], Line]] = {
    Need.NO_PAIR: _no_pair,
    Need.HALF_A_PAIR: _half_a_pair,
    Need.NOT_MET: _not_met,
    Need.NO_NEXT: _no_next,
    Need.CANCELLED: _cancelled,
    Need.SOLO: _solo,
    Need.FALLING: _falling,
    Need.LAPSING: _lapsing,
    Need.ENDING: _ending,
}


def lines_of(health: Health) -> list[Line]:
    """For a coordinator."""
    return [LINES[need](health) for need in health.needs]


def kindly(health: Health) -> list[str]:
    """For the pair and their supervisor, on the group's own page: what is so, and who sees to it. No blame."""
    said = [_attendance(health), *(words for need in health.needs if (words := _to_the_pair(need, health)))]
    return [words for words in said if words]


def _attendance(health: Health) -> str:
    known = health.known
    if known.lately is None or Need.FALLING in health.needs:
        return ""
    return _("About %(lately)s came to each of the last three sessions.") % {"lately": known.lately}


def _to_the_pair(need: Need, health: Health) -> str:
    """Nothing of what the page says elsewhere already."""
    words = {
        Need.HALF_A_PAIR: _("One place of the pair is free. The coordinator sees this and looks for someone."),
        Need.NOT_MET: _(
            "No session has been recorded for a while. If you met, record it; if it was too much, tell your supervisor."
        ),
        Need.CANCELLED: _(
            "The last two sessions were cancelled. If the rota was why, the coordinator can ask for protected time."
        ),
        Need.SOLO: _(
            "At two of the last four sessions one of you was alone. Ask the coordinator for someone to stand in."
        ),
        Need.FALLING: _(
            "About %(lately)s came lately, and %(before)s before. Numbers change with rotas and seasons."
            " If you wonder why, bring it to supervision."
        )
        % {"lately": health.known.lately, "before": health.known.before},
        Need.LAPSING: _lapsing_kindly(health),
    }
    return words.get(need, "")


def _lapsing_kindly(health: Health) -> str:
    if health.time_is_over:
        said = _("The protected time ended on %(day)s. The coordinator sees this and can ask again.")
    else:
        said = _("The protected time ends on %(day)s. The coordinator sees this and can ask again.")
    return said % {"day": _day(health.known.time_until)}


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _page(health: Health) -> str:
    return reverse("groups:detail", args=[health.group.pk])
