"""What the calendar kit tells the apps beside it, at start-up."""

from delivery.calendar.exports import address_of
from foundation.exports import exports


def register() -> None:
    exports.register("calendar", address_of)
