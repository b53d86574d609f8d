"""What can be done to a review and its parts, as the access trail says it."""

from django.utils.translation import gettext_lazy as _

from confidential.deeds import Deed


class ReviewDeed(Deed):
    BEGUN = "begun", _("%(who)s began a review")
    TALKED = "talked", _("%(who)s said on which day you talked about your review")
    SAID_FINAL = "said final", _("%(who)s said that your review is final")
    RETURNED = "returned", _("A review of %(who)s went back to them, because supervision changed")
    ASKED = "asked", _("%(who)s asked another supervisor for their view")
    TAKEN_BACK = "taken back", _("%(who)s no longer asks another supervisor for their view")
    WORDS_DESTROYED = "words destroyed", _("%(who)s deleted their words in a review")


class PartDeed(Deed):
    READ = "read", _("%(who)s opened what you wrote in a review")
    SHOWN = "shown", _("%(who)s showed you their part of a review")


DEEDS: dict[str, type[Deed]] = {
    "supervision.SupervisionReview": ReviewDeed,
    "supervision.ReviewPart": PartDeed,
}
