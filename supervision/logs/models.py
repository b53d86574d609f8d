"""One facilitator's reflective log of one session, and the supervisor's answer to it.

A log is private until shared; each share is one immutable version. A reading is a draft until released; then read, or
read and discussed.
"""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from confidential.models import SealedRecord
from foundation.refusals import Moves
from groups.models import GroupSession, SessionFacilitator
from people.models import CoverWindow, Programme, SupervisionAssignment, User, seats_of


class LogState(models.TextChoices):
    DRAFT = "draft", _("private draft")
    SHARED = "shared", _("shared")
    READ = "read", _("read")
    DISCUSSED = "discussed", _("read and discussed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    VOID = "void", _("void")


class VoidReason(models.TextChoices):
    WRONG_GROUP = "wrong_group", _("it is about another session or group")
    DUPLICATE = "duplicate", _("there is another log of this session")


WITH_THE_READER = (LogState.SHARED, LogState.READ, LogState.DISCUSSED)
ENDED = (LogState.WITHDRAWN, LogState.VOID)

LOG_MOVES = Moves(
    {
        LogState.DRAFT: [LogState.SHARED, LogState.WITHDRAWN, LogState.VOID],
        # A draft again: unread when its supervisor changed, it returned to its owner.
        LogState.SHARED: [
            LogState.SHARED,
            LogState.READ,
            LogState.DISCUSSED,
            LogState.WITHDRAWN,
            LogState.VOID,
            LogState.DRAFT,
        ],
        # A new share after a reading is the next version, and is unread.
        LogState.READ: [LogState.SHARED, LogState.DISCUSSED, LogState.WITHDRAWN],
        LogState.DISCUSSED: [LogState.SHARED],
    }
)


class SessionLogQuerySet(models.QuerySet["SessionLog"]):
    def visible_to(self, user: User, _now: datetime) -> Self:
        """The owner's own logs, in every state. A reader comes through `LogVersion`, never through this."""
        return self.filter(owner=user)


class SessionLog(SealedRecord):
    """The log itself: its text is the draft, which nobody but its owner ever sees."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="session_logs")
    session = models.ForeignKey(GroupSession, on_delete=models.PROTECT, related_name="logs")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="session_logs")
    state = models.CharField(max_length=12, choices=LogState, default=LogState.DRAFT)
    started_at = models.DateTimeField()
    state_changed_at = models.DateTimeField()
    # "Please check in with me": goes to the supervisor alone with the next share, and never escalates.
    check_in_please = models.BooleanField(_("please check in with me"), default=False)
    # The prompt about the co-facilitator stays private unless this is ticked at sharing.
    share_about_partner = models.BooleanField(default=False)
    void_reason = models.CharField(max_length=12, choices=VoidReason, blank=True)
    # Its words, in every version, were destroyed at the owner's wish; the facts stay.
    redacted_at = models.DateTimeField(null=True)

    owner_id: UUID
    session_id: UUID
    programme_id: UUID
    text_id: UUID | None
    objects = SessionLogQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "owner"], condition=~Q(state__in=ENDED), name="one_log_per_session_and_person"
            ),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(void_reason=""), name="a_void_log_says_why"),
        ]

    def __str__(self) -> str:
        return f"log of {self.session}"

    @property
    def writer_id(self) -> UUID:
        return self.owner_id


class LogVersionQuerySet(models.QuerySet["LogVersion"]):
    def readable_by(self, user: User, now: datetime) -> Self:
        """Addressed to `user`, or in an open window to whom they cover for, of a log that is not taken back.

        The supervisor it is addressed to supervises its owner now. Nobody reads about a session that they
        facilitated themselves.
        """
        own = SessionFacilitator.objects.filter(session=OuterRef("log__session"), person=user)
        told = self.filter(Q(reader=user) | self._for_cover(user, now), log__state__in=WITH_THE_READER)
        told = told.filter(reader__in=seats_of(user, now))
        return told.supervised_still(now).filter(~Exists(own))

    def supervised_still(self, now: datetime) -> Self:
        """Of owners whom the supervisor that they are addressed to supervises at `now`."""
        supervising = SupervisionAssignment.objects.current(now).filter(
            supervisor=OuterRef("reader"), facilitator=OuterRef("log__owner"), programme=OuterRef("log__programme")
        )
        return self.filter(Exists(supervising))

    @staticmethod
    def _for_cover(user: User, now: datetime) -> Q:
        """What a cover sees: the newest version of each log that waits, or that anything happened to in the window.

        What was answered before stays between the two who spoke of it.
        """
        window = CoverWindow.objects.current(now).filter(
            cover=user, supervisor=OuterRef("reader"), programme=OuterRef("log__programme")
        )
        in_it = Exists(window.filter(starts_at__lte=OuterRef("log__state_changed_at")))
        needs_somebody = Q(Exists(window), log__state=LogState.SHARED) | Q(in_it)
        return needs_somebody & Q(~Exists(later_versions())) & ~Q(log__owner=user)

    def newest(self) -> Self:
        """The last version of each log."""
        return self.filter(~Exists(later_versions()))


def later_versions() -> "LogVersionQuerySet":
    """For `Exists` on a version: the versions of its log that followed it."""
    return LogVersion.objects.filter(log=OuterRef("log"), number__gt=OuterRef("number"))


class LogVersion(SealedRecord):
    """What was shared, with whom, when. Insert-only; its words are frozen."""

    log = models.ForeignKey(SessionLog, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()
    check_in_please = models.BooleanField(default=False)

    log_id: UUID
    reader_id: UUID
    objects = LogVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "number"], name="one_version_of_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.log}"

    @property
    def writer_id(self) -> UUID:
        return self.log.owner_id


class LogReply(SealedRecord):
    """What the facilitator answers to a reading. Insert-only."""

    version = models.ForeignKey(LogVersion, on_delete=models.PROTECT, related_name="replies")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    author_id: UUID

    class Meta:
        verbose_name_plural = _("log replies")

    def __str__(self) -> str:
        return f"reply to {self.version}"

    @property
    def writer_id(self) -> UUID:
        return self.author_id


class ReplyDraft(SealedRecord):
    """What the owner of a log is writing to whoever answered it. One for each log."""

    log = models.OneToOneField(SessionLog, on_delete=models.PROTECT, related_name="reply_draft")
    started_at = models.DateTimeField()

    log_id: UUID

    def __str__(self) -> str:
        return f"reply that is being written about {self.log}"

    @property
    def writer_id(self) -> UUID:
        return self.log.owner_id


class Outcome(models.TextChoices):
    READ = "read", _("I have read this")
    DISCUSSED = "discussed", _("I have read this and we have discussed it")


class ReadingQuerySet(models.QuerySet["Reading"]):
    def released(self) -> Self:
        return self.filter(released_at__isnull=False)

    def visible_to(self, user: User, _now: datetime) -> Self:
        """The reader's own, and released ones of the user's own logs."""
        return self.filter(Q(reader=user) | Q(version__log__owner=user, released_at__isnull=False))


class Reading(SealedRecord):
    """Its words have the parts `notes` and `questions`. Nobody but the reader sees them before the release."""

    version = models.ForeignKey(LogVersion, on_delete=models.PROTECT, related_name="readings")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="readings")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    meeting = models.ForeignKey(
        "supervision.SupervisionMeeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="readings",
        verbose_name=_("discussed in"),
    )
    # Given by whoever covered for the supervisor to whom the version is addressed.
    as_cover = models.BooleanField(_("as cover"), default=False)
    started_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    version_id: UUID
    reader_id: UUID
    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "reader"], name="one_reading_per_version_and_reader"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | ~Q(outcome=""), name="a_released_reading_has_an_outcome"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="discussed") | Q(meeting__isnull=False), name="what_was_discussed_says_where"
            ),
        ]

    def __str__(self) -> str:
        return f"reading of {self.version}"

    @property
    def writer_id(self) -> UUID:
        return self.reader_id
