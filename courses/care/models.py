"""How those who began a course together got on: figures of ten people or more, written once and never again.

Nothing in a row is about one person: it holds what may be shown, not what that was made from (`courses.care.figures`).
"""

from django.db import models


class CohortFigures(models.Model):
    """Of the people who began a course from one quarter to another, as it was when the quarter after had ended too.

    `steps`: a list of what `courses.care.figures` says of each step. `people` is rounded.
    """

    course_key = models.UUIDField()
    course_title = models.CharField(max_length=255)
    # The first day of the first quarter, and the first day of the last month of the last one.
    first_day = models.DateField()
    last_month = models.DateField()
    people = models.PositiveIntegerField()
    steps = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course_key", "first_day"], name="figures_of_a_cohort_once")]

    def __str__(self) -> str:
        return f"{self.course_title} from {self.first_day}"
