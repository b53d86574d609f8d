"""What the access trail says is a member of an enum, and each member has the sentence that people read."""

import ast

import pytest
from django.apps import apps

from confidential.deeds import UNKNOWN, Deed, WordsDeed, deed_of, deeds, sentence
from confidential.models import AccessEntry
from confidential.services import note
from groups.deeds import LinkDeed
from groups.joining.models import JoiningLink
from people.deeds import BY_OPERATOR, UserDeed
from supervision.logs.deeds import LogDeed
from tests.guards.repository import named, our_python
from tests.people import make_person

# Whoever writes a line of the trail.
WRITERS = {"note", "note_about", "line"}


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls(tree: ast.AST):
    """Each call that names an actor: what else is called `note` or `line` writes no trail."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and called(call) in WRITERS:
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            if "actor" in given:
                yield call, given


def names_a_member(value: ast.expr | None) -> bool:
    """`LogDeed.SHARED`, `ActionDeed(state)`, or a variable that mypy knows to hold a `Deed`."""
    if isinstance(value, ast.BoolOp):
        return all(names_a_member(part) for part in value.values)
    if isinstance(value, ast.Attribute):
        return isinstance(value.value, ast.Name) and value.value.id.endswith("Deed")
    if isinstance(value, ast.Call):
        return called(value).endswith("Deed") or called(value) == "read_of"
    return isinstance(value, ast.Name) and value.id == "deed"


def test_every_line_of_the_trail_names_a_member_of_an_enum():
    product = [path for path in our_python() if not named(path).startswith(("tests/", "bench/"))]
    found = {named(path): list(calls(ast.parse(path.read_text()))) for path in product}
    assert sum(map(len, found.values())) > 50
    bad = [
        f"{name}:{call.lineno}"
        for name, said in found.items()
        for call, given in said
        if not names_a_member(given.get("deed"))
    ]
    assert bad == []


@pytest.mark.parametrize(
    "said", ['"shared"', 'f"chose {keep}"', "str(kind)", "answer.value", "State.DROPPED", "action"]
)
def test_the_guard_sees_what_is_no_member(said):
    [(_, given)] = calls(ast.parse(f"note(log, actor=by, deed={said}, owner_id=1, now=now)"))
    assert not names_a_member(given["deed"])


def members() -> list[tuple[str, Deed]]:
    return [(model, deed) for model, enum in deeds for deed in enum] + [("", deed) for deed in WordsDeed]


@pytest.mark.parametrize(("model", "deed"), members(), ids=lambda value: str(getattr(value, "value", value)))
def test_every_member_has_its_sentence_and_fits_the_column(model, deed):
    said = str(deed.label)
    assert ("%(who)s" in said) is (deed not in BY_OPERATOR)
    assert said != str(UNKNOWN)
    assert len(deed.value) <= AccessEntry._meta.get_field("action").max_length
    assert said % {"who": "Sam Reyes"} == said.replace("%(who)s", "Sam Reyes")


def test_every_enum_belongs_to_a_model_and_no_other_has_it():
    """But for joining links of every kind, which one kit sets and takes away (groups/joining/models.py)."""
    registered = dict(deeds)
    assert [model for model in registered if apps.get_model(model)._meta.label != model] == []
    one_kits = [model for model, enum in registered.items() if enum is LinkDeed]
    assert all(issubclass(apps.get_model(model), JoiningLink) for model in one_kits)
    of_one_model = [enum for model, enum in registered.items() if model not in one_kits]
    assert len(set(of_one_model)) == len(of_one_model)
    declared = {enum for enum in Deed.__subclasses__() if enum is not WordsDeed}
    assert declared == set(registered.values())


@pytest.mark.parametrize("deed", ["corrected_name", LogDeed.VOID])
def test_what_cannot_be_done_to_a_record_is_not_noted(db, now, deed):
    anna = make_person("Anna Okoye")
    with pytest.raises(ValueError, match="is not done to people.User"):
        note(anna, actor=anna, deed=deed, owner_id=anna.pk, now=now)
    assert AccessEntry.objects.count() == 0


def test_a_line_that_no_enum_knows_any_more_is_still_told(db, now):
    anna, sam = make_person("Anna Okoye"), make_person("Sam Reyes")
    note(anna, actor=sam, deed=UserDeed.NAME_CORRECTED, owner_id=anna.pk, now=now)
    line = AccessEntry.objects.get()
    assert (line.action, sentence(line)) == ("corrected_name", "Sam Reyes corrected your name")
    line.action = "did_of_old"
    assert (deed_of("people.User", "did_of_old"), sentence(line)) == (
        None,
        "Sam Reyes changed a record of yours (did of old)",
    )
