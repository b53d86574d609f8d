"""A group's life: each move with its day, its reason and who decided; and why groups ended."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from delivery.models import Effect
from foundation.refusals import Refusal
from groups.models import PeerGroup
from groups.moves.endings import name_of
from groups.moves.models import GroupMove, Reason
from groups.moves.queries import history_of, why_groups_ended
from groups.pairs import services
from groups.pairs.endings import group_occasion
from people.endings.services import call_off, carry_out_when_due, end
from tests.groups.entering import record

State = PeerGroup.State
A_DAY = timedelta(days=1)


def announce(cast, days: int, reason: str = Reason.FEW_CAME) -> None:
    occasion = group_occasion(cast.alder, by=cast.cora, at=cast.now, now=cast.now)
    end(occasion=replace(occasion, at=cast.now + days * A_DAY), choices={name_of(cast.alder): reason})


def moves(group) -> list[tuple[str, str, str]]:
    return list(GroupMove.objects.filter(group=group).order_by("number").values_list("before", "state", "reason"))


def pause(cast, **more) -> PeerGroup:
    return services.move_group(group=cast.alder, to=State.PAUSED, by=cast.cora, now=cast.now, **more)


def test_each_move_is_kept_with_its_reason_and_who_decided(cast):
    elder = services.found_group(
        programme=cast.thames, by=cast.cora, code_name="Elder", now=cast.now, only_proposed=True
    )
    services.move_group(group=elder, to=State.RECRUITING, by=cast.cora, now=cast.now, reason="no_time")
    services.move_group(group=elder, to=State.PAUSED, by=cast.cora, now=cast.now, reason="no_time", word="Until May")
    assert moves(elder) == [("", "proposed", ""), ("proposed", "recruiting", ""), ("recruiting", "paused", "no_time")]
    last = GroupMove.objects.get(group=elder, number=3)
    assert (last.by, last.at, last.word) == (cast.cora, cast.now, "Until May")


def test_an_announced_end_keeps_its_reason_until_it_has_come(cast):
    announce(cast, 10)
    announce(cast, 20, Reason.NOT_RELEASED)
    effect = Effect.objects.filter(kind="endings:due").order_by("next_at").last()
    carry_out_when_due(effect, effect.next_at)
    assert moves(cast.alder) == [
        ("running", "ending", "few_came"),
        ("ending", "ending", "not_released"),
        ("ending", "ended", "not_released"),
    ]
    days = GroupMove.objects.filter(group=cast.alder).order_by("number").values_list("last_day", flat=True)
    assert list(days) == [(cast.now + 10 * A_DAY).date(), (cast.now + 20 * A_DAY).date(), None]


@pytest.mark.parametrize("by_moving", [True, False], ids=["moved back", "called off"])
def test_what_is_called_off_runs_again_in_one_move(cast, by_moving):
    announce(cast, 10)
    if by_moving:
        services.move_group(group=cast.alder, to=State.RUNNING, by=cast.cora, now=cast.now)
    else:
        call_off(occasion=group_occasion(cast.alder, by=cast.cora, at=cast.now, now=cast.now))
    assert moves(cast.alder)[1:] == [("ending", "running", "")]


@pytest.mark.parametrize("to", [State.RUNNING, State.PAUSED])
def test_what_is_to_end_without_having_met_does_not_begin_to(cast, to):
    elder = services.found_group(programme=cast.thames, by=cast.cora, code_name="Elder", now=cast.now)
    for person in (cast.anna, cast.ben):
        services.place_in_pair(group=elder, person=person, by=cast.cora, now=cast.now)
    occasion = replace(group_occasion(elder, by=cast.cora, at=cast.now, now=cast.now), at=cast.now + 3 * A_DAY)
    end(occasion=occasion, choices={name_of(elder): "few_came"})
    with pytest.raises(Refusal, match="The end of this group is announced. Call that off first."):
        services.move_group(group=elder, to=to, by=cast.cora, now=cast.now, reason="rotation")
    call_off(occasion=group_occasion(elder, by=cast.cora, at=cast.now, now=cast.now))
    assert services.move_group(group=elder, to=to, by=cast.cora, now=cast.now, reason="rotation").state == to


def test_a_move_is_neither_changed_nor_deleted(cast):
    pause(cast, reason="rotation")
    for attempt in (lambda rows: rows.update(reason="few_came"), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt(GroupMove.objects.all())
    assert moves(cast.alder) == [("running", "paused", "rotation")]


def test_a_pause_without_a_reason_says_that_none_was_given(cast):
    pause(cast)
    assert moves(cast.alder) == [("running", "paused", "unsaid")]


def test_its_history_has_places_series_and_the_agreement(cast):
    record(cast, days_ago=3, agreement_restated=True)
    pause(cast, reason="rotation", word="August")
    assert [(line.words, line.by, line.more) for line in history_of(cast.alder, cast.now)] == [
        ("It is paused. The reason: its people moved to other posts.", "Cora Lind", "August"),
        ("The group agreement was restated in a session.", "", ""),
        ("Anna Okoye joined the pair.", "", ""),
        ("Ben Walsh joined the pair.", "", ""),
    ]


def test_reasons_are_counted_of_the_own_programme_alone(cast):
    for name, programme, by, reason in (
        ("Elder", cast.thames, cast.cora, "no_time"),
        ("Oak", cast.thames, cast.cora, "no_time"),
        ("Rowan", cast.thames, cast.cora, "meant"),
        ("Fir", cast.dales, cast.odette, "few_came"),
    ):
        group = services.found_group(programme=programme, by=by, code_name=name, now=cast.now)
        services.move_group(group=group, to=State.ENDED, by=by, now=cast.now, reason=reason)
    counted = [
        (str(item.reason), item.count, item.a_director_can_change) for item in why_groups_ended(cast.cora, cast.now)
    ]
    assert counted == [("no_time", 2, True), ("meant", 1, False)]
    assert why_groups_ended(cast.anna, cast.now) == []


def test_the_page_asks_for_a_reason_and_loses_nothing(cast, sign_in):
    cora, path = sign_in(cast.cora), f"/groups/{cast.alder.pk}/move/"
    refused = cora.post(path, {"to": "paused", "word": "August"})
    assert (refused.status_code, 'value="August"' in refused.content.decode()) == (422, True)
    done = cora.post(path, {"to": "paused", "reason": "rotation", "word": "August"})
    assert done["Location"] == f"/groups/{cast.alder.pk}/history/"
    assert moves(cast.alder) == [("running", "paused", "rotation")]
    ends = f"/groups/{cast.alder.pk}/end/"
    day = (cast.now + 10 * A_DAY).date().isoformat()
    assert cora.post(ends, {"last_day": day}).status_code == 422
    assert cora.post(ends, {"last_day": day, name_of(cast.alder): "no_pair"}).status_code == 302
    assert moves(cast.alder)[-1] == ("paused", "ending", "no_pair")
