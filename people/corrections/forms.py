"""What a coordinator puts right about somebody."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from people.forms import NameForm, SpecialtyField
from people.models import Appointment, Membership, Role


class CorrectForm(NameForm):
    specialty = SpecialtyField(
        required=False,
        empty_label=_("none recorded"),
        help_text=_("From today on. A certificate shows the one that is right on its day."),
    )

    def __init__(self, data: Any = None, *, appointment: Appointment, membership: Membership | None) -> None:
        """Facilitators alone have a specialty. It can be changed, not taken away."""
        person = appointment.person
        initial = {
            "first_name": person.first_name,
            "last_name": person.last_name,
            "specialty": membership.specialty_id if membership else None,
        }
        super().__init__(data, initial=initial)
        for name in ("first_name", "last_name"):
            # Else the browser offers the coordinator's own.
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if appointment.role != Role.FACILITATOR:
            del self.fields["specialty"]
        elif membership:
            self.fields["specialty"].required = True
            self.fields["specialty"].empty_label = None  # type: ignore[attr-defined]  # a SpecialtyField
