"""What a plan says, and the version that its writer saw."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day
from foundation.fields import DayField
from people.models import Programme
from people.plans.models import LONGEST, PlanText, ProgrammePlan

FURTHEST = timedelta(days=366)


def box(label: Any, hint: Any, missing: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
    )


class PlanForm(forms.Form):
    order_of_calls = box(
        _("Who to ring, in which order?"),
        _(
            "Roles, and numbers that are answered. First 999 if someone is in danger; then for "
            "instance the supervisor, the governance lead, the host's on-call psychiatrist."
        ),
        _("Write who to ring first, and who next."),
    )
    emergency_contacts = box(
        _("Where are a group's emergency contacts kept?"),
        _(
            "Who has the members' numbers, and how a facilitator gets them during a session. "
            "Leave out members' names and numbers."
        ),
        _("Write where the contacts are kept, and how a facilitator gets them."),
    )
    on_call = box(
        _("Who is on call, and when?"),
        _("On weekdays, in the evening, at night and at weekends."),
        _("Write who is on call. If there are hours when no one is, write that."),
    )
    review_on = DayField(label=_("Review it on"), help_text=_("Within a year from now."))
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, plan: ProgrammePlan | None, programme: Programme, now: datetime) -> None:
        told = {"seen": plan.pk if plan else None}
        for name in ("order_of_calls", "emergency_contacts", "on_call", "review_on"):
            told[name] = getattr(plan, name, None)
        super().__init__(data, initial=told)
        self.today = local_day(now, programme.zone)

    def clean_review_on(self) -> Any:
        day = self.cleaned_data["review_on"]
        if not self.today < day <= self.today + FURTHEST:
            raise forms.ValidationError(_("Enter a day after today and within a year."))
        return day

    def said(self) -> PlanText:
        told = self.cleaned_data
        return PlanText(told["order_of_calls"], told["emergency_contacts"], told["on_call"], told["review_on"])
