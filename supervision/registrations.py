"""What this app tells the apps below it, at start-up: each noun for itself."""

from supervision.agreements import registrations as agreements
from supervision.attendance import registrations as attendance
from supervision.beginning import registrations as beginning
from supervision.check_ins import registrations as check_ins
from supervision.concerns import registrations as concerns
from supervision.cover import registrations as cover
from supervision.desk import registrations as desk
from supervision.hours import registrations as hours
from supervision.logs import registrations as logs
from supervision.meetings import registrations as meetings
from supervision.overlooked import registrations as overlooked
from supervision.own import registrations as own
from supervision.reviews import registrations as reviews
from supervision.rhythm import registrations as rhythm


def register() -> None:
    for noun in (
        logs,
        meetings,
        attendance,
        agreements,
        reviews,
        own,
        desk,
        cover,
        concerns,
        check_ins,
        beginning,
        overlooked,
        hours,
        rhythm,
    ):
        noun.register()
