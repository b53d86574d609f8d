"""What an authenticator app and recovery codes are made from is sealed in allauth's table, and moves with the keys."""

import logging
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.core.management import CommandError, call_command
from django.test import override_settings

from confidential import sealing
from confidential.sealing import SealBroken
from people.second_factor.at_rest import PURPOSE, open_every_secret, opened, sealed, standing_by_key
from tests.canary.places import tables
from tests.second_factor.conftest import SECRET, app_of, code_now, code_of, recovery_codes, with_password

GIVE = "/accounts/2fa/authenticate/"
OLD = "old:dGhlIG9sZGVyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="
NEW = "new:dGhlIG5ld2VyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="
SEED = "5eed" * 20


def signs_in(person, code: str = "", *, secret: str = SECRET) -> bool:
    """With `code`; without one, with what the app shows when it is asked for: half a minute passes soon."""
    client = with_password(person)
    client.post(GIVE, {"code": code or code_now(secret)})
    return "_auth_user_id" in client.session


def stored(person, kind: str, place: str) -> str:
    return Authenticator.objects.get(user=person, type=kind).data[place]


def put(person, secret: str) -> Authenticator:
    """`secret` stands in the table as it is."""
    kept = Authenticator.objects.get(user=person, type="totp")
    kept.data["secret"] = secret
    kept.save()
    return kept


def in_clear(person) -> None:
    """As it was set up before secrets were sealed."""
    for kind, data in (("totp", {"secret": SECRET}), ("recovery_codes", {"seed": SEED, "used_mask": 0b101})):
        Authenticator.objects.create(user=person, type=kind, data=data)


def rewrap() -> list[str]:
    out = StringIO()
    call_command("rewrap", stdout=out, stderr=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db(transaction=True)
def test_what_is_set_up_on_the_page_is_nowhere_in_clear_and_signs_in(cast):
    client = with_password(cast.sam)
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session[auth.SECRET_SESSION_KEY]
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(client)})
    client.get("/accounts/2fa/recovery-codes/")
    seed, codes = opened(stored(cast.sam, "recovery_codes", "seed")), recovery_codes(cast.sam)
    assert opened(stored(cast.sam, "totp", "secret")) == secret
    assert [place for place, text in tables() for word in (secret, seed, *codes) if word in text] == []
    # Sessions are stored packed, where no word could be found.
    assert [word for word in (secret, seed, *codes) if word in str(dict(client.session))] == []
    assert [signs_in(cast.sam), signs_in(cast.sam, secret=secret), signs_in(cast.sam, codes[0])] == [False, True, True]


def test_code_and_recovery_code_sign_in_from_sealed_secrets(cast):
    app_of(cast.sam)
    assert standing_by_key() == {"new": 2}
    codes = recovery_codes(cast.sam)
    assert [signs_in(cast.sam, "000000"), signs_in(cast.sam), signs_in(cast.sam, codes[0])] == [False, True, True]


def test_the_same_secret_never_looks_the_same(db):
    assert sealed(SECRET) != sealed(SECRET)


def test_after_rewrap_the_old_key_is_needed_no_longer(cast):
    with override_settings(SEALING_KEYS=OLD):
        app_of(cast.sam)
        codes = recovery_codes(cast.sam)
    assert standing_by_key() == {"old": 2}
    assert rewrap() == [
        "secrets of second factors under key new: 2",
        "Everything stands under the newest key. Older ones are needed by older backups alone.",
    ]
    with override_settings(SEALING_KEYS=NEW):
        assert recovery_codes(cast.sam) == codes
        assert [signs_in(cast.sam), signs_in(cast.sam, codes[0])] == [True, True]


def test_what_stands_in_clear_from_before_works_and_rewrap_seals_it(cast):
    in_clear(cast.sam)
    codes = recovery_codes(cast.sam)
    assert (signs_in(cast.sam, codes[0]), standing_by_key()) == (True, {"none (in clear)": 2})
    rewrap()
    assert standing_by_key() == {"new": 2}
    assert [place for place, text in tables() for word in (SECRET, SEED) if word in text] == []
    assert [signs_in(cast.sam, code) for code in (codes[0], codes[1], "")] == [False, True, True]


def test_rewrap_again_changes_nothing(cast):
    app_of(cast.sam)
    rewrap()
    before = list(Authenticator.objects.order_by("pk").values("data"))
    rewrap()
    assert list(Authenticator.objects.order_by("pk").values("data")) == before


def spoiled(value: str) -> dict[str, str]:
    middle = len(value) // 2
    other = "A" if value[middle] != "A" else "B"
    return {
        "one letter altered": value[:middle] + other + value[middle + 1 :],
        "cut short": value[:-8],
        "no longer base64": value + "!",
        "under another key's name": value.replace(":new:", ":old:"),
        "under no key's name": value.replace(":new:", "::"),
        "no longer called sealed": value.removeprefix("s"),
        "sealed for another purpose": sealing.seal_secret(SECRET, "something else"),
        "emptied": "",
    }


@pytest.mark.parametrize("how", spoiled("sealed:new:" + "x" * 30))
def test_what_was_spoiled_or_swapped_opens_nothing(cast, caplog, how):
    app_of(cast.sam)
    kept = put(cast.sam, spoiled(stored(cast.sam, "totp", "secret"))[how])
    with pytest.raises(SealBroken):
        opened(kept.data["secret"])
    client = with_password(cast.sam)
    with caplog.at_level(logging.ERROR, "people"):
        answer = client.post(GIVE, {"code": code_now()})
    assert ("_auth_user_id" in client.session, answer.status_code) == (False, 422)
    assert "Your second step cannot be checked here." in answer.content.decode()
    assert [record.name for record in caplog.records] == ["people"]
    assert SECRET not in caplog.text


def test_the_key_of_a_text_opens_as_no_secret_of_a_second_factor(db):
    """Both stand under the master key itself: what they are bound to tells them apart."""
    envelope = sealing.seal_bytes(b"words", b"supervision.SessionLog|1|1")
    with pytest.raises(SealBroken):
        sealing._unwrap(envelope.key_id, envelope.wrapped_key, PURPOSE.encode())


def test_the_drill_and_rewrap_name_what_does_not_open_not_what_it_holds(cast):
    app_of(cast.sam)
    app_of(cast.cora)
    with override_settings(SEALING_KEYS=OLD):
        lost = put(cast.sam, sealed(SECRET))
    with override_settings(SEALING_KEYS=NEW):
        tried = open_every_secret()
        assert (tried.count, tried.broken) == (4, [f"second factor {lost.pk}: no master key 'old' is configured"])
        with pytest.raises(CommandError, match="^1 secrets of second factors still stand under an older key. Keep it"):
            rewrap()
    assert standing_by_key() == {"new": 3, "old": 1}
