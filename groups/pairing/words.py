"""Pairs, those left over and alternatives, in words for a coordinator."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.walltime import place_of
from groups.availability.blocks import DAY_NAMES
from groups.availability.week import Window, on_clock, windows
from groups.pairing.fitting import MOST_GROUPS, Facts, Obstacle, Wish, poorer_season, shared_rings, wishes_of
from groups.pairing.helping import Help
from groups.pairing.matching import LeftOver, Lifted

MOST_WINDOWS = 6
MET = {
    Wish.SPECIALTY: gettext_lazy("different specialties"),
    Wish.WINDOWS: gettext_lazy("two or more times in common"),
    Wish.EXPERIENCE: gettext_lazy("one experienced, one newer"),
    Wish.GRADE: gettext_lazy("different grades"),
    Wish.LOAD: gettext_lazy("neither is in another pair"),
}
NOT_MET = {
    Wish.SPECIALTY: gettext_lazy("not of two specialties that we know of"),
    Wish.WINDOWS: gettext_lazy("one time in common only"),
    Wish.EXPERIENCE: gettext_lazy("both alike in experience"),
    Wish.GRADE: gettext_lazy("not of two grades that we know of"),
    Wish.LOAD: gettext_lazy("one of them is in another pair"),
}
OWN_OBSTACLES = {
    Obstacle.AUTHORISED: gettext_lazy("is not authorised by that day"),
    Obstacle.SUPERVISED: gettext_lazy("has no current supervision"),
    Obstacle.GROUPS: gettext_lazy("is in two groups already"),
    Obstacle.DATES: gettext_lazy("has given dates that leave that day out"),
    Obstacle.WEEK: gettext_lazy("has not said when they are free"),
}


def clock_words(window: Window) -> str:
    """Tuesday 18:00 to 19:30, on the clock that the window is on."""
    times = {"day": DAY_NAMES[window.day], "begins": f"{window.start:%H:%M}", "ends": f"{window.end:%H:%M}"}
    return _("%(day)s %(begins)s to %(ends)s") % times


def shared_words(first: Facts, second: Facts, mondays: tuple[date, date]) -> list[str]:
    """When both are free, each on their own clock; of the season that has less. With more than six, the first six."""
    rings = shared_rings(first, second)
    season = poorer_season(rings)
    zones = list(dict.fromkeys(zone for zone in (first.zone, second.zone) if zone))
    lines = [
        [clock_words(window) for window in windows(on_clock(rings[season], zone, mondays[season]))] for zone in zones
    ]
    if len(zones) == 1:
        return lines[0][:MOST_WINDOWS]
    named = [
        _("in %(place)s: %(times)s") % {"place": place_of(zone), "times": "; ".join(times[:MOST_WINDOWS])}
        for zone, times in zip(zones, lines, strict=True)
    ]
    when = _("In summer") if season else _("In winter")
    return [f"{when}, {line}" for line in named]


def wish_words(first: Facts, second: Facts) -> list[tuple[str, bool]]:
    """Each wish in its order, with whether it is met."""
    met = wishes_of(first, second)
    full = [*met[:-1], met[-1] == MOST_GROUPS]
    return [(str((MET if is_met else NOT_MET)[wish]), bool(is_met)) for wish, is_met in zip(Wish, full, strict=True)]


def wishes_alone(person: Facts) -> list[tuple[str, bool]]:
    """What can be said of somebody before there is a partner."""
    told = [(_("in no other pair"), True) if not person.groups else (_("in one other pair"), False)]
    return [*told, (_("experienced") if person.experienced else _("newer"), True)]


def left_words(left: LeftOver, person: Facts, help_offered: Help | None) -> list[str]:
    """Why nobody is left for them: the tightest first."""
    if left.fitting:
        return [
            ngettext(
                "One person would fit, and is paired with someone else or left over too.",
                "%(count)s people would fit, and are paired with others.",
                left.fitting,
            )
            % {"count": left.fitting}
        ]
    words = [_lifted_words(reason, person) for reason in left.reasons]
    if help_offered:
        words.insert(0, _help_words(help_offered))
    return words or [_("Nobody who waits fits them, and no single change would bring a partner.")]


def _help_words(offer: Help) -> str:
    when = {"day": DAY_NAMES[offer.day], "part": str(offer.part.label), "count": offer.partners}
    return (
        ngettext(
            "One partner, if they were free on %(day)s: %(part)s.",
            "%(count)s partners, if they were free on %(day)s: %(part)s.",
            offer.partners,
        )
        % when
    )


def _lifted_words(reason: Lifted, person: Facts) -> str:
    words = _BETWEEN.get(reason.obstacle) or (_OWN if reason.own else _THEIRS)
    named = OWN_OBSTACLES.get(reason.obstacle, "")
    return str(words) % {"name": person.name, "obstacle": named, "count": _people(reason.partners)}


def _people(number: int) -> str:
    return ngettext("one person", "%(count)s people", number) % {"count": number}


_OWN = gettext_lazy("%(name)s %(obstacle)s. Without that, %(count)s would fit.")
_THEIRS = gettext_lazy("%(count)s would fit, if this were not so of them: %(obstacle)s.")
_BETWEEN = {
    Obstacle.HOUR: gettext_lazy("No hour in common, in winter and in summer, with %(count)s who would fit otherwise."),
    Obstacle.SUPERVISES: gettext_lazy("One supervises the other: %(count)s who would fit otherwise."),
}


def wish_changes(changes: Sequence[int]) -> list[str]:
    """What all pairs together win and lose, wish by wish."""
    counted = [(wish, change) for wish, change in zip(Wish, changes, strict=True) if wish is not Wish.LOAD]
    return [
        str(_more(change) if change > 0 else _fewer(-change)) % {"count": abs(change), "wish": MET[wish]}
        for wish, change in counted
        if change
    ]


def _more(number: int) -> str:
    return ngettext("one pair more with %(wish)s", "%(count)s pairs more with %(wish)s", number)


def _fewer(number: int) -> str:
    return ngettext("one pair fewer with %(wish)s", "%(count)s pairs fewer with %(wish)s", number)


def pair_words(first: Facts, second: Facts) -> str:
    return _("%(one)s with %(other)s") % {"one": first.name, "other": second.name}


def names(people: Iterable[Facts]) -> str:
    return ", ".join(sorted(person.name for person in people))
