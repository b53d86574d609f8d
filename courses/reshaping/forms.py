"""What an editor says of a split or a merge. The values travel in the address until it is confirmed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.models import LONGEST, SHORTEST, StepPage
from courses.reshaping.bodies import listed
from courses.reshaping.queries import newest
from foundation.lines import LineField

LONGEST_NOTE = StepPage._meta.get_field("change_note").max_length
LONGEST_TITLE = StepPage._meta.get_field("title").max_length


def minutes_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=SHORTEST, max_value=LONGEST)


class SplitForm(forms.Form):
    at = forms.ChoiceField(label=_("The second step begins with"), widget=forms.RadioSelect)
    title = LineField(label=_("Title of the second step"), max_length=LONGEST_TITLE)
    first_minutes = minutes_field(_("Minutes of the first step"))
    second_minutes = minutes_field(_("Minutes of the second step"))

    def __init__(self, step: StepPage, data: Any = None) -> None:
        source = newest(step)
        half = max(SHORTEST, source.minutes // 2)
        started = {"first_minutes": half, "second_minutes": max(SHORTEST, source.minutes - half)}
        super().__init__(data, initial=started)
        self.blocks = listed(source.body)
        # The first block begins the first step.
        at: Any = self.fields["at"]
        at.choices = [(block.id, str(block)) for block in self.blocks[1:]]

    def halves(self) -> tuple[list[Any], list[Any]]:
        """The blocks of each, as its editor finds them again."""
        at = next(place for place, block in enumerate(self.blocks) if block.id == self.cleaned_data["at"])
        return self.blocks[:at], self.blocks[at:]


class MergeForm(forms.Form):
    pair = forms.ChoiceField(label=_("Which two"), widget=forms.RadioSelect)
    title = LineField(label=_("Title of the one step"), max_length=LONGEST_TITLE)
    note = LineField(
        label=_("What changed, in one line"),
        max_length=LONGEST_NOTE,
        help_text=_("Read by people who had finished one of the two."),
    )

    def __init__(self, pairs: list[tuple[StepPage, StepPage]], data: Any = None) -> None:
        self.pairs = {str(stays.pk): (stays, goes) for stays, goes in pairs}
        stays, goes = pairs[-1]
        note = gettext("“%(title)s” is now part of this step") % {"title": goes.title}
        super().__init__(data, initial={"title": stays.title, "note": note[:LONGEST_NOTE], "pair": str(stays.pk)})
        said = gettext("“%(first)s”, then “%(second)s”")
        pair: Any = self.fields["pair"]
        pair.choices = [
            (key, said % {"first": first.title, "second": second.title}) for key, (first, second) in self.pairs.items()
        ]

    @property
    def chosen_pair(self) -> tuple[StepPage, StepPage]:
        return self.pairs[self.cleaned_data["pair"]]
