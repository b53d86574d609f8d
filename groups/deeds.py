"""What can be done to a session of a group, and to a place in its pair, as the access trail says it."""

from django.utils.translation import gettext_lazy as _

from confidential.deeds import Deed


class SessionDeed(Deed):
    PLANNED = "facts: planned", _("%(who)s changed the plan of a session that you recorded")
    HELD = "facts: held", _("%(who)s corrected a session that you recorded")
    NOBODY_CAME = "facts: nobody_came", _("%(who)s corrected a session that you recorded")
    CANCELLED = "facts: cancelled", _("%(who)s recorded a session of yours as cancelled")
    THERE = "said: there", _("%(who)s said that they were at a session")
    NOT_THERE = "said: not there", _("%(who)s said that they were not at a session")


class PlaceDeed(Deed):
    PLACED = "placed", _("%(who)s gave you a place in the pair of a group")
    ENDED = "ended_place", _("%(who)s ended your place in the pair of a group")


class SeriesDeed(Deed):
    PLANNED = "planned series", _("%(who)s planned when a group of yours meets")


class LinkDeed(Deed):
    """Of a joining link, which is nobody's."""

    READ = "read", _("%(who)s opened a joining link")
    SET = "set", _("%(who)s set a joining link")
    TAKEN_AWAY = "taken away", _("%(who)s took a joining link away")


DEEDS: dict[str, type[Deed]] = {
    "groups.GroupSession": SessionDeed,
    "groups.Facilitation": PlaceDeed,
    "groups.Series": SeriesDeed,
    "groups.GroupLink": LinkDeed,
}
