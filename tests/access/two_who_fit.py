"""What two who fit leave behind: a week, a wish to be apart, a row of a draft. Anna's."""

from groups.apart.services import keep_apart
from tests.access.subjects import by_pk, subject
from tests.groups.availability.making import a_week
from tests.groups.pairing.drawing import a_row
from tests.people import Cast


@subject("availability")
def availability(cast: Cast) -> dict[str, object]:
    return by_pk(a_week(cast.anna, cast.now, "mon 18:00-20:00"))


@subject("not_with")
def not_with(cast: Cast) -> dict[str, object]:
    return by_pk(keep_apart(person=cast.anna, other=cast.farah, now=cast.now))


@subject("pairing_row")
def pairing_row(cast: Cast) -> dict[str, object]:
    """Anna and Ben, drawn for each other though they have a group already."""
    return by_pk(a_row(cast, cast.anna, cast.ben))
