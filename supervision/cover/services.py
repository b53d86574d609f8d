"""Set leave and cover, change it, end it now. What a cover may see hangs on the window and ends with it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from delivery.mail import notify
from foundation.refusals import Refusal
from people.deeds import CoverDeed
from people.models import Appointment, CoverWindow, Programme, Role, SupervisionAssignment, User
from people.queries import holds_role
from people.services import note_about
from supervision.concerns.passing import follow

# Longer than this is no leave: the coordinator assigns another supervisor.
LONGEST = timedelta(days=366)


@transaction.atomic
def set_cover(
    *,
    supervisor: User,
    cover: User | None,
    programme: Programme,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> CoverWindow:
    """Have `cover` stand in for `supervisor` from `starts_at` (at the earliest now) up to, but not at, `ends_at`.

    None where nobody can: the leave stands all the same, so that nothing is planned inside it by mistake.
    The same cover twice is once. Raises Refusal when either is no supervisor of the programme, when the times
    make no sense, or when somebody covers already.
    """
    starts_at = max(starts_at, now)
    _lock_both(supervisor, cover, programme, now)
    _refuse_times(starts_at, ends_at, now)
    windows = CoverWindow.objects.filter(supervisor=supervisor, programme=programme)
    if standing := windows.filter(cover=cover, starts_at__lte=starts_at, ends_at=ends_at).first():
        return standing
    _refuse_overlap(windows.overlapping(starts_at, ends_at).first())
    _refuse_absent(cover, programme, starts_at, ends_at)
    window = CoverWindow.objects.create(
        programme=programme, supervisor=supervisor, cover=cover, starts_at=starts_at, ends_at=ends_at
    )
    follow(window, now)
    _tell(window, CoverDeed.SET, now)
    return window


def _lock_both(supervisor: User, cover: User | None, programme: Programme, now: datetime) -> None:
    """Lock what makes both supervisors, so that two windows for one of them come one after the other."""
    if supervisor == cover:
        raise Refusal(_("You cannot cover for yourself. Choose another supervisor."))
    in_post = (
        Appointment.objects.select_for_update()
        .current(now)
        .filter(programme=programme, role=Role.SUPERVISOR, person__in=[item for item in (supervisor, cover) if item])
    )
    present = {appointment.person_id for appointment in in_post.order_by("pk")}
    if supervisor.pk not in present:
        raise Refusal(_("You are not a supervisor of this programme now, so you need no cover."))
    if cover and cover.pk not in present:
        raise Refusal(_("This person is not a supervisor of the programme. Choose someone who is."))
    supervised = SupervisionAssignment.objects.current(now).filter(
        facilitator=cover, supervisor=supervisor, programme=programme
    )
    if supervised.exists():
        raise Refusal(_("You supervise this person, so they cannot cover for you. Choose someone else."))


def _refuse_times(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    if ends_at <= now:
        raise Refusal(_("The last day of your cover has passed. Choose a later day."))
    if ends_at <= starts_at:
        raise Refusal(_("The last day comes before the first. Check both days."))
    if ends_at - starts_at > LONGEST:
        raise Refusal(_("Cover is for a year at most. For longer, ask the coordinator to assign another supervisor."))


def _refuse_overlap(window: CoverWindow | None) -> None:
    if window is not None and window.cover is None:
        raise Refusal(_("You are away within that time already. End that leave first, or choose other days."))
    if window is not None:
        raise Refusal(
            _("%(who)s covers for you within that time already. End that cover first, or choose other days.")
            % {"who": window.cover}
        )


def _refuse_absent(cover: User | None, programme: Programme, starts_at: datetime, ends_at: datetime) -> None:
    """Whoever is away themselves covers for nobody."""
    away = CoverWindow.objects.filter(supervisor=cover, programme=programme)
    if cover and away.overlapping(starts_at, ends_at).exists():
        raise Refusal(_("%(who)s is away within that time too. Choose someone else.") % {"who": cover.name})


@transaction.atomic
def change_cover(
    *, window: CoverWindow, by: User, cover: User | None, starts_at: datetime, ends_at: datetime, now: datetime
) -> CoverWindow:
    """Give an open or coming leave another cover, or other days. The same twice changes nothing.

    One that has begun keeps its first day; with another cover it goes on as a window of its own.
    """
    window = _own(window, by, now)
    starts_at = window.starts_at if window.starts_at < now else max(starts_at, now)
    if (window.cover, window.starts_at, window.ends_at) == (cover, starts_at, ends_at):
        return window
    _lock_both(window.supervisor, cover, window.programme, now)
    _refuse_times(starts_at, ends_at, now)
    windows = CoverWindow.objects.filter(supervisor=by, programme=window.programme).exclude(pk=window.pk)
    _refuse_overlap(windows.overlapping(starts_at, ends_at).first())
    _refuse_absent(cover, window.programme, max(starts_at, now), ends_at)
    if window.cover != cover:
        _tell(window, CoverDeed.MOVED, now)
        window = give_to(window, cover, at=now, now=now)
    if window.starts_at >= now:
        window.starts_at = max(starts_at, now)
    window.ends_at = ends_at
    window.save(update_fields=["starts_at", "ends_at"])
    follow(window, now)
    _tell(window, CoverDeed.MOVED, now)
    return window


def give_to(window: CoverWindow, to: User | None, *, at: datetime, now: datetime) -> CoverWindow:
    """The leave goes on with another cover; what has been stays on record."""
    until, begun = window.ends_at, window.starts_at < at
    if begun:
        close(window, at=at, now=now)
        window = CoverWindow(programme=window.programme, supervisor=window.supervisor, starts_at=at, ends_at=until)
    window.cover = to
    window.save()
    follow(window, now)
    return window


def close(window: CoverWindow, *, at: datetime, now: datetime) -> None:
    """It ends at `at`. One that has not begun is called off: nobody has seen anything under it."""
    if window.starts_at >= at:
        window.delete()
        return
    window.ends_at = at
    window.save(update_fields=["ends_at"])
    follow(window, now)


@transaction.atomic
def end_cover(*, window: CoverWindow, by: User, now: datetime) -> None:
    """End an open cover at this instant; call off one that has not begun. Ending it twice changes nothing."""
    windows = CoverWindow.objects.filter(pk=window.pk, ends_at__lte=now, supervisor=by)
    if windows.exists() or not CoverWindow.objects.filter(pk=window.pk).exists():
        return
    window = _own(window, by, now)
    _tell(window, CoverDeed.ENDED, now)
    close(window, at=now, now=now)


def _own(window: CoverWindow, by: User, now: datetime) -> CoverWindow:
    """The window, locked. It belongs to whoever is covered, until it has ended."""
    windows = CoverWindow.objects.select_for_update(of=("self",)).select_related("supervisor", "cover", "programme")
    locked = windows.get(pk=window.pk)
    if locked.supervisor_id != by.pk or not holds_role(by, Role.SUPERVISOR, now=now, programme_id=locked.programme_id):
        raise Refusal(_("Only the supervisor who is away can change this. Please ask them."))
    if locked.ends_at is not None and locked.ends_at <= now:
        raise Refusal(_("This cover has ended. Set a new one."))
    return locked


def _tell(window: CoverWindow, deed: CoverDeed, now: datetime) -> None:
    """A mail to the cover; a line on the trail of the supervisor and of everybody whose words it is about."""
    if window.cover:
        notify(window.cover, "cover_changed", about=window.pk, now=now, once=now.isoformat())
    supervised = SupervisionAssignment.objects.current(now).filter(
        supervisor=window.supervisor, programme=window.programme
    )
    concerned = [assignment.facilitator for assignment in supervised.select_related("facilitator")]
    for person in (window.supervisor, *concerned):
        note_about(window, actor=window.supervisor, deed=deed, owner=person, now=now)
