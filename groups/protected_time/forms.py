"""What a coordinator writes into the register, and how a director answers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.fields import DayField
from foundation.lines import LineField
from groups.protected_time.models import Form, ProtectedTime, Standing
from groups.protected_time.services import TimeFact
from people.models import User

HALF_A_YEAR, FURTHEST = timedelta(days=182), timedelta(days=3 * 366)
OF_EACH = {
    Standing.ASKED: _("Asked"),
    Standing.AGREED: _("Agreed"),
    Standing.DECLINED: _("Declined"),
    Standing.WITHDRAWN: _("Withdrawn"),
}
# What a director reads beside each.
ANSWERS = {
    Standing.AGREED: _("Agree, for the days below"),
    Standing.DECLINED: _("Decline"),
    Standing.WITHDRAWN: _("Take it back, from the first day below"),
}
FIRST = (Standing.ASKED, Standing.AGREED)
NO_END = (Standing.WITHDRAWN,)


class TimeForm(forms.Form):
    """A director sees what they decide: the answer, the days, how, and who covers the work."""

    standing = forms.ChoiceField(
        label=_("What happened?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
    )
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"), required=False, help_text=_("Usually the last day of a rotation."))
    form = forms.ChoiceField(label=_("How it is given"), choices=Form.choices, widget=forms.RadioSelect)
    slot = LineField(
        label=_("When"), max_length=80, required=False, help_text=_("For instance: Thursdays, 12:30 to 13:30.")
    )
    covered_by = LineField(label=_("Who covers the work"), max_length=120, required=False)
    director = forms.ChoiceField(
        label=_("With which training programme director?"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of these, or type a name below.")},
    )
    with_whom = LineField(
        label=_("Or with someone else"), max_length=120, required=False, help_text=_("Their name and post.")
    )
    evidence = LineField(
        label=_("Where this is written"), max_length=120, required=False, help_text=_("For instance: email of 3 May.")
    )
    next_step = LineField(label=_("What you will do next"), max_length=120, required=False)
    next_by = DayField(label=_("By when"), required=False)

    REGISTER_ONLY = ("director", "with_whom", "evidence", "next_step", "next_by")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        choices: Collection[Standing],
        directors: Sequence[User] | None,
        last: ProtectedTime | None,
        today: date,
    ) -> None:
        """Without `directors` it is a director's own answer."""
        super().__init__(data, initial=_as_before(last, today))
        words = ANSWERS if directors is None else OF_EACH
        cast("forms.ChoiceField", self.fields["standing"]).choices = [(key, words[key]) for key in choices]
        if Standing.WITHDRAWN in choices:
            self.fields["starts_on"].help_text = _("If you withdraw it: the first day without it.")
        self.directors = {str(person.pk): person for person in directors or ()}
        if directors is None:
            self.fields["standing"].label = _("What do you decide?")
            for name in self.REGISTER_ONLY:
                del self.fields[name]
        else:
            names = [(key, person.name) for key, person in self.directors.items()]
            cast("forms.ChoiceField", self.fields["director"]).choices = [("", _("Someone else")), *names]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if "standing" in told and "starts_on" in told:
            self._check_days(told)
        if self.directors_asked and not self.errors and not (told["director"] or told["with_whom"]):
            self.add_error("with_whom", _("Choose a training programme director, or type a name and a post."))
        return told

    @property
    def directors_asked(self) -> bool:
        return "director" in self.fields

    def _check_days(self, told: dict[str, Any]) -> None:
        ends_on = told.get("ends_on")
        if told["standing"] in NO_END or "ends_on" in self.errors:
            return
        if ends_on is None:
            self.add_error("ends_on", _("Enter the last day."))
        elif not told["starts_on"] <= ends_on <= told["starts_on"] + FURTHEST:
            self.add_error("ends_on", _("Enter a day after the first one, and within three years of it."))

    def said(self, answered_by: User | None = None) -> TimeFact:
        told = dict(self.cleaned_data)
        standing = Standing(told.pop("standing"))
        director = self.directors.get(told.pop("director", ""), answered_by)
        ends_on = None if standing in NO_END else told.pop("ends_on")
        told.pop("ends_on", None)
        told["form"] = Form(told["form"])
        if director:
            told["with_whom"] = ""
        return TimeFact(standing=standing, director=director, ends_on=ends_on, **told)


def _as_before(last: ProtectedTime | None, today: date) -> dict[str, Any]:
    """What was true of the fact before is most often true of the next."""
    if last is None:
        return {"starts_on": today, "ends_on": today + HALF_A_YEAR, "form": Form.TEACHING}
    kept = {name: getattr(last, name) for name in ("form", "slot", "covered_by", "with_whom", "evidence")}
    # Of what holds already, what comes next begins now.
    first = today if last.standing == Standing.AGREED else last.starts_on
    return kept | {"starts_on": first, "ends_on": last.ends_on, "director": last.director_id or ""}
