"""Each change of a group's state: from what to what, when, why and who decided. Added to and never changed."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.lines import check_one_line
from foundation.models import Identified
from groups.models import PeerGroup
from people.models import User

State = PeerGroup.State
LONGEST_WORD = 200


class Reason(models.TextChoices):
    """Why a group paused or ended. The first two are what a training programme director can change."""

    NOT_RELEASED = "not_released", _("facilitators could not leave their work")
    NO_TIME = "no_time", _("time was not agreed, or was taken away")
    NO_PAIR = "no_pair", _("there was no pair of facilitators")
    FEW_CAME = "few_came", _("too few people came")
    ROTATION = "rotation", _("its people moved to other posts")
    MEANT = "meant", _("it had run as long as it was meant to")
    JOINED = "joined", _("it joined another group")
    OTHER = "other", _("another reason")
    # Nobody was asked: a group that is ended by a verb, and not from the page.
    UNSAID = "unsaid", _("not said")


A_DIRECTOR_CAN_CHANGE = (Reason.NOT_RELEASED, Reason.NO_TIME)
NEED_A_REASON = (State.PAUSED, State.ENDING, State.ENDED)
WHY_IT_PAUSES = tuple(reason for reason in Reason if reason not in (Reason.MEANT, Reason.JOINED, Reason.UNSAID))
WHY_IT_ENDS = tuple(reason for reason in Reason if reason != Reason.UNSAID)


class GroupMove(Identified):
    """One move. The first of a group comes from nowhere: `before` is empty. An end that is announced
    anew moves nowhere.

    `last_day` is the day that was announced. `by` is empty for what was there before moves were kept.
    """

    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, related_name="moves")
    number = models.PositiveSmallIntegerField()
    before = models.CharField(max_length=12, choices=State, blank=True)
    state = models.CharField(max_length=12, choices=State)
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    word = models.CharField(max_length=LONGEST_WORD, blank=True, validators=[check_one_line])
    last_day = models.DateField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    group_id: UUID

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="one_move_of_a_number"),
            models.CheckConstraint(
                condition=~Q(state__in=["paused", "ending", "ended"]) | ~Q(reason="") | Q(before=""),
                name="a_pause_and_an_end_have_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "reason"], name="moves_by_state")]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_state_display()} on {self.at:%d %b %Y}"
