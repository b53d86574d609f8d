"""An editor does the ten tasks of `docs/editing.md` in Wagtail's admin, by what stands on its buttons."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, sign_in

# It needs no clinical lead; the other gates authorisation.
LISTENING, ROLE = "listening-and-validating", "your-role-and-its-edges"
FIRST_STEP = "thursday-half-past-seven"
COURSE = "/courses/facilitating-a-peer-group"
SAVED = re.compile("has been (updated|created)|Page '.*' created")


@pytest.fixture
def editor(open_browser) -> Page:
    return sign_in(open_browser(DESK), "editor")


def number_of(site, slug: str) -> int:
    ((number,),) = site.rows("SELECT id FROM wagtailcore_page WHERE slug = ?", slug)
    return number


def save(page: Page) -> None:
    page.get_by_role("button", name="Save draft").first.click()
    expect(page.get_by_text(SAVED).first).to_be_visible()


def publish(page: Page) -> None:
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text(re.compile("published")).first).to_be_visible()


def insert(page: Page, kind: str) -> None:
    """After the last block."""
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=kind, exact=True).click()


def ask(page: Page) -> None:
    """A question with two answers, each with its reason."""
    insert(page, "Knowledge check")
    page.get_by_label("Question").last.fill("What do you do first?")
    # One answer is there, folded; the plus below it adds another.
    for folded in page.locator("[data-contentpath=options] [data-panel-toggle][aria-expanded=false]").all():
        folded.click()
    page.locator("[data-contentpath=options] [data-streamfield-list-add]").last.click()
    answers, reasons = (page.get_by_label(re.compile(rf"^{label}\s*\*")) for label in ("Answer", "Why"))
    for number, (text, why) in enumerate([("Wait", "They go on by themselves."), ("Speak", "It comes from kindness.")]):
        answers.nth(number).fill(text)
        reasons.nth(number).fill(why)
    page.get_by_label("This is right").first.check()


def test_a_step_is_added_asks_a_question_and_is_tried_and_published(editor, site):
    """Tasks 2, 3 and 4."""
    editor.goto(f"/admin/pages/{number_of(site, LISTENING)}/")
    editor.get_by_role("link", name="Add child page").first.click()
    editor.locator("#id_title").fill("Half a second")
    editor.get_by_role("button", name="Insert a block").first.click()
    editor.get_by_role("option", name="Text", exact=True).click()
    editor.locator(".public-DraftEditor-content").first.fill("You hear [[debrief]], and breathe in.")
    ask(editor)
    save(editor)
    editor.goto(f"/admin/pages/{number_of(site, 'half-a-second')}/edit/")
    editor.get_by_role("button", name="Actions", exact=True).first.click()
    editor.get_by_role("link", name="Try it as a learner").click()
    editor.get_by_label("Wait").check()
    editor.get_by_role("button", name="Check my answer").click()
    expect(editor.get_by_text("They go on by themselves.")).to_be_visible()
    editor.goto(f"/admin/pages/{number_of(site, 'half-a-second')}/edit/")
    publish(editor)
    editor.goto(f"{COURSE}/{LISTENING}/half-a-second/")
    expect(editor.get_by_role("heading", level=1)).to_have_text("Half a second")


def test_a_sentence_is_changed_approved_and_told(editor, site, open_browser):
    """Tasks 1, 5 and 6."""
    editor.goto("/admin/pages/search/?q=thursday+seven")
    editor.get_by_role("link", name="Thursday, half past seven", exact=True).click()
    editor.locator("#id_title").fill("Thursday, 19:30")
    editor.get_by_label("Tell learners").check()
    editor.get_by_label("What changed, in one line").fill("The hour is another.")
    save(editor)
    editor.goto("/admin/")
    editor.get_by_role("link", name="Clinical sign-off").first.click()
    editor.locator("main h2 a").first.click()
    editor.get_by_label("What should the clinical lead know?").fill("The hour alone.")
    editor.get_by_role("button", name="Send to the clinical lead").click()
    module = editor.url
    lead = sign_in(open_browser(DESK), "clinical.lead")
    lead.goto(module)
    lead.get_by_label("Your post").fill("Consultant psychiatrist")
    lead.get_by_role("button", name="approve").click()
    editor.goto(module)
    editor.get_by_role("button", name="Publish what was approved").click()
    amara = sign_in(open_browser(PHONE), "facilitator")
    amara.goto(f"{COURSE}/{ROLE}/{FIRST_STEP}/")
    expect(amara.get_by_text("The hour is another.")).to_be_visible()
    expect(amara.get_by_text("You finished this step")).to_be_visible()


def test_everyone_must_do_a_step_again_and_then_need_not(editor, site):
    """Task 6, its other half."""
    editor.goto(f"/admin/pages/{number_of(site, 'before-you-speak')}/edit/")
    editor.get_by_label("Everyone must do it again").check()
    editor.get_by_label("What changed, in one line").fill("Another number.")
    editor.get_by_label("they must all do it again").check()
    publish(editor)
    editor.goto(f"/admin/pages/{number_of(site, 'before-you-speak')}/edit/")
    editor.get_by_role("button", name="Actions", exact=True).first.click()
    editor.get_by_role("link", name="Undo “everyone must redo”").click()
    editor.get_by_role("button", name="Undo it").click()
    expect(editor.get_by_text("What was finished counts again")).to_be_visible()


def test_a_step_is_split_merged_and_taken_down(editor, site):
    """Task 7."""
    explorer = f"/admin/pages/{number_of(site, LISTENING)}/"
    editor.goto(f"/admin/pages/{number_of(site, 'before-you-speak')}/edit/")
    editor.get_by_role("button", name="Actions", exact=True).first.click()
    editor.get_by_role("link", name="Split this step").click()
    editor.get_by_role("radio").nth(2).check()
    editor.get_by_label("Title of the second step").fill("Three from before")
    editor.get_by_role("button", name="Show what will happen").click()
    expect(editor.get_by_text("“Three from before” is a new step after it.")).to_be_visible()
    editor.get_by_role("button", name="Split it").click()
    expect(editor).to_have_url(re.compile(f"{explorer}$"))
    editor.goto(f"/admin/steps/{number_of(site, 'three-from-before')}/merge/")
    editor.get_by_label("“Before you speak”, then “Three from before”").check()
    editor.get_by_label("Title of the one step").fill("Before you speak")
    editor.get_by_role("button", name="Show what will happen").click()
    editor.get_by_role("button", name="Merge them").click()
    expect(editor).to_have_url(re.compile(f"{explorer}$"))
    editor.goto(f"{COURSE}/{LISTENING}/three-from-before/")
    expect(editor).to_have_url(re.compile("/before-you-speak/$"))
    editor.goto(f"/admin/pages/{number_of(site, 'before-you-speak')}/unpublish/")
    expect(editor.locator(".hf-consequences")).to_contain_text("finished this step")
    editor.get_by_role("button", name="Yes, unpublish it").click()
    assert editor.goto(f"{COURSE}/{LISTENING}/before-you-speak/").status == 404


def test_a_word_is_explained_and_a_handout_is_replaced(editor, tmp_path):
    """Task 8."""
    editor.goto("/admin/glossary/new/")
    editor.get_by_label("Word").fill("pull")
    editor.get_by_label("Meaning").fill("A wish to put it right at once.")
    editor.get_by_role("button", name="Create").click()
    expect(editor.get_by_role("link", name="pull", exact=True).first).to_be_visible()
    editor.goto("/admin/handouts/")
    with editor.expect_download() as saved:
        editor.get_by_role("link", name="PDF").first.click()
    saved.value.save_as(tmp_path / "card.pdf")
    editor.locator("tbody .title a").first.click()
    editor.get_by_label("File").set_input_files(tmp_path / "card.pdf")
    editor.get_by_label("What is different in it").fill("Larger print.")
    editor.get_by_role("button", name="Save").click()
    expect(editor.get_by_text("updated").first).to_be_visible()


def test_how_the_course_is_doing_and_taking_it_elsewhere(editor):
    """Tasks 9 and 10. What comes in is tried in `test_care_of_the_course.py`."""
    editor.goto("/admin/guide/")
    expect(editor.get_by_role("heading", level=2)).to_have_count(10)
    for name in ("Texts of the course", "Where people stop", "Questions that mislead"):
        editor.goto("/admin/")
        editor.get_by_role("button", name="Reports").click()
        editor.get_by_role("link", name=name).click()
        expect(editor.get_by_role("heading", name=name).first).to_be_visible()
    editor.get_by_role("link", name="Export and import").click()
    with editor.expect_download(timeout=60_000) as saved:
        editor.get_by_role("button", name="Export “Facilitating a peer group”").click()
    assert saved.value.suggested_filename.endswith(".zip")
