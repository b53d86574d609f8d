"""Shadowing is recorded by a trainer or supervisor; an observed practice is ten lines that the person answers."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from confidential.services import open_sealed, save_words
from courses.practice.observing import services
from courses.practice.observing.models import ObservedPractice, Shadowing
from foundation.refusals import Refusal
from groups.models import PeerGroup
from tests.courses.practice.making import an_occasion, answered, observed, shadowed
from tests.courses.practice.test_planning_a_day import mails


def sent(cast, person, **more):
    day = an_occasion(cast, person).local_date
    return {"person": person.pk, "where": cast.birch.pk, "local_date": f"{day:%Y-%m-%d}", "group_agreed": "on", **more}


def test_a_trainer_records_that_somebody_shadowed_a_group(cast, sign_in):
    sign_in(cast.tess).post("/practice/shadowing/", sent(cast, cast.anna))
    (row,) = Shadowing.objects.all()
    assert (row.person, row.group, row.programme, row.recorded_by) == (cast.anna, cast.birch, cast.thames, cast.tess)
    assert mails("practice_shadowed") == ["Anna"]
    page = " ".join(sign_in(cast.anna).get("/practice/").content.decode().split())
    assert "1 of 2 groups." in page


def test_so_does_the_supervisor_and_no_other(cast):
    services.record_shadowing(occasion=an_occasion(cast, cast.anna), by=cast.sam, now=cast.now)
    for person in (cast.stella, cast.cora, cast.ben, cast.anna, cast.oscar):
        with pytest.raises(Refusal, match="Only a trainer of their programme"):
            services.record_shadowing(occasion=an_occasion(cast, cast.anna, days=-3), by=person, now=cast.now)
    assert Shadowing.objects.count() == 1


def test_the_same_twice_is_once(cast):
    assert shadowed(cast, cast.anna) == shadowed(cast, cast.anna)
    assert mails("practice_shadowed") == ["Anna"]


def test_without_the_groups_agreement_nothing_is_recorded(cast):
    with pytest.raises(Refusal, match="agreed without the observer there"):
        shadowed(cast, cast.anna, group_agreed=False)


def test_a_rehearsal_counts_until_a_group_runs_and_is_called_so(cast, sign_in):
    rehearsal = {"group": None, "group_agreed": False}
    with pytest.raises(Refusal, match="has running groups"):
        shadowed(cast, cast.anna, **rehearsal)
    PeerGroup.objects.filter(programme=cast.thames).update(state=PeerGroup.State.RECRUITING)
    assert shadowed(cast, cast.anna, **rehearsal).is_rehearsal
    assert "rehearsal group" in sign_in(cast.anna).get("/practice/").content.decode()


def test_a_group_of_another_programme_and_a_day_ahead_are_refused(cast):
    with pytest.raises(Refusal, match="belongs to another programme"):
        shadowed(cast, cast.anna, group=cast.cedar)
    with pytest.raises(Refusal, match="in the future"):
        shadowed(cast, cast.anna, days=2)


def test_the_learning_sheet_is_for_nobody_else(cast, sign_in):
    row = shadowed(cast, cast.anna)
    typed = {"part-moments": "a heron", "part-instead": "", "part-felt": "", "revision": "0", "tab": "a" * 16}
    sign_in(cast.anna).post(f"/practice/shadowing/{row.pk}/", typed)
    row.refresh_from_db()
    assert open_sealed(row, viewer=cast.anna, now=cast.now)["moments"] == "a heron"
    for person in (cast.tess, cast.sam, cast.cora, cast.ben):
        assert sign_in(person).get(f"/practice/shadowing/{row.pk}/").status_code == 404


def test_what_is_observed_is_its_writers_until_it_is_shown(cast, sign_in):
    begun = observed(cast, cast.anna, show=False, frame="a heron")
    assert sign_in(cast.anna).get(f"/practice/observed/{begun.pk}/").status_code == 404
    assert "Observed practice of" not in sign_in(cast.anna).get("/practice/").content.decode()
    typed = {"part-frame": "a heron", "revision": "1", "tab": "a" * 16, "action": "show"}
    sign_in(cast.tess).post(f"/practice/observed/{begun.pk}/", typed)
    assert "a heron" in sign_in(cast.anna).get(f"/practice/observed/{begun.pk}/").content.decode()
    assert mails("practice_shown") == ["Anna"]
    for person in (cast.sam, cast.cora, cast.ben):
        assert sign_in(person).get(f"/practice/observed/{begun.pk}/").status_code == 404


def test_nothing_is_shown_without_a_line(cast):
    with pytest.raises(Refusal, match="at least one line"):
        observed(cast, cast.anna, frame=" ")


def test_what_was_shown_is_never_changed(cast):
    shown = observed(cast, cast.anna, frame="a heron")
    with pytest.raises(Refusal):
        save_words(shown, {"frame": "a crow"}, base=1, tab="", now=cast.now)
    with pytest.raises(DatabaseError), transaction.atomic():
        ObservedPractice.objects.filter(pk=shown.pk).update(shown_at=None)
    shown.refresh_from_db()
    assert open_sealed(shown, viewer=cast.anna, now=cast.now)["frame"] == "a heron"


def test_the_person_answers_and_the_observer_reads_it(cast, sign_in):
    shown = observed(cast, cast.anna, frame="on time")
    url = reverse("practice:observed", args=[shown.pk])
    anna, tess = sign_in(cast.anna), sign_in(cast.tess)
    typed = {"part-answer": "a heron", "revision": "0", "tab": "a" * 16}
    anna.post(url, {**typed, "action": "save"})
    assert "a heron" not in tess.get(url).content.decode()
    anna.post(url, {**typed, "revision": "1", "action": "send"})
    assert ("a heron" in tess.get(url).content.decode(), mails("practice_answered")) == (True, ["Tess"])


def test_an_observer_who_trains_there_no_longer_opens_nothing(cast, sign_in):
    reply = answered(cast, cast.anna)
    cast.tess.appointments.update(ends_at=cast.now)
    assert sign_in(cast.tess).get(f"/practice/observed/{reply.observed_id}/").status_code == 404
    assert "I was late" in sign_in(cast.anna).get(f"/practice/observed/{reply.observed_id}/").content.decode()
