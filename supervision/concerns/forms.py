"""Raising a concern and answering it. Short on purpose: the rest is said by voice."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from confidential.identifiers import Screened, screen
from foundation.fields import DayField
from people.models import Programme
from supervision.concerns.models import About, Category, Outcome, Urgency
from supervision.concerns.services import NOBODY, WHICH_IS_RIGHT, Raising
from supervision.screening import public_numbers

SPOKEN_TO: Mapping[str, str | Promise] = {
    "emergency": _("999 or the emergency department"),
    "supervisor": _("my supervisor, or their cover"),
    "partner": _("my co-facilitator"),
    "clinical": _("the consultant or the clinical lead on duty"),
    "helpline": _("a helpline"),
    "coordinator": _("a coordinator"),
    "other": _("someone else who can help"),
    NOBODY: _("I could not reach anyone"),
}
NONE = "none"
SHORT, REACH = 300, 120
DONE_LABEL = _("What has been done already, and who knows?")


def at_most(characters: int) -> MaxLengthValidator:
    """A validator, not `max_length`: a browser cuts a pasted text there without a word."""
    return MaxLengthValidator(
        characters, _("This is longer than %(limit_value)s characters. Shorten it; say the rest when you speak.")
    )


class FirstForm(forms.Form):
    """What decides who is told, and when: before any words."""

    urgency = forms.ChoiceField(
        label=_("How soon does someone need to act?"),
        choices=Urgency.choices,
        widget=forms.RadioSelect,
        help_text=_("If you choose “now”, everyone who would read this is told when you press the button."),
        error_messages={"required": _("Choose how soon someone needs to act.")},
    )
    about = forms.ChoiceField(
        label=_("Is it about one of these people?"),
        widget=forms.RadioSelect,
        initial=NONE,
        choices=[(NONE, About.NOBODY.label), *((about.value, about.label) for about in About if about.value)],
        help_text=_("Then it does not go to them, and they never see that it exists."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None, programmes: Sequence[Programme]) -> None:
        super().__init__(data, initial={"key": uuid.uuid4()})
        self.programmes = {str(programme.pk): programme for programme in programmes}
        if len(programmes) > 1:
            choices = [(pk, programme.name) for pk, programme in self.programmes.items()]
            self.fields["programme"] = forms.ChoiceField(
                label=_("In which programme?"),
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose the programme.")},
            )

    def chosen_programme(self) -> Programme:
        chosen = self.cleaned_data.get("programme")
        return self.programmes[chosen] if chosen else next(iter(self.programmes.values()))

    def about_whom(self) -> str:
        about: str = self.cleaned_data["about"]
        return "" if about == NONE else about


class WordsForm(forms.Form):
    """The few words, once the rest is decided."""

    spoken_to = forms.MultipleChoiceField(
        label=_("Who have you spoken to?"),
        choices=list(SPOKEN_TO.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick who you have spoken to. If you could not reach anyone, tick that.")},
    )
    category = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Category.choices,
        widget=forms.RadioSelect,
        help_text=_("Your own wellbeing goes to the governance lead too if there is no answer in time."),
        error_messages={"required": _("Choose what fits best.")},
    )
    done = forms.CharField(
        label=DONE_LABEL,
        required=False,
        validators=[at_most(SHORT)],
        help_text=_("Roles only, 300 characters. Do not write who it is: say it when you are called."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reach = forms.CharField(
        label=_("How and when can we reach you?"),
        validators=[at_most(REACH)],
        help_text=_("Your phone number, and the hours at which you can speak."),
        error_messages={"required": _("Write your phone number and when you can speak.")},
    )
    identifies_nobody = forms.BooleanField(
        label=_("Keep the marked words: they do not identify anyone"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, kind: str = "") -> None:
        """`kind` is chosen beforehand where the page that led here was about one."""
        super().__init__(data, initial={"category": kind} if kind in Category.values else None)
        self.marks: list[Screened] = []

    def clean_spoken_to(self) -> list[str]:
        spoken_to: list[str] = self.cleaned_data["spoken_to"]
        if NOBODY in spoken_to and len(spoken_to) > 1:
            raise forms.ValidationError(WHICH_IS_RIGHT)
        return spoken_to

    def clean_done(self) -> str:
        done = cast("str", self.cleaned_data["done"])
        self.marks = screen({"done": done}, {"done": DONE_LABEL}, public_numbers())
        return done

    def said(self, urgency: str, about: str) -> Raising:
        cleaned = self.cleaned_data
        return Raising(
            category=cleaned["category"],
            urgency=urgency,
            about=about,
            spoken_to=cleaned["spoken_to"],
            done=cleaned["done"],
            reach=cleaned["reach"],
            weighed=cleaned["identifies_nobody"],
        )


class ActingForm(forms.Form):
    """One of several on the page of a concern, each with ids of its own."""

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__}_%s", **kwargs)


class PlanForm(ActingForm):
    """`seen` is how many plans the page showed."""

    words = forms.CharField(
        label=_("What did you agree?"),
        validators=[at_most(SHORT)],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who does what, by when. Roles only: the person who raised it reads this."),
        error_messages={"required": _("Write in a line what you agreed: who does what, by when.")},
    )
    look_again_on = DayField(
        label=_("We look at this again on"),
        help_text=_("If no one writes anything by the end of that day, the governance lead sees it too."),
        error_messages={"required": _("Choose the day when you will look at it again.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NoteForm(ActingForm):
    words = forms.CharField(
        label=_("What would you like to add?"),
        validators=[at_most(SHORT)],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Roles only. Everyone who can see this concern can read this. What was written before is kept."),
        error_messages={"required": _("Write what you would like to add.")},
    )


class ReopenForm(ActingForm):
    words = forms.CharField(
        label=_("Why are you opening it again?"),
        validators=[at_most(SHORT)],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Roles only."),
        error_messages={"required": _("Write in a line why you are opening it again.")},
    )


class CloseForm(ActingForm):
    outcome = forms.ChoiceField(
        label=_("What was the outcome?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the outcome.")},
    )
    words = forms.CharField(
        label=_("Anything to add"),
        required=False,
        validators=[at_most(SHORT)],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Roles only: the person who raised it reads this."),
    )
