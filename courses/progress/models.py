"""What is a learner's: plain rows that no page can take with it. They hang on LearningSteps, which outlive pages."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F

from confidential.models import SealedRecord
from people.models import User


class LearningStep(models.Model):
    """What learners' rows point to: a step, by its page's translation key. It outlives revisions and the page."""

    id = models.UUIDField(primary_key=True, editable=False)
    title = models.CharField(max_length=255)
    module_key = models.UUIDField(db_index=True)
    module_title = models.CharField(max_length=255)
    required = models.BooleanField(default=True)
    minutes = models.PositiveSmallIntegerField()
    # Whether the page is published; a deleted page leaves this false.
    live = models.BooleanField(default=False)
    content_version = models.PositiveIntegerField(default=1)
    # Completions of an older version no longer count.
    redo_from_version = models.PositiveIntegerField(default=0)
    # By when learners are asked to have done it again; none where nobody is asked.
    redo_by = models.DateField(null=True)
    # [[version, note], ...]: what learners were told, oldest first.
    changes = models.JSONField(default=list)
    # Of its words as learners have them (`courses.signing.document`); empty for what was published before it was kept.
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.title


class OwnQuerySet(models.QuerySet[Any]):
    """Rows of one learner, seen by that learner alone."""

    def visible_to(self, user: User, _now: datetime) -> Self:
        return self.filter(person=user)


class Enrolment(models.Model):
    """Somebody began a course: their first answer or finished step in it."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="enrolments")
    course_key = models.UUIDField()
    course_title = models.CharField(max_length=255)
    started_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "course_key"], name="enrolled_once")]

    def __str__(self) -> str:
        return f"{self.person} in {self.course_title}"


class StepCompletionQuerySet(OwnQuerySet):
    def counting(self) -> Self:
        """Those that no "everyone must redo this step" has taken back."""
        return self.filter(content_version__gte=F("step__redo_from_version"))


class StepCompletion(models.Model):
    """Somebody finished a step, as it stood at a version. It only moves forward; the database refuses the rest."""

    step = models.ForeignKey(LearningStep, on_delete=models.PROTECT, related_name="completions")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="step_completions")
    content_version = models.PositiveIntegerField()
    completed_at = models.DateTimeField()

    step_id: UUID
    objects = StepCompletionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "person"], name="a_step_is_finished_once")]

    def __str__(self) -> str:
        return f"{self.person} finished {self.step}"


class ModuleCompletion(models.Model):
    """Somebody finished every required step that a module had. A step added later is news, not a debt."""

    module_key = models.UUIDField()
    module_title = models.CharField(max_length=255)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="module_completions")
    completed_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["module_key", "person"], name="a_module_is_finished_once")]

    def __str__(self) -> str:
        return f"{self.person} finished {self.module_title}"


class CheckAnswer(models.Model):
    """What somebody last chose in one exercise, how often they tried, and the question as it was asked.

    `passed` never goes back. `chosen` has one shape for each kind (`courses/exercises/`); it never holds words.
    """

    step = models.ForeignKey(LearningStep, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="check_answers")
    block_id = models.UUIDField()
    kind = models.CharField(max_length=12)
    chosen = models.JSONField()
    # What they chose at the first try; None of answers from before it was kept, and of what is only begun.
    first_chosen = models.JSONField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    passed = models.BooleanField(default=False)
    content_version = models.PositiveIntegerField()
    question = models.JSONField()
    question_hash = models.CharField(max_length=64)
    answered_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "person", "block_id"], name="one_answer_to_an_exercise")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.step}"


class Reflection(SealedRecord):
    """Somebody's private words at one prompt: a reflection, or their own line in a scenario. Nobody else opens it."""

    step = models.ForeignKey(LearningStep, on_delete=models.PROTECT, related_name="reflections")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reflections")
    block_id = models.UUIDField()
    prompt = models.TextField()
    prompt_hash = models.CharField(max_length=64)
    # "I have thought about it and would rather not write."
    declined = models.BooleanField(default=False)
    content_version = models.PositiveIntegerField()
    started_at = models.DateTimeField()

    person_id: UUID
    step_id: UUID
    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "person", "block_id"], name="one_reflection_at_a_prompt")
        ]

    def __str__(self) -> str:
        return f"reflection in {self.step}"

    @property
    def writer_id(self) -> UUID:
        return self.person_id
