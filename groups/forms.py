"""One form for everything that can be said about a session: it took place, nobody came, cancelled, planned."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day
from foundation.fields import DayField
from groups.facts import UNSAID, SessionFacts, column, label_of
from groups.models import LONGEST, MOST_ATTENDING, PAIR, SHORTEST, GroupSession, PeerGroup
from groups.queries import pair_around
from groups.themes import MOST_THEMES, THEMES
from people.choosing import Offered
from people.models import User

State, Reason = GroupSession.State, GroupSession.CancelReason
USUAL_START = time(18, 30)
WHAT_HAPPENED = [
    (State.HELD, _("It took place")),
    (State.NOBODY_CAME, _("Nobody came")),
    (State.CANCELLED, _("It was cancelled")),
    (State.PLANNED, _("It is planned")),
]
NO_FACTS = {"covering", "revision", "as_well"}
NOBODY_ELSE = Offered([], "", more=False)


def fact(name: str, **options: Any) -> Any:
    """The form field of a fact, as its column has it: label, choices, what it is at first.

    What only a session has that took place may be left empty.
    """
    needed = {"required": False} if name in UNSAID else {}
    return column(name).formfield(**needed | options)


def number(name: str, least: int, most: int, **options: Any) -> Any:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"})
    return fact(name, min_value=least, max_value=most, widget=widget, **options)


class SessionForm(forms.Form):
    """`group`, its pair and the colleagues whom `offer` holds fix who can be named.

    `session` is the row that is being changed, if it stands.
    """

    local_date = fact("local_date", form_class=DayField)
    local_start = fact(
        "local_start",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Enter the time it started."), "invalid": _("Enter the time like this: 18:30.")},
    )
    state = fact(
        "state",
        choices=WHAT_HAPPENED,
        widget=forms.RadioSelect,
        help_text=_("A session that is not over yet can only be planned or cancelled."),
        error_messages={"required": _("Choose what happened.")},
    )
    minutes = number(
        "minutes",
        SHORTEST,
        LONGEST,
        error_messages={"required": _("Enter the minutes."), "invalid": _("Enter the minutes as a number.")},
    )
    attending = number(
        "attending",
        0,
        MOST_ATTENDING,
        help_text=_("A number, never names. Don't count the two of you."),
        error_messages={"invalid": _("Enter a number.")},
    )
    newcomers = number("newcomers", 0, MOST_ATTENDING, error_messages={"invalid": _("Enter a number.")})
    facilitators = forms.MultipleChoiceField(
        label=label_of("facilitators"),
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
    cancel_reason = fact(
        "cancel_reason",
        widget=forms.RadioSelect,
        choices=[choice for choice in Reason.choices if choice[0] not in (Reason.GROUP_ENDED, Reason.PLAN)],
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
        offer: Offered = NOBODY_ELSE,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.now, self.person, self.offered = now, person, offer
        self.people = self._people(group, session)
        self.colleagues = {str(person.pk): person for person in offer.people if str(person.pk) not in self.people}
        self.today = local_day(now, group.programme.zone)
        super().__init__(data, initial=self._initial(session) | (initial or {}))
        self.fields.update({field.name: fact(field.name) for field in GroupSession.tick_fields()})
        self._field("facilitators").choices = [
            (key, _("%(name)s (you)") % {"name": place.name} if place == person else place.name)
            for key, place in self.people.items()
        ]
        colleague_names = [(key, place.name) for key, place in self.colleagues.items()]
        self._field("covering").choices = [("", _("Nobody")), *colleague_names]

    def _people(self, group: PeerGroup, session: GroupSession | None) -> dict[str, User]:
        """The pair, and those who are named in the session already."""
        named = [place.person for place in session.session_facilitators.all()] if session else []
        return {str(person.pk): person for person in [*pair_around(group, self.person, self.now), *named]}

    def _initial(self, session: GroupSession | None) -> dict[str, Any]:
        facilitators = list(self.people) if len(self.people) <= PAIR else [str(self.person.pk)]
        if session is None:
            return {
                "local_date": self.today,
                "local_start": USUAL_START,
                "state": State.HELD,
                "facilitators": facilitators,
            }
        facts = SessionFacts.of(session)
        named = [str(person) for person in facts.facilitators]
        unrecorded = session.state == State.PLANNED
        return facts.columns() | {
            "facilitators": named or (facilitators if unrecorded else []),
            "revision": session.revision,
            "state": State.HELD if unrecorded and session.ends_at <= self.now else session.state,
        }

    @property
    def ticks(self) -> list[forms.BoundField]:
        return [self[field.name] for field in GroupSession.tick_fields()]

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
        answers: dict[str, Any] = {
            name: UNSAID.get(name) if value is None else value
            for name, value in self.cleaned_data.items()
            if name not in NO_FACTS
        }
        return SessionFacts(
            **answers
            | {
                "facilitators": frozenset(person.pk for person in self._named(self.cleaned_data)),
                "themes": frozenset(answers["themes"]),
            }
        ).fitting()

    def names(self, session: GroupSession) -> dict[UUID, str]:
        """Of all that can be named here, and of those that `session` names."""
        named = [place.person for place in session.session_facilitators.all()]
        return {person.pk: person.name for person in [*self.people.values(), *self.colleagues.values(), *named]}

    def go_on_from(self, session: GroupSession) -> None:
        """Keep every answer; the next Save is on top of what `session` says now."""
        answers: Any = self.data
        self.data = answers.copy()
        self.data["revision"] = str(session.revision)  # type: ignore[index]


class GroupFilter(forms.Form):
    """What the list of groups is narrowed to. A choice that is not offered narrows nothing."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *PeerGroup.State.choices]
    )

    @property
    def chosen(self) -> str:
        self.is_valid()
        chosen: str = self.cleaned_data.get("state", "")
        return chosen
