"""Write what a pair, or one person, take from a meeting of several pairs. Called as the meeting is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from confidential.services import forget_what_went_on, open_sealed, seal_frozen, text_of
from foundation.refusals import Refusal
from people.models import User
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.points.audiences import audiences_of, is_for_some, pairs_among
from supervision.meetings.points.models import MeetingPoints


@dataclass(frozen=True)
class NewPoints:
    """What the two of a pair, or one person, read."""

    people: tuple[User, ...]
    words: str


def refuse_bad_points(
    meeting: SupervisionMeeting,
    asked: Sequence[User],
    present: set[UUID],
    presented: set[UUID] | None,
    points: Sequence[NewPoints],
) -> None:
    """Raise Refusal for what cannot be said of who presented, and of what is for some alone."""
    if not (presented or set()) <= present:
        raise Refusal(_("Only someone who came can have presented. Tick them under who came, or untick them here."))
    known = {person.pk for person in asked}
    pairs = {frozenset(pair.people) for pair in pairs_among(meeting, asked)}
    for new in points:
        who = frozenset(new.people)
        if (len(who) > 1 and who not in pairs) or not {person.pk for person in who} <= known:
            raise Refusal(_("Write for one person who was asked to the meeting, or for the two of a pair."))
        if not present & {person.pk for person in who}:
            raise Refusal(
                _("You wrote for %(who)s, who did not come. Tick them under who came, or clear the box.")
                % {"who": ", ".join(person.name for person in new.people)}
            )


def drafted_points(meeting: SupervisionMeeting, now: datetime) -> list[str]:
    """For whom the draft of the record holds words for some alone, by its keys; also for who is no longer asked."""
    if meeting.text_id is None:
        return []
    words = open_sealed(meeting, viewer=meeting.supervisor, now=now)
    return [key for key in words if is_for_some(key) and words[key].strip()]


def emptied(meeting: SupervisionMeeting, asked: Sequence[User], now: datetime) -> dict[str, str]:
    """What the record must no longer hold once everybody reads it: all that was drafted for some alone."""
    shown = [audience.key for audience in audiences_of(meeting, asked)]
    return dict.fromkeys([*shown, *drafted_points(meeting, now)], "")


def write_points(meeting: SupervisionMeeting, points: Sequence[NewPoints], now: datetime) -> None:
    """After the draft was emptied of them: what was kept of that goes too, so that no copy outlasts who may read it."""
    for new in points:
        person, partner = (*new.people, None)[:2]
        row = MeetingPoints(meeting=meeting, person=person, partner=partner)
        seal_frozen(row, {"points": new.words.strip()}, now=now)
        row.save(force_insert=True)
    if points:
        forget_what_went_on(text_of(meeting), {new.words.strip() for new in points})
