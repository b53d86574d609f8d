"""What weeks tell the apps below, at start-up."""

from django.utils.translation import gettext_lazy as _

from delivery.reminders.rules import register_reminder
from foundation.exports import exports
from groups.availability.exports import availability_of
from groups.availability.queries import old_availabilities
from people.models import Role


def register() -> None:
    exports.register("availability", availability_of)
    register_reminder(
        "availability_old",
        title=_("When you are free: whether your week is still right"),
        subject=_("Is your week still right?"),
        sentence=_("It is 16 weeks since you said when you are free."),
        page="availability:week",
        roles=[Role.FACILITATOR],
        due=old_availabilities,
    )
