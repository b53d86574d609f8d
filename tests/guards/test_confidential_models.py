"""Confidential words live in SealedText alone, and nowhere near Wagtail's revisions, previews and search index.

Wagtail keeps the plain text of an encrypted field in all three (measured).
"""

from collections.abc import Iterator
from itertools import chain

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page, PreviewableMixin, RevisionMixin
from wagtail.search.index import Indexed
from wagtail.snippets.models import get_snippet_models

from confidential.models import KeptCopy, SealedRecord
from confidential.registry import SealedPolicy, sealed_models
from tests.guards.repository import APPS

OURS = [app.name for app in APPS]


def sealed_records(base: type[models.Model] = SealedRecord) -> Iterator[type[models.Model]]:
    for model in base.__subclasses__():
        if not model._meta.abstract:
            yield model
        yield from sealed_records(model)


def models_about_people() -> list[type[models.Model]]:
    """Whatever holds or surrounds somebody's words: none of it is an editor's business."""
    whole_apps = [apps.get_app_config(name).get_models() for name in ("confidential", "supervision", "delivery")]
    return sorted({*sealed_records(), *chain.from_iterable(whole_apps)}, key=lambda model: model._meta.label)


@pytest.mark.parametrize("model", sorted(sealed_records(), key=lambda m: m._meta.label), ids=lambda m: m._meta.label)
def test_every_sealed_record_says_who_may_open_it(model):
    assert model is KeptCopy or isinstance(sealed_models[model._meta.label], SealedPolicy)


@pytest.mark.parametrize("model", models_about_people(), ids=lambda model: model._meta.label)
def test_wagtail_and_djangos_admin_do_not_know_it(model):
    assert not issubclass(model, Page | RevisionMixin | PreviewableMixin | Indexed)
    edited = {viewset.model for viewset in viewsets.viewsets if isinstance(viewset, ModelViewSet)}
    assert model not in {*get_snippet_models(), *admin.site._registry, *edited}


# Every long or free-form column of ours that is not sealed, and why it may be read in the database.
PUBLISHED, FACTS, QUESTION = "published by an editor", "facts that a rule made, nobody's words", "an editor's question"
SIGNING = "what editor and clinical lead say of a text to be published"
OF_A_GROUP = "what a group agreed or is told, named by nobody, for all who see the group"
EVERYBODYS_PLAN = "the programme's plan, which everybody in it reads"
PLAIN: dict[str, str] = {
    "groups.GroupChange.after": OF_A_GROUP,
    "groups.GroupChange.before": OF_A_GROUP,
    "groups.PeerGroup.agreement": OF_A_GROUP,
    "groups.PeerGroup.word_for_participants": OF_A_GROUP,
    "certificates.Award.what_it_is_not": PUBLISHED,
    "certificates.Award.what_it_proves": PUBLISHED,
    "certificates.Certificate.facts": FACTS,
    "courses.BoosterAnswer.chosen": "the keys of the options that were ticked",
    "courses.BoosterAnswer.question": QUESTION,
    "courses.CaseMoment.listen_for": PUBLISHED,
    "courses.CaseMoment.moment": PUBLISHED,
    "courses.CaseMoment.themes": "keys of a fixed list",
    "courses.CheckAnswer.chosen": "the keys of the options that were ticked",
    "courses.CheckAnswer.first_chosen": "the same, at the first try",
    "courses.CheckAnswer.question": QUESTION,
    "courses.CohortFigures.steps": "rounded numbers of ten people or more, and the titles of steps",
    "courses.ConfidenceSheet.answers": "a number for each key of a fixed list",
    "courses.ConfidenceSheet.known": "the key of an option of a fixed list",
    "courses.ClinicalSignOff.note": SIGNING,
    "courses.ClinicalSignOff.reason": SIGNING,
    "courses.CoursePage.for_whom": PUBLISHED,
    "courses.CoursePage.summary": PUBLISHED,
    "courses.GlossaryTerm.meaning": PUBLISHED,
    "courses.LearningStep.changes": PUBLISHED,
    "courses.ModulePage.outcomes": PUBLISHED,
    "courses.ModulePage.summary": PUBLISHED,
    "courses.PracticeRecord.roles": "keys of a fixed list",
    "courses.ProblemReport.text": "about the text of a page, for content editors, as its form says",
    "courses.Recording.captions": PUBLISHED,
    "courses.Recording.transcript": PUBLISHED,
    "courses.Reflection.prompt": QUESTION,
    "courses.Reshaping.blocks": "ids of blocks",
    "courses.SignedPage.comment": SIGNING,
    "courses.SignedPage.lines": PUBLISHED,
    "delivery.Letter.html": "a mail about pages, gone when it has left",
    "delivery.Letter.text": "a mail about pages, gone when it has left",
    "delivery.ReminderSettings.off": "names of kinds of reminders",
    "groups.Enquiry.times": "keys of a fixed list",
    "groups.LetterTemplate.body": "an editor's letter, with placeholders",
    "groups.SessionCounts.lives": "numbers of a programme, of nobody",
    "groups.SessionCounts.months": "numbers of a programme, of nobody",
    "groups.GroupSession.themes": "keys of a fixed list",
    "impact.ParticipantWord.answers": "a number for each key of a fixed list, of nobody",
    "impact.WaveAnswer.answers": "a number for each key of a fixed list, of nobody",
    "impact.WaveAnswer.digests": "of a code, under a key of the programme; no answer of it",
    "pages.HomePage.body": PUBLISHED,
    "pages.HomePage.introduction": PUBLISHED,
    "pages.StandardPage.body": PUBLISHED,
    "people.AddressChange.before": "e-mail addresses of an account",
    "people.Authorisation.basis": FACTS,
    "people.SupervisionProposal.choices": "the same, until the supervision begins",
    "people.ProgrammePlan.emergency_contacts": EVERYBODYS_PLAN,
    "people.ProgrammePlan.on_call": EVERYBODYS_PLAN,
    "people.ProgrammePlan.order_of_calls": EVERYBODYS_PLAN,
    "people.Ending.choices": "keys of what was decided about each thing that hung on it",
}


def plain_columns() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for name in OURS
        for model in apps.get_app_config(name).get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.TextField | models.JSONField)
    }


def test_no_learners_words_lie_in_plain_text():
    """A new column that could hold them is either sealed or comes with its reason here."""
    assert plain_columns() == set(PLAIN)
