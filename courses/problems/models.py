"""Problems with a page that learners report to content editors: about the text, never about people."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.progress.models import LearningStep
from foundation.models import Identified
from people.models import User

LONGEST = 300


class ProblemReportQuerySet(models.QuerySet["ProblemReport"]):
    def visible_to(self, user: User, _now: datetime) -> Self:
        """One's own, for "my data". Editors have the list in the admin, without names."""
        return self.filter(person=user)

    def waiting(self) -> Self:
        return self.filter(settled_at=None)


class ProblemReport(Identified):
    """What is wrong with a step, as it was when somebody read it. `revision_id` is the page's published revision then.

    The text is for editors to read, and the form says so: it is no confidential text.
    """

    step = models.ForeignKey(LearningStep, on_delete=models.PROTECT, related_name="problem_reports")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="problem_reports")
    revision_id = models.PositiveIntegerField(null=True)
    text = models.TextField(_("what is wrong"), max_length=LONGEST)
    sent_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    step_id: UUID
    objects = ProblemReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported problem")
        indexes = [models.Index(fields=["settled_at", "sent_at"], name="problems_that_wait")]

    def __str__(self) -> str:
        return f"problem with {self.step}"
