"""A supervisor says who stands in, from when until when; moves the end; ends it at an instant."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import Refusal
from people.models import CoverWindow, Role
from supervision.cover.services import end_cover, set_cover
from tests.people import appoint
from tests.supervision.world import day, move_end


def cover(cast, who=None, *, for_whom=None, first: int = 0, last: int = 7) -> CoverWindow:
    return set_cover(
        supervisor=for_whom or cast.stella,
        cover=who or cast.grace,
        programme=cast.thames,
        starts_at=cast.now + timedelta(days=first),
        ends_at=cast.now + timedelta(days=last),
        now=cast.now,
    )


def refusal(call) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return str(refused.value)


def test_it_holds_from_now_tells_the_cover_and_is_on_the_trail(cast):
    window = cover(cast, first=-1)
    assert (window.starts_at, window.ends_at) == (cast.now, cast.now + timedelta(days=7))
    mails = Effect.objects.filter(kind__startswith="mail:")
    assert list(mails.values_list("kind", "recipient")) == [("mail:cover_changed", cast.grace.pk)]
    trail = AccessEntry.objects.filter(record_id=window.pk)
    assert set(trail.values_list("actor", "owner", "action")) == {
        (cast.stella.pk, cast.stella.pk, "set_cover"),
        (cast.stella.pk, cast.farah.pk, "set_cover"),
    }


def test_the_same_twice_is_once(cast):
    first = cover(cast)
    again = set_cover(
        supervisor=cast.stella,
        cover=cast.grace,
        programme=cast.thames,
        starts_at=cast.now,
        ends_at=first.ends_at,
        now=cast.now + timedelta(minutes=1),
    )
    assert (again.pk, Effect.objects.filter(kind="mail:cover_changed").count()) == (first.pk, 1)


@pytest.mark.parametrize(
    ("who", "first", "last", "said"),
    [
        ("stella", 0, 7, "You cannot cover for yourself. Choose another supervisor."),
        ("anna", 0, 7, "This person is not a supervisor of the programme. Choose someone who is."),
        ("oscar", 0, 7, "This person is not a supervisor of the programme. Choose someone who is."),
        ("grace", -9, -1, "The last day of your cover has passed. Choose a later day."),
        ("grace", 7, 2, "The last day comes before the first. Check both days."),
        ("sam", 0, 7, "Sam Reyes is away within that time too. Choose someone else."),
        ("grace", 0, 400, "Cover is for a year at most. For longer, ask the coordinator to assign another supervisor."),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(cast, who, first, last, said):
    assert refusal(lambda: cover(cast, getattr(cast, who), first=first, last=last)) == said


def test_a_supervisor_has_one_cover_at_a_time_and_the_next_may_follow(cast):
    cover(cast, first=2, last=7)
    said = "Grace Hill covers for you within that time already. End that cover first, or choose other days."
    for first, last in ((0, 3), (3, 5), (6, 9), (1, 9)):
        assert refusal(lambda first=first, last=last: cover(cast, cast.clara, first=first, last=last)) == said
    assert cover(cast, cast.clara, first=7, last=9).cover == cast.clara


def test_somebody_supervised_by_the_supervisor_does_not_cover_for_them(cast):
    appoint(cast.farah, Role.SUPERVISOR, cast.thames, cast.now)
    said = "You supervise this person, so they cannot cover for you. Choose someone else."
    assert refusal(lambda: cover(cast, cast.farah)) == said


def test_the_database_holds_the_shape_of_a_window(cast):
    row = {"programme": cast.thames, "supervisor": cast.stella, "starts_at": cast.now}
    later = cast.now + timedelta(days=1)
    for wrong in (
        {"cover": cast.grace, "ends_at": None},
        {"cover": cast.stella, "ends_at": later},
        {"cover": cast.grace, "ends_at": cast.now},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CoverWindow.objects.create(**row, **wrong)


def test_its_end_moves_and_may_not_run_into_the_next(cast):
    window, _next = cover(cast, last=3), cover(cast, cast.clara, first=5, last=9)
    moved = move_end(window, cast.stella, cast.now + timedelta(days=5), cast.now)
    assert moved.ends_at == cast.now + timedelta(days=5)
    said = "Clara Voss covers for you within that time already. End that cover first, or choose other days."
    six = cast.now + timedelta(days=6)
    assert refusal(lambda: move_end(window, cast.stella, six, cast.now)) == said


def test_ending_it_now_ends_it_at_this_instant_and_twice_is_once(cast):
    window, later = cover(cast), cast.now + timedelta(hours=3)
    for at in (later, later + timedelta(hours=1)):
        end_cover(window=window, by=cast.stella, now=at)
    window.refresh_from_db()
    assert window.ends_at == later


def test_cover_that_has_not_begun_is_called_off_and_leaves_a_trail_line(cast):
    window = cover(cast, first=2)
    for _ in range(2):
        end_cover(window=window, by=cast.stella, now=cast.now)
    assert CoverWindow.objects.filter(supervisor=cast.stella).count() == 0
    assert AccessEntry.objects.filter(record_id=window.pk, action="ended_cover", owner=cast.farah).count() == 1


def test_the_cover_cannot_lengthen_it(cast):
    window = CoverWindow.objects.get(cover=cast.clara)
    later = cast.now + timedelta(days=30)
    said = "Only the supervisor who is away can change this. Please ask them."
    assert refusal(lambda: move_end(window, cast.clara, later, cast.now)) == said


# The pages -----------------------------------------------------------------------------------------------------------


def test_a_supervisor_sets_cover_in_days_that_end_as_the_last_is_over(cast, sign_in):
    choice = cast.grace.appointments.get()
    posted = {"cover": choice.pk, "first_day": day(cast, 1), "last_day": day(cast, 2)}
    response = sign_in(cast.stella).post(reverse("cover:list"), posted, follow=True)
    window = CoverWindow.objects.get(supervisor=cast.stella)
    assert [message.message for message in response.context["messages"]] == [
        "Your leave is set. Everyone concerned has been told."
    ]
    assert (window.ends_at - window.starts_at, window.cover) == (timedelta(days=2), cast.grace)
    assert window.starts_at.astimezone().date() == day(cast, 1)


def test_bad_input_is_told_beside_the_field_and_nothing_is_lost(cast, sign_in):
    choice = str(cast.grace.appointments.get().pk)
    response = sign_in(cast.stella).post(reverse("cover:list"), {"cover": choice, "first_day": "someday"})
    form = response.context["form"]
    assert response.status_code == 422
    assert form["cover"].value() == choice
    assert form["first_day"].value() == "someday"
    assert dict(form.errors) == {
        "first_day": ["Enter the date as day, month and year, for instance 24/11/2026."],
        "last_day": ["Enter the date."],
    }


def test_the_facilitator_sees_who_covers_and_until_when(cast, sign_in):
    page = sign_in(cast.anna).get("/me/").content.decode()
    assert "Clara Voss covers for Sam Reyes" in page
    assert "Carl Brandt" not in page
    assert "covers for" not in sign_in(cast.farah).get("/me/").content.decode()


def test_both_supervisors_see_it_on_my_day(cast, sign_in):
    assert "You cover for Sam Reyes." in sign_in(cast.clara).get("/me/").content.decode()
    assert "Clara Voss covers for you." in sign_in(cast.sam).get("/me/").content.decode()
    assert "Sam Reyes" not in sign_in(cast.carl).get("/me/").content.decode()
