"""The words that a course explains. Its texts point at them as [[word]]."""

from uuid import UUID

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified


class GlossaryTerm(Identified):
    """One word or short phrase of a course, and what it means there."""

    course_key = models.UUIDField(_("course"))
    term = models.CharField(_("word"), max_length=60, help_text=_("As you would say it within a sentence."))
    meaning = models.TextField(_("meaning"), max_length=400, help_text=_("Two plain sentences at most."))

    class Meta:
        verbose_name = _("explained word")
        verbose_name_plural = _("explained words")
        ordering = [Lower("term")]
        constraints = [
            models.UniqueConstraint(
                "course_key",
                Lower("term"),
                name="a_word_is_explained_once",
                violation_error_message=_("This word is explained already. Change it in the list."),
            )
        ]

    def __str__(self) -> str:
        return self.term


def terms_of(course_key: UUID | None) -> dict[str, GlossaryTerm]:
    """By the word in small letters; those of every course where it is not known. One query."""
    terms = GlossaryTerm.objects.all() if course_key is None else GlossaryTerm.objects.filter(course_key=course_key)
    return {term.term.lower(): term for term in terms}
