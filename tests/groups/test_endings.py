"""A group ends, or a place in its pair: seen before, told after, and nothing planned points to what is gone."""

from datetime import time, timedelta

import pytest

from delivery.models import Effect
from foundation.refusals import Refusal
from groups.endings import find
from groups.models import Facilitation, GroupSession, PeerGroup
from groups.moves.endings import name_of
from groups.pairs import services as pairs
from groups.pairs.endings import group_occasion, place_occasion
from groups.services import plan_session
from people.endings.models import Ending, Told
from people.endings.services import carry_out_when_due, end
from people.models import Appointment, Role
from tests.groups.entering import record
from tests.verbs import end_appointment

State = PeerGroup.State
DAY = timedelta(days=1)


def plan(cast, days: int = 7, group=None, by=None, people=()) -> GroupSession:
    return plan_session(
        group=group or cast.alder,
        by=by or cast.anna,
        local_date=(cast.now + timedelta(days=days)).date(),
        local_start=time(18, 30),
        now=cast.now,
        facilitators=people,
    )


def place_of(person) -> Facilitation:
    return Facilitation.objects.get(person=person, ends_at=None)


def leave(cast, person, **choices) -> None:
    pairs.end_place(place=place_of(person), by=cast.cora, now=cast.now, choices=choices)


def said_to(person) -> list[str]:
    return list(Told.objects.filter(person=person).order_by("words").values_list("words", flat=True))


def mailed(person) -> int:
    return Effect.objects.filter(kind="mail:something_ended", recipient=person).count()


def standing(session) -> tuple[str, str, list[str]]:
    session.refresh_from_db()
    names = sorted(place.person.first_name for place in session.session_facilitators.all())
    return session.state, session.cancel_reason, names


# A place ------------------------------------------------------------------------------------------------------------


def test_a_partner_keeps_what_is_planned_unless_it_is_cancelled(cast):
    kept, gone = plan(cast, 7), plan(cast, 14)
    leave(cast, cast.anna, **{f"groups.sessions:{gone.pk}": "cancel"})
    assert standing(kept) == ("planned", "", ["Ben"])
    assert standing(gone) == ("cancelled", "ended", [])


def test_everybody_concerned_is_told_with_one_mail_each(cast):
    plan(cast)
    leave(cast, cast.anna)
    assert any("You no longer facilitate Alder." in words for words in said_to(cast.anna))
    assert any("A coordinator is looking for a new partner for you." in words for words in said_to(cast.ben))
    assert any("stays planned, without Anna Okoye" in words for words in said_to(cast.ben))
    assert said_to(cast.sam) == ["Anna Okoye is no longer in the pair of Alder."]
    assert [mailed(person) for person in (cast.anna, cast.ben, cast.sam, cast.farah)] == [1, 1, 1, 0]


def test_nobody_is_left_so_it_is_cancelled_without_being_asked_about(cast):
    planned = plan(cast, group=cast.birch, by=cast.farah)
    occasion = place_occasion(place_of(cast.farah), by=cast.cora, at=cast.now, now=cast.now)
    assert [[choice.key for choice in hanging.choices] for hanging in find(occasion)] == [["cancel"]]
    leave(cast, cast.farah)
    assert standing(planned) == ("cancelled", "ended", [])


def test_what_is_over_and_not_recorded_is_left_for_them_to_record(cast):
    over = plan(cast, 1)
    later = cast.now + 3 * DAY
    pairs.end_place(place=place_of(cast.anna), by=cast.cora, now=later)
    assert standing(over) == ("planned", "", [])
    assert record(cast, days_ago=-1, now=later + DAY).pk == over.pk


def test_after_it_nothing_planned_hangs_on_them(cast):
    plan(cast, 7)
    plan(cast, 14, people=[cast.anna])
    occasion = place_occasion(place_of(cast.anna), by=cast.cora, at=cast.now, now=cast.now)
    assert len(find(occasion)) == 2
    end(occasion=occasion)
    assert find(occasion) == []


def test_a_facilitator_who_leaves_covers_nothing_elsewhere(cast):
    covered = plan(cast, group=cast.alder, people=[cast.anna, cast.farah])
    role = Appointment.objects.get(person=cast.farah, role=Role.FACILITATOR)
    end_appointment(appointment=role, by=cast.cora, now=cast.now)
    assert standing(covered) == ("planned", "", ["Anna"])
    for person in (cast.anna, cast.ben):
        assert any(words.startswith("Farah Aziz will not cover: Alder on ") for words in said_to(person))


def test_from_the_page(cast, sign_in):
    planned, cora = plan(cast), sign_in(cast.cora)
    path = f"/groups/{cast.alder.pk}/pair/1/end/"
    page = cora.get(path).content.decode()
    assert ("Anna Okoye: no longer in Alder?" in page, "It stays planned, with Ben Walsh" in page) == (True, True)
    cora.post(path, {f"groups.sessions:{planned.pk}": "cancel"})
    assert standing(planned) == ("cancelled", "ended", [])
    assert not Facilitation.objects.filter(person=cast.anna, ends_at=None).exists()
    assert cora.post(path).headers["Location"] == f"/groups/{cast.alder.pk}/pair/"


# A group ------------------------------------------------------------------------------------------------------------


def ending(cast, at=None):
    group = PeerGroup.objects.select_related("programme").get(pk=cast.alder.pk)
    return group_occasion(group, by=cast.cora, at=at or cast.now, now=cast.now)


def test_a_running_group_is_announced_to_end_and_nobody_is_left_in_the_dark(cast):
    with pytest.raises(Refusal, match="This group is running, so announce its end first"):
        end(occasion=ending(cast))
    end(occasion=ending(cast, cast.now + 10 * DAY))
    cast.alder.refresh_from_db()
    assert (cast.alder.state, cast.alder.ended_at) == ("ending", None)
    for person in (cast.anna, cast.ben, cast.sam):
        assert [words.startswith("The group Alder ends after ") for words in said_to(person)] == [True]


def test_until_then_it_meets_and_after_that_day_nothing_can_be_planned(cast):
    end(occasion=ending(cast, cast.now + 10 * DAY))
    assert plan(cast, 7).state == "planned"
    with pytest.raises(Refusal, match="This group ends after "):
        plan(cast, 14)


def test_at_its_instant_it_has_no_places_and_nothing_planned(cast):
    before, after = plan(cast, 7), plan(cast, 14)
    at = cast.now + 10 * DAY
    end(occasion=ending(cast, at))
    for _ in range(2):  # the worker may come twice
        carry_out_when_due(Effect.objects.get(kind="endings:due"), at + timedelta(minutes=1))
    cast.alder.refresh_from_db()
    assert (cast.alder.state, cast.alder.ended_at) == ("ended", at)
    assert (standing(before)[:2], standing(after)[:2]) == (("planned", ""), ("cancelled", "ended"))
    assert not Facilitation.objects.filter(group=cast.alder, ends_at=None).exists()
    assert any(words.startswith("The group Alder has ended.") for words in said_to(cast.ben))
    assert any(words.endswith("is cancelled: the group has ended.") for words in said_to(cast.ben))
    assert "You no longer facilitate Alder." not in " ".join(said_to(cast.ben))


def test_it_can_be_called_off(cast, sign_in):
    end(occasion=ending(cast, cast.now + 10 * DAY))
    sign_in(cast.cora).post(f"/groups/{cast.alder.pk}/end/", {"call_off": "yes"})
    cast.alder.refresh_from_db()
    assert (cast.alder.state, Ending.objects.ahead().count()) == ("running", 0)
    assert plan(cast, 14).state == "planned"


def test_moving_it_back_to_running_calls_it_off_too(cast):
    end(occasion=ending(cast, cast.now + 10 * DAY))
    pairs.move_group(group=cast.alder, to=State.RUNNING, by=cast.cora, now=cast.now)
    assert Ending.objects.ahead().count() == 0


def test_nobody_but_a_coordinator_of_the_programme_ends_it(cast, sign_in):
    path = f"/groups/{cast.alder.pk}/end/"
    people = (cast.anna, cast.sam, cast.odette, cast.gwen)
    assert [sign_in(person).post(path).status_code for person in people] == [404, 404, 404, 404]


def test_a_group_that_never_ran_ends_at_once_from_the_page(cast, sign_in):
    elder = pairs.found_group(programme=cast.thames, by=cast.cora, code_name="Elder", now=cast.now)
    pairs.place_in_pair(group=elder, person=cast.farah, by=cast.cora, now=cast.now - DAY)
    sign_in(cast.cora).post(f"/groups/{elder.pk}/end/", {"last_day": "", name_of(elder): "no_pair"})
    elder.refresh_from_db()
    assert (elder.state, Facilitation.objects.filter(group=elder, ends_at=None).count()) == ("ended", 0)
