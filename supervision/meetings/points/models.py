"""What one person, or the two of a pair, take from a meeting of several pairs: for them and the supervisor alone."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from confidential.models import SealedRecord
from people.models import SupervisionAssignment, User
from supervision.meetings.models import SupervisionMeeting


class MeetingPointsQuerySet(models.QuerySet["MeetingPoints"]):
    def of(self, user: User) -> Self:
        """Those that are for `user`, alone or with their partner."""
        return self.filter(Q(person=user) | Q(partner=user))

    def with_names(self) -> Self:
        """Each with its words, its people and who recorded it."""
        return self.select_related("text", "person", "partner", "meeting__supervisor")

    def open_to(self, user: User, now: datetime) -> Self:
        """To those for whom they are, and to who recorded the meeting, while they look after one of them.

        For whom a meeting was held while they were away reads what is a pair's, and not what is one person's.
        """
        looked_after = SupervisionAssignment.objects.supervised_by(user, now).filter(
            programme=OuterRef("meeting__programme")
        )
        for_whom = Q(Exists(looked_after.filter(facilitator=OuterRef("person"))))
        for_whom |= Q(Exists(looked_after.filter(facilitator=OuterRef("partner"))))
        held = Q(meeting__supervisor=user) | Q(meeting__covered_for=user, partner__isnull=False)
        return self.filter(
            Q(person=user) | Q(partner=user) | (held & for_whom),
            # Beside the exact rule, so that a query begins there.
            meeting__in=SupervisionMeeting.objects.with_name(user).values("pk"),
        )


class MeetingPoints(SealedRecord):
    """Its words have the part `points` and are frozen from the start. Insert-only.

    With a `partner` they were agreed with a pair, and the two read them; without one they are `person`'s alone.
    """

    meeting = models.ForeignKey(SupervisionMeeting, on_delete=models.PROTECT, related_name="points")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="meeting_points")
    partner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    meeting_id: UUID
    person_id: UUID
    partner_id: UUID | None
    objects = MeetingPointsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(partner=None), name="one_text_for_one_person_of_a_meeting"
            ),
            models.UniqueConstraint(fields=["meeting", "person", "partner"], name="one_text_for_a_pair_of_a_meeting"),
            models.CheckConstraint(condition=~Q(person=F("partner")), name="a_pair_is_of_two"),
        ]

    def __str__(self) -> str:
        return f"points of {self.meeting}"

    @property
    def writer_id(self) -> UUID:
        return self.meeting.supervisor_id

    def is_for(self, person_id: UUID) -> bool:
        return person_id in (self.person_id, self.partner_id)
