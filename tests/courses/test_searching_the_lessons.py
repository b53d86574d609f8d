"""Whoever learns finds a lesson by its words: what they may read, is live, and gives no answer away."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.blocks import StepBlocks
from courses.content_entries import fixed_id
from courses.generation import raise_generation
from courses.models import StepPage
from courses.outline import current_outline
from courses.searching import find_steps, forms_of, text_of, words_of
from tests.courses.test_kinds_of_exercise import EXERCISES
from tests.courses.world import CHECKLIST, block, make_step, publish_signed, write

SECRET = "marmalade"


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def titles(sought):
    return [place.step.title for place in find_steps(current_outline(), sought).places]


def said(text, key="said"):
    return {**block("text", key, f"<p>{text}</p>")}


def page_of(client, sought, **more):
    return client.get("/courses/", {"q": sought, **more}).content.decode()


# What is found -------------------------------------------------------------------------------------------------------


def test_a_step_is_found_by_what_it_says_and_shows_where(client, world):
    make_step(world.risk, "silences", [said("Nobody speaks for a while. Let the quiet be, and watch their faces.")])
    shown = page_of(client, "quiet")
    assert "1 step says “quiet”." in " ".join(shown.split())
    assert "Let the <mark>quiet</mark> be" in shown
    assert f'href="{world.url("reading").replace("role/reading", "risk/silences")}"' in shown


def test_a_title_comes_before_a_text_and_then_the_order_of_the_course(world):
    make_step(world.role, "first", [said("The rota is short.", "a")])
    make_step(world.risk, "second", [said("A rota again.", "b")])
    make_step(world.risk, "the-rota", [said("Nothing more.", "c")])
    assert titles("rota") == ["The rota", "First", "Second"]


def test_the_forms_of_a_word_are_found_alike(world):
    make_step(world.role, "roads", [said("She was wandering through all of it.")])
    sought = ("wander", "wanders", "wandered", "Wandering", "WANDER", "  wander  ")
    assert [titles(word) for word in sought] == [["Roads"]] * 6


def test_steps_with_all_words_else_with_some_and_says_so(client, world):
    make_step(world.role, "one", [said("A quiet corridor.", "a")])
    make_step(world.role, "two", [said("A quiet night in the corridor.", "b")])
    assert titles("quiet night") == ["Two"]
    assert titles("quiet zebra") == ["One", "Two"]
    assert "No step has all of these words. 2 have some of them." in " ".join(page_of(client, "quiet zebra").split())


def test_nothing_found_says_what_to_do_and_whom_to_ring(client, world):
    shown = " ".join(page_of(client, "zebra").split())
    assert "No step says “zebra”." in shown
    assert all(f'href="{url}"' in shown for url in ("/courses/", "/words/", "/help/"))


def test_signs_alone_find_nothing_and_break_nothing(client, world):
    for nothing in ("", " ", "?!", '"', "%", "_", "\u2028"):
        assert (words_of(nothing), client.get("/courses/", {"q": nothing}).status_code) == ((), 200)


def test_what_a_query_language_would_read_is_plain_words(client, world):
    make_step(world.role, "faces", [said("Nothing more.")])
    for typed in ('"faces', "faces*", "faces)", "-faces", "%faces", "{faces} :", "^faces", "faces'"):
        assert titles(typed) == ["Faces", "Reading", "Checking", "Acting", "Placing", "Reflecting", "Choosing"]
    for typed in ("faces NOT watch", "NEAR(faces)", "body:faces", "(", "x" * 500):
        assert client.get("/courses/", {"q": typed}).status_code == 200


def test_what_is_sought_is_shown_as_text(client, world):
    assert "<script>x" not in page_of(client, "<script>x</script>")


def test_a_word_is_not_shortened_to_nothing():
    assert (forms_of("as"), "sing" in forms_of("sing"), "s" in forms_of("sing")) == (("as",), True, False)


# What is not found ---------------------------------------------------------------------------------------------------


def test_a_draft_of_a_published_step_is_not_found(client, world):
    page = StepPage.objects.get(slug="reading")
    page.title, page.body = SECRET, StepBlocks().to_python([said(SECRET)])
    page.save_revision()
    assert (titles(SECRET), titles("19")) == ([], titles("19"))
    assert SECRET not in page_of(client, "19")


def test_a_step_that_was_never_published_is_not_found(world):
    page = world.role.add_child(
        instance=StepPage(title=SECRET, slug="draft", body=StepBlocks().to_python([said(SECRET)]), live=False)
    )
    page.save_revision()
    assert titles(SECRET) == []


@pytest.mark.parametrize("level", ["step", "module", "course"])
def test_what_is_taken_down_is_not_found_and_found_again_later(world, level):
    step = make_step(world.risk, "gone", [said(SECRET)])
    page = {"step": step, "module": world.risk, "course": world.course}[level]
    page.unpublish()
    raise_generation()
    assert titles(SECRET) == []
    page.refresh_from_db()
    publish_signed(page)
    assert titles(SECRET) == ["Gone"]


def test_neither_an_answer_nor_its_reason_is_found_before_it_is_given(world):
    """The words of options, feedback, consequences and piles are in the seven exercises of the world."""
    hidden = ("kindness", "structure", "relieved", "tolerable", "managed", "wonders", "ordinary", "upwards", "door")
    assert {word: titles(word) for word in hidden} == {word: [] for word in hidden}
    assert (titles("Saturday"), titles("listened well")) == (["Acting"], ["Reflecting"])


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.question)
def test_what_is_open_of_an_exercise_is_text_and_begins_with_no_verdict(exercise):
    told = " ".join(exercise.open_to_all())
    reasons = [note for name in exercise.told for part in getattr(exercise, name) for note in _reasons(part)]
    assert (exercise.question in told, [reason for reason in reasons if reason in told]) == (True, [])


def _reasons(part):
    return [getattr(part, name) for name in ("feedback", "consequence", "why") if hasattr(part, name)]


def test_nobodys_words_are_found_not_even_ones_own(client, world, cast, now):
    write(world, "reflecting", "reflection", cast.anna, SECRET, now)
    shown = page_of(client, SECRET)
    # The title, the box and the sentence repeat what was sought; nothing else has it.
    assert (titles(SECRET), shown.count(SECRET)) == ([], 3)


def test_a_step_half_written_is_saved_as_a_draft(world):
    for number, kind in enumerate({exercise.kind for exercise in EXERCISES}):
        empty = StepBlocks().child_blocks[kind].get_default()
        body = StepBlocks().to_python([])
        body.append((kind, empty))
        page = world.role.add_child(instance=StepPage(title="Half", slug=f"half-{number}", body=body, live=False))
        assert isinstance(text_of(page.body), str)


# How it is shown -----------------------------------------------------------------------------------------------------


def queries_of(client, sought):
    client.get("/courses/", {"q": sought})
    with CaptureQueriesContext(connection) as asked:
        client.get("/courses/", {"q": sought})
    return len([query for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_thirty_to_a_page_at_a_constant_number_of_queries(client, world):
    make_step(world.role, "zero", [said("A quiet one.")])
    few = queries_of(client, "quiet")
    for number in range(31):
        make_step(world.risk, f"more-{number}", [said("Quiet.")], translation_key=fixed_id("more", str(number)))
    assert (queries_of(client, "quiet"), len(titles("quiet"))) == (few, 32)
    first, second = page_of(client, "quiet"), page_of(client, "quiet", page=2)
    assert (first.count("<mark>"), second.count("<mark>")) == (30, 2)
    assert "?q=quiet&amp;page=2" in first


def test_a_long_text_is_cut_at_words_around_what_was_sought(client, world):
    make_step(world.role, "long", [said(f"{'before ' * 60}needle{' after' * 60}")])
    shown = page_of(client, "needle")
    assert ("… before" in shown, "after …" in shown, shown.count("before") < 15) == (True, True, True)


def test_a_list_to_tick_is_found_by_what_is_on_it(world):
    assert CHECKLIST["value"]["items"][0]["value"] == "I said it aloud"
    assert titles("aloud") == ["Reflecting"]
