"""A trainer records each person once, without a grade; corrections are added; the person may say it is not right."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from courses.practice.models import PracticeObjection, PracticePlace, PracticeRecord
from courses.practice.queries import have_attended
from courses.practice.recording import Line, RecordedAlready, correct_record, object_to_record, record_day
from foundation.refusals import Refusal
from people.models import Role
from tests.courses.practice.making import CAME, a_day, a_held_day, a_record, place_of
from tests.courses.practice.test_planning_a_day import mails
from tests.people import appoint

ABSENT = Line(came=False)


def test_each_person_is_recorded_by_a_trainer_and_told(cast, sign_in):
    day = a_day(cast, cast.anna, cast.ben, days=-1)
    sent = {"p1_came": "yes", "p1_question": "private", "p1_roles": ["observer", "speaker"], "p2_came": "no"}
    answer = sign_in(cast.tess).post(f"/practice/{day.pk}/record/", sent)
    assert answer["Location"] == f"/practice/{day.pk}/"
    said = {record.place.person.first_name: record for record in PracticeRecord.objects.all()}
    anna, ben = said["Anna"], said["Ben"]
    assert (anna.came, anna.question, anna.roles, anna.by) == (True, "private", ["speaker", "observer"], cast.tess)
    assert (ben.came, ben.question, ben.roles) == (False, "", [])
    assert mails("practice_recorded") == ["Anna", "Ben"]
    assert have_attended([cast.anna.pk, cast.ben.pk]) == {cast.anna.pk}


def test_of_everybody_it_is_said_whether_they_came(cast, sign_in):
    day = a_day(cast, cast.anna, cast.ben, days=-1)
    answer = sign_in(cast.tess).post(f"/practice/{day.pk}/record/", {"p1_came": "yes", "p1_roles": ["listener"]})
    assert answer.status_code == 422
    assert 'value="listener" checked' in answer.content.decode().replace(' aria-invalid="true"', "").replace(
        ' id="id_p1_roles_1"', ""
    )
    assert PracticeRecord.objects.count() == 0


def test_no_day_is_recorded_before_it_begins(cast):
    day = a_day(cast, cast.anna)
    with pytest.raises(Refusal, match="has not begun"):
        record_day(day=day, lines={place_of(day, cast.anna).pk: CAME}, by=cast.tess, now=cast.now)


def test_nobody_records_a_day_to_which_they_are_invited(cast):
    appoint(cast.anna, Role.TRAINER, cast.thames, cast.now - timedelta(days=1))
    day = a_day(cast, cast.anna, days=-1)
    with pytest.raises(Refusal, match="Another trainer records your own"):
        record_day(day=day, lines={place_of(day, cast.anna).pk: CAME}, by=cast.anna, now=cast.now)


def test_nobody_corrects_their_own_record(cast, sign_in):
    appoint(cast.anna, Role.TRAINER, cast.thames, cast.now - timedelta(days=1))
    place = a_record(cast, cast.anna).place
    assert sign_in(cast.anna).get(f"/practice/places/{place.pk}/correct/").status_code == 404
    with pytest.raises(Refusal, match="Another trainer records your own"):
        correct_record(place=place, line=ABSENT, reason="slip", by=cast.anna, now=cast.now)


def test_a_supervisor_and_a_coordinator_record_nothing(cast):
    day = a_day(cast, cast.anna, days=-1)
    for person in (cast.sam, cast.cora, cast.anna):
        with pytest.raises(Refusal, match="Only a trainer"):
            record_day(day=day, lines={place_of(day, cast.anna).pk: CAME}, by=person, now=cast.now)


def test_the_same_record_twice_is_one_and_another_is_refused(cast):
    day = a_held_day(cast, cast.anna)
    lines = {place_of(day, cast.anna).pk: CAME}
    record_day(day=day, lines=lines, by=cast.tess, now=cast.now)
    with pytest.raises(RecordedAlready, match="Tess Marlow recorded this day"):
        record_day(day=day, lines=dict.fromkeys(lines, ABSENT), by=cast.tess, now=cast.now)
    assert PracticeRecord.objects.count() == 1


def test_a_correction_is_added_and_counts_from_then_on(cast, sign_in):
    first = a_record(cast, cast.anna)
    sent = {"came": "no", "question": "", "reason": "slip"}
    sign_in(cast.tess).post(f"/practice/places/{first.place_id}/correct/", sent)
    assert list(first.place.records.order_by("number").values_list("number", "came", "reason")) == [
        (1, True, ""),
        (2, False, "slip"),
    ]
    assert have_attended([cast.anna.pk]) == set()
    page = sign_in(cast.anna).get("/practice/").content.decode()
    assert ("Was there." in page, "Was not there." in page) == (True, True)


def test_a_correction_says_why(cast):
    place = a_record(cast, cast.anna).place
    with pytest.raises(Refusal, match="Choose why"):
        correct_record(place=place, line=ABSENT, reason="", by=cast.tess, now=cast.now)


def test_the_question_said_later_is_added_later(cast):
    place = a_record(cast, cast.anna, line=Line(came=True, question="later")).place
    correct_record(place=place, line=CAME, reason="since", by=cast.tess, now=cast.now)
    assert [record.question for record in place.records.order_by("number")] == ["later", "said"]


def test_the_database_lets_no_line_be_changed_or_deleted(cast):
    record = a_record(cast, cast.anna)
    for change in (lambda rows: rows.update(came=False), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(PracticeRecord.objects.filter(pk=record.pk))
    record.refresh_from_db()
    assert record.came is True


def test_somebody_says_that_it_is_not_right_and_the_line_stays(cast, sign_in):
    record = a_record(cast, cast.anna, line=ABSENT_TOO)
    anna = sign_in(cast.anna)
    anna.post(f"/practice/records/{record.pk}/not-right/", {"what": "question"})
    object_to_record(record=record, by=cast.anna, what="roles", now=cast.now)
    assert [objection.what for objection in PracticeObjection.objects.all()] == ["question"]
    assert mails("practice_objected") == ["Tess"]
    for client in (anna, sign_in(cast.tess)):
        page = client.get(f"/practice/{record.place.day_id}/").content.decode()
        assert "What is noted about the plain question is not right" in page


ABSENT_TOO = Line(came=True, question="later")


def test_somebody_else_sees_and_says_nothing_of_it(cast, sign_in):
    record = a_record(cast, cast.anna)
    ben = sign_in(cast.ben)
    assert ben.get(f"/practice/{record.place.day_id}/").status_code == 404
    assert ben.post(f"/practice/records/{record.pk}/not-right/", {"what": "roles"}).status_code == 404
    assert PracticeObjection.objects.count() == 0


def test_of_two_who_came_neither_sees_the_others_record(cast, sign_in):
    day = a_held_day(cast, cast.anna, cast.ben)
    page = sign_in(cast.ben).get(f"/practice/{day.pk}/").content.decode()
    assert ("Was there." in page, "Anna Okoye" in page) == (True, False)


def test_a_trainer_whose_role_has_ended_opens_no_day(cast, sign_in):
    day = a_held_day(cast, cast.anna)
    cast.tess.appointments.update(ends_at=cast.now)
    tess = sign_in(cast.tess)
    assert [tess.get(f"/practice/{path}").status_code for path in ("plan/", f"{day.pk}/", f"{day.pk}/record/")] == [
        404,
        404,
        404,
    ]
    assert PracticePlace.objects.count() == 1
