"""The part of "my data" about who stood in for whom."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import CoverWindow, User


@part
def export(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    """The part of "my data": who covered for `user`, and for whom `user` covered."""
    own_rows = CoverWindow.objects.filter(Q(supervisor=user) | Q(cover=user)).order_by("starts_at", "pk")
    windows = own_rows.select_related("supervisor", "cover", "programme")
    yield (windows,)
    return [
        {
            "supervisor": window.supervisor.name,
            "cover": window.cover.name if window.cover else "",
            "programme": window.programme.name,
            "from": stamp(window.starts_at),
            "until": stamp(window.ends_at),
        }
        for window in windows
    ]
