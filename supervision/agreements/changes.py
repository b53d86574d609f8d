"""What a change of an agreement would change: old beside new. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supervision.agreements.models import Terms
from supervision.agreements.wording import WORDINGS, Section


@dataclass(frozen=True)
class Change:
    """One line of the terms. The words are those that people read."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Reworded:
    """One section of the wording: the points that go, and those that come."""

    heading: Promise
    before: list[Promise]
    after: list[Promise]


@dataclass(frozen=True)
class Version:
    """Terms that both agreed to before. `wording` is empty where it is the one that holds now."""

    number: int
    terms: Terms
    wording: tuple[Section, ...]


def lines_of(terms: Terms) -> dict[str, str]:
    """The terms as people read them, by label."""
    weeks = ngettext("every week", "every %(weeks)s weeks", terms.weeks_between) % {"weeks": terms.weeks_between}
    return {
        _("How often"): weeks,
        _("How long"): _("%(minutes)s minutes") % {"minutes": terms.minutes},
        _("Between meetings"): str(terms.get_contact_display()),
        _("You look at it again"): date_format(terms.review_day, "j F Y") if terms.review_day else "",
    }


def changes(before: Terms, after: Terms) -> list[Change]:
    old, new = lines_of(before), lines_of(after)
    return [Change(label, old[label], said) for label, said in new.items() if said != old[label]]


def reworded(before: Terms, after: Terms) -> list[Reworded]:
    """Empty where both have the same wording."""
    return list(_reworded(WORDINGS[before.wording], WORDINGS[after.wording]))


def _reworded(before: tuple[Section, ...], after: tuple[Section, ...]) -> Iterator[Reworded]:
    old, new = ({str(section.heading): section for section in sections} for sections in (before, after))
    for heading, section in (old | new).items():
        points, later = (wording[heading].points if heading in wording else () for wording in (old, new))
        gone = [point for point in points if point not in later]
        come = [point for point in later if point not in points]
        if gone or come:
            yield Reworded(section.heading, gone, come)


def earlier_versions(agreed: list[Terms]) -> list[Version]:
    """All that the two agreed to before what holds now, the newest first. `agreed` has the oldest first."""
    return [
        Version(number, terms, () if terms.wording == agreed[-1].wording else WORDINGS[terms.wording])
        for number, terms in enumerate(agreed[:-1], start=1)
    ][::-1]
