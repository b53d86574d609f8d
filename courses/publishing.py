"""What a change of pages does to learners: their steps are brought up to date, and nothing that was built stays.

Wired to Wagtail's and Django's signals in `courses.apps`. Saving a draft changes nothing here.
"""

from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move, pre_page_move

from courses.cases.models import CaseMoment
from courses.generation import raise_generation
from courses.glossary.models import GlossaryTerm
from courses.handouts.models import Handout
from courses.media.models import Recording
from courses.models import NOBODY_READS, CoursePage, LearningPage, ModulePage, StepPage
from courses.pictures.blocks import PHOTOGRAPH, PICTURE
from courses.pictures.renditions import sized
from courses.progress.models import LearningStep
from courses.redoing import ask_again
from courses.reshaping.doors import waits_for_its_first_half
from courses.reshaping.leading import lead_along
from courses.signing.doors import refuse_unsigned, step_digest, why_not_moved
from directory.models import HelpService
from foundation import fixed_pages


def connect() -> None:
    for page_model in (CoursePage, ModulePage, StepPage):
        post_save.connect(page_saved, sender=page_model, dispatch_uid=f"courses.saved.{page_model.__name__}")
        post_delete.connect(page_deleted, sender=page_model, dispatch_uid=f"courses.deleted.{page_model.__name__}")
    fixed_pages.connect(CoursePage, rows_outlive_it=True)
    pre_page_move.connect(page_moves, dispatch_uid="courses.moves")
    post_page_move.connect(page_moved, dispatch_uid="courses.moved")
    # A page above the courses may be taken down too: a module in a tree that is not live is not served.
    for signal in (page_published, page_unpublished):
        signal.connect(raise_generation, dispatch_uid="courses.generation")
    page_published.connect(make_photographs_ready, sender=StepPage, dispatch_uid="courses.photographs")
    # A page that is gone is no longer linked to, whatever kind it was.
    post_delete.connect(raise_generation, sender=Page, dispatch_uid="courses.generation.Page")
    for model in (HelpService, CaseMoment, Handout, Recording, GlossaryTerm, get_image_model(), *_settings()):
        for signal in (post_save, post_delete):
            signal.connect(raise_generation, sender=model, dispatch_uid=f"courses.generation.{model.__name__}")


def _settings() -> list[type[Any]]:
    """Every site setting, the brand among them, without knowing the apps above by name."""
    return [model for model in apps.get_models() if issubclass(model, AbstractSetting)]


def page_saved(instance: LearningPage, update_fields: frozenset[str] | None = None, **_signal: Any) -> None:
    """A page went live, changed or was taken down; or only its draft was saved, which is nobody's business."""
    if update_fields is not None and update_fields <= NOBODY_READS:
        return
    record_steps(instance)
    if isinstance(instance, StepPage) and instance.live:
        LearningStep.objects.filter(pk=instance.translation_key).update(digest=step_digest(instance))
        lead_along(instance)
    raise_generation()


def make_photographs_ready(instance: StepPage, **_signal: Any) -> None:
    """The sizes that readers will ask for, so that none of them waits."""
    for child in instance.body:
        if child.block_type == PHOTOGRAPH and child.value[PICTURE]:
            sized(child.value[PICTURE], child.value["shape"])


def page_deleted(instance: LearningPage, **_signal: Any) -> None:
    """The page is gone; what learners did in it is not."""
    LearningStep.objects.filter(pk=instance.translation_key).update(live=False)
    raise_generation()


def page_moves(instance: Page, parent_page_before: Page, parent_page_after: Page, **_signal: Any) -> None:
    """Whatever has it moved. Raises NotSigned where it would be shown beside what was approved without it."""
    step, module = instance.specific, parent_page_after.specific
    if isinstance(step, StepPage) and isinstance(module, ModulePage) and parent_page_before.pk != module.pk:
        refuse_unsigned(why_not_moved(step, module))


def page_moved(instance: Page, **_signal: Any) -> None:
    record_steps(instance)
    raise_generation()


def record_steps(page: Page) -> None:
    """Bring the LearningSteps at or below `page` up to date with their published pages."""
    for step in StepPage.objects.descendant_of(page, inclusive=True).defer("body"):
        record_step(step)


@transaction.atomic
def record_step(page: StepPage) -> None:
    """What learners' rows know of this step. Its versions only ever rise."""
    step = LearningStep.objects.select_for_update().filter(pk=page.translation_key).first()
    if not page.live:
        if step:
            step.live = False
            step.save(update_fields=["live"])
        return
    if step is None and waits_for_its_first_half(page):
        return
    module = page.get_parent()
    step = step or LearningStep(pk=page.translation_key, content_version=page.content_version)
    if page.content_version > step.content_version:
        # With a version of its own: an old draft, published again, asks nobody again.
        if page.redo_from_version > step.content_version:
            ask_again(step, page)
        step.content_version = page.content_version
        step.changes = [*step.changes, [page.content_version, page.change_note]]
    step.title, step.minutes, step.required, step.live = page.title, page.minutes, page.required, True
    step.module_key, step.module_title = module.translation_key, module.title
    step.save()
