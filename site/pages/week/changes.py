"""The kinds of changes that a digest has, by the role that they are for."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pages.week import coordinating, supervising
from pages.week.window import Row, Window
from people.models import Role


@dataclass(frozen=True)
class Kind:
    """`rows` asks by programmes for a coordinator, by supervisors for a supervisor; `page` has all of them."""

    role: Role
    title: Promise
    rows: Callable[[Window, Collection[UUID]], Iterable[Row]]
    page: str


KINDS = (
    Kind(Role.COORDINATOR, _("Enquiries that wait"), coordinating.enquiries, "enquiries:inbox"),
    Kind(Role.COORDINATOR, _("Left without a supervisor"), coordinating.left_without_supervisor, "overlooked:list"),
    Kind(Role.COORDINATOR, _("Groups without a complete pair"), coordinating.pairs_left_short, "overlooked:list"),
    Kind(Role.COORDINATOR, _("Supervision overdue"), coordinating.overdue_supervision, "certificates:readiness"),
    Kind(Role.COORDINATOR, _("Sessions cancelled"), coordinating.cancelled_sessions, "groups:list"),
    Kind(Role.SUPERVISOR, _("Logs shared with you"), supervising.logs_shared, "desk:list"),
    Kind(Role.SUPERVISOR, _("Replies to your answers"), supervising.replies, "desk:list"),
    Kind(Role.SUPERVISOR, _("Meetings to record"), supervising.meetings_to_record, "desk:list"),
    Kind(Role.SUPERVISOR, _("Supervision overdue with you"), supervising.overdue_supervision, "desk:list"),
)


def changed(window: Window, role: Role, keys: Collection[UUID]) -> Iterator[tuple[Kind, list[Row]]]:
    """Each kind for `role` that has rows, with them."""
    for kind in KINDS:
        if kind.role == role and (rows := list(kind.rows(window, keys))):
            yield kind, rows
