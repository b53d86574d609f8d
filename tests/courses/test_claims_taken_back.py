"""Modules once came with an author and a clinical lead whom nobody had named: an update takes that back."""

import importlib

from django.apps import apps
from wagtail.models import Revision

from courses.models import ModulePage
from tests.courses.world import World

migration = importlib.import_module("courses.migrations.0005_take_back_what_nobody_did")


def store(module: ModulePage, **facts: str) -> Revision:
    """A revision as an earlier version saved it."""
    revision = module.save_revision()
    revision.content |= facts
    revision.save()
    return revision


def kept(revision: Revision) -> dict[str, str]:
    revision.refresh_from_db()
    return {name: revision.content[name] for name in ("written_by", "clinical_lead") if name in revision.content}


def test_what_came_with_the_files_leaves_revisions_and_edits_stay(world: World):
    before = store(world.role, **migration.CLAIMED)
    half = store(world.risk, written_by=migration.CLAIMED["written_by"], clinical_lead="Dr Rhian Price")
    migration.take_back(apps, None)
    assert (kept(before), kept(half)) == ({}, {"clinical_lead": "Dr Rhian Price"})


def test_a_revision_that_was_put_right_can_still_be_published(world: World):
    revision = store(world.risk, summary="As it was", **migration.CLAIMED)
    migration.take_back(apps, None)
    revision.refresh_from_db()
    revision.publish()
    assert ModulePage.objects.get(pk=world.risk.pk).summary == "As it was"
