"""What changed in programmes, for whoever coordinates them. Days, codes of groups and names: no word of anybody's.

Each asks for the few of the week first, and then what is so of those: a large programme is not looked through.
"""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse

from foundation.dated import holds_at
from foundation.days import local_day
from groups.enquiries.models import Enquiry, EnquiryState
from groups.models import LATELY, Facilitation, GroupSession
from pages.week.window import Row, Window, dated
from people.holds.queries import out_of_reach
from people.models import SupervisionAssignment
from people.scope import in_programme
from supervision.overlooked.queries import incomplete_pairs, without_supervisor
from supervision.rhythm.cards import undated
from supervision.rhythm.queries import paced, with_days


def enquiries(window: Window, programmes: Collection[UUID]) -> Iterator[Row]:
    """New ones, until somebody decides."""
    begins, ends = window.instants
    new = Enquiry.objects.filter(programme__in=programmes, state=EnquiryState.NEW, state_at__gte=begins)
    for enquiry in new.filter(state_at__lt=ends).order_by("state_at", "pk"):
        words = dated(str(enquiry.get_intent_display()), local_day(enquiry.state_at, window.zone))
        yield Row(enquiry.programme_id, words, reverse("enquiries:enquiry", args=[enquiry.pk]))


def left_without_supervisor(window: Window, programmes: Collection[UUID]) -> Iterator[Row]:
    """Whose supervision ended, and whom nobody supervises yet."""
    ended = list(_ended(SupervisionAssignment.objects.all(), window, programme__in=programmes))
    people = {assignment.facilitator_id for assignment in ended}
    rows = without_supervisor(programmes, window.now).filter(person__in=people).exclude(person__in=out_of_reach())
    for role in rows:
        yield Row(role.programme_id, role.person.name, reverse("people:propose", args=[role.pk]))


def pairs_left_short(window: Window, programmes: Collection[UUID]) -> Iterator[Row]:
    """Groups whose pair somebody left, and nobody has filled their place."""
    ended = _ended(Facilitation.objects.all(), window, group__programme__in=programmes)
    groups = set(ended.values_list("group", flat=True))
    for group in incomplete_pairs(programmes, window.now).filter(pk__in=groups):
        yield Row(group.programme_id, group.code_name, reverse("groups:pair", args=[group.pk]))


def _ended(dated_rows: Any, window: Window, **of: Any) -> Any:
    begins, ends = window.instants
    return dated_rows.filter(ends_at__gte=begins, ends_at__lt=ends, **of)


def cancelled_sessions(window: Window, programmes: Collection[UUID]) -> Iterator[Row]:
    begins, ends = window.instants
    sessions = GroupSession.objects.filter(
        programme__in=programmes,
        state=GroupSession.State.CANCELLED,
        changed_at__gte=begins,
        changed_at__lt=ends,
        local_date__gte=window.first - LATELY,
    )
    for session in sessions.select_related("group").order_by("local_date", "local_start", "pk"):
        words = dated(session.group.code_name, session.local_date)
        yield Row(session.programme_id, words, reverse("groups:session", args=[session.pk]))


def overdue_supervision(window: Window, programmes: Collection[UUID]) -> Iterator[Row]:
    """Whose supervision became overdue, with no meeting planned."""
    held = SupervisionAssignment.objects.filter(holds_at(window.now), programme__in=programmes)
    keys = list(held.exclude(facilitator__in=out_of_reach()).values_list("pk", flat=True))
    for assignment in became_overdue(window, keys):
        board = in_programme("certificates:readiness", assignment.programme)
        yield Row(assignment.programme_id, assignment.facilitator.name, board)


def became_overdue(window: Window, keys: Collection[UUID]) -> Iterator[SupervisionAssignment]:
    """Those of these assignments that hold."""
    held = SupervisionAssignment.objects.current(window.now).filter(pk__in=keys)
    for found in undated(paced(with_days(held, window.now), window.now)):
        if window.includes(found.rhythm.overdue_from):
            yield found.assignment
