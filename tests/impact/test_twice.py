"""Four numbers at the first session and again later: a code of one's own links them, and takes them back."""

import json

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from confidential.rewrapping import elsewhere
from impact.twice.codes import as_letter, digests_of
from impact.twice.keys import key_of
from impact.twice.linking import linked
from impact.twice.models import LinkingKey, Wave, WaveAnswer
from tests.impact.saying import page, text
from tests.impact.twice import CODE, NUMBERS, TWICE, answer, typed, withdraw


@pytest.fixture
def client(cast) -> Client:
    return Client()


def pairs() -> int:
    return len(linked(list(WaveAnswer.objects.order_by("pk"))).pairs)


def test_of_the_six_answers_digests_alone_are_kept(client, cast):
    assert answer(client, cast.now)["Location"] == "/say/thames/thanks/"
    row = WaveAnswer.objects.values().get()
    assert {key for key in row if key not in ("id", "programme_id", "year", "number")} == {"wave", "answers", "digests"}
    assert row["answers"] == {key: int(value) for key, value in NUMBERS.items()}
    assert [len(digest) for digest in row["digests"]] == [32] * 6
    assert len(set(row["digests"])) == 6


def test_two_times_are_linked(client, cast):
    answer(client, cast.now)
    answer(client, cast.now, wave=Wave.LATER)
    assert pairs() == 1


@pytest.mark.parametrize(("slip", "linked_then"), [({"day": "8"}, 1), ({"day": "8", "town": "B"}, 0)])
def test_one_slip_does_no_harm_and_two_link_nothing(client, cast, slip, linked_then):
    answer(client, cast.now)
    answer(client, cast.now, wave=Wave.LATER, **slip)
    assert pairs() == linked_then


def test_a_letter_is_the_same_however_it_is_typed(client, cast):
    answer(client, cast.now, mother="É", school="y")
    answer(client, cast.now, wave=Wave.LATER, mother="e", school=" Y ")
    assert WaveAnswer.objects.filter(digests=WaveAnswer.objects.first().digests).count() == 2


@pytest.mark.parametrize(
    ("typed_letter", "letter"),
    [("a", "A"), ("Ö", "O"), ("ŵ", "W"), ("ب", "ب"), ("7", ""), ("ab", ""), ("", ""), ("-", "")],
)
def test_letters(typed_letter, letter):
    assert as_letter(typed_letter) == letter


def test_without_a_code_the_numbers_count_and_are_linked_to_nothing(client, cast):
    for wave in Wave:
        answer(client, cast.now, wave=wave, **dict.fromkeys(typed(), ""))
    assert [row.digests for row in WaveAnswer.objects.all()] == [[], []]
    assert pairs() == 0


def test_half_a_code_is_asked_back(client, cast):
    response = answer(client, cast.now, town="", month="")
    assert (response.status_code, WaveAnswer.objects.count()) == (422, 0)
    # In the summary and at the field.
    assert text(response).count("Answer this one too, or leave all six empty.") == 4
    assert page(response).select_one('[name="mother"]')["value"] == "M"


@pytest.mark.parametrize(("wrong", "said"), [({"day": "32"}, "from 1 to 31"), ({"school": "9"}, "Type one letter.")])
def test_what_is_no_answer_is_asked_again(client, cast, wrong, said):
    response = answer(client, cast.now, **wrong)
    assert (response.status_code, WaveAnswer.objects.count()) == (422, 0)
    assert said in text(response)


def test_another_programme_digests_the_same_code_otherwise(cast):
    thames, dales = (digests_of(CODE, key_of(programme)) for programme in (cast.thames, cast.dales))
    assert set(thames) & set(dales) == set()
    assert key_of(cast.thames) == key_of(cast.thames)


def test_the_key_is_sealed_and_moves_with_the_master_keys(cast, settings):
    key = key_of(cast.thames)
    assert key.hex() not in json.dumps(list(LinkingKey.objects.values_list("sealed", flat=True)))
    register = dict(elsewhere)["keys that link participants' numbers"]
    old = settings.SEALING_KEYS
    settings.SEALING_KEYS = f"next:{'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY='},{old}"
    assert (register.move().moved, dict(register.standing())) == (1, {"next": 1})
    assert (register.move().moved, key_of(cast.thames)) == (0, key)


# Taking back ----------------------------------------------------------------------------------------------------------


def test_with_their_code_somebody_has_both_times_deleted(client, cast):
    answer(client, cast.now)
    answer(client, cast.now, wave=Wave.LATER)
    answer(client, cast.now, mother="Q")
    assert withdraw(client, cast.now)["Location"] == "/say/thames/withdrawn/"
    (left,) = WaveAnswer.objects.all()
    assert left.digests == digests_of(("Q", *CODE[1:]), key_of(cast.thames))


def test_nobody_learns_whether_somebody_took_part(client, cast):
    answer(client, cast.now)
    found, none = withdraw(client, cast.now), withdraw(client, cast.now, mother="Z")
    assert (found["Location"], found.status_code) == (none["Location"], none.status_code)


def test_a_slip_deletes_nobody_elses(client, cast):
    answer(client, cast.now)
    withdraw(client, cast.now, day="8")
    assert WaveAnswer.objects.count() == 1


def test_without_all_six_nothing_is_deleted(client, cast):
    answer(client, cast.now, **dict.fromkeys(typed(), ""))
    for missing in (dict.fromkeys(typed(), ""), {"town": ""}):
        assert withdraw(client, cast.now, **missing).status_code == 422
    assert WaveAnswer.objects.count() == 1


def test_a_code_of_another_programme_deletes_nothing_here(client, cast):
    answer(client, cast.now)
    Client().post("/say/dales/withdraw/", {"ticket": "x"} | typed())
    assert WaveAnswer.objects.count() == 1


def test_nobody_changes_what_was_said(client, cast):
    answer(client, cast.now)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        WaveAnswer.objects.update(wave=Wave.LATER)


def test_no_cookie_here_either(client, cast):
    client.force_login(cast.anna)
    for response in (
        client.get(TWICE),
        answer(client, cast.now),
        withdraw(client, cast.now),
        withdraw(client, cast.now, day="x"),
    ):
        assert dict(response.cookies) == {}
