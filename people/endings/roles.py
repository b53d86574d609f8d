"""A role ends, and with all of somebody's roles they leave the programme."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delivery.mail import notify
from foundation.dated import DatedQuerySet
from foundation.http import Request
from foundation.refusals import Refusal
from people import services
from people.deeds import AppointmentDeed
from people.endings.days import last_day
from people.endings.kinds import EndingKind
from people.endings.models import Ending, Event
from people.endings.registry import Occasion, Telling, Words
from people.models import Appointment, Programme, Role, User
from people.notices import OWN_ROLE_ENDED, ROLE_ENDED
from people.permissions import may_end
from people.queries import SECOND_FACTOR_ROLES, overseen_programmes, overseers_of, roles_of
from people.scope import in_programme, roles_in

WHO_ENDS_A_LEAD = gettext_lazy(
    "Another governance lead of the programme ends a governance lead's role. If there is no "
    "other, invite one first; if you cannot, ask the people who run this site."
)
WHO_ENDS_A_DEPUTY = gettext_lazy("A governance lead of the programme ends a deputy's role. Ask them.")
WHO_ENDS = {Role.GOVERNANCE: WHO_ENDS_A_LEAD, Role.DEPUTY: WHO_ENDS_A_DEPUTY}
# Without one of these nobody is left to act: the last who stays cannot be ended.
LAST_OF = {
    Role.COORDINATOR: gettext_lazy("This is the programme's only coordinator. Invite another one first."),
    Role.GOVERNANCE: gettext_lazy("This is the programme's only governance lead. Invite another one first."),
    # A concern about the lead needs somebody to go to.
    Role.DEPUTY: gettext_lazy("This is the governance lead's only deputy. Invite another one first."),
}
MEANS: dict[str, Sequence[Words]] = {
    Role.FACILITATOR: (
        gettext_lazy("they no longer have a supervisor or a place in a pair; their partner keeps theirs"),
        gettext_lazy("they can no longer record sessions; if they come back, they need to be authorised again"),
        gettext_lazy("their logs, reflections and certificates stay theirs, to read and download"),
    ),
    Role.SUPERVISOR: (
        gettext_lazy("they can no longer open what was shared with them"),
        gettext_lazy("everyone they supervise has no supervisor until you propose another"),
        gettext_lazy("their meetings go to a new supervisor if you propose one first; otherwise they are cancelled"),
    ),
    Role.TRAINER: (gettext_lazy("they can no longer plan, open or record practice days"),),
    Role.GOVERNANCE: (
        gettext_lazy("they can no longer see concerns; those that have escalated stay with the other governance leads"),
        gettext_lazy("their open invitations to be a governance lead or deputy here are withdrawn"),
    ),
    Role.DEPUTY: (
        gettext_lazy("they can no longer see concerns; those they had stay with the lead and the other deputies"),
    ),
    Role.COORDINATOR: (
        gettext_lazy("they can no longer invite, pair, assign or issue certificates, and cannot take the role back"),
        gettext_lazy("their open invitations and proposals here are withdrawn; another coordinator can make new ones"),
    ),
}
ANY_OTHER = (gettext_lazy("they can no longer do what this role allowed"),)


def role_occasion(appointment: Appointment, *, by: User | None, at: datetime, now: datetime) -> Occasion:
    return Occasion(Event.ROLE_ENDS, appointment.programme, appointment, at=at, now=now, by=by, gone=appointment.person)


class RoleEnds(EndingKind):
    dated = True
    button = gettext_lazy("End this role")

    def load(self, request: Request, pk: UUID | None, /, **_more: Any) -> Occasion:
        return role_occasion(endable(request, pk), by=request.user, at=request.now, now=request.now)

    def again(self, ending: Ending, now: datetime) -> Occasion:
        return role_occasion(_appointments().get(pk=ending.subject_id), by=ending.by, at=ending.at, now=now)

    def title(self, occasion: Occasion) -> str:
        appointment: Appointment = occasion.subject
        return _("%(name)s: no longer a %(role)s?") % {
            "name": appointment.person.name,
            "role": appointment.get_role_display(),
        }

    def sentences(self, occasion: Occasion) -> Sequence[Words]:
        watched = occasion.subject.role in SECOND_FACTOR_ROLES
        return (
            *MEANS.get(occasion.subject.role, ANY_OTHER),
            _("their account stays, with any other roles they have"),
            _("they are told by email, and so are the other coordinators, governance leads and deputies")
            if watched
            else _("they are told by email"),
        )

    def beside(self, occasion: Occasion) -> tuple[str, str] | None:
        words = _("%(name)s leaves the programme: end all their roles at once") % {"name": occasion.subject.person.name}
        return words, reverse("people:leave_programme", args=[occasion.subject.pk])

    def said(self, occasion: Occasion) -> str:
        words = {"name": occasion.subject.person.name, "role": occasion.subject.get_role_display()}
        if occasion.at > occasion.now:
            words["day"] = last_day(occasion.at, occasion.programme)
            return _("%(name)s is a %(role)s here until the end of %(day)s.") % words
        return _("%(name)s is no longer a %(role)s here.") % words

    def back(self, request: Request, occasion: Occasion) -> str:
        return back_to_people(request, occasion.programme)

    def locked(self, occasion: Occasion) -> Occasion:
        # Two coordinators who end each other's roles come one after the other.
        Programme.objects.select_for_update(no_key=True).get(pk=occasion.programme.pk)
        appointment = _appointments().select_for_update(of=("self",)).get(pk=occasion.subject.pk)
        return replace(occasion, subject=appointment)

    def ended_at(self, occasion: Occasion) -> datetime | None:
        ends_at: datetime | None = occasion.subject.ends_at
        return ends_at

    def refuse(self, occasion: Occasion) -> None:
        """For anybody but who may end it, and for the last of those without whom nobody acts."""
        appointment, by = occasion.subject, occasion.by
        if by is None:
            return
        roles = [
            role for role, programmes in roles_of(by, occasion.now).items() if appointment.programme_id in programmes
        ]
        if not may_end(appointment, by, roles):
            raise Refusal(WHO_ENDS.get(Role(appointment.role), services.WHO_COORDINATES))
        in_roles = Appointment.objects.current(occasion.now).exclude(pk=appointment.pk)
        stay = in_roles.filter(programme=appointment.programme_id, role=appointment.role, ends_at=None)
        if appointment.role in LAST_OF and not stay.exists():
            raise Refusal(LAST_OF[appointment.role])

    def decide(self, occasion: Occasion) -> None:
        appointment = occasion.subject
        appointment.ends_at = occasion.at
        appointment.save(update_fields=["ends_at"])
        if occasion.by:
            services.note_about(
                appointment, actor=occasion.by, deed=AppointmentDeed.ENDED, owner=appointment.person, now=occasion.now
            )

    def take_back(self, occasion: Occasion) -> None:
        appointment = occasion.subject
        appointment.ends_at = None
        appointment.save(update_fields=["ends_at"])
        if occasion.by:
            services.note_about(
                appointment, actor=occasion.by, deed=AppointmentDeed.GOES_ON, owner=appointment.person, now=occasion.now
            )

    def carry_out(self, occasion: Occasion) -> None:
        appointment, now = occasion.subject, occasion.now
        services.sync_admin_groups(appointment.person, now)
        notify(appointment.person, OWN_ROLE_ENDED, about=appointment.pk, now=now)
        services.tell_overseers(appointment, ROLE_ENDED, besides=[appointment.person, occasion.by], now=now)

    def tells(self, occasion: Occasion) -> Sequence[Telling]:
        appointment = occasion.subject
        words = {"role": appointment.get_role_display(), "programme": appointment.programme.name}
        said = _("You are no longer a %(role)s in %(programme)s.") % words
        return (Telling(appointment.person, said, reverse("pages:account"), mail=False),)

    def announces(self, occasion: Occasion) -> Sequence[Telling]:
        appointment = occasion.subject
        words = {
            "name": appointment.person.name,
            "role": appointment.get_role_display(),
            "programme": appointment.programme.name,
            "day": last_day(occasion.at, occasion.programme),
        }
        own = _("You are a %(role)s in %(programme)s until the end of %(day)s.") % words
        to_others = _("%(name)s is a %(role)s in %(programme)s until the end of %(day)s.") % words
        watching = (
            overseers_of(appointment.programme_id, occasion.now) if appointment.role in SECOND_FACTOR_ROLES else ()
        )
        told = [person for person in watching if person not in (appointment.person, occasion.by)]
        return (
            Telling(appointment.person, own, reverse("pages:account")),
            *(Telling(person, to_others, reverse("people:roster")) for person in told),
        )


class PersonLeaves(RoleEnds):
    """All roles of a person in the programme, at once; `subject` is the person."""

    button = gettext_lazy("End all their roles")

    def load(self, request: Request, pk: UUID | None, /, **_more: Any) -> Occasion:
        appointment = endable(request, pk)
        return Occasion(
            Event.PERSON_LEAVES,
            appointment.programme,
            appointment.person,
            at=request.now,
            now=request.now,
            by=request.user,
            gone=appointment.person,
        )

    def again(self, ending: Ending, now: datetime) -> Occasion:
        person = User.objects.get(pk=ending.subject_id)
        return Occasion(Event.PERSON_LEAVES, ending.programme, person, at=ending.at, now=now, by=ending.by, gone=person)

    def title(self, occasion: Occasion) -> str:
        return _("%(name)s leaves the programme?") % {"name": occasion.subject.name}

    def sentences(self, occasion: Occasion) -> Sequence[Words]:
        roles = [other_occasion.subject for other_occasion in roles_with_the_person(occasion)]
        means = [words for appointment in roles for words in MEANS.get(appointment.role, ANY_OTHER)]
        return (*dict.fromkeys(means), _("their account stays, with their own words and certificates"))

    def beside(self, _occasion: Occasion) -> tuple[str, str] | None:
        return None

    def said(self, occasion: Occasion) -> str:
        words = {"name": occasion.subject.name}
        if occasion.at > occasion.now:
            words["day"] = last_day(occasion.at, occasion.programme)
            return _("%(name)s leaves the programme at the end of %(day)s.") % words
        return _("%(name)s has left the programme.") % words

    def locked(self, occasion: Occasion) -> Occasion:
        Programme.objects.select_for_update(no_key=True).get(pk=occasion.programme.pk)
        return occasion

    def ended_at(self, occasion: Occasion) -> datetime | None:
        appointments = Appointment.objects.filter(person=occasion.subject, programme=occasion.programme)
        ends = list(appointments.values_list("ends_at", flat=True))
        return None if None in ends else max((end for end in ends if end), default=occasion.now)

    def refuse(self, occasion: Occasion) -> None:
        for part in roles_with_the_person(occasion):
            super().refuse(part)

    def decide(self, occasion: Occasion) -> None:
        for part in roles_with_the_person(occasion):
            super().decide(part)

    def take_back(self, occasion: Occasion) -> None:
        ahead = Appointment.objects.filter(person=occasion.subject, programme=occasion.programme)
        for appointment in ahead.filter(ends_at__gt=occasion.now):
            super().take_back(replace(occasion, subject=appointment))

    def carry_out(self, occasion: Occasion) -> None:
        """Each role ends by itself."""

    def tells(self, _occasion: Occasion) -> Sequence[Telling]:
        return ()

    def announces(self, _occasion: Occasion) -> Sequence[Telling]:
        return ()


def roles_with_the_person(occasion: Occasion) -> Sequence[Occasion]:
    """With a person end all the roles that they hold in the programme."""
    if occasion.event != Event.PERSON_LEAVES:
        return ()
    lasting = Q(ends_at=None) | Q(ends_at__gte=occasion.at)
    appointments = _appointments().filter(lasting, person=occasion.subject, programme=occasion.programme)
    return [
        role_occasion(dated, by=occasion.by, at=occasion.at, now=occasion.now)
        for dated in appointments.filter(starts_at__lt=occasion.at).order_by("role", "pk")
    ]


def _appointments() -> DatedQuerySet[Appointment]:
    return Appointment.objects.select_related("person", "programme")


def endable(request: Request, pk: UUID | None) -> Appointment:
    """An appointment that the user may end. Raises Http404."""
    current = Appointment.objects.current(request.now).select_related("person", "programme")
    appointment = get_object_or_404(current, pk=pk)
    if not may_end(appointment, request.user, roles_in(request, appointment.programme)):
        raise Http404
    return appointment


def back_to_people(request: Request, programme: Programme) -> str:
    still = overseen_programmes(request.user, request.now).contains(programme)
    return in_programme("people:roster", programme) if still else reverse("pages:my_day")
