"""What a fact of a session is called is said once, by its column: the form, the page and the export follow."""

from datetime import date, time

import pytest

from groups.exports import sessions_of
from groups.facts import ANY_STATE, COLUMNS, FACTS, PLAIN, SessionFacts, differences, label_of
from groups.forms import SessionForm
from groups.models import GroupSession
from tests.groups.entering import record, typed

# What the row says of itself, and no one enters.
KEPT_BESIDE = {
    *("id", "programme", "group", "zone", "revision"),
    *("recorded_by", "recorded_at", "changed_by", "changed_at"),
    *("planned_date", "planned_start", "planned_minutes"),
    *("series", "series_day", "touched_at"),
}
PLANNED = SessionFacts(local_date=date(2026, 11, 20), local_start=time(18, 30), state="planned")
OTHER = {
    "local_date": date(2026, 11, 21),
    "local_start": time(19),
    "state": "held",
    "minutes": 60,
    "attending": 7,
    "newcomers": 1,
    "facilitators": frozenset({"somebody"}),
    "themes": frozenset({"joy"}),
    "cancel_reason": "rota",
}
TICKS = [field.name for field in GroupSession.tick_fields()]
ENTERED = {**dict.fromkeys(PLAIN, 3), **dict.fromkeys(TICKS, True), **OTHER}
every_fact = pytest.mark.parametrize("name", FACTS)


def form_for(cast, data=None) -> SessionForm:
    return SessionForm(data, group=cast.alder, person=cast.anna, now=cast.now)


def test_every_column_is_a_fact_or_kept_beside_them():
    columns = {field.name for field in GroupSession._meta.concrete_fields}
    assert columns - KEPT_BESIDE == {*COLUMNS, "themes"}


@every_fact
def test_a_fact_has_one_name(cast, name):
    shown = form_for(cast)[name].label
    assert shown == ("Themes, five at most" if name == "themes" else label_of(name))


@every_fact
def test_two_people_who_differ_read_on_what_in_words(name):
    yours = SessionFacts(**{**PLANNED.columns(), "themes": frozenset()} | {name: ENTERED[name]})
    (found,) = differences(PLANNED, yours, {"somebody": "Anna Abara"})
    assert (found.label, found.saved == found.entered) == (label_of(name), False)


@every_fact
@pytest.mark.parametrize("state", ["planned", "nobody_came", "cancelled"])
def test_what_did_not_take_place_keeps_no_fact_of_a_meeting(name, state):
    said = SessionFacts(**ENTERED | {"state": state}).fitting()
    if name not in ANY_STATE:
        assert getattr(said, name) == getattr(PLANNED, name)


@pytest.mark.parametrize("name", TICKS)
def test_what_is_ticked_is_kept_shown_and_exported(cast, sign_in, name):
    sign_in(cast.anna).post("/sessions/new/", typed(cast, **{name: "on"}))
    session = GroupSession.objects.get()
    assert {tick: getattr(session, tick) for tick in TICKS} == {tick: tick == name for tick in TICKS}
    page = sign_in(cast.ben).get(f"/sessions/{session.pk}/").content.decode()
    assert [label for label, _ in session.ticks if label not in page] == []
    assert [label for label, ticked in session.ticks if ticked] == [label_of(name)]
    (told,) = sessions_of(cast.anna, cast.now)
    assert [tick for tick in TICKS if told[tick]] == [name]


def test_every_number_and_tick_is_exported(cast):
    session = record(cast)
    (told,) = sessions_of(cast.anna, cast.now)
    assert {name: told[name] for name in PLAIN} == {name: getattr(session, name) for name in PLAIN}


@pytest.mark.parametrize(("name", "most"), [("minutes", 240), ("attending", 40), ("newcomers", 40)])
def test_the_form_knows_the_bounds_of_a_number(cast, name, most):
    form = form_for(cast, typed(cast, **{name: str(most + 1)}))
    assert form.errors[name] == [f"Ensure this value is less than or equal to {most}."]
