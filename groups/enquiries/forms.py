"""One question a page: each form has one field, named like its question."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from confidential.identifiers import find_identifiers
from foundation.lines import LineField
from groups.enquiries.models import Enquiry
from groups.enquiries.questions import QUESTIONS, Question
from groups.enquiries.words import Intent
from groups.models import PeerGroup
from people.forms import SpecialtyField
from people.models import Programme
from people.names import LONGEST, name_part

LONGEST_PRACTICAL = 200
CHOOSE_ONE = _("Choose one of the answers.")


class IntentForm(forms.Form):
    intent = forms.ChoiceField(
        label=_("What would you like to do?"),
        choices=Intent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_ONE, "invalid_choice": CHOOSE_ONE},
    )


class SendForm(forms.Form):
    """The box is hidden from people; a program that fills in everything fills it too."""

    website = LineField(
        label=_("Leave this box empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"].strip():
            raise forms.ValidationError(_("Empty this box, then press Send again. It is there to stop programs."))
        return ""


class QuestionForm(forms.Form):
    """The form of one question. `stored` is what goes into the draft."""

    def __init__(
        self, question: Question, programmes: Iterable[Programme], data: Any = None, given: Any = None
    ) -> None:
        super().__init__(data, initial={question.key: given} if given is not None else None)
        self.question = question
        self.fields[question.key] = _field(question, programmes)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        check = CHECKS.get(self.question.key)
        if check and self.question.key in said:
            try:
                said[self.question.key] = check(said[self.question.key])
            except forms.ValidationError as fault:
                self.add_error(self.question.key, fault)
        return said

    @property
    def stored(self) -> Any:
        given = self.cleaned_data[self.question.key]
        return str(given.pk) if self.question.key == "specialty" else given


def _first_name(typed: str) -> str:
    if not (name := name_part(typed)):
        raise forms.ValidationError(_("Enter your first name."), code="required")
    return name


def _practical(typed: str) -> str:
    """No page of ours takes a number by which a patient is known."""
    blocked = next((finding for finding in find_identifiers(typed) if finding.blocks), None)
    if blocked:
        raise forms.ValidationError(str(blocked.advice), code="identifier")
    return typed


CHECKS = {"first_name": _first_name, "practical": _practical, "email": str.lower}


def _field(question: Question, programmes: Iterable[Programme]) -> forms.Field:
    if question.key == "programme":
        return _radio(question, [(item.slug, item.name) for item in programmes])
    if question.key == "times":
        return forms.MultipleChoiceField(
            label=question.called,
            choices=question.choices.choices if question.choices else [],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Tick all that would suit you."),
            error_messages={"required": _("Tick at least one.")},
        )
    if question.choices is not None:
        return _radio(question, question.choices.choices)
    return WRITTEN[question.key]()


def _radio(question: Question, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=question.called,
        choices=choices,
        widget=forms.RadioSelect,
        help_text=HINTS.get(question.key, ""),
        error_messages={"required": CHOOSE_ONE, "invalid_choice": CHOOSE_ONE},
    )


HINTS = {
    "company": _(
        "Is there a colleague you would rather not share a group with? Tell the coordinator by telephone, once they "
        "have written to you. Don't type a name here."
    ),
    "asked": _("You need not have. The programme can help you to ask."),
}


def _practical_field() -> forms.Field:
    return LineField(
        label=QUESTIONS["practical"].called,
        max_length=LONGEST_PRACTICAL,
        required=False,
        help_text=_(
            "For instance captions, or a rota that changes in August. At most 200 characters, and you can leave it "
            "empty. Please write nothing about health, yours or anyone's: this is read by a coordinator."
        ),
    )


def _first_name_field() -> forms.Field:
    return LineField(
        label=QUESTIONS["first_name"].called,
        max_length=LONGEST,
        help_text=_("So that we know how to address you. We don't ask for your last name."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Enter your first name.")},
    )


def _email_field() -> forms.Field:
    return forms.EmailField(
        label=QUESTIONS["email"].called,
        max_length=254,
        help_text=_("Your work address if you have one. We send one email there, with a link that you confirm."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your email address."),
            "invalid": _("This is not an email address. It should look like name@example.org."),
        },
    )


def _specialty_field() -> forms.Field:
    return SpecialtyField(
        required=True, empty_label=_("Choose"), error_messages={"required": _("Choose your specialty.")}
    )


WRITTEN = {
    "practical": _practical_field,
    "first_name": _first_name_field,
    "email": _email_field,
    "specialty": _specialty_field,
}


class OfferForm(forms.Form):
    group = forms.ModelChoiceField(
        PeerGroup.objects.none(),
        label=_("Group"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose a group."), "invalid_choice": _("This group takes nobody now.")},
    )

    def __init__(self, data: Any = None, *, groups: Any) -> None:
        super().__init__(data)
        cast("Any", self.fields["group"]).queryset = groups


class HandOnForm(forms.Form):
    to = forms.ModelChoiceField(
        Programme.objects.none(),
        label=_("Programme"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose a programme."), "invalid_choice": _("Choose one of these programmes.")},
    )

    def __init__(self, data: Any = None, *, programmes: Any) -> None:
        super().__init__(data)
        cast("Any", self.fields["to"]).queryset = programmes


class SetUpForm(forms.Form):
    """A new group for several who ask. They are told apart by what stands on the page: names stay sealed."""

    enquiries = forms.ModelMultipleChoiceField(
        Enquiry.objects.none(),
        label=_("Who it would be for"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who the group would be for.")},
    )
    code_name = LineField(
        label=_("Code name"), max_length=60, error_messages={"required": _("Enter a name for the group.")}
    )
    rhythm = LineField(label=_("When it would meet"), max_length=80, required=False)

    def __init__(self, data: Any = None, *, enquiries: Any) -> None:
        super().__init__(data)
        field = cast("Any", self.fields["enquiries"])
        field.queryset, field.label_from_instance = enquiries, in_a_line


def in_a_line(enquiry: Enquiry) -> str:
    """ "Join a group, asked 3 November 2026: Weekdays around lunch"."""
    words = {"intent": enquiry.get_intent_display(), "day": f"{enquiry.sent_at:%-d %B %Y}"}
    asked = _("%(intent)s, asked %(day)s") % words
    return f"{asked}: {', '.join(enquiry.times_in_words)}" if enquiry.times else asked
