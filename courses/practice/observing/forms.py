"""Who was there, where and when; the ten lines of an observed practice; the three of a learning sheet."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from confidential.forms import Part
from courses.practice.observing.services import Occasion
from foundation.fields import DayField
from groups.models import PeerGroup
from people.models import User

REHEARSAL = "rehearsal"
IN_YOUR_WORDS = _(
    "In your own words, for them to read. A moment helps more than a judgement. Leave out members' names."
)
LINES = (
    Part("frame", _("Time, place and agreement were held"), help_text=IN_YOUR_WORDS, rows=2),
    Part("safe", _("It was safe to speak, and safe to stay silent"), rows=2),
    Part("listening", _("Listening came before anything else"), rows=2),
    Part("fixing", _("The group stayed with the experience, away from fixing and teaching"), rows=2),
    Part("process", _("What the group did was noticed, and named lightly"), rows=2),
    Part("pair", _("The two of them shared the lead"), rows=2),
    Part("risk", _("Worry about someone was acted on, as fast as it needed"), rows=2),
    Part("inclusion", _("Everyone had a place, whatever their grade, race, faith or specialty"), rows=2),
    Part("own", _("They used their own reactions, and looked after themselves"), rows=2),
    Part("supervision", _("What to bring to supervision"), rows=2),
)
SHEET = (
    Part("moments", _("Three moments"), help_text=_("What you saw or heard. Leave out names."), rows=3),
    Part("instead", _("One thing I would have done"), rows=2),
    Part("felt", _("One thing I felt"), rows=2),
)
ANSWER = Part("answer", _("How do you see it?"), help_text=_("Send it when you are ready. You can leave it."), rows=4)


class OccasionForm(forms.Form):
    person = forms.ChoiceField(
        label=_("Who"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who it was."), "invalid_choice": _("Choose one of these.")},
    )
    where = forms.ChoiceField(
        label=_("Where"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it was."), "invalid_choice": _("Choose one of these.")},
    )
    local_date = DayField(label=_("Date"))
    group_agreed = forms.BooleanField(
        label=_("The group agreed to it, without the observer being there"),
        required=False,
        help_text=_("Its facilitators ask the group and tell you. A rehearsal group needs no tick and is as good."),
    )

    def __init__(self, data: Mapping[str, Any] | None, people: Sequence[User], groups: Sequence[PeerGroup]) -> None:
        super().__init__(data)
        self.people = {str(person.pk): person for person in people}
        self.groups = {str(group.pk): group for group in groups}
        person = cast("forms.ChoiceField", self.fields["person"])
        person.choices = [(pk, person.name) for pk, person in self.people.items()]
        where = cast("forms.ChoiceField", self.fields["where"])
        groups_named = [(pk, group.code_name) for pk, group in self.groups.items()]
        where.choices = [*groups_named, (REHEARSAL, _("a rehearsal group"))]

    def occasion(self) -> Occasion:
        cleaned = self.cleaned_data
        return Occasion(
            person=self.people[cleaned["person"]],
            local_date=cleaned["local_date"],
            group=self.groups.get(cleaned["where"]),
            group_agreed=cleaned["group_agreed"] and cleaned["where"] != REHEARSAL,
        )
