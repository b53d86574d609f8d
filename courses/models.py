"""Courses as pages that editors write. What learners do hangs on rows of its own (`courses.progress.models`)."""

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page
from wagtail.search import index

from courses import reviewing
from courses.addresses import address_of
from courses.blocks import BodyField, StepBlocks
from courses.boosters.models import BoosterAnswer, BoosterSet  # noqa: F401 -- two of the app's tables
from courses.care.models import CohortFigures  # noqa: F401 -- one of the app's tables
from courses.cases.models import CaseMoment  # noqa: F401 -- one of the app's tables
from courses.confidence.models import ConfidenceSheet  # noqa: F401 -- one of the app's tables
from courses.editing import ModulePageForm, StepPageForm
from courses.editing_panels import Consequences, WordsTheyWillRead
from courses.enrolment.models import Cohort, CohortPlace  # noqa: F401 -- two of the app's tables
from courses.glossary.models import GlossaryTerm  # noqa: F401 -- one of the app's tables
from courses.handouts.models import Handout  # noqa: F401 -- one of the app's tables
from courses.media.models import Recording  # noqa: F401 -- the same
from courses.own.models import Bookmark, Note  # noqa: F401 -- the same
from courses.practice.models import PracticeDay, PracticePlace, PracticeRecord, PracticeRule  # noqa: F401 -- the same
from courses.practice.observing.models import ObservedPractice, Shadowing  # noqa: F401 -- the same
from courses.problems.models import ProblemReport  # noqa: F401 -- the same
from courses.progress.models import Enrolment
from courses.refresher.models import Refresher, RefresherPause  # noqa: F401 -- the same
from courses.reshaping.doors import refuse_out_of_turn
from courses.reshaping.models import Reshaping  # noqa: F401 -- one of the app's tables
from courses.rounds.models import RedoRound  # noqa: F401 -- one of the app's tables
from courses.signing import doors
from courses.signing.document import lines_of_step
from courses.signing.models import ClinicalSignOff  # noqa: F401 -- one of the app's tables
from courses.turn_maps import TurnMaps
from courses.xapi.models import XapiClient  # noqa: F401 -- one of the app's tables
from foundation.fixed_pages import FixedPage
from foundation.registry import Registry

SHORTEST, LONGEST = 3, 8
# What Wagtail writes when it saves a draft, locks a page or schedules it: nothing that a learner sees.
NOBODY_READS = frozenset(
    {
        "comments",
        "wagtail_admin_comments",
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "has_unpublished_changes",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
    }
)
# "live" and "draft": filled at start-up by `courses.previews`, since drawing asks for all that is above the models.
pages_drawn: Registry[Callable[[Any, Any], HttpResponseBase]] = Registry("how a page of a course is drawn")


class LearningPage(Page):
    """What the pages of a course share: an address under /courses/, and one way to be drawn."""

    # How many parts of the tree's address are ours: 1 for a course, 2 for a module, 3 for a step.
    address_parts: ClassVar[int] = 0
    # Learners' views do not ask for passwords, so the editor does not offer them.
    private_page_options: ClassVar[list[str]] = []
    # Editors see what is below in the order in which learners meet it, and drag it into another.
    admin_default_ordering: ClassVar[str] = "ord"
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
        sites = self._get_relevant_site_root_paths(request)
        if not sites or not self.url_path:
            return None
        return sites[0].site_id, sites[0].root_url, address_of(**self.address())

    def serve(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Should Wagtail's own routing ever be mounted: the same view, behind the same door."""
        return pages_drawn["live"](request, self)

    def serve_preview(self, request: HttpRequest, _mode_name: str) -> HttpResponseBase:
        return pages_drawn["draft"](request, self)


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
    version_label = models.CharField(_("version"), max_length=40, blank=True)
    review_by = models.DateField(_("review by"), null=True, blank=True)

    address_parts = 2
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("outcomes"),
        FieldPanel("gates_authorisation"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("version_label", "review_by")], heading=_("Its version, and until when")
        ),
        MultiFieldPanel([Consequences()], heading=_("Before you publish")),
    ]
    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = ["courses.StepPage"]
    base_form_class = ModulePageForm

    class Meta:
        verbose_name = _("module")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Every way to go live ends here. Raises NotReady, NotSigned."""
        fields = kwargs.get("update_fields")
        if self.live and (fields is None or not set(fields) <= NOBODY_READS):
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
    one_press = models.BooleanField(
        _("one button at the end"),
        default=False,
        help_text=_(
            "One press saves all that is answered on the page, says what is right, and finishes the step. Not for a "
            "scenario or a conversation: these open bit by bit."
        ),
    )
    body = BodyField(StepBlocks(), verbose_name=_("body"), collapsed=False)
    content_version = models.PositiveIntegerField(default=1, editable=False)
    redo_from_version = models.PositiveIntegerField(default=0, editable=False)
    redo_by = models.DateField(
        _("do it again by"), null=True, blank=True, help_text=_("Empty: four weeks after you publish it.")
    )
    change_note = models.CharField(
        _("what changed, in one line"),
        max_length=160,
        blank=True,
        help_text=_("Read by people who had finished, where you tell them or ask them to do it again."),
    )

    address_parts = 3
    # Nobody has finished the copy: nothing of it is news, and nothing is to be done again.
    exclude_fields_in_copy: ClassVar[list[str]] = [
        *LearningPage.exclude_fields_in_copy,
        "content_version",
        "redo_from_version",
        "redo_by",
        "change_note",
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *Page.search_fields,
        index.SearchField("body"),
        # The admin's search asks this part of the index alone, and learners' search never does (`courses.searching`).
        index.AutocompleteField("words_for_editors"),
    ]
    base_form_class = StepPageForm
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("minutes", "required", "distressing", "one_press")],
            heading=_("About this step"),
        ),
        FieldPanel("body"),
        TurnMaps(heading=_("Maps of the conversations, as they were saved last")),
        MultiFieldPanel(
            [
                Consequences(),
                FieldPanel("telling"),
                FieldPanel("change_note"),
                WordsTheyWillRead(),
                FieldPanel("redo_by"),
                FieldPanel("redo_confirmed"),
            ],
            heading=_("Before you publish"),
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("step")

    def words_for_editors(self) -> str:
        """Every word of the newest draft, answers and reasons included."""
        return " ".join(line.text for line in lines_of_step(self.get_latest_revision_as_object()))

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Every way to go live, to be taken down, or to count no more ends here.

        Raises NotReady, NotSigned, OutOfTurn.
        """
        fields = kwargs.get("update_fields")
        if self.alias_of_id:
            # It follows another page, so nobody would see it become a debt.
            self.required = False
        if self.live and (fields is None or not set(fields) <= NOBODY_READS):
            refuse_out_of_turn(self)
            doors.refuse_unsigned(doors.why_step_waits(self, self.get_parent().specific))
        asked = self.pk and (fields is None or {"live", "required", "expire_at"} & set(fields))
        if asked and not (self.live and self.required and self.expire_at is None):
            reviewing.refuse_to_empty_a_gate([self])
        return super().save(*args, **kwargs)


class ContentGeneration(models.Model):
    """One row that changes whenever anything changes that a learner's page is made of (`courses.generation`)."""

    mark = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.mark)
