"""Anybody checks a code: five answers, the same facts as on the paper, no trace of who asked."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from certificates.codes import ALPHABET, canonical, digest, grouped, new_code
from certificates.models import Certificate, CertificateEvent
from certificates.services import replace_certificate
from tests.certificates import making


def heading(response) -> str:
    return re.search(r"<h1>(.*?)</h1>", response.content.decode()).group(1)


def ask(client, certificate):
    return client.get(f"/verify/{grouped(certificate.code)}/")


def event(cast, certificate, kind: str, successor=None) -> None:
    CertificateEvent.objects.create(
        certificate=certificate, kind=kind, successor=successor, at=cast.now, by=cast.cora, reason="Misspelt, said Cora"
    )


def second(cast, certificate, **changes) -> Certificate:
    """Another certificate for Anna, as a replacement or an older one would stand."""
    code = new_code()
    values = {"cycle": certificate.cycle + 1, "number": certificate.number + 1}
    values |= {"code": code, "code_digest": digest(code)}
    fixed = ("programme", "award", "person", "facts", "issued_by", "issued_at", "issued_on", "expires_on")
    return Certificate.objects.create(**{name: getattr(certificate, name) for name in fixed} | values | changes)


def test_valid(cast, certificate, client):
    response = ask(client, certificate)
    assert (response.status_code, heading(response)) == (200, "Valid")


def test_expired_from_the_day_after_the_last(cast, certificate, client):
    today = certificate.issued_on
    last_day = second(cast, certificate, issued_on=today - timedelta(days=700), expires_on=today)
    over = second(
        cast,
        certificate,
        cycle=3,
        number=3,
        code="0" * 16,
        code_digest=digest("0" * 16),
        issued_on=today - timedelta(days=700),
        expires_on=today - timedelta(days=1),
    )
    assert heading(ask(client, last_day)) == "Valid"
    assert heading(client.get("/verify/0000-0000-0000-0000/")) == "Expired"
    assert over.facts == certificate.facts


def test_replaced_leads_to_its_successor(cast, certificate, client):
    successor = replace_certificate(certificate=certificate, by=cast.cora, reason="Misspelt, said Cora", now=cast.now)
    response = ask(client, certificate)
    assert (response.status_code, heading(response)) == (200, "Replaced")
    assert response.content.decode().count(f'href="/verify/{grouped(successor.code)}/"') == 1
    assert response.content.decode().count("Misspelt") == 0
    assert heading(ask(client, successor)) == "Valid"


def test_unknown_is_not_found_and_helps(cast, certificate, client):
    response = client.get("/verify/7KQ2-M9XD-3T0V-HB5R/")
    assert (response.status_code, heading(response)) == (404, "Unknown")
    assert response.content.decode().count('name="code"') == 1


def test_every_known_answer_repeats_the_facts_and_asks_to_compare(cast, certificate, client):
    said = making.facts_said(certificate, "code")
    said += ["Compare each line with the certificate", "http://localhost:8000/verify/"]
    for kind in ("issued", "revoked", "replaced"):
        if kind == "replaced":
            certificate = second(cast, certificate)
        if kind != "issued":
            event(cast, certificate, kind, second(cast, certificate, cycle=9, number=9) if kind == "replaced" else None)
        page = ask(client, certificate).content.decode()
        assert [fact for fact in said if fact not in page] == [], kind


def test_it_says_nothing_that_the_paper_does_not_say(cast, certificate, client):
    page = ask(client, certificate).content.decode()
    secret = [cast.anna.email, cast.cora.email, "Alder", "Ben Walsh", "Sam Reyes"]
    secret += [str(cast.anna.pk), str(certificate.pk)]
    assert [word for word in secret if word in page] == []


@pytest.mark.parametrize(
    "garble",
    [
        lambda code: code.lower(),
        " ".join,
        lambda code: grouped(code).replace("-", " - "),
        lambda code: f"  {grouped(code)}  ",
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("0", "o").replace("1", "I"),
        lambda code: f"http://localhost:8000/verify/{grouped(code)}/",
        lambda code: grouped(code).replace("-", "\u2013"),
    ],
)
def test_the_form_forgives_how_people_type(cast, certificate, client, garble):
    response = client.get("/verify/", {"code": garble(certificate.code)})
    assert response["Location"] == f"/verify/{grouped(certificate.code)}/"


@given(st.text(alphabet=ALPHABET, min_size=16, max_size=16), st.data())
def test_a_code_survives_being_read_aloud(code, data):
    """Whatever look-alikes, breaks and capitals somebody uses, it is the same code."""
    alike = {"0": "0oO", "1": "1iIlL"}
    breaks = st.sampled_from(["", " ", "-", "."])
    typed = "".join(
        data.draw(st.sampled_from(alike.get(char, char + char.lower()))) + data.draw(breaks) for char in code
    )
    assert canonical(typed) == code == canonical(grouped(code))


@given(st.text(max_size=300))
def test_whatever_is_typed_is_no_error(typed):
    assert len(canonical(typed)) <= 17


@pytest.mark.parametrize("typed", ["", "   ", "---", "/"])
def test_an_empty_form_says_what_to_enter(db, client, typed):
    response = client.get("/verify/", {"code": typed})
    assert response.status_code == 200
    assert response.content.decode().count("Enter the code that is printed on the certificate.") == 2


def test_mutated_codes_are_unknown(cast, certificate, client, settings):
    """Every code that differs in one character, and every one with two neighbours exchanged."""
    settings.VERIFY_PER_ADDRESS = settings.VERIFY_BY_EVERYBODY = 10_000
    code = certificate.code
    near = {code[:at] + char + code[at + 1 :] for at in range(16) for char in ALPHABET}
    near |= {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(15)}
    near |= {code[:-1], code + "0", code[1:], code * 2, code[::-1]}
    near -= {code}
    assert Certificate.objects.filter(code_digest__in=[digest(canonical(item)) for item in near]).count() == 0
    for item in sorted(near)[:20]:
        assert client.get(f"/verify/{item}/").status_code == 404


def test_a_number_is_not_a_code(cast, certificate, client):
    for guess in (certificate.facts["number"], str(certificate.number), str(certificate.pk), certificate.code_digest):
        assert client.get(f"/verify/{guess}/").status_code == 404


def test_right_and_wrong_codes_are_the_same_work(cast, certificate, client):
    """One search, for a digest: what was typed is never compared with what is stored."""
    client.get("/verify/")
    answers = []
    nearly = certificate.code[:-1] + ("0" if certificate.code[-1] != "0" else "1")
    for code in (certificate.code, new_code(), "x", nearly):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/verify/{code}/")
        asked = [query["sql"] for query in queries if "certificates_certificate" in query["sql"]]
        answers.append(len(asked))
        assert certificate.code not in asked[0]
        assert digest(canonical(code)) in asked[0]
    assert answers == [1, 1, 1, 1]


def test_wrong_codes_get_the_same_page_byte_for_byte(cast, certificate, client):
    wrong = ("7KQ2-M9XD-3T0V-HB5R", "<script>", "x" * 500, new_code())
    assert len({client.get(f"/verify/{code}/").content for code in wrong}) == 1


@pytest.mark.parametrize("path", ["/verify/", "/verify/7KQ2-M9XD-3T0V-HB5R/", None])
def test_it_leaves_no_cookie_is_not_listed_and_is_light(cast, certificate, client, path):
    response = client.get(path or f"/verify/{certificate.code}/")
    assert response.cookies == {}
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response.content.decode().count('<meta name="robots" content="noindex, nofollow">') == 1
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert len(response.content) < 30_000


def test_no_writes(cast, certificate, client):
    client.get("/verify/")
    with CaptureQueriesContext(connection) as queries:
        ask(client, certificate)
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_hostile_facts_are_text_on_the_page(cast, client):
    cast.anna.first_name = "<script>alert(1)</script>"
    cast.anna.save()
    certificate = making.annas_certificate(cast)
    page = ask(client, certificate).content.decode()
    assert (page.count("<script>alert"), page.count("&lt;script&gt;alert(1)&lt;/script&gt;")) == (0, 1)
