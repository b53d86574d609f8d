"""The files make the course once; what an editor changed, unpublished or deleted stays as they left it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from wagtail.models import Site

from courses.content_entries import ContentError
from courses.content_files import read_folder
from courses.loader import load_content
from courses.models import CoursePage, ModulePage, StepPage
from courses.outline import current_outline
from courses.progress.models import LearningStep
from tests.courses.world import sign_and_publish_all

CONTENT = settings.ROOT / "content"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)

SMALL = """
module:
  key: small
  slug: small
  title: A small module
  summary: One step.
  outcomes: ["Say one thing"]
  gates_authorisation: false
  order: 1
  review_by_months: 24
steps:
  - key: only
    slug: only
    title: The only step
    minutes: 4
    blocks:
      - text: |
          ### A heading

          **Bold**, and a [link](/help/).
      - check:
          key: one
          question: Which?
          options:
            - {key: a, text: This, right: true, feedback: "Yes."}
            - {key: b, text: That, right: false, feedback: "No."}
      - takeaway: Keep this.
"""


@pytest.fixture
def home(db):
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "01-small.yaml").write_text(SMALL)
    return tmp_path


def load(folder, home):
    return load_content(folder=folder, parent=home, now=NOW)


def test_the_real_files_are_sound_and_load(home):
    loaded = load(CONTENT, home)
    files = read_folder(CONTENT)
    sign_and_publish_all()
    assert (loaded.modules, loaded.steps) == (len(files), sum(len(file.steps) for file in files))
    assert [module.title for module in current_outline().modules()] == [file.facts["title"] for file in files]
    assert LearningStep.objects.filter(live=True).count() == loaded.steps


def test_loading_again_makes_nothing(folder, home):
    first = load(folder, home)
    ids = set(StepPage.objects.values_list("pk", "live_revision_id"))
    again = load(folder, home)
    assert ((first.modules, first.steps), (again.modules, again.steps)) == ((1, 1), (0, 0))
    assert set(StepPage.objects.values_list("pk", "live_revision_id")) == ids


def test_markdown_becomes_what_the_editor_writes(folder, home):
    load(folder, home)
    text = StepPage.objects.get(slug="only").body[0].value.source
    assert text == '<h2>A heading</h2>\n<p><strong>Bold</strong>, and a <a href="/help/">link</a>.</p>'


def ids_of(page):
    options = page.body[1].value["options"].bound_blocks
    return page.translation_key, [block.id for block in page.body], [option.id for option in options]


def test_two_installations_give_the_same_ids(folder, home):
    load(folder, home)
    page = StepPage.objects.get(slug="only")
    before = ids_of(page)
    CoursePage.objects.get().delete()
    LearningStep.objects.all().delete()
    load(folder, home)
    assert ids_of(StepPage.objects.get(slug="only")) == before


def test_what_an_editor_changed_is_left_alone(folder, home):
    load(folder, home)
    page = StepPage.objects.get(slug="only")
    page.title, page.slug = "Renamed by an editor", "renamed"
    page.save_revision().publish()
    (folder / "01-small.yaml").write_text(SMALL.replace("The only step", "Another title"))
    load(folder, home)
    assert list(StepPage.objects.values_list("title", "slug")) == [("Renamed by an editor", "renamed")]


def test_what_an_editor_deleted_does_not_come_back(folder, home):
    load(folder, home)
    StepPage.objects.get().delete()
    load(folder, home)
    assert StepPage.objects.count() == 0
    ModulePage.objects.get().delete()
    load(folder, home)
    assert ModulePage.objects.count() == 0
    CoursePage.objects.get().delete()
    load(folder, home)
    assert CoursePage.objects.count() == 0


def test_a_step_added_to_a_file_arrives(folder, home):
    load(folder, home)
    more = SMALL + SMALL[SMALL.index("  - key: only") :].replace("only", "second").replace("key: one", "key: two")
    (folder / "01-small.yaml").write_text(more)
    assert load(folder, home).steps == 1
    assert [step.slug for step in next(current_outline().modules()).steps] == ["only", "second"]


def test_a_module_added_to_the_files_stands_where_they_have_it(folder, home):
    third = SMALL.replace("small", "third").replace("order: 1", "order: 3")
    (folder / "03-third.yaml").write_text(third)
    load(folder, home)
    (folder / "02-second.yaml").write_text(SMALL.replace("small", "second").replace("order: 1", "order: 2"))
    assert load(folder, home).modules == 1
    assert [module.slug for module in current_outline().modules()] == ["small", "second", "third"]


FAULTS = {
    "minutes: 9": ("minutes: 4", "01-small.yaml: step 1 (only): minutes must be 3 to 8, not 9"),
    "minutes: soon": ("minutes: 4", "01-small.yaml: step 1 (only): minutes must be int, not 'soon'"),
    'feedback: ""}': (
        'feedback: "No."}',
        "01-small.yaml: step 1 (only), block 2 (check), b: feedback is missing or no text",
    ),
    'right: false, feedback: "Yes."': (
        'right: true, feedback: "Yes."',
        "01-small.yaml: step 1 (only): Mark at least one answer as right.",
    ),
    "key: a, text: That": (
        "key: b, text: That",
        "01-small.yaml: step 1 (only), block 2 (check): two of its options have one key",
    ),
    "- quiz:": ("- check:", "01-small.yaml: step 1 (only), block 2: there is no block called 'quiz'"),
    "<script>x</script>": ("**Bold**", "01-small.yaml: step 1 (only), block 1 (text): text holds HTML"),
    "](https://elsewhere.example/)": (
        "](/help/)",
        "01-small.yaml: step 1 (only), block 1 (text): a link leads elsewhere",
    ),
    "summary: [": ("summary: One step.", "01-small.yaml: the whole file: cannot be read as YAML"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_file_and_key_and_nothing_is_made(folder, home, fault):
    sound, said = FAULTS[fault]
    assert sound in SMALL
    (folder / "01-small.yaml").write_text(SMALL.replace(sound, fault))
    with pytest.raises(ContentError) as caught:
        load(folder, home)
    assert [problem[: len(said)] for problem in caught.value.problems][:1] == [said]
    assert CoursePage.objects.count() == 0


SCENE = """      - scenario:
          key: two
          situation: It is late.
          question: What now?
          options:
            - {key: now, text: Now, consequence: Relief., verdict: workable}
            - {key: later, text: Later, consequence: A wait., verdict: strong}
      - takeaway"""


def test_one_button_at_the_end_is_a_word_of_a_step(folder, home):
    once = SMALL.replace("minutes: 4", "minutes: 4\n    one_press: true")
    (folder / "01-small.yaml").write_text(once.replace("      - takeaway", SCENE))
    with pytest.raises(ContentError) as caught:
        load(folder, home)
    assert caught.value.problems == [
        "01-small.yaml: step 1 (only): one_press: a scenario or a conversation opens bit by bit, by buttons of its own"
    ]
    (folder / "01-small.yaml").write_text(once)
    load(folder, home)
    assert StepPage.objects.get(slug="only").one_press is True


def test_the_command_says_what_it_did_and_what_is_wrong(folder, home, capsys):
    call_command("load_content", folder=folder)
    assert capsys.readouterr().out == "Made 1 modules, 1 steps and 0 handouts.\n"
    (folder / "01-small.yaml").write_text("steps: []")
    with pytest.raises(CommandError, match="must hold `module:` and `steps:`"):
        call_command("load_content", folder=folder)
