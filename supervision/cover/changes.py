"""A leave changes: it ends earlier or later, somebody else covers, or it is over now; what that leaves is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.http import Request
from people.endings.kinds import EndingKind
from people.endings.models import Ending, Event
from people.endings.queries import hanging_on
from people.endings.registry import Occasion, Telling, Words
from people.models import CoverWindow, User
from supervision.cover import queries
from supervision.cover.forms import Away, ChangeForm
from supervision.cover.leave import dates_of, said_of, supervised_in, tellings
from supervision.cover.services import change_cover, end_cover


@dataclass(frozen=True)
class Change:
    """The window as it is, and what it becomes. One whose end is not after `now` is over, or called off."""

    window: CoverWindow
    cover: User | None
    starts_at: datetime
    ends_at: datetime
    now: datetime

    @property
    def pk(self) -> UUID:
        return self.window.pk

    @property
    def over(self) -> bool:
        return self.ends_at <= self.now

    @property
    def away(self) -> Away:
        return Away(self.window.programme, self.cover, self.starts_at, self.ends_at)

    def holds(self, at: datetime) -> bool:
        """Whether the supervisor is away at `at`."""
        return self.starts_at <= at < self.ends_at

    def leaves(self, at: datetime) -> bool:
        """Whether whoever covered for that time goes on to."""
        return self.cover == self.window.cover and self.holds(at)


def own_window(request: Request, pk: UUID | None) -> CoverWindow:
    """Of their own that has not ended. Raises Http404."""
    windows = queries.covers_for(request.user, request.now).select_related("cover", "programme", "supervisor")
    return get_object_or_404(windows, pk=pk)


def form_to_change(window: CoverWindow, data: Mapping[str, Any] | None, now: datetime) -> ChangeForm:
    colleagues = queries.who_may_cover(window.supervisor, [window.programme_id], now)
    return ChangeForm(data, window, colleagues, now)


def change_occasion(window: CoverWindow, away: Away | None, now: datetime) -> Occasion:
    """`away` is what it becomes; None ends it."""
    change = (
        Change(window, away.cover, away.starts_at, away.ends_at, now)
        if away
        else Change(window, None, window.starts_at, now, now)
    )
    return Occasion(
        Event.LEAVE_CHANGES,
        window.programme,
        change,
        at=now,
        now=now,
        by=window.supervisor,
        gone=window.supervisor,
        until=change.ends_at,
    )


class LeaveChanges(EndingKind):
    button = gettext_lazy("Change it")

    def load(self, request: Request, pk: UUID | None, /, **more: Any) -> Occasion:
        """As chosen on the page of one leave: its days and its cover stand in the address. Without them it ends."""
        window = own_window(request, pk)
        if not more:
            return change_occasion(window, None, request.now)
        form = form_to_change(window, more, request.now)
        if not form.is_valid():
            raise Http404
        return change_occasion(window, form.away(), request.now)

    def again(self, ending: Ending, now: datetime) -> Occasion:
        """Whom it is about; its window may be gone by now."""
        return Occasion(
            Event.LEAVE_CHANGES, ending.programme, ending, at=ending.at, now=now, by=ending.by, gone=ending.by
        )

    def title(self, occasion: Occasion) -> str:
        return _("Before your leave ends") if occasion.subject.over else _("Before your leave changes")

    def sentences(self, occasion: Occasion) -> Sequence[Words]:
        change: Change = occasion.subject
        if not change.over:
            return [said_of(change.away)]
        if change.window.cover is None:
            return [_("you are no longer away")]
        return [
            _("%(cover)s no longer covers for you, and can no longer see this work") % {"cover": change.window.cover}
        ]

    def lead(self, occasion: Occasion) -> str:
        return "" if not occasion.subject.over else super().lead(occasion)

    def said(self, occasion: Occasion) -> str:
        change: Change = occasion.subject
        if not change.over:
            return _("Changed. Everyone concerned has been told.")
        if change.window.cover is None:
            return _("Ended. Everyone concerned has been told.")
        return _("Ended. %(who)s can no longer see this work.") % {"who": change.window.cover}

    def back(self, _request: Request, _occasion: Occasion) -> str:
        return reverse("cover:list")

    def locked(self, occasion: Occasion) -> Occasion:
        change: Change = occasion.subject
        windows = CoverWindow.objects.select_for_update(of=("self",))
        named = windows.select_related("supervisor", "cover", "programme").filter(pk=change.window.pk)
        return replace(occasion, subject=replace(change, window=named.first() or change.window))

    def ended_at(self, occasion: Occasion) -> datetime | None:
        """When it is over already, or as it shall be."""
        change: Change = occasion.subject
        window = CoverWindow.objects.filter(pk=change.window.pk).first()
        if window is None:
            return occasion.now
        if window.ends_at is not None and window.ends_at <= occasion.now:
            return window.ends_at
        as_it_is = (window.cover, window.starts_at, window.ends_at) == (change.cover, change.starts_at, change.ends_at)
        return occasion.now if as_it_is and not hanging_on(occasion) else None

    def carry_out(self, occasion: Occasion) -> None:
        """Raises Refusal as setting a leave does."""
        change: Change = occasion.subject
        supervisor, now = change.window.supervisor, occasion.now
        if change.over:
            end_cover(window=change.window, by=supervisor, now=now)
            return
        change_cover(
            window=change.window,
            by=supervisor,
            cover=change.cover,
            starts_at=change.starts_at,
            ends_at=change.ends_at,
            now=now,
        )

    def tells(self, occasion: Occasion) -> Sequence[Telling]:
        change: Change = occasion.subject
        window = change.window
        if change.over:
            return _that_it_is_over(change)
        told = tellings(window.supervisor, change.away, occasion.now)
        return [*told, *_that_they_do_not_cover(window)] if window.cover != change.cover else told


def _that_it_is_over(change: Change) -> list[Telling]:
    window = change.window
    assert window.ends_at is not None  # a leave always has an end
    words = {"who": window.supervisor.name, **dates_of(window.programme, window.starts_at, window.ends_at)}
    said = _("%(who)s is not away from %(first)s to %(last)s after all. Ring them as before.") % words
    if window.starts_at < change.now:
        said = _("%(who)s is back from leave. Ring them as before.") % words
    supervised = supervised_in(window.programme, window.supervisor, change.now)
    return [*(Telling(person, said) for person in supervised), *_that_they_do_not_cover(window)]


def _that_they_do_not_cover(window: CoverWindow) -> list[Telling]:
    """The cover gets a mail about the window itself."""
    said = _("You no longer cover for %(who)s.") % {"who": window.supervisor.name}
    return [Telling(window.cover, said, reverse("cover:list"), mail=False)] if window.cover else []
