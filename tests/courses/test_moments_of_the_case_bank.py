"""A step shows some moments of the case bank, each learner's own draw, and it stays theirs."""

import pytest

from courses.blocks import StepBlocks
from courses.cases.models import CaseMoment
from courses.content_entries import ContentError, fixed_id
from courses.exercises.moments import Moment, Moments
from courses.models import StepPage
from courses.progress.models import CheckAnswer
from tests.courses.rounds import ask_again
from tests.courses.transfer.carrying import changed, contents, exported, imported, said
from tests.courses.walking import Page
from tests.courses.world import MOMENTS, TAKEAWAY, answer_url, make_step

BANK = tuple(Moment(fixed_id("moment", str(number)), f"Moment {number}.", "A note.") for number in range(12))


@pytest.fixture
def bank(db):
    """Nine of the pair, and one of something else."""
    made = [
        CaseMoment.objects.create(moment=f"Moment {number}.", listen_for=f"Note {number}.", themes=["pair"])
        for number in range(9)
    ]
    CaseMoment.objects.create(moment="Elsewhere.", listen_for="Elsewhere.", themes=["role"])
    return made


@pytest.fixture
def there(world, bank):
    world.steps["drawing"] = make_step(world.risk, "drawing", [MOMENTS, TAKEAWAY])
    return world.url("drawing")


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def drawn(client, url):
    return [box["value"] for box in Page(client, url).form.find_all("input", type="checkbox")]


def say(client, world, ids):
    return client.post(answer_url(world, "drawing", "moments"), {"said": ids})


def shown_to(reader, moments=BANK, block_id="b", said=(), **facts):
    choices = Moments(block_id, "?", many=3, moments=moments).choices(
        {"said": list(said)}, answered=bool(said), done=False, reader=reader, **facts
    )
    return [choice.id for choice in choices]


def test_a_draw_is_of_the_theme_and_the_same_at_each_look(client, there, bank):
    first = drawn(client, there)
    assert (len(first), first, set(first) <= {str(case.pk) for case in bank}) == (3, drawn(client, there), True)


def test_people_and_steps_have_draws_of_their_own():
    draws = {tuple(shown_to(f"reader {number}")) for number in range(40)}
    assert len(draws) > 30
    assert len({tuple(shown_to("anna", block_id=f"step {number}")) for number in range(40)}) > 30


def test_what_was_said_stays_when_the_bank_grows_and_shrinks():
    own = shown_to("anna")
    more = tuple(Moment(f"new {number}", "New.", "") for number in range(50))
    assert set(shown_to("anna", (*BANK, *more), said=own)) == set(own)
    left = tuple(moment for moment in BANK if moment.id != own[0])
    assert len(shown_to("anna", left, said=own)) == 3
    assert set(own[1:]) < set(shown_to("anna", left, said=own))


def test_a_note_opens_beside_what_was_said_and_beside_nothing_else(client, world, there):
    before = client.get(there).content.decode()
    assert ("Note " in before, "What to listen for:" in before) == (False, False)
    one, *_others = drawn(client, there)
    say(client, world, [one])
    page = client.get(there).content.decode()
    assert page.count("What to listen for:") == 1
    assert CaseMoment.objects.get(pk=one).listen_for in page
    assert drawn(client, there)[0] == one


def test_it_is_done_when_all_are_said(cast, client, world, there):
    ids = drawn(client, there)
    say(client, world, ids[:2])
    answer = CheckAnswer.objects.get(person=cast.anna)
    assert (answer.passed, set(answer.chosen["said"])) == (False, set(ids[:2]))
    say(client, world, ids)
    answer.refresh_from_db()
    assert (answer.passed, set(answer.chosen["said"])) == (True, set(ids))
    assert {moment["id"] for moment in answer.question["moments"]} == set(ids)


def test_who_has_done_it_keeps_seeing_what_they_said(client, world, there):
    ids = drawn(client, there)
    say(client, world, ids)
    for number in range(40):
        CaseMoment.objects.create(moment=f"New {number}.", listen_for="-", themes=["pair"])
    assert set(drawn(client, there)) == set(ids)
    CaseMoment.objects.filter(pk=ids[0]).delete()
    assert set(drawn(client, there)) == set(ids[1:])


def test_who_must_do_it_again_meets_a_draw_of_its_own(client, world, there):
    before = drawn(client, there)
    ask_again(world.steps["drawing"])
    assert len(drawn(client, there)) == 3
    assert drawn(client, there) != before


def test_a_change_of_the_bank_is_seen_at_once(client, there, bank):
    one = drawn(client, there)[0]
    case = CaseMoment.objects.get(pk=one)
    case.moment = "Said otherwise."
    case.save()
    assert "Said otherwise." in client.get(there).content.decode()


def test_a_moment_from_elsewhere_is_refused(client, world, there):
    other = CaseMoment.objects.get(moment="Elsewhere.")
    assert say(client, world, [str(other.pk)]).status_code == 422
    assert not CheckAnswer.objects.filter(attempts__gt=0).exists()


def test_an_empty_bank_holds_nobody_up(cast, client, world, there):
    CaseMoment.objects.all().delete()
    assert "There are no moments here at present." in client.get(there).content.decode()
    say(client, world, [])
    assert CheckAnswer.objects.get(person=cast.anna).passed


def test_too_few_of_a_theme_cannot_be_published(bank):
    few = {"question": "?", "theme": "role", "many": 2}
    (child,) = StepBlocks().to_python([{"type": "moments", "id": fixed_id("few"), "value": few}])
    assert child.block.faults(child.value) == {
        "theme": ["The case bank has 1 of this theme. Add moments there, choose another theme, or ask for fewer."]
    }


def test_a_course_takes_its_bank_along_and_an_editors_deletion_stays(world, there, now):
    content = exported(world.course, now)
    before = said(world.course, ids=False)
    assert "cases.yaml" in contents(content)
    kept = {str(case.pk): case.moment for case in CaseMoment.objects.all()}
    CaseMoment.objects.filter(moment="Moment 0.").update(moment="Ours.")
    CaseMoment.objects.filter(moment__in=["Moment 1.", "Moment 2."]).delete()
    made = imported(content, now, copy=True)
    assert said(made.course, ids=False) == before
    assert {str(case.pk): case.moment for case in CaseMoment.objects.exclude(moment="Ours.")} == {
        key: text for key, text in kept.items() if text != "Moment 0."
    }


@pytest.mark.parametrize("themes", [3, None, [["pair"]], ["nonsense"], {"pair": 1}])
def test_a_bank_with_nonsense_is_refused_whole(world, there, now, themes):
    bad = changed(exported(world.course, now), "cases.yaml", lambda cases: [{**cases[0], "themes": themes}])
    pages = StepPage.objects.count()
    with pytest.raises(ContentError, match="cases.yaml"):
        imported(bad, now, copy=True)
    assert StepPage.objects.count() == pages
