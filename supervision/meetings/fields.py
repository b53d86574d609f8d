"""A question that several forms ask of a time."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AllTheSame(forms.BooleanField):
    """Asked only where a time lies inside one's leave, or something else is planned then: nothing is lost meanwhile."""

    only_if_asked = True

    def __init__(self) -> None:
        super().__init__(label=_("Plan it all the same"), required=False)
