"""Who may do what with a concern, one sentence each."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from people.models import Role, User
from people.queries import holds_role
from supervision.concerns.models import Concern, ConcernNote, ConcernState

MAY_RAISE = (Role.FACILITATOR, Role.SUPERVISOR, Role.TRAINER, Role.COORDINATOR)
# They see how the concerns of their programme go over time.
LEADING = (Role.GOVERNANCE, Role.DEPUTY)


def can_raise(user: User, programme_id: UUID, now: datetime) -> bool:
    """Anybody who works in the programme: facilitators, supervisors, trainers, coordinators."""
    return holds_role(user, *MAY_RAISE, now=now, programme_id=programme_id)


def concerns_open_to(viewer: User, now: datetime) -> QuerySet[Concern]:
    """Those with whom it is. (Who raised it wrote it.)"""
    return Concern.objects.received_by(viewer, now)


def notes_open_to(viewer: User, now: datetime) -> QuerySet[ConcernNote]:
    """To whoever may see the concern."""
    visible = Concern.objects.visible_to(viewer, now).filter(pk=OuterRef("concern"))
    return ConcernNote.objects.filter(Exists(visible))


def can_act(user: User, concern: Concern, now: datetime) -> bool:
    """Those with whom it is, at this instant."""
    return Concern.objects.received_by(user, now).filter(pk=concern.pk).exists()


def can_redact(user: User, concern: Concern) -> bool:
    """Who raised it, once it is closed: until then its few words are needed."""
    closed = concern.state == ConcernState.CLOSED
    return user.pk == concern.raised_by_id and closed and concern.redacted_at is None
