"""The identifier screen, as it applies to what a facilitator is about to share."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from confidential.identifiers import MOST_MARKED, Screened, find_identifiers, screen
from directory.queries import services
from foundation.refusals import Refusal
from supervision.logs.prompts import LABELS


def public_numbers() -> list[str]:
    """Helplines may be named: they identify nobody."""
    written = [number for service in services() for number in (service.phone, service.text_number) if number]
    return [number.partition(",")[0] for number in written]


def screened(parts: Mapping[str, str], own_days: Iterable[date] = ()) -> list[Screened]:
    """The answers in which something may identify somebody. `own_days`: of the session that they are about."""
    return screen(parts, {key: LABELS[key] for key in parts}, public_numbers(), own_days)


def refuse_identifiers(parts: Mapping[str, str]) -> None:
    """Raise Refusal if a number or a birthday points to one patient. Everything softer is for the writer to weigh."""
    if any(finding.blocks for words in parts.values() for finding in find_identifiers(words)):
        raise Refusal(
            _(
                "There is a valid NHS number or a date of birth in these words. It points to one "
                "person, so this cannot be shared. Take it out, then share the rest."
            )
        )


def refuse_more_than_are_marked(marks: Iterable[Screened]) -> None:
    """Raise Refusal where there is more to weigh than a page shows: nothing is let through that nobody was shown."""
    if any(mark.unmarked for mark in marks):
        raise Refusal(
            _(
                "More than %(most)d passages in these words might identify someone. They are too many to check one "
                "by one, so you cannot share this yet. It is kept in your draft. Change the ones that are marked, then "
                "come back to this page: it marks the ones that are left."
            )
            % {"most": MOST_MARKED}
        )
