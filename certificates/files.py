"""The stored file of a certificate: drawn once by the worker, kept under its digest, checked when it is handed out."""

import hashlib
import hmac
from datetime import datetime
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages
from django.db import transaction

from certificates.models import Certificate, CertificateFile
from certificates.pdf import draw
from delivery.mail import notify
from delivery.models import Effect
from foundation.storage import write_whole

FOLDER = "certificates"


class AlteredFile(Exception):
    """The stored bytes are not those that were drawn. Nobody is given them; an operator has to look."""


def deliver_file(effect: Effect, now: datetime) -> None:
    """The worker's part: make the file of the certificate that `effect` names. A repeat changes nothing."""
    make_file(Certificate.objects.select_related("person").get(pk=effect.object_id), now)


def make_file(certificate: Certificate, now: datetime) -> CertificateFile:
    """Draw and keep the file unless it is kept already, then tell the holder."""
    file = CertificateFile.objects.filter(certificate=certificate).first()
    if file and private().exists(file.name):
        return file
    name, digest, size = keep(draw(certificate.facts))
    if file and file.sha256 != digest:
        raise AlteredFile(f"certificate {certificate.pk} draws differently now; restore {file.name} from the backup")
    with transaction.atomic():
        file, _made = CertificateFile.objects.get_or_create(
            certificate=certificate, defaults={"name": name, "sha256": digest, "size": size, "made_at": now}
        )
        notify(certificate.person, "certificate_ready", about=certificate.pk, now=now)
    return file


def read_file(file: CertificateFile) -> bytes:
    """The bytes as they were drawn. Raises AlteredFile or OSError."""
    with private().open(file.name) as stored:
        content: bytes = stored.read()
    if not hmac.compare_digest(hashlib.sha256(content).hexdigest(), file.sha256):
        raise AlteredFile(f"{file.name} is not what was drawn")
    return content


def keep(content: bytes) -> tuple[str, str, int]:
    """Write `content` under its digest, whole or not at all. Returns name, digest and size."""
    digest = hashlib.sha256(content).hexdigest()
    name = f"{FOLDER}/{digest}.pdf"
    write_whole(Path(private().path(name)), [content])
    return name, digest, len(content)


def private() -> FileSystemStorage:
    storage = storages["private"]
    assert isinstance(storage, FileSystemStorage)
    return storage
