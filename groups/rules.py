"""Which facts of a session are refused, each with what to do next. Called within `services.save_facts`."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day
from foundation.refusals import Refusal
from foundation.walltime import refuse_missing_time
from groups import permissions
from groups.facts import SessionFacts
from groups.models import LONGEST, MOST_ATTENDING, PAIR, SHORTEST, GroupSession, PeerGroup
from groups.themes import MOST_THEMES, THEMES
from people.endings.models import Ending, Event
from people.models import Authorisation, User
from people.queries import authorisation_of

State = GroupSession.State
FURTHEST = timedelta(days=366)
A_DAY = timedelta(days=1)


def refuse_unless_authorised(*, by: User, group: PeerGroup, now: datetime) -> None:
    """Raise Refusal, with what to do next, unless `by` may co-facilitate in the group's programme."""
    if authorisation_of(by, group.programme_id, now) is None:
        raise Refusal(
            _(
                "You are not authorised to co-facilitate in this programme at present, so you cannot record a session. "
                "My day lists what is still missing and who acts next."
            )
        )


def refuse_unless_of_the_pair(
    *, by: User, group: PeerGroup, facts: SessionFacts, session: GroupSession | None, now: datetime
) -> None:
    """Raise Refusal unless `by` is in the pair now, was in it when this took place, or is named in `session`."""
    if permissions.is_in_pair(by, group, now) or (session and permissions.is_named(by, session)):
        return
    if facts.state != State.PLANNED and permissions.was_in_pair(by, group, *_instants(facts, group)):
        return
    if last := permissions.last_day_in_pair(by, group, now):
        raise Refusal(
            _("You were in this pair until %(day)s. You can still record what took place before that.")
            % {"day": _full(last)}
        )
    raise Refusal(
        _(
            "Only the two who facilitate this group can record its sessions. If you are covering,"
            " ask one of them to name you in the session first."
        )
    )


def refuse_wrong_facts(
    facts: SessionFacts,
    group: PeerGroup,
    row: GroupSession | None,
    sessions_around: Iterable[GroupSession],
    now: datetime,
) -> None:
    """Raise Refusal for facts that cannot be. `sessions_around` are the group's further sessions around that day."""
    if row:
        GroupSession.MOVES.check(row.state, facts.state)
    _refuse_wrong_numbers(facts)
    _refuse_wrong_time(facts, row.zone if row else group.programme.zone, now)
    _refuse_after_the_end(facts, group)
    _refuse_taken_time(facts, sessions_around)
    _refuse_wrong_facilitators(facts, group)
    if facts.state == State.CANCELLED and facts.cancel_reason not in GroupSession.CancelReason.values:
        raise Refusal(_("Choose why it was cancelled."))


def _refuse_wrong_time(facts: SessionFacts, zone: str, now: datetime) -> None:
    today = local_day(now, zone)
    if abs(facts.local_date - today) > FURTHEST:
        raise Refusal(_("This day is more than a year away. Check the year."))
    if facts.state == State.CANCELLED:
        return
    refuse_missing_time(facts.local_date, facts.local_start, zone)
    is_over = facts.ends_at(zone) <= now
    if facts.state == State.PLANNED and is_over:
        raise Refusal(_passed(today=today == facts.local_date))
    if facts.state != State.PLANNED and not is_over:
        raise Refusal(_not_over(facts, zone, ahead=facts.local_date > today))


def _passed(*, today: bool) -> str | Promise:
    if today:
        return _("This time has passed. Choose what happened: it took place, nobody came, or it was cancelled.")
    return _("This day has passed. Choose what happened: it took place, nobody came, or it was cancelled.")


def _not_over(facts: SessionFacts, zone: str, *, ahead: bool) -> str | Promise:
    if ahead:
        return _("This day is in the future, so you can only plan the session. Record it once it has taken place.")
    return _(
        "This session is not over yet: it ends on %(end)s. You can record it after that. Until "
        "then you can plan or cancel it."
    ) % {"end": date_format(facts.ends_at(zone).astimezone(ZoneInfo(zone)), "D j M, H:i")}


def _refuse_after_the_end(facts: SessionFacts, group: PeerGroup) -> None:
    """An ended group has no session after its end; what took place before it can still be recorded."""
    if facts.state == State.CANCELLED:
        return
    if not group.is_over:
        _refuse_after_what_is_announced(facts, group)
        return
    if facts.state == State.PLANNED:
        raise Refusal(_("This group has ended, so you cannot plan more sessions. You can still record earlier ones."))
    if group.ended_at and _instants(facts, group)[0] >= group.ended_at:
        raise Refusal(
            _("This group ended on %(day)s. You can still record what took place before that.")
            % {"day": _full(group.ended_at)}
        )


def _refuse_after_what_is_announced(facts: SessionFacts, group: PeerGroup) -> None:
    ahead = Ending.objects.ahead().of(Event.GROUP_ENDS, group.programme, group.pk).select_related("programme").first()
    if ahead and _instants(facts, group)[0] >= ahead.at:
        raise Refusal(_("This group ends after %(day)s. Choose an earlier day.") % {"day": ahead.last_day})


def _refuse_taken_time(facts: SessionFacts, sessions_around: Iterable[GroupSession]) -> None:
    for session in sessions_around:
        if facts.clashes_with(SessionFacts.of(session)):
            raise Refusal(
                _(
                    "This group already has a session on %(day)s. If it is the same one, open "
                    "that session. If yours is another one, change its start or its minutes so "
                    "that the two do not overlap."
                )
                % {"day": date_format(datetime.combine(session.local_date, session.local_start), "D j M, H:i")}
            )


def _refuse_wrong_numbers(facts: SessionFacts) -> None:
    if not SHORTEST <= facts.minutes <= LONGEST:
        raise Refusal(
            _("Enter the minutes as a number between %(least)s and %(most)s.") % {"least": SHORTEST, "most": LONGEST}
        )
    if facts.state == State.HELD and not 1 <= (facts.attending or 0) <= MOST_ATTENDING:
        raise Refusal(
            _("Enter how many came, between 1 and %(most)s. If no one did, choose “Nobody came”.")
            % {"most": MOST_ATTENDING}
        )
    if not 0 <= facts.newcomers <= (facts.attending or 0):
        raise Refusal(_("There are more newcomers than people attending. Check both numbers."))
    if len(facts.themes) > MOST_THEMES:
        raise Refusal(_("Choose five themes at most."))
    if not facts.themes <= set(THEMES):
        raise Refusal(_("Choose themes from the list."))


def _refuse_wrong_facilitators(facts: SessionFacts, group: PeerGroup) -> None:
    if facts.state == State.HELD and not facts.facilitators:
        raise Refusal(_("Choose who facilitated."))
    if len(facts.facilitators) > PAIR:
        raise Refusal(_("A session has two facilitators at most."))
    unauthorised = facts.facilitators - _authorised_on(facts, group)
    if names := [person.name for person in User.objects.filter(pk__in=unauthorised).order_by("sort_name", "pk")]:
        raise Refusal(
            _(
                "%(who)s was not authorised to co-facilitate in this programme on that day, so "
                "you cannot name them. Check the date, or ask the coordinator when the "
                "authorisation began."
            )
            % {"who": ", ".join(names)}
        )


def _authorised_on(facts: SessionFacts, group: PeerGroup) -> set[UUID]:
    """Those who at some time of the day were facilitators of the programme and authorised as such."""
    authorisations = Authorisation.objects.holding_within(*_day(facts, group)).filter(
        person__in=facts.facilitators, programme=group.programme
    )
    return set(authorisations.values_list("person_id", flat=True))


def refuse_crediting_oneself(facts: SessionFacts, group: PeerGroup, row: GroupSession | None, by: User) -> None:
    """Who had no place in the pair on that day stood in at most, and that is said by somebody who had one."""
    if by.pk not in facts.facilitators or (row and permissions.is_named(by, row)):
        return
    if not permissions.was_in_pair(by, group, *_day(facts, group)):
        raise Refusal(
            _(
                "You were not in this pair on that day. Check the date. If you stood in, ask one "
                "of the two to name you in the session."
            )
        )


def _day(facts: SessionFacts, group: PeerGroup) -> tuple[datetime, datetime]:
    """From midnight to midnight where the group is."""
    zone = ZoneInfo(group.programme.zone)
    begins, ends = (datetime.combine(day, time(), zone) for day in (facts.local_date, facts.local_date + A_DAY))
    return begins, ends


def _instants(facts: SessionFacts, group: PeerGroup) -> tuple[datetime, datetime]:
    """From when until when it lasts."""
    ends = facts.ends_at(group.programme.zone)
    return ends - timedelta(minutes=facts.minutes), ends


def _full(instant: datetime) -> str:
    return date_format(timezone.localtime(instant), "j F Y")
