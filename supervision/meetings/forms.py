"""Planning, recording and cancelling. The words of a record are a `WordsForm` in the same <form>."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from confidential.forms import Part, WordsForm
from foundation.fields import ClockField, DayField, MinutesField
from foundation.http import Request
from foundation.refusals import Refusal
from people.models import SupervisionAssignment, User
from supervision.logs.models import LogVersion
from supervision.meetings.fields import AllTheSame
from supervision.meetings.models import CancelReason, MeetingAttendee, Mode, SupervisionMeeting
from supervision.meetings.planning import Plan, judge, next_after
from supervision.meetings.points.audiences import Audience
from supervision.meetings.points.queries import Presented, with_presented
from supervision.meetings.points.services import NewPoints
from supervision.meetings.rules import MOST_ACTIONS, NewAction

ROWS = range(1, MOST_ACTIONS + 1)
AGREED = Part(
    "agreed",
    _("What did you agree?"),
    help_text=_(
        "A few lines. Everyone who was asked to the meeting can read them. Leave out the names of group members."
    ),
    rows=6,
)
OF_ACTIONS = tuple(Part(f"action_{row}", _("What"), rows=1) for row in ROWS)
RECORD_PARTS = (AGREED, *OF_ACTIONS)
FOR_EVERYBODY = Part(
    AGREED.key,
    _("What is for everyone?"),
    help_text=_(
        "Everyone who was asked reads this, of every pair. What one pair agreed, or one person takes from it, goes "
        "below."
    ),
    rows=4,
)
DIFFERS = Part(
    "differs",
    _("How do you see it?"),
    help_text=_("Only the supervisor reads this. The record is not changed; both versions are shown together."),
)


def record_parts(audiences: Sequence[Audience]) -> tuple[Part, ...]:
    """The words of a record; at a meeting of several pairs also those for some alone."""
    if not audiences:
        return RECORD_PARTS
    return (FOR_EVERYBODY, *(audience.part for audience in audiences), *OF_ACTIONS)


def agrees_to(form: forms.Form, plan: Plan, now: datetime, *, day: str, tick: str) -> bool:
    """Whether it can be planned then, and whoever plans means it; else the form says beside `day` or `tick` what not.

    The one question that is asked of every time that somebody types for a meeting.
    """
    try:
        told = judge(plan, now)
    except Refusal as refusal:
        form.add_error(day, str(refusal))
        return False
    if told and not form.cleaned_data[tick]:
        form.add_error(tick, [*told, _("Choose another time, or tick the box.")])
        return False
    return True


class PlanForm(forms.Form):
    people = forms.MultipleChoiceField(
        label=_("Who is coming"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who is coming.")},
    )
    local_date = DayField(label=_("Date"), help_text=_("If you have already met, enter that date and record it next."))
    local_start = ClockField(label=_("Start"))
    minutes = MinutesField(label=_("Minutes"), least=5, most=480, initial=60)
    mode = forms.ChoiceField(label=_("How"), choices=Mode.choices, initial=Mode.VIDEO, widget=forms.RadioSelect)
    all_the_same = AllTheSame()

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        assignments: Sequence[SupervisionAssignment],
        labels: Mapping[UUID, str],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.assignments = {str(assignment.pk): assignment for assignment in assignments}
        people = cast("forms.MultipleChoiceField", self.fields["people"])
        people.choices = [(pk, labels[assignment.facilitator_id]) for pk, assignment in self.assignments.items()]
        people.error_messages["invalid_choice"] = _("You no longer supervise everyone you chose. Choose again.")

    def plan(self, supervisor: User) -> Plan:
        chosen, cleaned = self.cleaned_data["people"], self.cleaned_data
        return Plan(
            supervisor,
            chosen[0].programme,
            [item.facilitator for item in chosen],
            cleaned["local_date"],
            cleaned["local_start"],
            cleaned["minutes"],
        )

    def clean_people(self) -> list[SupervisionAssignment]:
        chosen = [self.assignments[pk] for pk in self.cleaned_data["people"]]
        if len({assignment.programme_id for assignment in chosen}) > 1:
            raise forms.ValidationError(_("These people are in different programmes. Plan one meeting for each."))
        return chosen


class RecordForm(forms.Form):
    """Everything about a record but its words."""

    came = forms.MultipleChoiceField(
        label=_("Who came"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick who came. If no one did, cancel the meeting instead.")},
    )
    # At a meeting of several pairs.
    presented = forms.MultipleChoiceField(label=_("Who presented"), required=False, widget=forms.CheckboxSelectMultiple)
    minutes = MinutesField(label=_("Minutes"), least=5, most=480)
    # Asked once the minutes are more than twice those that were planned.
    minutes_right = forms.BooleanField(label=_("The minutes are right"), required=False)
    asks_about_minutes = False
    brought = forms.MultipleChoiceField(
        label=_("Logs that you talked about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The logs that you have read and tick here become “discussed”."),
        error_messages={
            "invalid_choice": _(
                "A log that you ticked was withdrawn or shared again. Check the list; your words are kept."
            )
        },
    )
    next_date = DayField(
        label=_("Date"), required=False, help_text=_("With the same people. Leave it empty to plan it another day.")
    )
    next_start = ClockField(label=_("Start"), required=False)
    next_all_the_same = AllTheSame()

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        meeting: SupervisionMeeting,
        attendees: Sequence[MeetingAttendee],
        versions: Sequence[LogVersion],
        words: WordsForm,
        audiences: Sequence[Audience] = (),
        presented: Mapping[UUID, Presented],
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.people: dict[str, User] = {str(attendee.person_id): attendee.person for attendee in attendees}
        self.versions = {str(version.pk): version for version in versions}
        self.words = words
        self.planned_minutes = meeting.minutes
        self.meeting = meeting
        self.audiences = audiences
        self._offer("came", [(pk, person.name) for pk, person in self.people.items()])
        if audiences:
            named = [(pk, with_presented(person.name, presented.get(person.pk))) for pk, person in self.people.items()]
            self._offer("presented", named)
        else:
            del self.fields["presented"]
        self._offer("brought", [(pk, log_line(version)) for pk, version in self.versions.items()])
        self._add_action_rows({**self.people, str(meeting.supervisor_id): meeting.supervisor})

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        cast("forms.MultipleChoiceField", self.fields[name]).choices = list(choices)

    def _add_action_rows(self, people: Mapping[str, User]) -> None:
        self.doers = people
        choices = [("", _("no one")), *((pk, person.name) for pk, person in people.items())]
        for row in ROWS:
            self.fields[f"who_{row}"] = forms.ChoiceField(label=_("Who"), choices=choices, required=False)
            self.fields[f"due_{row}"] = DayField(label=_("By when"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for row in ROWS:
            if self._what(row) and not cleaned.get(f"who_{row}"):
                self.add_error(f"who_{row}", _("Choose who will do this, or clear the row."))
        self._ask_about_minutes(cleaned)
        self._ask_who_came(cleaned)
        return cleaned

    def _ask_who_came(self, cleaned: Mapping[str, Any]) -> None:
        """Whoever presented was there, and words for some alone are for somebody who was."""
        came = set(cleaned.get("came", ()))
        if not came:
            return
        if absent := [self.people[pk].name for pk in cleaned.get("presented", ()) if pk not in came]:
            wording = _("%(who)s is ticked here and not under who came. Tick them there, or untick them here.")
            self.add_error("presented", wording % {"who": ", ".join(absent)})
        for audience, words in self._written():
            if words and not came & {str(person.pk) for person in audience.people}:
                wording = _("You wrote for %(who)s, who did not come. Tick them under who came, or clear the box.")
                self.add_error("came", wording % {"who": audience.names})

    def _written(self) -> list[tuple[Audience, str]]:
        cleaned = self.words.cleaned_data
        return [(audience, str(cleaned.get(audience.key, "")).strip()) for audience in self.audiences]

    @property
    def points(self) -> list[BoundField]:
        """The boxes for some alone."""
        return [self.words[audience.key] for audience in self.audiences]

    def _ask_about_minutes(self, cleaned: Mapping[str, Any]) -> None:
        """A nought too many is easily typed. A meeting that did take that long is recorded with a tick."""
        minutes = cleaned.get("minutes") or 0
        self.asks_about_minutes = minutes > 2 * self.planned_minutes and not cleaned.get("minutes_right")
        if self.asks_about_minutes:
            self.add_error(
                "minutes_right",
                _(
                    "You entered %(given)s minutes; %(planned)s were planned. Correct the number, or "
                    "tick that it is right."
                )
                % {"given": minutes, "planned": self.planned_minutes},
            )

    def _what(self, row: int) -> str:
        return str(self.words.cleaned_data.get(f"action_{row}", "")).strip()

    @property
    def action_rows(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        """Who, what, by when: `what` is one of the words."""
        return [(self[f"who_{row}"], self.words[f"action_{row}"], self[f"due_{row}"]) for row in ROWS]

    @property
    def rows_shown(self) -> int:
        """Rows that stand open on the page: the first, and up to the last in which something is written."""
        filled = [row for row in ROWS if any(field.value() for field in self.action_rows[row - 1])]
        return max(filled, default=1)

    def agrees_to_next(self, now: datetime) -> bool:
        """Whether the next meeting can be planned for the time that was given, or none was."""
        day, start = self.cleaned_data["next_date"], self.cleaned_data["next_start"] or self.meeting.local_start
        if day is None:
            return True
        plan = next_after(self.meeting, day, start)
        return agrees_to(self, plan, now, day="next_date", tick="next_all_the_same")

    def record(self) -> dict[str, Any]:
        """The arguments of `record_meeting`."""
        cleaned = self.cleaned_data
        rows = [(cleaned[f"who_{row}"], self._what(row), cleaned[f"due_{row}"]) for row in ROWS]
        return {
            "came": [self.people[pk] for pk in cleaned["came"]],
            "minutes": cleaned["minutes"],
            "brought": [self.versions[pk] for pk in cleaned["brought"]],
            "agreed": self.words.cleaned_data["agreed"],
            "actions": [NewAction(self.doers[who], what, due) for who, what, due in rows if what],
            "presented": [self.people[pk] for pk in cleaned["presented"]] if self.audiences else None,
            "points": [NewPoints(audience.people, words) for audience, words in self._written() if words],
            "next_date": cleaned["next_date"],
            "next_start": cleaned["next_start"],
        }


def log_line(version: LogVersion) -> str:
    """A log as a choice: whose, which session."""
    session = version.log.session
    return _("%(who)s: %(group)s, %(day)s") % {
        "who": version.log.owner.name,
        "group": session.group.code_name,
        "day": f"{session.local_date:%-d %b %Y}",
    }


def as_typed(request: Request, form: type[forms.Form]) -> dict[str, Any]:
    """What was typed, as the start of a fresh form: to show it again without judging it."""
    names = [*form.base_fields, *(f"{part}_{row}" for part in ("who", "due") for row in ROWS)]
    many = {"came", "brought", "presented"}
    return {name: request.POST.getlist(name) if name in many else request.POST.get(name) for name in names}


CHOSEN_REASONS = (
    CancelReason.SUPERVISOR,
    CancelReason.NOBODY,
    CancelReason.NOT_NEEDED,
    CancelReason.OTHER,
)


class CancelForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why was it cancelled?"),
        widget=forms.RadioSelect,
        choices=[(item.value, item.label) for item in CHOSEN_REASONS],
        error_messages={"required": _("Choose why the meeting is cancelled.")},
    )
