"""What can be done to somebody's place on a practice day, as the access trail says it."""

from django.utils.translation import gettext_lazy as _

from confidential.deeds import Deed


class PlaceDeed(Deed):
    READ = "read", _("%(who)s opened what you asked for at a practice day")
    INVITED = "invited", _("%(who)s invited you to a practice day")
    CHANGED = "changed", _("%(who)s changed a practice day that you are invited to")
    CANCELLED = "cancelled", _("%(who)s cancelled a practice day that you were invited to")
    RECORDED = "recorded", _("%(who)s recorded your practice day")
    CORRECTED = "corrected", _("%(who)s corrected the record of your practice day")


DEEDS: dict[str, type[Deed]] = {"courses.PracticePlace": PlaceDeed}
