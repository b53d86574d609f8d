"""What the worker keeps: on each group what it needs most, by which the board is sorted, and the counts of sessions."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from foundation.days import local_day
from groups.health.counting import as_stored, count
from groups.health.models import SessionCounts
from groups.health.needs import NONE
from groups.health.queries import health_of
from groups.models import PeerGroup
from people.models import Programme

# So many at a time: a worker holds no more of them.
AT_ONCE = 500


def look_through(now: datetime) -> None:
    """Every group of every programme, by the programme's own day."""
    for programme in Programme.objects.order_by("pk"):
        look_through_one(programme=programme, now=now)


def look_through_one(*, programme: Programme, now: datetime) -> int:
    """Returns how many have changed. Doing it twice is once."""
    today = local_day(now, programme.zone)
    own = PeerGroup.objects.filter(programme=programme).order_by("pk")
    keys = list(own.exclude(state=PeerGroup.State.ENDED).values_list("pk", flat=True))
    changed = own.filter(state=PeerGroup.State.ENDED).exclude(need=NONE).update(need=NONE)
    for first in range(0, len(keys), AT_ONCE):
        groups = PeerGroup.objects.filter(pk__in=keys[first : first + AT_ONCE])
        news: dict[int, list[UUID]] = defaultdict(list)
        for health in health_of(groups, today, now):
            if health.need != health.group.need:
                news[health.need].append(health.group.pk)
        changed += sum(PeerGroup.objects.filter(pk__in=found).update(need=need) for need, found in news.items())
    return changed


def count_sessions(now: datetime) -> None:
    """Of every programme, for its charts and its report."""
    for programme in Programme.objects.order_by("pk"):
        SessionCounts.objects.update_or_create(programme=programme, defaults=as_stored(count(programme, now)))
