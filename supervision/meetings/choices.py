"""What may become of a whole planned meeting, and how it is written."""

from collections.abc import Sequence
from datetime import date, time
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.endings.registry import Choice, Occasion, Telling
from people.models import User
from supervision.meetings.handing import call_off, hand_on
from supervision.meetings.models import CancelReason, SupervisionMeeting, SupervisionMeetingQuerySet
from supervision.meetings.queries import with_people

HAND, CANCEL = "hand", "cancel"


def telling(person: User, words: str) -> Telling:
    """What somebody is told of a meeting; it leads to their list."""
    return Telling(person, words, reverse("meetings:list"))


def when(meeting: SupervisionMeeting) -> str:
    return written(meeting.local_date, meeting.local_start)


def written(day: date, start: time) -> str:
    """A time as it is written: "3 December 2026 at 18:30"."""
    words = {"day": f"{day:%-d %B %Y}", "clock": f"{start:%H:%M}"}
    return _("%(day)s at %(clock)s") % words


def line(meeting: SupervisionMeeting, people: Sequence[User]) -> str:
    return _("%(when)s: %(who)s with %(supervisor)s") % {
        "when": when(meeting),
        "who": names_of(people),
        "supervisor": meeting.supervisor.name,
    }


def begun_line(words: str) -> str:
    return _("%(words)s. It has begun and is not recorded: if it took place, have it recorded first") % {"words": words}


def names_of(people: Sequence[User]) -> str:
    return str(_(" and ")).join(person.name for person in people)


def people_of(meeting: SupervisionMeeting) -> list[User]:
    """Those who were asked, of a meeting from `in_order`."""
    return [place.person for place in meeting.attendees.all()]


def in_order(meetings: SupervisionMeetingQuerySet) -> list[SupervisionMeeting]:
    named = with_people(meetings).select_related("covered_for", "programme", "supervisor")
    return list(named.order_by("local_date", "local_start", "pk"))


def given_to(
    occasion: Occasion,
    meeting: SupervisionMeeting,
    *,
    to: User,
    covered_for: User | None,
    label: str,
    also: Sequence[User] = (),
) -> Choice:
    """The whole meeting is with `to`. `also` are told besides those who meet."""
    people = people_of(meeting)
    names = {"when": when(meeting), "who": names_of(people), "new": to.name, "old": meeting.supervisor.name}

    def carry_out() -> None:
        call_off(meeting, reason=CancelReason.HANDED_ON, by=occasion.by, now=occasion.now)
        hand_on(meeting, people, to=to, covered_for=covered_for, by=occasion.by, now=occasion.now)

    return Choice(
        HAND,
        label,
        carry_out,
        (
            *(telling(person, _("You meet %(new)s on %(when)s, in place of %(old)s.") % names) for person in people),
            telling(to, _("You meet %(who)s on %(when)s: it was planned with %(old)s.") % names),
            *(
                telling(person, _("The meeting with %(who)s on %(when)s is with %(new)s now.") % names)
                for person in also
            ),
        ),
    )


def cancelled(occasion: Occasion, meeting: SupervisionMeeting, *, also: Sequence[User] = ()) -> Choice:
    said = _("The meeting on %(when)s with %(old)s is cancelled.") % {
        "when": when(meeting),
        "old": meeting.supervisor.name,
    }
    carry_out = partial(call_off, meeting, reason=CancelReason.SUPERVISOR, by=occasion.by, now=occasion.now)
    tells = tuple(telling(person, said) for person in (*people_of(meeting), *also))
    return Choice(CANCEL, gettext_lazy("Cancel it"), carry_out, tells)
