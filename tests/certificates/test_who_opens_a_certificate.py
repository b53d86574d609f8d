"""The page and the file of a certificate open for its holder and for those who keep the register."""

import pytest

from certificates.files import make_file, read_file

MAY = {"owner", "coordinator", "governance"}


@pytest.mark.parametrize("ending", ["/", ".pdf"])
def test_everybody_in_the_cast(cast, certificate, sign_in, client, ending):
    make_file(certificate, cast.now)
    url = f"/certificates/{certificate.pk}{ending}"
    found = {relation: sign_in(person).get(url).status_code for relation, person in cast.by_relation().items()}
    assert found == {relation: 200 if relation in MAY else 404 for relation in cast.by_relation()}
    assert client.get(url)["Location"] == f"/accounts/login/?next={url}"


def test_a_former_coordinator_no_more(cast, certificate, sign_in):
    cast.cora.appointments.update(ends_at=cast.now)
    assert sign_in(cast.cora).get(f"/certificates/{certificate.pk}/").status_code == 404


def test_the_holder_keeps_it_after_leaving_the_programme(cast, certificate, sign_in):
    cast.anna.appointments.update(ends_at=cast.now)
    assert sign_in(cast.anna).get(f"/certificates/{certificate.pk}/").status_code == 200


def test_the_file_is_saved_not_shown_and_kept_by_no_cache(cast, certificate, sign_in):
    kept = make_file(certificate, cast.now)
    response = sign_in(cast.anna).get(f"/certificates/{certificate.pk}.pdf")
    assert response.content == read_file(kept)
    headers = ("Content-Type", "Content-Disposition", "Cache-Control", "X-Content-Type-Options")
    assert [response[header] for header in headers] == [
        "application/pdf",
        'attachment; filename="certificate-THAMES-0001.pdf"',
        "no-store, private",
        "nosniff",
    ]


def test_a_file_that_is_not_there_yet_is_said_to_be_in_the_making(cast, certificate, sign_in):
    client = sign_in(cast.anna)
    page = client.get(f"/certificates/{certificate.pk}/").content.decode()
    assert page.count("The file is being made.") == 1
    assert page.count(f'<a href="/certificates/{certificate.pk}/">Reload this page</a>') == 1
    late = client.get(f"/certificates/{certificate.pk}.pdf", follow=True)
    assert late.redirect_chain == [(f"/certificates/{certificate.pk}/", 302)]
    assert late.content.decode().count("The file is still being made.") == 1


def test_the_page_says_what_the_paper_says(cast, certificate, sign_in):
    page = sign_in(cast.anna).get(f"/certificates/{certificate.pk}/").content.decode()
    facts = certificate.facts
    said = [facts[key] for key in ("name", "award", "number", "specialty", "region", "organisation", "issuer", "code")]
    assert [fact for fact in said if fact not in page] == []


def test_a_wrong_method_is_refused(cast, certificate, sign_in):
    client = sign_in(cast.anna)
    for url in ("/certificates/", f"/certificates/{certificate.pk}/", f"/certificates/{certificate.pk}.pdf"):
        assert client.post(url).status_code == 405
