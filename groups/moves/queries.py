"""A group's history on one page, and why groups ended."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from confidential.models import AccessEntry
from foundation.walltime import instant_of
from groups.about.queries import changes_in_words
from groups.deeds import SeriesDeed
from groups.models import Facilitation, GroupSession, PeerGroup, programmes_coordinated_by
from groups.moves.models import A_DIRECTOR_CAN_CHANGE, GroupMove, Reason
from groups.series.models import Series
from people.models import User

State = PeerGroup.State


@dataclass(frozen=True)
class Line:
    """Something that happened to a group, at an instant."""

    at: datetime
    words: str
    by: str = ""
    more: str = ""


def history_of(group: PeerGroup, now: datetime) -> list[Line]:
    """All that is known, the newest first; places that end on a day ahead stand above."""
    lines = [*_moves(group), *_places(group, now), *_series(group), *_restated(group), *_changes(group)]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _moves(group: PeerGroup) -> Iterator[Line]:
    for move in GroupMove.objects.filter(group=group).select_related("by").order_by("number"):
        yield Line(move.at, _said(move), move.by.name if move.by else "", move.word)


def _said(move: GroupMove) -> str:
    words = {"state": move.get_state_display(), "reason": move.get_reason_display()}
    if move.last_day:
        words["day"] = date_format(move.last_day, "j F Y")
        return _("Its end was announced: the last day is %(day)s. The reason: %(reason)s.") % words
    if move.reason:
        return _("It is %(state)s. The reason: %(reason)s.") % words
    if not move.before:
        return _("It is here, and %(state)s.") % words
    return _("It is %(state)s.") % words


def _places(group: PeerGroup, now: datetime) -> Iterator[Line]:
    for place in Facilitation.objects.filter(group=group).select_related("person").order_by("starts_at"):
        words = {"name": place.person.name}
        begun = _("%(name)s joined the pair.") if place.starts_at <= now else _("%(name)s joins the pair.")
        yield Line(place.starts_at, begun % words)
        if place.ends_at:
            left = _("%(name)s left the pair.") if place.ends_at <= now else _("%(name)s leaves the pair.")
            yield Line(place.ends_at, left % words)


def _series(group: PeerGroup) -> Iterator[Line]:
    """From the trail: a series itself says only how it is now."""
    keys = Series.objects.filter(group=group).values("pk")
    changed = AccessEntry.objects.filter(record_model="groups.Series", record_id__in=keys, action=SeriesDeed.PLANNED)
    for entry in changed.select_related("actor").order_by("at", "pk"):
        yield Line(entry.at, _("When it meets was planned."), entry.actor.name)


def _restated(group: PeerGroup) -> Iterator[Line]:
    sessions = GroupSession.objects.held().filter(group=group, agreement_restated=True)
    for session in sessions.order_by("local_date", "local_start"):
        at = instant_of(session.local_date, session.local_start, session.zone)
        yield Line(at, _("The group agreement was restated in a session."))


def _changes(group: PeerGroup) -> Iterator[Line]:
    for change, words, more in changes_in_words(group):
        yield Line(change.at, words, change.by.name, more)


@dataclass(frozen=True)
class Ended:
    """For how many groups one reason was given."""

    reason: Reason
    count: int

    @property
    def a_director_can_change(self) -> bool:
        return self.reason in A_DIRECTOR_CAN_CHANGE


def why_groups_ended(user: User, now: datetime) -> list[Ended]:
    """Of the programmes that `user` coordinates, in the order in which reasons are asked."""
    counts = why_they_ended(PeerGroup.objects.filter(programme__in=programmes_coordinated_by(user, now)))
    return [Ended(reason, counts[reason]) for reason in Reason if counts[reason]]


def why_they_ended(groups: QuerySet[PeerGroup]) -> Counter[str]:
    """For how many of `groups` each reason was given. Those that have not ended are in none."""
    ended = GroupMove.objects.filter(state=State.ENDED, group__in=groups.order_by().values("pk"))
    counts = Counter(dict(ended.values_list("reason").annotate(Count("pk")).order_by("reason")))
    # What ended before reasons were kept is not said.
    counts[Reason.UNSAID] += counts.pop("", 0)
    return counts
