"""The verbs of this app: authorise, issue, replace, revoke; and the award that a programme begins with."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from certificates import permissions
from certificates.codes import digest, new_code
from certificates.deeds import CertificateDeed
from certificates.facts import Facts, freeze_facts, months_after, number_text, succeeding_facts
from certificates.glyphs import cannot_print, unprintable
from certificates.items import Item, missing
from certificates.models import ENDINGS, Award, AwardRule, Certificate, CertificateEvent, NumberSeries, Status
from certificates.queries import AwardStanding, Standing, facilitators, standing_of
from confidential.services import note
from delivery.mail import notify
from delivery.services import enqueue
from foundation.days import local_day
from foundation.refusals import Refusal
from people.deeds import AuthorisationDeed
from people.models import Authorisation, Programme, User
from people.queries import authorisation_of, membership_of

FIRST_AWARD: dict[str, Any] = {
    "name": _("Peer group facilitator"),
    "valid_months": 24,
    "what_it_proves": _(
        "The holder completed the training, was authorised to co-facilitate peer-support groups, co-facilitated "
        "group sessions and attended supervision, in the numbers given here."
    ),
    "what_it_is_not": _(
        "It is not a licence to practise and not a qualification in psychotherapy or supervision. Nothing that the "
        "holder wrote or said was marked for it."
    ),
    "wording": "2025-1",
}
FIRST_RULES = (
    (AwardRule.Kind.AUTHORISED, 1),
    (AwardRule.Kind.SESSIONS, 6),
    (AwardRule.Kind.SUPERVISIONS, 2),
)


@transaction.atomic
def ensure_award(programme: Programme) -> Award:
    """The award "Peer group facilitator" of `programme`, made if it is not there. One that stands is left as it is."""
    award, made = Award.objects.get_or_create(
        programme=programme,
        slug="peer-group-facilitator",
        defaults={key: value if isinstance(value, int) else str(value) for key, value in FIRST_AWARD.items()},
    )
    if made:
        AwardRule.objects.bulk_create(
            AwardRule(award=award, kind=kind, threshold=threshold, position=position)
            for position, (kind, threshold) in enumerate(FIRST_RULES, start=1)
        )
    return award


@transaction.atomic
def authorise(*, person: User, programme: Programme, by: User, now: datetime) -> Authorisation:
    """Let `person` co-facilitate in `programme` from `now` on. Doing it twice changes nothing.

    Raises Refusal unless a coordinator of the programme, other than the person, asks and every item is met.
    """
    refuse_unfit_hand(person, programme, by, now)
    standing = locked_standing(person, programme, now)
    if current := authorisation_of(person, programme.pk, now):
        return current
    refuse_missing(standing.authorisation)
    end_authorisations(person, programme, now)
    authorisation = Authorisation.objects.create(
        person=person,
        programme=programme,
        confirmed_by=by,
        starts_at=now,
        basis=[{"label": item.label, "detail": item.detail} for item in standing.authorisation],
    )
    note(authorisation, actor=by, deed=AuthorisationDeed.CONFIRMED, owner_id=person.pk, now=now)
    notify(person, "authorised", about=authorisation.pk, now=now)
    return authorisation


def end_authorisations(person: User, programme: Programme, now: datetime) -> None:
    """Whatever they were authorised to in the programme ends at `now`."""
    still_open = Authorisation.objects.filter(person=person, programme=programme, ends_at=None)
    still_open.filter(starts_at__lt=now).update(ends_at=now)


@transaction.atomic
def issue_certificate(*, award: Award, person: User, by: User, now: datetime) -> Certificate:
    """Certify that `person` met what `award` takes. While a certificate is in hand, that one is returned.

    The number, the facts, the event and the order for the file are one transaction: all of them or none.
    Raises Refusal unless a coordinator of the programme, other than the person, asks and every item is met.
    """
    refuse_unfit_hand(person, award.programme, by, now)
    standing = locked_standing(person, award.programme, now)
    entry = standing_in(standing, award)
    if entry.in_hand and entry.certificate:
        return entry.certificate
    refuse_missing(entry.items)
    refuse_without_name(person)
    certificate = write_certificate(entry, person, by, now)
    order_file(certificate, now)
    note(certificate, actor=by, deed=CertificateDeed.ISSUED, owner_id=person.pk, now=now)
    return certificate


@transaction.atomic
def replace_certificate(*, certificate: Certificate, by: User, reason: str, now: datetime) -> Certificate:
    """Put right what a certificate says of its holder: a successor with the same items and the same last day.

    The old one stays as it is and names its successor; the successor names it. Replacing it twice gives the same one.
    Raises Refusal unless a coordinator of the programme, other than the holder, asks while it is valid.
    """
    old = locked_certificate(certificate)
    refuse_unfit_hand(old.person, old.programme, by, now)
    if old.replaced:
        refuse_another_reason(old, CertificateEvent.Kind.REPLACED, by, reason)
        return Certificate.objects.get(code=old.successor_code)
    refuse_ending(old, Status.REPLACED, now)
    refuse_without_name(old.person)
    successor = write_successor(old, by, now)
    end(old, CertificateEvent.Kind.REPLACED, by=by, reason=reason, now=now, successor=successor)
    order_file(successor, now)
    return successor


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, by: User, reason: str, now: datetime) -> None:
    """End a certificate before its day. What it said stays on record; doing it twice changes nothing.

    `reason` is read by the holder and the governance leads, never by those who check the certificate.
    Raises Refusal unless a governance lead of the programme, other than the holder, asks while it can be revoked.
    """
    locked = locked_certificate(certificate)
    refuse_unfit_governance(locked, by, now)
    if locked.revoked:
        refuse_another_reason(locked, CertificateEvent.Kind.REVOKED, by, reason)
        return
    refuse_ending(locked, Status.REVOKED, now)
    end(locked, CertificateEvent.Kind.REVOKED, by=by, reason=reason, now=now)
    notify(locked.person, "certificate_ended", about=locked.pk, now=now)


def write_certificate(entry: AwardStanding, person: User, by: User, now: datetime) -> Certificate:
    """The row and its first event. Needs the lock of `locked_standing`."""
    award, code = entry.award, new_code()
    issued_on = local_day(now, award.programme.zone)
    expires_on = months_after(issued_on, award.valid_months)
    number = next_number(award.programme)
    facts = freeze_facts(
        award=award,
        person=person,
        membership=membership_of(person, now),
        items=entry.items,
        by=by,
        number=number,
        code=code,
        issued_on=issued_on,
        expires_on=expires_on,
    )
    refuse_unprintable(person.full_name, facts)
    cycle = entry.certificate.cycle + 1 if entry.certificate else 1
    return enter(award, person, facts, number=number, code=code, cycle=cycle, expires_on=expires_on, by=by, now=now)


def write_successor(old: Certificate, by: User, now: datetime) -> Certificate:
    """The row that stands in for `old`, and its first event. Needs the lock of `locked_certificate`."""
    code, number = new_code(), next_number(old.programme)
    facts = succeeding_facts(
        old.facts,
        person=old.person,
        membership=membership_of(old.person, now),
        by=by,
        number=number_text(old.programme, number),
        code=code,
        issued_on=local_day(now, old.programme.zone),
    )
    refuse_unprintable(old.person.full_name, facts)
    return enter(
        old.award,
        old.person,
        facts,
        number=number,
        code=code,
        cycle=old.cycle + 1,
        expires_on=old.expires_on,
        by=by,
        now=now,
    )


def enter(
    award: Award,
    person: User,
    facts: Facts,
    *,
    number: int,
    code: str,
    cycle: int,
    expires_on: date,
    by: User,
    now: datetime,
) -> Certificate:
    """Enter one issue into the register, with its first event."""
    certificate = Certificate.objects.create(
        programme=award.programme,
        award=award,
        person=person,
        number=number,
        code=code,
        code_digest=digest(code),
        cycle=cycle,
        facts=facts,
        issued_by=by,
        issued_at=now,
        issued_on=local_day(now, award.programme.zone),
        expires_on=expires_on,
    )
    CertificateEvent.objects.create(certificate=certificate, kind=CertificateEvent.Kind.ISSUED, at=now, by=by)
    return certificate


def end(
    certificate: Certificate,
    kind: CertificateEvent.Kind,
    *,
    by: User,
    reason: str,
    now: datetime,
    successor: Certificate | None = None,
) -> None:
    """The event that ends a certificate, and its line in the trail."""
    CertificateEvent.objects.create(
        certificate=certificate, kind=kind, at=now, by=by, reason=reason, successor=successor
    )
    note(certificate, actor=by, deed=CertificateDeed(kind.value), owner_id=certificate.person_id, now=now)


def refuse_another_reason(certificate: Certificate, kind: CertificateEvent.Kind, by: User, reason: str) -> None:
    """A second click is one. What somebody else writes is not dropped in silence: an event has one reason."""
    event = certificate.events.select_related("by").get(kind=kind)
    if event.by_id == by.pk or event.reason == reason:
        return
    raise Refusal(
        _("%(name)s did this before you, and wrote: “%(reason)s”. We kept their reason; yours was not added.")
        % {"name": event.by.name, "reason": event.reason}
    )


def order_file(certificate: Certificate, now: datetime) -> None:
    enqueue(kind="certificates.pdf", object_id=certificate.pk, key=f"certificates.pdf:{certificate.pk}", now=now)


def locked_certificate(certificate: Certificate) -> Certificate:
    """The row as it stands, locked, so that two endings come one after the other."""
    Certificate.objects.select_for_update().get(pk=certificate.pk)
    return (
        Certificate.objects.with_standing()
        .select_related("programme", "person", "award__programme")
        .get(pk=certificate.pk)
    )


def next_number(programme: Programme) -> int:
    """Take the next number. The row stays locked until the transaction ends, so a rollback gives it back."""
    NumberSeries.objects.get_or_create(programme=programme)
    NumberSeries.objects.filter(programme=programme).update(last=F("last") + 1)
    return NumberSeries.objects.values_list("last", flat=True).get(programme=programme)


def locked_standing(person: User, programme: Programme, now: datetime) -> Standing:
    """How `person` stands, read after their appointment was locked, so that two clicks come one after the other."""
    appointment = facilitators(now).filter(person=person, programme=programme)
    if not appointment.select_for_update().values_list("pk", flat=True)[:1]:
        raise Refusal(_("This person is not a facilitator of the programme. Appoint them first."))
    standing = standing_of(person, programme, now)
    assert standing is not None
    return standing


def standing_in(standing: Standing, award: Award) -> AwardStanding:
    for entry in standing.awards:
        if entry.award == award:
            return entry
    raise Refusal(_("This award has no rules yet, so it cannot be issued. Ask a content editor."))


def refuse_unfit_hand(person: User, programme: Programme, by: User, now: datetime) -> None:
    if person == by:
        raise Refusal(_("You cannot do this for yourself. Ask another coordinator of the programme."))
    if not permissions.coordinates(by, programme.pk, now):
        raise Refusal(_("Only a coordinator of this programme can do this. Please ask one of them."))


def refuse_missing(items: list[Item]) -> None:
    """Raise Refusal that names the first thing missing and who acts next."""
    for item in missing(items)[:1]:
        raise Refusal(
            _("Not yet: %(label)s (%(detail)s). Waiting for %(who)s.")
            % {"label": item.label, "detail": item.detail, "who": item.who_next}
        )


def refuse_without_name(person: User) -> None:
    if not person.first_name and not person.last_name:
        raise Refusal(_("This account has no name yet, so there is nothing to print. Add the name first."))


def refuse_unprintable(name: str, facts: Facts) -> None:
    """The name as it was typed, and every text as it will stand on the paper."""
    for text in (name, *(value for value in facts.values() if isinstance(value, str))):
        if lacking := unprintable(text):
            raise Refusal(cannot_print(lacking, text))


def refuse_unfit_governance(certificate: Certificate, by: User, now: datetime) -> None:
    if certificate.person == by:
        raise Refusal(_("You cannot do this for yourself. Ask another governance lead of the programme."))
    if not permissions.governs(by, certificate.programme_id, now):
        raise Refusal(_("Only a governance lead of this programme can revoke a certificate. Please ask them."))


def refuse_ending(certificate: Certificate, ending: Status, now: datetime) -> None:
    """Raise Refusal where the certificate has ended already, with what to do instead."""
    status = certificate.status(local_day(now, certificate.programme.zone))
    if ENDINGS.allow(status, ending):
        return
    instead = {
        Status.REVOKED: _("It is already revoked, so nothing has changed."),
        Status.REPLACED: _("It has been replaced, so nothing has changed. Open the one that replaces it."),
        Status.EXPIRED: _("It has expired, so it cannot be corrected. Issue a renewal with the right name."),
    }
    raise Refusal(instead[status])
