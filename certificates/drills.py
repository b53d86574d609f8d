"""Whether every certificate can still be checked and handed out: its code, its facts, its file."""

from collections.abc import Iterator

from certificates.codes import digest, grouped
from certificates.facts import number_text
from certificates.files import AlteredFile, read_file
from certificates.models import Certificate, CertificateFile
from delivery.models import Effect
from foundation.drills import Tried


def verify_every_certificate() -> Tried:
    tried = Tried()
    waiting = Effect.objects.filter(kind="certificates.pdf", state=Effect.State.PENDING)
    ordered = set(waiting.values_list("object_id", flat=True))
    for certificate in Certificate.objects.select_related("programme", "file").iterator(chunk_size=200):
        tried.count += 1
        wrong = next(_what_is_wrong(certificate, file_is_ordered=certificate.pk in ordered), None)
        if wrong:
            tried.broken.append(f"certificate {certificate.pk}: {wrong}")
    return tried


def _what_is_wrong(certificate: Certificate, *, file_is_ordered: bool) -> Iterator[str]:
    facts = certificate.facts
    if certificate.code_digest != digest(certificate.code) or facts["code"] != grouped(certificate.code):
        yield "its code is not the one that is looked for"
    if facts["number"] != number_text(certificate.programme, certificate.number):
        yield "its number is not the one on the paper"
    if (facts["issued_on"], facts["expires_on"]) != (
        certificate.issued_on.isoformat(),
        certificate.expires_on.isoformat(),
    ):
        yield "its dates are not those on the paper"
    file: CertificateFile | None = getattr(certificate, "file", None)
    if file is None and not file_is_ordered:
        yield "it has no file, and none is being made"
    if file is not None:
        yield from _what_is_wrong_with_its_file(file)


def _what_is_wrong_with_its_file(file: CertificateFile) -> Iterator[str]:
    try:
        content = read_file(file)
    except (AlteredFile, OSError) as broken:
        yield f"its file cannot be handed out ({type(broken).__name__})"
    else:
        if len(content) != file.size:
            yield "its file has another size"
