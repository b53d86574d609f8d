"""What the identifier screen means for words that go to a supervisor: some block, and a helpline marks nobody."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from confidential.identifiers import MOST_MARKED, Screened, find_identifiers
from directory.queries import services
from foundation.refusals import Refusal


def public_numbers() -> list[str]:
    """Helplines may be named: they identify nobody."""
    written = [number for service in services() for number in (service.phone, service.text_number) if number]
    return [number.partition(",")[0] for number in written]


def refuse_identifiers(parts: Mapping[str, str]) -> None:
    """Raise Refusal if a number or a birthday points to one patient. Everything softer is for the writer to weigh."""
    if any(finding.blocks for words in parts.values() for finding in find_identifiers(words)):
        raise Identifies


class Identifies(Refusal):
    """Something in these words points to one person."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "There is a valid NHS number or a date of birth in these words. It points to one "
                "person, so this cannot be shared. Take it out, then share the rest."
            )
        )


class NotWeighed(Refusal):
    """Words are marked, and their writer has not said that they identify nobody."""

    def __init__(self) -> None:
        super().__init__(_("Some words are marked. Change them, or tick that they do not identify anyone."))


def refuse_marked(marks: Sequence[Screened], *, weighed: bool) -> None:
    """Raise Refusal where what is marked cannot be shared, and NotWeighed where its writer has still to decide."""
    if any(mark.blocks for mark in marks):
        raise Identifies
    _refuse_more_than_are_marked(marks)
    if marks and not weighed:
        raise NotWeighed


def _refuse_more_than_are_marked(marks: Iterable[Screened]) -> None:
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
