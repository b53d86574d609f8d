"""Every long box in a page of ours saves itself, or is on a short list that says why it need not."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings

from confidential.forms import WordsField, WordsForm
from tests.guards.repository import APPS

TEMPLATES = Path(settings.ROOT) / "templates"
# Form and field -> why what is typed there is no loss.
SHORT = "300 characters at most, sent at once; whatever refuses it shows it again (config/given_back.py)"
PLAN = "posts and numbers in a few lines, no words of anybody's own; whatever refuses them shows them again"
GROUP = "a few lines for everybody of a group, written elsewhere first; whatever refuses them shows them again"
NOT_SAVED: dict[str, str] = {
    "groups.about.forms.AboutForm.agreement": GROUP,
    "groups.about.forms.AboutForm.word_for_participants": GROUP,
    "courses.cases.forms.CaseMomentForm.listen_for": "two sentences for everybody, and the form comes back as it was",
    "courses.cases.forms.CaseMomentForm.moment": "a paragraph for everybody, and the form comes back as it was",
    "courses.glossary.forms.GlossaryTermForm.meaning": "a sentence for everybody, and the form comes back as it was",
    "courses.media.forms.RecordingForm.captions": "written in another program, and the form comes back as it was",
    "courses.media.forms.RecordingForm.transcript": "for everybody, and the form comes back as it was",
    "courses.problems.forms.ProblemForm.text": SHORT,
    "people.invitations.forms.TableForm.lines": "a list from a spreadsheet, which stands in the spreadsheet",
    "people.plans.forms.PlanForm.order_of_calls": PLAN,
    "people.plans.forms.PlanForm.emergency_contacts": PLAN,
    "people.plans.forms.PlanForm.on_call": PLAN,
    "supervision.concerns.forms.WordsForm.done": SHORT,
    "supervision.concerns.forms.PlanForm.words": SHORT,
    "supervision.concerns.forms.NoteForm.words": SHORT,
    "supervision.concerns.forms.ReopenForm.words": SHORT,
    "supervision.concerns.forms.CloseForm.words": SHORT,
}
SIGNING = "a few lines on a published text, given back when they are refused or came signed out"
# Templates with a box of their own -> why it takes no words that could be lost.
DRAWN: dict[str, str] = {
    "supervision/unsaved_words.html": "read only: words given back",
    "given_back.html": "words given back",
    "too_large.html": "words given back",
    "handed_back.html": "words given back",
    "allauth/elements/field.html": "recovery codes to copy",
    "courses/exercises/reflection.html": "switched off, in an editor's preview",
    "courses/exercises/conversation_now.html": "switched off, in an editor's preview",
    "courses/exercises/scenario.html": "switched off, in an editor's preview",
    "courses/admin/rounds/asked_again.html": SIGNING,
    "courses/admin/signing/decide.html": SIGNING,
    "courses/admin/signing/next.html": SIGNING,
    "courses/admin/signing/page.html": SIGNING,
    "people/invite_many.html": "hidden: the list travels along to its second page",
}


def form_classes():
    for app in APPS:
        root = importlib.import_module(app.name)
        for found in pkgutil.walk_packages(root.__path__, f"{app.name}."):
            if ".migrations" in found.name or ".management" in found.name:
                continue
            module = importlib.import_module(found.name)
            for thing in vars(module).values():
                if isinstance(thing, type) and issubclass(thing, forms.BaseForm) and thing.__module__ == found.name:
                    yield thing


def long_boxes():
    for form in form_classes():
        for name, field in getattr(form, "base_fields", {}).items():
            if isinstance(field.widget, forms.Textarea) and not isinstance(field, WordsField):
                yield f"{form.__module__}.{form.__name__}.{name}"


def test_every_long_box_of_a_form_saves_itself_or_says_why_not():
    assert sorted(set(long_boxes()) - set(NOT_SAVED)) == []


def test_the_list_names_nothing_that_is_gone():
    assert sorted(set(NOT_SAVED) - set(long_boxes())) == []


def drawn_boxes():
    return {
        str(file.relative_to(TEMPLATES))
        for file in TEMPLATES.rglob("*.html")
        if re.search(r"<textarea", file.read_text())
    }


def test_every_box_that_a_template_draws_itself_is_known():
    assert drawn_boxes() == set(DRAWN)


def autosaved_templates():
    """Those that draw the form of words: what they include must be there to save it."""
    return sorted(
        str(file.relative_to(TEMPLATES))
        for file in TEMPLATES.rglob("*.html")
        if "includes/words.html" in file.read_text()
    )


@pytest.mark.parametrize("name", autosaved_templates())
def test_a_page_that_saves_says_where_to(name):
    """The script finds its form by what `attributes` says; a step's form says it in the page around the exercise."""
    around = "courses/step.html" if name.startswith("courses/exercises/") else name
    assert ".attributes" in (TEMPLATES / around).read_text()


def test_the_form_of_words_is_the_one_way():
    assert WordsForm.base_fields == {}
