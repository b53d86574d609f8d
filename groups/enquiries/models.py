"""An enquiry: who asks stands in its sealed words alone, and they go once somebody else has them or nobody may."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from confidential.models import SealedRecord
from foundation.refusals import Moves
from groups.enquiries.words import Company, Intent, Times, check_times
from groups.models import PeerGroup, coordinated_by
from people.models import Programme, User


class EnquiryState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("not confirmed")
    NEW = "new", _("to decide")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("offered a place")
    ACCEPTED = "accepted", _("took the place")
    JOINED = "joined", _("passed on to the facilitators")
    INVITED = "invited", _("invited as a facilitator")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("no place was found in time")
    WITHDRAWN = "withdrawn", _("withdrawn")


# Their words are there for the programme's coordinators.
OPEN = (EnquiryState.NEW, EnquiryState.WAITING, EnquiryState.OFFERED, EnquiryState.ACCEPTED)
SETTLED = tuple(state for state in EnquiryState if state not in (*OPEN, EnquiryState.UNCONFIRMED))
WITH_A_PLACE = (EnquiryState.OFFERED, EnquiryState.ACCEPTED)


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """Those that were confirmed, to the coordinators of the programme that was asked."""
        return self.exclude(state=EnquiryState.UNCONFIRMED).filter(Exists(coordinated_by(user, now)))

    def open(self) -> Self:
        """Confirmed, and not settled."""
        return self.filter(state__in=OPEN)


class Enquiry(SealedRecord):
    """Somebody asks. Until it is confirmed from the mailbox nobody sees it; once settled, its words are destroyed.

    Its words have the parts `first_name`, `email`, `practical`, and by intent `colleagues`, `asked`, `specialty`,
    `experience`. They have no owner and never change (docs/decisions/0025).
    """

    MOVES = Moves(
        {
            "unconfirmed": ["new"],
            "new": ["waiting", "offered", "invited", "declined", "withdrawn", "lapsed"],
            "waiting": ["new", "offered", "invited", "declined", "withdrawn", "lapsed"],
            "offered": ["accepted", "new", "declined", "withdrawn"],
            "accepted": ["joined", "new", "withdrawn"],
        }
    )

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="enquiries")
    intent = models.CharField(max_length=12, choices=Intent)
    # What finds a group without opening any words. Emptied once it is settled.
    times = models.JSONField(default=list, blank=True, validators=[check_times])
    company = models.CharField(max_length=8, choices=Company, blank=True)
    state = models.CharField(max_length=12, choices=EnquiryState, default=EnquiryState.UNCONFIRMED)
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    state_at = models.DateTimeField()
    # The group with the place; of one that waits, the group that is being set up for it.
    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, null=True, related_name="enquiries")
    offered_until = models.DateTimeField(null=True)
    # All that is kept of the token in the link that is mailed.
    digest = models.CharField(max_length=64, unique=True)

    programme_id: UUID
    group_id: UUID | None
    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("enquiries")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="unconfirmed", confirmed_at__isnull=True)
                | ~Q(state="unconfirmed") & Q(confirmed_at__isnull=False),
                name="what_is_read_was_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "accepted", "joined"]) | Q(group__isnull=False),
                name="a_place_is_in_a_group",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False)
                | ~Q(state="offered") & Q(offered_until__isnull=True),
                name="an_offer_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["programme", "state", "confirmed_at"], name="enquiries_by_age")]

    def __str__(self) -> str:
        return f"enquiry of {self.sent_at:%d %b %Y}"

    @property
    def writer_id(self) -> None:
        return None

    @property
    def times_in_words(self) -> list[str]:
        return [str(Times(key).label) for key in self.times]

    def is_offered(self, now: datetime) -> bool:
        return self.offered_until is not None and now < self.offered_until

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
