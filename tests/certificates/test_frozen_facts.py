"""An issued certificate stays as it was: neither a later change nor the database's own commands reach it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from certificates.files import make_file, read_file
from certificates.models import Certificate, CertificateEvent, CertificateFile
from certificates.pdf import draw
from people.models import Specialty


def rename_everything(cast, award) -> None:
    cast.anna.first_name, cast.anna.last_name = "Somebody", "Else"
    cast.anna.save()
    cast.cora.last_name = "Married"
    cast.cora.save()
    award.name, award.what_it_proves, award.wording, award.valid_months = "Renamed", "Anything", "2030-9", 60
    award.save()
    Specialty.objects.filter(name="Acute medicine").update(name="Renamed specialty")
    for row in (cast.thames, cast.thames.region):
        row.name = "Renamed place"
        row.save()


def page_of(client, certificate) -> str:
    return client.get(f"/verify/{certificate.code}/").content.decode()


def test_renaming_changes_neither_the_page_nor_the_bytes(cast, certificate, client):
    before, kept = page_of(client, certificate), make_file(certificate, cast.now)
    content = read_file(kept)
    rename_everything(cast, certificate.award)
    certificate = Certificate.objects.get()
    assert page_of(client, certificate) == before
    assert read_file(make_file(certificate, cast.now)) == content


def test_a_file_made_after_the_renaming_is_the_one_made_before(cast, certificate):
    """The worker may be late: it draws from the facts, not from the people."""
    before = draw(certificate.facts)
    rename_everything(cast, certificate.award)
    assert draw(Certificate.objects.get().facts) == before


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as refusal:
        return "append-only" in str(refusal)
    return False


@pytest.mark.parametrize("model", [Certificate, CertificateEvent, CertificateFile])
def test_the_database_neither_changes_nor_deletes_these_rows(cast, certificate, model):
    make_file(certificate, cast.now)
    row = model.objects.get()
    table, key = model._meta.db_table, model._meta.pk.column
    told = [field for field in model._meta.concrete_fields if getattr(row, field.attname) is not None]
    for column in [field.column for field in told if not field.primary_key]:
        assert refused(f'UPDATE "{table}" SET "{column}" = NULL WHERE "{key}" IS NOT NULL'), column
    assert refused(f'DELETE FROM "{table}"')
    assert model.objects.get() == row


def test_whoever_or_whatever_it_rests_on_cannot_be_deleted(cast, certificate):
    for row in (certificate.award, cast.anna, cast.thames, cast.cora):
        with pytest.raises(ProtectedError):
            row.delete()
