"""Courses as pages that editors write, and learners' progress as plain rows that no page can take with it."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page

from confidential.models import SealedRecord
from courses import reviewing
from courses.blocks import BodyField, StepBlocks
from courses.confidence.models import ConfidenceSheet  # noqa: F401 -- one of the app's tables
from courses.editing import StepPageForm
from courses.handouts.models import Handout  # noqa: F401 -- one of the app's tables
from foundation.fixed_pages import FixedPage
from people.models import User

SHORTEST, LONGEST = 3, 8


class LearningPage(Page):
    """What the pages of a course share: an address under /courses/, and one way to be drawn."""

    # How many parts of the tree's address are ours: 1 for a course, 2 for a module, 3 for a step.
    address_parts: ClassVar[int] = 0
    # Learners' views do not ask for passwords, so the editor does not offer them.
    private_page_options: ClassVar[list[str]] = []
    # A copy is a new page: what was planned for the other is not planned for it.
    exclude_fields_in_copy: ClassVar[list[str]] = ["go_live_at", "expire_at", "expired"]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """A new slug, and the way from the old address, are one change: Wagtail by itself makes it only afterwards."""
        from wagtail.contrib.redirects.signal_handlers import (  # noqa: PLC0415 -- it asks for all models at once
            autocreate_redirects_on_slug_change,
        )

        fields = kwargs.get("update_fields")
        stood = type(self).objects.filter(pk=self.pk).first() if fields is None or "slug" in fields else None
        with transaction.atomic():
            saved = super().save(*args, **kwargs)
            if stood and stood.slug != self.slug:
                autocreate_redirects_on_slug_change(instance_before=stood, instance=self)
        return saved

    def address(self) -> dict[str, str]:
        """The arguments of the route that shows this page."""
        slugs = self.url_path.strip("/").split("/")[-self.address_parts :]
        return dict(zip(("course", "module", "step"), slugs, strict=False))

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        from courses.addresses import address_of  # noqa: PLC0415 -- routes name views, which import models

        sites = self._get_relevant_site_root_paths(request)
        if not sites or not self.url_path:
            return None
        return sites[0].site_id, sites[0].root_url, address_of(**self.address())

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Should Wagtail's own routing ever be mounted: the same view, behind the same door."""
        from courses.previews import serve_page  # noqa: PLC0415 -- it draws what this file defines

        return serve_page(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        from courses.previews import preview_page  # noqa: PLC0415 -- it draws what this file defines

        return preview_page(request, self)


class CoursePage(FixedPage, LearningPage):
    summary = models.TextField(_("summary"))
    for_whom = models.TextField(_("who it is for"), blank=True)

    address_parts = 1
    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("summary"), FieldPanel("for_whom")]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["courses.ModulePage"]

    def why_it_stays(self) -> str | Promise | None:
        if Enrolment.objects.filter(course_key=self.translation_key).exists():
            return _(
                "People have begun this course: it stays live, at this address. Unpublish a module or a step that "
                "should go, or write a new course beside this one."
            )
        return None

    class Meta:
        verbose_name = _("course")


class ModulePage(LearningPage):
    summary = models.TextField(_("summary"))
    outcomes = models.TextField(_("what they will be able to do"), blank=True, help_text=_("One on each line."))
    gates_authorisation = models.BooleanField(_("must be finished before a person may be authorised"), default=False)
    reviewed_by = models.CharField(_("reviewed by"), max_length=100, blank=True, help_text=_("Their name."))
    reviewer_post = models.CharField(
        _("post"), max_length=160, blank=True, help_text=_("For example: consultant psychiatrist, and where.")
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    version_label = models.CharField(_("version"), max_length=40, blank=True)
    review_by = models.DateField(_("review by"), null=True, blank=True)

    address_parts = 2
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("outcomes"),
        FieldPanel("gates_authorisation"),
        MultiFieldPanel(
            [FieldPanel(name) for name in reviewing.FIELDS],
            heading=_("A clinician's review"),
            help_text=_(
                "For a review that has taken place: the clinician read all of this module as it is. "
                "Fill in all three. Until then learners see “Draft, not yet reviewed by a "
                "clinician”, and a module that gates authorisation stays a draft."
            ),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("version_label", "review_by")], heading=_("Its version, and until when")
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = ["courses.StepPage"]
    base_form_class = reviewing.ModulePageForm
    # Whoever reviewed the original has not read what becomes of the copy.
    exclude_fields_in_copy: ClassVar[list[str]] = [*LearningPage.exclude_fields_in_copy, *reviewing.FIELDS]

    class Meta:
        verbose_name = _("module")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Every way to go live ends here. Raises NotReady."""
        fields = kwargs.get("update_fields")
        if self.live and (fields is None or {"live", "gates_authorisation"} & set(fields)):
            reviewing.refuse_unless_ready(self)
        return super().save(*args, **kwargs)


class StepPage(LearningPage):
    """What a learner completes. Its version numbers are wishes until it is published (`courses.editing`)."""

    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=4,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
        help_text=_("3 to 8. A longer step is two steps."),
    )
    required = models.BooleanField(_("counts towards the module"), default=True)
    distressing = models.BooleanField(
        _("may distress"), default=False, help_text=_("Shows help for the reader at the top, before the step begins.")
    )
    body = BodyField(StepBlocks(), verbose_name=_("body"), collapsed=False)
    content_version = models.PositiveIntegerField(default=1, editable=False)
    redo_from_version = models.PositiveIntegerField(default=0, editable=False)
    change_note = models.CharField(
        _("what changed, in one line"),
        max_length=160,
        blank=True,
        help_text=_('Shown to people who had finished as "New since you finished".'),
    )

    address_parts = 3
    # Nobody has finished the copy: nothing of it is news, and nothing is to be done again.
    exclude_fields_in_copy: ClassVar[list[str]] = [
        *LearningPage.exclude_fields_in_copy,
        "content_version",
        "redo_from_version",
        "change_note",
    ]
    base_form_class = StepPageForm
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("minutes"), FieldPanel("required"), FieldPanel("distressing")], heading=_("About this step")
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("tell_learners", "change_note", "everyone_must_redo", "redo_confirmed")],
            heading=_("For people who had finished it"),
            help_text=_("For a typo leave this empty: no one is told, and everyone stays finished."),
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("step")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Every way to be taken down, or to count no more, ends here. Raises NotReady."""
        fields = kwargs.get("update_fields")
        asked = self.pk and (fields is None or {"live", "required", "expire_at"} & set(fields))
        if asked and not (self.live and self.required and self.expire_at is None):
            reviewing.refuse_to_empty_a_gate([self])
        return super().save(*args, **kwargs)


class ContentGeneration(models.Model):
    """One row that changes whenever anything changes that a learner's page is made of (`courses.generation`)."""

    mark = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.mark)


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
    # [[version, note], ...]: what learners were told, oldest first.
    changes = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.title


class OwnQuerySet(models.QuerySet[Any]):
    """Rows of one learner, seen by that learner alone."""

    def visible_to(self, user: User, now: datetime) -> Self:
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

    `passed` never goes back. `chosen` has one shape for each kind (`courses.exercises`); it never holds words.
    """

    step = models.ForeignKey(LearningStep, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="check_answers")
    block_id = models.UUIDField()
    kind = models.CharField(max_length=12)
    chosen = models.JSONField()
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
