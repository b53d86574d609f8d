"""Planning a day, inviting to it, recording it, and what people answer."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidential.forms import Part
from courses.practice.models import (
    CHOSEN_REASONS,
    FEWEST,
    FIVE_HOURS,
    LONGEST,
    MOST_PLACES,
    SHORTEST,
    How,
    PracticeDay,
    PracticeObjection,
    PracticePlace,
    PracticeRecord,
    Taken,
)
from courses.practice.recording import Line
from courses.practice.services import Plan
from foundation.fields import ClockField, DayField, MinutesField
from foundation.lines import LineField
from people.models import User

CAME = (("yes", gettext_lazy("came")), ("no", gettext_lazy("did not come")))
NOT_NOTED = ("", gettext_lazy("not noted"))
ADJUSTMENTS = Part(
    "adjustments",
    gettext_lazy("What would help you to take part?"),
    help_text=gettext_lazy(
        "For instance captions, breaks, large print, a chair that suits you, somewhere to feed a baby. "
        "You need not say why."
    ),
)


class PlanForm(forms.Form):
    local_date = DayField(label=gettext_lazy("Date"))
    local_start = ClockField(label=gettext_lazy("Start"))
    minutes = MinutesField(
        label=gettext_lazy("Minutes, breaks included"), least=SHORTEST, most=LONGEST, initial=FIVE_HOURS
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How"), choices=How.choices, initial=How.TOGETHER, widget=forms.RadioSelect
    )
    place = LineField(
        label=gettext_lazy("Where"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The address and the room. By video: when people get the link."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        initial=12,
        min_value=FEWEST,
        max_value=MOST_PLACES,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3", "inputmode": "numeric"}),
        help_text=gettext_lazy("A number that three divides makes full triads."),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Enter a number from 3 to 60.")
        ),
    )
    trainers = forms.MultipleChoiceField(
        label=gettext_lazy("Who runs it"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose who runs the day."),
            "invalid_choice": gettext_lazy("Someone you chose is no longer a trainer here. Choose again."),
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None, trainers: Sequence[User], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.people = {str(person.pk): person for person in trainers}
        field = cast("forms.MultipleChoiceField", self.fields["trainers"])
        field.choices = [(pk, person.name) for pk, person in self.people.items()]

    def plan(self) -> Plan:
        cleaned = dict(self.cleaned_data)
        return Plan(trainers=tuple(self.people[pk] for pk in cleaned.pop("trainers")), **cleaned)

    @staticmethod
    def of(day: PracticeDay) -> dict[str, Any]:
        """What the form begins with, of a day that is planned already; its trainers loaded."""
        names = ("local_date", "local_start", "minutes", "how", "place", "capacity")
        trainers = [str(trainer.person_id) for trainer in day.trainers.all()]
        return {name: getattr(day, name) for name in names} | {"trainers": trainers}


class InviteForm(forms.Form):
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who to invite"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose who to invite."),
            "invalid_choice": gettext_lazy("Someone you chose is invited already, or no longer a facilitator here."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None, people: Sequence[User]) -> None:
        super().__init__(data)
        self.offered = {str(person.pk): person for person in people}
        field = cast("forms.MultipleChoiceField", self.fields["people"])
        field.choices = [(pk, person.name) for pk, person in self.offered.items()]

    def chosen(self) -> list[User]:
        return [self.offered[pk] for pk in self.cleaned_data["people"]]


class CancelForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why was it cancelled?"),
        widget=forms.RadioSelect,
        choices=[(item.value, item.label) for item in CHOSEN_REASONS],
        error_messages={"required": gettext_lazy("Choose why the day is cancelled.")},
    )


def _line_fields() -> dict[str, forms.Field]:
    """The three things that are recorded of one person."""
    return {
        "came": forms.ChoiceField(
            label=_("Did they come?"),
            choices=CAME,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose whether they came.")},
        ),
        "question": forms.ChoiceField(
            label=_("The plain question"),
            required=False,
            choices=[NOT_NOTED, *PracticeRecord.Question.choices],
            help_text=_("Nobody has to give a reason."),
        ),
        "roles": forms.MultipleChoiceField(
            label=_("Roles they took"), required=False, choices=Taken.choices, widget=forms.CheckboxSelectMultiple
        ),
    }


def _line(cleaned: Mapping[str, Any], prefix: str = "") -> Line:
    return Line(
        came=cleaned[f"{prefix}came"] == "yes",
        question=cleaned[f"{prefix}question"],
        roles=tuple(cleaned[f"{prefix}roles"]),
    )


class RecordForm(forms.Form):
    """Everybody who is invited, one below the other."""

    def __init__(self, data: Mapping[str, Any] | None, places: Sequence[PracticePlace]) -> None:
        super().__init__(data)
        self.places = {f"p{number}_": place for number, place in enumerate(places, start=1)}
        for prefix in self.places:
            for name, field in _line_fields().items():
                self.fields[f"{prefix}{name}"] = field

    @property
    def people(self) -> list[tuple[PracticePlace, list[BoundField]]]:
        names = list(_line_fields())
        return [(place, [self[f"{prefix}{name}"] for name in names]) for prefix, place in self.places.items()]

    def lines(self) -> dict[UUID, Line]:
        return {place.pk: _line(self.cleaned_data, prefix) for prefix, place in self.places.items()}


class CorrectForm(forms.Form):
    """One person, anew, beginning with what is said of them now."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why are you correcting it?"),
        widget=forms.RadioSelect,
        choices=[item for item in PracticeRecord.Reason.choices if item[0]],
        error_messages={"required": gettext_lazy("Choose why you are correcting it.")},
    )
    field_order = ("came", "question", "roles", "reason")

    def __init__(self, data: Mapping[str, Any] | None, last: PracticeRecord | None) -> None:
        said: dict[str, Any] = {}
        if last:
            said = {"came": "yes" if last.came else "no", "question": last.question, "roles": last.roles}
        super().__init__(data, initial=said)
        self.fields.update(_line_fields())
        self.order_fields(self.field_order)

    def line(self) -> Line:
        return _line(self.cleaned_data)


class ObjectForm(forms.Form):
    what = forms.ChoiceField(
        label=gettext_lazy("What is not right?"),
        widget=forms.RadioSelect,
        choices=PracticeObjection.What.choices,
        error_messages={"required": gettext_lazy("Choose what is not right.")},
    )
