"""Planning a cohort, and changing it."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy

from courses.enrolment.models import LONGEST_NAME
from courses.enrolment.services import CohortPlan
from courses.outline import OutlineCourse
from foundation.fields import DayField
from foundation.lines import LineField


class CohortForm(forms.Form):
    name = LineField(
        label=gettext_lazy("Name"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("For instance “Autumn 2026”. People see it beside the course."),
        error_messages={"required": gettext_lazy("Write a name.")},
    )
    starts_on = DayField(label=gettext_lazy("Start"))
    due_on = DayField(
        label=gettext_lazy("Due"),
        help_text=gettext_lazy("The day by which people are asked to finish. The course stays open after it."),
    )
    takes_people = forms.BooleanField(
        label=gettext_lazy("People can enrol"), required=False, initial=True, widget=forms.CheckboxInput
    )

    def plan(self) -> CohortPlan:
        names = ("name", "starts_on", "due_on", "takes_people")
        return CohortPlan(**{name: self.cleaned_data[name] for name in names})


class NewCohortForm(CohortForm):
    course = forms.ChoiceField(
        label=gettext_lazy("Course"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose a course.")),
    )
    field_order = ("course",)

    def __init__(self, data: Any, courses: Sequence[OutlineCourse]) -> None:
        self.courses = {str(course.key): course for course in courses}
        super().__init__(data, initial={"course": next(iter(self.courses), None)})
        field = cast("forms.ChoiceField", self.fields["course"])
        field.choices = [(key, course.title) for key, course in self.courses.items()]

    def course_chosen(self) -> OutlineCourse:
        return self.courses[self.cleaned_data["course"]]
