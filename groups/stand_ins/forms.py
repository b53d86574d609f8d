"""Being alone at a session: why, and whom one can reach."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from groups.stand_ins.models import WhyAlone


class AloneForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why you are alone"),
        widget=forms.RadioSelect,
        choices=[(item.value, capfirst(str(item.label))) for item in WhyAlone],
        error_messages={"required": _("Choose a reason."), "invalid_choice": _("Choose one of these.")},
    )
    on_call_reached = forms.BooleanField(
        label=_("I reached the person on call, and they know when the session is"),
        help_text=_("Their name is not kept here."),
        error_messages={"required": _("Ring the person on call first. If you reach nobody, cancel the session.")},
    )
