"""One of the ways to deal with a planned meeting: it takes place at another time, asked for on the same page."""

from collections.abc import Callable, Mapping
from datetime import date, time
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.fields import ClockField, DayField
from foundation.refusals import Refusal
from people.endings.registry import Asks, Choice, Occasion, Telling
from supervision.meetings.choices import people_of, telling, when, written
from supervision.meetings.fields import AllTheSame
from supervision.meetings.handing import move_to
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.planning import Plan, judge, moved_to

MOVE = "move"
# Raises Refusal for a time that is no better than the one that is to be left.
Refuse = Callable[[Plan], None]


class AnotherTime(Asks):
    """Its new day and time, checked as for any meeting that is planned; `refuse` knows what the page is about."""

    def __init__(self, occasion: Occasion, meeting: SupervisionMeeting, refuse: Refuse) -> None:
        self.occasion, self.meeting, self.refuse = occasion, meeting, refuse

    def fields(self) -> Mapping[str, forms.Field]:
        return {
            "day": DayField(label=_("New date"), required=False),
            "start": ClockField(label=_("New start"), required=False, initial=self.meeting.local_start),
            "all_the_same": AllTheSame(),
        }

    def answer(self, given: Mapping[str, Any]) -> str:
        missing = {"day": _("Choose the new date."), "start": _("Enter the new time.")}
        if wrong := {name: said for name, said in missing.items() if given[name] is None}:
            raise forms.ValidationError(wrong)
        day, start = given["day"], given["start"]
        try:
            told = self._judged(day, start)
        except Refusal as refusal:
            raise forms.ValidationError({"day": str(refusal)}) from refusal
        if told and not given["all_the_same"]:
            raise forms.ValidationError({"all_the_same": [*told, _("Choose another time, or tick the box.")]})
        return f"{day.isoformat()}T{start.isoformat()}"

    def _judged(self, day: date, start: time) -> list[str]:
        plan = moved_to(self.meeting, day, start)
        self.refuse(plan)
        return judge(plan, self.occasion.now)

    def choice(self, answer: str) -> Choice:
        written_day, _at, written_start = answer.partition("T")
        day, start = date.fromisoformat(written_day), time.fromisoformat(written_start)
        carry_out = partial(move_to, self.meeting, day=day, start=start, by=self.occasion.by, now=self.occasion.now)
        return Choice(MOVE, LABEL, carry_out, self._tells(day, start))

    def _tells(self, day: date, start: time) -> list[Telling]:
        meeting = self.meeting
        words = _("Your meeting with %(supervisor)s on %(when)s is moved to %(to)s.") % {
            "supervisor": meeting.supervisor.name,
            "when": when(meeting),
            "to": written(day, start),
        }
        also = [meeting.covered_for] if meeting.covered_for else []
        return [telling(person, words) for person in (*people_of(meeting), *also)]


LABEL = gettext_lazy("It moves to another day or time")


def another_time(occasion: Occasion, meeting: SupervisionMeeting, refuse: Refuse) -> Choice:
    """Offered without a time; what it does it does once one is given."""
    return Choice(MOVE, LABEL, _nothing, asks=AnotherTime(occasion, meeting, refuse))


def _nothing() -> None:
    """There is no time yet."""
