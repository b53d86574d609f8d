"""The editors' form: a word, what it means, and of which course."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.glossary.models import GlossaryTerm
from courses.models import CoursePage


class GlossaryTermForm(WagtailAdminModelForm):
    course_key = forms.ChoiceField(label=_("Course"))

    class Meta:
        model = GlossaryTerm
        fields = ["term", "meaning", "course_key"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = [(str(page.translation_key), page.title) for page in CoursePage.objects.order_by("path")]
        self.fields["course_key"].choices = courses
        if len(courses) == 1:
            self.fields["course_key"].widget = forms.HiddenInput()
            self.fields["course_key"].initial = courses[0][0]
