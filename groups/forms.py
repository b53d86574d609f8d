"""One form for everything that can be said about a session: it took place, nobody came, cancelled, planned."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day
from foundation.fields import DayField
from groups.facts import SessionFacts
from groups.models import MOST_THEMES, PAIR, GroupSession, PeerGroup
from groups.queries import colleagues_who_may_cover, pair_around
from groups.rules import LONGEST, MOST_ATTENDING, SHORTEST
from groups.themes import THEMES
from people.models import User

State = GroupSession.State
USUAL_START = time(18, 30)
WHAT_HAPPENED = [
    (State.HELD, _("It took place")),
    (State.NOBODY_CAME, _("Nobody came")),
    (State.CANCELLED, _("It was cancelled")),
    (State.PLANNED, _("It is planned")),
]


NO_FACTS = {"covering", "revision", "as_well"}


def number_input() -> forms.NumberInput:
    return forms.NumberInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"})


class SessionForm(forms.Form):
    """`group` and its pair fix who can be named; `session` is the row that is being changed, if it stands."""

    local_date = DayField(label=_("Date"))
    local_start = forms.TimeField(
        label=_("Start"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Enter the time it started."), "invalid": _("Enter the time like this: 18:30.")},
    )
    state = forms.ChoiceField(
        label=_("What happened"),
        choices=WHAT_HAPPENED,
        widget=forms.RadioSelect,
        help_text=_("A session that is not over yet can only be planned or cancelled."),
        error_messages={"required": _("Choose what happened.")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=number_input(),
        error_messages={"required": _("Enter the minutes."), "invalid": _("Enter the minutes as a number.")},
    )
    attending = forms.IntegerField(
        label=_("Number attending"),
        min_value=0,
        max_value=MOST_ATTENDING,
        required=False,
        widget=number_input(),
        help_text=_("A number, never names. Don't count the two of you."),
        error_messages={"invalid": _("Enter a number.")},
    )
    newcomers = forms.IntegerField(
        label=_("Of these, new"),
        min_value=0,
        max_value=MOST_ATTENDING,
        required=False,
        widget=number_input(),
        error_messages={"invalid": _("Enter a number.")},
    )
    facilitators = forms.MultipleChoiceField(
        label=_("Who facilitated"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("If you were alone, leave the other name empty. No reason is needed."),
    )
    covering = forms.ChoiceField(
        label=_("Cover for one of you"),
        required=False,
        help_text=_("Only if a colleague stood in for one of you. They can then write their own log."),
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes, five at most"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(THEMES.items()),
        help_text=_("What it was about, in a word. Reported only for many groups together."),
    )
    agreement_restated = forms.BooleanField(label=_("We restated the group agreement"), required=False)
    ended_on_time = forms.BooleanField(label=_("It ended on time"), required=False)
    technical_problem = forms.BooleanField(label=_("There was a technical problem"), required=False)
    signposting_offered = forms.BooleanField(label=_("We suggested a service to someone"), required=False)
    cancel_reason = forms.ChoiceField(
        label=_("Why it was cancelled"),
        required=False,
        widget=forms.RadioSelect,
        choices=[one for one in GroupSession.CancelReason.choices if one[0] != GroupSession.CancelReason.GROUP_ENDED],
    )
    # Told on the page that compares: it is another session than the one that stands.
    as_well = forms.BooleanField(required=False, widget=forms.HiddenInput)
    # The revision that the person saw; empty on a new session.
    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        group: PeerGroup,
        person: User,
        now: datetime,
        session: GroupSession | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.now, self.person = now, person
        self.people = self._people(group, session)
        colleagues = colleagues_who_may_cover(group, now)
        self.colleagues = {str(person.pk): person for person in colleagues if str(person.pk) not in self.people}
        self.today = local_day(now, group.programme.zone)
        super().__init__(data, initial=self._initial(session) | (initial or {}))
        self._field("facilitators").choices = [
            (key, _("%(name)s (you)") % {"name": one.name} if one == person else one.name)
            for key, one in self.people.items()
        ]
        colleague_names = [(key, one.name) for key, one in self.colleagues.items()]
        self._field("covering").choices = [("", _("Nobody")), *colleague_names]

    def _people(self, group: PeerGroup, session: GroupSession | None) -> dict[str, User]:
        """The pair, and those who are named in the session already."""
        named = [place.person for place in session.session_facilitators.all()] if session else []
        return {str(one.pk): one for one in [*pair_around(group, self.person, self.now), *named]}

    def _initial(self, session: GroupSession | None) -> dict[str, Any]:
        everybody = list(self.people) if len(self.people) <= PAIR else [str(self.person.pk)]
        if session is None:
            return {
                "local_date": self.today,
                "local_start": USUAL_START,
                "state": State.HELD,
                "minutes": 45,
                "newcomers": 0,
                "facilitators": everybody,
            }
        facts = SessionFacts.of(session)
        named = [str(person) for person in facts.facilitators]
        unrecorded = session.state == State.PLANNED
        return facts.columns() | {
            "facilitators": named or (everybody if unrecorded else []),
            "revision": session.revision,
            "state": State.HELD if unrecorded and session.ends_at <= self.now else session.state,
        }

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def clean_themes(self) -> list[str]:
        themes: list[str] = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise forms.ValidationError(_("You ticked %(count)s. Choose up to five."), params={"count": len(themes)})
        return themes

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("state") == State.HELD:
            self._check_held(answers)
        if answers.get("state") == State.CANCELLED and not answers.get("cancel_reason"):
            self.add_error("cancel_reason", _("Choose why it was cancelled."))
        if len(self._named(answers)) > PAIR:
            self.add_error("covering", _("A session has two facilitators at most. Untick the one who was away."))
        return answers

    def _check_held(self, answers: dict[str, Any]) -> None:
        if "attending" in answers and not answers["attending"]:
            self.add_error("attending", _("Enter how many came. If no one did, choose “Nobody came” above."))
        if (answers.get("newcomers") or 0) > (answers.get("attending") or MOST_ATTENDING):
            self.add_error("newcomers", _("There are more newcomers than people attending. Check both numbers."))
        if "facilitators" in answers and not self._named(answers):
            self.add_error("facilitators", _("Tick who facilitated."))

    def _named(self, answers: dict[str, Any]) -> list[User]:
        chosen = [self.people[key] for key in answers.get("facilitators") or []]
        covering = self.colleagues.get(answers.get("covering") or "")
        return [*chosen, covering] if covering else chosen

    def facts(self) -> SessionFacts:
        """What was entered, as the service takes it. Only after `is_valid()`."""
        answers = {name: value for name, value in self.cleaned_data.items() if name not in NO_FACTS}
        return SessionFacts(
            **answers
            | {
                "newcomers": answers["newcomers"] or 0,
                "facilitators": frozenset(person.pk for person in self._named(self.cleaned_data)),
                "themes": frozenset(answers["themes"]),
            }
        ).fitting()

    def names(self) -> dict[UUID, str]:
        return {person.pk: person.name for person in [*self.people.values(), *self.colleagues.values()]}

    def go_on_from(self, session: GroupSession) -> None:
        """Keep every answer; the next Save is on top of what `session` says now."""
        answers: Any = self.data
        self.data = answers.copy()
        self.data["revision"] = str(session.revision)  # type: ignore[index]
