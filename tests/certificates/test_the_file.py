"""The stored file: made once by the worker, whole or not at all, and handed out only as it was made."""

import hashlib
from pathlib import Path

import pytest
from django.core import mail

from certificates import files
from certificates.files import AlteredFile, make_file, private, read_file
from certificates.models import CertificateFile
from delivery.models import Effect
from delivery.services import deliver, deliver_due
from foundation import storage


def effect() -> Effect:
    return Effect.objects.get(kind="certificates.pdf")


def stored() -> set[str]:
    folder = Path(private().path(files.FOLDER))
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_the_worker_makes_it_and_tells_the_holder_once_it_is_there(cast, certificate):
    assert not Effect.objects.filter(kind="mail:certificate_ready").exists()
    deliver_due(cast.now)
    kept = CertificateFile.objects.get()
    content = read_file(kept)
    assert (kept.certificate, kept.size, kept.made_at) == (certificate, len(content), cast.now)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert (kept.name, content[:5]) == (f"certificates/{kept.sha256}.pdf", b"%PDF-")
    assert effect().state == "done"
    deliver_due(cast.now)
    told = [message for message in mail.outbox if message.subject == "Your certificate is ready"]
    assert [message.to for message in told] == [[cast.anna.email]]
    assert "http://localhost:8000/certificates/" in told[0].body
    assert [word for word in ("Okoye", "Cora", certificate.facts["code"], "THAMES") if word in told[0].body] == []


def test_a_repeat_makes_no_second_file_and_no_second_mail(cast, certificate):
    deliver(effect(), cast.now)
    before = stored()
    deliver(effect(), cast.now)
    assert (stored(), CertificateFile.objects.count()) == (before, 1)
    assert Effect.objects.filter(kind="mail:certificate_ready").count() == 1


def test_a_failure_is_tried_again(cast, certificate, monkeypatch):
    """The disk is full the first time: no row, no half a file, and the outbox keeps the order."""
    before = stored()

    def full(*args):
        raise OSError("No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(storage.os, "fsync", full)
        deliver(effect(), cast.now)
    put_off = effect()
    assert (put_off.state, put_off.attempts, put_off.last_error) == ("pending", 1, "OSError")
    assert (stored(), CertificateFile.objects.count()) == (before, 0)
    deliver_due(put_off.next_at)
    assert (effect().state, CertificateFile.objects.count()) == ("done", 1)


def test_a_file_that_was_lost_is_drawn_again_under_the_same_digest(cast, certificate):
    kept = make_file(certificate, cast.now)
    Path(private().path(kept.name)).unlink()
    assert make_file(certificate, cast.now) == kept
    assert hashlib.sha256(read_file(kept)).hexdigest() == kept.sha256


def test_an_altered_file_is_given_to_nobody(cast, certificate, sign_in):
    kept = make_file(certificate, cast.now)
    path = Path(private().path(kept.name))
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"%PDF-1.7", b"%PDF-1.6"))
    try:
        with pytest.raises(AlteredFile):
            read_file(kept)
        with pytest.raises(AlteredFile):
            sign_in(cast.anna).get(f"/certificates/{certificate.pk}.pdf")
    finally:
        path.write_bytes(whole)


def test_nobody_else_on_the_machine_may_read_it(cast, certificate):
    kept = make_file(certificate, cast.now)
    path = Path(private().path(kept.name))
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_it_lies_under_no_public_address(cast, certificate, sign_in):
    kept = make_file(certificate, cast.now)
    client = sign_in(cast.anna)
    for prefix in ("/media/", "/static/", "/private/", "/"):
        assert client.get(prefix + kept.name).status_code == 404
